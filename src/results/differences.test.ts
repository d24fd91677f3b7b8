import { describe, expect, it } from 'vitest';
import { differences } from './differences.ts';
import type { CheckResult, RequirementResult, RunResults } from './results.ts';

type Said = Pick<CheckResult, 'scenario' | 'configuration' | 'verdict'> & Partial<CheckResult>;

/** Results of which only the verdicts matter. */
function results(...requirements: readonly { id: string; verdict: string; checks?: readonly Said[] }[]): RunResults {
  const given = requirements.map((r) => ({ checks: [], ...r })) as unknown as readonly RequirementResult[];
  return { requirements: given } as RunResults;
}
const check = (verdict: CheckResult['verdict'], more: Partial<CheckResult> = {}): Said => ({
  scenario: 'login.feature:3 Login',
  configuration: '1.2-xml',
  verdict,
  ...more,
});

describe('two runs', () => {
  it('say the same when every verdict is the same, whatever they observed', () => {
    const first = results({
      id: 'A-001',
      verdict: 'pass',
      checks: [check('pass', { observed: 'session 1', notes: [] })],
    });
    const second = results({
      id: 'A-001',
      verdict: 'pass',
      checks: [check('pass', { observed: 'session 2', notes: ['slow'] })],
    });
    expect(differences(first, second)).toEqual([]);
  });

  it('differ by a check though the requirement as a whole says the same', () => {
    const other = check('fail', { scenario: 'login.feature:9 Other', expected: '200', observed: '500' });
    const first = results({ id: 'A-001', verdict: 'fail', checks: [check('pass'), other] });
    const second = results({
      id: 'A-001',
      verdict: 'fail',
      checks: [check('fail', { expected: '200', observed: '604' }), other],
    });
    expect(differences(first, second)).toEqual([
      {
        requirement: 'A-001',
        check: 'login.feature:3 Login [1.2-xml]',
        first: 'pass',
        second: 'fail: expected 200, observed 604',
      },
    ]);
  });

  it('differ by the kind of a cause: a wait that expired is no lost connection', () => {
    const timeout = { kind: 'timeout', wait: 'timers.response', boundMs: 1, message: 'late' } as const;
    const lost = { kind: 'transport-lost', message: 'gone' } as const;
    const of = (cause: CheckResult['cause']) =>
      results({ id: 'A-001', verdict: 'inconclusive', checks: [check('inconclusive', { cause })] });
    expect(differences(of(timeout), of({ ...timeout, message: 'later' }))).toEqual([]);
    expect(differences(of(timeout), of(lost))).toMatchObject([
      { first: 'inconclusive, timeout: late', second: 'inconclusive, transport-lost: gone' },
    ]);
  });

  it('differ by what only one of them has', () => {
    const first = results({ id: 'A-001', verdict: 'pass', checks: [check('pass')] });
    const second = results({ id: 'A-001', verdict: 'not-covered' }, { id: 'A-002', verdict: 'pass' });
    expect(differences(first, second).map((d) => [d.requirement, d.first, d.second])).toEqual([
      ['A-001', 'pass', 'not-covered'],
      ['A-001', 'pass', 'was not checked'],
      ['A-002', 'is not there', 'pass'],
    ]);
  });
});
