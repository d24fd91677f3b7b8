/** Publishers and watchers: attribute lists, values, subscriptions, what arrives and what must not. */

import type { Received } from '../../src/client/answers.ts';
import { type Answer, answer } from '../../src/client/answers.ts';
import { HarnessError } from '../../src/conformance/scenario/signals.ts';
import { presenceAttribute } from '../../src/protocol/facts/presence.ts';
import { type Primitive, type PrimitiveName, seal } from '../../src/protocol/messages/envelope.ts';
import type { Value } from '../../src/protocol/messages/infer.ts';
import { contentTypeFor, write } from '../../src/protocol/syntax/index.ts';
import type { Place } from '../../src/results/results.ts';
import { sameType } from './content-text.ts';
import { listId } from './lists.ts';
import { unknownUser } from './login.ts';
import { notifications, sameUser, shownValue, shownValues } from './presence.ts';
import { lookFor } from './waits.ts';
import type { Party, World } from './world.ts';

type Attributes = Record<string, unknown>;

/** `StatusText and Alias` */
export const attributesIn = (words: string): readonly string[] => words.split(/, | and /);

/** A PresenceSubList of these attributes; 1.3 has those of a client several times. */
export function subListOf(world: World, attributes: Attributes): Value<'PresenceSubList'> {
  const repeated = (name: string) => world.version === '1.3' && presenceAttribute(name)?.class === 'client';
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, repeated(name) ? [value] : value]),
  );
}
export function naming(world: World, attributes: readonly string[]): Value<'PresenceSubList'> {
  return subListOf(world, Object.fromEntries(attributes.map((name) => [name, {}])));
}

/** The users that a step means: `A and C`, `the unknown user "x"`, `the contact list "x"`, `the default list`. */
export interface Targets {
  readonly users: readonly string[];
  readonly lists: readonly string[];
  readonly standard: boolean;
}

export function targetsOf(world: World, party: Party, words: string): Targets {
  const users: string[] = [];
  const lists: string[] = [];
  let standard = false;
  for (const word of words.split(/, | and /)) {
    const [, unknown] = /^the unknown user "([^"]+)"$/.exec(word) ?? [];
    const [, label, owner] = /^the contact list "([^"]+)"(?: of ([A-D]))?$/.exec(word) ?? [];
    if (/^[A-D]$/.test(word)) users.push(world.party(word).user);
    else if (unknown !== undefined) users.push(unknownUser(world, unknown));
    else if (label !== undefined) lists.push(listId(world, owner === undefined ? party : world.party(owner), label));
    else if (word === 'the default list') standard = true;
    else throw new HarnessError(`"${word}" is neither user nor contact list`);
  }
  return { users, lists, standard };
}

/** The names of users in requests: attribute lists by UserID, the others by User up to 1.2. */
function named(world: World, { users, lists }: Targets, plain: boolean): object {
  if (world.version === '1.3') {
    return {
      ...(users.length > 0 && { UserIDList: { UserID: users } }),
      ...(lists.length > 0 && { ContactListIDList: { ContactList: lists } }),
    };
  }
  const series = plain ? { UserID: users } : { User: users.map((UserID) => ({ UserID })) };
  return { ...(users.length > 0 && series), ...(lists.length > 0 && { ContactList: lists }) };
}

/** The form of a request: as it is, or with something added to it. */
export type Send = (party: Party, primitive: Primitive) => Promise<Answer>;

/** Sends a request with a further presence attribute that no version defines, or with another one as it is written here. */
export function withUndefinedAttribute(world: World, attribute = '<SuiteMark/>'): Send {
  return async (party, request) => {
    const { client } = party;
    const id = client.freshId();
    const transaction = { mode: 'Request', id, primitive: request } as const;
    const { sessionId } = client.session;
    const document = seal({ version: world.version, sessionType: 'Inband', sessionId, transactions: [transaction] });
    const text = new TextDecoder().decode(write(document, { syntax: 'xml' }));
    const octets = text.replace(/<\/PresenceSubList>/, `${attribute}</PresenceSubList>`);
    if (octets === text) throw new HarnessError('an undefined attribute needs a PresenceSubList that is not empty');
    const reply = await client.sendRaw(octets, { contentType: contentTypeFor(world.version, 'xml') });
    const found = reply.transactions.find(
      (one) => one.mode === 'Response' && one.id?.toLowerCase() === id.toLowerCase(),
    );
    if (found === undefined) return world.fail('an answer with the TransactionID of the request', 'no such answer');
    const made = answer(request, found, reply);
    world.keepAnswer(party, made);
    return made;
  };
}

const of = (name: PrimitiveName, value: unknown): Primitive => ({ name, value }) as Primitive;

/** Sends CreateAttributeList-Request. */
export async function attach(
  world: World,
  publisher: Party,
  attributes: Value<'PresenceSubList'>,
  words: string,
  more: object = {},
  send: Send = (party, primitive) => world.ask(party, primitive),
): Promise<Answer> {
  const targets = targetsOf(world, publisher, words);
  const value = { PresenceSubList: attributes, ...named(world, targets, true), DefaultList: targets.standard, ...more };
  return send(publisher, of('CreateAttributeList-Request', value));
}

export async function detach(world: World, publisher: Party, words: string): Promise<Answer> {
  const targets = targetsOf(world, publisher, words);
  const value = { ...named(world, targets, true), DefaultList: targets.standard };
  return world.ask(publisher, of('DeleteAttributeList-Request', value));
}

/** GetAttributeList-Request for everybody, or for those in the words. */
export async function askAttributeLists(world: World, publisher: Party, words?: string): Promise<Answer> {
  const targets = words === undefined ? { users: [], lists: [], standard: false } : targetsOf(world, publisher, words);
  const value = { DefaultList: targets.standard, ...named(world, targets, false) };
  return world.ask(publisher, of('GetAttributeList-Request', value));
}

/** The attachments that an answer to GetAttributeList-Request shows. */
export function attributeListsIn(got: Answer): readonly {
  readonly user: string | undefined;
  readonly list: string | undefined;
  readonly attributes: readonly string[];
  readonly notify: boolean | undefined;
}[] {
  return (got.as('GetAttributeList-Response').Presence ?? []).map((presence) => {
    const entry = presence as {
      readonly UserID?: string;
      readonly ContactList?: string;
      readonly UserNotify?: boolean;
    };
    return {
      user: entry.UserID,
      list: entry.ContactList,
      attributes: namesIn(presence.PresenceSubList),
      notify: entry.UserNotify,
    };
  });
}
export function defaultAttributesIn(got: Answer): readonly string[] | undefined {
  const { DefaultAttributeList } = got.as('GetAttributeList-Response');
  return DefaultAttributeList === undefined ? undefined : namesIn(DefaultAttributeList.PresenceSubList);
}
export function namesIn(lists: unknown): readonly string[] {
  return [lists ?? []].flat().flatMap((list) =>
    Object.entries(list)
      .filter(([, value]) => value !== undefined && !(Array.isArray(value) && value.length === 0))
      .map(([name]) => name),
  );
}

/** UpdatePresence-Request with these values. */
export async function update(
  world: World,
  publisher: Party,
  attributes: Attributes,
  send: Send = (party, primitive) => world.ask(party, primitive),
): Promise<Answer> {
  return send(publisher, of('UpdatePresence-Request', { PresenceSubList: subListOf(world, attributes) }));
}

/** The text a step calls by a label, unique to the scenario. */
export function statusText(world: World, label: string): string {
  return world.name(label);
}
/** `StatusText "one" and Alias "two"` */
export function valuesIn(world: World, words: string): Attributes {
  return Object.fromEntries(
    [...words.matchAll(/(\w+) "([^"]+)"/g)].map(([, name = '', label = '']) => [
      name,
      { Qualifier: true, PresenceValue: statusText(world, label) },
    ]),
  );
}

/** SubscribePresence, UnsubscribePresence and GetPresence: whom, what, and whether automatically. */
export interface Asked {
  readonly whom: string;
  readonly attributes?: readonly string[] | undefined;
  /** PresenceSubList is there and empty. */
  readonly emptyList?: boolean;
  readonly auto?: boolean;
  /** Further content of PresenceSubList. */
  readonly sublist?: Value<'PresenceSubList'>;
}

function asking(world: World, watcher: Party, { whom, attributes, emptyList, auto, sublist }: Asked): object {
  const list = sublist ?? (attributes !== undefined ? naming(world, attributes) : emptyList === true ? {} : undefined);
  return {
    ...named(world, targetsOf(world, watcher, whom), false),
    ...(list !== undefined && { PresenceSubList: list }),
    ...(auto === true && { AutoSubscribe: true }),
  };
}

/** Sends SubscribePresence-Request. */
export async function subscribeTo(
  world: World,
  watcher: Party,
  asked: Asked,
  send: Send = (party, primitive) => world.ask(party, primitive),
): Promise<Answer> {
  return send(watcher, of('SubscribePresence-Request', asking(world, watcher, asked)));
}
export async function unsubscribe(world: World, watcher: Party, whom: string): Promise<Answer> {
  return world.ask(watcher, of('UnsubscribePresence-Request', asking(world, watcher, { whom })));
}
export async function getPresence(world: World, watcher: Party, asked: Asked): Promise<Answer> {
  return world.ask(watcher, of('GetPresence-Request', asking(world, watcher, asked)));
}

/** The attributes of a user in an answer to GetPresence-Request, unknown ones included. */
export function attributesOf(got: Answer, user: string): Attributes {
  const presences = got.as('GetPresence-Response').Presence ?? [];
  const own = presences.filter((one) => one.UserID !== undefined && sameUser(one.UserID, user));
  return Object.assign({}, ...own.flatMap((one) => [...(one.PresenceSubList ?? [])]));
}
export function valueIn(got: Answer, user: string, attribute: string): string | undefined {
  return shownValue(got.as('GetPresence-Response').Presence, user, attribute);
}

/** Reads an attribute of a user with GetPresence, which has to succeed. */
export async function read(world: World, watcher: Party, user: Party, attribute: string): Promise<string | undefined> {
  return world.prerequisite('CSP-PRE-025', async () => {
    const got = await getPresence(world, watcher, { whom: user.key, attributes: [attribute] });
    world.expect.primitive(got, 'GetPresence-Response', [200, 201]);
    return valueIn(got, user.user, attribute);
  });
}

/** Notified values of an attribute of a user, in the order in which they came, each with its place. */
export function told(
  world: World,
  watcher: Party,
  user: Party,
  attribute: string,
): readonly { readonly value: string; readonly place: Place }[] {
  return notifications(watcher).flatMap((entry) => {
    const values = shownValues(entry.value.Presence, user.user, attribute);
    return values.map((value) => ({ value, place: world.place(entry, 'Presence') }));
  });
}

/** Waits until a watcher was notified of a value; fails when that does not happen within `timers.notification`. */
export async function isNotified(
  world: World,
  watcher: Party,
  user: Party,
  attribute: string,
  wanted: string,
): Promise<void> {
  const waited = await lookFor(world, watcher, 'PresenceNotification-Request', async () => {
    await watcher.client.drain();
    return told(world, watcher, user, attribute).find((one) => one.value === wanted);
  });
  if (waited.found !== undefined) return;
  const last = told(world, watcher, user, attribute).at(-1);
  const seen = last === undefined ? `no notification of ${attribute}` : `${attribute} "${last.value}"`;
  world.fail(
    `a PresenceNotification-Request with ${attribute} "${wanted}" of ${user.user}`,
    `${seen} ${waited.within}`,
    last?.place,
  );
}

/** Fails when a watcher was notified of an attribute of a user, or of that value of it. */
export async function wasNotTold(
  world: World,
  watcher: Party,
  user: Party,
  attribute: string,
  unwanted?: string,
): Promise<void> {
  await watcher.client.drain();
  const found = told(world, watcher, user, attribute).find((one) => unwanted === undefined || one.value === unwanted);
  const what = `notification of ${attribute}${unwanted === undefined ? '' : ` "${unwanted}"`} of ${user.user}`;
  world.expect.that(found === undefined, `no ${what}`, `a ${what}`, found?.place);
}

/** Gives one user after another an attribute list, up to the limit of the implementation; the next request is kept. */
export async function attachBeyond(world: World, publisher: Party, limit: number): Promise<void> {
  const adapter = world.operator('create-account');
  const users: string[] = [];
  for (let i = 0; i <= limit; i++) {
    const user = `wv:${world.name(`watcher${i}`)}@${world.ixit.domain}`;
    await adapter.createAccount?.({ user, password: 'watcher-password' });
    users.push(user);
  }
  const request = (some: readonly string[]) => ({
    PresenceSubList: naming(world, ['StatusText']),
    ...named(world, { users: some, lists: [], standard: false }, true),
    DefaultList: false,
  });
  for (let i = 0; i < limit; i += 20) {
    const some = users.slice(i, Math.min(i + 20, limit));
    const got = await world.ask(publisher, of('CreateAttributeList-Request', request(some)));
    await world.prerequisite('CSP-ATL-001', async () => world.expect.success(got));
  }
  await world.ask(publisher, of('CreateAttributeList-Request', request(users.slice(limit))));
}

/** PresenceAuth-User: the publisher decides about a watcher. */
export async function decide(
  world: World,
  publisher: Party,
  user: string,
  Acceptance: boolean,
  attributes?: readonly string[],
): Promise<Answer> {
  const list = attributes === undefined ? {} : { PresenceSubList: naming(world, attributes) };
  return world.ask(publisher, of('PresenceAuth-User', { UserID: user, Acceptance, ...list }));
}

/** Requests for authorization a party got about a watcher. */
export function questions(publisher: Party, watcher: Party): readonly Received<'PresenceAuth-Request'>[] {
  const all = publisher.client.inbox.of('PresenceAuth-Request');
  return all.filter((one) => sameUser(one.value.UserID, watcher.user));
}

/** Waits for a request for authorization that was not looked at yet; fails without one within `timers.notification`. */
export async function isAsked(
  world: World,
  publisher: Party,
  watcher: Party,
): Promise<Received<'PresenceAuth-Request'>> {
  const waited = await lookFor(world, publisher, 'PresenceAuth-Request', async () => {
    await publisher.client.drain();
    const where = (value: Value<'PresenceAuth-Request'>) => sameUser(value.UserID, watcher.user);
    return publisher.client.inbox.take('PresenceAuth-Request', where);
  });
  if (waited.found !== undefined) return waited.found;
  return world.fail(`PresenceAuth-Request naming ${watcher.user}`, `none ${waited.within}`);
}

export interface Watching {
  readonly user: string;
  readonly status: string | undefined;
}
/** The watchers in an answer to GetWatcherList-Request. */
export function watchersIn(got: Answer): readonly Watching[] {
  const value = got.as('GetWatcherList-Response') as {
    readonly User?: readonly { readonly UserID?: string }[];
    readonly Watcher?: readonly { UserID?: string; User?: { readonly UserID?: string }; WatcherStatus?: string }[];
  };
  return [
    ...(value.User ?? []).map((one) => ({ user: one.UserID ?? '', status: undefined })),
    ...(value.Watcher ?? []).map((one) => ({ user: one.UserID ?? one.User?.UserID ?? '', status: one.WatcherStatus })),
  ];
}
export const isCurrent = (one: Watching) => one.status === undefined || one.status === 'CURRENT_SUBSCRIBER';

/** True if one value holds the other: what is in `part` is in `whole`, which may say more. */
export function holds(whole: unknown, part: unknown): boolean {
  if (Array.isArray(part)) {
    const all = Array.isArray(whole) ? whole : [whole];
    return part.every((one) => all.some((other) => holds(other, one)));
  }
  if (typeof part !== 'object' || part === null) return whole === part;
  if (Array.isArray(whole)) return whole.some((one) => holds(one, part));
  if (typeof whole !== 'object' || whole === null) return false;
  return Object.entries(part).every(([key, value]) => {
    const own = (whole as Attributes)[key];
    if (key === 'ContentType') return sameType(own, value);
    return value === undefined || holds(own, value);
  });
}

/**
 * Without a status (1.1) a named watcher may be one whose session ended in an earlier scenario (F&F 5.3.4), which proves
 * nothing.
 */
export function isCurrentHere(world: World, one: Watching): boolean {
  return isCurrent(one) && !(one.status === undefined && world.lingers(one.user));
}
