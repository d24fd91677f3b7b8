import { describe, expect, it } from 'vitest';
import type { Value } from '../../protocol/messages/infer.ts';
import { VERSIONS, type Version } from '../../protocol/version.ts';
import { createAttributeList, getPresence, subscribe, unsubscribe } from '../../testing/server/presence/requests.ts';
import { at, createWorld, type World, type WorldOptions } from '../../testing/server/presence/world.ts';
import type { Session } from '../sessions/session.ts';

interface Asked {
  readonly history?: number;
  readonly most?: number;
}

function watchers(world: World, session: Session, { history, most }: Asked = {}): readonly (readonly string[])[] {
  const { value } = world.ask(session, 'GetWatcherList-Request', {
    ...(history === undefined ? {} : { HistoryPeriod: history }),
    ...(most === undefined ? {} : { MaxWatcherList: most }),
  });
  const answer = value as Value<'GetWatcherList-Response', '1.1'> & Value<'GetWatcherList-Response', '1.2'>;
  const later = answer.Watcher as readonly { User?: { UserID: string }; UserID?: string; WatcherStatus?: string }[];
  if (session.version === '1.1') return (answer.User ?? []).map((user) => [user.UserID]);
  return (later ?? []).map((one) => [one.User?.UserID ?? one.UserID ?? '', one.WatcherStatus ?? '']);
}

function stage(version: Version, options: WorldOptions = {}) {
  const world = createWorld(options);
  const [alice, bob, carol] = ['alice', 'bob', 'carol'].map((name) => world.login(name, { version })) as [
    Session,
    Session,
    Session,
  ];
  const follow = (session: Session, user = 'bob') =>
    world.ask(session, 'SubscribePresence-Request', subscribe(version, { users: [user] }));
  const leave = (session: Session) =>
    world.ask(session, 'UnsubscribePresence-Request', unsubscribe(version, { users: ['bob'] }));
  const look = (session: Session) =>
    world.ask(session, 'GetPresence-Request', getPresence(version, { users: ['bob'] }));
  return { world, alice, bob, carol, follow, leave, look };
}

describe.each(VERSIONS)('the watcher list in %s', (version) => {
  const current = (name: string) => (version === '1.1' ? [at(name)] : [at(name), 'CURRENT_SUBSCRIBER']);

  it('holds every subscriber, granted or not, and nobody else', () => {
    const { world, alice, bob, carol, follow, look } = stage(version);
    expect(watchers(world, bob)).toEqual([]);
    world.ask(
      bob,
      'CreateAttributeList-Request',
      createAttributeList(version, { attributes: ['Alias'], users: ['alice'] }),
    );
    follow(alice);
    look(carol);
    follow(carol, 'dave');
    expect(watchers(world, bob)).toEqual([current('alice')]);
    follow(carol);
    expect(watchers(world, bob)).toEqual([current('alice'), current('carol')]);
    expect(watchers(world, alice)).toEqual([]);
  });

  it('names a user with several sessions once, until the last subscription ends', () => {
    const { world, alice, bob, follow, leave } = stage(version);
    const second = world.login('alice', { version, client: 'http://second.example' });
    follow(alice);
    follow(second);
    expect(watchers(world, bob)).toEqual([current('alice')]);
    leave(alice);
    expect(watchers(world, bob)).toEqual([current('alice')]);
    world.logout(second);
    expect(watchers(world, bob)).toEqual([]);
  });
});

describe.each(['1.2', '1.3'] as const)('the history of the watcher list in %s', (version) => {
  it('goes as far back as asked for', () => {
    const { world, alice, bob, carol, follow, leave, look } = stage(version);
    follow(alice);
    leave(alice);
    world.clock.advance(100_000);
    look(carol);
    world.clock.advance(10_000);
    expect(watchers(world, bob)).toEqual([]);
    expect(watchers(world, bob, { history: 60 })).toEqual([[at('carol'), 'PRESENCE_ACCESS']]);
    expect(watchers(world, bob, { history: 200 })).toEqual([
      [at('carol'), 'PRESENCE_ACCESS'],
      [at('alice'), 'FORMER_SUBSCRIBER'],
    ]);
    follow(alice);
    expect(watchers(world, bob, { history: 200 })[0]).toEqual([at('alice'), 'CURRENT_SUBSCRIBER']);
  });

  it('is bounded in number and time', () => {
    const limits = { watcherHistory: 1, watcherHistorySeconds: 50 };
    const { world, alice, bob, carol, look } = stage(version, { presence: { limits } });
    look(alice);
    look(carol);
    expect(watchers(world, bob, { history: 1000 })).toEqual([[at('carol'), 'PRESENCE_ACCESS']]);
    world.clock.advance(60_000);
    expect(watchers(world, bob, { history: 1000 })).toEqual([]);
    expect(world.ask(bob, 'GetWatcherList-Request', { HistoryPeriod: 1000 }).value).toMatchObject({
      HistoryPeriod: 50,
    });
  });

  it('returns no more watchers than MaxWatcherList; 1.3 tells how many there are', () => {
    const { world, alice, bob, carol, follow } = stage(version);
    follow(alice);
    follow(carol);
    expect(watchers(world, bob, { most: 1 })).toEqual([[at('alice'), 'CURRENT_SUBSCRIBER']]);
    expect(watchers(world, bob, { most: 0 })).toEqual([]);
    const answer = world.ask(bob, 'GetWatcherList-Request', { MaxWatcherList: 1 }).value;
    expect('WatcherCount' in answer ? answer.WatcherCount : undefined).toBe(version === '1.3' ? 2 : undefined);
  });
});
