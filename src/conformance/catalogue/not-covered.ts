/** Written reasons for requirements that nothing checks: scr-tables/not-covered.json. */
import { readTable, tablesDirectory } from './files.ts';
import type { Requirement } from './types.ts';

interface Entry {
  /** Ids or patterns (`SSP-*`). */
  readonly ids?: readonly string[];
  /** All requirements on this side. */
  readonly actor?: string;
  readonly reason: string;
}

/** The reason why nothing checks a requirement, where one is written; the first entry that fits counts. */
export function readNotCovered(
  directory: string = tablesDirectory(),
): (requirement: Pick<Requirement, 'id' | 'actor'>) => string | undefined {
  const { entries } = readTable<{ readonly entries: readonly Entry[] }>(directory, 'not-covered.json');
  const rules = entries.map(({ ids = [], actor, reason }) => ({
    patterns: ids.map((id) => new RegExp(`^${id.replaceAll('*', '.*')}$`)),
    actor,
    reason,
  }));
  return ({ id, actor }) =>
    rules.find((rule) => rule.actor === actor || rule.patterns.some((pattern) => pattern.test(id)))?.reason;
}
