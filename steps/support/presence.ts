/** Presence in scenarios: showing attributes, subscribing, what a watcher learns. */

import type { Answer, Received } from '../../src/client/answers.ts';
import { draft } from '../../src/protocol/messages/any-version.ts';
import type { Primitive } from '../../src/protocol/messages/envelope.ts';
import type { Value } from '../../src/protocol/messages/infer.ts';
import { sameUser } from './users.ts';
import { lookFor } from './waits.ts';
import type { Party, World } from './world.ts';

export { sameUser } from './users.ts';

type SubList = Value<'PresenceSubList'>;

/** An attribute that is only named. */
export function named(...attributes: readonly string[]): SubList {
  return Object.fromEntries(attributes.map((name) => [name, {}]));
}

/** Attributes as 1.3 has them: client status attributes are lists there. */
const REPEATED = new Set([
  ...['OnlineStatus', 'Registration', 'ClientInfo', 'TimeZone', 'GeoLocation', 'Address', 'FreeTextLocation'],
  ...['PLMN', 'CommCap'],
]);

function fitted(world: World, list: SubList): SubList {
  if (world.version !== '1.3') return list;
  return Object.fromEntries(
    Object.entries(list).map(([name, value]) => [name, REPEATED.has(name) && !Array.isArray(value) ? [value] : value]),
  );
}

/** Attaches an attribute list for one watcher. */
export async function show(world: World, publisher: Party, watcher: Party, ...attributes: string[]): Promise<Answer> {
  const users = world.version === '1.3' ? { UserIDList: { UserID: [watcher.user] } } : { UserID: [watcher.user] };
  const value = { PresenceSubList: fitted(world, named(...attributes)), ...users, DefaultList: false };
  return publisher.request('CreateAttributeList-Request', value);
}

/** Subscribes to the presence of users, to all attributes or the named ones. */
export function subscription(world: World, users: readonly string[], attributes: readonly string[] = []): Primitive {
  const whom =
    world.version === '1.3' ? { UserIDList: { UserID: [...users] } } : { User: users.map((UserID) => ({ UserID })) };
  const what = attributes.length === 0 ? {} : { PresenceSubList: fitted(world, named(...attributes)) };
  return { name: 'SubscribePresence-Request', value: draft('SubscribePresence-Request', { ...whom, ...what }) };
}

export async function subscribe(world: World, watcher: Party, users: readonly string[]): Promise<Answer> {
  return world.ask(watcher, subscription(world, users));
}

/** Sets StatusText. */
export async function setStatusText(party: Party, text: string): Promise<Answer> {
  return party.request(
    'UpdatePresence-Request',
    draft('UpdatePresence-Request', {
      PresenceSubList: { StatusText: { Qualifier: true, PresenceValue: text } },
    }),
  );
}

/** The first value of a user's attribute in a notification or answer; undefined if there is none. */
export function shownValue(
  presences: readonly Value<'Presence'>[] | undefined,
  user: string,
  attribute: string,
): string | undefined {
  return shownValues(presences, user, attribute)[0];
}

/** All values of a user's attribute; on 1.3 there may be one for each client. */
export function shownValues(
  presences: readonly Value<'Presence'>[] | undefined,
  user: string,
  attribute: string,
): readonly string[] {
  const lists = (presences ?? [])
    .filter(({ UserID }) => UserID !== undefined && sameUser(UserID, user))
    .flatMap(({ PresenceSubList }) => (PresenceSubList ?? []) as readonly Record<string, unknown>[]);
  const instances = lists.flatMap(
    (list) => [list[attribute]].flat() as { readonly Qualifier?: boolean; readonly PresenceValue?: unknown }[],
  );
  return instances.flatMap((one) => {
    if (one?.PresenceValue === undefined || one.Qualifier === false) return [];
    const { PresenceValue } = one;
    return [FLAGS.has(attribute) ? flagText(PresenceValue) : String(PresenceValue)];
  });
}

const FLAGS: ReadonlySet<string> = new Set(['OnlineStatus', 'Registration']);

/** T or F for any form of a Boolean (CSP-PAT-003 judges the form); other values unchanged. */
export function flagText(value: unknown): string {
  const text = String(value).trim();
  if (/^(true|t|1)$/i.test(text)) return 'T';
  return /^(false|f|0)$/i.test(text) ? 'F' : text;
}

/**
 * The attributes of a user that carry a value in a notification or answer, in any form. An attribute with Qualifier F has
 * no valid value, and one that is only named has no value.
 */
export function attributesWithValue(
  presences: readonly Value<'Presence'>[] | undefined,
  user: string,
): readonly string[] {
  const lists = (presences ?? [])
    .filter(({ UserID }) => UserID !== undefined && sameUser(UserID, user))
    .flatMap(({ PresenceSubList }) => (PresenceSubList ?? []) as readonly object[]);
  const says = (one: unknown): boolean => {
    const { Qualifier, ClientID: _client, ...content } = (one ?? {}) as Readonly<Record<string, unknown>>;
    const filled = Object.values(content).some(
      (field) => field !== undefined && !(Array.isArray(field) && field.length === 0),
    );
    return Qualifier === true || (Qualifier !== false && filled);
  };
  return lists.flatMap((list) =>
    Object.entries(list)
      .filter(([, value]) => value !== undefined && [value].flat().some(says))
      .map(([name]) => name),
  );
}

/** The notifications a party got so far. */
export function notifications(party: Party): readonly Received<'PresenceNotification-Request'>[] {
  return party.client.inbox.of('PresenceNotification-Request');
}

/** Waits until a watcher was notified of a value, or reads it with GetPresence where that is claimed. */
export async function learns(
  world: World,
  watcher: Party,
  user: string,
  attribute: string,
  wanted: string,
): Promise<void> {
  const notified = () =>
    notifications(watcher).some((entry) => shownValue(entry.value.Presence, user, attribute) === wanted);
  let seen: string | undefined;
  const waited = await lookFor(world, watcher, 'PresenceNotification-Request', async () => {
    await watcher.client.drain();
    if (notified()) return wanted;
    if (!world.claims('IMPS-CSP-S-GETPR')) return undefined;
    seen = await readValue(world, watcher, user, attribute);
    return seen === wanted ? wanted : undefined;
  });
  if (waited.found !== undefined) return;
  const last = notifications(watcher)
    .flatMap((entry) => shownValue(entry.value.Presence, user, attribute) ?? [])
    .at(-1);
  world.fail(`${attribute} ${wanted}`, `${attribute} ${last ?? seen ?? 'not told'} ${waited.within}`);
}

/** Reads an attribute with GetPresence. */
export async function readValue(
  world: World,
  watcher: Party,
  user: string,
  attribute: string,
): Promise<string | undefined> {
  const whom = world.version === '1.3' ? { UserIDList: { UserID: [user] } } : { User: [{ UserID: user }] };
  const answer = await watcher.client.request(
    'GetPresence-Request',
    draft('GetPresence-Request', {
      ...whom,
      PresenceSubList: fitted(world, named(attribute)),
    }),
  );
  if (answer.primitive.name !== 'GetPresence-Response') return undefined;
  return shownValue(answer.as('GetPresence-Response').Presence, user, attribute);
}
