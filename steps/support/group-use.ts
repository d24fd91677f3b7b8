/** Using groups in scenarios: tables that say what a group or a joining is like, reading properties, what members are told. */

import type { Answer, Received } from '../../src/client/answers.ts';
import { HarnessError } from '../../src/conformance/scenario/signals.ts';
import { draft } from '../../src/protocol/messages/any-version.ts';
import type { PrimitiveName } from '../../src/protocol/messages/envelope.ts';
import type { TreeNode } from '../../src/protocol/model/tree.ts';
import { accessType, createGroup, groupOf, type Joining, joinGroup, type NewGroup } from './groups.ts';
import { sameUser } from './presence.ts';
import { elementsIn } from './trees.ts';
import { lookFor } from './waits.ts';
import type { Party, World } from './world.ts';

type Rows = readonly (readonly string[])[];
type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A new group as a table gives it; a name that is no element of the request is a property, `(absent)` leaves one out. */
function newGroup(world: World, rows: Rows): NewGroup {
  const group: Writable<NewGroup> = {};
  const properties: Record<string, string | undefined> = {};
  for (const [key = '', text = ''] of rows) {
    const value = world.fill(text);
    if (key === 'JoinGroup') group.join = value === 'T';
    else if (key === 'SubscribeNotification') group.subscribe = value === 'T';
    else if (key === 'ScreenName') group.screenName = world.name(value);
    else if (key === 'WelcomeNote') group.welcomeNote = value;
    else properties[key === 'AccessType' ? accessType(world) : key] = value === '(absent)' ? undefined : value;
  }
  return { ...group, properties };
}

/** Creates a group as a table says; an open one with a Name unless it says otherwise. It is deleted at the end. */
export function createGroupWith(world: World, owner: Party, label: string, rows: Rows = []): Promise<Answer> {
  return createGroup(world, owner, label, newGroup(world, rows));
}

/** Joins a group as a table says; what is no element of the request is an own property. */
export function joinGroupWith(world: World, party: Party, label: string, rows: Rows): Promise<Answer> {
  const joining: Writable<Joining> = {};
  const own: Record<string, string> = {};
  for (const [key = '', value = ''] of rows) {
    if (key === 'ScreenName') joining.screenName = world.name(value);
    else if (key === 'JoinedRequest') joining.joinedRequest = value === 'T';
    else if (key === 'SubscribeNotification') joining.subscribe = value === 'T';
    else own[key] = value;
  }
  if (Object.keys(own).length > 0) {
    if (world.version === '1.1') throw new HarnessError('JoinGroup-Request of 1.1 has no OwnProperties');
    joining.ownProperties = own;
  }
  return joinGroup(world, party, groupOf(world, label), joining);
}

/** Joins under a screen name of this party's own. */
export function joinPlainly(world: World, party: Party, label: string, screenName?: string): Promise<Answer> {
  return joinGroup(world, party, groupOf(world, label), {
    screenName: world.name(screenName ?? `name${party.key}`),
  });
}

/** A request that has only the GroupID. */
export function askGroup(
  world: World,
  party: Party,
  name:
    | 'DeleteGroup-Request'
    | 'LeaveGroup-Request'
    | 'GetGroupProps-Request'
    | 'GetGroupMembers-Request'
    | 'GetJoinedUsers-Request',
  id: string,
): Promise<Answer> {
  return world.ask(party, { name, value: { GroupID: id } });
}

/** Joins the group and succeeds. */
export async function canJoin(world: World, party: Party, label: string, screenName?: string): Promise<Answer> {
  const answer = await joinPlainly(world, party, label, screenName);
  world.expect.primitive(answer, 'JoinGroup-Response');
  return answer;
}

/** The provider's group of the IXIT. */
export function publicGroup(world: World): string {
  return world.ixit.groups.public ?? world.untestable('ixit.groups.public', 'a group of the provider is needed');
}

// Properties -------------------------------------------------------------------------------------------------------------

interface Properties {
  readonly answer: Answer;
  readonly common: ReadonlyMap<string, string>;
  /** Undefined where the answer has no OwnProperties. */
  readonly own: ReadonlyMap<string, string> | undefined;
}

interface PropertyList {
  readonly Property?: readonly { readonly Name: string; readonly Value?: string }[];
}

function mapOf(list: PropertyList | undefined): ReadonlyMap<string, string> {
  return new Map((list?.Property ?? []).map(({ Name, Value = '' }) => [Name.trim().toLowerCase(), Value]));
}

/** The properties a GetGroupProps-Response shows, by name in lower case. */
export function propertiesIn(world: World, answer: Answer): Properties {
  const { GroupProperties, OwnProperties } = world.expect.primitive(answer, 'GetGroupProps-Response');
  return {
    answer,
    common: mapOf(GroupProperties),
    own: OwnProperties === undefined ? undefined : mapOf(OwnProperties),
  };
}

/** The properties of a group as a party is shown them. */
export async function propertiesShown(world: World, party: Party, label: string): Promise<Properties> {
  return propertiesIn(world, await askGroup(world, party, 'GetGroupProps-Request', groupOf(world, label)));
}

/** Are these the same value? Enumerated ones are compared without case. */
export function sameValue(one: string | undefined, other: string): boolean {
  return one?.trim().toLowerCase() === other.trim().toLowerCase();
}

/** A property of which the scenario makes use; where the group does not show it, there is nothing to check. */
export async function presumeShown(
  world: World,
  party: Party,
  label: string,
  name: string,
  value: string,
): Promise<void> {
  const { common } = await propertiesShown(world, party, label);
  if (!sameValue(common.get(name.toLowerCase()), value)) {
    world.untestable(`group property ${name}`, `the implementation does not take over ${name} ${value}`);
  }
}

/** Sends SetGroupProps-Request as a table says; `own` for properties of the party in the group. */
export function setProperties(
  world: World,
  party: Party,
  id: string,
  kind: 'GroupProperties' | 'OwnProperties',
  rows: Rows,
): Promise<Answer> {
  const note = rows.find(([key]) => key === 'WelcomeNote')?.[1];
  const Property = rows
    .filter(([key]) => key !== 'WelcomeNote')
    .map(([key = '', text = '']) => ({
      Name: key === 'AccessType' ? accessType(world) : key,
      Value: world.fill(text),
    }));
  const WelcomeNote = { ContentType: 'text/plain', ContentData: note };
  const value = draft('SetGroupProps-Request', {
    GroupID: id,
    [kind]: { Property, ...(note === undefined ? {} : { WelcomeNote }) },
  });
  return world.ask(party, { name: 'SetGroupProps-Request', value });
}

/** SubscribeGroupNotice-Request: S subscribes, U unsubscribes, G asks. */
export function subscribeTo(world: World, party: Party, id: string, type: string): Promise<Answer> {
  const value = { GroupID: id, SubscribeType: type };
  return world.ask(party, { name: 'SubscribeGroupNotice-Request', value });
}

// What comes unasked -------------------------------------------------------------------------------------------------------

/** Waits for something the server begins; fails where it does not come in time. */
async function awaits<N extends PrimitiveName>(
  world: World,
  party: Party,
  name: N,
  what: string,
  fits: (received: Received<N>) => boolean,
): Promise<Received<N>> {
  const waited = await lookFor(world, party, name, async () => {
    await party.client.drain();
    return party.client.inbox.of(name).find(fits);
  });
  if (waited.found !== undefined) return waited.found;
  const others = party.client.inbox.all.map((entry) => entry.name).join(', ') || 'nothing';
  return world.fail(what, `${others} ${waited.within}`);
}

/** The parts of a GroupChangeNotice that name users. */
export type NoticePart = 'Joined' | 'Left' | 'JoinedBlocked' | 'LeftBlocked';

/** The screen names below an element of a message, whatever lies between. */
function screenNamesIn(tree: TreeNode | undefined, element: string): readonly string[] {
  return elementsIn(tree, element)
    .flatMap((found) => elementsIn(found, 'SName'))
    .map((name) => name.text?.trim() ?? '');
}

/** The screen names an answer lists as joined, whatever lies between. */
export function listedIn(answer: Answer): readonly string[] {
  const { tree } = answer.reply.read ?? {};
  const [response] = elementsIn(tree, answer.primitive.name);
  return ['UserList', 'UserMapList', 'AdminMapList', 'Joined'].flatMap((list) => screenNamesIn(response, list));
}

/** The UserIDs an answer has anywhere. */
export function usersIn(answer: Answer): readonly string[] {
  const [response] = elementsIn(answer.reply.read?.tree, answer.primitive.name);
  return elementsIn(response, 'UserID').map((user) => user.text?.trim() ?? '');
}

/** The UserIDs that an answer gives beside a screen name. */
export function mappedTo(answer: Answer, name: string): readonly string[] {
  const [response] = elementsIn(answer.reply.read?.tree, answer.primitive.name);
  return elementsIn(response, 'Mapping')
    .filter((mapping) => elementsIn(mapping, 'SName').some(({ text }) => text?.trim() === name))
    .flatMap((mapping) => elementsIn(mapping, 'UserID').map(({ text }) => text?.trim() ?? ''));
}

/** The notice of a group as it stood in its message; a message may bring notices of several groups. */
function noticeTrees(received: Received<'GroupChangeNotice'>): readonly TreeNode[] {
  const { GroupID } = received.value;
  return elementsIn(received.read?.tree, 'GroupChangeNotice').filter((notice) =>
    notice.children.some((child) => child.name === 'GroupID' && child.text?.trim() === GroupID.trim()),
  );
}

function tells(received: Received<'GroupChangeNotice'>, part: NoticePart, name: string): boolean {
  return noticeTrees(received).some((notice) => screenNamesIn(notice, part).includes(name));
}

/** Waits for a notice of the group that names a screen name in one of these parts. */
export function awaitNotice(
  world: World,
  party: Party,
  label: string,
  parts: readonly NoticePart[],
  screenName: string,
): Promise<Received<'GroupChangeNotice'>> {
  const id = groupOf(world, label);
  const name = world.name(screenName);
  const what = `GroupChangeNotice of ${id} with ${name} in ${parts.join(' or ')}`;
  return awaits(
    world,
    party,
    'GroupChangeNotice',
    what,
    (received) => sameUser(received.value.GroupID, id) && parts.some((part) => tells(received, part, name)),
  );
}

/** The notices a party got so far that say something of this screen name. */
export function noticesAbout(party: Party, name: string): readonly Received<'GroupChangeNotice'>[] {
  const parts = ['Joined', 'Left', 'JoinedBlocked', 'LeftBlocked'] as const;
  return party.client.inbox
    .of('GroupChangeNotice')
    .filter((received) => parts.some((part) => tells(received, part, name)));
}

/** The elements between a part of a notice and the screen name in it: `UserMapList/UserMapping/Mapping`. */
export function wrappersOf(
  received: Received<'GroupChangeNotice'>,
  part: NoticePart,
  name: string,
): string | undefined {
  const below = (node: TreeNode): readonly string[] | undefined => {
    for (const child of node.children) {
      if (child.name === 'SName' && child.text?.trim() === name) return [];
      const path = below(child);
      if (path !== undefined) return [child.name, ...path];
    }
    return undefined;
  };
  for (const notice of noticeTrees(received)) {
    for (const found of elementsIn(notice, part)) {
      const path = below(found);
      if (path !== undefined) return path.join('/');
    }
  }
  return undefined;
}

/** The UserIDs in a notice. */
export function usersInNotice(received: Received<'GroupChangeNotice'>): readonly string[] {
  return noticeTrees(received)
    .flatMap((notice) => elementsIn(notice, 'UserID'))
    .map((user) => user.text?.trim() ?? '');
}

/** Waits for a notice of changed properties, common or the party's own. */
export function awaitPropertyNotice(
  world: World,
  party: Party,
  label: string,
  kind: 'GroupProperties' | 'OwnProperties',
  name: string,
  value: string,
): Promise<Received<'GroupChangeNotice'>> {
  const id = groupOf(world, label);
  const what = `GroupChangeNotice of ${id} with ${name} ${value} in ${kind}`;
  return awaits(world, party, 'GroupChangeNotice', what, ({ value: notice }) => {
    const list = notice[kind];
    return sameUser(notice.GroupID, id) && sameValue(mapOf(list).get(name.toLowerCase()), value);
  });
}

/** Waits until the server makes a party leave. */
export function awaitForcedLeave(world: World, party: Party, label: string): Promise<Received<'LeaveGroup-Response'>> {
  const id = groupOf(world, label);
  const what = `LeaveGroup-Response of ${id} that nobody asked for`;
  return awaits(world, party, 'LeaveGroup-Response', what, ({ value }) => sameUser(value.GroupID ?? '', id));
}

// Limits -------------------------------------------------------------------------------------------------------------------

/** Creates groups of a user until one more than `count` were tried or one is refused; the last answer. */
export async function createGroups(world: World, owner: Party, count: number): Promise<void> {
  for (let i = 0; i < count; i++) world.expect.success(await createGroupWith(world, owner, `fill${owner.key}${i}`));
}

/**
 * Creates groups of these users, changing over where one may own no more, until the server refuses one for another
 * reason or there is one more than it may have.
 */
export async function createUntilFull(world: World, owners: readonly Party[], limit: number): Promise<Answer> {
  let created = 0;
  for (const owner of owners) {
    for (;;) {
      const answer = await createGroupWith(world, owner, `all${created}`);
      if (!answer.success && answer.code !== 814) return answer;
      if (!answer.success) break;
      created += 1;
      if (created > limit) return answer;
    }
  }
  return world.untestable('ixit.limits.groups', `these users may own ${created} groups, the server may have ${limit}`);
}

/** Creates groups, changing over where one may own no more, and joins each, until one is refused; the last answer. */
export async function joinUntilFull(
  world: World,
  party: Party,
  owners: readonly Party[],
  most: number,
): Promise<Answer> {
  let [owner, next] = owners;
  for (let joined = 0; owner !== undefined; ) {
    const label = `joined${joined}`;
    const made = await createGroupWith(world, owner, label);
    if (made.success) {
      const answer = await joinPlainly(world, party, label);
      joined += 1;
      if (!answer.success || joined > most) return answer;
    } else if (made.code === 814) {
      [owner, next] = [next, undefined];
    } else made.orThrow();
  }
  return world.untestable('ixit.limits.joinedGroups', `these users may not own ${most + 1} groups`);
}

export async function ownPropertyShown(
  this: World,
  label: string,
  party: Party,
  name: string,
  value: string,
): Promise<void> {
  const { answer, own } = await propertiesShown(this, party, label);
  const shown = own?.get(name.toLowerCase());
  const place = this.place(answer, 'OwnProperties');
  if (shown === undefined) return this.nothingToSee(`the group shows no own property ${name}`);
  this.expect.that(sameValue(shown, value), `${name} ${value}`, `${name} ${shown}`, place);
}
