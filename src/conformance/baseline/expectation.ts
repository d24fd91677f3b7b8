/** A run held against a baseline. Verdicts stay as they are; the exit code follows what is expected. */
import type { CheckResult, RequirementResult, RunResults } from '../../results/results.ts';
import { isJudged as counts } from '../../results/standing.ts';
import type { Baseline, BaselineEntry, FlakyEntry } from './baseline.ts';
import { inConfigurations, inScope, scopeInWords } from './scope.ts';

type Expectation = NonNullable<RunResults['expectation']>;

export interface ExpectationFacts {
  /** ISO date of the run, in UTC: `2027-03-31`. */
  readonly today: string;
  /** Only a part was run: an entry whose scenario was not run is not stale. */
  readonly part: boolean;
  /** One shard of several: another one may run what an entry is about, so that none is stale here. */
  readonly shard?: boolean | undefined;
}

/**
 * - `met`: requirements whose every failure was expected.
 * - `flaky`: requirements whose every failure was expected or is known to waver, with at least one of the latter.
 * - `unexpected`: those that count and fail otherwise.
 * - `stale`: entries of requirements that ran and did not fail as expected. Entries of what did not run are not stale.
 * - `expired`: entries whose last day is over; they expect nothing any more.
 */
export function compare(
  baseline: Baseline,
  requirements: readonly RequirementResult[],
  { today, part, shard = false }: ExpectationFacts,
): Expectation {
  const isOver = ({ expires }: { readonly expires?: string | undefined }) => expires !== undefined && expires < today;
  const entries = baseline.entries.filter((entry) => !isOver(entry));
  const wavering = baseline.flaky.filter((entry) => !isOver(entry));
  const expired = [...baseline.entries, ...baseline.flaky].filter(isOver);
  const byId = new Map(requirements.map((r) => [r.id, r]));
  const stale = shard ? [] : entries.filter((entry) => isStale(entry, byId.get(entry.requirement)?.checks ?? [], part));
  return {
    file: baseline.file,
    ...judged(requirements, entries, wavering),
    stale: stale.map((entry) => `${entry.requirement}${scopeInWords(entry)}`),
    expired: expired.map((entry) => `${entry.requirement}${scopeInWords(entry)}, until ${entry.expires}`),
    reasons: reasonsOf([...entries, ...wavering]),
  };
}

function judged(
  requirements: readonly RequirementResult[],
  entries: readonly BaselineEntry[],
  wavering: readonly FlakyEntry[],
): Pick<Expectation, 'met' | 'flaky' | 'unexpected'> {
  const met: string[] = [];
  const flaky: string[] = [];
  const unexpected: string[] = [];
  for (const requirement of requirements) {
    const { id, verdict, checks } = requirement;
    if (!counts(requirement) || (verdict !== 'fail' && verdict !== 'inconclusive')) continue;
    const own = entries.filter((entry) => entry.requirement === id);
    const wavers = wavering.filter((entry) => entry.requirement === id);
    const wrong = checks.filter((check) => check.verdict === 'fail' || check.verdict === 'inconclusive');
    const surprising = wrong.filter((c) => !own.some((entry) => entry.verdict === c.verdict && inScope(entry, c)));
    const left = surprising.filter((check) => !wavers.some((entry) => inScope(entry, check)));
    if (left.some((check) => check.verdict === 'fail')) unexpected.push(id);
    else if (surprising.length === 0) met.push(id);
    else if (left.length === 0) flaky.push(id);
  }
  return { met, flaky, unexpected };
}

function isStale(entry: BaselineEntry, checks: readonly CheckResult[], part: boolean): boolean {
  const near = checks.filter((check) => inConfigurations(entry, check));
  const own = near.filter((check) => inScope(entry, check));
  if (own.length === 0) return near.length > 0 && !part;
  return own.every(({ verdict }) => verdict === 'pass');
}

/** `the server forgets it (server team, until 2027-03-31, https://tracker.example/17)`, by requirement. */
function reasonsOf(entries: readonly (BaselineEntry | FlakyEntry)[]): Readonly<Record<string, string>> {
  const found = new Map<string, string[]>();
  for (const { requirement, reason, owner, expires, link } of entries) {
    const facts = [owner, expires === undefined ? undefined : `until ${expires}`, link].filter((f) => f !== undefined);
    const text = facts.length === 0 ? reason : `${reason} (${facts.join(', ')})`;
    found.set(requirement, [...(found.get(requirement) ?? []), text]);
  }
  return Object.fromEntries([...found].map(([id, texts]) => [id, texts.join('; ')]));
}
