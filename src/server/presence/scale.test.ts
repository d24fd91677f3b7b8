import { describe, expect, it } from 'vitest';
import { createAttributeList, subscribe, unsubscribe, update } from '../../testing/server/presence/requests.ts';
import { at, createWorld, toldOf } from '../../testing/server/presence/world.ts';
import type { Session } from '../sessions/session.ts';

const WATCHERS = 10_000;

describe(`a publisher with ${WATCHERS} watchers`, () => {
  const users = Array.from({ length: WATCHERS }, (_, n) => `w${n}`);
  const calls = { authorization: 0, deliverable: 0, render: 0 };
  const counted =
    <G extends readonly unknown[], R>(name: keyof typeof calls, call: (...given: G) => R) =>
    (...given: G): R => {
      calls[name] += 1;
      return call(...given);
    };
  const world = createWorld({
    users: ['bob', ...users],
    changes: {
      rules: ({ authorization, deliverable }) => ({
        authorization: counted('authorization', authorization),
        deliverable: counted('deliverable', deliverable),
      }),
      values: ({ render }) => ({ render: counted('render', render) }),
    },
  });
  const bob = world.login('bob', { version: '1.3' });
  const watchers: Session[] = [];
  const attach = (attributes: readonly string[]) =>
    world.code(bob, 'CreateAttributeList-Request', createAttributeList('1.3', { attributes, standard: true }));
  const publish = (text: string) =>
    world.code(bob, 'UpdatePresence-Request', update('1.3', { StatusText: text, Alias: text }));

  it('has them all in its watcher list', () => {
    expect(attach(['StatusText'])).toBe(200);
    for (const [n, user] of users.entries()) {
      const session = world.login(user, { version: n % 2 === 0 ? '1.2' : '1.3', client: user });
      watchers.push(session);
      world.ask(session, 'SubscribePresence-Request', subscribe(session.version, { users: ['bob'] }));
    }
    const answer = world.ask(bob, 'GetWatcherList-Request', { MaxWatcherList: 5 });
    expect(answer.value).toMatchObject({ WatcherCount: WATCHERS });
  });

  it('is notified of with one decision per watcher and one rendering per kind of watcher', () => {
    publish('first');
    for (const watcher of watchers) world.poll(watcher);
    Object.assign(calls, { authorization: 0, deliverable: 0, render: 0 });
    publish('second');
    expect(watchers.filter((watcher) => world.waiting(watcher).length === 1)).toHaveLength(WATCHERS);
    expect(calls.authorization).toBe(0);
    expect(calls.deliverable).toBeLessThanOrEqual(2 * WATCHERS);
    expect(calls.render).toBe(2);
    for (const watcher of watchers) {
      expect(toldOf(world.poll(watcher), at('bob'))).toEqual({
        StatusText: { Qualifier: true, PresenceValue: 'second' },
      });
    }
  });

  it('reconsiders each watcher once when the default attribute list changes', () => {
    Object.assign(calls, { authorization: 0, deliverable: 0, render: 0 });
    expect(attach(['Alias'])).toBe(200);
    expect(calls.authorization).toBe(WATCHERS);
    expect(calls.render).toBe(2);
    for (const watcher of watchers) {
      expect(Object.keys(toldOf(world.poll(watcher), at('bob')))).toEqual(['Alias']);
    }
  });

  it('keeps nothing of a session that ended or unsubscribed but a bounded history', () => {
    for (const [n, watcher] of watchers.entries()) {
      if (n % 2 === 0) world.logout(watcher);
      else world.ask(watcher, 'UnsubscribePresence-Request', unsubscribe(watcher.version, { users: ['bob'] }));
    }
    const record = world.parts.state.of(at('bob'));
    expect(record.subscribers.size).toBe(0);
    expect(record.traces.size).toBe(1_000);
    expect(world.parts.state.of(at('w0')).sessions.size).toBe(0);
  });
});
