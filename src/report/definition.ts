/**
 * The rows of the release definitions in a result. Both releases number their rows from S-001, so rows are only unique
 * within one release. Runs in a browser as well.
 */
import type { ExpressionResult } from '../conformance/results.ts';

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
