import { describe, expect, it } from 'vitest';
import { octets, SAMPLE, sample } from '../testing/wbxml-ts/sample.ts';
import { decode, decodeHeader, peekRoot } from './decode.ts';
import { WbxmlError } from './error.ts';
import { tablesByPublicId } from './tables-by-public-id.ts';
import { tablesFrom } from './tables-from.ts';
import { textOf } from './tree.ts';

function kindOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof WbxmlError) return `${error.kind} at ${error.offset}`;
    throw error;
  }
  return 'accepted';
}

describe('header', () => {
  it('gives version, public id, character set and string table', () => {
    expect(decodeHeader(octets("03 12 6A 04 'abc' 00 05"))).toEqual({
      version: 3,
      publicId: 0x12,
      publicIdText: undefined,
      mibEnum: 106,
      charset: 'utf-8',
      tableStart: 4,
      tableEnd: 8,
    });
  });

  it.each([1, 2, 3])('reads WBXML 1.%i', (minor) => {
    expect(decode(octets(`0${minor} 7E 6A 00 05`), SAMPLE).header.version).toBe(minor);
  });

  it('reads a public id in several octets and one as text, also from the middle of an entry', () => {
    expect(decodeHeader(octets('03 81 00 6A 00')).publicId).toBe(0x80);
    expect(decodeHeader(octets("03 00 00 6A 03 'ab' 00")).publicIdText).toBe('ab');
    expect(decodeHeader(octets("03 00 01 6A 03 'ab' 00")).publicIdText).toBe('b');
  });

  it('takes the character set of the transport where the document says 0', () => {
    const document = octets('03 7E 00 00 45 03 E9 00 01');
    expect(textOf(decode(document, SAMPLE, { charset: 'iso-8859-1' }).root)).toBe('é');
    expect(kindOf(() => decode(document, SAMPLE))).toBe('invalid-text at 6');
  });

  it.each([
    ['us-ascii', "03 7E 03 00 45 03 'a' 00 01", 'a'],
    ['iso-8859-1', '03 7E 04 00 45 03 E9 00 01', 'é'],
    ['utf-16', '03 7E 87 77 00 45 03 00 E9 0000 01', 'é'],
    ['utf-16be', '03 7E 87 75 00 45 03 01 00 0000 01', 'Ā'],
    ['utf-16le', '03 7E 87 76 00 45 03 00 01 0000 01', 'Ā'],
    ['utf-16', '03 7E 87 77 04 0061 0000 45 83 00 83 00 01', 'aa'],
  ] as const)('reads strings in %s', (charset, notation, text) => {
    const decoded = decode(octets(notation), SAMPLE);
    expect(decoded.header.charset).toBe(charset);
    expect(textOf(decoded.root)).toBe(text);
  });

  it.each([
    ['no octets', '', 'truncated at 0'],
    ['version only', '03', 'truncated at 1'],
    ['cut inside an integer', '03 81', 'truncated at 2'],
    ['no character set', '03 7E', 'truncated at 2'],
    ['no string table length', '03 7E 6A', 'truncated at 3'],
    ['no body', '03 7E 6A 00', 'truncated at 4'],
    ['WBXML 1.0', '00 7E 6A 00 05', 'unsupported-version at 0'],
    ['WBXML 2.0', '10 7E 6A 00 05', 'unsupported-version at 0'],
    ['WBXML 1.4', '04 7E 6A 00 05', 'unsupported-version at 0'],
    ['33 bits', '03 7E 6A 90 80 80 80 00', 'integer-overflow at 3'],
    ['six octets', '03 7E 6A 80 80 80 80 80 00', 'integer-overflow at 3'],
    ['string table beyond the document', "03 7E 6A 7F 'abc'", 'string-table-length at 3'],
    ['string table of 4 GiB', '03 7E 6A 8F FF FF FF 7F 05', 'string-table-length at 3'],
    ['public id beyond the string table', '03 00 04 6A 01 00 05', 'string-table-offset at 2'],
    ['public id in no string table', '03 00 00 6A 00 05', 'string-table-offset at 2'],
    ['Shift_JIS', '03 7E 11 00 05', 'unsupported-charset at 2'],
  ])('refuses %s', (_, notation, problem) => {
    expect(kindOf(() => decode(octets(notation), SAMPLE))).toBe(problem);
  });

  it('reads on after an unknown character set and a later minor version in tolerant mode', () => {
    const decoded = decode(octets("04 7E 11 00 45 03 'a' 00 01"), SAMPLE, { mode: 'tolerant' });
    expect(decoded.warnings.map(({ kind, offset }) => [kind, offset])).toEqual([
      ['unsupported-version', 0],
      ['unsupported-charset', 2],
    ]);
    expect(textOf(decoded.root)).toBe('a');
  });

  it('accepts integers longer than needed, up to five octets and 32 bits', () => {
    expect(decodeHeader(octets('03 80 80 80 80 12 80 6A 80 80 00')).publicId).toBe(0x12);
    expect(decodeHeader(octets('03 8F FF FF FF 7F 6A 00')).publicId).toBe(0xffff_ffff);
  });
});

describe('choice of tables', () => {
  const second = tablesFrom({
    publicIds: [{ number: 2, text: 'second' }],
    tags: [{ page: 0, token: 5, name: 'two' }],
    attributes: [{ page: 0, token: 5, name: 'version' }],
  });
  const choose = tablesByPublicId([SAMPLE, second]);

  it('compares numbers and texts', () => {
    expect(decode(octets('03 7E 6A 00 05'), choose).root.name).toBe('doc');
    expect(decode(octets('03 02 6A 00 05'), choose).tables).toBe(second);
    expect(decode(octets("03 00 00 6A 07 'second' 00 05"), choose).root.name).toBe('two');
  });

  it('says so when there are none', () => {
    expect(() => decode(octets('03 09 6A 00 05'), choose)).toThrow(
      'public identifier at offset 1: expected one that there are tables for, found 09',
    );
    expect(() => decode(octets("03 00 00 6A 02 'x' 00 05"), choose)).toThrow('found "x"');
  });

  it('can look at the root first where the public id says nothing', () => {
    const byRoot = tablesByPublicId([SAMPLE, second], (_, document) =>
      peekRoot(document, SAMPLE).attributes[0]?.value === 'second' ? second : SAMPLE,
    );
    expect(decode(octets("03 01 6A 00 85 05 03 'second' 00 01"), byRoot).root.name).toBe('two');
    expect(decode(octets("03 01 6A 00 85 05 03 'first' 00 01"), byRoot).root.name).toBe('doc');
  });

  it('peeks at the root without reading its content', () => {
    const root = peekRoot(sample("C5 05 03 'x' 00 01 03 'never closed'"), SAMPLE);
    expect([root.name, root.attributes[0]?.value, root.children]).toEqual(['doc', 'x', []]);
  });
});
