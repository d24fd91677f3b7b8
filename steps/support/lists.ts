/** Contact lists in scenarios: making them, changing them, reading back what they hold. */

import type { Answer } from '../../src/client/answers.ts';
import { HarnessError } from '../../src/conformance/scenario/signals.ts';
import { anyVersion, draft } from '../../src/protocol/messages/any-version.ts';
import type { Value } from '../../src/protocol/messages/infer.ts';
import { detailsOf } from './details.ts';
import { unknownUser } from './login.ts';
import { sameUser } from './presence.ts';
import type { Party, World } from './world.ts';

interface Member {
  readonly user: string;
  readonly nickname?: string | undefined;
}
interface Property {
  readonly Name: string;
  readonly Value: string;
}

/** The parts of a list in a step: `B as "bobby", the unknown user "nobody" and the property Default T`. */
interface Contents {
  readonly members: readonly Member[];
  readonly properties: readonly Property[];
}

export function listId(world: World, owner: Party, label: string): string {
  return world.addressOf(owner, world.name(label));
}

export function contentsOf(world: World, words: string): Contents {
  const members: Member[] = [];
  const properties: Property[] = [];
  for (const word of words.split(/, | and /)) {
    const [, party, nickname] = /^([A-D])(?: as "([^"]*)")?$/.exec(word) ?? [];
    const [, unknown] = /^the unknown user "([^"]+)"$/.exec(word) ?? [];
    const [, phone] = /^the (telephone number) of the phone user$/.exec(word) ?? [];
    const [, name, value] = /^the property ([\w-]+) "?([^"]*)"?$/.exec(word) ?? [];
    if (party !== undefined) members.push({ user: world.party(party).user, nickname });
    else if (unknown !== undefined) members.push({ user: unknownUser(world, unknown) });
    else if (phone !== undefined) members.push({ user: `wv:${world.party('phone').account.msisdn ?? ''}` });
    else if (name !== undefined) properties.push({ Name: name, Value: value ?? '' });
    else throw new HarnessError(`"${word}" says nothing of a contact list`);
  }
  return { members, properties };
}

export function nickList(members: readonly Member[]): object {
  const named = members.flatMap(({ user, nickname }) =>
    nickname === undefined ? [] : [{ Name: nickname, UserID: user }],
  );
  const plain = members.filter((one) => one.nickname === undefined).map((one) => one.user);
  return { ...(named.length > 0 && { NickName: named }), ...(plain.length > 0 && { UserID: plain }) };
}

/** Sends CreateList-Request. */
export async function createList(world: World, owner: Party, label: string, words?: string | null): Promise<Answer> {
  const list = listId(world, owner, label);
  const { members, properties } =
    words === undefined || words === null ? { members: [], properties: [] } : contentsOf(world, words);
  const value = draft('CreateList-Request', {
    ContactList: list,
    ...(members.length > 0 && { NickList: nickList(members) }),
    ...(properties.length > 0 && { ContactListProperties: { Property: properties } }),
  });
  return world.ask(owner, { name: 'CreateList-Request', value });
}

export async function deleteList(world: World, party: Party, list: string): Promise<Answer> {
  return world.ask(party, { name: 'DeleteList-Request', value: { ContactList: list } });
}

/** ListManage-Request with at most one change; from 1.2 on it says whether the members are wanted. */
async function manage(world: World, party: Party, list: string, change: object, members: boolean): Promise<Answer> {
  const flag = world.version === '1.1' ? {} : { ReceiveList: members };
  const value = draft('ListManage-Request', { ContactList: list, ...change, ...flag });
  return world.ask(party, { name: 'ListManage-Request', value });
}

export function readList(world: World, party: Party, list: string, members = true): Promise<Answer> {
  return manage(world, party, list, {}, members);
}
export function addMembers(world: World, party: Party, list: string, words: string): Promise<Answer> {
  return manage(world, party, list, { AddNickList: nickList(contentsOf(world, words).members) }, false);
}
export function addUsers(world: World, party: Party, list: string, users: readonly string[]): Promise<Answer> {
  return manage(world, party, list, { AddNickList: { UserID: users } }, false);
}
export function removeMembers(world: World, party: Party, list: string, words: string): Promise<Answer> {
  const users = contentsOf(world, words).members.map((one) => one.user);
  return manage(world, party, list, { RemoveNickList: { UserID: users } }, false);
}
export function setProperty(world: World, party: Party, list: string, Name: string, Value: string): Promise<Answer> {
  return manage(world, party, list, { ContactListProperties: { Property: [{ Name, Value }] } }, false);
}

/** The members an answer to ListManage-Request shows. */
export function membersIn(answer: Answer): readonly Member[] {
  const { NickList } = anyVersion(answer.primitive.value);
  const list = (NickList ?? {}) as {
    readonly NickName?: readonly Value<'NickName'>[];
    readonly UserID?: readonly string[];
  };
  return [
    ...(list.NickName ?? []).map((one) => ({ user: one.UserID, nickname: one.Name })),
    ...(list.UserID ?? []).map((user) => ({ user })),
  ];
}

/** The properties an answer about a contact list shows. */
export function propertiesIn(answer: Answer): readonly Property[] {
  const value = answer.primitive.value as {
    readonly ContactListProperties?: { readonly Property?: readonly { Name: string; Value?: string }[] };
  };
  return (value.ContactListProperties?.Property ?? []).map(({ Name, Value }) => ({ Name, Value: Value ?? '' }));
}
export function propertyIn(answer: Answer, name: string): string | undefined {
  return propertiesIn(answer).find((one) => one.Name.toLowerCase() === name.toLowerCase())?.Value;
}

/** The members of a list, as a reading ListManage-Request tells them. */
export async function membersOf(world: World, owner: Party, label: string): Promise<readonly Member[]> {
  return world.prerequisite('CSP-CLS-022', async () => {
    const answer = await readList(world, owner, listId(world, owner, label));
    world.expect.primitive(answer, 'ListManage-Response', 200);
    return membersIn(answer);
  });
}

/** Fails unless the list holds these members with these nicknames, each once; `only`: and nobody else. */
export async function holds(world: World, owner: Party, label: string, words: string, only: boolean): Promise<void> {
  const members = await membersOf(world, owner, label);
  const place = world.place(world.answer, 'NickList');
  const wanted = contentsOf(world, words).members;
  for (const { user, nickname } of wanted) {
    const entries = members.filter((one) => sameUser(one.user, user));
    world.expect.equal(`entries of ${user} in NickList`, entries.length, 1, place);
    if (nickname !== undefined) world.expect.equal(`Name of ${user}`, entries[0]?.nickname, nickname, place);
  }
  if (only) world.expect.equal('members in NickList', members.length, wanted.length, place);
}

export interface Lists {
  readonly standard: string | undefined;
  readonly others: readonly string[];
  readonly answer: Answer;
}

/** The same list: domains need not be written, letter case does not count. */
export function sameList(a: string, b: string): boolean {
  return sameUser(a.replace(/^wv:\//i, 'wv:'), b.replace(/^wv:\//i, 'wv:'));
}

/** The lists in the answer to GetList-Request. */
export async function listsOf(world: World, owner: Party): Promise<Lists> {
  return world.prerequisite('CSP-CLS-001', async () => {
    const answer = await world.ask(owner, { name: 'GetList-Request', value: {} });
    world.expect.primitive(answer, 'GetList-Response');
    return listsIn(answer);
  });
}
export function listsIn(answer: Answer): Lists {
  const value = answer.primitive.value as {
    readonly ContactList?: readonly string[];
    readonly ContactListIDList?: { readonly ContactList?: readonly string[] };
    readonly DefaultContactList?: string;
  };
  const others = [...(value.ContactList ?? []), ...(value.ContactListIDList?.ContactList ?? [])];
  return { standard: value.DefaultContactList || undefined, others, answer };
}

/** Creates lists until the user has as many as the implementation allows; returns how many there are then. */
export async function fillLists(world: World, owner: Party, limit: number): Promise<void> {
  const { standard, others } = await listsOf(world, owner);
  const known = new Set([...others, ...(standard === undefined ? [] : [standard])].map((one) => one.toLowerCase()))
    .size;
  for (let i = known; i < limit; i++) world.expect.success(await createList(world, owner, `fill${i}`));
}

/** Codes an answer reports: its own and those of its DetailedResults. */
export function codesIn(answer: Answer): readonly number[] {
  return [answer.code ?? 200, ...detailsOf(answer).map((detail) => detail.Code)];
}

export const labelsIn = (text: string) => [...text.matchAll(/"([^"]+)"/g)].map(([, label = '']) => label);
