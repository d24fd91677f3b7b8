import { describe, expect, it } from 'vitest';
import type { Value } from '../../protocol/messages/infer.ts';
import { VERSIONS, type Version } from '../../protocol/version.ts';
import { type Content, LINK, updating, valuesOf } from '../../testing/server/presence/contents.ts';
import { createAttributeList, getPresence, subscribe, update } from '../../testing/server/presence/requests.ts';
import { at, createWorld, toldOf, type World, type WorldOptions } from '../../testing/server/presence/world.ts';
import type { Session } from '../sessions/session.ts';
import { attributesOf, CLIENT_ATTRIBUTES, has, namesIn } from './attributes.ts';

/** The attributes that a watcher reads of a publisher. */
function reading(world: World, session: Session, user: string): Readonly<Record<string, Content | readonly Content[]>> {
  const { value } = world.ask(session, 'GetPresence-Request', getPresence(session.version, { users: [user] }));
  return ((value as Value<'GetPresence-Response'>).Presence?.[0]?.PresenceSubList?.[0] ?? {}) as Readonly<
    Record<string, Content>
  >;
}

function stage(version: Version, options: WorldOptions = {}) {
  const world = createWorld(options);
  const bob = world.login('bob', { version, client: 'http://bob.example' });
  const alice = world.login('alice', { version });
  world.ask(
    bob,
    'CreateAttributeList-Request',
    createAttributeList(version, { attributes: namesIn(attributesOf(version)), users: ['alice'] }),
  );
  return { world, bob, alice };
}

describe.each(VERSIONS)('presence values in %s', (version) => {
  const values = valuesOf(version);

  it('come back unchanged, each with a Qualifier', () => {
    const { world, bob, alice } = stage(version);
    const set = Object.fromEntries(Object.entries(values).map(([name, one]) => [name, { Qualifier: true, ...one }]));
    expect(world.code(bob, 'UpdatePresence-Request', updating(version, set))).toBe(200);
    const seen = reading(world, alice, 'bob');
    for (const [name, value] of Object.entries(set)) {
      const client = version === '1.3' && has(CLIENT_ATTRIBUTES, name);
      const expected = client ? [{ ...value, ClientID: { URL: 'http://bob.example' } }] : value;
      expect(seen[name], name).toEqual(expected);
    }
    expect(Object.keys(seen).sort()).toEqual([...namesIn(attributesOf(version))].sort());
  });

  it('change only where the request says so', () => {
    const { world, bob } = stage(version);
    world.ask(bob, 'UpdatePresence-Request', update(version, { StatusText: 'v1', Alias: 'w1' }));
    world.ask(bob, 'UpdatePresence-Request', update(version, { StatusText: 'v2' }));
    expect(reading(world, bob, 'bob')).toMatchObject({
      StatusText: { PresenceValue: 'v2' },
      Alias: { PresenceValue: 'w1' },
    });
  });

  it('count for nothing under Qualifier F, and watchers are told', () => {
    const { world, bob, alice } = stage(version);
    world.ask(bob, 'UpdatePresence-Request', update(version, { StatusText: 'v1' }));
    world.ask(alice, 'SubscribePresence-Request', subscribe(version, { users: ['bob'], attributes: ['StatusText'] }));
    world.poll(alice);
    const invalid = updating(version, { StatusText: { Qualifier: false, PresenceValue: 'v1' } });
    expect(world.code(bob, 'UpdatePresence-Request', invalid)).toBe(200);
    expect(toldOf(world.poll(alice), at('bob'))).toEqual({ StatusText: { Qualifier: false } });
    expect(reading(world, alice, 'bob').StatusText).toEqual({ Qualifier: false });
  });

  it.each([
    ['a value outside its set', { UserAvailability: { Qualifier: true, PresenceValue: 'SUITE_BAD' } }, 751],
    ['a mood nobody has', { StatusMood: { Qualifier: true, PresenceValue: 'happy' } }, 751],
    ['a state of a capability', { CommCap: { Qualifier: true, CommC: [{ Cap: 'SMS', Status: 'AJAR' }] } }, 751],
    ['a language of two letters', { PreferredLanguage: { Qualifier: true, PresenceValue: 'fi' } }, 751],
    ['a zone without sign', { TimeZone: { Qualifier: true, Zone: '02' } }, 751],
    ['neither Qualifier nor value', { StatusText: {} }, 751],
    ['Qualifier T without a value', { StatusText: { Qualifier: true } }, 751],
    ['a value past the size limit', { StatusText: { Qualifier: true, PresenceValue: 'x'.repeat(70_000) } }, 751],
    ['the client of somebody else', { PLMN: { Qualifier: true, PresenceValue: 'x', ClientID: { URL: 'other' } } }, 751],
    ['an attribute nobody defined', { ShoeSize: { Qualifier: true, PresenceValue: '42' } }, 750],
  ])('are refused with %s, and nothing of the request is carried out', (_what, contents, code) => {
    const { world, bob } = stage(version);
    const both = { Alias: { Qualifier: true, PresenceValue: 'kept out' }, ...contents };
    expect(world.code(bob, 'UpdatePresence-Request', updating(version, both))).toBe(code);
    expect(reading(world, bob, 'bob').Alias).toBeUndefined();
  });

  it('are taken without a Qualifier as valid ones, and given one', () => {
    const { world, bob, alice } = stage(version);
    world.ask(bob, 'UpdatePresence-Request', updating(version, { StatusText: { PresenceValue: 'bare' } }));
    expect(reading(world, alice, 'bob').StatusText).toEqual({ Qualifier: true, PresenceValue: 'bare' });
  });

  it('of OnlineStatus are the server’s: login, update, logout', () => {
    const { world, bob, alice } = stage(version);
    const online = () => [reading(world, alice, 'bob').OnlineStatus].flat().map((one) => one?.PresenceValue);
    expect(online()).toEqual(['T']);
    expect(world.code(bob, 'UpdatePresence-Request', update(version, { OnlineStatus: 'F' }))).toBe(200);
    expect(online()).toEqual(['T']);
    expect(world.code(bob, 'UpdatePresence-Request', update(version, { OnlineStatus: 'maybe' }))).toBe(751);
    world.ask(alice, 'SubscribePresence-Request', subscribe(version, { users: ['bob'] }));
    world.poll(alice);
    world.logout(bob);
    const told = toldOf(world.poll(alice), at('bob'));
    expect([told.OnlineStatus].flat()).toMatchObject([{ Qualifier: true, PresenceValue: 'F' }]);
    expect([told.Registration].flat()).toMatchObject([{ Qualifier: true, PresenceValue: 'F' }]);
    expect(online()).toEqual(['F']);
    world.login('bob', { version, client: 'http://bob.example' });
    expect([toldOf(world.poll(alice), at('bob')).OnlineStatus].flat()).toMatchObject([{ PresenceValue: 'T' }]);
  });

  it('outlive the session', () => {
    const { world, bob, alice } = stage(version);
    world.ask(bob, 'UpdatePresence-Request', update(version, { StatusText: 'v', FreeTextLocation: 'home' }));
    world.logout(bob);
    const seen = reading(world, alice, 'bob');
    expect(seen.StatusText).toMatchObject({ PresenceValue: 'v' });
    expect([seen.FreeTextLocation].flat()).toMatchObject([{ PresenceValue: 'home' }]);
  });
});

describe('an attribute of a later version', () => {
  it('is refused in an older one', () => {
    const { world, bob } = stage('1.1');
    const request = updating('1.1', { InfoLink: { Qualifier: true, ...LINK } });
    expect(world.code(bob, 'UpdatePresence-Request', request)).toBe(750);
  });

  it('loses what an older watcher has no element for', () => {
    const { world, bob } = stage('1.3');
    const old = world.login('alice', { version: '1.2', client: 'http://old.example' });
    const info = { Qualifier: true, ClientType: 'PDA', ClientIMPriority: 3, ApplicationID: 'app' };
    expect(world.code(bob, 'UpdatePresence-Request', updating('1.3', { ClientInfo: info }))).toBe(200);
    expect(reading(world, old, 'bob').ClientInfo).toEqual({ Qualifier: true, ClientType: 'PDA' });
  });
});

describe('several clients of one user', () => {
  function two(watching: Version) {
    const { world, bob } = stage('1.3');
    const second = world.login('bob', { version: '1.3', client: 'http://second.example' });
    const alice = world.login('alice', { version: watching, client: 'http://watcher.example' });
    const locate = (session: Session, place: string) =>
      world.ask(session, 'UpdatePresence-Request', update('1.3', { FreeTextLocation: place }));
    return { world, bob, second, alice, locate };
  }

  it('are told apart by ClientID in 1.3', () => {
    const { world, bob, second, alice, locate } = two('1.3');
    locate(bob, 'home');
    locate(second, 'work');
    const seen = reading(world, alice, 'bob');
    const first = { URL: 'http://bob.example' };
    const other = { URL: 'http://second.example' };
    expect(seen.FreeTextLocation).toEqual([
      { Qualifier: true, PresenceValue: 'home', ClientID: first },
      { Qualifier: true, PresenceValue: 'work', ClientID: other },
    ]);
    expect(seen.OnlineStatus).toEqual([
      { Qualifier: true, PresenceValue: 'T', ClientID: first },
      { Qualifier: true, PresenceValue: 'T', ClientID: other },
    ]);
  });

  it('look like one to older watchers: the latest value of those on line', () => {
    const { world, bob, second, alice, locate } = two('1.2');
    locate(bob, 'home');
    locate(second, 'work');
    expect(reading(world, alice, 'bob').FreeTextLocation).toMatchObject({ PresenceValue: 'work' });
    locate(bob, 'garden');
    expect(reading(world, alice, 'bob').FreeTextLocation).toMatchObject({ PresenceValue: 'garden' });
    world.ask(alice, 'SubscribePresence-Request', subscribe('1.2', { users: ['bob'] }));
    world.poll(alice);
    world.logout(bob);
    expect(toldOf(world.poll(alice), at('bob'))).toEqual({
      FreeTextLocation: { Qualifier: true, PresenceValue: 'work' },
    });
    expect(reading(world, alice, 'bob').OnlineStatus).toMatchObject({ PresenceValue: 'T' });
  });

  it.each(['1.1', '1.2', '1.3'] as const)('never show F to a %s watcher while one is on line', (version) => {
    const { world, bob, second, alice } = two(version);
    world.ask(alice, 'SubscribePresence-Request', subscribe(version, { users: ['bob'] }));
    world.poll(alice);
    world.logout(second);
    const told = [toldOf(world.poll(alice), at('bob')).OnlineStatus].flat().filter((one) => one !== undefined);
    for (const instance of told) expect(instance).toMatchObject({ PresenceValue: 'T' });
    world.logout(bob);
    const last = [toldOf(world.poll(alice), at('bob')).OnlineStatus].flat();
    expect(last).toMatchObject([{ PresenceValue: 'F' }]);
  });

  it('are bounded: the one longest offline makes room', () => {
    const world = createWorld({ presence: { limits: { clientsPerUser: 2 } } });
    for (const client of ['c1', 'c2', 'c3']) {
      const session = world.login('bob', { version: '1.3', client });
      world.ask(session, 'UpdatePresence-Request', update('1.3', { FreeTextLocation: client }));
      world.logout(session);
    }
    expect([...world.parts.state.of(at('bob')).clients.values()].map((one) => one.clientId.URL)).toEqual(['c2', 'c3']);
  });

  it('may be one client in several sessions', () => {
    const { world, bob, alice } = two('1.2');
    const twin = world.login('bob', { version: '1.3', client: 'http://bob.example' });
    world.logout(bob);
    expect(reading(world, alice, 'bob').OnlineStatus).toMatchObject({ PresenceValue: 'T' });
    world.logout(twin);
    expect(world.presence.isOnline(at('bob'))).toBe(true);
  });
});

describe('what the profile decides', () => {
  it('stores any value, leaves unknown attributes out, notifies what did not change', () => {
    const presence = { valueOutsideSet: 'store', unsupportedAttribute: 'ignore', notifyUnchanged: true } as const;
    const { world, bob, alice } = stage('1.2', { presence });
    const odd = updating('1.2', {
      UserAvailability: { Qualifier: true, PresenceValue: 'SUITE_BAD' },
      ShoeSize: { Qualifier: true, PresenceValue: '42' },
    });
    expect(world.code(bob, 'UpdatePresence-Request', odd)).toBe(200);
    world.ask(alice, 'SubscribePresence-Request', subscribe('1.2', { users: ['bob'] }));
    world.poll(alice);
    world.ask(bob, 'UpdatePresence-Request', odd);
    expect(toldOf(world.poll(alice), at('bob'))).toMatchObject({ UserAvailability: { PresenceValue: 'SUITE_BAD' } });
  });

  it('refuses OnlineStatus in an update', () => {
    const { world, bob } = stage('1.2', { presence: { onlineStatusUpdate: 'refuse' } });
    expect(world.code(bob, 'UpdatePresence-Request', update('1.2', { OnlineStatus: 'F' }))).toBe(751);
  });
});

describe('what other elements may ask', () => {
  it('is members, presence on line, visibility and alias', () => {
    const { world, bob, alice } = stage('1.2');
    const { presence } = world;
    world.ask(bob, 'UpdatePresence-Request', update('1.2', { Alias: 'Bobby' }));
    world.ask(alice, 'CreateList-Request', { ContactList: 'wv:alice/L', NickList: { UserID: ['bob'] } });
    expect(presence.listMembers(at('alice'), 'wv:ALICE/l@example.com')).toEqual([at('bob')]);
    expect(presence.listMembers(at('bob'), 'wv:alice/L')).toBeUndefined();
    expect(presence.isMember(at('alice'), 'wv:alice/L', at('bob'))).toBe(true);
    expect(presence.isMember(at('alice'), 'wv:alice/L', at('carol'))).toBe(false);
    expect([presence.isOnline(at('bob')), presence.isOnline(at('carol'))]).toEqual([true, false]);
    expect(presence.maySee(at('alice'), at('bob'), 'OnlineStatus')).toBe(true);
    expect(presence.maySee(at('carol'), at('bob'), 'OnlineStatus')).toBe(false);
    expect(presence.valuesFor(at('alice'), at('bob'), ['Alias'], '1.2')).toEqual({
      Alias: { Qualifier: true, PresenceValue: 'Bobby' },
    });
    expect([presence.aliasOf(at('bob')), presence.aliasOf(at('carol'))]).toEqual(['Bobby', undefined]);
    presence.reset?.();
    expect(presence.listMembers(at('alice'), 'wv:alice/L')).toBeUndefined();
  });
});
