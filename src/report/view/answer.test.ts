import { describe, expect, it } from 'vitest';
import type { RequirementResult, RunResults } from '../../results/results.ts';
import { sampleResults } from '../../testing/report/sample.ts';
import { answer, exitMeaning, mandatoryRows } from './answer.ts';

const flawless = sampleResults({ flawless: true, configurations: ['1.3-wbxml'] });

function changed(id: string, change: Partial<RequirementResult>, from: RunResults = flawless): RunResults {
  return { ...from, requirements: from.requirements.map((r) => (r.id === id ? { ...r, ...change } : r)) };
}

describe('the answer of a run', () => {
  it('says yes when every judged requirement passes, and what is not covered beside it', () => {
    const said = answer(flawless);
    expect(said.value).toBe('yes');
    expect(said.sentence).toMatch(
      /^Conformant to IMPS 1\.3 as server: yes, as far as scenarios cover it: all \d+ requirements that were judged pass\.$/,
    );
    expect(said.more.join(' ')).toMatch(/not covered by a scenario/);
  });

  it('says no and counts mandatory items apart from claimed options', () => {
    const said = answer(sampleResults({ configurations: ['1.3-wbxml', '1.2-xml'] }));
    expect(said.sentence).toBe(
      'Conformant to IMPS 1.2 and 1.3 as server: no, because one mandatory item and one claimed option are not met.',
    );
    expect(said.mark).toBe('fail');
    expect(said.more.slice(0, 3)).toEqual([
      '1 item could not be decided.',
      'Mandatory and not tested (no scenario yet): CSP-KA-005.',
      '2 requirements could not be tested with the means at hand.',
    ]);
  });

  it('is not decided by what only could not be observed', () => {
    const items = flawless.items.map((i) =>
      i.id === 'IMPS-CSP-S-LOGIN' ? { ...i, verdict: 'inconclusive' as const } : i,
    );
    const cause = { kind: 'timeout', wait: 'timers.response', boundMs: 5000, message: 'no answer' } as const;
    const open = changed('CSP-LOG-001', {
      verdict: 'inconclusive',
      checks: flawless.requirements.flatMap((r) =>
        r.id === 'CSP-LOG-001' ? r.checks.map((c) => ({ ...c, verdict: 'inconclusive' as const, cause })) : [],
      ),
    });
    const said = answer({ ...open, items });
    expect(said).toMatchObject({ value: 'not decided', because: 'because one mandatory item is inconclusive' });
  });

  it('blames the harness for its own errors', () => {
    const said = answer(changed('CSP-LOG-001', { verdict: 'error' }));
    expect(said).toMatchObject({ value: 'not decided', mark: 'error' });
    expect(said.because).toContain('error of the harness');
  });

  it('is not held up by what only the tester lacks, unless it is a certification', () => {
    const cause = { kind: 'untestable', missing: 'cir.http.listen', message: 'no address' } as const;
    const lacking = changed('CSP-LOG-001', {
      verdict: 'inconclusive',
      checks: flawless.requirements.flatMap((r) =>
        r.id === 'CSP-LOG-001' ? r.checks.map((c) => ({ ...c, verdict: 'inconclusive' as const, cause })) : [],
      ),
    });
    const items = lacking.items.map((i) =>
      i.id === 'IMPS-CSP-S-LOGIN' ? { ...i, verdict: 'inconclusive' as const } : i,
    );
    expect(answer({ ...lacking, items }).value).toBe('yes');
    expect(answer({ ...lacking, items }).more[0]).toBe('Mandatory and not tested (cir.http.listen): CSP-LOG-001.');
    expect(answer({ ...lacking, items }).more.join()).toContain(
      '1 requirement could not be tested with the means at hand.',
    );
    const run = { ...lacking.run, kind: 'certification' as const };
    expect(answer({ ...lacking, items, run }).because).toBe('because one mandatory item is inconclusive');
  });

  it('does not claim conformance for a selection', () => {
    const said = answer({ ...flawless, run: { ...flawless.run, selection: '@login' } });
    expect(said.question).toBe('IMPS 1.3 as server, as far as selected (@login)');
    const selection = 'features/csp/access/login.feature or features/csp/access/logout.feature';
    const long = answer({ ...flawless, run: { ...flawless.run, selection } });
    expect(long.question).toBe('IMPS 1.3 as server, as far as selected');
    expect(long.more[0]).toBe(`Selected: ${selection}.`);
  });

  it('is not decided when a run ended early or judged nothing', () => {
    const aborted = answer({ ...flawless, run: { ...flawless.run, aborted: 'the target is gone' } });
    expect(aborted.because).toBe('because the run ended early: the target is gone');
    expect(answer({ ...flawless, requirements: [] }).because).toBe('because no requirement was judged');
  });

  it('lets a certification fall short by what is not covered, and a development run not', () => {
    const run = { ...flawless.run, kind: 'certification' as const };
    expect(answer({ ...flawless, run })).toMatchObject({ value: 'not decided', mark: 'not-run' });
  });

  it('says no when a mandatory row of the release definition does not hold', () => {
    const expressions = flawless.expressions.map((e) =>
      e.id === 'OMA-ERDEF-IMPS-S-016' ? { ...e, value: 'false' as const } : e,
    );
    expect(answer({ ...flawless, expressions }).because).toBe(
      'because OMA-ERDEF-IMPS-S-016 of 1.3 (IMPS server) is not met',
    );
    expect(mandatoryRows(flawless).map((e) => e.id)).toEqual(['OMA-ERDEF-IMPS-S-016']);
  });

  it('says what a baseline makes of the exit code', () => {
    const expectation = { file: 'known.yaml', met: ['CSP-IMS-011'], unexpected: [], stale: [] };
    const run = { ...flawless.run, exitCode: 0 };
    expect(exitMeaning({ run, expectation })).toBe('as expected: every failure stands in known.yaml');
    expect(
      exitMeaning({ run: { ...run, exitCode: 1 }, expectation: { ...expectation, stale: ['CSP-KA-001'] } }),
    ).toMatch(/stale/);
    expect(exitMeaning({ run: { ...run, exitCode: 3 }, expectation: undefined })).toMatch(/^incomplete/);
  });
});
