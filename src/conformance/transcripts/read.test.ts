import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readJsonObject } from './read.ts';

const file = join(mkdtempSync(join(tmpdir(), 'read-')), 'x.json');
const read = (text: string, chunk = 7) => {
  writeFileSync(file, text);
  return readJsonObject(file, { chunk });
};

describe('an object read in pieces', () => {
  it('is what JSON.parse makes of it, wherever a chunk ends', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue()),
        fc.integer({ min: 1, max: 50 }),
        fc.boolean(),
        (value, chunk, wide) => {
          const text = JSON.stringify(value, undefined, wide ? 2 : undefined);
          expect(read(text, chunk)).toEqual(JSON.parse(text));
        },
      ),
      { numRuns: 200, seed: 1 },
    );
  });

  it.each([
    '',
    '   ',
    '[]',
    '"x"',
    '{',
    '{"a":1',
    '{"a":[1,2}',
    '{"a":1} x',
    '{"a":1}{}',
    '{"a" 1}',
    '{a:1}',
    '{"a":[1,,2]}',
    '{"a":}',
    'x{"a":1}',
  ])('is refused where it is none: %s', (text) => {
    expect(() => read(text)).toThrow(SyntaxError);
    expect(() => JSON.parse(text) as unknown).not.toSatisfy((call: () => unknown) => {
      try {
        const value = call();
        return typeof value === 'object' && value !== null && !Array.isArray(value);
      } catch {
        return false;
      }
    });
  });

  it('is parsed in texts no longer than an entry of a list', () => {
    const entry = { text: 'x'.repeat(100) };
    const lengths: number[] = [];
    writeFileSync(file, JSON.stringify({ list: Array.from({ length: 500 }, () => entry), rest: 1 }));
    const whole = readJsonObject(file, { onPiece: (length) => lengths.push(length) });
    expect(whole.list).toHaveLength(500);
    expect(Math.max(...lengths)).toBe(JSON.stringify(entry).length);
  });
});
