/** Requests that a server passes on, or has to refuse. */
import { forUser } from '../../src/peer/meta.ts';
import { sealSsp, sspPrimitive } from '../../src/protocol/ssp/envelope.ts';
import { writeSsp } from '../../src/protocol/ssp/write.ts';
import { messageTo } from '../support/peers.ts';
import type { PeerActor, World } from '../support/world.ts';

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
