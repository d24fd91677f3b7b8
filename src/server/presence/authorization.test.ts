import { describe, expect, it } from 'vitest';
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
  subscribe,
  update,
} from '../../testing/server/presence/requests.ts';
import { at, createWorld, listOf, toldOf, type World, type WorldOptions } from '../../testing/server/presence/world.ts';
import type { Session } from '../sessions/session.ts';

interface Stage {
  readonly world: World;
  /** The publisher: StatusText, Alias and PLMN have values. */
  readonly bob: Session;
  readonly alice: Session;
  /** The attributes out of StatusText, Alias and PLMN that alice may see now. */
  sees(who?: Session): readonly string[];
  attach(named: Attach): number;
  detach(named: Attach): number;
  list(name: string, ...members: string[]): string;
}

const PUBLISHED = ['PLMN', 'StatusText', 'Alias'];

function stage(version: Version, options: WorldOptions = {}): Stage {
  const world = createWorld(options);
  const [bob, alice] = [world.login('bob', { version }), world.login('alice', { version })];
  world.ask(bob, 'UpdatePresence-Request', update(version, { StatusText: 'x', Alias: 'y', PLMN: 'z' }));
  return {
    world,
    bob,
    alice,
    sees(who = alice) {
      const { value } = world.ask(who, 'GetPresence-Request', getPresence(who.version, { users: ['bob'] }));
      const seen = (value as Value<'GetPresence-Response'>).Presence?.[0]?.PresenceSubList?.[0] ?? {};
      return PUBLISHED.filter((name) => name in seen);
    },
    attach: (named) => world.code(bob, 'CreateAttributeList-Request', createAttributeList(version, named)),
    detach: (named) => world.code(bob, 'DeleteAttributeList-Request', deleteAttributeList(version, named)),
    list(name, ...members) {
      const address = listOf('bob', name);
      const nicknames = Object.fromEntries(members.map((member) => [at(member), member]));
      world.ask(bob, 'CreateList-Request', createList(address, nicknames));
      return address;
    },
  };
}

describe.each(VERSIONS)('proactive authorization in %s', (version) => {
  it('gives nothing without an attribute list, and everything to oneself', () => {
    const { sees, bob } = stage(version);
    expect(sees()).toEqual([]);
    expect(sees(bob)).toEqual(PUBLISHED);
  });

  it('gives a contact list its attributes, to its members only', () => {
    const { sees, attach, list, world } = stage(version);
    const friends = list('friends', 'alice');
    expect(attach({ attributes: ['StatusText'], lists: [friends] })).toBe(200);
    expect(sees()).toEqual(['StatusText']);
    expect(sees(world.login('carol', { version }))).toEqual([]);
  });

  it('lets the list of a user override contact lists', () => {
    const { sees, attach, list } = stage(version);
    const friends = list('friends', 'alice');
    attach({ attributes: ['StatusText'], lists: [friends] });
    attach({ attributes: ['Alias'], users: ['alice'] });
    expect(sees()).toEqual(['Alias']);
    attach({ attributes: [], users: ['alice'] });
    expect(sees()).toEqual([]);
  });

  it('unites the attribute lists of several contact lists', () => {
    const { sees, attach, list } = stage(version);
    attach({ attributes: ['StatusText'], lists: [list('l1', 'alice')] });
    attach({ attributes: ['Alias'], lists: [list('l2', 'alice')] });
    list('l3', 'alice');
    attach({ attributes: ['PLMN'], standard: true });
    // The default list adds nothing where attached lists apply (AMB-093).
    expect(sees()).toEqual(['StatusText', 'Alias']);
  });

  it('gives the default attribute list to members of contact lists without one', () => {
    const { sees, attach, list, world, bob } = stage(version);
    attach({ attributes: ['StatusText'], standard: true });
    const address = list('friends', 'alice');
    expect(sees()).toEqual(['StatusText']);
    world.ask(bob, 'ListManage-Request', manageList(version, address, { remove: ['alice'] }));
    expect(sees()).toEqual(version === '1.3' ? ['StatusText'] : []);
  });

  it('replaces what was attached before and leaves the rest', () => {
    const { sees, attach, detach, list } = stage(version);
    attach({ attributes: ['PLMN'], standard: true });
    attach({ attributes: ['StatusText'], users: ['alice'] });
    attach({ attributes: ['Alias'], users: ['alice'] });
    expect(sees()).toEqual(['Alias']);
    list('friends', 'alice');
    expect(detach({ users: ['alice'] })).toBe(200);
    expect(sees()).toEqual(['PLMN']);
    expect(detach({ standard: true })).toBe(200);
    expect(sees()).toEqual([]);
  });

  it('follows membership and goes with the list', () => {
    const { sees, attach, list, world, bob } = stage(version);
    const friends = list('friends');
    attach({ attributes: ['StatusText'], lists: [friends] });
    expect(sees()).toEqual([]);
    world.ask(bob, 'ListManage-Request', manageList(version, friends, { add: ['alice'] }));
    expect(sees()).toEqual(['StatusText']);
    world.ask(bob, 'DeleteList-Request', { ContactList: friends });
    expect(sees()).toEqual([]);
    list('friends', 'alice');
    expect(sees()).toEqual([]);
  });

  it('tells subscribers at once what they may newly see, and no more of what they may not', () => {
    const { attach, detach, world, alice, bob } = stage(version);
    world.ask(alice, 'SubscribePresence-Request', subscribe(version, { users: ['bob'] }));
    expect(world.poll(alice).filter((one) => one.name === 'PresenceNotification-Request')).toEqual([]);
    attach({ attributes: ['StatusText', 'Alias'], users: ['alice'] });
    expect(Object.keys(toldOf(world.poll(alice), at('bob'))).sort()).toEqual(['Alias', 'StatusText']);
    attach({ attributes: ['Alias', 'PLMN'], users: ['alice'] });
    expect(Object.keys(toldOf(world.poll(alice), at('bob')))).toEqual(['PLMN']);
    world.ask(bob, 'UpdatePresence-Request', update(version, { StatusText: 'secret' }));
    expect(world.poll(alice)).toEqual([]);
    detach({ users: ['alice'] });
    world.ask(bob, 'UpdatePresence-Request', update(version, { Alias: 'secret' }));
    expect(world.poll(alice)).toEqual([]);
  });
});

describe.each(VERSIONS)('attribute lists in %s', (version) => {
  function attributeLists(world: World, session: Session, named: Attach): Value<'GetAttributeList-Response', '1.2'> {
    const { value } = world.ask(session, 'GetAttributeList-Request', getAttributeList(version, named));
    return value as Value<'GetAttributeList-Response', '1.2'>;
  }
  const empty = version === '1.3' ? [{}] : {};

  it('are read back as empty elements, all of them or those named', () => {
    const { world, bob, attach, list } = stage(version);
    const friends = list('friends', 'alice');
    attach({ attributes: ['StatusText', 'PLMN'], users: ['alice'] });
    attach({ attributes: ['Alias'], lists: [friends], standard: true });
    const all = attributeLists(world, bob, {});
    expect(all.Presence).toMatchObject([
      { UserID: at('alice'), PresenceSubList: [{ StatusText: {}, PLMN: empty }] },
      { ContactList: friends, PresenceSubList: [{ Alias: {} }] },
    ]);
    expect(all.DefaultAttributeList).toBeUndefined();
    const one = attributeLists(world, bob, { users: ['alice'], standard: true });
    expect(one.Presence).toHaveLength(1);
    const standard = one.DefaultAttributeList?.PresenceSubList;
    expect(standard).toEqual(version === '1.3' ? { Alias: {} } : [{ Alias: {} }]);
    expect(attributeLists(world, bob, { users: ['carol'] })).toMatchObject({ Result: { Code: 200 } });
  });

  it('report unknown users and lists, with what is known carried out', () => {
    const { world, bob, attach, detach, sees } = stage(version);
    const strange = createAttributeList(version, {
      attributes: ['StatusText'],
      users: ['alice', 'ghost'],
      lists: [listOf('bob', 'none')],
    });
    const { Result } = world.ask(bob, 'CreateAttributeList-Request', strange).value as Value<'Status'>;
    expect(Result.Code).toBe(201);
    expect(Result.DetailedResult?.map((detail) => detail.Code).sort()).toEqual([531, 700]);
    expect(sees()).toEqual(['StatusText']);
    expect(attach({ attributes: ['Alias'], users: ['ghost'] })).toBe(531);
    expect(attach({ attributes: ['Alias'], lists: [listOf('alice', 'none')] })).toBe(700);
    expect(attach({ attributes: ['Alias'], users: ['ghost'], lists: [listOf('bob', 'none')] })).toBe(900);
    expect(attach({ attributes: ['Alias'], users: ['ghost'], standard: true })).toBe(201);
    expect(detach({ users: ['ghost'] })).toBe(531);
    expect(attributeLists(world, bob, { users: ['ghost'], lists: [listOf('bob', 'none')] }).Result.Code).toBe(900);
  });

  it('are refused with an attribute the version does not have, and when they name nothing', () => {
    const { world, bob, sees, attach } = stage(version);
    const request = { PresenceSubList: { StatusText: {}, Shoe: {} }, UserID: ['alice'], DefaultList: false };
    const shaped = version === '1.3' ? { ...request, UserID: undefined, UserIDList: { UserID: ['alice'] } } : request;
    expect(
      world.code(bob, 'CreateAttributeList-Request', shaped as unknown as Value<'CreateAttributeList-Request'>),
    ).toBe(750);
    expect(sees()).toEqual([]);
    expect(attach({ attributes: ['StatusText'] })).toBe(400);
  });

  it('stop at their limit, the default one not counted', () => {
    const { attach, list, world, bob } = stage(version, { presence: { limits: { attributeListsPerUser: 2 } } });
    const friends = list('friends', 'alice');
    expect(attach({ attributes: ['Alias'], users: ['alice'], standard: true })).toBe(200);
    expect(attach({ attributes: ['Alias'], lists: [friends] })).toBe(200);
    expect(attach({ attributes: ['StatusText'], users: ['alice', 'carol'] })).toBe(version === '1.1' ? 403 : 755);
    expect(attributeLists(world, bob, { users: ['alice', 'carol'] }).Presence).toMatchObject([
      { PresenceSubList: [{ Alias: {} }] },
    ]);
    expect(attach({ attributes: ['StatusText'], users: ['alice'], lists: [friends] })).toBe(200);
  });
});

describe('what the profile decides', () => {
  it('reaches everybody or members only with the default list, whatever the version', () => {
    const wide = stage('1.1', { presence: { defaultListReach: 'everybody' } });
    wide.attach({ attributes: ['Alias'], standard: true });
    expect(wide.sees()).toEqual(['Alias']);
    const narrow = stage('1.3', { presence: { defaultListReach: 'contact-lists' } });
    narrow.attach({ attributes: ['Alias'], standard: true });
    expect(narrow.sees()).toEqual([]);
  });

  it('adds the default list to attached lists, and reads an empty list as everything', () => {
    const { attach, list, sees } = stage('1.2', {
      presence: { defaultListAdds: true, emptyAttributeList: 'everything' },
    });
    attach({ attributes: ['Alias'], standard: true });
    attach({ attributes: ['StatusText'], lists: [list('l1', 'alice')] });
    list('l2', 'alice');
    expect(sees()).toEqual(['StatusText', 'Alias']);
    attach({ attributes: [], users: ['alice'] });
    expect(sees()).toEqual(PUBLISHED);
  });
});

describe('AuthorizeAndGrant of 1.3', () => {
  it('lets members see what their list gives in spite of a narrower list of their own, and grants access', () => {
    const granted: string[] = [];
    const { world, bob, attach, list, sees } = stage('1.3', {
      links: { grant: (session, users) => granted.push(session.user, ...users) > 0 },
    });
    const friends = list('friends');
    attach({ attributes: ['StatusText'], lists: [friends] });
    attach({ attributes: ['Alias'], users: ['alice'] });
    world.ask(bob, 'ListManage-Request', manageList('1.3', friends, { add: ['alice'], grant: true }));
    expect(sees()).toEqual(['StatusText', 'Alias']);
    expect(granted).toEqual([at('bob'), at('alice')]);
  });
});

describe('the parts of presence', () => {
  it('decide through rules that can be replaced', () => {
    const broken = stage('1.2', { changes: { rules: () => ({ byUser: () => undefined }) } });
    broken.attach({ attributes: ['Alias'], users: ['alice'] });
    expect(broken.sees()).toEqual([]);
    const wrapped = stage('1.2', { changes: { rules: () => ({ byReaction: () => -1 }) } });
    expect(wrapped.sees()).toEqual(PUBLISHED);
  });
});
