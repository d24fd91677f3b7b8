/** The checks of a requirement in two runs, side by side. */
import type { CheckResult, RequirementResult, RunResults } from '../results.ts';
import type { Status } from './types.ts';

export function statusOfCheck({ verdict }: Pick<CheckResult, 'verdict'>): Status {
  return verdict === 'pass' || verdict === 'fail' ? verdict : 'open';
}

/** Name of a check that is the same in another run, though lines above the scenario were added or taken away. */
export function nameOfCheck({ scenario, configuration }: Pick<CheckResult, 'scenario' | 'configuration'>): string {
  return `${scenario.replace(/^(\S+\.feature):\d+\s/, '$1 ')} [${configuration}]`;
}

const WORST_FIRST: readonly Status[] = ['fail', 'open', 'pass'];

export interface Pair {
  readonly name: string;
  readonly before: Status;
  readonly after: Status;
}

/** The scenarios that a run carried out, by name and configuration. */
export type Ran = ReadonlyMap<string, string>;

/** The scenarios of a run by the key of their transcripts. */
export function ranIn({ transcripts }: Pick<RunResults, 'transcripts'>): Ran {
  return new Map(transcripts.map((t) => [t.key, nameOfCheck(t)]));
}

export interface Sides {
  readonly before: RequirementResult | undefined;
  readonly after: RequirementResult | undefined;
  readonly ranBefore: Ran;
  readonly ranAfter: Ran;
}

/**
 * Each check of either run with its counterpart. A check that has none is untested there. So is a monitor that found a
 * failure in a scenario which the second run did not carry out: it looked at other messages.
 */
export function pairs({ before, after, ranBefore, ranAfter }: Sides): readonly Pair[] {
  const first = byName(before?.checks ?? []);
  const second = byName(after?.checks ?? []);
  const again = new Set(ranAfter.values());
  const names = [...new Set([...first.keys(), ...second.keys()])];
  return names.map((name): Pair => {
    const was = first.get(name) ?? [];
    const is = second.get(name) ?? [];
    const fewer = is.length < was.length || !was.every((check) => canBeSeen(check, ranBefore, again));
    const after = worstOf(is);
    return { name, before: worstOf(was), after: after === 'pass' && fewer ? 'untested' : after };
  });
}

function canBeSeen(check: CheckResult, ranBefore: Ran, again: ReadonlySet<string>): boolean {
  if (check.verdict === 'pass' || !check.scenario.startsWith('monitor: ')) return true;
  const where = check.transcript === undefined ? undefined : ranBefore.get(check.transcript);
  return where !== undefined && again.has(where);
}

function byName(checks: readonly CheckResult[]): ReadonlyMap<string, readonly CheckResult[]> {
  const found = new Map<string, CheckResult[]>();
  for (const check of checks) {
    const name = nameOfCheck(check);
    const known = found.get(name);
    if (known === undefined) found.set(name, [check]);
    else known.push(check);
  }
  return found;
}

function worstOf(checks: readonly CheckResult[]): Status {
  return WORST_FIRST.find((status) => checks.some((check) => statusOfCheck(check) === status)) ?? 'untested';
}
