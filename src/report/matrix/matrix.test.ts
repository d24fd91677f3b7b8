import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { RunResults } from '../../results/results.ts';
import { sampleResults } from '../../testing/report/sample.ts';
import { matrixPage } from './page.ts';
import { matrixOf } from './rows.ts';

const failing = sampleResults({ configurations: ['1.2-xml'] });
const flawless = sampleResults({ flawless: true, configurations: ['1.2-xml'] });
const named = (results: RunResults, name: string): RunResults => ({ ...results, target: { ...results.target, name } });

function rowOf(all: readonly RunResults[], id: string) {
  return matrixOf(all)
    .areas.flatMap(({ rows }) => rows)
    .find(({ requirement }) => requirement.id === id);
}

describe('a matrix of results', () => {
  it('has every requirement once, in its area, with a mark for each result', () => {
    const { areas } = matrixOf([failing, flawless]);
    const ids = areas.flatMap(({ rows }) => rows.map(({ requirement }) => requirement.id));
    expect(new Set(ids).size).toBe(ids.length);
    const apply = failing.requirements.filter(({ verdict }) => verdict !== 'not-applicable');
    expect([...ids].sort()).toEqual(apply.map(({ id }) => id).sort());
    const row = rowOf([failing, flawless], 'CSP-IMS-011');
    expect(row?.cells.map(({ mark }) => mark)).toEqual(['fail', 'pass']);
    expect(row?.cells[0]?.word).toMatch(/^fail, observed /);
    expect(row).toMatchObject({ bad: true, differs: true });
  });

  it('counts as passed only what passed, of all that counts and applies', () => {
    const [result] = [flawless];
    const untested: RunResults = {
      ...result,
      requirements: result.requirements.map((r) =>
        r.id.startsWith('CSP-LOG') && r.verdict === 'pass'
          ? { ...r, verdict: 'not-selected', applicability: 'not-selected', checks: [] }
          : r,
      ),
    };
    const area = (all: readonly RunResults[]) =>
      matrixOf(all).areas.find(({ name }) => name === 'Session and transactions')?.passed;
    const [whole, part] = area([result, untested]) ?? [];
    expect(part?.of).toBe(whole?.of);
    expect(part?.pass).toBeLessThan(whole?.pass ?? 0);
    const row = rowOf([result, untested], 'CSP-LOG-001');
    expect(row?.cells.map(({ mark }) => mark)).toEqual(['pass', 'not-run']);
  });

  it('does not mark what a catalogue lacks as passed', () => {
    const lacking = { ...flawless, requirements: flawless.requirements.filter(({ id }) => id !== 'CSP-LOG-001') };
    expect(rowOf([lacking, flawless], 'CSP-LOG-001')?.cells[0]).toEqual({
      mark: 'not-run',
      word: 'not in its catalogue',
    });
    expect(matrixOf([flawless, named(lacking, 'Tern')]).caveats).toEqual([
      'Tern: catalogue: requirements that are gone: CSP-LOG-001',
    ]);
  });

  it('keeps columns of one name apart', () => {
    expect(matrixOf([flawless, failing, named(failing, 'Tern')]).columns.map(({ name }) => name)).toEqual([
      'Meridian IMPS Server 4.2.1',
      'Meridian IMPS Server 4.2.1 (2)',
      'Tern',
    ]);
  });
});

describe('the page of a matrix', () => {
  it('is one file without script or network, in the styles of the report', async () => {
    const page = await matrixPage([failing, named(flawless, 'Tern <2.0>')]);
    expect(page).not.toMatch(/<script|<iframe|https?:\/\/|@import/);
    const styles = /<style>([\s\S]*?)<\/style>/.exec(page)?.[1] ?? '';
    expect(page).toContain(`style-src 'sha256-${createHash('sha256').update(styles).digest('base64')}'`);
    expect(styles).toContain('--paper:');
    expect(styles).toContain('@media print');
    expect(page).toContain('<b>Tern &lt;2.0&gt;</b>');
    expect(page).toMatch(/aria-label="Meridian IMPS Server 4\.2\.1, CSP-IMS-011: fail, observed /);
    expect(page).toContain('<h1>Two results side by side</h1>');
  });

  it('never says yes of a part', async () => {
    const part = { ...flawless, run: { ...flawless.run, selection: 'CSP-LOG', exitCode: 0 } };
    const page = await matrixPage([part]);
    const answer = /<strong>Conformant<\/strong>.*/.exec(page)?.[0] ?? '';
    expect(answer).toContain('as far as selected');
    expect(answer).not.toMatch(/yes|v-pass/);
  });
});
