/**
 * Reactive authorization (up to 1.2, REACT): a subscription of somebody nobody decided about makes the publisher's
 * clients ask their user. Decisions concern single watchers, are kept per attribute and outlive sessions; a question
 * waits for the publisher's next session that agreed to be asked (Features and Functions 1.2, 5.3.3 and 5.3.6).
 *
 * In 1.3 nobody is asked this way; the publisher may be told instead (notices.ts).
 */

import { draft } from '../../protocol/messages/any-version.ts';
import { primitive } from '../../protocol/messages/envelope.ts';
import type { Session } from '../sessions/session.ts';
import { attributesOf, NOTHING, naming } from './attributes.ts';
import type { PresenceParts, Reactive } from './parts.ts';
import type { ReactiveRecord, UserRecord } from './state.ts';

/** Under this key a newer question about a watcher takes the place of an older one. */
function keyOf(watcher: string): string {
  return `presence-auth ${watcher}`;
}

export function createReactive(parts: PresenceParts): Reactive {
  function recordOf(publisher: UserRecord, watcher: string): ReactiveRecord | undefined {
    const known = publisher.reactive.get(watcher);
    if (known !== undefined) return known;
    if (publisher.reactive.size >= parts.profile.limits.reactivePerUser) return undefined;
    const record: ReactiveRecord = { granted: NOTHING, denied: NOTHING, pending: NOTHING };
    publisher.reactive.set(watcher, record);
    return record;
  }

  /** Asks a session unless it was asked already and the question is the same. */
  function askOnce(publisher: UserRecord, session: Session, watcher: string, again: boolean): void {
    const pending = publisher.reactive.get(watcher)?.pending ?? NOTHING;
    const { asked } = parts.state.session(session);
    if (pending === NOTHING || (!again && asked.get(watcher) === pending)) return;
    asked.set(watcher, pending);
    parts.reactive.ask(session, watcher, pending);
  }

  /** The question is answered or moot: clients that were not asked yet will not be. */
  function closeQuestion(publisher: UserRecord, watcher: string): void {
    for (const { session, asked } of publisher.sessions.values()) {
      if (asked.delete(watcher)) parts.access.withdraw?.(session, keyOf(watcher));
    }
  }

  return {
    asked(publisher, watcher, requested, authorization) {
      parts.notices.exceeded(publisher, watcher, requested, authorization);
      const toAsk = parts.rules.toAsk(publisher, watcher, requested, authorization);
      if (toAsk === NOTHING) return;
      const record = recordOf(publisher, watcher);
      if (record === undefined) return;
      record.pending = toAsk;
      for (const { session } of publisher.sessions.values()) {
        if (parts.reactive.canAsk(session)) askOnce(publisher, session, watcher, true);
      }
    },

    decide(publisher, watcher, attributes, accepted) {
      const record = recordOf(publisher, watcher);
      if (record === undefined) return;
      record.granted = accepted ? record.granted | attributes : record.granted & ~attributes;
      record.denied = accepted ? record.denied & ~attributes : record.denied | attributes;
      record.pending = NOTHING;
      closeQuestion(publisher, watcher);
      parts.notifier.reauthorize(publisher, [watcher], !parts.profile.notifyOnGrant);
    },

    cancel(publisher, watcher) {
      publisher.reactive.delete(watcher);
      closeQuestion(publisher, watcher);
      parts.notifier.reauthorize(publisher, [watcher]);
    },

    withdrawn(publisher, watcher) {
      const record = publisher.reactive.get(watcher);
      if (record === undefined) return;
      record.pending = NOTHING;
      closeQuestion(publisher, watcher);
      if ((record.granted | record.denied) === NOTHING) publisher.reactive.delete(watcher);
    },

    deliverTo(session) {
      const publisher = parts.state.find(session.user);
      if (publisher === undefined || publisher.reactive.size === 0 || !parts.reactive.canAsk(session)) return;
      for (const watcher of publisher.reactive.keys()) askOnce(publisher, session, watcher, false);
    },

    canAsk: (session) => session.version !== '1.3' && session.agreed('REACT'),

    ask(session, watcher, attributes) {
      const known = attributes & attributesOf(session.version);
      if (known === NOTHING) return;
      // All attributes are asked for by naming none.
      const list = known === attributesOf(session.version) ? {} : { PresenceSubList: naming(known, session.version) };
      const request = draft('PresenceAuth-Request', { UserID: watcher, ...list });
      parts.access.send(session, primitive('PresenceAuth-Request', request), { replaces: keyOf(watcher) });
    },
  };
}
