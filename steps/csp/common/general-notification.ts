/** General notifications of 1.3 in scenarios: subscribing to types, and what the server tells. */
import type { Answer, Received } from '../../../src/client/answers.ts';
import type { TreeNode } from '../../../src/protocol/model/tree.ts';
import { sameUser } from '../../support/presence.ts';
import { elementsIn } from '../../support/trees.ts';
import { lookFor } from '../../support/waits.ts';
import type { Party, World } from '../../support/world.ts';

type Notification = Received<'Notification-Request'>;

/** `BLC, BLUC and GLC` */
export const typesIn = (words: string): readonly string[] => words.split(/, | and /);

function request(name: 'SubscribeNotification-Request' | 'UnsubscribeNotification-Request', types: readonly string[]) {
  return { name, value: { NotificationTypeList: { NotificationType: [...types] } } };
}

/** Subscribes to notification types; the subscription ends with the session. */
export async function subscribeTypes(world: World, party: Party, types: readonly string[]): Promise<Answer> {
  return world.ask(party, request('SubscribeNotification-Request', types));
}

export function unsubscribeTypes(world: World, party: Party, types: readonly string[]): Promise<Answer> {
  return world.ask(party, request('UnsubscribeNotification-Request', types));
}

/** The notifications of a type that a party got so far. */
export function notificationsOf(party: Party, type: string): readonly Notification[] {
  return party.client.inbox.of('Notification-Request').filter(({ value }) => value.NotificationType.trim() === type);
}

/** The notification as it stood in its message; the content model is not sure, so elements are looked for at any depth. */
function treeOf({ read, value }: Notification): readonly TreeNode[] {
  return elementsIn(read?.tree, 'Notification-Request').filter((found) =>
    elementsIn(found, 'NotificationType').some((type) => type.text?.trim() === value.NotificationType.trim()),
  );
}

export function usersNamed(notification: Notification): readonly string[] {
  return treeOf(notification)
    .flatMap((found) => elementsIn(found, 'UserID'))
    .map((user) => user.text?.trim() ?? '');
}

/** The attributes its PresenceSubList names; undefined where it has none. */
export function attributesNamed(notification: Notification): readonly string[] | undefined {
  const lists = treeOf(notification).flatMap((found) => elementsIn(found, 'PresenceSubList'));
  return lists.length === 0 ? undefined : lists.flatMap((list) => list.children.map((child) => child.name));
}

/** Does a notification say that this user asks for the attribute? One without PresenceSubList does not say which. */
export function asksFor(notification: Notification, watcher: Party, attribute: string): boolean {
  const attributes = attributesNamed(notification);
  return (
    usersNamed(notification).some((user) => sameUser(user, watcher.user)) &&
    (attributes === undefined || attributes.includes(attribute))
  );
}

/** Waits for a notification that somebody asks for an attribute; fails when none comes in time. */
export async function awaitAsking(
  world: World,
  party: Party,
  type: string,
  watcher: Party,
  attribute: string,
): Promise<void> {
  const waited = await lookFor(world, party, 'Notification-Request', async () => {
    await party.client.drain();
    return notificationsOf(party, type).find((one) => asksFor(one, watcher, attribute));
  });
  if (waited.found !== undefined) return;
  const last = notificationsOf(party, type).at(-1);
  const seen =
    last === undefined
      ? 'no such notification'
      : `UserID ${usersNamed(last).join(', ') || 'missing'}, attributes ${attributesNamed(last)?.join(', ')}`;
  world.fail(
    `Notification-Request ${type} that names ${watcher.user} and ${attribute}`,
    `${seen} ${waited.within}`,
    last === undefined ? undefined : world.place(last),
  );
}
