import { describe, expect, it } from 'vitest';
import type { CheckResult, RequirementResult, RunResults, Transcript } from '../../results/results.ts';
import { mergeResults } from './merge.ts';
import { demandSame, selectionOfFailed } from './rerun.ts';

type Said = readonly [scenario: string, configuration: string, verdict: CheckResult['verdict'], transcript?: string];
const RANK = ['error', 'fail', 'inconclusive', 'pass'] as const;
const LOGIN = 'features/csp/access/login.feature:12 Login';

function requirement(id: string, ...said: Said[]): RequirementResult {
  const checks = said.map(([scenario, configuration, verdict, transcript]) => ({
    scenario,
    configuration,
    verdict,
    transcript,
    notes: [],
  }));
  const verdict = RANK.find((word) => checks.some((check) => check.verdict === word)) ?? 'not-selected';
  return { id, verdict, note: false, checks, weight: 'mandatory' } as unknown as RequirementResult;
}

function run(requirements: readonly RequirementResult[], ...transcripts: [key: string, scenario: string][]) {
  return {
    run: { startedAt: '2026-11-29T08:00:00.000Z', seed: 1 },
    requirements,
    transcripts: transcripts.map(([key, scenario]) => ({ key, scenario, configuration: '1.2-xml' }) as Transcript),
  } as unknown as RunResults;
}
const merge = (was: RequirementResult, is: RequirementResult) => mergeResults(run([was]), run([is])).requirements[0];

describe('a merged result', () => {
  it('says of what passes at the second attempt that it did', () => {
    const was = requirement('A', [LOGIN, '1.2-xml', 'fail']);
    const merged = mergeResults(run([was]), run([requirement('A', [LOGIN, '1.2-xml', 'pass'])]));
    expect(merged.mended).toEqual(['A']);
    expect(merged.requirements[0]).toMatchObject({ verdict: 'pass', note: true });
    expect(merged.requirements[0]?.checks[0]?.notes).toEqual([
      'fail in the run of 2026-11-29T08:00:00.000Z; passed when it was run again',
    ]);
  });

  it('keeps the failure of a check that was not run again', () => {
    const was = requirement('A', [LOGIN, '1.2-xml', 'fail'], [LOGIN, '1.3-xml', 'fail']);
    expect(merge(was, requirement('A', [LOGIN, '1.3-xml', 'pass']))).toMatchObject({ verdict: 'fail', note: false });
    const twice = requirement('A', [LOGIN, '1.2-xml', 'fail'], [LOGIN, '1.2-xml', 'pass']);
    expect(merge(twice, requirement('A', [LOGIN, '1.2-xml', 'pass']))?.verdict).toBe('fail');
    expect(merge(was, requirement('A'))).toBe(was);
  });

  it('takes a new failure over a former pass', () => {
    const was = requirement('A', [LOGIN, '1.2-xml', 'pass'], [LOGIN, '1.3-xml', 'fail']);
    const is = requirement('A', [LOGIN, '1.2-xml', 'fail'], [LOGIN, '1.3-xml', 'pass']);
    expect(merge(was, is)?.checks.map(({ verdict }) => verdict)).toEqual(['fail', 'pass']);
  });

  it('keeps what a monitor found, and adds what it finds', () => {
    const found = requirement('A', ['monitor: m', '1.2-xml', 'fail']);
    const sound = requirement('A', ['monitor: m', '1.2-xml', 'pass']);
    expect(merge(found, sound)?.verdict).toBe('fail');
    expect(merge(sound, found)?.verdict).toBe('fail');
    expect(merge(requirement('A', ['monitor: m', '1.2-xml', 'inconclusive']), sound)?.verdict).toBe('pass');
  });

  it('keeps the transcripts of both runs apart', () => {
    const was = requirement('A', [LOGIN, '1.2-xml', 'fail', 's1'], ['monitor: m', '1.2-xml', 'fail', 's2']);
    const is = requirement('A', [LOGIN, '1.2-xml', 'pass', 's1']);
    const first = run([was], ['s1', LOGIN], ['s2', 'features/b.feature:1 B']);
    const merged = mergeResults(first, run([is], ['s1', LOGIN]));
    expect(merged.transcripts.map(({ key }) => key)).toEqual(['s2', 's3']);
    expect(merged.requirements[0]?.checks.map(({ transcript }) => transcript)).toEqual(['s3', 's2']);
  });
});

describe('what is run again', () => {
  it('is what failed or is open, unless only a monitor says so', () => {
    const all = [
      requirement('A', [LOGIN, '1.2-xml', 'fail']),
      requirement('B', [LOGIN, '1.2-xml', 'pass']),
      requirement('C', [LOGIN, '1.2-xml', 'inconclusive']),
      requirement('D', ['monitor: m', '1.2-xml', 'fail']),
    ];
    expect(selectionOfFailed(run(all), 'r')).toBe('A or C');
    expect(() => selectionOfFailed(run(all.slice(1, 2)), 'r')).toThrow('in r nothing failed or is open');
    expect(() => selectionOfFailed(run(all.slice(3)), 'r')).toThrow('only monitors found something (D)');
  });

  it('is nothing of a run that ended early, or of another catalogue', () => {
    const results = run([requirement('A', [LOGIN, '1.2-xml', 'fail'])]);
    expect(() => selectionOfFailed({ ...results, run: { ...results.run, aborted: 'x' } }, 'r')).toThrow(
      'ended early (x)',
    );
    expect(() => demandSame(results, results.requirements)).not.toThrow();
    expect(() => demandSame(results, [requirement('B', [LOGIN, '1.2-xml', 'pass'])])).toThrow('have changed since (B)');
  });
});
