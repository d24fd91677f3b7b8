/** From what a scenario or a monitor came to, to a check of one requirement. */
import type { Version } from '../../protocol/version.ts';
import type { Cause, CheckResult, Configuration, Place } from '../../results/results.ts';
import { confidenceIn } from '../catalogue/catalogue.ts';
import type { PlannedRequirement } from '../plan/plan.ts';
import type { ScenarioOutcome } from './scenario-outcome.ts';
import { succeededBefore } from './twin.ts';
import type { Ran } from './words.ts';

/** Findings about a requirement, before its weight is looked at. */
export interface Finding {
  readonly verdict: Ran;
  readonly cause: Cause | undefined;
  readonly expected: string | undefined;
  readonly observed: string | undefined;
  readonly place: Place | undefined;
  /** True if it fails because there was no answer to look at. */
  readonly unanswered?: boolean | undefined;
  /** True if the same request succeeded before in its usual form: a refusal then concerns the difference. */
  readonly controlled?: boolean | undefined;
}

export interface Weighed extends Finding {
  readonly notes: readonly string[];
  /** A SHOULD was not followed, or something that is never judged deviates. */
  readonly deviates: boolean;
}

/** An answer that says only that the server failed: no SHOULD or MAY can be judged on it. */
const SERVER_FAILED = /^(Status|[A-Za-z]+-Response) 500$/;

/**
 * The meaning of a finding under the weight of the requirement: a SHOULD that is not followed is a note, a requirement of low
 * confidence in this version or only permitted is observed and never judged. Expected and observed are kept.
 */
export function weigh(planned: PlannedRequirement, version: Version, finding: Finding): Weighed {
  if (finding.verdict !== 'fail') return { ...finding, notes: [], deviates: false };
  const { requirement, weight } = planned;
  const informative = weight === 'informative' || confidenceIn(requirement, version) === 'low';
  if (!informative && weight !== 'recommended') return { ...finding, notes: [], deviates: false };
  const refused = finding.unanswered === true || SERVER_FAILED.test(finding.observed ?? '');
  if (refused && finding.controlled !== true) {
    const message = `there was no answer that shows it: ${finding.observed ?? 'none'}`;
    const cause = { kind: 'nothing-observed', message } as const;
    return { ...finding, verdict: 'inconclusive', cause, notes: [], deviates: false };
  }
  const why = informative
    ? requirement.level === 'MAY'
      ? 'permitted, not judged'
      : 'of low confidence, not judged'
    : 'SHOULD not followed';
  const note = `${why}: expected ${finding.expected ?? 'otherwise'}, observed ${finding.observed ?? 'this'}`;
  return { ...finding, verdict: 'pass', notes: [note], deviates: true };
}

const NOTHING = { cause: undefined, expected: undefined, observed: undefined, place: undefined } as const;

/**
 * Scenarios that ran to their end without observing the implementation prove nothing: no expectation was evaluated in a
 * When or a Then, or no message of the implementation could be read.
 */
export function withoutEmptyPass(outcome: ScenarioOutcome, read: boolean): ScenarioOutcome {
  const { observations } = outcome;
  const failed = observations.length > 0 && observations.every(({ observed }) => SERVER_FAILED.test(observed));
  if (outcome.signal !== undefined || (outcome.looks > 0 && read && !failed)) return outcome;
  const message = failed
    ? 'the server failed at what is observed'
    : read
      ? 'no expectation was evaluated on what the implementation sent'
      : 'no message of the implementation could be read';
  return { ...outcome, signal: { ...NOTHING, verdict: 'inconclusive', cause: { kind: 'nothing-observed', message } } };
}

export interface Judged {
  readonly requirement: string;
  readonly check: CheckResult;
  readonly deviates: boolean;
}

/**
 * The finding of a scenario for one of its requirements. If the failed step is about other requirements alone, this one
 * passes if that was the last step, and is inconclusive otherwise.
 */
function findingFor(id: string, { signal, steps }: ScenarioOutcome): Finding {
  if (signal === undefined) return { ...NOTHING, verdict: 'pass' };
  const [other] = signal.about ?? [id];
  if (signal.verdict !== 'fail' || other === undefined || signal.about?.includes(id) !== false) return signal;
  if (!steps.some((step) => step.verdict === 'not-run')) return { ...NOTHING, verdict: 'pass' };
  const message = `the scenario had not come to an end: expected ${signal.expected}, observed ${signal.observed}`;
  return { ...signal, verdict: 'inconclusive', cause: { kind: 'prerequisite-failed', root: other, message } };
}

/** The checks of a scenario, one for each requirement it is judged for. */
export function checksOf(
  outcome: ScenarioOutcome,
  planned: ReadonlyMap<string, PlannedRequirement>,
  transcript: string,
): Judged[] {
  const { scheduled } = outcome;
  const { version, id: configuration } = scheduled.configuration;
  const observations = outcome.observations.map(
    (o) => `observed, not judged: expected ${o.expected}, observed ${o.observed}`,
  );
  return scheduled.requirements.flatMap((id) => {
    const requirement = planned.get(id);
    if (requirement === undefined) return [];
    const finding = findingFor(id, outcome);
    const controlled = finding.verdict === 'fail' && succeededBefore(outcome);
    const weighed = weigh(requirement, version, { ...finding, controlled });
    const check: CheckResult = {
      scenario: scheduled.source.id,
      configuration,
      verdict: weighed.verdict,
      cause: weighed.cause,
      expected: weighed.expected,
      observed: weighed.observed,
      place: weighed.place,
      durationMs: outcome.durationMs,
      transcript,
      notes: [...weighed.notes, ...observations, ...outcome.notes],
    };
    return [{ requirement: id, check, deviates: weighed.deviates || observations.length > 0 }];
  });
}

/** The verdict of a scenario as a whole: the worst of its checks. */
export function scenarioVerdict(outcome: ScenarioOutcome, checks: readonly Judged[]): Ran {
  const order: readonly Ran[] = ['error', 'fail', 'inconclusive'];
  if (checks.length === 0) return outcome.signal?.verdict ?? 'pass';
  return order.find((v) => checks.some((c) => c.check.verdict === v)) ?? 'pass';
}

/** A check of a monitor over all scenarios of a configuration. */
export interface Tally {
  readonly name: string;
  readonly configuration: Configuration;
  seen: number;
  violations: number;
  first:
    | { readonly expected: string; readonly observed: string; readonly place: Place; readonly transcript: string }
    | undefined;
}

/** The check of a tally; undefined where the monitor saw nothing its rule applies to. */
export function checkOfTally(tally: Tally, planned: PlannedRequirement): Judged | undefined {
  if (tally.seen === 0) return undefined;
  const { first } = tally;
  const finding: Finding = {
    verdict: first === undefined ? 'pass' : 'fail',
    cause: undefined,
    expected: first?.expected,
    observed: first?.observed,
    place: first?.place,
  };
  const weighed = weigh(planned, tally.configuration.version, finding);
  const often = tally.violations > 1 ? [`${tally.violations} times in ${tally.seen}`] : [];
  const check: CheckResult = {
    scenario: `monitor: ${tally.name}`,
    configuration: tally.configuration.id,
    verdict: weighed.verdict,
    cause: undefined,
    expected: weighed.expected,
    observed: weighed.observed,
    place: weighed.place,
    durationMs: 0,
    transcript: first?.transcript,
    notes: [...weighed.notes, ...often],
  };
  return { requirement: planned.requirement.id, check, deviates: weighed.deviates };
}
