import { describe, expect, it } from 'vitest';
import { columns, style, terminalOf, truncate, wrap } from './terminal.ts';

describe('text for a terminal', () => {
  it('is wrapped at spaces and keeps its line breaks and indents', () => {
    expect(wrap('one two three four', 9)).toEqual(['one two', 'three', 'four']);
    expect(wrap('Group\n  ScreenName', 20)).toEqual(['Group', '  ScreenName']);
    expect(wrap('  a long line that goes on', 12)).toEqual(['  a long', '  line that', '  goes on']);
  });

  it('is cut where one word is longer than a line', () => {
    expect(wrap('abcdefghij', 4)).toEqual(['abcd', 'efgh', 'ij']);
    expect(truncate('abcdefghij', 5)).toBe('abcd…');
    expect(truncate('ab\u0007', 5)).toBe('ab␇');
  });

  it('stands in columns whatever the colours', () => {
    const s = style({ color: true });
    const [first, second] = columns(
      [
        ['a', s.bad('1')],
        ['bcd', '22'],
      ],
      new Set([1]),
    );
    expect(first?.replaceAll('\u001b[1;31m', '').replaceAll('\u001b[0m', '')).toBe('a     1');
    expect(second).toBe('bcd  22');
  });

  it('has a mark with its word, in colour only where there is colour', () => {
    expect(style({ color: false }).mark('not-applicable')).toBe('– not applicable');
    expect(style({ color: true }).mark('fail')).toBe('\u001b[1;31m■ fail\u001b[0m');
  });
});

describe('the terminal', () => {
  const tty = { isTTY: true, columns: 100, write: () => true };

  it('respects NO_COLOR and FORCE_COLOR', () => {
    expect(terminalOf(tty, {}).color).toBe(true);
    expect(terminalOf(tty, { NO_COLOR: '1' }).color).toBe(false);
    expect(terminalOf({ ...tty, isTTY: false }, { FORCE_COLOR: '1' }).color).toBe(true);
    expect(terminalOf({ ...tty, isTTY: false }, {}).color).toBe(false);
  });

  it('has a width within reason', () => {
    expect(terminalOf({ ...tty, columns: 300 }, {}).columns).toBe(120);
    expect(terminalOf({ ...tty, columns: 10 }, {}).columns).toBe(40);
    expect(terminalOf({ write: tty.write }, { COLUMNS: '72' }).columns).toBe(72);
  });
});
