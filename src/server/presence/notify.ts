/**
 * PresenceNotification-Request: what changed, to those who asked for it and may see it (csp semantics, Presence
 * delivery). A notification that the client has not answered yet may be replaced by a newer one; the newer one then
 * repeats the attributes of the older, with their present values, so nothing is lost and nothing is stale.
 */

import { draft } from '../../protocol/messages/any-version.ts';
import { type Primitive, primitive } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import type { Session } from '../sessions/session.ts';
import { attributesOf, NOTHING } from './attributes.ts';
import type { Notifier, PresenceParts, Round } from './parts.ts';
import type { Subscription, UserRecord } from './state.ts';
import { changedFor } from './values.ts';

function* subscriptionsOf(publisher: UserRecord, watchers?: Iterable<string>): Iterable<Subscription> {
  if (watchers === undefined) {
    for (const bySession of publisher.subscribers.values()) yield* bySession.values();
    return;
  }
  for (const watcher of watchers) yield* publisher.subscribers.get(watcher)?.values() ?? [];
}

export function createNotifier(parts: PresenceParts): Notifier {
  /** The queue of the session became shorter: notifications that found no room before may go now. */
  function catchUp(session: Session): void {
    const record = parts.state.find(session.user)?.sessions.get(session.id);
    for (const name of [...(record?.overdue ?? [])]) {
      record?.overdue.delete(name);
      const subscription = record?.subscriptions.get(name);
      const publisher = parts.state.find(name);
      if (subscription === undefined || publisher === undefined || subscription.outstanding === NOTHING) continue;
      parts.notifier.deliver(publisher, subscription, subscription.outstanding, new Map());
      if (record?.overdue.has(name) === true) return;
    }
  }

  return {
    changed(publisher, changed) {
      if ((changed.single | changed.perClient) === NOTHING) return;
      const round: Round = new Map();
      for (const subscription of subscriptionsOf(publisher)) {
        const attributes = parts.rules.deliverable(subscription, changedFor(changed, subscription.session.version));
        if (attributes !== NOTHING) parts.notifier.deliver(publisher, subscription, attributes, round);
      }
    },

    reauthorize(publisher, watchers, silently = false) {
      const round: Round = new Map();
      for (const subscription of subscriptionsOf(publisher, watchers)) {
        const before = subscription.visible;
        subscription.visible = parts.rules.authorization(publisher, subscription.watcher).attributes;
        const fresh = silently ? NOTHING : subscription.visible & ~before;
        parts.notifier.refresh(publisher, subscription, fresh, round);
      }
    },

    refresh(publisher, subscription, fresh, round, evenEmpty = false) {
      const waiting = subscription.outstanding;
      const kept = parts.rules.deliverable(subscription, waiting);
      if (kept !== waiting) parts.notifier.withdraw(subscription);
      const due = parts.rules.deliverable(subscription, fresh) | (kept === waiting ? NOTHING : kept);
      if (due !== NOTHING || evenEmpty) parts.notifier.deliver(publisher, subscription, due, round, evenEmpty);
    },

    deliver(publisher, subscription, attributes, round, evenEmpty = false) {
      const { session } = subscription;
      const due = parts.rules.deliverable(subscription, attributes | subscription.outstanding);
      const notification = parts.notifier.compose(publisher, due, subscription, round);
      if (!evenEmpty && !hasValues(notification)) return;
      subscription.outstanding = due;
      subscription.sent += 1;
      const number = subscription.sent;
      const queued = parts.access.send(session, notification, {
        replaces: keyOf(publisher.user),
        onOutcome: (outcome) => {
          // What does not fit the client once does not fit it when repeated.
          const settled = outcome.kind === 'answered' || outcome.why === 'too-large';
          if (settled && subscription.sent === number) subscription.outstanding = NOTHING;
          if (settled || outcome.why === 'unanswered') catchUp(session);
        },
      });
      if (queued === 'full') parts.state.session(session).overdue.add(publisher.user);
    },

    withdraw(subscription) {
      parts.access.withdraw?.(subscription.session, keyOf(subscription.publisher));
      subscription.outstanding = NOTHING;
    },

    compose(publisher, attributes, { session: { version } }, round) {
      const known = attributes & attributesOf(version);
      const key = `${version} ${known}`;
      const made = round.get(key);
      if (made !== undefined) return made;
      const list = parts.values.render(publisher, known, version);
      const presence = draft('Presence', { UserID: publisher.user, PresenceSubList: [list] });
      const notification = primitive(
        'PresenceNotification-Request',
        draft('PresenceNotification-Request', {
          Presence: [presence],
        }),
      );
      round.set(key, notification);
      return notification;
    },
  };
}

/** Under this key a newer notification about a publisher takes the place of an older one. */
function keyOf(publisher: string): string {
  return `presence ${publisher}`;
}

function hasValues(notification: Primitive): boolean {
  const { Presence: presences } = notification.value as Value<'PresenceNotification-Request'>;
  return presences.some((presence) => (presence.PresenceSubList ?? []).some((list) => Object.keys(list).length > 0));
}
