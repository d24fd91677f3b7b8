/** Blocked and granted lists in scenarios. */
import { Inconclusive } from '../../../src/conformance/scenario/signals.ts';
import { emptyLists, listsShown, type ShownList } from '../../../src/conformance/state/access-lists.ts';
import type { Party, World } from '../../support/world.ts';

/** A list as GetBlockedList-Response shows it. */
export async function shownList(world: World, owner: Party, name: 'BlockList' | 'GrantList'): Promise<ShownList> {
  const answer = await owner.client.request('GetBlockedList-Request', {});
  const { blocked, granted } = listsShown(world.version, answer.as('GetBlockedList-Response'));
  return name === 'BlockList' ? blocked : granted;
}

/**
 * Makes sure that both lists are empty and out of use before a scenario changes them: other entries would decide instead of
 * its own. Existing entries are removed; if that fails, the scenario is inconclusive.
 */
export async function startClean(world: World, owner: Party): Promise<void> {
  if (!world.claims('IMPS-CSP-S-GLBLU')) return;
  if (world.run.memory.has(`lists of ${owner.key} are looked at`)) return;
  world.keep(`lists of ${owner.key} are looked at`, true);
  const remains = await world.prerequisite('CSP-ACL-001', () => emptyLists(owner.client));
  if (remains === undefined) return;
  const left = `the access lists of ${owner.user}`;
  const message = `${left} are not empty before the scenario, and cannot be emptied: ${remains}`;
  throw new Inconclusive({ kind: 'leftover', left, by: 'earlier scenarios or runs', message });
}
