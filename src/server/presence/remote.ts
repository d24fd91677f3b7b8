/**
 * Presence of users of other domains: their home decides what a watcher sees and sends it; here is noted who of the own
 * users wants what (ssp, section 8.1). One subscription there stands for all sessions of a watcher.
 */
import { draft } from '../../protocol/messages/any-version.ts';
import { is, type Primitive, primitive } from '../../protocol/messages/envelope.ts';
import type { Version } from '../../protocol/version.ts';
import { domainOf } from '../sessions/accounts.ts';
import {
  type AttributeSet,
  attributesOf,
  CLIENT_ATTRIBUTES,
  has,
  NOTHING,
  naming,
  type SubList,
  setOf,
} from './attributes.ts';
import { fitTo } from './fit-to-version.ts';
import type { PresenceParts, RemotePresence } from './parts.ts';
import type { Subscription } from './state.ts';

/** A watch at another domain: under way until it is answered. */
interface Watch {
  underWay: number;
  code: number;
  readonly told: ((code: number) => void)[];
}

const keyOf = (watcher: string, publisher: string): string => `${watcher} ${publisher}`;

export function createRemotePresence(parts: PresenceParts): RemotePresence {
  const watches = new Map<string, Watch>();

  const subscriptionsOf = (publisher: string, watcher: string): readonly Subscription[] => [
    ...(parts.state.find(publisher)?.subscribers.get(watcher)?.values() ?? []),
  ];

  function ask(watcher: string, publisher: string, request: Primitive, ended: (answer: Primitive) => void): void {
    const { ask: send } = parts.access;
    send?.({ domain: domainOf(publisher), user: watcher, request, version: '1.3' }, ended);
  }

  function settled(watcher: string, publisher: string, watch: Watch, code: number): void {
    watch.underWay -= 1;
    watch.code = code;
    if (watch.underWay > 0) return;
    for (const told of watch.told.splice(0)) told(code);
    if (code < 300 || watches.get(keyOf(watcher, publisher)) !== watch) return;
    watches.delete(keyOf(watcher, publisher));
    for (const { session } of subscriptionsOf(publisher, watcher)) parts.subscriptions.unsubscribe(session, publisher);
  }

  return {
    isRemote: (user) => !parts.access.accounts.isHome(user),

    watch(publisher, watcher) {
      let wanted = NOTHING;
      for (const { requested } of subscriptionsOf(publisher.user, watcher)) wanted |= requested;
      const key = keyOf(watcher, publisher.user);
      const watch = watches.get(key) ?? { underWay: 0, code: 200, told: [] };
      watches.set(key, watch);
      watch.underWay += 1;
      ask(watcher, publisher.user, subscribing(publisher.user, wanted), (answer) =>
        settled(watcher, publisher.user, watch, codeFor(answer)),
      );
    },

    whenSettled(watcher, publisher, told) {
      const watch = watches.get(keyOf(watcher, publisher));
      if (watch === undefined || watch.underWay === 0) told(watch?.code ?? 200);
      else watch.told.push(told);
    },

    unwatch(publisher, watcher) {
      if (!watches.delete(keyOf(watcher, publisher))) return;
      const request = primitive(
        'UnsubscribePresence-Request',
        draft('UnsubscribePresence-Request', listing(publisher)),
      );
      ask(watcher, publisher, request, () => undefined);
    },

    received(publisher, watcher, list) {
      const waiting = subscriptionsOf(publisher, watcher);
      for (const { session, requested } of waiting) {
        const shown = fitted(list, requested, session.version);
        const presence = draft('Presence', { UserID: publisher, PresenceSubList: [shown] });
        const value = draft('PresenceNotification-Request', { Presence: [presence] });
        parts.access.send(session, primitive('PresenceNotification-Request', value));
      }
      return waiting.length > 0;
    },

    read(watcher, users, wanted, version, done) {
      const byDomain = new Map<string, string[]>();
      for (const user of users) byDomain.set(domainOf(user), [...(byDomain.get(domainOf(user)) ?? []), user]);
      const all: { user: string; code: number; list: SubList }[] = [];
      for (const asked of byDomain.values()) {
        const request = reading(asked, wanted);
        ask(watcher, asked[0] ?? '', request, (answer) => {
          for (const user of asked) all.push({ user, ...readOf(answer, user, wanted, version) });
          if (all.length === users.length) done(all);
        });
      }
    },

    reset: () => watches.clear(),
  };
}

function listing(...users: readonly string[]) {
  return { UserIDList: { UserID: users } };
}

function subscribing(publisher: string, wanted: AttributeSet): Primitive {
  const PresenceSubList = naming(wanted, '1.3');
  return primitive(
    'SubscribePresence-Request',
    draft('SubscribePresence-Request', { ...listing(publisher), PresenceSubList, AutoSubscribe: false }),
  );
}

function reading(users: readonly string[], wanted: AttributeSet): Primitive {
  const PresenceSubList = naming(wanted, '1.3');
  return primitive('GetPresence-Request', draft('GetPresence-Request', { ...listing(...users), PresenceSubList }));
}

function codeFor(answer: Primitive): number {
  return is(answer, 'Status') ? answer.value.Result.Code : 200;
}

/** The part of an answer that is about one user. */
function readOf(answer: Primitive, user: string, wanted: AttributeSet, version: Version) {
  if (!is(answer, 'GetPresence-Response')) return { code: codeFor(answer), list: {} };
  const { Result, Presence: presences = [] } = answer.value;
  const failed = (Result.DetailedResult ?? []).find((detail) => (detail.UserID ?? []).includes(user));
  const found = presences.find(({ UserID }) => UserID === user);
  const list = found === undefined ? {} : fitted(found.PresenceSubList?.[0] ?? {}, wanted, version);
  return { code: failed?.Code ?? 200, list };
}

/** Attributes of another domain as a version shows them: of several clients the first that is on line. */
function fitted(list: SubList, wanted: AttributeSet, version: Version): SubList {
  const known = wanted & attributesOf(version);
  const shown: Record<string, unknown> = {};
  for (const [name, content] of Object.entries(list)) {
    if (content === undefined || (known & setOf([name])) === NOTHING) continue;
    const instances: readonly object[] = Array.isArray(content) ? content : [content];
    const online = (one: { PresenceValue?: unknown }) => one.PresenceValue === 'T';
    const chosen = instances.find(online) ?? instances[0] ?? {};
    const several = version === '1.3' && has(CLIENT_ATTRIBUTES, name);
    shown[name] = several ? instances.map((one) => fitTo(name, one, version)) : fitTo(name, chosen, version);
  }
  return shown;
}
