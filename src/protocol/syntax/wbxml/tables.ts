/** The token tables of each version, in the form the codec takes. */
import {
  type AttributeRow,
  type ExtensionRow,
  invalidAt,
  type OpaqueFault,
  type Tables,
  type TagRow,
  tablesFrom,
  textFrom,
} from '../../../wbxml-ts/index.ts';
import { binaryText } from '../../model/binary-text.ts';
import { ALIASES } from '../../model/tolerance.ts';
import type { NamespaceKey, Version } from '../../version.ts';
import { VERSIONS } from '../../version.ts';
import { VERSION_FACTS } from '../../version-facts.ts';
import { dateFromOctets, integerFromOctets } from './opaque.ts';
import { TAGS } from './tags.ts';
import { type Typing, typingOf } from './typing.ts';
import { VALUES } from './values.ts';

/** Numbers and names of a table text, in pairs. */
function pairs(text: string): [number, string][] {
  const words = text.trim().split(/\s+/);
  const found: [number, string][] = [];
  for (let i = 0; i + 1 < words.length; i += 2) found.push([Number.parseInt(words[i] ?? '', 16), words[i + 1] ?? '']);
  return found;
}

function tagRows(version: Version): TagRow[] {
  return TAGS.filter((set) => set.versions.includes(version)).flatMap((set) =>
    pairs(set.tags).map(([token, name]) => ({
      page: set.page,
      token,
      name,
      use: set.decodeOnly === true ? ('decode' as const) : ('both' as const),
    })),
  );
}

/** Spellings of names that have a token, so that a tree read from the field is written with it. */
function aliasRows(tags: readonly TagRow[]): TagRow[] {
  const rows: TagRow[] = [];
  for (const [alias, name] of ALIASES) {
    const tag = tags.find((row) => row.name === name);
    if (tag !== undefined && !tags.some((row) => row.name === alias)) rows.push({ ...tag, name: alias, use: 'encode' });
  }
  return rows;
}

function valueRows(version: Version): ExtensionRow[] {
  return VALUES.filter((set) => set.versions.includes(version)).flatMap((set) =>
    pairs(set.values).map(([value, text]) => ({
      value,
      text,
      use: set.decodeOnly === true ? ('decode' as const) : ('both' as const),
    })),
  );
}

/** Tokens of xmlns: each stands for a namespace without its version. Later versions know those of the earlier ones. */
function attributeRows(version: Version): AttributeRow[] {
  const order: readonly NamespaceKey[] = ['CSP', 'PA', 'TRC'];
  return VERSIONS.slice(0, VERSIONS.indexOf(version) + 1).flatMap((v, i) =>
    order.map((key, j) => ({
      page: 0,
      token: 5 + 3 * i + j,
      name: 'xmlns',
      prefix: VERSION_FACTS[v].namespaceBases[key],
    })),
  );
}

/** 3D stands for two values in 1.3: in a group property it is History, anywhere else GROUP_ID. */
const SHARED_VALUE = 0x3d;

function build(version: Version): Tables {
  const { publicId, texts } = VERSION_FACTS[version].wbxml;
  const tags = tagRows(version);
  const plain = tablesFrom({
    publicIds: [{ number: publicId, text: texts[0] }, ...texts.slice(1).map((text) => ({ text }))],
    tags: [...tags, ...aliasRows(tags)],
    attributes: attributeRows(version),
    extT: valueRows(version),
  });
  const typing = typingOf(version);
  const history = version === '1.3';
  return {
    ...plain,
    // GROUP_ID would come back as History there
    extTFor: (text, element) =>
      history && element === 'Name' && text === 'GROUP_ID' ? undefined : plain.extTFor?.(text, element),
    extT: (slot, value, element) =>
      history && value === SHARED_VALUE && slot === 0 && element === 'Name'
        ? 'History'
        : plain.extT?.(slot, value, element),
    opaque: (element, octets, start, end) => opaqueText(typing.get(element), element, octets, start, end),
  };
}

/** Elements that may hold any octets. */
const CONTENT: ReadonlySet<string> = new Set(['ContentData', 'DirectContent']);

/** Control characters other than white space, which XML forbids. */
function hasControls(octets: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const octet = octets[at] ?? 0;
    if (octet < 0x20 && octet !== 0x0a && octet !== 0x0d && octet !== 0x09) return true;
  }
  return false;
}

/** The text that opaque octets stand for: a typed value in a typed element, any octets in content, otherwise UTF-8 text. */
function opaqueText(
  typing: Typing | undefined,
  element: string,
  octets: Uint8Array,
  start: number,
  end: number,
): string | OpaqueFault {
  if (typing === 'date') {
    if (end - start !== 6) return { expected: 'a date of 6 octets', found: `${end - start} octets` };
    const date = dateFromOctets(octets, start);
    return typeof date === 'string' ? date : { expected: 'a date', found: date.fault };
  }
  if (typing !== undefined) {
    const value = integerFromOctets(octets, start, end);
    return value === undefined
      ? { expected: 'an integer of 1 to 4 octets', found: `${end - start} octets` }
      : String(value);
  }
  const content = CONTENT.has(element);
  if (invalidAt(octets, start, end, 'utf-8') === -1 && !(content && hasControls(octets, start, end))) {
    return textFrom(octets, start, end, 'utf-8');
  }
  if (content) return binaryText(octets, start, end);
  return { expected: 'text in UTF-8', found: 'octets that are none' };
}

const built: Partial<Record<Version, Tables>> = {};

/** The token tables of a version. */
export function tablesOf(version: Version): Tables {
  const known = built[version];
  if (known !== undefined) return known;
  const tables = build(version);
  built[version] = tables;
  return tables;
}
