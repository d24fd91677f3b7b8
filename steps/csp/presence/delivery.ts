/** Notifications of a publisher whose version has elements that the watcher's version lacks. */
import type { TreeNode } from '../../../src/protocol/model/tree.ts';
import { notifications } from '../../support/presence.ts';
import { elementsIn } from '../../support/trees.ts';
import { lookFor } from '../../support/waits.ts';
import type { Party, World } from '../../support/world.ts';

/** Parts of ClientInfo that came with 1.3. */
const LATER_PARTS: ReadonlySet<string> = new Set([
  'ClientContentLimit',
  'ClientIMPriority',
  'ApplicationID',
  'ClientID',
]);

const textOf = (node: TreeNode, name: string) => node.children.find((child) => child.name === name)?.text?.trim();

/** Waits for a notification of ClientInfo of an older version with these parts; fails if none comes, or if it has later ones. */
export async function toldOlderClientInfo(
  world: World,
  watcher: Party,
  wanted: Readonly<Record<string, string>>,
): Promise<void> {
  const waited = await lookFor(world, watcher, 'PresenceNotification-Request', async () => {
    await watcher.client.drain();
    for (const entry of notifications(watcher)) {
      for (const info of elementsIn(entry.read?.tree, 'ClientInfo')) {
        if (Object.entries(wanted).every(([name, value]) => textOf(info, name) === value)) return { entry, info };
      }
    }
    return undefined;
  });
  const named = Object.entries(wanted).map(([name, value]) => `${name} ${value}`);
  if (waited.found === undefined) {
    return world.fail(`a notification of ClientInfo with ${named.join(', ')}`, `none ${waited.within}`);
  }
  const { entry, info } = waited.found;
  const later = info.children.map(({ name }) => name).filter((name) => LATER_PARTS.has(name));
  world.expect.equal('parts of ClientInfo that its version lacks', later, [], world.place(entry, 'Presence'));
}
