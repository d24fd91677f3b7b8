/** The delivery of messages, and of pictures, to a client: capability negotiation decides about it. */
import type { Answer, Received } from '../../../src/client/answers.ts';
import type { Value } from '../../../src/protocol/messages/infer.ts';
import { readable } from '../../support/content-text.ts';
import { sendMessage, textOf, toUser } from '../../support/messages.ts';
import { sameUser } from '../../support/presence.ts';
import { lookFor } from '../../support/waits.ts';
import type { Party, World } from '../../support/world.ts';

/** A PNG of one pixel, in BASE64. */
const IMAGE = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

const octets = (base64: string) => Buffer.from(base64, 'base64');

/** Sends the image; the answer is the last one of the world. */
export async function sendImage(world: World, from: Party, to: Party): Promise<Answer> {
  const value = {
    DeliveryReport: false,
    MessageInfo: {
      ContentType: 'image/png',
      ContentEncoding: 'BASE64',
      ContentSize: octets(IMAGE).length,
      Recipient: toUser(to.user),
      Sender: { User: { UserID: from.user } },
    },
    ContentData: IMAGE,
  };
  const answer = await sendMessage(world, from, value);
  world.keep('image sent', answer.exchange.number);
  return answer;
}

/** The way a message came: pushed with its content, or announced. */
export type Arrival = Received<'NewMessage'> | Received<'MessageNotification'>;

function isFrom(info: Value<'MessageInfo'>, sender: Party): boolean {
  const user = info.Sender?.User?.UserID;
  return user !== undefined && sameUser(user, sender.user);
}

/** Messages that came for a party from a sender since an exchange: pushes that fit, and announcements. */
function arrivals(
  party: Party,
  sender: Party,
  since: number,
  fits: (pushed: Value<'NewMessage'>) => boolean,
): readonly Arrival[] {
  const { inbox } = party.client;
  const pushed = inbox.of('NewMessage').filter(({ value }) => isFrom(value.MessageInfo, sender) && fits(value));
  const announced = inbox.of('MessageNotification').filter(({ value }) => isFrom(value.MessageInfo, sender));
  const came = [...pushed, ...announced].filter(({ exchange }) => exchange.number > since);
  return came.sort((a, b) => a.exchange.number - b.exchange.number);
}

/** Waits until something of that kind comes that the sender sent last, pushed or announced; fails where nothing comes. */
async function arrival(
  world: World,
  party: Party,
  sender: Party,
  what: string,
  fits: (pushed: Value<'NewMessage'>) => boolean,
): Promise<Arrival> {
  const since = sender.answer?.exchange.number ?? 0;
  const waited = await lookFor(world, party, 'NewMessage', async () => {
    await party.client.drain();
    return arrivals(party, sender, since, fits)[0];
  });
  return waited.found ?? world.fail(`${what} for ${party.name}, pushed or announced`, `neither ${waited.within}`);
}

/** The text of a label on its way to a party, pushed or announced. */
export function arrivalOfText(world: World, party: Party, sender: Party, label: string): Promise<Arrival> {
  const text = textOf(world, label);
  return arrival(
    world,
    party,
    sender,
    'the text',
    ({ MessageInfo, ContentData }) => readable(world, MessageInfo, ContentData) === text,
  );
}

function isImage(info: Value<'MessageInfo'>): boolean {
  return info.ContentType?.toLowerCase().startsWith('image/') === true;
}

/** The pushes of pictures that a party got since the image was sent. */
export function pushedImages(world: World, party: Party): readonly Received<'NewMessage'>[] {
  const since = world.kept<number>('image sent');
  return party.client.inbox
    .of('NewMessage')
    .filter(({ value, exchange }) => isImage(value.MessageInfo) && exchange.number > since);
}

/** The image as it came, fetched where it was only announced. */
export async function receiveImage(
  world: World,
  party: Party,
  sender: Party,
): Promise<{ readonly info: Value<'MessageInfo'>; readonly data: string | undefined }> {
  const by = await arrival(world, party, sender, 'the image', ({ MessageInfo }) => isImage(MessageInfo));
  if (by.name === 'NewMessage') {
    const { MessageInfo, ContentData } = by.value;
    return { info: MessageInfo, data: ContentData };
  }
  const { MessageID = '' } = by.value.MessageInfo;
  const answer = await world.ask(party, { name: 'GetMessage-Request', value: { MessageID } });
  const { MessageInfo, ContentData } = world.expect.primitive(answer, 'GetMessage-Response', 200);
  await party.client.request('MessageDelivered', { MessageID });
  return { info: MessageInfo, data: ContentData };
}

/** Is this the image that was sent? White space inside BASE64 does not count. */
export function isTheImage(data: string): boolean {
  return octets(data.replaceAll(/\s/g, '')).equals(octets(IMAGE));
}

/** Is this BASE64? White space inside does not count. */
export function isBase64(data: string): boolean {
  return /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(data.replaceAll(/\s/g, ''));
}
