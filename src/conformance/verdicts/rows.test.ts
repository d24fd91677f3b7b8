import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../results/results.ts';
import { type SampleRun, sampleRun } from '../../testing/conformance/sample-run.ts';
import { readIut } from '../ics/load.ts';
import { TEMPLATE } from '../ics/template.ts';
import type { Ics } from '../ics/types.ts';

const { ics, ixit } = readIut(TEMPLATE, 'iut.yaml');
const claiming = (change: Partial<Ics>): Ics => ({
  ...ics,
  versions: ['1.2', '1.3'],
  syntaxes: ['xml', 'wbxml'],
  ...change,
});
const all = { ics: claiming({}), ixit, verdict: () => 'pass' as const };

function rowsOf(run: SampleRun) {
  const { expressions } = sampleRun(run);
  return (id: string, release: '1.2' | '1.3' = '1.3') =>
    expressions.find((row) => row.id === `OMA-ERDEF-IMPS-${id}` && row.release === release);
}

describe('rows of the release definition after a run', () => {
  it('hold where every mandatory item behind them was tested in all that is claimed', () => {
    const row = rowsOf(all);
    for (const id of ['S-001', 'S-003', 'S-005', 'S-006', 'S-016', 'S-017']) expect(row(id)?.value, id).toBe('true');
    expect(row('S-001', '1.2')?.value).toBe('true');
    expect(sampleRun(all).exit.code).toBe(0);
  });

  it('are not known where one scenario was selected, and say what was not tested', () => {
    const row = rowsOf({ ...all, select: 'CSP-KA-001' });
    expect(row('S-001')).toMatchObject({ value: 'unknown', open: 'not-tested' });
    expect(row('S-001')?.because).toMatch(/^not tested: IMPS-/);
    expect(row('S-016')?.value).toBe('unknown');
    expect(sampleRun({ ...all, select: 'CSP-KA-001' }).expressions.filter((r) => r.value === 'true')).toEqual([]);
  });

  it('are not known where a claimed syntax was left out', () => {
    const row = rowsOf({ ...all, syntaxes: ['xml'] });
    expect(row('S-006')?.value).toBe('unknown');
    expect(row('S-001', '1.2')).toMatchObject({ value: 'unknown' });
    expect(row('S-001', '1.2')?.because).toContain('1.2 was not run in wbxml');
  });

  it('are not there for a release that was not run', () => {
    const { expressions } = sampleRun({ ...all, versions: ['1.2'] });
    expect(new Set(expressions.map((row) => row.release))).toEqual(new Set(['1.2']));
  });

  it('are not known for a role that nothing tests, whatever is claimed of it', () => {
    const both = { ...all, ics: claiming({ versions: ['1.3'], roles: ['csp-server', 'ssp-server'] }) };
    const row = rowsOf(both);
    for (const id of ['S-011', 'S-013', 'S-014', 'S-018']) expect(row(id)?.value, id).not.toBe('true');
    expect(row('S-017')?.value).toBe('true');
    expect(sampleRun(both).exit).toMatchObject({ code: 3, because: 'nothing of the role ssp-server was tested' });
    const alone = sampleRun({ ...all, ics: claiming({ roles: ['ssp-server'] }) });
    expect(alone.expressions.filter((one) => one.value === 'true')).toEqual([]);
    expect(alone.exit.code).toBe(3);
  });

  it('fall with a requirement that fails in their version, and in no other', () => {
    const verdict = (id: string, configuration: string) =>
      id === 'CSP-KA-001' && configuration.startsWith('1.3') ? 'fail' : 'pass';
    const row = rowsOf({ ...all, verdict });
    expect(row('S-001')?.value).toBe('false');
    expect(row('S-001', '1.2')?.value).toBe('true');
  });

  it('are not known while one scenario that was planned did not run', () => {
    const verdict = (id: string): CheckResult['verdict'] | undefined => (id === 'CSP-KA-001' ? undefined : 'pass');
    expect(rowsOf({ ...all, verdict })('S-001')?.value).toBe('unknown');
  });

  it('that claims alone rule out do not hold, and the run is not conformant', () => {
    const run = sampleRun({ ...all, ics: claiming({ syntaxes: ['xml'] }) });
    expect(run.expressions.find((row) => row.id.endsWith('S-016') && row.release === '1.3')?.value).toBe('false');
    expect(run.exit).toMatchObject({ code: 1, because: 'OMA-ERDEF-IMPS-S-016 of 1.3 does not hold' });
  });
});
