/** Small tables and a notation for octets, for the tests of this folder. */
import type { Tables } from '../../wbxml-ts/tables.ts';
import { tablesFrom } from '../../wbxml-ts/tables-from.ts';

/** An invented language that has every kind of token. `number` holds a big-endian integer of 1 to 4 octets. */
export const SAMPLE: Tables = {
  ...tablesFrom({
    publicIds: [{ number: 0x7e, text: '-//EXAMPLE//DTD SAMPLE 1.0//EN' }],
    tags: [
      { page: 0, token: 0x05, name: 'doc' },
      { page: 0, token: 0x06, name: 'item' },
      { page: 0, token: 0x07, name: 'number' },
      { page: 0, token: 0x3f, name: 'last' },
      { page: 1, token: 0x05, name: 'other' },
      { page: 1, token: 0x06, name: 'item', namespace: 'second' },
    ],
    attributes: [
      { page: 0, token: 0x05, name: 'id' },
      { page: 0, token: 0x06, name: 'href' },
      { page: 0, token: 0x07, name: 'href', prefix: 'http://' },
      { page: 0, token: 0x47, name: 'href', prefix: 'http://www.' },
      { page: 1, token: 0x05, name: 'lang' },
    ],
    attributeValues: [
      { page: 0, token: 0x85, value: '.com' },
      { page: 0, token: 0x86, value: '.com/path' },
      { page: 1, token: 0x85, value: '.org' },
    ],
    extT: [
      { value: 1, text: 'yes' },
      { value: 0x12345, text: 'far' },
      { slot: 1, value: 1, text: 'two' },
    ],
  }),
  extI: (slot, text) => (slot === 0 ? `[${text}]` : undefined),
  ext: (slot) => (slot === 2 ? 'bare' : undefined),
  opaque(element, octets, start, end) {
    if (element !== 'number') return undefined;
    if (end - start < 1 || end - start > 4) return { expected: '1 to 4 octets', found: `${end - start} octets` };
    let value = 0;
    for (let at = start; at < end; at++) value = value * 0x100 + (octets[at] ?? 0);
    return String(value);
  },
};

/** Octets from `03 7E 6A 00 C5 'text' 00`: hexadecimal pairs and quoted ASCII, white space between them. */
export function octets(notation: string): Uint8Array {
  const all: number[] = [];
  for (const part of notation.match(/'[^']*'|\S+/g) ?? []) {
    if (part.startsWith("'")) for (const char of part.slice(1, -1)) all.push(char.charCodeAt(0));
    else if (/^([0-9A-Fa-f]{2})+$/.test(part))
      for (const pair of part.match(/../g) ?? []) all.push(Number.parseInt(pair, 16));
    else throw new RangeError(`'${part}' is neither hexadecimal nor quoted`);
  }
  return Uint8Array.from(all);
}

/** A document of the sample language: WBXML 1.3, UTF-8, with this string table (as notation) and body. */
export function sample(body: string, table = ''): Uint8Array {
  const strings = octets(table);
  if (strings.length > 0x7f) throw new RangeError('a longer table needs a longer length');
  return Uint8Array.from([0x03, 0x7e, 0x6a, strings.length, ...strings, ...octets(body)]);
}

/** Octets as upper-case hexadecimal pairs with spaces. */
export function shown(all: Uint8Array): string {
  return Array.from(all, (octet) => octet.toString(16).toUpperCase().padStart(2, '0')).join(' ');
}
