/**
 * The hand-made vectors and the example documents of the knowledge base, as far as a codec without knowledge of IMPS can
 * judge them: structure, text, errors. The few rows of tables they need are below. Runs where the vectors are at hand.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { octets } from '../testing/wbxml-ts/sample.ts';
import { decode } from './decode.ts';
import { encode } from './encode.ts';
import { WbxmlError } from './error.ts';
import type { OpaqueFault, Tables } from './tables.ts';
import type { TableChooser } from './tables-by-public-id.ts';
import { tablesByPublicId } from './tables-by-public-id.ts';
import { tablesFrom } from './tables-from.ts';
import { type Element, textOf } from './tree.ts';

const VECTORS = new URL('../../../shared/vectors/', import.meta.url);
const atHand = ['wbxml-hand/vectors.json', 'wv'].every((name) => existsSync(new URL(name, VECTORS)));

const TAGS: readonly (readonly [page: number, token: number, name: string])[] = [
  [0, 0x09, 'WV-CSP-Message'],
  [0, 0x0a, 'ClientID'],
  [0, 0x0b, 'Code'],
  [0, 0x11, 'DateTime'],
  [0, 0x12, 'Description'],
  [0, 0x1a, 'MessageCount'],
  [0, 0x2d, 'Session'],
  [0, 0x2e, 'SessionDescriptor'],
  [0, 0x30, 'SessionType'],
  [0, 0x31, 'Status'],
  [0, 0x32, 'Transaction'],
  [0, 0x33, 'TransactionContent'],
  [0, 0x34, 'TransactionDescriptor'],
  [0, 0x35, 'TransactionID'],
  [0, 0x36, 'TransactionMode'],
  [0, 0x37, 'URL'],
  [0, 0x3a, 'UserID'],
  [1, 0x1d, 'Login-Request'],
  [1, 0x28, 'SearchLimit'],
  [1, 0x2b, 'Search-Request'],
  [1, 0x30, 'SessionCookie'],
  [1, 0x32, 'TimeToLive'],
  [3, 0x10, 'SupportedCIRMethod'],
  [3, 0x23, 'ContentPolicy'],
  [5, 0x2f, 'Cap'],
  [6, 0x1a, 'DeliveryTime'],
  [9, 0x16, 'NotificationType'],
];
const XMLNS: readonly (readonly [token: number, prefix: string])[] = [
  [0x05, 'http://www.wireless-village.org/CSP'],
  [0x07, 'http://www.wireless-village.org/TRC'],
  [0x08, 'http://www.openmobilealliance.org/DTD/WV-CSP'],
  [0x0a, 'http://www.openmobilealliance.org/DTD/WV-TRC'],
  [0x0b, 'http://www.openmobilealliance.org/DTD/IMPS-CSP'],
  [0x0d, 'http://www.openmobilealliance.org/DTD/IMPS-TRC'],
];
const VALUES: readonly (readonly [value: number, text: string])[] = [
  [0x0e, 'http://'],
  [0x11, 'Inband'],
  [0x19, 'Outband'],
  [0x20, 'Request'],
  [0x75, 'SMS'],
  [0x78, 'www.openmobilealliance.org'],
  [0xa1, 'GLUC'],
  [0xa4, 'SSMS'],
  [0xc0, 'R'],
];
const INTEGERS = new Set(['Code', 'MessageCount', 'SearchLimit', 'TimeToLive']);
const DATES = new Set(['DateTime', 'DeliveryTime']);

function typed(element: string, all: Uint8Array, start: number, end: number): string | OpaqueFault | undefined {
  const length = end - start;
  if (INTEGERS.has(element)) {
    if (length > 4) return { expected: 'an integer of at most 4 octets', found: `${length} octets` };
    return String(all.subarray(start, end).reduce((value, octet) => value * 0x100 + octet, 0));
  }
  if (DATES.has(element) && length !== 6) return { expected: 'a date of 6 octets', found: `${length} octets` };
  return undefined;
}

function tablesOf(number: number, text: string, ambiguous: string): Tables {
  const rows = tablesFrom({
    publicIds: [{ number, text }],
    tags: TAGS.map(([page, token, name]) => ({ page, token, name })),
    attributes: XMLNS.map(([token, prefix]) => ({ page: 0, token, name: 'xmlns', prefix })),
    extT: [...VALUES.map(([value, of]) => ({ value, text: of })), { value: 0x68, text: ambiguous }],
  });
  return { ...rows, opaque: typed };
}

const VERSIONS = [
  tablesOf(0x10, '-//WIRELESSVILLAGE//DTD CSP 1.1//EN', 'IM'),
  tablesOf(0x11, '-//OMA//DTD WV-CSP 1.2//EN', 'IM'),
  tablesOf(0x12, '-//OMA//DTD IMPS-CSP 1.3//EN', 'AP'),
];
const choose: TableChooser = tablesByPublicId(VERSIONS, () => VERSIONS[1]);

interface Vector {
  readonly name: string;
  readonly kind: 'both' | 'decode' | 'error' | 'error-or-skip' | 'error-or-warn';
  readonly hex: string;
  readonly xml?: string;
}

function vectors(): readonly Vector[] {
  if (!atHand) return [];
  const file = JSON.parse(readFileSync(new URL('wbxml-hand/vectors.json', VECTORS), 'utf8')) as { vectors: Vector[] };
  return file.vectors;
}

/** Tags, attributes and text in order, the way the expected XML writes them. */
function asXml(element: Element): string {
  const attributes = element.attributes.map(({ name, value }) => ` ${name}="${value}"`).join('');
  const inner = element.children.map((child) => (child.kind === 'element' ? asXml(child) : '')).join('');
  const text = DATES.has(element.name) ? 'date' : textOf(element).replace(/&/g, '&amp;');
  return `<${element.name}${attributes}>${inner === '' ? text : inner}</${element.name}>`;
}

function normal(xml: string): string {
  return xml
    .replace(/<([\w-]+)((?: [^<>]*[^/<>])?)\/>/g, '<$1$2></$1>')
    .replace(/<(DateTime|DeliveryTime)>[^<]*/g, '<$1>date');
}

describe.runIf(atHand)('hand-made vectors', () => {
  const all = vectors();

  it.each(all.filter(({ xml }) => xml !== undefined))('$name is read', ({ hex, xml }) => {
    expect(asXml(decode(octets(hex), choose).root)).toBe(normal(xml ?? ''));
  });

  it.each(all.filter(({ xml }) => xml === undefined))('$name is refused', ({ hex }) => {
    expect(() => decode(octets(hex), choose)).toThrow(WbxmlError);
  });

  it.each(all.filter(({ kind }) => kind.startsWith('error-or')))('$name is read on in tolerant mode', ({ hex }) => {
    const { root, warnings } = decode(octets(hex), choose, { mode: 'tolerant' });
    expect(warnings.length).toBeGreaterThan(0);
    expect(asXml(root)).toContain('<Session>');
  });
});

/** Tables that have a name for every token and a text for every value, so that nothing is lost on the way. */
const TRANSPARENT: Tables = {
  ...tablesFrom({ publicIds: [{ number: 0x10 }], tags: [] }),
  hasTagPage: () => true,
  tagName: (page, token) => `t${page}-${token}`,
  tagFor: (name) => {
    const [page, token] = name.slice(1).split('-').map(Number);
    return page === undefined || token === undefined ? undefined : { page, token };
  },
  extT: (slot, value) => `\u{e000}${slot}/${value}`,
  extTFor: (text) => {
    const match = /^\u{e000}([012])\/(\d+)$/u.exec(text);
    const slot = match?.[1] === '0' ? 0 : match?.[1] === '1' ? 1 : 2;
    return match === null ? undefined : { slot, value: Number(match[2]) };
  },
};

describe.runIf(atHand)('example documents written by libwbxml', () => {
  const names = atHand ? readdirSync(new URL('wv/', VECTORS)).filter((name) => name.endsWith('.wbxml')) : [];

  it.each(names)('%s decodes and encodes to the same octets', (name) => {
    const document = new Uint8Array(readFileSync(new URL(`wv/${name}`, VECTORS)));
    const decoded = decode(document, TRANSPARENT, { annotate: true });
    expect(decoded.annotations?.at(-1)?.end).toBe(document.length);
    expect(encode(decoded, TRANSPARENT)).toEqual(document);
  });
});
