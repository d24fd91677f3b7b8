import { describe, expect, it } from 'vitest';
import { catalogue } from '../catalogue/catalogue.ts';
import { parseFeatures } from './features.ts';
import { parseSelection } from './select.ts';

const { scenarios } = parseFeatures([
  {
    uri: 'features/csp/access/login.feature',
    text: 'Feature: F\n  @CSP-LOG-001\n  Scenario: one\n    Given x\n\n  @CSP-LOG-002\n  Scenario: two\n    Given x\n',
  },
]);

/** Ids of the requirements an expression selects. */
function selected(text: string): string[] {
  const selection = parseSelection(text, catalogue, scenarios);
  return catalogue.requirements.filter((r) => selection.requirement(r, undefined)).map((r) => r.id);
}

describe('the selection language', () => {
  it('knows requirements, items, areas, tables, patterns and attributes', () => {
    expect(selected('csp-log-001')).toEqual(['CSP-LOG-001']);
    expect(selected('IMPS-CSP-S-SESSION')).toEqual(catalogue.item('IMPS-CSP-S-SESSION')?.requirements);
    expect(selected('CSP-KA').every((id) => id.startsWith('CSP-KA-'))).toBe(true);
    expect(selected('csp-wbxml').length).toBe(18);
    expect(selected('CSP-LOG-00*')).toContain('CSP-LOG-001');
    expect(selected('CSP-LOG-00*')).not.toContain('CSP-LOG-010');
    expect(selected('level:MAY').length).toBeGreaterThan(5);
  });

  it('joins them by and, or, not, commas and parentheses', () => {
    expect(selected('CSP-LOG-001, CSP-LOG-002')).toEqual(['CSP-LOG-001', 'CSP-LOG-002']);
    expect(selected('CSP-LOG and not CSP-LOG-0*')).toEqual([]);
    expect(selected('(CSP-LOG-001 or CSP-KA-001) and not CSP-KA')).toEqual(['CSP-LOG-001']);
  });

  it('knows files, and scenarios by any of their lines', () => {
    expect(selected('features/csp/access/login.feature')).toEqual(['CSP-LOG-001', 'CSP-LOG-002']);
    expect(selected('features/csp')).toEqual(['CSP-LOG-001', 'CSP-LOG-002']);
    expect(selected('features/csp/access/login.feature:8')).toEqual(['CSP-LOG-002']);
    const selection = parseSelection('features/csp/access/login.feature:3', catalogue, scenarios);
    const one = catalogue.requirement('CSP-LOG-001');
    expect(one !== undefined && selection.requirement(one, scenarios[0])).toBe(true);
    expect(one !== undefined && selection.requirement(one, scenarios[1])).toBe(false);
  });

  it('names the nearest where something does not exist', () => {
    expect(() => selected('CSP-LOG-0001')).toThrow(
      /there is no requirement, item, area or table "CSP-LOG-0001"; the nearest are CSP-LOG-001/,
    );
    expect(() => selected('levle:MUST')).toThrow('there is no key "levle" (did you mean level?)');
    expect(() => selected('level:MUSST')).toThrow('no requirement has level "MUSST" (did you mean MUST?)');
    expect(() => selected('features/csp/access/logn.feature')).toThrow(
      'the nearest are features/csp/access/login.feature',
    );
    expect(() => selected('features/csp/access/login.feature:1')).toThrow(
      'no scenario of features/csp/access/login.feature stands at line 1; the first is at line 3',
    );
    expect(() => selected('CSP-ZZZ-*')).toThrow('no requirement or item is like "CSP-ZZZ-*"');
  });

  it('says what is wrong with the expression', () => {
    expect(() => selected('')).toThrow('the expression is empty');
    expect(() => selected('CSP-LOG and')).toThrow('something is missing at the end');
    expect(() => selected('(CSP-LOG')).toThrow('a ")" is missing');
    expect(() => selected('CSP-LOG CSP-KA')).toThrow('"CSP-KA" stands where "and", "or" or the end should be');
  });
});
