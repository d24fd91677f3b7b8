/** Differences between two runs of the same scenarios against the same implementation: none, if verdicts are to be trusted. */
import type { CheckResult, RunResults } from './results.ts';

export interface Difference {
  readonly requirement: string;
  /** The check that differs: scenario (or monitor) and configuration; undefined where the requirement as a whole does. */
  readonly check: string | undefined;
  /** The verdicts of the first run and of the second, with their reasons where they are no pass. */
  readonly first: string;
  readonly second: string;
}

/**
 * Compares requirement by requirement and check by check: verdict, and kind of the cause where it is inconclusive. What
 * was observed may differ from run to run (session identifiers, times), and so may remarks; a verdict may not.
 */
export function differences(first: RunResults, second: RunResults): Difference[] {
  const found: Difference[] = [];
  const inSecond = new Map(second.requirements.map((r) => [r.id, r]));
  for (const one of first.requirements) {
    const other = inSecond.get(one.id);
    inSecond.delete(one.id);
    if (one.verdict !== other?.verdict) {
      found.push({
        requirement: one.id,
        check: undefined,
        first: one.verdict,
        second: other?.verdict ?? 'is not there',
      });
    }
    const checks = new Map((other?.checks ?? []).map((c) => [nameOf(c), c]));
    for (const check of one.checks) {
      const name = nameOf(check);
      const twin = checks.get(name);
      checks.delete(name);
      if (twin === undefined || short(check) !== short(twin)) {
        found.push({ requirement: one.id, check: name, first: long(check), second: long(twin) });
      }
    }
    for (const [name, twin] of checks)
      found.push({ requirement: one.id, check: name, first: long(undefined), second: long(twin) });
  }
  for (const [id, other] of inSecond) {
    found.push({ requirement: id, check: undefined, first: 'is not there', second: other.verdict });
  }
  return found;
}

function nameOf({ scenario, configuration }: CheckResult): string {
  return `${scenario} [${configuration}]`;
}

function short({ verdict, cause }: CheckResult): string {
  return cause === undefined ? verdict : `${verdict}, ${cause.kind}`;
}

function long(check: CheckResult | undefined): string {
  if (check === undefined) return 'was not checked';
  const { cause, expected, observed } = check;
  const why = cause?.message ?? (expected === undefined ? undefined : `expected ${expected}, observed ${observed}`);
  return why === undefined ? short(check) : `${short(check)}: ${why}`;
}
