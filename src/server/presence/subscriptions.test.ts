import { describe, expect, it } from 'vitest';
import type { Value } from '../../protocol/messages/infer.ts';
import { VERSIONS, type Version } from '../../protocol/version.ts';
import {
  createAttributeList,
  createList,
  getPresence,
  manageList,
  type Named,
  subscribe,
  unsubscribe,
  update,
} from '../../testing/server/presence/requests.ts';
import { at, createWorld, listOf, toldOf, type World, type WorldOptions } from '../../testing/server/presence/world.ts';
import type { Session } from '../sessions/session.ts';

const ALL = ['OnlineStatus', 'StatusText', 'Alias', 'PLMN'];

interface Stage {
  readonly world: World;
  readonly alice: Session;
  /** Publishers by name; each authorized everybody for ALL and published StatusText and Alias. */
  session(name: string): Session;
  follow(named: Named, auto?: boolean): number;
  leave(named: Named): number;
  publish(name: string, values: Readonly<Record<string, string>>): void;
  /** The attributes notified of a publisher since the last look. */
  told(name: string): readonly string[];
}

function stage(version: Version, options: WorldOptions = {}): Stage {
  const world = createWorld({ users: ['alice', 'bob', 'carol', 'dave'], ...options });
  const alice = world.login('alice', { version });
  const sessions = new Map<string, Session>();
  for (const name of ['bob', 'carol']) {
    const session = world.login(name, { version });
    sessions.set(name, session);
    world.ask(session, 'UpdatePresence-Request', update(version, { StatusText: 's0', Alias: 'a0' }));
    world.ask(
      session,
      'CreateAttributeList-Request',
      createAttributeList(version, { attributes: ALL, users: ['alice', 'dave'] }),
    );
  }
  const session = (name: string): Session => {
    const found = sessions.get(name);
    if (found === undefined) throw new Error(`no session of ${name}`);
    return found;
  };
  let unread: ReturnType<World['poll']> = [];
  return {
    world,
    alice,
    session,
    follow: (named, auto) => world.code(alice, 'SubscribePresence-Request', subscribe(version, named, auto)),
    leave: (named) => world.code(alice, 'UnsubscribePresence-Request', unsubscribe(version, named)),
    publish: (name, values) => void world.ask(session(name), 'UpdatePresence-Request', update(version, values)),
    told(name) {
      unread = [...unread, ...world.poll(alice)];
      const told = Object.keys(toldOf(unread, at(name)));
      unread = unread.filter((one) => Object.keys(toldOf([one], at(name))).length === 0);
      return told.sort();
    },
  };
}

describe.each(VERSIONS)('subscriptions in %s', (version) => {
  it('bring what is authorized and has a value at once, then what changes', () => {
    const { follow, told, publish } = stage(version);
    expect(follow({ users: ['bob'] })).toBe(200);
    expect(told('bob')).toEqual(['Alias', 'OnlineStatus', 'StatusText']);
    publish('bob', { StatusText: 's1' });
    expect(told('bob')).toEqual(['StatusText']);
    publish('bob', { StatusText: 's1' });
    expect(told('bob')).toEqual([]);
  });

  it('bring only the attributes asked for, all of them for none or an empty list', () => {
    const { follow, told, publish } = stage(version);
    follow({ users: ['bob'], attributes: ['StatusText'] });
    expect(told('bob')).toEqual(['StatusText']);
    publish('bob', { Alias: 'a1', StatusText: 's1' });
    expect(told('bob')).toEqual(['StatusText']);
    follow({ users: ['bob'], attributes: [] });
    expect(told('bob')).toEqual(['Alias', 'OnlineStatus', 'StatusText']);
  });

  it('replace the attributes when repeated, whether by user or by list', () => {
    const { follow, told, publish, world, alice } = stage(version);
    const list = listOf('alice', 'l');
    world.ask(alice, 'CreateList-Request', createList(list, { [at('bob')]: 'b' }));
    follow({ users: ['bob'], attributes: ['StatusText'] });
    follow({ lists: [list], attributes: ['Alias'] });
    told('bob');
    publish('bob', { StatusText: 's1', Alias: 'a1' });
    expect(told('bob')).toEqual(['Alias']);
    follow({ users: ['bob'], attributes: ['PLMN'] });
    publish('bob', { StatusText: 's2', Alias: 'a2', PLMN: 'p2' });
    expect(told('bob')).toEqual(['PLMN']);
  });

  it('do not disclose in the answer whether anything is authorized', () => {
    const { follow, told } = stage(version);
    expect(follow({ users: ['dave'] })).toBe(200);
    expect(told('dave')).toEqual([]);
  });

  it('cover the members of an own contact list, and end with it', () => {
    const { follow, leave, told, publish, world, alice } = stage(version);
    const list = listOf('alice', 'l');
    world.ask(alice, 'CreateList-Request', createList(list, { [at('bob')]: 'b', [at('carol')]: 'c' }));
    follow({ lists: [list], attributes: ['StatusText'] });
    expect([told('bob'), told('carol')]).toEqual([['StatusText'], ['StatusText']]);
    world.ask(alice, 'ListManage-Request', manageList(version, list, { remove: ['carol'] }));
    publish('carol', { StatusText: 's1' });
    // Without AutoSubscribe the list only stood for its members of the moment.
    expect(told('carol')).toEqual(['StatusText']);
    expect(leave({ lists: [list] })).toBe(200);
    publish('bob', { StatusText: 's2' });
    publish('carol', { StatusText: 's2' });
    expect([told('bob'), told('carol')]).toEqual([[], ['StatusText']]);
  });

  it('end by UnsubscribePresence, which harms nobody else', () => {
    const { follow, leave, told, publish } = stage(version);
    follow({ users: ['bob', 'carol'] });
    expect(leave({ users: ['bob'] })).toBe(200);
    expect(leave({ users: ['dave'] })).toBe(200);
    told('bob');
    told('carol');
    publish('bob', { StatusText: 's1' });
    publish('carol', { StatusText: 's1' });
    expect([told('bob'), told('carol')]).toEqual([[], ['StatusText']]);
  });

  it('end with the session and are not those of the next one', () => {
    const { follow, publish, world, alice } = stage(version);
    follow({ users: ['bob'] });
    world.logout(alice);
    const again = world.login('alice', { version });
    publish('bob', { StatusText: 's1' });
    expect(world.poll(again)).toEqual([]);
  });

  it('belong to one session among several of the user', () => {
    const { follow, publish, world } = stage(version);
    const second = world.login('alice', { version, client: 'http://second.example' });
    follow({ users: ['bob'] });
    publish('bob', { StatusText: 's1' });
    expect(world.poll(second)).toEqual([]);
  });

  it('report what is unknown and carry out the rest', () => {
    const { follow, leave, told, world, session } = stage(version);
    world.ask(session('bob'), 'CreateList-Request', createList(listOf('bob', 'l'), { [at('carol')]: 'c' }));
    expect(follow({ users: ['ghost'] })).toBe(531);
    expect(follow({ users: ['u@far.example'] })).toBe(516);
    expect(follow({ users: ['wv:@@'] })).toBe(version === '1.1' ? 402 : 901);
    expect(follow({ lists: [listOf('alice', 'none')] })).toBe(700);
    expect(follow({ lists: [listOf('bob', 'l')] })).toBe(700);
    expect(told('carol')).toEqual([]);
    expect(follow({ users: ['ghost', 'bob'], lists: [listOf('alice', 'none')] })).toBe(201);
    expect(told('bob')).not.toEqual([]);
    expect(follow({ users: ['ghost'], lists: [listOf('alice', 'none')] })).toBe(900);
    expect(leave({ users: ['ghost'] })).toBe(531);
    expect(leave({ lists: [listOf('alice', 'none')] })).toBe(700);
    expect(follow({})).toBe(400);
    expect(leave({})).toBe(400);
  });

  it('are refused with an attribute the version does not have, and past their limit, with nothing done', () => {
    const { world, alice, follow, told } = stage(version, { presence: { limits: { subscriptionsPerSession: 1 } } });
    const shaped = { ...subscribe(version, { users: ['bob'] }), PresenceSubList: { StatusText: {}, Shoe: {} } };
    expect(
      world.code(alice, 'SubscribePresence-Request', shaped as unknown as Value<'SubscribePresence-Request'>),
    ).toBe(750);
    expect(follow({ users: ['bob', 'carol'] })).toBe(403);
    expect([told('bob'), told('carol')]).toEqual([[], []]);
    expect(follow({ users: ['bob'] })).toBe(200);
    expect(follow({ users: ['carol'] })).toBe(403);
    expect(follow({ users: ['bob'] })).toBe(200);
  });
});

describe.each(['1.2', '1.3'] as const)('automatic subscription in %s', (version) => {
  const list = listOf('alice', 'l');

  it('follows the membership of the list', () => {
    const { follow, told, publish, world, alice } = stage(version);
    world.ask(alice, 'CreateList-Request', createList(list));
    expect(follow({ lists: [list], attributes: ['StatusText'] }, true)).toBe(200);
    world.ask(alice, 'ListManage-Request', manageList(version, list, { add: ['bob', 'carol'] }));
    expect([told('bob'), told('carol')]).toEqual([['StatusText'], ['StatusText']]);
    world.ask(alice, 'ListManage-Request', manageList(version, list, { remove: ['bob'] }));
    publish('bob', { StatusText: 's1' });
    publish('carol', { StatusText: 's1', Alias: 'a1' });
    expect([told('bob'), told('carol')]).toEqual([[], ['StatusText']]);
  });

  it('ends with the list, but not what was subscribed to besides', () => {
    const { follow, told, publish, world, alice } = stage(version);
    world.ask(alice, 'CreateList-Request', createList(list, { [at('bob')]: 'b', [at('carol')]: 'c' }));
    follow({ users: ['carol'], attributes: ['StatusText'] });
    follow({ lists: [list], attributes: ['StatusText'] }, true);
    told('bob');
    told('carol');
    world.ask(alice, 'DeleteList-Request', { ContactList: list });
    publish('bob', { StatusText: 's1' });
    publish('carol', { StatusText: 's1' });
    expect([told('bob'), told('carol')]).toEqual([[], ['StatusText']]);
  });

  it('adds to what was asked for directly while the user is in the list', () => {
    const { follow, told, publish, world, alice } = stage(version);
    world.ask(alice, 'CreateList-Request', createList(list));
    follow({ lists: [list], attributes: ['Alias'] }, true);
    follow({ users: ['bob'], attributes: ['StatusText'] });
    told('bob');
    world.ask(alice, 'ListManage-Request', manageList(version, list, { add: ['bob'] }));
    expect(told('bob')).toEqual(['Alias']);
    publish('bob', { StatusText: 's1', Alias: 'a1' });
    expect(told('bob')).toEqual(['Alias', 'StatusText']);
    world.ask(alice, 'ListManage-Request', manageList(version, list, { remove: ['bob'] }));
    publish('bob', { StatusText: 's2', Alias: 'a2' });
    expect(told('bob')).toEqual(['StatusText']);
  });

  it('is given up by unsubscribing the list or subscribing it without', () => {
    const { follow, leave, told, world, alice } = stage(version);
    world.ask(alice, 'CreateList-Request', createList(list));
    follow({ lists: [list] }, true);
    leave({ lists: [list] });
    world.ask(alice, 'ListManage-Request', manageList(version, list, { add: ['bob'] }));
    expect(told('bob')).toEqual([]);
    follow({ lists: [list] }, true);
    follow({ lists: [list] }, false);
    told('bob');
    world.ask(alice, 'ListManage-Request', manageList(version, list, { add: ['carol'] }));
    expect(told('carol')).toEqual([]);
  });

  it('is refused with 760 where the server does not do it', () => {
    const { follow, told, world, alice } = stage(version, { presence: { autoSubscribe: false } });
    world.ask(alice, 'CreateList-Request', createList(list, { [at('bob')]: 'b' }));
    expect(follow({ lists: [list] }, true)).toBe(760);
    expect(told('bob')).toEqual([]);
  });
});

describe('notifications', () => {
  it('repeat what the client has not answered yet, with present values only', () => {
    const { follow, publish, world, alice, session } = stage('1.2');
    follow({ users: ['bob'] });
    world.poll(alice);
    publish('bob', { StatusText: 's1' });
    const { answer } = world.fetch(alice);
    publish('bob', { StatusText: 's2' });
    publish('bob', { Alias: 'a2' });
    const waiting = world.waiting(alice);
    expect(waiting).toHaveLength(1);
    expect(toldOf(waiting, at('bob'))).toMatchObject({
      StatusText: { PresenceValue: 's2' },
      Alias: { PresenceValue: 'a2' },
    });
    answer();
    world.ask(
      session('bob'),
      'CreateAttributeList-Request',
      createAttributeList('1.2', { attributes: ['PLMN'], users: ['alice'] }),
    );
    publish('bob', { PLMN: 'p' });
    expect(Object.keys(toldOf(world.poll(alice), at('bob')))).toEqual(['PLMN']);
  });

  it('say nothing twice once answered', () => {
    const { follow, publish, world, alice } = stage('1.2');
    follow({ users: ['bob'] });
    world.poll(alice);
    publish('bob', { StatusText: 's1' });
    world.poll(alice);
    publish('bob', { Alias: 'a1' });
    expect(Object.keys(toldOf(world.poll(alice), at('bob')))).toEqual(['Alias']);
  });

  it('come in the shape of the version of each watcher', () => {
    const world = createWorld();
    const bob = world.login('bob', { version: '1.3', client: 'http://bob.example' });
    world.ask(
      bob,
      'CreateAttributeList-Request',
      createAttributeList('1.3', { attributes: ['OnlineStatus', 'InfoLink', 'TimeZone'], standard: true }),
    );
    const watchers = VERSIONS.map((version) => world.login('alice', { version, client: version }));
    for (const watcher of watchers) {
      world.ask(watcher, 'SubscribePresence-Request', subscribe(watcher.version, { users: ['bob'] }));
      world.poll(watcher);
    }
    world.ask(bob, 'UpdatePresence-Request', {
      PresenceSubList: {
        TimeZone: [{ Qualifier: true, Zone: '+02' }],
        InfoLink: { Qualifier: true, Inf_link: [{ Link: 'http://a.example', Text: 'a' }] },
      },
    } as Value<'UpdatePresence-Request'>);
    const zone = { Qualifier: true, Zone: '+02' };
    const link = { Qualifier: true, Inf_link: [{ Link: 'http://a.example', Text: 'a' }] };
    expect(watchers.map((watcher) => toldOf(world.poll(watcher), at('bob')))).toEqual([
      { TimeZone: zone },
      { TimeZone: zone, InfoLink: link },
      { TimeZone: [{ ...zone, ClientID: { URL: 'http://bob.example' } }], InfoLink: link },
    ]);
  });

  it('are empty for a subscription that may see nothing, where the profile says so', () => {
    const { world, alice, follow } = stage('1.2', { presence: { emptyFirstNotification: true } });
    follow({ users: ['dave'] });
    expect(world.poll(alice)).toMatchObject([{ value: { Presence: [{ UserID: at('dave') }] } }]);
  });
});

describe.each(VERSIONS)('GetPresence in %s', (version) => {
  it('answers for users and for members of own lists, and subscribes to nothing', () => {
    const { world, alice, publish, told, session } = stage(version);
    const list = listOf('alice', 'l');
    world.ask(alice, 'CreateList-Request', createList(list, { [at('bob')]: 'b', [at('carol')]: 'c' }));
    const get = (named: Named) =>
      world.ask(alice, 'GetPresence-Request', getPresence(version, named)).value as Value<'GetPresence-Response'>;
    const byList = get({ lists: [list], attributes: ['StatusText', 'PLMN'] });
    expect(byList.Presence?.map((one) => [one.UserID, Object.keys(one.PresenceSubList?.[0] ?? {})])).toEqual([
      [at('bob'), ['StatusText']],
      [at('carol'), ['StatusText']],
    ]);
    const mixed = get({ users: ['bob', 'ghost'], attributes: ['StatusText'] });
    expect(mixed.Result).toMatchObject({ Code: 201, DetailedResult: [{ Code: 531, UserID: ['ghost'] }] });
    expect(mixed.Presence).toHaveLength(1);
    expect(get({ users: ['ghost'] }).Result.Code).toBe(531);
    expect(get({ lists: [listOf('alice', 'none')] })).toMatchObject({ Result: { Code: 700 } });
    expect(get({ users: ['dave'] }).Presence).toEqual([{ UserID: at('dave'), PresenceSubList: [{}] }]);
    publish('bob', { StatusText: 's1' });
    expect(told('bob')).toEqual([]);
    world.logout(session('bob'));
    const offline = get({ users: ['bob'], attributes: ['OnlineStatus'] }).Presence?.[0]?.PresenceSubList?.[0];
    const [status] = [offline?.OnlineStatus].flat();
    expect(status).toMatchObject({ Qualifier: true, PresenceValue: 'F' });
  });
});
