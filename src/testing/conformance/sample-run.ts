/** A run made up for tests of verdicts: one scenario for every requirement, with the verdicts a test gives them. */

import { catalogue } from '../../conformance/catalogue/catalogue.ts';
import { roleOf } from '../../conformance/claims/claims.ts';
import { type FeatureIndex, parseFeatures } from '../../conformance/features/features.ts';
import type { Ics, Ixit } from '../../conformance/ics/types.ts';
import { makePlan, type Plan } from '../../conformance/plan/plan.ts';
import { parseSelection } from '../../conformance/selection/selection.ts';
import { exitOf } from '../../conformance/verdicts/exit.ts';
import { judgeItem, judgeRequirement } from '../../conformance/verdicts/judge.ts';
import { judgeExpressions } from '../../conformance/verdicts/rows.ts';
import type { CheckResult, RunResults } from '../../results/results.ts';
import { isPart, wasJudged } from '../../results/standing.ts';

/** Scenarios for all requirements the suite has any for: all but those of the client and of servers among themselves. */
export const SCENARIOS: FeatureIndex = parseFeatures([
  {
    uri: 'features/all.feature',
    text: [
      'Feature: all',
      ...catalogue.requirements
        .filter(({ id }) => !id.startsWith('SSP-') && !id.includes('-CLT-'))
        .flatMap(({ id }) => [`  @${id}`, `  Scenario: about ${id}`, '    Given A is logged in']),
    ].join('\n'),
  },
]);

export interface SampleRun {
  readonly ics: Ics;
  readonly ixit: Ixit;
  readonly select?: string | undefined;
  readonly versions?: readonly ('1.1' | '1.2' | '1.3')[] | undefined;
  readonly syntaxes?: readonly ('xml' | 'wbxml')[] | undefined;
  /** The verdict of a scheduled check; undefined where it did not run. */
  readonly verdict: (requirement: string, configuration: string) => CheckResult['verdict'] | undefined;
}

export function samplePlan({ ics, ixit, select, versions, syntaxes }: Omit<SampleRun, 'verdict'>): Plan {
  const selection = select === undefined ? undefined : parseSelection(select, catalogue, SCENARIOS.scenarios);
  const means = { ixit, capabilities: new Set<never>() };
  const monitored = new Set<string>();
  return makePlan({ catalogue, ics, means, features: SCENARIOS, monitored, selection, versions, syntaxes, seed: 1 });
}

/** Data for rows, sentence and exit code of such a run. */
export function sampleRun(input: SampleRun, plan: Plan = samplePlan(input)) {
  const { ics, select } = input;
  const checks = new Map<string, CheckResult[]>();
  for (const { source, configuration, requirements } of plan.schedule) {
    for (const id of requirements) {
      const verdict = input.verdict(id, configuration.id);
      if (verdict === undefined) continue;
      const cause = verdict === 'inconclusive' ? { kind: 'transport-lost' as const, message: 'gone' } : undefined;
      const rest = { expected: undefined, observed: undefined, place: undefined, durationMs: 0, transcript: undefined };
      const check = { scenario: source.id, configuration: configuration.id, verdict, cause, notes: [], ...rest };
      checks.set(id, [...(checks.get(id) ?? []), check]);
    }
  }
  const requirements = plan.requirements.map((r) =>
    judgeRequirement(
      r,
      (checks.get(r.requirement.id) ?? []).map((check) => ({ requirement: r.requirement.id, check, deviates: false })),
    ),
  );
  const byId = new Map(requirements.map((r) => [r.id, r]));
  const items = catalogue.items.map((item) => judgeItem(item, plan, byId));
  const expressions = judgeExpressions({ catalogue, ics, plan, requirements: byId });
  const judged = (role: string) =>
    plan.requirements
      .filter((r) => roleOf(r.item) === role)
      .filter((r) => {
        const result = byId.get(r.requirement.id);
        return result !== undefined && wasJudged(result);
      }).length;
  const claim = {
    versions: ics.versions,
    syntaxes: ics.syntaxes,
    roles: ics.roles.map((role) => ({ role, judged: judged(role) })),
  };
  const { configurations } = plan;
  const part = isPart({ configurations, claim, run: { selection: select } });
  const exit = exitOf({
    requirements,
    kind: 'development',
    aborted: undefined,
    faults: 0,
    expectation: undefined,
    whole: part ? undefined : { expressions, claim },
  });
  const run: Pick<RunResults['run'], 'selection' | 'kind' | 'exitCode' | 'aborted'> = {
    selection: select,
    kind: 'development',
    exitCode: exit.code,
    aborted: undefined,
  };
  return { requirements, items, expressions, claim, configurations, exit, run };
}
