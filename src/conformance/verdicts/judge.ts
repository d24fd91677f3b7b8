/** Verdicts of requirements and items, from the checks of a run. Everything here follows from its input alone. */
import { VERSIONS } from '../../protocol/version.ts';
import type { CheckResult, ItemResult, RequirementResult, VerdictWord } from '../../results/results.ts';
import { isJudged, isNotAssessable, onlyUntestable } from '../../results/standing.ts';
import type { Item } from '../catalogue/types.ts';
import type { Plan, PlannedRequirement } from '../plan/plan.ts';
import type { Judged } from './checks.ts';
import { type Ran, worst } from './words.ts';

/** The verdict of a requirement and the checks it rests on. `aborted`: why the run ended before all was checked. */
export function judgeRequirement(
  planned: PlannedRequirement,
  judged: readonly Judged[],
  aborted?: string,
): RequirementResult {
  const { requirement, lack, weight } = planned;
  const all: readonly CheckResult[] = lack === undefined ? judged.map((j) => j.check) : [untestable(planned)];
  const checks = all.filter((check) => !isNotAssessable(check));
  const unassessed = all.filter(isNotAssessable);
  // What turned out to have no known form in every configuration does not apply, as if the plan had known it.
  const [why] = checks.length === 0 ? unassessed : [];
  const applicability = why === undefined ? planned.applicability : 'not-applicable';
  const verdict = applicability === 'applicable' ? verdictOfChecks(checks) : applicability;
  return {
    id: requirement.id,
    item: requirement.item,
    level: requirement.level,
    weight,
    confidence: requirement.confidence,
    applicability,
    because:
      whyNotAssessable(why) ?? planned.because ?? (verdict === 'not-covered' ? whyUnchecked(aborted) : undefined),
    verdict,
    note: judged.some((j) => j.deviates),
    checks: applicability === 'applicable' ? checks : [],
    statement: requirement.statement,
    area: requirement.area,
    versions: requirement.versions,
    sources: requirement.sources,
    ...(unassessed.length > 0 && { notAssessable: unassessed.map(unassessedIn) }),
  };
}

/** The reason in the words of a requirement that the plan finds not applicable. */
function whyNotAssessable(check: CheckResult | undefined): string | undefined {
  return check && `it is not assessable in plain text: ${check.cause?.message ?? ''}`;
}

function unassessedIn({ scenario, configuration, cause }: CheckResult) {
  return { scenario, configuration, why: cause?.message ?? '' };
}

/** The verdict of a requirement that applies, from its checks. */
export function verdictOfChecks(checks: readonly CheckResult[]): VerdictWord {
  // A check without an observation does not weaken others.
  const looked = checks.filter((c) => c.cause?.kind !== 'nothing-observed');
  return worst((looked.length > 0 ? looked : checks).map((c) => c.verdict)) ?? 'not-covered';
}

function whyUnchecked(aborted: string | undefined): string {
  return aborted === undefined ? 'no message of the run was about it' : 'the run ended early, before it was checked';
}

function untestable({ lack, configurations }: PlannedRequirement): CheckResult {
  const missing = lack?.missing ?? '';
  return {
    scenario: 'not run',
    configuration: configurations.join(', '),
    verdict: 'inconclusive',
    cause: { kind: 'untestable', missing, message: lack?.message ?? '' },
    expected: undefined,
    observed: undefined,
    place: undefined,
    durationMs: 0,
    transcript: undefined,
    notes: [],
  };
}

/** True if a requirement counts for conformance: a MUST that is judged. */
const counts = isJudged;

/**
 * The verdict of an item: the worst of its requirements that count and could be checked. What is not covered and what
 * the tester lacks the means for is said beside it; where nothing else is left, it decides.
 */
export function judgeItem(item: Item, plan: Plan, requirements: ReadonlyMap<string, RequirementResult>): ItemResult {
  const { claims } = plan;
  const claimed = claims.claimedAtAll(item.id);
  const own = item.requirements.flatMap((id) => requirements.get(id) ?? []);
  const [verdict, because] = itemVerdict(item, own, claimed, plan);
  return {
    id: item.id,
    table: item.table,
    role: item.role,
    status: item.status,
    claimed,
    verdict,
    because,
    feature: item.feature,
    requirements: item.requirements,
  };
}

function itemVerdict(
  item: Item,
  own: readonly RequirementResult[],
  claimed: boolean,
  plan: Plan,
): readonly [VerdictWord, string | undefined] {
  if (!claimed) {
    const versions = VERSIONS.filter((v) => plan.claims.of(item.id, v).because !== '');
    const reasons = new Set(
      versions.map((v) => plan.claims.of(item.id, v).because).filter((b) => !b.startsWith('cannot count')),
    );
    return ['not-applicable', [...reasons][0]];
  }
  return verdictOfItem(own);
}

/** The verdict of a claimed item from those of its requirements, and why. */
export function verdictOfItem(own: readonly RequirementResult[]): readonly [VerdictWord, string | undefined] {
  const applicable = own.filter((r) => r.applicability === 'applicable');
  if (applicable.length === 0) {
    const selectable = own.some((r) => r.applicability === 'not-selected');
    if (selectable) return ['not-selected', 'no requirement of it is selected'];
    return own.length === 0
      ? ['not-covered', 'it has no requirement']
      : ['not-applicable', 'none of its requirements applies'];
  }
  const judged = applicable.filter(counts);
  const untestable = judged.filter(onlyUntestable);
  const ran = judged.filter((r) => r.verdict !== 'not-covered' && !untestable.includes(r));
  const words = ran.flatMap((r) => (isRan(r.verdict) ? [r.verdict] : []));
  const verdict = worst(words);
  if (verdict === undefined) {
    if (untestable.length > 0) return ['inconclusive', `untestable: ${untestable.map((r) => r.id).join(', ')}`];
    // Nothing of it is judged: it passes when what is only observed was looked at.
    const observed = applicable.some((r) => r.verdict === 'pass');
    return observed && judged.length === 0
      ? ['pass', 'nothing of it is judged, what is observed was seen']
      : ['not-covered', 'no scenario checks it yet'];
  }
  if (verdict !== 'pass') {
    const deciding = ran.filter((r) => r.verdict === verdict).map((r) => r.id);
    return [verdict, deciding.join(', ')];
  }
  const uncovered = judged.filter((r) => r.verdict === 'not-covered').length;
  const open = [
    ...(uncovered > 0 ? [`${uncovered} of ${judged.length} requirements not covered`] : []),
    ...(untestable.length > 0 ? [`untestable: ${untestable.map((r) => r.id).join(', ')}`] : []),
  ];
  return ['pass', open.length === 0 ? undefined : open.join('; ')];
}

function isRan(verdict: VerdictWord): verdict is Ran {
  return verdict === 'pass' || verdict === 'fail' || verdict === 'inconclusive' || verdict === 'error';
}
