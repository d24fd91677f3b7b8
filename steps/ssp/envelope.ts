/** Documents of the peer that are unusual, and the content of those of the server. */

import type { Received } from '../../src/peer/types.ts';
import { wireNames } from '../../src/protocol/ssp/dialect.ts';
import { type SspTransaction, sealSsp, sspPrimitive } from '../../src/protocol/ssp/envelope.ts';
import { writeSsp } from '../../src/protocol/ssp/write.ts';
import { sendMessage, textMessage, toUser } from '../support/messages.ts';
import { messageTo, postLoosely } from '../support/peers.ts';
import type { Party, PeerActor, World } from '../support/world.ts';

/** A message for a user of the server, as a transaction of a document. */
export function messageIn(
  world: World,
  peer: PeerActor,
  to: Party,
  label: string,
  id: string | undefined,
): SspTransaction {
  const primitive = sspPrimitive('SendMessageRequest', messageTo(world, peer, { label, to: [to.user] }));
  return { mode: 'Request', id, primitive };
}

/** Posts transactions in one document of the open session; nobody waits for answers. */
export async function postTogether(peer: PeerActor, transactions: readonly SspTransaction[]): Promise<void> {
  const { ownHalf: sessionId } = await peer.session();
  await postLoosely(peer, { kind: 'session', version: peer.version, sessionId, transactions });
}

/** The octets of a message with an attribute and a last child that no version of SSP has. */
export async function withUnknownParts(
  world: World,
  peer: PeerActor,
  to: Party,
  label: string,
  id: string,
): Promise<string> {
  const { ownHalf: sessionId } = await peer.session();
  const transactions = [messageIn(world, peer, to, label, id)];
  const { dialect } = peer.ssp;
  const document = sealSsp({ kind: 'session', version: peer.version, sessionId, transactions });
  const name = wireNames(dialect).element('SendMessageRequest');
  return new TextDecoder()
    .decode(writeSsp(document, dialect))
    .replace(`<${name} `, `<${name} priority="high" `)
    .replace(`</${name}>`, `<Priority><Level>high</Level></Priority></${name}>`);
}

/** A text that XML has to escape and that needs more than one octet for many of its letters. */
export function difficultText(world: World): string {
  return world.recall('difficult text', () => `<b>&amp; "Grüße" & 'καλημέρα' 日本 ${world.name('text')}`);
}

export async function sendDifficultText(world: World, from: Party, to: string): Promise<void> {
  world.expect.success(await sendMessage(world, from, textMessage(from, toUser(to), difficultText(world))));
}

/** The octets of a content, its encoding undone. */
export function contentOctets({ value }: Received<'SendMessageRequest'>): Uint8Array {
  const { ContentData } = value;
  return Buffer.from(ContentData.value, ContentData.encoding === 'base64' ? 'base64' : 'utf8');
}
