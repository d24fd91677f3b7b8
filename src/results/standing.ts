/** Requirements that are open for a reason a development run accepts. Needs only results; runs in a browser. */
import { syntaxesOf } from '../protocol/configuration.ts';
import type { Cause, CheckResult, RequirementResult, RunResults } from './results.ts';

/** True if the tester lacks something, or the implementation gave no occasion to look. */
export function isExcuse(cause: Cause | undefined): boolean {
  return cause?.kind === 'untestable' || cause?.kind === 'nothing-observed';
}

/** True for a check of something that has no known form in the syntax: nothing was judged. */
export function isNotAssessable({ cause }: Pick<CheckResult, 'cause'>): boolean {
  return cause?.kind === 'not-assessable';
}

/** True if a requirement is open only because the tester lacks something or there was no occasion to look. */
export function onlyUntestable(requirement: Pick<RequirementResult, 'verdict' | 'checks'>): boolean {
  return (
    requirement.verdict === 'inconclusive' &&
    requirement.checks.every((check) => check.verdict === 'pass' || isExcuse(check.cause))
  );
}

/** A requirement that decides about conformance: a MUST of an item that is mandatory or claimed. */
export function isJudged(requirement: Pick<RequirementResult, 'weight'>): boolean {
  return requirement.weight === 'mandatory' || requirement.weight === 'optional';
}

/** A requirement that counts and was decided one way or the other. */
export function wasJudged(requirement: Pick<RequirementResult, 'weight' | 'verdict'>): boolean {
  return isJudged(requirement) && (requirement.verdict === 'pass' || requirement.verdict === 'fail');
}

/** Extent of a run: the whole claim, or a chosen part of it. */
type Extent = Pick<RunResults, 'configurations' | 'claim'> & {
  readonly run: Pick<RunResults['run'], 'selection' | 'shard'>;
};

/** Syntaxes that are claimed and that the run left out. */
export function syntaxesLeftOut({ configurations, claim }: Omit<Extent, 'run'>): readonly string[] {
  const known = new Set<string>(configurations.flatMap(({ version }) => syntaxesOf(version)));
  return (claim?.syntaxes ?? []).filter(
    (syntax) => (known.size === 0 || known.has(syntax)) && !configurations.some((c) => c.syntax === syntax),
  );
}

/** True if only a part of the claim for these versions was run: the result is then one of that part. */
export function isPart(results: Extent): boolean {
  return results.run.selection !== undefined || results.run.shard !== undefined || syntaxesLeftOut(results).length > 0;
}

/** Claimed roles of which no requirement that counts was decided. */
export function untestedRoles(claim: RunResults['claim']): readonly string[] {
  return (claim?.roles ?? []).filter(({ judged }) => judged === 0).map(({ role }) => role);
}
