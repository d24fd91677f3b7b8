/**
 * Outcome of an item in one version, on which the rows of the release definition rest. An item counts as tested if
 * everything planned for the version was run, at least one requirement that counts passed, and every other one has a
 * reason outside the run.
 */
import { syntaxesOf } from '../../protocol/configuration.ts';
import type { Version } from '../../protocol/version.ts';
import type { CheckResult, RequirementResult } from '../../results/results.ts';
import { isExcuse, isJudged } from '../../results/standing.ts';
import { confidenceIn } from '../catalogue/catalogue.ts';
import type { Item } from '../catalogue/types.ts';
import { list, type NameValue } from '../expressions/evaluate.ts';
import type { Ics } from '../ics/types.ts';
import type { Plan, PlannedRequirement } from '../plan/plan.ts';
import { worst } from './words.ts';

export interface RunOfItems {
  readonly ics: Ics;
  readonly plan: Plan;
  readonly requirements: ReadonlyMap<string, RequirementResult>;
}

/** Value of an item, and why it is open: `excused` if only the means of the tester or an occasion were missing. */
export interface ItemOutcome extends NameValue {
  readonly open: 'excused' | 'not-tested' | 'undecided' | undefined;
}

type Standing = 'passed' | 'failed' | 'open' | 'excused' | 'unseen' | 'not-tested' | 'informative' | 'elsewhere';

/** The outcomes of items in a version. Asked once per item. */
export function itemOutcomes(run: RunOfItems, version: Version): (item: Item) => ItemOutcome {
  const planned = new Map(run.plan.requirements.map((r) => [r.requirement.id, r]));
  const partial = whyPartial(run, version);
  return (item) => {
    const own = item.requirements.flatMap((id) => planned.get(id) ?? []);
    const standings = own.map((r) => [r.requirement.id, standingOf(r, run, version)] as const);
    const ids = (wanted: Standing) => standings.flatMap(([id, standing]) => (standing === wanted ? [id] : []));
    return outcomeOf(ids, partial);
  };
}

function outcomeOf(ids: (standing: Standing) => readonly string[], partial: string | undefined): ItemOutcome {
  const failed = ids('failed');
  if (failed.length > 0) return { value: 'false', because: `failed: ${list(failed)}`, open: undefined };
  const undecided = ids('open');
  if (undecided.length > 0) return { value: 'unknown', because: `inconclusive: ${list(undecided)}`, open: 'undecided' };
  const notTested = (why: string): ItemOutcome => ({
    value: 'unknown',
    because: `not tested: ${why}`,
    open: 'not-tested',
  });
  const missing = ids('not-tested');
  if (missing.length > 0) return notTested(list(missing));
  if (partial !== undefined) return notTested(partial);
  const lacking = [...ids('excused'), ...ids('unseen')];
  const passed = ids('passed').length;
  if (passed > 0) {
    const beside = lacking.length === 0 ? '' : `; not tested, for want of means or of an occasion: ${list(lacking)}`;
    return {
      value: 'true',
      because: `${passed} of ${passed + lacking.length} requirements pass${beside}`,
      open: undefined,
    };
  }
  if (lacking.length > 0) {
    return {
      value: 'unknown',
      because: `not tested, for want of means or of an occasion: ${list(lacking)}`,
      open: 'excused',
    };
  }
  if (ids('informative').length > 0) {
    return { value: 'true', because: 'nothing of it is judged, what is observed was seen', open: undefined };
  }
  return notTested('no requirement of it was judged');
}

/** Standing of a requirement in a version. `elsewhere`: it does not count there. */
function standingOf(planned: PlannedRequirement, run: RunOfItems, version: Version): Standing {
  const { requirement, claimedIn, lack } = planned;
  const here = (configuration: string) => configuration.startsWith(`${version}-`);
  if (!claimedIn.some(here) || planned.applicability === 'not-applicable') return 'elsewhere';
  const result = run.requirements.get(requirement.id);
  const checks = (result?.checks ?? []).filter((c) => here(c.configuration));
  if (!isJudged(planned) || confidenceIn(requirement, version) === 'low') {
    return checks.some((c) => c.verdict === 'pass') ? 'informative' : 'elsewhere';
  }
  if (planned.applicability === 'not-selected') return 'not-tested';
  if (lack !== undefined) return 'excused';
  const looked = checks.filter((c) => c.cause?.kind !== 'nothing-observed');
  const verdict = worst((looked.length > 0 ? looked : checks).map((c) => c.verdict));
  if (verdict === 'pass') return 'passed';
  if (verdict === 'fail') return 'failed';
  if (verdict !== undefined) return checks.every(passesOrIsExcused) ? 'excused' : 'open';
  if (requirement.testability === 'not-observable') return 'excused';
  // A monitor without an occasion, in a version in which it watches.
  return planned.covered ? 'unseen' : 'not-tested';
}

function passesOrIsExcused(check: CheckResult): boolean {
  return check.verdict === 'pass' || isExcuse(check.cause);
}

/** The reason why passes do not cover the whole: a part of the claim or plan for the version was not run. */
function whyPartial({ ics, plan, requirements }: RunOfItems, version: Version): string | undefined {
  const missing = ics.syntaxes.filter(
    (syntax) =>
      syntaxesOf(version).includes(syntax) &&
      !plan.configurations.some((c) => c.version === version && c.syntax === syntax),
  );
  if (missing.length > 0) return `${version} was not run in ${missing.join(', ')}`;
  if (plan.selection !== undefined) return 'only a selection was run';
  const done = new Set<string>();
  for (const { id, checks, notAssessable = [] } of requirements.values()) {
    for (const { scenario, configuration } of [...checks, ...notAssessable])
      done.add(`${id} ${configuration} ${scenario}`);
  }
  const left = plan.schedule.filter(
    ({ source, configuration, requirements: cited }) =>
      configuration.version === version && cited.some((id) => !done.has(`${id} ${configuration.id} ${source.id}`)),
  ).length;
  return left === 0 ? undefined : `${left} of the scenarios planned for ${version} did not run`;
}
