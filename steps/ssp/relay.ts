/** Requests that a server passes on, or has to refuse. */

import type { ProvidedService } from '../../src/conformance/ics/ssp.ts';
import type { PeerNumber } from '../../src/conformance/scenario/peers.ts';
import { forUser } from '../../src/peer/meta.ts';
import { type SspPrimitiveName, sealSsp, sspPrimitive } from '../../src/protocol/ssp/envelope.ts';
import { writeSsp } from '../../src/protocol/ssp/write.ts';
import { sendText, toUser } from '../support/messages.ts';
import { messageTo } from '../support/peers.ts';
import { getPresence } from '../support/publishing.ts';
import type { PeerActor, World } from '../support/world.ts';
import { joinsAfar } from './groups.ts';

const KNOWN = 'GetGroupMemberRequest';
export const UNKNOWN = 'BogusRequest';

/** A domain that neither the server nor the tester knows. */
export function thirdDomain({ domain }: PeerActor): string {
  return `third-${domain}`;
}

/** Sends a request of a name that SSP does not have, under an identifier of one's own. */
export async function sendUnknown(world: World, { peer, user, version, home, until }: PeerActor, id: string) {
  const groupID = `wv:/${world.name('none')}@${home}`;
  const primitive = sspPrimitive(KNOWN, { groupID, MetaInfo: forUser(user('Z')) });
  const transactions = [{ mode: 'Request', id, primitive }] as const;
  const sessionId = peer.sessions.find(({ domain }) => domain === home.toLowerCase())?.ownHalf;
  const octets = writeSsp(sealSsp({ kind: 'session', version, sessionId, transactions }), peer.dialect);
  const text = new TextDecoder().decode(octets).replaceAll(KNOWN, UNKNOWN);
  await until(peer.postRaw(home, text));
}

/** A message for a user of a third domain, from Z. */
export function messageForThird(world: World, peer: PeerActor) {
  return messageTo(world, peer, { label: 'astray', to: [`wv:${world.name('nobody')}@${thirdDomain(peer)}`] });
}

/** The peer that provides a service for the user served elsewhere. */
export async function providing(world: World): Promise<PeerActor> {
  const index = world.ixit.ssp?.peers.findIndex(({ provides }) => provides !== undefined) ?? -1;
  if (index < 0)
    return world.untestable('ixit.ssp.peers[].provides', 'a service that another domain provides is needed');
  return world.peer((index + 1) as PeerNumber);
}

const REQUESTS = {
  groups: 'JoinGroupRequest',
  messages: 'SendMessageRequest',
  presence: 'GetPresenceRequest',
} as const satisfies Record<ProvidedService, SspPrimitiveName>;

const provided = (world: World): ProvidedService =>
  world.ixit.ssp?.peers.find(({ provides }) => provides !== undefined)?.provides ?? 'groups';

/** The request that has to come to the domain that provides the service. */
export function requestElsewhere(world: World): (typeof REQUESTS)[ProvidedService] {
  return REQUESTS[provided(world)];
}

/** Asks for a service within the own domain, on behalf of a user whom another domain serves. */
export async function asksElsewhere(world: World, { peer }: PeerActor): Promise<void> {
  const party = world.party('elsewhere');
  const to = world.party('A').user;
  peer.respond('JoinGroupRequest', () => sspPrimitive('JoinGroupResponse', { Status: { code: 200 } }));
  peer.respond('LeaveGroupRequest', () => sspPrimitive('Status', { code: 200 }));
  const service = provided(world);
  if (service === 'groups') await joinsAfar(world, party, world.addressOf(party, world.name('group')));
  else if (service === 'messages') await sendText(world, party, toUser(to), 'elsewhere');
  else await getPresence(world, party, { whom: 'A' });
}
