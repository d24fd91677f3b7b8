/** Joins to groups of the peer, answered by hand, and the news of them that clients get. */
import type { Answer } from '../../src/client/answers.ts';
import { type SspPrimitive, sspPrimitive } from '../../src/protocol/ssp/envelope.ts';
import { groupOf, joinGroup } from '../support/groups.ts';
import { lookFor } from '../support/waits.ts';
import type { Party, PeerActor, World } from '../support/world.ts';

/** The answer of the peer to a join, by the code. */
export function joinAnswer(code: number): SspPrimitive {
  return code === 200 ? sspPrimitive('JoinGroupResponse', { Status: { code } }) : sspPrimitive('Status', { code });
}

export interface AnsweredJoin {
  readonly party: Party;
  readonly code: number;
}

/** Parties join a group of the peer at the same time; the peer answers them one after the other, in that order. */
export async function joinsAnswered(
  world: World,
  actor: PeerActor,
  label: string,
  joins: readonly AnsweredJoin[],
): Promise<void> {
  const { peer, until } = actor;
  const waiting = new Map<string, (answer: SspPrimitive) => void>();
  peer.respond('JoinGroupRequest', ({ value }) => {
    const user = value.MetaInfo.Requestor.User?.userID.toLowerCase() ?? '';
    return new Promise((resolve) => waiting.set(user, resolve));
  });
  const group = groupOf(world, label);
  const asked = joins.map(({ party }) => {
    world.cleanUp('leave the group of the peer', async () => {
      if (party.client.session.sessionId === undefined) return;
      await party.client.request('LeaveGroup-Request', { GroupID: group });
    });
    return joinGroup(world, party, group, { screenName: world.name(`name${party.key}`) });
  });
  const settled = Promise.allSettled(asked);
  const answerer = ({ party }: AnsweredJoin) => waiting.get(party.user.toLowerCase());
  await actor.arrival(() => joins.every((join) => answerer(join) !== undefined));
  for (const join of joins) {
    const answer = answerer(join) ?? world.fail(`JoinGroupRequest of ${join.party.user}`, 'none at the peer');
    answer(joinAnswer(join.code));
    await actor.settle();
  }
  const answers = await until(settled);
  for (const [i, { party }] of joins.entries()) {
    const outcome = answers[i];
    if (outcome?.status === 'rejected') throw outcome.reason;
    if (outcome !== undefined) world.keep(`join of ${party.key}`, outcome.value);
  }
}

/** The code that a client is told of its join: in the answer, or later where the answer said that it is under way. */
export async function toldOfJoin(world: World, party: Party): Promise<number | undefined> {
  const answer = world.kept<Answer>(`join of ${party.key}`);
  if (answer.code !== 101) return answer.code ?? 200;
  const { client } = party;
  const waited = await lookFor(world, party, 'JoinGroup-Response', async () => {
    await client.drain();
    if (client.inbox.of('JoinGroup-Response').length > 0) return 200;
    return client.inbox.of('Status')[0]?.value.Result.Code;
  });
  return waited.found;
}
