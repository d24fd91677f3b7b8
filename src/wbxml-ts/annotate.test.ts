import { describe, expect, it } from 'vitest';
import { octets, SAMPLE, sample } from '../testing/wbxml-ts/sample.ts';
import { decode } from './decode.ts';
import { WbxmlError } from './error.ts';
import type { Annotation } from './tree.ts';

function notes(document: Uint8Array, mode: 'strict' | 'tolerant' = 'strict'): readonly Annotation[] {
  return decode(document, SAMPLE, { annotate: true, mode }).annotations ?? [];
}

const EVERYTHING = sample(
  "43 05 03 'v' 00 01 C5 47 03 'x' 00 85 04 00 02 41 01 00 01 45 83 02 40 'v' 00 01 00 00 47 C3 01 2A 01 80 01 C2 C3 01 FF 44 00 01 01",
  "'abc' 00 'd' 00",
);

describe('annotations', () => {
  it('are made only when asked for', () => {
    expect(decode(EVERYTHING, SAMPLE).annotations).toBeUndefined();
  });

  it('say what each octet stands for', () => {
    expect(notes(EVERYTHING).map((a) => `${a.start}-${a.end} ${a.depth} ${a.path} ${a.kind}: ${a.label}`)).toEqual([
      '0-1 0  version: WBXML 1.3',
      '1-2 0  public-id: public id 7E',
      '2-3 0  charset: charset 106, utf-8',
      '3-4 0  string-table-length: string table of 6 octets',
      '4-8 0  string-table-entry: string 0: "abc"',
      '8-10 0  string-table-entry: string 4: "d"',
      '10-11 0  instruction: PI',
      '11-12 0  attribute: id=',
      '12-15 0  string: STR_I "v"',
      '15-16 0  end: END of PI',
      '16-17 1 doc tag: <doc> attributes and content follow',
      '17-18 1 doc attribute: href="http://www."',
      '18-21 1 doc string: STR_I "x"',
      '21-22 1 doc attribute-value: value ".com"',
      '22-24 1 doc attribute: LITERAL abc=',
      '24-26 1 doc entity: ENTITY U+0041',
      '26-27 1 doc end: END of attributes',
      '27-29 1 doc page: SWITCH_PAGE 01',
      '29-30 2 doc/other tag: <other> content follows',
      '30-32 2 doc/other string-reference: STR_T 2: "c"',
      '32-35 2 doc/other extension: EXT_I_0 "v": "[v]"',
      '35-36 2 doc/other end: END of other',
      '36-38 1 doc page: SWITCH_PAGE 00',
      '38-39 2 doc/number tag: <number> content follows',
      '39-42 2 doc/number opaque: OPAQUE 1 octets: "42"',
      '42-43 2 doc/number end: END of number',
      '43-45 1 doc extension: EXT_T_0 01: "yes"',
      '45-46 1 doc extension: EXT_2: "bare"',
      '46-49 1 doc opaque: OPAQUE 1 octets',
      '49-51 2 doc/abc tag: <abc> content follows',
      '51-52 2 doc/abc end: END of abc',
      '52-53 1 doc end: END of doc',
    ]);
  });

  it('lead to the element they belong to', () => {
    const decoded = decode(EVERYTHING, SAMPLE, { annotate: true });
    const number = decoded.root.children.find((child) => child.kind === 'element' && child.name === 'number');
    const opaque = decoded.annotations?.find(({ label }) => label.endsWith('"42"'));
    expect(opaque?.element).toBe(number);
    expect(decoded.annotations?.[0]?.element).toBeUndefined();
  });

  it('cover what tolerant mode read on after', () => {
    const document = sample("45 00 20 D0 00 20 10 A0 03 'a' 00 01 80 55 01 01 07 07", "'open'");
    const all = notes(document, 'tolerant');
    expect(all.map(({ label }) => label)).toEqual([
      'WBXML 1.3',
      'public id 7E',
      'charset 106, utf-8',
      'string table of 4 octets',
      'string 0: "open"',
      '<doc> content follows',
      'SWITCH_PAGE 20',
      '<unknown-20-10> attributes and content follow',
      'SWITCH_PAGE attributes 20',
      'unknown-attribute-20-10=',
      'unknown value A0',
      'STR_I "a"',
      'END of attributes',
      'EXT_T_0 55: unknown',
      'END of unknown-20-10',
      'END of doc',
      '2 octets after the root element',
    ]);
    expect(all[all.length - 1]?.end).toBe(document.length);
  });

  it('give the entries of a wide string table', () => {
    const document = octets('03 7E 87 77 0A 0061 0000 0100 0062 0000 45 83 04 01');
    expect(notes(document).flatMap((a) => (a.kind === 'string-table-entry' ? [a.label] : []))).toEqual([
      'string 0: "a"',
      'string 4: "\u0100b"',
    ]);
  });

  it('come with an error as far as it got', () => {
    try {
      notes(sample("45 03 'a' 00 03 'b'"));
      expect.unreachable('the document is cut short');
    } catch (error) {
      if (!(error instanceof WbxmlError)) throw error;
      const last = error.partial?.annotations?.at(-1);
      expect([last?.label, last?.end]).toEqual(['STR_I "a"', 8]);
    }
  });
});
