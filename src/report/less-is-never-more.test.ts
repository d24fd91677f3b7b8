/** A smaller run never has a better result: leaving out scenarios improves no row, no sentence, no exit code. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readIut } from '../conformance/ics/load.ts';
import { TEMPLATE } from '../conformance/ics/template.ts';
import type { Ics } from '../conformance/ics/types.ts';
import type { CheckResult } from '../results/results.ts';
import { type SampleRun, samplePlan, sampleRun } from '../testing/conformance/sample-run.ts';
import { sampleResults } from '../testing/report/sample.ts';
import { answer } from './view/answer.ts';

const { ics, ixit } = readIut(TEMPLATE, 'iut.yaml');
const base = sampleResults({ flawless: true });

const claims = fc.record({
  versions: fc.constantFrom<Ics['versions']>(['1.2'], ['1.3'], ['1.2', '1.3'], ['1.1', '1.2', '1.3']),
  syntaxes: fc.constantFrom<Ics['syntaxes']>(['xml'], ['wbxml'], ['xml', 'wbxml']),
  roles: fc.constantFrom<Ics['roles']>(['csp-server'], ['ssp-server'], ['csp-server', 'ssp-server']),
});
const narrowed = fc.record({
  select: fc.constantFrom(undefined, undefined, 'CSP-KA', 'CSP-KA-001', 'CSP-LOG or CSP-PRE', 'csp-server'),
  syntaxes: fc.constantFrom<SampleRun['syntaxes']>(undefined, undefined, ['xml'], ['wbxml']),
});
/** Checks in a thousand that go wrong or do not run; mostly few, else no row would ever hold. */
const often = fc.constantFrom(0, 0, 1, 5);

/** A verdict that depends on its check alone. */
function dice(seed: number, thousandth: number, text: string): boolean {
  let hash = seed;
  for (const c of text) hash = (Math.imul(hash, 31) + c.charCodeAt(0)) >>> 0;
  return Math.imul(hash, 2654435761) >>> 0 < (thousandth / 1000) * 2 ** 32;
}

const plans = new Map<string, ReturnType<typeof samplePlan>>();
function planOf(run: SampleRun): ReturnType<typeof samplePlan> {
  const key = JSON.stringify([run.ics.versions, run.ics.syntaxes, run.ics.roles, run.select, run.syntaxes]);
  const plan = plans.get(key) ?? samplePlan(run);
  plans.set(key, plan);
  return plan;
}

function said(run: SampleRun) {
  const { expressions, exit, ...rest } = sampleRun(run, planOf(run));
  const results = { ...base, ...rest, expressions, run: { ...base.run, ...rest.run } };
  return { expressions, code: exit.code, answer: answer(results) };
}

describe('less is never more', () => {
  const held = new Set<string>();
  it('for rows, sentence and exit code', { timeout: 120_000 }, () => {
    fc.assert(
      fc.property(claims, narrowed, often, often, fc.nat(), (claim, narrow, failing, missing, seed) => {
        const mine: Ics = { ...ics, ...claim };
        const wrong = (id: string, where: string): CheckResult['verdict'] =>
          dice(seed, failing, id + where) ? (dice(seed, 500, id) ? 'fail' : 'inconclusive') : 'pass';
        const whole = said({ ics: mine, ixit, verdict: wrong });
        const fewer = (id: string, where: string) =>
          dice(seed + 1, missing, id + where) ? undefined : wrong(id, where);
        if (narrow.syntaxes?.some((s) => !claim.syntaxes.includes(s)) === true) return;
        const less = said({ ics: mine, ixit, ...narrow, verdict: fewer });

        for (const row of less.expressions) {
          if (row.value !== 'true') continue;
          held.add(row.id);
          const before = whole.expressions.find((one) => one.id === row.id && one.release === row.release);
          expect(before?.value, `${row.release} ${row.id}`).toBe('true');
        }
        const conforms = (of: ReturnType<typeof said>) =>
          of.answer.value === 'yes' && of.answer.question.startsWith('Conformant to');
        if (conforms(less)) expect(conforms(whole)).toBe(true);
        for (const one of [whole, less]) {
          // Sentence and exit code say the same, and nothing is answered for a role that was not tested.
          expect(one.code === 0).toBe(one.answer.value === 'yes');
          if (one.answer.value === 'yes') expect(one.answer.question).not.toContain('SSP');
        }
      }),
      { seed: 20261130, numRuns: 60 },
    );
    // Rows did hold in some of the runs, or nothing was shown.
    expect(held.size).toBeGreaterThan(5);
  });
});
