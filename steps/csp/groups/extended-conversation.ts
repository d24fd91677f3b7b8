/** Extended conversations in scenarios (1.3). */

import type { Answer } from '../../../src/client/answers.ts';
import type { Client } from '../../../src/client/types.ts';
import { draft } from '../../../src/protocol/messages/any-version.ts';
import type { Value } from '../../../src/protocol/messages/infer.ts';
import { lookFor } from '../../support/waits.ts';
import type { Party, World } from '../../support/world.ts';

/** The ExtendConversationID of the request of this scenario. */
export function conversationId(world: World): string {
  return world.name('talk');
}

/** The conversation in the answer; nothing where it is another primitive. */
export function extended(answer: Answer): Partial<Value<'ExtendConversation-Response'>> {
  return answer.primitive.name === 'ExtendConversation-Response' ? answer.as('ExtendConversation-Response') : {};
}

/** Takes a further user into the conversation with a partner. The group that comes of it is deleted at the end. */
export async function extend(world: World, party: Party, partner: Party, further: string): Promise<Answer> {
  const answer = await world.ask(party, {
    name: 'ExtendConversation-Request',
    value: draft('ExtendConversation-Request', {
      ExtendConversationID: conversationId(world),
      UserIDList: { UserID: [further] },
      ExtendConversationUser: { UserID: partner.user },
    }),
  });
  const { GroupID } = extended(answer);
  if (GroupID !== undefined) {
    world.cleanUp('end the conversation', async () => {
      for (const key of ['B', 'C', 'A']) {
        const { client } = world.party(key);
        if (client.session.sessionId === undefined) continue;
        await client.drain();
        await decline(client, party.user, GroupID);
        await client.request('LeaveGroup-Request', { GroupID });
      }
      if (world.claims('IMPS-CSP-S-DELGR')) await party.client.request('DeleteGroup-Request', { GroupID });
    });
  }
  return answer;
}

const leadsTo = (groupId: string) => (value: { readonly GroupID?: string | undefined }) =>
  value.GroupID?.toLowerCase() === groupId.toLowerCase();

/** Answers the invitations to a group with no, so that none stays open. */
async function decline(client: Client, inviter: string, groupId: string): Promise<void> {
  for (const { value } of client.inbox.of('InviteUser-Request')) {
    if (!leadsTo(groupId)(value)) continue;
    await client.request(
      'InviteUser-Response',
      draft('InviteUser-Response', {
        InviteID: value.InviteID,
        Acceptance: false,
        Sender: { User: { UserID: client.userId } },
        Recipient: { User: [{ UserID: inviter }] },
      }),
    );
  }
}

/** True if a party was invited to a group, after as much time as a notification may take. */
export async function isInvited(world: World, party: Party, groupId: string): Promise<boolean> {
  const here = leadsTo(groupId);
  const { found } = await lookFor(world, party, 'InviteUser-Request', async () => {
    await party.client.drain();
    return party.client.inbox.of('InviteUser-Request').find(({ value }) => here(value));
  });
  return found !== undefined;
}
