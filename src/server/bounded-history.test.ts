import { describe, expect, it } from 'vitest';
import { keepNewest } from './bounded-history.ts';

describe('keeping the newest', () => {
  const kept = (lengths: readonly number[], messages: number, length: number) => {
    const items = [...lengths];
    keepNewest(items, { messages, length }, (item) => item);
    return items;
  };

  it('drops the oldest beyond so many', () => {
    expect(kept([1, 2, 3], 3, 100)).toEqual([1, 2, 3]);
    expect(kept([1, 2, 3, 4], 2, 100)).toEqual([3, 4]);
    expect(kept([1], 0, 100)).toEqual([]);
  });

  it('drops the oldest beyond so long, the newest, too, where it alone is longer', () => {
    expect(kept([60, 30, 10], 9, 100)).toEqual([60, 30, 10]);
    expect(kept([60, 30, 11], 9, 100)).toEqual([30, 11]);
    expect(kept([1, 101], 9, 100)).toEqual([]);
    expect(kept([], 9, 0)).toEqual([]);
  });
});
