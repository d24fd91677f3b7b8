/** Polling in scenarios. */
import type { Reply } from '../../src/client/answers.ts';
import type { TreeNode } from '../../src/protocol/model/tree.ts';
import { collectAll } from './messages.ts';
import { letPass, lookFor } from './waits.ts';
import type { Party, World } from './world.ts';

/** Polls until a poll brings nothing and announces nothing; returns the reply to that one. */
export async function pollUntilNothing(world: World, party: Party): Promise<Reply> {
  await collectAll(world, party);
  for (let count = 0; count < 20; count++) {
    const reply = await party.client.poll();
    if (reply.initiated.length === 0) return reply;
    await collectAll(world, party);
  }
  return world.fail('an end of what waits', 'more after every poll');
}

/** Polls that leave what they bring unanswered; again while nothing came at all, until `timers.notification` is over. */
export async function pollWithout(world: World, party: Party, times: number): Promise<void> {
  await lookFor(world, party, 'NewMessage', async () => {
    for (let count = 0; count < times; count++) {
      world.keepReply(party, await party.client.poll({ respond: false, unqueued: true }));
    }
    return party.client.inbox.all[0];
  });
}

/** Sends KeepAlive-Requests until the server says that something waits, at most for `timers.notification`. */
export async function keepAliveUntilPollFlag(world: World, party: Party): Promise<void> {
  const { notification } = world.ixit.timers;
  for (let waited = 0; waited <= notification; waited += 500) {
    const answer = await world.ask(party, { name: 'KeepAlive-Request', value: {} });
    if (answer.reply.envelope?.poll === true) return;
    const waits = answer.reply.initiated.length > 0;
    if (waits) return world.note('the waiting transaction came with the answer');
    if (waited + 500 <= notification) await pauseWithoutPolling(world);
  }
  const reply = await party.client.poll();
  world.expect.that(
    reply.initiated.length === 0,
    'Poll T while something waits',
    'no Poll T, and the next poll brought it',
  );
  await letPass(party, 1);
  world.fail('something that waits', `nothing within ${notification / 1000} s (IXIT timers.notification)`);
}

/** Half a second passes without a poll, where the clock can be moved; elsewhere the round trip has to do. */
async function pauseWithoutPolling(world: World): Promise<void> {
  if (world.can('clock')) await world.pass(0.5);
}

/** The elements Poll stands in, from the root down. */
export function pollFlagPlaces(tree: TreeNode | undefined): readonly string[] {
  if (tree === undefined) return [];
  return tree.children.flatMap((child) => [...(child.name === 'Poll' ? [tree.name] : []), ...pollFlagPlaces(child)]);
}
