/** The end of a run at its first failure that counts and that no baseline expects. */
import type { Baseline } from '../baseline/baseline.ts';
import { inScope } from '../baseline/scope.ts';
import type { RunListener } from '../events.ts';
import type { Plan } from '../plan/plan.ts';

/** Calls `end` once, with the reason. */
export function failFast(plan: Plan, baseline: Baseline | undefined, end: (why: string) => void): RunListener {
  const weights = new Map(plan.requirements.map(({ requirement, weight }) => [requirement.id, weight]));
  const known = [...(baseline?.entries.filter(({ verdict }) => verdict === 'fail') ?? []), ...(baseline?.flaky ?? [])];
  let ended = false;
  return {
    scenarioFinished({ checks }) {
      const failed = checks.find(({ requirement, check }) => {
        const weight = weights.get(requirement);
        if (check.verdict !== 'fail' || (weight !== 'mandatory' && weight !== 'optional')) return false;
        return !known.some((entry) => entry.requirement === requirement && inScope(entry, check));
      });
      if (failed === undefined || ended) return;
      ended = true;
      end(`${FAILED_FAST} (${failed.requirement})`);
    },
  };
}

export const FAILED_FAST = '--fail-fast: a requirement fails';
