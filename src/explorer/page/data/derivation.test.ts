import { describe, expect, it } from 'vitest';
import { sampleReport } from '../../../testing/report/sample-report.ts';
import { definitionsOf, derive, isClaimed, itemsOfGroup } from './derivation.ts';
import type { Report } from './report.ts';

const nameOf = (station: ReturnType<typeof derive>[number]): string => {
  switch (station.kind) {
    case 'row':
      return station.row.id.slice(-5);
    case 'group':
      return station.id;
    case 'item':
      return station.item.id;
    case 'requirement':
      return station.requirement.id;
  }
};

const latest = (report: Report) => {
  const [definition] = definitionsOf(report.run.expressions);
  if (definition === undefined) throw new Error('the sample has a release definition');
  return definition;
};

describe('the derivation of an answer', () => {
  const report = sampleReport();
  const stations = derive(report);

  it('walks from the mandatory row to the requirement that fails', () => {
    expect(stations.map(nameOf)).toEqual([
      'S-016',
      'S-017',
      'S-001',
      'CSP-1.3:MSF',
      'IMPS-CSP-S-GROUPMSG',
      'CSP-IMS-011',
    ]);
  });

  it('tells what decides from what nobody claimed and what fell by referring back', () => {
    const [top, , first] = stations;
    if (top?.kind !== 'row' || first?.kind !== 'row') throw new Error('the first stations are rows');
    const state = (row: typeof top, id: string) => row.states.get(`OMA-ERDEF-IMPS-${id}`);
    expect(state(top, 'S-017')).toBe('decides');
    expect(state(top, 'S-018')).toBe('not-claimed');
    expect(state(top, 'S-020')).toBe('fell');
    expect(top.why).toBe('Any of them would do. S-020 falls as well. S-018 and S-019 are not claimed.');
    expect(first.states.get('CSP-1.3:MSF')).toBe('decides');
    expect(first.why).toContain('S-003, S-006 and S-005 fail only because of rows that failed before.');
  });

  it('strikes rows in the rounds of the greatest fixed point', () => {
    const { struck } = latest(report);
    const round = (id: string) => struck.get(`OMA-ERDEF-IMPS-${id}`);
    // S-001 falls with its group, S-002 with S-001, what needs either of them after that.
    expect([round('S-001'), round('S-002'), round('S-003'), round('S-016')]).toEqual([1, 2, 3, 4]);
    for (const row of report.run.expressions) expect(struck.has(row.id), row.id).toBe(row.value === 'false');
  });

  it('knows which items stand behind a group and what is claimed', () => {
    const definition = latest(report);
    expect(itemsOfGroup(report, definition, 'CSP-WBXML-1.3:MSF').map((i) => i.table)).toContain('csp-wbxml');
    expect(itemsOfGroup(report, definition, 'no group')).toEqual([]);
    expect(isClaimed('OMA-ERDEF-IMPS-S-011', definition, report)).toBe(false);
    expect(isClaimed('OMA-ERDEF-IMPS-S-017', definition, report)).toBe(true);
  });

  it('ends at the group when everything holds', () => {
    const good = derive(sampleReport({ flawless: true }));
    expect(good.map(nameOf)).toEqual(['S-016', 'S-017', 'S-001', 'CSP-1.3:MSF']);
  });

  it('keeps the rows of two releases apart, which are numbered alike', () => {
    const both = sampleReport({ configurations: ['1.3-xml', '1.2-xml'] });
    const definitions = definitionsOf(both.run.expressions);
    expect(definitions.map((d) => [d.release.version, d.rows.size])).toEqual([
      ['1.3', 20],
      ['1.2', 1],
    ]);
    expect(derive(both).map(nameOf)[0]).toBe('S-016');
  });

  it('starts at the item where there is no release definition', () => {
    const none = derive(sampleReport({ configurations: ['1.2-xml'] }, (r) => ({ ...r, expressions: [] })));
    expect(none.map(nameOf)[0]).toMatch(/^IMPS-CSP-S-/);
  });
});
