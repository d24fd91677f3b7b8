import { describe, expect, it } from 'vitest';
import { didYouMean, distance, nearest } from './nearest.ts';

describe('names that may have been meant', () => {
  it('counts edits, swapped neighbours as one, without regard to letter case', () => {
    expect(distance('password', 'pasword')).toBe(1);
    expect(distance('CSP-LOG-001', 'csp-log-010')).toBe(1);
    expect(distance('', 'abc')).toBe(3);
  });

  it('puts the nearest first and leaves out what is far away', () => {
    expect(nearest('CSP-LOG-01', ['CSP-LOG-001', 'CSP-LOG-010', 'SSP-GRP-014', 'TRN-HTTP-010'])).toEqual([
      'CSP-LOG-001',
      'CSP-LOG-010',
    ]);
    expect(nearest('zzzzzz', ['CSP-LOG-001'])).toEqual([]);
  });

  it('finds a name by a part of it', () => {
    expect(nearest('GETSPI', ['IMPS-CSP-S-GETSPI', 'IMPS-CSP-S-LOGIN'])).toEqual(['IMPS-CSP-S-GETSPI']);
  });

  it('says nothing when it has nothing to say', () => {
    expect(didYouMean('zzzzzz', ['alice'])).toBe('');
    expect(didYouMean('alise', ['alice', 'bob'])).toBe(' (did you mean alice?)');
  });
});
