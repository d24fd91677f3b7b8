/** The exit code of a run, and why. */
import type { ExpressionResult, RequirementResult, RunResults } from '../../results/results.ts';
import { isJudged as counts, onlyUntestable, untestedRoles, wasJudged } from '../../results/standing.ts';

export const EXIT = {
  conformant: 0,
  notConformant: 1,
  usage: 2,
  incomplete: 3,
  harness: 4,
} as const;

export interface ExitInput {
  readonly requirements: readonly RequirementResult[];
  readonly kind: 'development' | 'certification';
  readonly aborted: string | undefined;
  /** The run ended early because something failed, as was asked for: the failure decides. */
  readonly failedFast?: boolean | undefined;
  /** Faults of the harness outside scenarios. */
  readonly faults: number;
  readonly expectation:
    | Pick<NonNullable<RunResults['expectation']>, 'unexpected' | 'stale' | 'met' | 'flaky' | 'expired'>
    | undefined;
  /** Rows and claim, judged only in a run of all that is claimed for its versions; undefined for a run of a part. */
  readonly whole?:
    | { readonly expressions: readonly ExpressionResult[]; readonly claim: RunResults['claim'] }
    | undefined;
  /** True if the implementation does more than the file claims: a row may then fail because of the file. */
  readonly claimsTooLittle?: boolean | undefined;
}

export interface Exit {
  readonly code: number;
  /** One line that says it. */
  readonly because: string;
}

/**
 * 4 harness error, before all else; 3 when the run ended early; 1 for an unexpected failure, a stale or expired entry of
 * the baseline, a mandatory row of the release definition that does not hold; 3 when something that counts is inconclusive,
 * when nothing was judged, in all or of a claimed role, or when a mandatory row is not known; else 0. What only the tester
 * lacks (untestable) and what no scenario covers is no obstacle to a development run and makes a certification incomplete.
 */
export function exitOf(input: ExitInput): Exit {
  const { requirements, aborted, expectation } = input;
  const errors = requirements.filter((r) => r.verdict === 'error').length + input.faults;
  if (errors > 0) return { code: EXIT.harness, because: `${count(errors, 'error')} of the harness` };
  if (aborted !== undefined && input.failedFast !== true)
    return { code: EXIT.incomplete, because: `the run ended early: ${aborted}` };
  const met = new Set([...(expectation?.met ?? []), ...(expectation?.flaky ?? [])]);
  const failed = requirements.filter((r) => counts(r) && r.verdict === 'fail' && !met.has(r.id));
  const unexpected = expectation === undefined ? failed.map((r) => r.id) : expectation.unexpected;
  if (unexpected.length > 0) {
    return {
      code: EXIT.notConformant,
      because: unexpected.length === 1 ? 'one requirement fails' : `${unexpected.length} requirements fail`,
    };
  }
  if (expectation !== undefined && expectation.stale.length > 0) {
    return {
      code: EXIT.notConformant,
      because: `${count(expectation.stale.length, 'stale entry', 'stale entries')} in the baseline`,
    };
  }
  const expired = expectation?.expired?.length ?? 0;
  if (expired > 0) {
    return {
      code: EXIT.notConformant,
      because: `${count(expired, 'expired entry', 'expired entries')} in the baseline`,
    };
  }
  if (aborted !== undefined) return { code: EXIT.incomplete, because: `the run ended early: ${aborted}` };
  const open = input.requirements.some((r) => counts(r) && r.verdict === 'inconclusive' && !onlyUntestable(r));
  if (!open && !requirements.some(wasJudged) && met.size === 0) {
    return { code: EXIT.incomplete, because: 'nothing was judged' };
  }
  const rows = met.size > 0 ? [] : (input.whole?.expressions ?? []).filter((row) => row.status === 'M');
  const fallen = rows.find((row) => row.value === 'false');
  if (fallen !== undefined && input.claimsTooLittle === true) {
    return { code: EXIT.incomplete, because: 'the file claims less than is implemented' };
  }
  if (fallen !== undefined)
    return { code: EXIT.notConformant, because: `${fallen.id} of ${fallen.release} does not hold` };
  const why = whyIncomplete(input, met, rows);
  if (why !== undefined) return { code: EXIT.incomplete, because: why };
  return { code: EXIT.conformant, because: met.size > 0 ? 'every failure is an expected one' : 'nothing failed' };
}

function whyIncomplete(
  { requirements, kind, whole }: ExitInput,
  met: ReadonlySet<string>,
  rows: readonly ExpressionResult[],
): string | undefined {
  const strict = kind === 'certification';
  const open = requirements.filter(
    (r) => counts(r) && r.verdict === 'inconclusive' && !met.has(r.id) && (strict || !onlyUntestable(r)),
  );
  if (open.length > 0) return count(open.length, 'inconclusive requirement');
  const uncovered = requirements.filter((r) => counts(r) && r.verdict === 'not-covered');
  if (strict && uncovered.length > 0) return `${count(uncovered.length, 'requirement')} without a scenario`;
  const [role] = untestedRoles(whole?.claim);
  if (role !== undefined) return `nothing of the role ${role} was tested`;
  const unknown = rows.find((row) => row.value === 'unknown' && (strict || row.open !== 'excused'));
  return unknown && `the value of ${unknown.id} of ${unknown.release} is not known`;
}

function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
