/** Bad requests: the code of the standard, and no trace of what was refused (csp semantics, sections 7 to 10). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { statusCode } from '../../protocol/facts/status-codes.ts';
import type { PrimitiveName } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import { VERSIONS, type Version } from '../../protocol/version.ts';
import {
  type Attach,
  createAttributeList,
  createList,
  deleteAttributeList,
  getAttributeList,
  getPresence,
  manageList,
  type Named,
  subscribe,
  unsubscribe,
  update,
} from '../../testing/server/presence/requests.ts';
import { snapshot } from '../../testing/server/presence/snapshot.ts';
import { at, createWorld, listOf, type World, type WorldOptions } from '../../testing/server/presence/world.ts';
import type { Session } from '../sessions/session.ts';

const USERS = ['alice', 'bob', 'carol', 'dave'];
const MINE = listOf('bob', 'friends');
const THEIRS = listOf('alice', 'hers');
const GHOST = at('ghost');
const ABROAD = 'wv:eve@elsewhere.example';

interface Stage {
  readonly world: World;
  readonly bob: Session;
  readonly alice: Session;
}

/** Bob with a list, attribute lists, values, a watcher, a decision and subscriptions of his own. */
function stage(version: Version, presence: WorldOptions['presence'] = {}): Stage {
  const world = createWorld({ users: USERS, presence });
  const [bob, alice] = [world.login('bob', { version }), world.login('alice', { version })];
  world.ask(alice, 'CreateList-Request', createList(THEIRS, { [at('carol')]: 'C' }));
  world.ask(bob, 'CreateList-Request', createList(MINE, { [at('alice')]: 'Al' }, { DisplayName: 'Friends' }));
  world.ask(
    bob,
    'CreateAttributeList-Request',
    createAttributeList(version, { lists: [MINE], attributes: ['StatusText'] }),
  );
  world.ask(bob, 'UpdatePresence-Request', update(version, { StatusText: 'before', Alias: 'B' }));
  world.ask(alice, 'SubscribePresence-Request', subscribe(version, { users: ['bob'] }));
  world.ask(bob, 'SubscribePresence-Request', subscribe(version, { users: ['alice'] }));
  if (version !== '1.3') {
    world.ask(bob, 'PresenceAuth-User', { UserID: at('carol'), Acceptance: true } as Value<'PresenceAuth-User'>);
  }
  return { world, bob, alice };
}

interface Bad {
  readonly name: PrimitiveName;
  readonly request: unknown;
  readonly code: number;
}

/** The request is refused with the code, which the version has, and nothing is otherwise than before. */
function refuses({ world, bob }: Stage, { name, request, code }: Bad): void {
  const before = snapshot(world, USERS);
  expect(world.code(bob, name, request as Value<typeof name>), name).toBe(code);
  expect(statusCode(code)?.versions).toContain(bob.version);
  expect(snapshot(world, USERS)).toEqual(before);
}

const many = (count: number) => Array.from({ length: count }, (_, n) => at(`u${n}`));

describe.each(VERSIONS)('in %s', (version) => {
  const early = version === '1.1';
  const noAddress = early ? 402 : 901;
  const create = (list: string, ...more: [Record<string, string>?, Record<string, string>?]): Bad => ({
    name: 'CreateList-Request',
    request: createList(list, ...more),
    code: 0,
  });
  const manage = (list: string, change: Parameters<typeof manageList>[2] = {}): Bad => ({
    name: 'ListManage-Request',
    request: manageList(version, list, change),
    code: 0,
  });
  const nicknamed = (...nicks: readonly [name: string, user: string][]): Bad => ({
    name: 'ListManage-Request',
    request: {
      ...manageList(version, MINE),
      AddNickList: { NickName: nicks.map(([Name, UserID]) => ({ Name, UserID })) },
    },
    code: 0,
  });

  const lists: readonly (readonly [what: string, bad: Bad, code: number])[] = [
    ['a list under another user', create(listOf('alice', 'new')), 402],
    ['a list in another domain', create('wv:bob/new@elsewhere.example'), 402],
    ['an address that is none', create('friends'), 402],
    ['the address of a user', create(at('bob')), 402],
    ['an empty address', create(''), 402],
    ['a name that hides a slash', create('wv:bob/a%2Fb@example.com'), 402],
    ['an address past its length', create(listOf('bob', 'x'.repeat(101 - listOf('bob', '').length))), 402],
    ['an address that is taken, in other letters', create('wv:BOB/Friends@Example.com'), 701],
    ['a nickname past its length', create(listOf('bob', 'new'), { [at('alice')]: 'n'.repeat(51) }), 702],
    ['a display name past its length', create(listOf('bob', 'new'), {}, { DisplayName: 'd'.repeat(51) }), 752],
    ['a property given twice', create(listOf('bob', 'new'), {}, { Default: 'T', default: 'T' }), 752],
    ['a property with no value of its own', create(listOf('bob', 'new'), {}, { Default: 'maybe' }), 752],
    [
      'the deletion of a list of others',
      { name: 'DeleteList-Request', request: { ContactList: THEIRS }, code: 0 },
      700,
    ],
    ['the deletion of no list', { name: 'DeleteList-Request', request: { ContactList: '' }, code: 0 }, 700],
    ['reading a list of others', manage(THEIRS), 700],
    ['adding to a list of others', manage(THEIRS, { add: ['alice'] }), 700],
    ['adding an unknown user', manage(MINE, { add: ['ghost'] }), 531],
    ['adding a user of a foreign domain', manage(MINE, { add: [ABROAD] }), 516],
    ['adding what is no address', manage(MINE, { add: ['two words'] }), noAddress],
    ['adding for several reasons in vain', manage(MINE, { add: ['ghost', ABROAD] }), 900],
    ['a nickname too long beside a good one', nicknamed(['C', at('carol')], ['n'.repeat(51), at('dave')]), 702],
    ['removing an unknown user', manage(MINE, { remove: ['ghost'] }), 531],
    ['a wrong property beside a good one', manage(MINE, { properties: { DisplayName: 'x', Default: '1' } }), 752],
  ];

  it.each(lists)('contact lists refuse %s', (_, bad, code) => refuses(stage(version), { ...bad, code }));

  it('contact lists take what is just at a length limit', () => {
    const { world, bob } = stage(version);
    const list = listOf('bob', 'x'.repeat(100 - listOf('bob', '').length));
    const request = createList(list, { [at('alice')]: 'n'.repeat(50) }, { DisplayName: 'd'.repeat(50) });
    expect(world.code(bob, 'CreateList-Request', request)).toBe(200);
  });

  it('a list is refused with ten thousand members, and with one more list than allowed', () => {
    const crowd = many(10_000);
    const world = createWorld({ users: [...USERS, ...crowd.map((user) => user.slice(3, user.indexOf('@')))] });
    const bob = world.login('bob', { version });
    const before = snapshot(world, USERS);
    const NickList = { UserID: crowd };
    const request = { ContactList: MINE, NickList } as Value<'CreateList-Request'>;
    expect(world.code(bob, 'CreateList-Request', request)).toBe(early ? 403 : 754);
    expect(snapshot(world, USERS)).toEqual(before);
    // Ten thousand times the same user is one member.
    const repeated = { ContactList: MINE, NickList: { UserID: Array(10_000).fill(at('alice')) } };
    expect(world.code(bob, 'CreateList-Request', repeated as Value<'CreateList-Request'>)).toBe(200);
    expect(world.presence.listMembers(at('bob'), MINE)).toEqual([at('alice')]);
    const narrow = stage(version, { limits: { contactListsPerUser: 1 } });
    refuses(narrow, { ...create(listOf('bob', 'second')), code: early ? 403 : 753 });
  });

  it('ten thousand users are too many for a subscription or for attribute lists, with nothing done', () => {
    const crowd = many(10_000).map((user) => user.slice(3, user.indexOf('@')));
    const world = createWorld({ users: [...USERS, ...crowd] });
    const bob = world.login('bob', { version });
    const before = snapshot(world, USERS);
    expect(world.code(bob, 'SubscribePresence-Request', subscribe(version, { users: crowd }))).toBe(403);
    const attach = createAttributeList(version, { users: crowd, attributes: ['Alias'] });
    expect(world.code(bob, 'CreateAttributeList-Request', attach)).toBe(early ? 403 : 755);
    expect(snapshot(world, USERS)).toEqual(before);
    expect(world.code(bob, 'GetPresence-Request', getPresence(version, { users: crowd }))).toBe(200);
  });

  const targeted: readonly (readonly [name: PrimitiveName, make: (named: Attach) => object])[] = [
    ['SubscribePresence-Request', (named) => subscribe(version, named)],
    ['UnsubscribePresence-Request', (named) => unsubscribe(version, named)],
    ['GetPresence-Request', (named) => getPresence(version, named)],
    ['CreateAttributeList-Request', (named) => createAttributeList(version, { attributes: ['Alias'], ...named })],
    ['DeleteAttributeList-Request', (named) => deleteAttributeList(version, named)],
    ['GetAttributeList-Request', (named) => getAttributeList(version, named)],
  ];

  it.each(targeted)('%s is refused when all it names is wrong', (name, make) => {
    const one = stage(version);
    refuses(one, { name, request: make({ users: ['ghost'] }), code: 531 });
    refuses(one, { name, request: make({ users: [ABROAD] }), code: 516 });
    refuses(one, { name, request: make({ users: ['a b'] }), code: noAddress });
    refuses(one, { name, request: make({ lists: [THEIRS] }), code: 700 });
    refuses(one, { name, request: make({ users: ['ghost', ABROAD] }), code: 900 });
    if (name !== 'GetAttributeList-Request') refuses(one, { name, request: make({}), code: 400 });
  });

  it.each(targeted)('%s names in its answer what was wrong, and carries out the rest', (name, make) => {
    const { world, bob } = stage(version);
    const answer = world.ask(
      bob,
      name,
      make({ users: ['alice', 'ghost', 'alice', 'ghost', ABROAD] }) as Value<typeof name>,
    );
    const { Code: code, DetailedResult: details = [] } = (answer.value as { Result: Value<'Result'> }).Result;
    expect(code).toBe(201);
    expect(details.map(({ Code, UserID }) => [Code, UserID])).toEqual([
      [531, ['ghost']],
      [516, [ABROAD]],
    ]);
  });

  it.each(targeted.slice(0, 4).filter(([name]) => name !== 'UnsubscribePresence-Request'))(
    '%s refuses an attribute the version does not have',
    (name, make) => {
      const unknown = { ...make({ users: ['alice'] }), PresenceSubList: { StatusText: {}, Weather: {} } };
      refuses(stage(version), { name, request: unknown, code: 750 });
      const late = { ...make({ users: ['alice'] }), PresenceSubList: { InfoLink: {} } };
      if (early) refuses(stage(version), { name, request: late, code: 750 });
    },
  );

  it('an update is carried out as a whole or not at all', () => {
    const good = { Qualifier: true, PresenceValue: 'after' };
    const series = (value: object) => (version === '1.3' ? [value] : value);
    const bad: readonly (readonly [object, number])[] = [
      [{ UserAvailability: { Qualifier: true, PresenceValue: 'BUSY' } }, 751],
      [{ UserAvailability: { Qualifier: true } }, 751],
      [{ UserAvailability: {} }, 751],
      [{ FreeTextLocation: series({ Qualifier: true }) }, 751],
      [{ TimeZone: series({ Qualifier: true, Zone: 'CET' }) }, 751],
      [{ Alias: { Qualifier: true, PresenceValue: 'a'.repeat(65_536) } }, 751],
      [{ Weather: { Qualifier: true, PresenceValue: 'fair' } }, 750],
      ...(early ? [[{ InfoLink: { Qualifier: true } }, 750] as const] : []),
      ...(version === '1.3'
        ? [
            [{ FreeTextLocation: [good, good] }, 751] as const,
            [{ FreeTextLocation: [{ ...good, ClientID: { URL: 'http://other.example' } }] }, 751] as const,
          ]
        : []),
    ];
    for (const [list, code] of bad) {
      const request = { PresenceSubList: { StatusText: good, ...list } };
      refuses(stage(version), { name: 'UpdatePresence-Request', request, code });
    }
  });
});

it.each(['1.1', '1.2'] as const)('a decision about nobody, or about no attribute, is refused in %s', (version) => {
  const decide = (UserID: string, list?: object) => ({
    UserID,
    Acceptance: true,
    ...(list === undefined ? {} : { PresenceSubList: list }),
  });
  const one = stage(version);
  refuses(one, { name: 'PresenceAuth-User', request: decide(GHOST), code: 531 });
  refuses(one, { name: 'PresenceAuth-User', request: decide(ABROAD), code: 516 });
  refuses(one, { name: 'PresenceAuth-User', request: decide(at('dave'), { Weather: {} }), code: 750 });
  refuses(one, { name: 'CancelAuth-Request', request: { UserID: GHOST }, code: 531 });
  if (version === '1.2') {
    refuses(one, { name: 'GetReactiveAuthStatus-Request', request: { UserID: [at('carol'), GHOST] }, code: 531 });
  }
});

it('any mixture of good and bad is carried out in its good part, or refused and without a trace', {
  timeout: 60_000,
}, () => {
  const person = fc.constantFrom('alice', 'carol', 'dave', 'ghost', ABROAD, 'a b', 'ALICE');
  const list = fc.constantFrom(MINE, THEIRS, listOf('bob', 'none'), 'nonsense');
  const mixture = fc.record({
    version: fc.constantFrom(...VERSIONS),
    what: fc.constantFrom('subscribe', 'attach', 'add', 'remove'),
    users: fc.array(person, { maxLength: 5 }),
    lists: fc.array(list, { maxLength: 3 }),
  });
  const good = (user: string) => ['alice', 'carol', 'dave'].includes(user.toLowerCase());
  fc.assert(
    fc.property(mixture, ({ version, what, users, lists }) => {
      const one = stage(version);
      const { world, bob } = one;
      const before = snapshot(world, USERS);
      const named: Named = { users, lists: what === 'add' || what === 'remove' ? [] : lists };
      const known = users.filter(good).map((user) => at(user.toLowerCase()));
      const code =
        what === 'subscribe'
          ? world.code(bob, 'SubscribePresence-Request', subscribe(version, named))
          : what === 'attach'
            ? world.code(bob, 'CreateAttributeList-Request', createAttributeList(version, { ...named, attributes: [] }))
            : world.code(bob, 'ListManage-Request', manageList(version, MINE, { [what]: users }));
      const items = [...users.map(good), ...(named.lists ?? []).map((one) => one === MINE)];
      if (items.length > 0) {
        const expected = items.every(Boolean) ? 200 : items.some(Boolean) ? 201 : undefined;
        if (expected === undefined) expect(code).toBeGreaterThanOrEqual(400);
        else expect(code).toBe(expected);
      }
      if (code >= 300) expect(snapshot(world, USERS)).toEqual(before);
      const { parts } = world;
      const record = parts.state.of(at('bob'));
      if (what === 'add') for (const user of known) expect(world.presence.isMember(at('bob'), MINE, user)).toBe(true);
      if (what === 'attach') expect([...record.userAttributeLists.keys()].sort()).toEqual([...new Set(known)].sort());
      if (what === 'subscribe') {
        const following = parts.state.session(bob).subscriptions;
        for (const user of known) expect(following.has(user)).toBe(true);
      }
      if (what === 'remove')
        for (const user of known) expect(world.presence.isMember(at('bob'), MINE, user)).toBe(false);
    }),
    { numRuns: 400 },
  );
});
