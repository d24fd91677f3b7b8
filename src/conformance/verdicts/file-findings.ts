/** Errors in the ICS/IXIT file that a run shows: the implementation does more than the file says. */
import type { FileFinding, RequirementResult } from '../../results/results.ts';

/** One finding for each item that works although it is not claimed. */
export function fileFindings(requirements: readonly RequirementResult[]): readonly FileFinding[] {
  const found = new Map<string, { readonly configurations: Set<string>; readonly requirements: Set<string> }>();
  for (const { id, checks } of requirements) {
    for (const { cause, configuration } of checks) {
      if (cause?.kind !== 'untestable') continue;
      for (const item of cause.unclaimed ?? []) {
        const entry = found.get(item) ?? { configurations: new Set(), requirements: new Set() };
        entry.configurations.add(configuration);
        entry.requirements.add(id);
        found.set(item, entry);
      }
    }
  }
  return [...found]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([item, where]) => ({
      item,
      configurations: [...where.configurations],
      requirements: [...where.requirements],
      message: `${item} is implemented but not claimed: correct the file (ics.items.claimed)`,
    }));
}
