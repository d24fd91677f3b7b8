/** Ways to write one and the same message, in words: what XML and WBXML leave open. */
import { HarnessError } from '../../src/conformance/scenario/signals.ts';
import { VERSION_FACTS, type WbxmlWriteOptions, type XmlWriteOptions } from '../../src/protocol/syntax/index.ts';
import type { World } from './world.ts';

type Writing = Omit<XmlWriteOptions, 'syntax'> | Omit<WbxmlWriteOptions, 'syntax'>;

const WORDS: Readonly<Record<string, Writing>> = {
  'with the DOCTYPE of the version': { doctype: true },
  'without DOCTYPE': { doctype: false },
  'with an encoding declaration': { declaration: true },
  'without an encoding declaration': { declaration: false },
  'with entities': { escape: 'entities' },
  'with character references': { escape: 'references' },
  'in CDATA sections': { escape: 'cdata' },
  'with empty-element tags': { emptyTags: 'short' },
  'with start and end tags': { emptyTags: 'long' },
  'with white space between elements': { whitespace: true },
  'as inline strings': { text: 'inline' },
  'as string table references': { text: 'table' },
  'as entities': { text: 'entities' },
  'as opaque data': { text: 'opaque' },
  'in several parts': { text: 'parts' },
  'as opaque of 1 octet': { integers: 'opaque' },
  'as opaque of 2 octets': { integers: 'opaque' },
  'as opaque of 4 octets': { integers: 'wide' },
  'as opaque of 6 octets': { dates: 'opaque' },
};

/** Options for writing a message. */
export function writing(how: string): Writing {
  const known = WORDS[how];
  if (known === undefined) throw new HarnessError(`"${how}" is no way to write a message`);
  return known;
}

/** A public identifier of the WBXML head: `of the version`, or its number in hexadecimal. */
export function publicId(world: World, identifier: string): number {
  return identifier === 'of the version'
    ? VERSION_FACTS[world.version].wbxml.publicId
    : Number.parseInt(identifier, 16);
}
