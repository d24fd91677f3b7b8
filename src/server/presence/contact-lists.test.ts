import { describe, expect, it } from 'vitest';
import type { Value } from '../../protocol/messages/infer.ts';
import { VERSIONS, type Version } from '../../protocol/version.ts';
import { createList, manageList } from '../../testing/server/presence/requests.ts';
import { at, createWorld, listOf, type World } from '../../testing/server/presence/world.ts';
import type { Session } from '../sessions/session.ts';

function listsOf(world: World, session: Session): { readonly others: readonly string[]; readonly standard?: string } {
  const { value } = world.ask(session, 'GetList-Request', {});
  const answer = value as Value<'GetList-Response', '1.2'> & Value<'GetList-Response', '1.3'>;
  const others = answer.ContactList ?? answer.ContactListIDList?.ContactList ?? [];
  return { others, ...(answer.DefaultContactList === undefined ? {} : { standard: answer.DefaultContactList }) };
}

interface Reading {
  readonly nicknames: Readonly<Record<string, string>>;
  readonly plain: readonly string[];
  readonly properties: Readonly<Record<string, string | undefined>>;
  readonly hasMembers: boolean;
}

function read(world: World, session: Session, list: string, receive = true): Reading {
  const { value } = world.ask(session, 'ListManage-Request', manageList(session.version, list, { receive }));
  const answer = value as Value<'ListManage-Response', '1.2'>;
  const nicks = (answer.NickList ?? {}) as {
    readonly NickName?: readonly Value<'NickName'>[];
    readonly UserID?: readonly string[];
  };
  return {
    nicknames: Object.fromEntries((nicks.NickName ?? []).map((nick) => [nick.UserID, nick.Name])),
    plain: nicks.UserID ?? [],
    properties: Object.fromEntries((answer.ContactListProperties?.Property ?? []).map((p) => [p.Name, p.Value])),
    hasMembers: answer.NickList !== undefined,
  };
}

describe.each(VERSIONS)('contact lists in %s', (version: Version) => {
  it('are created with members, nicknames and properties and named by GetList', () => {
    const world = createWorld();
    const alice = world.login('alice', { version });
    const list = listOf('alice', 'Friends');
    const answer = world.ask(
      alice,
      'CreateList-Request',
      createList(list, { [at('bob')]: 'Bobby', [at('carol')]: 'Caro' }, { DisplayName: 'My friends' }),
    );
    expect(answer.name).toBe(version === '1.3' ? 'CreateList-Response' : 'Status');
    expect(listsOf(world, alice)).toEqual({ others: [], standard: list });
    const reading = read(world, alice, list);
    expect(reading.nicknames).toEqual({ [at('bob')]: 'Bobby', [at('carol')]: 'Caro' });
    expect(reading.properties).toEqual({ DisplayName: 'My friends', Default: 'T' });
  });

  it('are the same from every session of the user and never those of others', () => {
    const world = createWorld();
    const first = world.login('alice', { version });
    world.ask(first, 'CreateList-Request', createList(listOf('alice', 'l')));
    world.logout(first);
    world.ask(world.login('bob', { version }), 'CreateList-Request', createList(listOf('bob', 'l')));
    const again = world.login('alice', { version, client: 'http://other.example' });
    expect(listsOf(world, again)).toEqual({ others: [], standard: listOf('alice', 'l') });
  });

  it('have one default list as long as there are any', () => {
    const world = createWorld();
    const alice = world.login('alice', { version });
    const [l1, l2, l3] = ['l1', 'l2', 'l3'].map((name) => listOf('alice', name)) as [string, string, string];
    expect(listsOf(world, alice)).toEqual({ others: [] });
    world.ask(alice, 'CreateList-Request', createList(l1, {}, { Default: 'F' }));
    world.ask(alice, 'CreateList-Request', createList(l2));
    world.ask(alice, 'CreateList-Request', createList(l3, {}, { default: 'T' }));
    expect(listsOf(world, alice)).toEqual({ others: [l1, l2], standard: l3 });
    world.ask(alice, 'ListManage-Request', manageList(version, l2, { properties: { Default: 'T' } }));
    expect(listsOf(world, alice)).toEqual({ others: [l1, l3], standard: l2 });
    expect(world.code(alice, 'ListManage-Request', manageList(version, l2, { properties: { Default: 'F' } }))).toBe(
      200,
    );
    expect(listsOf(world, alice).standard).toBe(l2);
    expect(world.code(alice, 'DeleteList-Request', { ContactList: l2 })).toBe(200);
    expect(listsOf(world, alice)).toEqual({ others: [l3], standard: l1 });
  });

  it('take members in and out, each once, with the last nickname', () => {
    const world = createWorld();
    const alice = world.login('alice', { version });
    const list = listOf('alice', 'l');
    world.ask(alice, 'CreateList-Request', createList(list, { [at('bob')]: 'n1' }));
    const rename = manageList(version, list) as Value<'ListManage-Request', '1.2'>;
    const add = { ...rename, AddNickList: { NickName: [{ Name: 'n2', UserID: 'BOB' }], UserID: ['wv:carol'] } };
    expect(world.code(alice, 'ListManage-Request', add as Value<'ListManage-Request'>)).toBe(200);
    expect(read(world, alice, list)).toMatchObject({ nicknames: { [at('bob')]: 'n2' }, plain: [at('carol')] });
    expect(world.code(alice, 'ListManage-Request', manageList(version, list, { remove: [at('bob')] }))).toBe(200);
    expect(read(world, alice, list)).toMatchObject({ nicknames: {}, plain: [at('carol')] });
    expect(world.code(alice, 'ListManage-Request', manageList(version, list, { remove: [at('dave')] }))).toBe(200);
  });

  it('report unknown users and keep the known ones', () => {
    const world = createWorld();
    const alice = world.login('alice', { version });
    const list = listOf('alice', 'l');
    const created = world.ask(alice, 'CreateList-Request', createList(list, { [at('bob')]: 'b', 'wv:nobody': 'n' }));
    expect((created.value as Value<'Status'>).Result).toMatchObject({
      Code: 201,
      DetailedResult: [{ Code: 531, UserID: ['wv:nobody'] }],
    });
    expect(read(world, alice, list).nicknames).toEqual({ [at('bob')]: 'b' });
    expect(world.code(alice, 'ListManage-Request', manageList(version, list, { add: ['ghost', 'carol'] }))).toBe(201);
    expect(read(world, alice, list).plain).toEqual([at('carol')]);
    expect(world.code(alice, 'ListManage-Request', manageList(version, list, { add: ['ghost'] }))).toBe(531);
    expect(world.code(alice, 'ListManage-Request', manageList(version, list, { add: ['u@far.example'] }))).toBe(516);
    expect(
      world.code(alice, 'ListManage-Request', manageList(version, list, { add: ['ghost', 'u@far.example'] })),
    ).toBe(900);
  });

  it('refuse a second list of the same address, unknown lists and those of others', () => {
    const world = createWorld();
    const [alice, bob] = [world.login('alice', { version }), world.login('bob', { version })];
    const list = listOf('bob', 'l');
    world.ask(bob, 'CreateList-Request', createList(list, { [at('carol')]: 'c' }));
    expect(world.code(bob, 'CreateList-Request', createList('wv:BOB/L'))).toBe(701);
    expect(world.code(bob, 'DeleteList-Request', { ContactList: listOf('bob', 'other') })).toBe(700);
    expect(world.code(alice, 'DeleteList-Request', { ContactList: list })).toBe(700);
    const peek = world.ask(alice, 'ListManage-Request', manageList(version, list));
    expect(peek.name).toBe('Status');
    expect(world.code(alice, 'ListManage-Request', manageList(version, list, { add: [at('dave')] }))).toBe(700);
    expect(read(world, bob, list).nicknames).toEqual({ [at('carol')]: 'c' });
    expect(read(world, bob, list).plain).toEqual([]);
  });

  it.each([
    ['a second slash', 'wv:alice/a/b@example.com'],
    ['a second at sign', 'wv:alice/a@b@example.com'],
    ['a plus', 'wv:alice/a%2Bb@example.com'],
    ['white space', 'wv:alice/a b@example.com'],
    ['no name', 'wv:alice/@example.com'],
    ['no list at all', 'wv:alice@example.com'],
    ['another owner', 'wv:bob/x@example.com'],
    ['another domain', 'wv:alice/x@far.example'],
    ['an address past the length limit', `wv:alice/${'x'.repeat(100)}@example.com`],
  ])('refuse an address with %s', (_what, address) => {
    const world = createWorld();
    const alice = world.login('alice', { version });
    expect(world.code(alice, 'CreateList-Request', createList(address))).toBe(402);
    expect(listsOf(world, alice)).toEqual({ others: [] });
  });

  it('take names, nicknames and display names at their length limits and refuse those past them', () => {
    const world = createWorld();
    const alice = world.login('alice', { version });
    const frame = listOf('alice', '').length;
    const longest = listOf('alice', 'x'.repeat(100 - frame));
    expect(world.code(alice, 'CreateList-Request', createList(longest))).toBe(200);
    const list = listOf('alice', 'l');
    expect(world.code(alice, 'CreateList-Request', createList(list, { [at('bob')]: 'n'.repeat(51) }))).toBe(702);
    expect(world.code(alice, 'CreateList-Request', createList(list, {}, { DisplayName: 'd'.repeat(51) }))).toBe(752);
    expect(listsOf(world, alice).others).toEqual([]);
    const fits = createList(list, { [at('bob')]: 'n'.repeat(50) }, { DisplayName: 'd'.repeat(50) });
    expect(world.code(alice, 'CreateList-Request', fits)).toBe(200);
  });

  it('refuse properties they do not have, with nothing done', () => {
    const world = createWorld({ presence: { unknownProperty: 'refuse' } });
    const alice = world.login('alice', { version });
    const list = listOf('alice', 'l');
    expect(world.code(alice, 'CreateList-Request', createList(list, {}, { 'X-Unknown': '1' }))).toBe(752);
    expect(world.code(alice, 'CreateList-Request', createList(list, {}, { Default: 'maybe' }))).toBe(752);
    expect(listsOf(world, alice)).toEqual({ others: [] });
    world.ask(alice, 'CreateList-Request', createList(list, {}, { DisplayName: 'before' }));
    const change = manageList(version, list, { properties: { DisplayName: 'after', 'X-Unknown': '1' } });
    expect(world.code(alice, 'ListManage-Request', change)).toBe(752);
    expect(read(world, alice, list).properties.DisplayName).toBe('before');
  });

  it('stop at the limits of lists and contacts, with nothing done', () => {
    const users = Array.from({ length: 12 }, (_, n) => `u${n}`);
    const limits = { contactListsPerUser: 2, contactsPerList: 10 };
    const world = createWorld({ users: ['alice', ...users], presence: { limits } });
    const alice = world.login('alice', { version });
    const [tooManyLists, tooManyContacts] = version === '1.1' ? [403, 403] : [753, 754];
    const list = listOf('alice', 'l1');
    const members = (count: number) => Object.fromEntries(users.slice(0, count).map((user) => [at(user), user]));
    expect(world.code(alice, 'CreateList-Request', createList(list, members(11)))).toBe(tooManyContacts);
    expect(world.code(alice, 'CreateList-Request', createList(list, members(10)))).toBe(200);
    expect(world.code(alice, 'ListManage-Request', manageList(version, list, { add: ['u10'] }))).toBe(tooManyContacts);
    expect(world.code(alice, 'ListManage-Request', manageList(version, list, { add: ['u9'] }))).toBe(200);
    expect(Object.keys(read(world, alice, list).nicknames)).toHaveLength(10);
    expect(world.code(alice, 'CreateList-Request', createList(listOf('alice', 'l2')))).toBe(200);
    expect(world.code(alice, 'CreateList-Request', createList(listOf('alice', 'l3')))).toBe(tooManyLists);
    expect(listsOf(world, alice).others).toEqual([listOf('alice', 'l2')]);
  });
});

describe('ListManage-Response', () => {
  it('leaves the members out with ReceiveList F from 1.2 on', () => {
    for (const version of ['1.2', '1.3'] as const) {
      const world = createWorld();
      const alice = world.login('alice', { version });
      const list = listOf('alice', 'l');
      world.ask(alice, 'CreateList-Request', createList(list, { [at('bob')]: 'b' }));
      expect(read(world, alice, list, false).hasMembers).toBe(false);
      expect(read(world, alice, list, true).nicknames).toEqual({ [at('bob')]: 'b' });
    }
  });

  it('holds the members concerned by a change in 1.1', () => {
    const world = createWorld();
    const alice = world.login('alice', { version: '1.1' });
    const list = listOf('alice', 'l');
    world.ask(alice, 'CreateList-Request', createList(list, { [at('bob')]: 'b' }));
    const added = world.ask(alice, 'ListManage-Request', manageList('1.1', list, { add: ['carol'] }));
    expect(added.value).toMatchObject({ NickList: { UserID: [at('carol')] } });
    const removed = world.ask(alice, 'ListManage-Request', manageList('1.1', list, { remove: ['bob'] }));
    expect((removed.value as Value<'ListManage-Response'>).NickList).toEqual({});
  });
});

describe('a request with ten thousand members', () => {
  it('is refused past the limit, and carried out below it', () => {
    const users = Array.from({ length: 10_000 }, (_, n) => `u${n}`);
    const world = createWorld({ users: ['alice', ...users] });
    const alice = world.login('alice', { version: '1.2' });
    const members = Object.fromEntries(users.map((user) => [at(user), user]));
    const list = listOf('alice', 'crowd');
    expect(world.code(alice, 'CreateList-Request', createList(list, members))).toBe(754);
    expect(listsOf(world, alice)).toEqual({ others: [] });
    const strangers = Object.fromEntries(users.map((user) => [`wv:${user}.not@example.com`, user]));
    const answer = world.ask(alice, 'CreateList-Request', createList(list, strangers));
    expect((answer.value as Value<'Status'>).Result.DetailedResult?.[0]?.UserID).toHaveLength(10_000);
  });
});

describe('a contact by telephone number', () => {
  it('is resolved in 1.3 or refused with 920', () => {
    const world = createWorld();
    world.accounts.add({ user: 'erin', password: 'x', publicData: { mobileNumber: '+358 40 123' } });
    const alice = world.login('alice', { version: '1.3' });
    const list = listOf('alice', 'l');
    world.ask(alice, 'CreateList-Request', createList(list));
    expect(world.code(alice, 'ListManage-Request', manageList('1.3', list, { add: ['wv:+35840123'] }))).toBe(200);
    expect(read(world, alice, list).plain).toEqual([at('erin')]);
    expect(world.code(alice, 'ListManage-Request', manageList('1.3', list, { add: ['wv:+999'] }))).toBe(920);
  });
});
