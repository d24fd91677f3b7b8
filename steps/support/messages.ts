/** Instant messages in scenarios: sending a text, getting one in whichever way the server delivers it. */
import type { Answer, Received } from '../../src/client/answers.ts';
import type { SendOptions } from '../../src/client/send-options.ts';
import type { Value } from '../../src/protocol/messages/infer.ts';
import { readable } from './content-text.ts';
import { sameUser } from './users.ts';
import { lookFor } from './waits.ts';
import type { Party, World } from './world.ts';

type Recipient = Value<'Recipient'>;

/** DateTime in the basic format of ISO 8601, with or without seconds and the Z of UTC. */
export const DATE_AND_TIME = /^\d{8}T\d{4}(\d{2})?Z?$/;

/** The text a scenario calls by a label, with a mark that keeps it apart from the texts of other scenarios. */
export function textOf(world: World, label: string): string {
  return world.recall(`text:${label}`, () => `${label} [${world.name('text')}]`);
}

export function toUser(...users: readonly string[]): Recipient {
  return { User: users.map((UserID) => ({ UserID })) };
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
  const { report = false, validity, sender = { User: { UserID: from.user } } } = options;
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
  };
}

/** Sends a message of any kind, to be collected by its recipients at the end; the answer is the last one of the world. */
export async function sendMessage(
  world: World,
  from: Party,
  value: Value<'SendMessage-Request'>,
  options?: SendOptions,
): Promise<Answer> {
  const answer = await world.ask(from, { name: 'SendMessage-Request', value }, options);
  if (answer.success) forgetAtEnd(world, value.MessageInfo.Recipient);
  return answer;
}

/** Sends a text; the answer is the last one of the world. */
export function sendText(
  world: World,
  from: Party,
  recipient: Recipient,
  label: string,
  options?: TextOptions,
): Promise<Answer> {
  return sendMessage(world, from, textMessage(from, recipient, textOf(world, label), options));
}

/** Sends texts to a user as transactions of one message; each must be answered with success. */
export async function sendTogether(world: World, from: Party, texts: readonly string[], to: Party): Promise<void> {
  const items = texts.map(
    (label) => ['SendMessage-Request', textMessage(from, toUser(to.user), textOf(world, label))] as const,
  );
  const answers = await from.client.requests(items, { unqueued: true });
  forgetAtEnd(world, toUser(to.user));
  for (const answer of answers) {
    world.keepAnswer(from, answer);
    await world.prerequisite('CSP-SES-023', async () => world.expect.success(answer));
  }
}

const KEYS = { A: 'alice', B: 'bob', C: 'carol', D: 'dave' } as const;
type Key = keyof typeof KEYS;
const ALL = Object.keys(KEYS) as readonly Key[];

/** Which parties a recipient may mean. A contact list may hold any of them; a group has only users that are logged in. */
function meant(world: World, { User = [], ContactList = [] }: Recipient): readonly Key[] {
  if (ContactList.length > 0) return ALL;
  return ALL.filter((key) => User.some(({ UserID }) => sameUser(UserID, world.ixit.accounts[KEYS[key]].user)));
}

/**
 * Messages of a scenario are collected by their recipients at the end, also by those who are not logged in: no message
 * waits for another scenario or another run, and no report is left over.
 */
function forgetAtEnd(world: World, recipient: Recipient): void {
  const waiting = world.recall('messages may wait for', () => {
    const parties = new Set<Key>();
    world.cleanUp('collect messages', () => collectFrom(world, parties));
    return parties;
  });
  for (const key of meant(world, recipient)) waiting.add(key);
}

async function collectFrom(world: World, waiting: ReadonlySet<Key>): Promise<void> {
  const ended: Party[] = [];
  for (const key of ALL) {
    const party = world.party(key);
    party.client.respond('NewMessage');
    if (party.client.session.sessionId === undefined) {
      if (!waiting.has(key)) continue;
      await party.open();
      ended.push(party);
    }
    // At one go where the server can: a full queue need not be polled empty.
    if (world.claims('IMPS-CSP-S-GETLM')) await dropListed(world, party);
    await collectAll(world, party);
  }
  // What was confirmed just now may have led to reports.
  for (const key of ALL) {
    const { client } = world.party(key);
    if (client.session.sessionId !== undefined) await client.drain();
  }
  for (const { client } of ended) await client.logout();
}

/** The MessageIDs GetMessageList-Response names. */
async function listedIds({ client }: Party): Promise<readonly string[]> {
  const answer = await client.request('GetMessageList-Request', {});
  const value = answer.primitive.value as {
    readonly MessageInfo?: readonly Value<'MessageInfo'>[];
    readonly MessageInfoList?: { readonly MessageInfo?: readonly Value<'MessageInfo'>[] };
  };
  const infos = value.MessageInfo ?? value.MessageInfoList?.MessageInfo ?? [];
  return infos.flatMap(({ MessageID }) => MessageID ?? []);
}

/** Rejects all messages waiting for a party, or confirms them if they cannot be rejected; then checks that none is left. */
async function dropListed(world: World, party: Party): Promise<void> {
  const { client } = party;
  const ids = await listedIds(party);
  if (ids.length === 0) return;
  if (ids.length > 0 && world.claims('IMPS-CSP-S-REJCM')) {
    await client.request('RejectMessage-Request', { MessageID: [...ids] });
  } else {
    for (const MessageID of ids) await client.request('MessageDelivered', { MessageID });
  }
  const still = (await listedIds(party)).filter((id) => ids.includes(id));
  if (still.length > 0) world.run.left('message', party.user, `${still.join(', ')} stayed in the list though dropped`);
}

/** A message in the hands of its recipient. */
export interface Delivered {
  readonly info: Value<'MessageInfo'>;
  /** Its text for comparison: decoded, without a line end around it. */
  readonly content: string | undefined;
  /** ContentData as it came. */
  readonly data: string | undefined;
  /** The transaction that brought or announced it, or the answer it was fetched with from the list. */
  readonly by: Received<'NewMessage'> | Received<'MessageNotification'> | Answer;
}

function delivered(world: World, info: Value<'MessageInfo'>, data: string | undefined, by: Delivered['by']): Delivered {
  return { info, content: readable(world, info, data), data, by };
}

/** Messages that came for a party so far and were not looked at, those that were only announced fetched. */
async function collect(world: World, party: Party): Promise<Delivered[]> {
  const { client } = party;
  const came: Delivered[] = [];
  for (let by = client.inbox.take('NewMessage'); by !== undefined; by = client.inbox.take('NewMessage')) {
    came.push(delivered(world, by.value.MessageInfo, by.value.ContentData, by));
  }
  const next = () => client.inbox.take('MessageNotification');
  for (let by = next(); by !== undefined; by = next()) {
    const id = by.value.MessageInfo.MessageID;
    if (id === undefined) continue;
    const answer = await client.request('GetMessage-Request', { MessageID: id });
    if (answer.primitive.name !== 'GetMessage-Response') continue;
    const { MessageInfo, ContentData } = answer.as('GetMessage-Response');
    await client.request('MessageDelivered', { MessageID: id });
    came.push(delivered(world, MessageInfo, ContentData, by));
  }
  return came;
}

/** The messages a party got in this scenario, in the order in which they came. */
function got(world: World, party: Party): Delivered[] {
  return world.recall(`messages of ${party.key}`, () => []);
}

/** Everything the server has for a party, until a poll brings nothing. */
export async function collectAll(world: World, party: Party): Promise<readonly Delivered[]> {
  const all = got(world, party);
  for (;;) {
    await party.client.drain();
    const came = await collect(world, party);
    all.push(...came);
    if (came.length === 0) return all;
  }
}

/**
 * Everything the server has for a party who was not logged in when it was sent: pushed, announced, or neither and to be
 * found in the list of waiting messages.
 */
export async function collectStored(world: World, party: Party): Promise<readonly Delivered[]> {
  const all = await collectAll(world, party);
  if (!world.claims('IMPS-CSP-S-GETLM') || !world.claims('IMPS-CSP-S-GETM')) return all;
  for (const MessageID of await listedIds(party)) {
    const by = await party.client.request('GetMessage-Request', { MessageID });
    if (by.primitive.name !== 'GetMessage-Response') continue;
    const { MessageInfo, ContentData } = by.as('GetMessage-Response');
    await party.client.request('MessageDelivered', { MessageID });
    got(world, party).push(delivered(world, MessageInfo, ContentData, by));
  }
  return got(world, party);
}

/** Messages that a party got so far, without asking the server. */
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
  const waited = await lookFor(world, party, 'NewMessage', async () => {
    await collectAll(world, party);
    return all.find((message) => message.content === text);
  });
  if (waited.found !== undefined) return waited.found;
  const others = all.map((message) => `"${message.content ?? 'no content'}"`).join(', ') || 'no message';
  return world.fail(`the text "${text}" for ${party.name}`, `${others} ${waited.within}`);
}

/** Which message of a party a text was, from 0. */
export function indexOfText(world: World, party: Party, label: string): number {
  const index = got(world, party).findIndex((message) => message.content === textOf(world, label));
  if (index < 0) return world.fail(`the text "${textOf(world, label)}" for ${party.name}`, 'it did not come');
  return index;
}
