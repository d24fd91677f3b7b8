import { describe, expect, it } from 'vitest';
import { count, countInWords, dateTime, duration, groupDigits, list, offset, scenarioParts, stop } from './words.ts';

describe('words of reports', () => {
  it('writes numbers with their noun in the right form', () => {
    expect(count(1, 'item')).toBe('1 item');
    expect(count(1486, 'entry', 'entries')).toBe('1,486 entries');
    expect(countInWords(2, 'mandatory item')).toBe('two mandatory items');
    expect(countInWords(11, 'item')).toBe('11 items');
    expect(groupDigits(1234567)).toBe('1,234,567');
  });

  it('joins lists as a sentence does', () => {
    expect(list([])).toBe('');
    expect(list(['1.2'])).toBe('1.2');
    expect(list(['1.1', '1.2', '1.3'])).toBe('1.1, 1.2 and 1.3');
  });

  it('writes times in the unit one would say', () => {
    expect(duration(7.6)).toBe('8 ms');
    expect(duration(999.6)).toBe('1 s');
    expect(duration(41_800)).toBe('41.8 s');
    expect(duration(125_000)).toBe('2 min 5 s');
  });

  it('writes the start of a run in UTC and leaves alone what is no time', () => {
    expect(dateTime('2026-11-21T14:02:09.000Z')).toBe('21 November 2026, 14:02 UTC');
    expect(dateTime('never')).toBe('never');
  });

  it('takes the place off the name of a scenario', () => {
    expect(scenarioParts('features/csp/login.feature:12 two logins')).toEqual({
      place: 'features/csp/login.feature:12',
      name: 'two logins',
    });
    expect(scenarioParts('monitor: well-formed')).toEqual({ place: '', name: 'monitor: well-formed' });
  });

  it('writes offsets with four digits at least', () => {
    expect(offset(0x88)).toBe('0088');
    expect(offset(0x12345)).toBe('12345');
    expect(stop('done')).toBe('done.');
    expect(stop('done.')).toBe('done.');
  });
});
