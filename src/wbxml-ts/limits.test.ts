import { describe, expect, it } from 'vitest';
import { octets, SAMPLE, sample } from '../testing/wbxml-ts/sample.ts';
import { decode } from './decode.ts';
import { WbxmlError } from './error.ts';
import type { Limits } from './limits.ts';

function limitOf(document: Uint8Array, limits: Partial<Limits> = {}): string {
  try {
    decode(document, SAMPLE, { limits, mode: 'tolerant' });
  } catch (error) {
    if (error instanceof WbxmlError) return error.limit ?? error.kind;
    throw error;
  }
  return 'accepted';
}

function filled(length: number, ...parts: [number, Uint8Array][]): Uint8Array {
  const all = new Uint8Array(length);
  for (const [at, part] of parts) all.set(part, at);
  return all;
}

describe('bounds', () => {
  it.each([
    ['size', sample("45 03 'abc' 00 01"), { size: 11 }, { size: 10 }],
    ['stringTable', sample('05', "'abc' 00"), { stringTable: 4 }, { stringTable: 3 }],
    ['depth', sample('45 46 06 01 01'), { depth: 3 }, { depth: 2 }],
    ['nodes', sample("C5 05 03 'a' 00 01 06 03 'a' 00 01"), { nodes: 4 }, { nodes: 3 }],
    ['attributes', sample('85 05 06 01'), { attributes: 2 }, { attributes: 1 }],
    ['string', sample("45 03 'abc' 00 01"), { string: 3 }, { string: 2 }],
    ['string', sample('45 C3 03 01 02 03 01'), { string: 3 }, { string: 2 }],
    ['string', sample('45 83 00 01', "'abc' 00"), { string: 3 }, { string: 2 }],
    ['text', sample("45 03 'ab' 00 83 00 83 00 01", "'cd' 00"), { text: 6 }, { text: 5 }],
    ['text', sample('85 07 47 01'), { text: 18 }, { text: 17 }],
    ['text', sample('45 80 01 80 01 01'), { text: 6 }, { text: 5 }],
  ] as const)('%s holds at the bound and not above', (limit, document, enough, tooLittle) => {
    expect(limitOf(document, enough)).toBe('accepted');
    expect(limitOf(document, tooLittle)).toBe(limit);
  });

  it('say which bound it was and how large', () => {
    expect(() => decode(sample('45 46 06 01 01'), SAMPLE, { limits: { depth: 2 } })).toThrow(
      'elements nested too deep at offset 6: expected at most 2 (limit depth), found depth 3',
    );
  });

  it.each([{ depth: -1 }, { size: 1.5 }, { text: Number.NaN }, { nodes: Number.POSITIVE_INFINITY }])(
    'must be whole numbers: %o',
    (limits) => {
      expect(() => decode(sample('05'), SAMPLE, { limits })).toThrow(RangeError);
    },
  );
});

describe('hostile documents', () => {
  it('a million levels of nesting end at the bound', () => {
    expect(limitOf(filled(1_000_000, [0, sample('')]).fill(0x45, 4))).toBe('depth');
  });

  it('deep nesting within a large bound needs no call stack', () => {
    const levels = 300_000;
    const document = new Uint8Array(4 + 2 * levels).fill(0x45, 4, 4 + levels).fill(0x01, 4 + levels);
    document.set(sample(''));
    let { root } = decode(document, SAMPLE, { limits: { depth: levels, nodes: levels } });
    let depth = 1;
    for (let child = root.children[0]; child?.kind === 'element'; child = root.children[0]) {
      root = child;
      depth++;
    }
    expect(depth).toBe(levels);
  });

  it('a string table referred to again and again cannot grow the text without bound', () => {
    const length = 60_000;
    const references = 100_000;
    const document = filled(7 + length + 2 * references, [0, octets('03 7E 6A 83 D4 60')]).fill(0x61, 6, 5 + length);
    document[6 + length] = 0x45;
    for (let at = 7 + length; at < document.length; at += 2) document[at] = 0x83;
    expect(limitOf(document)).toBe('text');
  });

  it('every suffix of a long entry once', () => {
    const length = 60_000;
    const document = filled(7 + length + 4 * length, [0, octets('03 7E 6A 83 D4 60')]).fill(0x61, 6, 5 + length);
    document[6 + length] = 0x45;
    for (let index = 0; index < length; index++) {
      document.set([0x83, 0x80 | (index >> 14), 0x80 | (index >> 7), index & 0x7f], 7 + length + 4 * index);
    }
    expect(limitOf(document)).toBe('text');
  });

  it('documents of tiny tokens end quickly', () => {
    expect(limitOf(filled(500_000, [0, sample('45')]).fill(0x06, 5))).toBe('nodes');
    // One text of many characters is one piece, and ends with the document.
    expect(limitOf(filled(500_000, [0, sample('45')]).fill(0x02, 5))).toBe('truncated');
    expect(limitOf(filled(500_000, [0, sample('45')]).fill(0x03, 5, 499_999))).toBe('missing-end');
  });

  it('thousands of attributes of one element end at their bound', () => {
    expect(limitOf(filled(200_000, [0, sample('85')]).fill(0x05, 5))).toBe('attributes');
  });

  it('long literal names and deep paths do not slow the annotations down', () => {
    const name = "'n".padEnd(30_001, 'n');
    const table = octets(`${name}' 00`);
    const head = Uint8Array.from([
      0x03,
      0x7e,
      0x6a,
      0x80 | (table.length >> 14),
      0x80 | (table.length >> 7),
      table.length & 0x7f,
    ]);
    const levels = 60;
    const rest = 120_000;
    const document = new Uint8Array(head.length + table.length + 2 * levels + rest).fill(0x06);
    document.set(head);
    document.set(table, head.length);
    for (let level = 0; level < levels; level++) document.set([0x44, 0x00], head.length + table.length + 2 * level);
    expect(() => decode(document, SAMPLE, { annotate: true })).toThrow(WbxmlError);
  });
});
