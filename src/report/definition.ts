/**
 * The rows of the release definitions in a result. Both releases number their rows from S-001, so rows are only unique
 * within one release. Runs in a browser as well.
 */
import type { ExpressionResult } from '../conformance/results.ts';

export interface Release {
  /** `1.3`; empty where no row names a group that says it. */
  readonly version: string;
  readonly rows: readonly ExpressionResult[];
}

/** The rows apart by release, in their order: an identifier that comes again opens the next release. */
export function releases(expressions: readonly ExpressionResult[]): readonly Release[] {
  const parts: ExpressionResult[][] = [];
  let seen = new Set<string>();
  for (const row of expressions) {
    if (parts.length === 0 || seen.has(row.id)) {
      parts.push([]);
      seen = new Set();
    }
    seen.add(row.id);
    parts.at(-1)?.push(row);
  }
  return parts.map((rows) => ({ version: versionIn(rows), rows }));
}

function versionIn(rows: readonly ExpressionResult[]): string {
  for (const row of rows) {
    const version = /-(\d\.\d):[A-Z]+\b/.exec(row.normalised)?.[1];
    if (version !== undefined) return version;
  }
  return '';
}
