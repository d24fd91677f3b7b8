/**
 * The rows of the release definitions in a result. Both releases number their rows from S-001, so rows are only unique
 * within one release. Runs in a browser as well.
 */

import type { ExpressionResult, RunResults } from '../../results/results.ts';
import { isPart } from '../../results/standing.ts';
import { count } from './words.ts';

export interface Release {
  /** `1.3` */
  readonly version: ExpressionResult['release'];
  readonly rows: readonly ExpressionResult[];
}

/** The rows apart by release, in their order. */
export function releases(expressions: readonly ExpressionResult[]): readonly Release[] {
  const parts = new Map<Release['version'], ExpressionResult[]>();
  for (const row of expressions) parts.set(row.release, [...(parts.get(row.release) ?? []), row]);
  return [...parts].map(([version, rows]) => ({ version, rows }));
}

/** One line in place of all rows in a run of a part, where no row can hold. Undefined for a run of the whole. */
export function rowsOfPart(results: Omit<RunResults, 'transcripts'>): string | undefined {
  if (!isPart(results) || results.expressions.length === 0) return undefined;
  const fallen = results.expressions.filter((row) => row.value === 'false' && row.status === 'M');
  const not =
    fallen.length === 0 ? '' : ` Cannot hold: ${fallen.map((row) => `${row.id} of ${row.release}`).join(', ')}.`;
  const rows = count(results.expressions.length, 'row');
  return `Release definition: a run of a part does not show that any of its ${rows} holds.${not}`;
}
