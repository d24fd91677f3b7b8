import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { octets } from '../testing/wbxml-ts/sample.ts';
import { CHARSETS, charsetOf, mibEnumOf } from './charset.ts';
import { asciiText, invalidAt, textFrom } from './text-in.ts';

function read(notation: string, charset: (typeof CHARSETS)[number]): { text: string; bad: number } {
  const all = octets(notation);
  return { text: textFrom(all, 0, all.length, charset), bad: invalidAt(all, 0, all.length, charset) };
}

describe('character sets', () => {
  it('are numbered as IANA does', () => {
    expect(CHARSETS.map((charset) => charsetOf(mibEnumOf(charset)))).toEqual(CHARSETS);
    expect([106, 3, 4, 1015].map(charsetOf)).toEqual(['utf-8', 'us-ascii', 'iso-8859-1', 'utf-16']);
    expect(charsetOf(17)).toBeUndefined();
  });

  it.each([
    ['utf-8', "'5 ' E282AC", '5 €'],
    ['utf-8', 'EFBBBF 41', '\ufeffA'],
    ['utf-8', 'F09F9880', '😀'],
    ['us-ascii', "'ab'", 'ab'],
    ['iso-8859-1', '80 E9 FF', '\u0080éÿ'],
    ['utf-16', '00E9 D83D DE00', 'é😀'],
    ['utf-16', 'FFFE E900', 'é'],
    ['utf-16', 'FEFF 00E9', 'é'],
    ['utf-16be', 'FEFF 00E9', '\ufeffé'],
    ['utf-16le', 'E900 3DD8 00DE', 'é😀'],
  ] as const)('%s %s', (charset, notation, text) => {
    expect(read(notation, charset)).toEqual({ text, bad: -1 });
  });

  it.each([
    ['utf-8', 'octet that starts nothing', '41 80', 1],
    ['utf-8', 'overlong form', '41 C0AF', 1],
    ['utf-8', 'overlong form of three', 'E09F80', 0],
    ['utf-8', 'surrogate', 'EDA080', 0],
    ['utf-8', 'above U+10FFFF', 'F4908080', 0],
    ['utf-8', 'cut short', "'ab' E282", 2],
    ['utf-8', 'not continued', 'C328', 0],
    ['us-ascii', 'above 7F', '41 E9', 1],
    ['utf-16', 'low surrogate alone', '0041 DE00', 2],
    ['utf-16', 'high surrogate alone', 'D83D 0041', 0],
    ['utf-16', 'half a unit', '0041 00', 2],
  ] as const)('%s: %s', (charset, _, notation, at) => {
    const { text, bad } = read(notation, charset);
    expect(bad).toBe(at);
    expect(text).toContain('\ufffd');
  });

  it('says invalid exactly where a TextDecoder refuses UTF-8', () => {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 5 }),
      fc.string({ unit: 'grapheme', maxLength: 4 }).map((text) => new TextEncoder().encode(text)),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const all = Uint8Array.from(pieces.flatMap((part) => [...part]));
        const bad = invalidAt(all, 0, all.length, 'utf-8');
        if (bad < 0) expect(textFrom(all, 0, all.length, 'utf-8')).toBe(decoder.decode(all));
        else {
          expect(() => decoder.decode(all)).toThrow();
          expect(() => decoder.decode(all.subarray(0, bad))).not.toThrow();
        }
      }),
    );
  });

  it('reads ASCII of any length', () => {
    const text = Array.from({ length: 100 }, (_, index) => String.fromCharCode(0x21 + (index % 90))).join('');
    const all = new TextEncoder().encode(text);
    for (let end = 0; end <= all.length; end++) expect(asciiText(all, 0, end)).toBe(text.slice(0, end));
  });
});
