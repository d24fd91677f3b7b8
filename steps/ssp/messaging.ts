/** Messages between a domain of the tester and the server: what of them came to whom. */
import { forUser } from '../../src/peer/meta.ts';
import type { Received } from '../../src/peer/types.ts';
import { sspPrimitive } from '../../src/protocol/ssp/envelope.ts';
import type { SspValue } from '../../src/protocol/ssp/types.ts';
import { octetsOf, sameType } from '../support/content-text.ts';
import { collectAll, textOf } from '../support/messages.ts';
import { messageId, messageTo } from '../support/peers.ts';
import { sameUser } from '../support/users.ts';
import { lookFor } from '../support/waits.ts';
import type { Party, PeerActor, World } from '../support/world.ts';

type Message = SspValue<'SendMessageRequest'>;

/** Content of a message of SSP as text. */
export function textIn({ ContentData }: Message): string {
  const { encoding, value } = ContentData;
  const text = encoding === 'base64' ? Buffer.from(value.replaceAll(/\s/g, ''), 'base64').toString('utf8') : value;
  return text.replace(/^\r?\n/, '').replace(/\r?\n$/, '');
}

/** The users that a text was sent to, in as many messages as it took; repeats of a request do not count. */
export function usersSent(world: World, { peer }: PeerActor, label: string): readonly string[] {
  return peer.received.flatMap(({ name, value, repeated }) => {
    if (name !== 'SendMessageRequest' || repeated) return [];
    const message = value as Message;
    if (textIn(message) !== textOf(world, label)) return [];
    return message.MessageInfo.Recipient.map((to) => to.User?.userID ?? JSON.stringify(to));
  });
}

/** The users of one domain that a message has to come to, and no others, each once. */
export async function expectSentTo(world: World, actor: PeerActor, label: string, wanted: readonly string[]) {
  await actor.arrival(() => usersSent(world, actor, label).length >= wanted.length);
  await actor.settle();
  const came = usersSent(world, actor, label);
  const fits = came.length === wanted.length && wanted.every((user) => came.some((one) => sameUser(one, user)));
  world.expect.that(fits, `sent to ${wanted.join(', ')}`, `sent to ${came.join(', ') || 'nobody'}`);
}

/** Content of which each octet counts: characters that markup and encodings change, and a type of its own. */
const NOTE = { type: 'text/x-vCard', text: 'BEGIN:VCARD\r\nVERSION:2.1\r\nN:Zo\u00eb;A & B <c>\r\nEND:VCARD\r\n' };

/** Sends the note as text or in base64. */
export async function sendNote(world: World, actor: PeerActor, to: Party, base64: boolean): Promise<void> {
  const { MessageInfo, ...rest } = messageTo(world, actor, { label: 'note', to: [to.user] });
  const octets = Buffer.from(NOTE.text, 'utf8');
  const value = {
    ...rest,
    MessageInfo: { ...MessageInfo, contentType: NOTE.type, contentSize: octets.length },
    ContentData: {
      contentType: NOTE.type,
      ...(base64 ? { encoding: 'base64' as const, value: octets.toString('base64') } : { value: NOTE.text }),
    },
  };
  world.keep('peer:answer', await actor.request('SendMessageRequest', value));
}

export async function expectNote(world: World, actor: PeerActor, party: Party): Promise<void> {
  const id = messageId(world, actor, 'note');
  const waited = await lookFor(world, party, 'NewMessage', async () => {
    const all = await collectAll(world, party);
    return all.find(({ info }) => info.MessageID === id) ?? all.at(-1);
  });
  const { found } = waited;
  if (found === undefined) return world.fail(`the note for ${party.name}`, `no message ${waited.within}`);
  const bare = (text: string) => text.replaceAll('\r\n', '\n').trim();
  const came = Buffer.from(octetsOf(world, found.info, found.data ?? '')).toString('utf8');
  // Plain text between elements of XML has its line ends unified on the way.
  world.expect.equal('content', bare(came), bare(NOTE.text), world.place(found.by, 'ContentData'));
  const type = found.info.ContentType;
  world.expect.that(
    sameType(type, NOTE.type),
    `ContentType ${NOTE.type}`,
    `ContentType ${type ?? 'missing'}`,
    world.place(found.by, 'MessageInfo/ContentType'),
  );
}

/** Reports of a message that have come to the peer. */
export function reportsAt({ peer }: PeerActor, id: string): readonly SspValue<'DeliveryStatusReport'>[] {
  return peer.received.flatMap(({ name, value }) => {
    const report = value as SspValue<'DeliveryStatusReport'>;
    return name === 'DeliveryStatusReport' && report.MessageInfo.messageID === id ? [report] : [];
  });
}

/** Reports to the server that a message of its user was delivered. */
export async function reportDelivered(actor: PeerActor, { value }: Received<'SendMessageRequest'>): Promise<void> {
  const [to] = value.MessageInfo.Recipient;
  const { user } = actor;
  await actor.request('DeliveryStatusReport', {
    MetaInfo: forUser(to?.User?.userID ?? user('Z'), actor.domain),
    DeliveryResult: { Status: { code: 200 } },
    DeliveryTime: value.MessageInfo.DateTime.value,
    MessageInfo: value.MessageInfo,
  });
}

/** The peer answers every message with a failure. */
export function refuseMessages({ peer }: PeerActor, code: number): void {
  peer.respond('SendMessageRequest', ({ value }) =>
    sspPrimitive('SendMessageResponse', { messageID: value.MessageInfo.messageID ?? '', Status: { code } }),
  );
}
