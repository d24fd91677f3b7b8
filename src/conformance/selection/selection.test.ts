import { describe, expect, it } from 'vitest';
import { catalogue } from '../catalogue/catalogue.ts';
import { parseFeatures } from '../features/features.ts';
import { parseSelection } from './selection.ts';

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
    const items = catalogue.tables.find(({ table }) => table === 'csp-wbxml')?.items ?? [];
    expect([...selected('csp-wbxml')].sort()).toEqual(items.flatMap(({ requirements }) => requirements).sort());
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

  it('names what is not understood, and what may have been meant', () => {
    expect(() => selected('CSP-LOG-0001')).toThrow(/--select "CSP-LOG-0001", character 1: .*did you mean CSP-LOG-001/);
    expect(() => selected('CSP-LOG and levle:MUST')).toThrow(/character 13: .*did you mean level/);
    expect(() => selected('features/csp/access/logn.feature')).toThrow(
      "no feature file or folder is 'features/csp/access/logn.feature' (did you mean features/csp/access/login.feature?)",
    );
    expect(() => selected('features/csp/access/login.feature:1')).toThrow(
      'no scenario of features/csp/access/login.feature stands at line 1; the first is at line 3',
    );
    expect(() => selected('')).toThrow('--select ""');
  });
});
