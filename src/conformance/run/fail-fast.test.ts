import { describe, expect, it } from 'vitest';
import type { CheckResult } from '../../results/results.ts';
import type { ScenarioDone } from '../events.ts';
import type { Plan } from '../plan/plan.ts';
import { exitOf } from '../verdicts/exit.ts';
import { FAILED_FAST, failFast } from './fail-fast.ts';

const plan = {
  requirements: [
    { requirement: { id: 'CSP-KA-001' }, weight: 'mandatory' },
    { requirement: { id: 'CSP-KA-002' }, weight: 'informative' },
  ],
} as unknown as Plan;
const done = (requirement: string, verdict: CheckResult['verdict']) =>
  ({
    checks: [{ requirement, check: { verdict, scenario: 'features/a.feature:1 x', configuration: '1.2-xml' } }],
  }) as unknown as ScenarioDone;

describe('a run that is to fail fast', () => {
  it('ends once, at the first failure that counts', () => {
    const ends: string[] = [];
    const { scenarioFinished } = failFast(plan, undefined, (why) => ends.push(why));
    scenarioFinished?.(done('CSP-KA-001', 'inconclusive'));
    scenarioFinished?.(done('CSP-KA-002', 'fail'));
    expect(ends).toEqual([]);
    scenarioFinished?.(done('CSP-KA-001', 'fail'));
    scenarioFinished?.(done('CSP-KA-001', 'fail'));
    expect(ends).toEqual([`${FAILED_FAST} (CSP-KA-001)`]);
  });

  it('goes on where a baseline expects the failure', () => {
    const ends: string[] = [];
    const entry = { requirement: 'CSP-KA-001', reason: 'to be mended', verdict: 'fail' } as const;
    const listen = (versions?: readonly string[]) =>
      failFast(plan, { file: '', entries: [{ ...entry, versions }], flaky: [] }, (why) => ends.push(why));
    listen(['1.2']).scenarioFinished?.(done('CSP-KA-001', 'fail'));
    expect(ends).toEqual([]);
    listen(['1.3']).scenarioFinished?.(done('CSP-KA-001', 'fail'));
    expect(ends).toHaveLength(1);
  });

  it('has the exit code of a failure, never that of success', () => {
    const base = {
      kind: 'development',
      faults: 0,
      expectation: undefined,
      failedFast: true,
      aborted: FAILED_FAST,
    } as const;
    const failed = { weight: 'mandatory', verdict: 'fail', checks: [] } as never;
    const passed = { weight: 'mandatory', verdict: 'pass', checks: [] } as never;
    expect(exitOf({ ...base, requirements: [failed] }).code).toBe(1);
    expect(exitOf({ ...base, requirements: [passed] }).code).toBe(3);
  });
});
