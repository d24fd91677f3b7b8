/** Presence between a domain of the tester and the server. */
import { forUser } from '../../src/peer/meta.ts';
import type { Received } from '../../src/peer/types.ts';
import { draft } from '../../src/protocol/messages/any-version.ts';
import { sspPrimitive } from '../../src/protocol/ssp/envelope.ts';
import type { SspValue } from '../../src/protocol/ssp/types.ts';
import { notifications, shownValues, subscription } from '../support/presence.ts';
import { naming, statusText } from '../support/publishing.ts';
import { sameUser } from '../support/users.ts';
import { lookFor } from '../support/waits.ts';
import type { Party, PeerActor, World } from '../support/world.ts';

type PresenceValue = SspValue<'PresenceValue'>;
type Notification = SspValue<'PresenceNotification'>;

/** Whoever a step speaks of as a user of another domain, in a request about attribute lists. */
const listFor = (world: World, user: string) =>
  world.version === '1.3' ? { UserIDList: { UserID: [user] } } : { UserID: [user] };

export async function showTo(world: World, publisher: Party, user: string, attributes: readonly string[]) {
  const value = { PresenceSubList: naming(world, attributes), ...listFor(world, user), DefaultList: false };
  return world.ask(publisher, {
    name: 'CreateAttributeList-Request',
    value: draft('CreateAttributeList-Request', value),
  });
}

export async function takeBack(world: World, publisher: Party, user: string) {
  const value = { ...listFor(world, user), DefaultList: false };
  return world.ask(publisher, {
    name: 'DeleteAttributeList-Request',
    value: draft('DeleteAttributeList-Request', value),
  });
}

/** A user of the peer subscribes; the subscription is ended with the scenario. */
export async function subscribeFromAfar(
  world: World,
  actor: PeerActor,
  watcher: string,
  to: Party,
  attributes?: readonly string[],
) {
  const MetaInfo = forUser(watcher, actor.domain);
  const UserID = [{ userID: to.user }];
  world.cleanUp('end the subscription of the peer', async () => {
    if (actor.peer.sessions.length > 0) await actor.request('UnsubscribeRequest', { MetaInfo, UserID });
  });
  const list = attributes === undefined ? {} : { AttributeList: { PresenceSubList: listOf(attributes) } };
  return actor.request('SubscribeRequest', { MetaInfo, UserID, ...list });
}

export async function unsubscribeFromAfar(actor: PeerActor, watcher: string, to: Party) {
  return actor.request('UnsubscribeRequest', {
    MetaInfo: forUser(watcher, actor.domain),
    UserID: [{ userID: to.user }],
  });
}

/** Presence content keeps the form of 1.3 in SSP. */
const listOf = (attributes: readonly string[]): object => Object.fromEntries(attributes.map((name) => [name, {}]));

export async function askFromAfar(actor: PeerActor, watcher: string, of: Party) {
  const value = { MetaInfo: forUser(watcher, actor.domain), VerUserID: [{ userID: of.user }] };
  return actor.request('GetPresenceRequest', value);
}

/** The attributes of a value that say something, by name. */
export function attributesIn({ PresenceSubList }: PresenceValue): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const list of [PresenceSubList ?? []].flat()) {
    for (const [name, content] of Object.entries(list)) {
      for (const one of [content].flat() as readonly { Qualifier?: boolean; PresenceValue?: unknown }[]) {
        const says = typeof one === 'object' && one !== null && Object.keys(one).some((key) => key !== 'Qualifier');
        if (says && one.Qualifier !== false) found.set(name, String(one.PresenceValue ?? ''));
      }
    }
  }
  return found;
}

/** Values of a user that came to the peer in notifications for one of its users. */
export function valuesAt({ peer }: PeerActor, watcher: string, publisher: string) {
  return peer.received.flatMap((received) => {
    if (received.name !== 'PresenceNotification') return [];
    const value = received.value as Notification;
    if (!value.User.some(({ userID }) => sameUser(userID, watcher))) return [];
    const own = value.PresenceValue.filter(({ userID }) => sameUser(userID, publisher));
    return own.map((one) => ({
      attributes: attributesIn(one),
      received: received as Received<'PresenceNotification'>,
    }));
  });
}

/** Waits for a value of a user of the server. */
export async function awaitValue(
  world: World,
  actor: PeerActor,
  watcher: string,
  publisher: Party,
  attribute: string,
  label: string,
): Promise<Received<'PresenceNotification'>> {
  const wanted = statusText(world, label);
  const find = () =>
    valuesAt(actor, watcher, publisher.user).find(({ attributes }) => attributes.get(attribute) === wanted);
  await actor.arrival(() => find() !== undefined);
  const found = find();
  if (found !== undefined) return world.expect.came(found.received);
  const seen = valuesAt(actor, watcher, publisher.user).map(({ attributes }) => [...attributes.keys()].join(' and '));
  return world.fail(`PresenceNotification with ${attribute} "${wanted}"`, seen.join(', ') || 'no PresenceNotification');
}

/** Tells a user of the server the presence of somebody. */
export async function tell(world: World, actor: PeerActor, to: readonly string[], of: string, label: string) {
  const PresenceSubList = { StatusText: { Qualifier: true, PresenceValue: statusText(world, label) } };
  const value = {
    MetaInfo: { clientOriginated: false, Requestor: { serviceID: `wv:@${actor.domain}` } },
    User: to.map((userID) => ({ userID })),
    PresenceValue: [{ userID: of, PresenceSubList }],
  };
  return actor.request('PresenceNotification', value);
}

/** A user of the peer whose StatusText everybody may see. */
export function hasStatusText(world: World, { peer }: PeerActor, user: string, label: string): void {
  const PresenceSubList = { StatusText: { Qualifier: true, PresenceValue: statusText(world, label) } };
  const PresenceValue = [{ userID: user, PresenceSubList }];
  peer.respond('GetPresenceRequest', () =>
    sspPrimitive('GetPresenceResponse', { Status: { code: 200 }, PresenceValue: PresenceValue as never }),
  );
}

export function subscribeAfar(world: World, watcher: Party, user: string) {
  return world.ask(watcher, subscription(world, [user]));
}

/** StatusText of a user that a client was notified of, or got in an answer. */
export function statusTextsTold(world: World, watcher: Party, user: string): readonly string[] {
  const answered = world.recall<readonly string[]>(`answered:${user}`, () => []);
  const told = notifications(watcher).flatMap(({ value }) => shownValues(value.Presence, user, 'StatusText'));
  return [...answered, ...told];
}

export async function learnsStatusText(world: World, watcher: Party, user: string, label: string): Promise<void> {
  const wanted = statusText(world, label);
  const waited = await lookFor(world, watcher, 'PresenceNotification-Request', async () => {
    if (statusTextsTold(world, watcher, user).includes(wanted)) return wanted;
    await watcher.client.drain();
    return statusTextsTold(world, watcher, user).find((one) => one === wanted);
  });
  if (waited.found !== undefined) return;
  const seen = statusTextsTold(world, watcher, user).join(', ') || 'none';
  world.fail(`StatusText "${wanted}" of ${user}`, `${seen} ${waited.within}`);
}
