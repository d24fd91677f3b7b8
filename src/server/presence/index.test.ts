/** Presence behind the real access point: octets in, octets out, every answer read strictly. */
import { describe, expect, it } from 'vitest';
import type { Primitive, PrimitiveName } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import type { Syntax } from '../../protocol/syntax/types.ts';
import { VERSIONS, type Version } from '../../protocol/version.ts';
import { MARKUP } from '../../testing/markup.ts';
import { codeOf, TestClient } from '../../testing/server/client.ts';
import { updating, valuesOf } from '../../testing/server/presence/contents.ts';
import {
  createAttributeList,
  createList,
  deleteAttributeList,
  getAttributeList,
  getPresence,
  manageList,
  subscribe,
  unsubscribe,
  update,
} from '../../testing/server/presence/requests.ts';
import { at, listOf, toldOf } from '../../testing/server/presence/world.ts';
import { VirtualClock } from '../clock.ts';
import { builtIn } from '../elements.ts';
import { serverProfile } from '../profile.ts';
import { createServer, type ReferenceServer } from '../server.ts';
import type { Session } from '../sessions/session.ts';
import { attributesOf, namesIn } from './attributes.ts';

const CONFIGURATIONS = VERSIONS.flatMap((version) => MARKUP.map((syntax) => [version, syntax] as const));

function stage(users: readonly string[] = ['alice', 'bob', 'carol']) {
  const clock = new VirtualClock();
  const faults: unknown[] = [];
  const server = createServer({
    profile: serverProfile(),
    clock,
    accounts: users.map((user) => ({ user, password: 'secret' })),
    elements: [builtIn.presence],
    onFault: (error) => faults.push(error),
  });
  return { server, clock, faults };
}

function client(server: ReferenceServer, name: string, version: Version, syntax: Syntax = 'xml'): TestClient {
  return new TestClient(server, { user: at(name), version, syntax }).start();
}

function ask<N extends PrimitiveName>(from: TestClient, name: N, request: Value<N>): Primitive {
  return from.request(name, request);
}

describe.each(CONFIGURATIONS)('presence in %s, %s', (version, syntax) => {
  it('is a valid conversation from lists over authorization to notification', () => {
    const { server, faults } = stage();
    const [alice, bob] = ['alice', 'bob'].map((name) => client(server, name, version, syntax)) as [
      TestClient,
      TestClient,
    ];
    const list = listOf('bob', 'Friends');
    const created = ask(bob, 'CreateList-Request', createList(list, { [at('alice')]: 'Al' }, { DisplayName: 'F' }));
    expect(created.name).toBe(version === '1.3' ? 'CreateList-Response' : 'Status');
    expect(ask(bob, 'GetList-Request', {}).value).toMatchObject({ DefaultContactList: list });
    const read = ask(bob, 'ListManage-Request', manageList(version, list));
    expect(read.value).toMatchObject({ NickList: { NickName: [{ Name: 'Al', UserID: at('alice') }] } });
    expect(codeOf(ask(bob, 'UpdatePresence-Request', update(version, { StatusText: 'ä☕', Alias: 'B' })))).toBe(200);

    expect(codeOf(ask(alice, 'SubscribePresence-Request', subscribe(version, { users: ['bob'] })))).toBe(200);
    expect(alice.drain()).toEqual([]);
    const attributes = namesIn(attributesOf(version));
    expect(
      codeOf(ask(bob, 'CreateAttributeList-Request', createAttributeList(version, { attributes, lists: [list] }))),
    ).toBe(200);
    expect(toldOf(alice.drain(), at('bob'))).toMatchObject({ StatusText: { PresenceValue: 'ä☕' } });
    const lists = ask(bob, 'GetAttributeList-Request', getAttributeList(version, { standard: true }));
    expect((lists.value as Value<'GetAttributeList-Response'>).Presence).toHaveLength(1);
    ask(bob, 'UpdatePresence-Request', update(version, { StatusText: 'two' }));
    expect(toldOf(alice.drain(), at('bob'))).toEqual({ StatusText: { Qualifier: true, PresenceValue: 'two' } });
    const got = ask(alice, 'GetPresence-Request', getPresence(version, { users: ['bob', 'ghost'] }));
    expect(codeOf(got)).toBe(201);

    const watchers = ask(bob, 'GetWatcherList-Request', version === '1.1' ? {} : { HistoryPeriod: 60 });
    expect(JSON.stringify(watchers.value)).toContain(at('alice'));
    ask(bob, 'DeleteAttributeList-Request', deleteAttributeList(version, { lists: [list] }));
    ask(bob, 'UpdatePresence-Request', update(version, { StatusText: 'three' }));
    expect(alice.drain()).toEqual([]);
    expect(codeOf(ask(alice, 'UnsubscribePresence-Request', unsubscribe(version, { users: ['bob'] })))).toBe(200);
    expect(codeOf(ask(bob, 'DeleteList-Request', { ContactList: list }))).toBe(200);
    expect(faults).toEqual([]);
  });

  it('carries every attribute with all its fields', () => {
    const { server } = stage();
    const [alice, bob] = ['alice', 'bob'].map((name) => client(server, name, version, syntax)) as [
      TestClient,
      TestClient,
    ];
    const attributes = namesIn(attributesOf(version));
    ask(bob, 'CreateAttributeList-Request', createAttributeList(version, { attributes, users: ['alice'] }));
    ask(alice, 'SubscribePresence-Request', subscribe(version, { users: ['bob'] }));
    alice.drain();
    const values = Object.fromEntries(
      Object.entries(valuesOf(version)).map(([name, value]) => [name, { Qualifier: true, ...value }]),
    );
    expect(codeOf(ask(bob, 'UpdatePresence-Request', updating(version, values)))).toBe(200);
    const told = toldOf(alice.drain(), at('bob'));
    for (const [name, value] of Object.entries(values)) {
      const [instance] = [told[name]].flat();
      expect(instance, name).toMatchObject(value);
    }
  });

  it('knows who is on line: logout, expiry, disconnect, login', () => {
    const { server, clock, faults } = stage();
    const [alice, bob] = ['alice', 'bob'].map((name) => client(server, name, version, syntax)) as [
      TestClient,
      TestClient,
    ];
    const online = (received: readonly Primitive[]) => {
      const told = [toldOf(received, at('bob')).OnlineStatus].flat() as (Value<'OnlineStatus'> | undefined)[];
      return told.map((one) => one?.PresenceValue);
    };
    const attach = createAttributeList(version, { attributes: ['OnlineStatus'], users: ['alice'] });
    ask(bob, 'CreateAttributeList-Request', attach);
    ask(alice, 'SubscribePresence-Request', subscribe(version, { users: ['bob'] }));
    expect(online(alice.drain())).toEqual(['T']);
    ask(bob, 'Logout-Request', {});
    expect(online(alice.drain())).toEqual(['F']);
    bob.start();
    expect(online(alice.drain())).toEqual(['T']);
    server.disconnect(bob.sessionId ?? '');
    expect(online(alice.drain())).toEqual(['F']);
    bob.start();
    expect(online(alice.drain())).toEqual(['T']);
    clock.advance(500_000);
    alice.drain();
    clock.advance(500_000);
    expect(online(alice.drain())).toEqual(['F']);
    expect(faults).toEqual([]);
  });
});

describe.each(['1.1', '1.2'] as const)('reactive authorization through the wire in %s', (version) => {
  it.each(MARKUP)('asks, grants, cancels (%s)', (syntax) => {
    const { server } = stage();
    const [alice, bob] = ['alice', 'bob'].map((name) => client(server, name, version, syntax)) as [
      TestClient,
      TestClient,
    ];
    ask(bob, 'UpdatePresence-Request', update(version, { StatusText: 'one' }));
    ask(bob, 'Logout-Request', {});
    ask(alice, 'SubscribePresence-Request', subscribe(version, { users: ['bob'], attributes: ['StatusText'] }));
    bob.start();
    const question = { UserID: at('alice'), PresenceSubList: { StatusText: {} } };
    expect(bob.drain()).toEqual([{ name: 'PresenceAuth-Request', value: question }]);
    const grant = { UserID: at('alice'), Acceptance: true };
    expect(codeOf(ask(bob, 'PresenceAuth-User', grant))).toBe(200);
    expect(toldOf(alice.drain(), at('bob'))).toMatchObject({ StatusText: { PresenceValue: 'one' } });
    if (version === '1.2') {
      expect(JSON.stringify(ask(bob, 'GetReactiveAuthStatus-Request', {}).value)).toContain('GRANTED');
    }
    expect(codeOf(ask(bob, 'CancelAuth-Request', { UserID: at('alice') }))).toBe(200);
    ask(bob, 'UpdatePresence-Request', update(version, { StatusText: 'two' }));
    expect(alice.drain()).toEqual([]);
  });
});

describe('what waits for a watcher', () => {
  it.each([
    [
      'unsubscribes',
      (alice: TestClient) => ask(alice, 'UnsubscribePresence-Request', unsubscribe('1.2', { users: ['bob'] })),
    ],
    [
      'loses the authorization',
      (_alice: TestClient, bob: TestClient) =>
        ask(bob, 'DeleteAttributeList-Request', deleteAttributeList('1.2', { users: ['alice'] })),
    ],
  ])('is not handed out once the watcher %s', (_what, withdraw) => {
    const { server } = stage();
    const [alice, bob] = [client(server, 'alice', '1.2'), client(server, 'bob', '1.2')];
    ask(bob, 'CreateAttributeList-Request', createAttributeList('1.2', { attributes: ['Alias'], users: ['alice'] }));
    ask(alice, 'SubscribePresence-Request', subscribe('1.2', { users: ['bob'] }));
    ask(bob, 'UpdatePresence-Request', update('1.2', { Alias: 'secret' }));
    withdraw(alice, bob);
    expect(alice.drain()).toEqual([]);
  });
});

describe('links to other elements', () => {
  it('are looked up where the server has them', () => {
    const told: unknown[] = [];
    const server = createServer({
      accounts: ['alice', 'bob'].map((user) => ({ user, password: 'secret' })),
      elements: [
        builtIn.presence,
        () => ({
          name: 'notification',
          functions: [],
          handlers: {},
          notice: (user: string, notice: Value<'Notification-Request', '1.3'>) =>
            told.push([user, notice.NotificationType]),
        }),
        () => ({
          name: 'messaging',
          functions: [],
          handlers: {},
          grant: (session: Session, users: readonly string[]) => told.push([session.user, ...users]) > 0,
        }),
      ],
    });
    const bob = client(server, 'bob', '1.3');
    ask(bob, 'CreateList-Request', createList(listOf('bob', 'l')));
    ask(bob, 'ListManage-Request', manageList('1.3', listOf('bob', 'l'), { add: ['alice'], grant: true }));
    expect(told).toEqual([
      [at('bob'), 'CLCR'],
      [at('bob'), at('alice')],
      [at('alice'), 'ATCL'],
      [at('bob'), 'CLC'],
    ]);
  });
});
