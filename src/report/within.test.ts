import { expect, it } from 'vitest';
import { within } from './within.ts';

const rest = (left: number) => `(${left} more)`;

it('keeps all entries that fit, and counts the others', () => {
  expect(within('head ', ['aaa', 'bbb'], rest, 11)).toBe('head aaabbb');
  expect(within('head ', ['aaa', 'bbb', 'ccc'], rest, 17)).toBe('head aaabbbccc');
  expect(within('head ', ['aaaaaa', 'bbbbbb', 'c'], rest, 16)).toBe('head (3 more)');
  expect(within('head ', ['aaa', 'bbbbbbbbb', 'c'], rest, 16)).toBe('head aaa(2 more)');
});

it('never exceeds the limit', () => {
  for (let limit = 8; limit < 60; limit++) {
    const text = within('a long head', ['one', 'two two', 'three three three'], rest, limit);
    expect(text.length).toBeLessThanOrEqual(limit);
  }
});
