import { describe, expect, it } from 'vitest';
import { sampleResults } from '../../testing/report/sample.ts';
import { countRequirements, sectionCounts, sections } from './sections.ts';

const results = sampleResults({ configurations: ['1.3-xml'] });

describe('sections of a report', () => {
  it('puts every item into exactly one section', () => {
    const ids = sections(results).flatMap((section) => section.items.map((item) => item.id));
    expect([...ids].sort()).toEqual(results.items.map((item) => item.id).sort());
  });

  it('has one order, whatever the order of the tables', () => {
    const names = (items: typeof results.items) => sections({ items }).map((section) => section.name);
    expect(names([...results.items].reverse())).toEqual(names(results.items));
    expect(names(results.items)[0]).toBe('Session and transactions');
  });

  it('cuts the table of CSP server items at its service elements', () => {
    const of = (id: string) => sections(results).find((s) => s.items.some((item) => item.id === id))?.name;
    expect(of('IMPS-CSP-S-LOGIN')).toBe('Session and transactions');
    expect(of('IMPS-CSP-S-GROUPMSG')).toBe('Messaging and access lists');
    expect(of('IMPS-WBXML-S-DOC')).toBe('Syntaxes of CSP');
    expect(of('IMPS-SSP-S-SETUP')).toBe('Server to server');
  });

  it('gives an item of an unknown area to its neighbours in the table', () => {
    const items = results.items.map((i) => (i.id === 'IMPS-CSP-S-LOGIN' ? { ...i, requirements: ['CSP-ODD-001'] } : i));
    const name = sections({ items }).find((s) => s.items.some((i) => i.id === 'IMPS-CSP-S-LOGIN'))?.name;
    expect(name).toBe('Session and transactions');
  });

  it('counts every requirement once', () => {
    const all = countRequirements(results.requirements);
    const sum = (key: 'apply' | 'pass' | 'fail' | 'open') => sectionCounts(results).reduce((n, s) => n + s[key], 0);
    expect(sum('apply')).toBe(all.apply);
    expect(all.apply + all.notApplicable + all.notSelected).toBe(results.requirements.length);
    expect(all.pass + all.fail + all.open + all.note + all.observed + all.notCovered).toBe(all.apply);
    expect(sum('fail')).toBe(1);
  });
});
