import { describe, expect, it } from 'vitest';
import { readOptions } from './options.ts';

describe('the options of npm run mutants', () => {
  it('say with 0 that every scenario is run, also once they were sent to another process', () => {
    const { most } = JSON.parse(JSON.stringify(readOptions(['--most', '0']))) as { most: number };
    expect(most).toBeGreaterThan(1_000_000);
    expect(readOptions(['--most', '7']).most).toBe(7);
  });

  it('refuse a number that is none', () => {
    expect(() => readOptions(['--most=-1'])).toThrow('--most: "-1" is no whole number from 0');
  });
});
