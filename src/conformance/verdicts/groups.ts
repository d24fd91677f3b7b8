/**
 * Failures by cause: equal observations form a group, and requirements that could not be checked because of them follow
 * from it. A report begins with the group that explains most, and a group with its earliest, most specific failure.
 */

import type { CheckResult, FailureGroup, RequirementResult, Transcript } from '../../results/results.ts';
import { isJudged } from '../../results/standing.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { signatureOf } from './signature.ts';

interface Failure {
  readonly requirement: RequirementResult;
  readonly check: CheckResult;
}

/** Facts of the catalogue and of the plan that tell how specific a failure is. */
export interface Specifics {
  /** Names of the primitives a requirement is about. */
  primitives(requirement: string): readonly string[];
  /** Names of the primitives of the message that decided a check. */
  deciding(check: CheckResult): readonly string[];
}

/** Primitives of requirements, from the catalogue, and of messages, from the transcripts. */
export function specificsOf(catalogue: Catalogue, transcripts: readonly Transcript[]): Specifics {
  const byKey = new Map(transcripts.map((t) => [t.key, t]));
  return {
    primitives: (id) => catalogue.requirement(id)?.primitives ?? [],
    deciding({ transcript, place }) {
      const entries = transcript === undefined ? undefined : byKey.get(transcript)?.entries;
      const entry = entries?.find(({ number }) => number === place?.exchange);
      return entry === undefined ? [] : [...entry.sent, ...entry.received];
    },
  };
}

/** Groups of failures that count; the one that explains most comes first. */
export function groupFailures(requirements: readonly RequirementResult[], specifics: Specifics): FailureGroup[] {
  const bySignature = new Map<string, Failure[]>();
  for (const requirement of requirements) {
    if (!isJudged(requirement)) continue;
    for (const check of requirement.checks) {
      if (check.verdict !== 'fail') continue;
      const key = signatureOf(check) ?? `${requirement.id} ${check.scenario}`;
      bySignature.set(key, [...(bySignature.get(key) ?? []), { requirement, check }]);
    }
  }
  const followers = followersOf(requirements);
  const groups = [...bySignature.values()].map((failures) => groupOf(failures, followers, specifics));
  const explained = withoutExplained(groups);
  const weight = (group: FailureGroup) => group.checks + group.follows.length;
  const last = (group: FailureGroup) => (group.followsFrom === undefined ? 0 : 1);
  return explained.sort(
    (a, b) => last(a) - last(b) || weight(b) - weight(a) || order(a.transcript) - order(b.transcript),
  );
}

/** Requirements that could not be decided, by the requirement that is the root. */
function followersOf(requirements: readonly RequirementResult[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, Set<string>>();
  for (const { id, checks } of requirements) {
    for (const { cause } of checks) {
      if (cause?.kind !== 'prerequisite-failed' || cause.root === id) continue;
      found.set(cause.root, (found.get(cause.root) ?? new Set()).add(id));
    }
  }
  return new Map([...found].map(([root, ids]) => [root, [...ids]]));
}

function groupOf(
  failures: readonly Failure[],
  followers: ReadonlyMap<string, readonly string[]>,
  specifics: Specifics,
): FailureGroup {
  const [lead] = [...failures].sort(
    (a, b) => rank(a, specifics) - rank(b, specifics) || order(a.check.transcript) - order(b.check.transcript),
  );
  const ids = [...new Set(failures.map(({ requirement }) => requirement.id))];
  const first = lead?.requirement.id ?? '';
  const follows = [...new Set(ids.flatMap((id) => followers.get(id) ?? []))].filter((id) => !ids.includes(id));
  return {
    requirement: first,
    requirements: [first, ...ids.filter((id) => id !== first)],
    checks: failures.length,
    expected: lead?.check.expected,
    observed: lead?.check.observed,
    scenario: lead?.check.scenario ?? '',
    configuration: lead?.check.configuration ?? '',
    transcript: lead?.check.transcript,
    follows,
    followsFrom: undefined,
  };
}

/** 0 if the requirement is about the deciding message of the scenario, 1 for other scenarios, 2 for a monitor. */
function rank({ requirement, check }: Failure, specifics: Specifics): number {
  if (check.scenario.startsWith('monitor: ')) return 2;
  const about = specifics.primitives(requirement.id);
  return specifics.deciding(check).some((name) => about.includes(name)) ? 0 : 1;
}

/** Marks a group as following from a larger one in which all its requirements fail, too. */
function withoutExplained(groups: readonly FailureGroup[]): FailureGroup[] {
  return groups.map((group) => {
    const larger = groups.find(
      (other) =>
        other !== group &&
        other.requirements.length > group.requirements.length &&
        group.requirements.every((id) => other.requirements.includes(id)),
    );
    return larger === undefined ? group : { ...group, followsFrom: larger.requirement };
  });
}

function order(transcript: string | undefined): number {
  return transcript === undefined ? Number.POSITIVE_INFINITY : Number(transcript.replace(/\D/g, ''));
}
