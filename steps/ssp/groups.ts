/** Groups between a domain of the tester and the server. */
import { forUser } from '../../src/peer/meta.ts';
import type { PeerAnswer, Received } from '../../src/peer/types.ts';
import type { SspValue } from '../../src/protocol/ssp/types.ts';
import { TransportError } from '../../src/transport/types.ts';
import { joinGroup } from '../support/groups.ts';
import { textOf } from '../support/messages.ts';
import { messageTo } from '../support/peers.ts';
import { sameUser } from '../support/users.ts';
import type { Party, PeerActor, World } from '../support/world.ts';
import { textIn } from './messaging.ts';

export interface Visit {
  readonly user: string;
  readonly group: string;
  readonly asks?: boolean;
}

/** A user of the peer joins; the group is left with the scenario. */
export async function joinFromAfar(world: World, actor: PeerActor, { user, group, asks = false }: Visit) {
  const MetaInfo = forUser(user, actor.domain);
  const [name = 'visitor'] = user.slice('wv:'.length).split('@');
  const answer = await actor.request('JoinGroupRequest', {
    groupID: group,
    joinedListRequest: asks,
    subscribeNotif: false,
    MetaInfo,
    ScreenName: { groupID: group, value: world.name(name) },
  });
  if (answer.success) {
    world.cleanUp('leave the group from afar', async () => {
      if (actor.peer.sessions.length > 0) await actor.request('LeaveGroupRequest', { groupID: group, MetaInfo });
    });
  }
  return answer;
}

type OfGroup =
  | 'LeaveGroupRequest'
  | 'SubscribeGroupChangeRequest'
  | 'UnsubscribeGroupChangeRequest'
  | 'GetGroupSubStatusRequest';

/** A request about a group that has nothing but the group. */
export function askOfGroup(actor: PeerActor, name: OfGroup, { user, group }: Visit): Promise<PeerAnswer> {
  return actor.request(name, { groupID: group, MetaInfo: forUser(user, actor.domain) });
}

/** Sends a text to a group of the server. */
export function writeToGroup(world: World, actor: PeerActor, { user, group }: Visit, label: string) {
  const { MessageInfo, ...rest } = messageTo(world, actor, { label, from: user, to: [] });
  const info = { ...MessageInfo, Recipient: [{ GroupID: { groupID: group } }] };
  return actor.request('SendMessageRequest', { ...rest, MessageInfo: info });
}

/** Messages with a text that came to the peer, whatever they went through. */
export function copiesOf(world: World, { peer }: PeerActor, label: string): readonly Received<'SendMessageRequest'>[] {
  const all = peer.received.filter(({ name, repeated }) => name === 'SendMessageRequest' && !repeated);
  const messages = all as readonly Received<'SendMessageRequest'>[];
  return messages.filter(({ value }) => textIn(value) === textOf(world, label));
}

/** A message that came through a group, for a user of the peer. */
export async function throughGroup(world: World, actor: PeerActor, { user, group }: Visit, label: string) {
  const isIt = ({ value: { MessageInfo } }: Received<'SendMessageRequest'>) =>
    sameUser(MessageInfo.Sender.GroupID?.groupID ?? '', group) &&
    MessageInfo.Recipient.some(({ User }) => sameUser(User?.userID ?? '', user));
  await actor.arrival(() => copiesOf(world, actor, label).some(isIt));
  const copies = copiesOf(world, actor, label);
  const found = copies.find(isIt);
  if (found !== undefined) return world.expect.came(found);
  const seen = copies.map(({ value }) => JSON.stringify(value.MessageInfo.Sender)).join(', ') || 'nothing';
  return world.fail(`the text "${label}" for ${user} with the sender ${group}`, seen);
}

type Notice = SspValue<'GroupChangeNotice'>;

/** Notices about a group for a user of the peer. */
export function noticesAt({ peer }: PeerActor, { user, group }: Visit): readonly Received<'GroupChangeNotice'>[] {
  const all = peer.received.filter(({ name }) => name === 'GroupChangeNotice');
  const notices = all as readonly Received<'GroupChangeNotice'>[];
  return notices.filter(
    ({ value }) => sameUser(value.groupID, group) && value.User.some(({ userID }) => sameUser(userID, user)),
  );
}

export const joinedIn = ({ Joined }: Notice): readonly string[] => Joined?.Name ?? [];
export const leftIn = ({ Left }: Notice): readonly string[] => Left?.Name ?? [];

/** A client joins a group that another domain serves, and leaves it with the scenario; it may never get an answer. */
export async function joinsAfar(world: World, party: Party, group: string): Promise<void> {
  world.cleanUp('leave the group of the peer', async () => {
    if (party.client.session.sessionId === undefined) return;
    await party.client.request('LeaveGroup-Request', { GroupID: group });
  });
  try {
    await joinGroup(world, party, group, { screenName: world.name('own') });
  } catch (error) {
    // The peer's side is looked at: a client whose answer never comes shows nothing by itself.
    if (!(error instanceof TransportError) || error.fault !== 'timeout') throw error;
  }
}
