/** The exit code of a run, and why. */
import type { RequirementResult } from '../results.ts';
import { counts, onlyUntestable } from './judge.ts';

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
  /** Faults of the harness outside scenarios. */
  readonly faults: number;
  readonly expectation:
    | { readonly unexpected: readonly string[]; readonly stale: readonly string[]; readonly met: readonly string[] }
    | undefined;
}

export interface Exit {
  readonly code: number;
  /** One line that says it. */
  readonly because: string;
}

/**
 * 4 harness error, before all else; 3 when the run ended early; 1 for an unexpected failure or a stale entry of the
 * baseline; 3 when something that counts is inconclusive; else 0. What only the tester lacks (untestable) and what no
 * scenario covers is no obstacle to a development run and makes a certification incomplete.
 */
export function exitOf(input: ExitInput): Exit {
  const { requirements, kind, aborted, expectation } = input;
  const errors = requirements.filter((r) => r.verdict === 'error').length + input.faults;
  if (errors > 0) return { code: EXIT.harness, because: `${count(errors, 'error')} of the harness` };
  if (aborted !== undefined) return { code: EXIT.incomplete, because: `the run ended early: ${aborted}` };
  const met = new Set(expectation?.met ?? []);
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
  const open = requirements.filter(
    (r) =>
      counts(r) && r.verdict === 'inconclusive' && !met.has(r.id) && (kind === 'certification' || !onlyUntestable(r)),
  );
  if (open.length > 0) return { code: EXIT.incomplete, because: `${count(open.length, 'inconclusive requirement')}` };
  const uncovered = requirements.filter((r) => counts(r) && r.verdict === 'not-covered');
  if (kind === 'certification' && uncovered.length > 0) {
    return { code: EXIT.incomplete, because: `${count(uncovered.length, 'requirement')} without a scenario` };
  }
  return { code: EXIT.conformant, because: met.size > 0 ? 'every failure is an expected one' : 'nothing failed' };
}

function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}
