/**
 * Subscriptions: a session follows the presence of a user, directly or because the user is in a contact list with
 * automatic subscription (csp semantics, Presence delivery). They end with the session.
 */

import type { Session } from '../sessions/session.ts';
import { type AttributeSet, NOTHING } from './attributes.ts';
import type { PresenceParts, Subscriptions } from './parts.ts';
import { DIRECTLY, type Subscription, type UserRecord } from './state.ts';

function requestedOf(sources: ReadonlyMap<string, AttributeSet>): AttributeSet {
  let all = NOTHING;
  for (const set of sources.values()) all |= set;
  return all;
}

function find(parts: PresenceParts, session: Session, publisher: string): Subscription | undefined {
  return parts.state.session(session).subscriptions.get(publisher);
}

function open(parts: PresenceParts, session: Session, publisher: UserRecord): Subscription {
  const subscription: Subscription = {
    session,
    watcher: session.user,
    publisher: publisher.user,
    sources: new Map(),
    requested: NOTHING,
    visible: NOTHING,
    outstanding: NOTHING,
    sent: 0,
  };
  parts.state.session(session).subscriptions.set(publisher.user, subscription);
  const bySession = publisher.subscribers.get(session.user) ?? new Map<string, Subscription>();
  bySession.set(session.id, subscription);
  publisher.subscribers.set(session.user, bySession);
  return subscription;
}

/** Brings a subscription up to date with what is asked for now and delivers `fresh` of it. */
function refresh(
  parts: PresenceParts,
  subscription: Subscription,
  publisher: UserRecord,
  fresh: AttributeSet,
  first: boolean,
): void {
  if (parts.remote.isRemote(publisher.user)) {
    parts.remote.watch(publisher, subscription.watcher);
    return;
  }
  const authorization = parts.rules.authorization(publisher, subscription.watcher);
  subscription.visible = authorization.attributes;
  const evenEmpty = first && parts.profile.emptyFirstNotification;
  parts.notifier.refresh(publisher, subscription, fresh, new Map(), evenEmpty);
  parts.reactive.asked(publisher, subscription.watcher, fresh, authorization);
}

function dropped(parts: PresenceParts, subscription: Subscription, publisher: UserRecord): void {
  parts.notifier.withdraw(subscription);
  const bySession = publisher.subscribers.get(subscription.watcher);
  bySession?.delete(subscription.session.id);
  if (bySession === undefined || bySession.size > 0) return;
  publisher.subscribers.delete(subscription.watcher);
  if (parts.remote.isRemote(publisher.user)) {
    parts.remote.unwatch(publisher.user, subscription.watcher);
    parts.state.forget(publisher.user);
  } else parts.watchers.left(publisher, subscription.watcher);
}

function removeSource(parts: PresenceParts, session: Session, publisher: string, source: string): void {
  const subscription = find(parts, session, publisher);
  if (subscription === undefined || !subscription.sources.delete(source)) return;
  if (subscription.sources.size === 0) {
    parts.subscriptions.unsubscribe(session, publisher);
    return;
  }
  subscription.requested = requestedOf(subscription.sources);
  parts.notifier.refresh(parts.state.of(publisher), subscription, NOTHING, new Map());
}

function subscribeFor(
  parts: PresenceParts,
  session: Session,
  user: string,
  requested: AttributeSet,
  source: string,
): void {
  const publisher = parts.state.of(user);
  const subscription = find(parts, session, user) ?? open(parts, session, publisher);
  // A repeated request replaces what was asked for, by whatever way the user had been subscribed to before.
  for (const known of subscription.sources.keys()) subscription.sources.set(known, requested);
  subscription.sources.set(source, requested);
  subscription.requested = requested;
  refresh(parts, subscription, publisher, requested, true);
}

export function createSubscriptions(parts: PresenceParts): Subscriptions {
  return {
    subscribe: (session, publisher, requested) => subscribeFor(parts, session, publisher, requested, DIRECTLY),

    subscribeList(session, list, requested, auto) {
      const { autoLists } = parts.state.session(session);
      if (auto) autoLists.set(list.key, requested);
      else autoLists.delete(list.key);
      for (const user of list.members.keys()) {
        if (!auto) find(parts, session, user)?.sources.delete(list.key);
        subscribeFor(parts, session, user, requested, auto ? list.key : DIRECTLY);
      }
    },

    unsubscribe(session, user) {
      const record = parts.state.session(session);
      const subscription = record.subscriptions.get(user);
      const publisher = parts.state.find(user);
      if (subscription === undefined || publisher === undefined) return;
      record.subscriptions.delete(user);
      dropped(parts, subscription, publisher);
      if (!parts.subscriptions.follows(session.user, publisher)) parts.reactive.withdrawn(publisher, session.user);
    },

    unsubscribeList(session, list) {
      parts.state.session(session).autoLists.delete(list.key);
      for (const user of list.members.keys()) parts.subscriptions.unsubscribe(session, user);
    },

    membersAdded(owner, list, users) {
      for (const { session, autoLists, subscriptions } of owner.sessions.values()) {
        const requested = autoLists.get(list.key);
        if (requested === undefined) continue;
        for (const user of users) {
          const known = subscriptions.get(user);
          if (known === undefined && subscriptions.size >= parts.profile.limits.subscriptionsPerSession) continue;
          const publisher = parts.state.of(user);
          const subscription = known ?? open(parts, session, publisher);
          const fresh = requested & ~subscription.requested;
          subscription.sources.set(list.key, requested);
          subscription.requested |= requested;
          if (fresh !== NOTHING) refresh(parts, subscription, publisher, fresh, known === undefined);
        }
      }
    },

    membersRemoved(owner, list, users) {
      for (const { session, autoLists } of owner.sessions.values()) {
        if (!autoLists.has(list.key)) continue;
        for (const user of users) removeSource(parts, session, user, list.key);
      }
    },

    listRemoved(owner, list) {
      const members = [...list.members.keys()];
      parts.subscriptions.membersRemoved(owner, list, members);
      for (const { autoLists } of owner.sessions.values()) autoLists.delete(list.key);
    },

    sessionClosed(session) {
      for (const subscription of parts.state.session(session).subscriptions.values()) {
        const publisher = parts.state.find(subscription.publisher);
        if (publisher !== undefined) dropped(parts, subscription, publisher);
      }
      parts.state.dropSession(session);
      if (session.visitor === true) parts.state.forget(session.user);
    },

    follows: (watcher, publisher) => publisher.subscribers.has(watcher),
  };
}
