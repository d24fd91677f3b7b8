import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Header } from '../types.ts';
import { framing, HttpFormatError, HttpReader } from './reader.ts';

const LIMITS = { head: 1_000, body: 1_000 };

/** Reads one message given in pieces: its head and body, or the kind of fault. */
function readPieces(pieces: readonly Buffer[]): unknown {
  const reader = new HttpReader(LIMITS);
  let head: ReturnType<HttpReader['takeHead']>;
  try {
    for (const piece of pieces) {
      reader.push(piece);
      if (head === undefined) {
        head = reader.takeHead();
        if (head !== undefined) reader.startBody(framing(head.headers) ?? { kind: 'none' });
      }
      const body = head === undefined ? undefined : reader.takeBody();
      if (body !== undefined) return { head, body: body.toString('latin1') };
    }
    return 'incomplete';
  } catch (error) {
    if (!(error instanceof HttpFormatError)) throw error;
    return error.kind;
  }
}

function cut(octets: Buffer, places: readonly number[]): Buffer[] {
  const ends = [...new Set(places.map((p) => p % octets.length)), octets.length].sort((a, b) => a - b);
  return ends.map((end, i) => octets.subarray(i === 0 ? 0 : ends[i - 1], end));
}

describe('reader of HTTP messages', () => {
  it('reads the same from any pieces', () => {
    const chunk = fc
      .tuple(fc.string({ minLength: 1, maxLength: 30 }), fc.constantFrom('', ';a=b', ' ;x'))
      .map(([text, extension]) => ({ text, line: `${text.length.toString(16)}${extension}\r\n${text}\r\n` }));
    const printable = fc.array(chunk, { maxLength: 6 });
    fc.assert(
      fc.property(printable, fc.boolean(), fc.array(fc.nat(), { maxLength: 10 }), (chunks, chunked, places) => {
        const text = chunks.map((c) => c.text).join('');
        const octets = Buffer.from(
          chunked
            ? `X Y\r\nA: b\r\nTransfer-Encoding: chunked\r\n\r\n${chunks.map((c) => c.line).join('')}0\r\nT: u\r\n\r\n`
            : `X Y\r\nA: b\r\nContent-Length: ${text.length}\r\n\r\n${text}`,
          'latin1',
        );
        expect(readPieces(cut(octets, places))).toMatchObject({ head: { startLine: 'X Y' }, body: text });
      }),
      { numRuns: 300 },
    );
  });

  it('never throws anything but its own error, and never holds more than its bounds', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(
        '\r\n',
        '\n',
        'A: b\r\n',
        'Content-Length: 3\r\n',
        'Transfer-Encoding: chunked\r\n',
        '\r\n\r\n',
        'ffffffff\r\n',
        '-1\r\n',
        '0\r\n',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        expect(() => readPieces(pieces.map((p) => Buffer.from(p, 'utf8')))).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });

  it('takes a body at its bound and refuses one octet more, in every framing', () => {
    const at = (n: number) => 'a'.repeat(n);
    const length = (n: number) => Buffer.from(`X\r\nContent-Length: ${n}\r\n\r\n${at(n)}`);
    const chunked = (n: number) =>
      Buffer.from(
        `X\r\nTransfer-Encoding: chunked\r\n\r\n${(n - 1).toString(16)}\r\n${at(n - 1)}\r\n1\r\na\r\n0\r\n\r\n`,
      );
    for (const form of [length, chunked]) {
      expect(readPieces([form(1_000)])).toMatchObject({ body: at(1_000) });
      expect(readPieces([form(1_001)])).toBe('body-too-large');
    }
  });

  it.each([false, true])(
    'copies no more than a few times what came, however small the pieces are (tolerant: %s)',
    (tolerant) => {
      const work = (lines: number) => {
        const reader = new HttpReader({ head: 1e6, body: 1e6 }, tolerant);
        const octets = Buffer.from(`X\r\n${'A: b\r\n'.repeat(lines)}\r\n`);
        for (const octet of octets) reader.push(Buffer.of(octet));
        expect(reader.takeHead()?.headers).toHaveLength(lines);
        return reader.copied / octets.length;
      };
      expect(work(1_000)).toBeLessThan(4);
      expect(work(4_000)).toBeLessThan(4);
    },
  );

  it('does not change octets it was given when it puts pieces together', () => {
    const first = Buffer.from('X\r\nContent-Length: 6\r\n\r\nabc');
    const copy = Buffer.from(first);
    expect(readPieces([first, Buffer.from('def')])).toMatchObject({ body: 'abcdef' });
    expect(first).toEqual(copy);
  });

  it.each<[string, readonly Header[], unknown]>([
    ['nothing', [], undefined],
    ['a length', [['content-length', '12']], { kind: 'length', length: 12 }],
    [
      'the same length twice',
      [
        ['Content-Length', '3'],
        ['Content-Length', '3'],
      ],
      { kind: 'length', length: 3 },
    ],
    ['chunks in any letter case', [['Transfer-Encoding', 'Chunked']], { kind: 'chunked' }],
  ])('finds the framing in %s', (_, headers, expected) => {
    expect(framing(headers)).toEqual(expected);
  });

  it.each<[string, readonly Header[]]>([
    ['a sign', [['Content-Length', '+3']]],
    ['a number beyond reason', [['Content-Length', '9'.repeat(20)]]],
    ['a list of lengths', [['Content-Length', '3, 4']]],
    ['coding after coding', [['Transfer-Encoding', 'gzip, chunked']]],
  ])('refuses a framing with %s', (_, headers) => {
    expect(() => framing(headers)).toThrow(HttpFormatError);
  });
});
