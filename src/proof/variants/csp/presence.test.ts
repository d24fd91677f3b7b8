/** A variant that changes nothing proves nothing: what each one does to presence notifications and lists. */
import { describe, expect, it } from 'vitest';
import { type Primitive, primitive } from '../../../protocol/messages/envelope.ts';
import type { Value } from '../../../protocol/messages/infer.ts';
import type { Version } from '../../../protocol/version.ts';
import { VirtualClock } from '../../../server/clock.ts';
import { serverProfile } from '../../../server/profile.ts';
import { createServer } from '../../../server/server.ts';
import { codeOf, TestClient } from '../../../testing/server/client.ts';
import { presenceDeliveryVariants } from './presence/delivery.ts';
import { presenceVariants } from './presence.ts';

const at = (name: string) => `wv:${name}@example.com`;
const FRIENDS = 'wv:bob/friends@example.com';

interface Told {
  readonly UserID?: string;
  readonly PresenceSubList?: readonly Readonly<Record<string, unknown>>[];
}

function stage(id: string, version: Version = '1.2') {
  const variant = [...presenceVariants, ...presenceDeliveryVariants].find((one) => one.id === id);
  if (variant === undefined) throw new Error(`there is no variant ${id}`);
  const server = createServer(
    variant.change({
      profile: serverProfile(),
      clock: new VirtualClock(),
      accounts: ['alice', 'bob', 'carol'].map((user) => ({ user, password: 'secret' })),
      onFault: (error) => {
        throw error;
      },
    }),
  );
  const start = (name: string) => new TestClient(server, { user: at(name), version }).start();
  const send = (from: TestClient, name: Primitive['name'], value: object) =>
    from.send(primitive(name, value as Value<typeof name>) as Primitive);
  return {
    start,
    send,
    publish(from: TestClient, texts: Readonly<Record<string, string>>) {
      const entries = Object.entries(texts).map(([name, text]) => [name, { Qualifier: true, PresenceValue: text }]);
      send(from, 'UpdatePresence-Request', { PresenceSubList: Object.fromEntries(entries) });
    },
    /** Lets everybody in a list of `from` see these attributes. */
    show(from: TestClient, to: string, ...attributes: readonly string[]) {
      const PresenceSubList = Object.fromEntries(attributes.map((name) => [name, {}]));
      const request = { PresenceSubList, UserID: [at(to)], DefaultList: false };
      expect(codeOf(send(from, 'CreateAttributeList-Request', request))).toBe(200);
    },
    follow(watcher: TestClient, ...names: readonly string[]) {
      const User = names.map((name) => ({ UserID: at(name) }));
      expect(codeOf(send(watcher, 'SubscribePresence-Request', { User, AutoSubscribe: false }))).toBe(200);
    },
  };
}

const notified = (received: readonly Primitive[]): readonly (readonly Told[])[] =>
  received
    .filter((one) => one.name === 'PresenceNotification-Request')
    .map((one) => (one.value as { readonly Presence: readonly Told[] }).Presence);
const namesIn = (told: readonly Told[]) =>
  told.map((one) => (one.PresenceSubList ?? []).flatMap((list) => Object.keys(list)));

describe('notifications', () => {
  it('come one per attribute', () => {
    const { start, publish, show, follow } = stage('presence-notification-per-attribute');
    const [alice, bob] = [start('alice'), start('bob')];
    publish(bob, { StatusText: 'here', Alias: 'B' });
    show(bob, 'alice', 'StatusText', 'Alias');
    follow(alice, 'bob');
    expect(notified(alice.drain()).map(namesIn)).toEqual([[['StatusText']], [['Alias']]]);
    publish(bob, { StatusText: 'gone' });
    publish(bob, { StatusText: 'back' });
    expect(notified(alice.drain())).toHaveLength(1);
  });

  it('come in one for several publishers', () => {
    const { start, publish, show, follow, send } = stage('presence-notifications-batched');
    const [alice, bob, carol] = [start('alice'), start('bob'), start('carol')];
    for (const one of [bob, carol]) {
      publish(one, { StatusText: 'here' });
      show(one, 'alice', 'StatusText');
    }
    follow(alice, 'bob', 'carol');
    const first = notified(alice.drain());
    expect(first.map((told) => told.map((one) => one.UserID))).toEqual([[at('bob'), at('carol')]]);
    publish(bob, { StatusText: 'one' });
    publish(carol, { StatusText: 'two' });
    publish(bob, { StatusText: 'three' });
    const unsubscribed = { User: [{ UserID: at('carol') }] };
    expect(codeOf(send(alice, 'UnsubscribePresence-Request', unsubscribed))).toBe(200);
    const [last, ...more] = notified(alice.drain());
    expect(more).toEqual([]);
    expect(JSON.stringify(last)).toContain('three');
    expect(last?.map((one) => one.UserID)).toEqual([at('bob')]);
  });

  it('come with the second poll', () => {
    const { start, publish, show, follow } = stage('presence-notified-later');
    const [alice, bob] = [start('alice'), start('bob')];
    show(bob, 'alice', 'StatusText');
    follow(alice, 'bob');
    publish(bob, { StatusText: 'here' });
    publish(bob, { StatusText: 'there' });
    expect(alice.poll()).toEqual([]);
    const received = notified(alice.drain());
    expect(received).toHaveLength(1);
    expect(JSON.stringify(received)).toContain('there');
  });

  it('all come, in their order', () => {
    const { start, publish, show, follow, send } = stage('presence-notifications-all-delivered');
    const [alice, bob] = [start('alice'), start('bob')];
    show(bob, 'alice', 'StatusText');
    follow(alice, 'bob');
    for (const text of ['one', 'two', 'three']) publish(bob, { StatusText: text });
    const said = notified(alice.drain()).map((told) => /one|two|three/.exec(JSON.stringify(told))?.[0]);
    expect(said).toEqual(['one', 'two', 'three']);
    publish(bob, { StatusText: 'four' });
    send(alice, 'UnsubscribePresence-Request', { User: [{ UserID: at('bob') }] });
    expect(alice.drain()).toEqual([]);
  });

  it('repeat all values', () => {
    const { start, publish, show, follow } = stage('presence-all-values-notified');
    const [alice, bob] = [start('alice'), start('bob')];
    publish(bob, { StatusText: 'here', Alias: 'B' });
    show(bob, 'alice', 'StatusText', 'Alias');
    follow(alice, 'bob');
    alice.drain();
    publish(bob, { Alias: 'C' });
    expect(notified(alice.drain()).map(namesIn)).toEqual([[['StatusText', 'Alias']]]);
  });
});

describe('values', () => {
  const read = (send: ReturnType<typeof stage>['send'], from: TestClient, name: string): Told | undefined => {
    const { value } = send(from, 'GetPresence-Request', { User: [{ UserID: at(name) }] });
    return (value as { readonly Presence?: readonly Told[] }).Presence?.[0];
  };

  it('are unset where they are unknown', () => {
    const { start, show, send } = stage('presence-unknown-values-unset');
    const [alice, bob] = [start('alice'), start('bob')];
    show(bob, 'alice', 'StatusText', 'Alias');
    expect(read(send, alice, 'bob')?.PresenceSubList).toEqual([
      { StatusText: { Qualifier: false }, Alias: { Qualifier: false } },
    ]);
  });

  it('of a client are taken back when it goes off line', () => {
    const { start, show, send, publish } = stage('presence-clients-forgotten-offline');
    const [alice, bob] = [start('alice'), start('bob')];
    show(bob, 'alice', 'OnlineStatus', 'Registration', 'FreeTextLocation');
    publish(bob, { FreeTextLocation: 'harbour' });
    expect(read(send, alice, 'bob')?.PresenceSubList).toMatchObject([
      { FreeTextLocation: { PresenceValue: 'harbour' } },
    ]);
    send(bob, 'Logout-Request', {});
    expect(read(send, alice, 'bob')?.PresenceSubList).toEqual([
      { OnlineStatus: { Qualifier: true, PresenceValue: 'F' }, FreeTextLocation: { Qualifier: false } },
    ]);
  });
});

describe('lists', () => {
  it('are written otherwise', () => {
    const { start, send } = stage('lists-written-otherwise');
    const bob = start('bob');
    const NickList = { NickName: [{ Name: 'Al', UserID: at('alice') }], UserID: [at('carol')] };
    send(bob, 'CreateList-Request', { ContactList: FRIENDS, NickList });
    const reading = send(bob, 'ListManage-Request', { ContactList: FRIENDS, ReceiveList: true });
    expect(reading.value).toMatchObject({
      NickList: {
        NickName: [
          { Name: '', UserID: at('carol') },
          { Name: 'Al', UserID: at('alice') },
        ],
      },
    });
    const RemoveNickList = { UserID: [at('alice')] };
    const changed = send(bob, 'ListManage-Request', { ContactList: FRIENDS, RemoveNickList, ReceiveList: true });
    expect(Object.keys(changed.value)).toEqual(['Result']);
  });

  it('of watchers keep those whose session ended', () => {
    const { start, send, follow } = stage('watchers-linger');
    const [alice, bob] = [start('alice'), start('bob')];
    follow(alice, 'bob');
    const watchers = () => JSON.stringify(send(bob, 'GetWatcherList-Request', { HistoryPeriod: 60 }).value);
    send(alice, 'Logout-Request', {});
    expect(watchers()).toContain(at('alice'));
    expect(watchers()).not.toContain('FORMER');
    const again = start('alice');
    follow(again, 'bob');
    send(again, 'UnsubscribePresence-Request', { User: [{ UserID: at('bob') }] });
    expect(watchers()).not.toContain('CURRENT');
  });
});

it('authorization is asked for by naming all attributes', () => {
  const { start, follow } = stage('authorization-spelled-out');
  const [alice, bob] = [start('alice'), start('bob')];
  follow(alice, 'bob');
  const [asked] = bob.drain().filter((one) => one.name === 'PresenceAuth-Request');
  const list = (asked?.value as { readonly PresenceSubList?: object } | undefined)?.PresenceSubList ?? {};
  expect(Object.keys(list)).toHaveLength(18);
});
