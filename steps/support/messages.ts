/** Instant messages in scenarios: sending a text, getting one in whichever way the server delivers it. */
import type { Answer } from '../../src/client/answers.ts';
import type { Received } from '../../src/client/inbox.ts';
import { HarnessError } from '../../src/conformance/run/signals.ts';
import type { Value } from '../../src/protocol/model/infer.ts';
import type { Party, World } from './world.ts';

type Recipient = Value<'Recipient'>;

/** The text a scenario calls by a label, with a mark that keeps it apart from the texts of other scenarios. */
export function textOf(world: World, label: string): string {
  return world.recall(`text:${label}`, () => `${label} [${world.name('text')}]`);
}

export function toUser(...users: readonly string[]): Recipient {
  return { User: users.map((UserID) => ({ UserID })) } as Recipient;
}

export interface TextOptions {
  readonly report?: boolean;
  /** Seconds. */
  readonly validity?: number;
  readonly sender?: Value<'Sender'>;
}

/** A SendMessage-Request with plain text. */
export function textMessage(
  from: Party,
  recipient: Recipient,
  text: string,
  options: TextOptions = {},
): Value<'SendMessage-Request'> {
  const { report = false, validity, sender = { User: { UserID: from.user } } as Value<'Sender'> } = options;
  return {
    DeliveryReport: report,
    MessageInfo: {
      ContentType: 'text/plain',
      ContentSize: new TextEncoder().encode(text).length,
      Recipient: recipient,
      Sender: sender,
      ...(validity === undefined ? {} : { Validity: validity }),
    },
    ContentData: text,
  } as Value<'SendMessage-Request'>;
}

/** Sends a text; the answer is the last one of the world. */
export async function sendText(
  world: World,
  from: Party,
  recipient: Recipient,
  label: string,
  options?: TextOptions,
): Promise<Answer> {
  const value = textMessage(from, recipient, textOf(world, label), options);
  const answer = await world.ask(from, { name: 'SendMessage-Request', value });
  if (answer.success) forgetAtEnd(world);
  return answer;
}

/** What a scenario sends is collected by its recipients at the end, so that it does not wait for other scenarios. */
export function forgetAtEnd(world: World): void {
  world.recall('messages are collected', () => {
    world.cleanUp('collect messages', async () => {
      for (const key of ['A', 'B', 'C', 'D']) {
        const { client } = world.party(key);
        if (client.session.sessionId === undefined) continue;
        client.respond('NewMessage');
        await collect(world.party(key));
        if (world.claims('IMPS-CSP-S-GETLM')) await confirmListed(world.party(key));
      }
    });
    return true;
  });
}

/** Confirms whatever still waits for a party. */
async function confirmListed({ client }: Party): Promise<void> {
  const answer = await client.request('GetMessageList-Request', {});
  const value = answer.primitive.value as {
    readonly MessageInfo?: readonly Value<'MessageInfo'>[];
    readonly MessageInfoList?: { readonly MessageInfo?: readonly Value<'MessageInfo'>[] };
  };
  for (const { MessageID } of value.MessageInfo ?? value.MessageInfoList?.MessageInfo ?? []) {
    if (MessageID !== undefined) await client.request('MessageDelivered', { MessageID });
  }
}

/** A message in the hands of its recipient. */
export interface Delivered {
  readonly info: Value<'MessageInfo'>;
  readonly content: string | undefined;
  /** The transaction that brought or announced it. */
  readonly by: Received<'NewMessage'> | Received<'MessageNotification'>;
}

/** What came for a party so far and was not looked at, messages that were only announced fetched. */
async function collect(party: Party): Promise<Delivered[]> {
  const { client } = party;
  const came: Delivered[] = [];
  for (let by = client.inbox.take('NewMessage'); by !== undefined; by = client.inbox.take('NewMessage')) {
    came.push({ info: by.value.MessageInfo, content: by.value.ContentData, by });
  }
  const next = () => client.inbox.take('MessageNotification');
  for (let by = next(); by !== undefined; by = next()) {
    const id = by.value.MessageInfo.MessageID;
    if (id === undefined) continue;
    const answer = await client.request('GetMessage-Request', { MessageID: id });
    if (answer.primitive.name !== 'GetMessage-Response') continue;
    const { MessageInfo, ContentData } = answer.as('GetMessage-Response');
    await client.request('MessageDelivered', { MessageID: id });
    came.push({ info: MessageInfo, content: ContentData, by });
  }
  return came;
}

/** The messages a party got in this scenario, in the order in which they came. */
function got(world: World, party: Party): Delivered[] {
  return world.recall(`messages of ${party.key}`, () => [] as Delivered[]);
}

/** Everything the server has for a party, until a poll brings nothing. */
export async function collectAll(world: World, party: Party): Promise<readonly Delivered[]> {
  const all = got(world, party);
  for (;;) {
    await party.client.drain();
    const came = await collect(party);
    all.push(...came);
    if (came.length === 0) return all;
  }
}

/** What a party got so far, without asking the server. */
export function messagesSoFar(world: World, party: Party): readonly Delivered[] {
  return got(world, party);
}

/**
 * Waits for the message with a text, delivered in whichever way; others that come before are kept.
 * Fails when it does not come within `timers.notification`.
 */
export async function getText(world: World, party: Party, label: string): Promise<Delivered> {
  const text = textOf(world, label);
  const all = got(world, party);
  const find = () => all.find((message) => message.content === text);
  const { notification } = world.ixit.timers;
  const slice = Math.max(250, Math.min(notification, 1_000));
  for (let waited = 0; ; waited += slice) {
    await collectAll(world, party);
    const found = find();
    if (found !== undefined) return found;
    if (waited >= notification) break;
    await letPass(party, slice);
  }
  const others = all.map((message) => `"${message.content ?? 'no content'}"`).join(', ') || 'no message';
  return world.fail(
    `the text "${text}" for ${party.name}`,
    `${others} within ${notification} ms (timers.notification)`,
  );
}

/** Lets time pass as the client does: polling as often as it may. Whatever comes stays in the inbox. */
export async function letPass(party: Party, bound: number): Promise<void> {
  try {
    await party.client.waitFor('NewMessage', { bound, where: () => false });
  } catch (error) {
    if (!(error instanceof Error && error.name === 'TransportError' && 'wait' in error)) throw error;
  }
}

/** Which message of a party a text was, from 0. */
export function indexOfText(world: World, party: Party, label: string): number {
  const index = got(world, party).findIndex((message) => message.content === textOf(world, label));
  if (index < 0) throw new HarnessError(`a step asks for the place of the text "${label}", which did not come`);
  return index;
}
