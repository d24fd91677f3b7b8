/** Defects of subscriptions, notifications, reading and updating of presence. */

import { anyVersion } from '../../../../protocol/messages/any-version.ts';
import type { PrimitiveName } from '../../../../protocol/messages/envelope.ts';
import { type AttributeSet, EVERYTHING, NOTHING, naming, setOf } from '../../../../server/presence/attributes.ts';
import type { Subscription } from '../../../../server/presence/state.ts';
import { status } from '../../../../server/results.ts';
import type { Change, Defect } from '../../../types.ts';
import { all, editPrimitives, edits, element, handler, hooks, mistakesCode, profile } from '../../../ways/families.ts';
import {
  during,
  ids,
  type Loose,
  part,
  presenceHandler,
  reachesForeignLists,
  seesAll,
} from '../../../ways/presence.ts';
import { contentsOf, textsIn, withElement } from '../../../ways/values.ts';
import { withinVersion } from '../../../ways/within-version.ts';

/** Everybody sees these attributes while presence is read. */
function duringReading(attributes: AttributeSet): Change {
  let reading = false;
  return all(
    part('rules', (standard) => ({
      authorization(publisher, watcher) {
        const found = standard.authorization(publisher, watcher);
        return reading ? { ...found, attributes: found.attributes | attributes } : found;
      },
    })),
    during('GetPresence-Request', (on) => {
      reading = on;
    }),
  );
}

/** Naming no attribute stands for all but Alias. */
function allButAlias(request: PrimitiveName): Change {
  return handler(request, (standard) => (value, call) => {
    const given = anyVersion(value).PresenceSubList;
    if (given !== undefined && Object.keys(given as object).length > 0) return standard(value, call);
    const list = naming(EVERYTHING & ~setOf(['Alias']), call.version);
    return standard({ ...value, PresenceSubList: list }, call);
  });
}

/** A parameter of a request is not looked at. */
function ignores(request: PrimitiveName, parameter: string): Change {
  return handler(request, (standard) => (value, call) => {
    const { [parameter]: _ignored, ...others } = value as Loose;
    return standard(others, call);
  });
}

/** The users a request names, contact lists apart. */
function usersIn(request: unknown): readonly string[] {
  return textsIn(request).filter((text) => /^wv:[^/]+$/.test(text));
}

/** Every attribute that changed is notified once per subscription. */
function changesNotifiedOnce(): Change {
  const notified = new WeakMap<Subscription, AttributeSet>();
  return part('notifier', (standard) => {
    let changing = false;
    return {
      changed(publisher, changed) {
        changing = true;
        standard.changed(publisher, changed);
        changing = false;
      },
      deliver(publisher, subscription, attributes, round, evenEmpty) {
        const before = notified.get(subscription) ?? NOTHING;
        if (changing && subscription.outstanding === NOTHING && (attributes & ~before) === NOTHING) return;
        if (changing) notified.set(subscription, before | attributes);
        standard.deliver(publisher, subscription, attributes, round, evenEmpty);
      },
    };
  });
}

/** Of changes that are not fetched only the first two are taken over. */
function losesLatestChange(): Change {
  const waiting = new WeakMap<Subscription, number>();
  return part('notifier', (standard) => ({
    deliver(publisher, subscription, attributes, round, evenEmpty) {
      const count = subscription.outstanding === NOTHING ? 0 : (waiting.get(subscription) ?? 0) + 1;
      waiting.set(subscription, count);
      if (count <= 2) standard.deliver(publisher, subscription, attributes, round, evenEmpty);
    },
  }));
}

/** Subscriptions are taken up again in the next session of the user. */
function subscriptionsOutliveSessions(): Change {
  const kept = new Map<string, readonly (readonly [string, AttributeSet])[]>();
  return element('presence', (standard, parts) => ({
    sessionClosed(session, reason) {
      const { subscriptions } = parts.state.session(session);
      kept.set(
        session.user,
        [...subscriptions.values()].map((one) => [one.publisher, one.requested] as const),
      );
      standard.sessionClosed?.(session, reason);
    },
    servicesAgreed(session) {
      standard.servicesAgreed?.(session);
      for (const [publisher, requested] of kept.get(session.user) ?? []) {
        parts.subscriptions.subscribe(session, publisher, requested);
      }
    },
  }));
}

export const deliveryDefects: readonly Defect[] = [
  {
    id: 'presence-within-version',
    title: 'notifies watchers in the version of the publisher only',
    requirements: ['CSP-PRE-045'],
    change: withinVersion('UpdatePresence-Request', 'PresenceNotification-Request'),
  },
  {
    id: 'client-info-for-its-version',
    title: 'tells ClientInfo of a publisher of 1.3 to watchers of 1.3 only',
    requirements: ['CSP-PRE-045'],
    change: hooks({
      outgoing: (document) =>
        document.version === '1.3'
          ? document
          : editPrimitives(document, (primitive) => withElement(primitive, 'ClientInfo', () => undefined)),
    }),
  },
  {
    id: 'values-lost-with-the-session',
    title: 'forgets what a user published when the user logs out',
    requirements: ['CSP-PRE-044'],
    change: part('values', (standard) => ({
      instances: (record, name, perClient) =>
        name !== 'OnlineStatus' && !standard.online(record) ? [] : standard.instances(record, name, perClient),
    })),
  },
  {
    id: 'online-status-for-everybody',
    title: 'tells OnlineStatus to everybody who reads, whatever was authorized',
    requirements: ['CSP-PRE-028'],
    unavoidable: ids('PRE', '027'),
    change: duringReading(setOf(['OnlineStatus'])),
  },
  {
    id: 'subscribe-answered-202',
    title: 'answers a subscription with 202 instead of 200',
    requirements: ['CSP-PRE-001'],
    unavoidable: ['CSP-PRE-012', 'CSP-PRE-014'],
    change: mistakesCode(200, 202, 'SubscribePresence-Request'),
  },
  {
    id: 'subscribe-without-first-notification',
    title: 'sends no notification when a subscription to named attributes begins',
    requirements: ['CSP-PRE-002'],
    unavoidable: ['CSP-PRE-014'],
    change: part('notifier', (standard) => ({
      refresh(publisher, subscription, fresh, round, evenEmpty) {
        const first = subscription.sent === 0 && fresh === subscription.requested && fresh !== EVERYTHING;
        if (!first) standard.refresh(publisher, subscription, fresh, round, evenEmpty);
      },
    })),
  },
  {
    id: 'changes-notified-once',
    title: 'notifies the first change of an attribute and no further one',
    requirements: ['CSP-PRE-003'],
    change: changesNotifiedOnce(),
  },
  {
    id: 'second-client-unheard',
    title: 'notifies what is published from one client of a user only',
    requirements: ['CSP-PRE-003'],
    change: part('values', (standard) => ({
      write(record, session, writes) {
        const changed = standard.write(record, session, writes);
        const first = [...record.clients.values()].find(({ sessions }) => sessions > 0);
        return JSON.stringify(first?.clientId) === JSON.stringify(session.clientId)
          ? changed
          : { single: NOTHING, perClient: NOTHING };
      },
    })),
  },
  {
    id: 'notifies-unrequested',
    title: 'notifies attributes the watcher did not ask for',
    requirements: ['CSP-PRE-004', 'CSP-PRE-011'],
    change: part('rules', () => ({ deliverable: (subscription, changed) => changed & subscription.visible })),
  },
  {
    id: 'subscribe-all-lacks-alias',
    title: 'takes a subscription without attributes for one to some of them',
    requirements: ['CSP-PRE-005'],
    change: allButAlias('SubscribePresence-Request'),
  },
  {
    id: 'notifies-unauthorized',
    title: 'notifies attributes the publisher did not authorize',
    requirements: ['CSP-PRE-006'],
    change: part('rules', () => ({ deliverable: (subscription, changed) => changed & subscription.requested })),
  },
  {
    id: 'subscribe-tells-authorization',
    title: 'answers 201 to a watcher who is not authorized, 200 to others',
    requirements: ['CSP-PRE-007'],
    // 201 without details is a matter of its own.
    unavoidable: ['CSP-PRE-001', 'CSP-SES-014'],
    change: presenceHandler('SubscribePresence-Request', (standard, parts) => (value, call) => {
      const answer = standard(value, call);
      const watcher = call.session?.user ?? '';
      const blind = usersIn(value).some((user) => {
        const publisher = parts().state.find(user);
        return publisher === undefined || parts().rules.authorization(publisher, watcher).ground === 'none';
      });
      return blind && contentsOf(answer, 'DetailedResult').length === 0 ? status(201) : answer;
    }),
  },
  {
    id: 'subscribes-first-member-only',
    title: 'subscribes to the first member of a contact list only',
    requirements: ['CSP-PRE-008'],
    change: part('subscriptions', (standard) => ({
      subscribeList: (session, list, requested, auto) =>
        standard.subscribeList(session, { ...list, members: new Map([...list.members].slice(0, 1)) }, requested, auto),
    })),
  },
  {
    id: 'subscribe-unknown-user-accepted',
    title: 'says 200 to the subscription to an unknown user',
    requirements: ['CSP-PRE-009'],
    change: mistakesCode(531, 200, 'SubscribePresence-Request'),
  },
  {
    id: 'subscribes-foreign-lists',
    title: "subscribes to the members of other users' contact lists",
    requirements: ['CSP-PRE-010'],
    change: reachesForeignLists('SubscribePresence-Request'),
  },
  {
    id: 'subscribe-adds-attributes',
    title: 'adds the attributes of a repeated subscription to those of before',
    requirements: ['CSP-PRE-011'],
    change: part('subscriptions', (standard, parts) => ({
      subscribe(session, publisher, requested) {
        const known = parts.state.session(session).subscriptions.get(publisher)?.requested ?? NOTHING;
        standard.subscribe(session, publisher, requested | known);
      },
    })),
  },
  {
    id: 'auto-subscribe-ignored',
    title: 'says 200 to AutoSubscribe and subscribes to the present members only',
    requirements: ['CSP-PRE-012'],
    change: ignores('SubscribePresence-Request', 'AutoSubscribe'),
  },
  {
    id: 'undefined-attribute-400',
    title: 'refuses whatever holds an element it does not know with 400',
    requirements: ['CSP-PRE-014', 'CSP-PRE-036', 'CSP-ATL-006'],
    change: profile({ unknownElements: 'refuse' }),
  },
  {
    id: 'subscriptions-outlive-sessions',
    title: 'takes subscriptions up again in the next session',
    requirements: ['CSP-PRE-015'],
    change: subscriptionsOutliveSessions(),
  },
  {
    id: 'unsubscribe-does-nothing',
    title: 'says 200 to the end of a subscription and goes on notifying',
    requirements: ['CSP-PRE-016', 'CSP-PRE-017'],
    change: part('subscriptions', () => ({ unsubscribe: () => {} })),
  },
  {
    id: 'unsubscribe-list-does-nothing',
    title: 'goes on notifying about the members of an unsubscribed contact list',
    requirements: ['CSP-PRE-017'],
    change: part('subscriptions', () => ({ unsubscribeList: () => {} })),
  },
  {
    id: 'unsubscribe-unknown-accepted',
    title: 'says 200 to unsubscribing what there is not',
    requirements: ['CSP-PRE-018'],
    change: all(
      mistakesCode(531, 200, 'UnsubscribePresence-Request'),
      mistakesCode(700, 200, 'UnsubscribePresence-Request'),
    ),
  },
  {
    id: 'unsubscribe-unsubscribed-404',
    title: 'refuses to unsubscribe a user who is not subscribed to',
    requirements: ['CSP-PRE-019'],
    change: presenceHandler('UnsubscribePresence-Request', (standard, parts) => (value, call) => {
      const { session } = call;
      const none = session !== undefined && parts().state.session(session).subscriptions;
      const known = none === false ? [] : [...none.keys()];
      const plain = usersIn(value).find((user) => /^wv:(alice|bob|carol|dave)@/.test(user));
      return plain !== undefined && !known.includes(plain) ? status(404) : standard(value, call);
    }),
  },
  {
    id: 'notification-names-watcher',
    title: 'names the watcher beside the publisher in notifications',
    requirements: ['CSP-PRE-020'],
    change: edits('PresenceNotification-Request', (value, { session }) => ({
      Presence: [...value.Presence, { UserID: session?.user ?? '', PresenceSubList: [{}] }],
    })),
  },
  {
    id: 'offline-not-notified',
    title: 'does not notify that a publisher went offline',
    requirements: ['CSP-PRE-023'],
    change: part('values', (standard) => ({
      closed(record, session) {
        standard.closed(record, session);
        return { single: NOTHING, perClient: NOTHING };
      },
    })),
  },
  {
    id: 'latest-change-lost',
    title: 'loses the latest of several changes that were not fetched',
    requirements: ['CSP-PRE-024'],
    change: losesLatestChange(),
  },
  {
    id: 'get-presence-answered-202',
    title: 'answers GetPresence with 202 instead of 200',
    requirements: ['CSP-PRE-025'],
    unavoidable: ['026', '028', '032', '033', '034', '035', '036', '038', '044', '037'].map(
      (number) => `CSP-PRE-${number}`,
    ),
    change: mistakesCode(200, 202, 'GetPresence-Request'),
  },
  {
    id: 'get-presence-first-member-only',
    title: 'answers GetPresence for the first member of a contact list only',
    requirements: ['CSP-PRE-026'],
    change: edits('GetPresence-Response', (value) =>
      value.Presence === undefined ? value : { ...value, Presence: value.Presence.slice(0, 1) },
    ),
  },
  {
    id: 'get-presence-all-attributes',
    title: 'returns all attributes though some are asked for',
    requirements: ['CSP-PRE-027'],
    change: ignores('GetPresence-Request', 'PresenceSubList'),
  },
  {
    id: 'get-presence-unauthorized',
    title: 'returns attributes the publisher did not authorize',
    requirements: ['CSP-PRE-028'],
    change: seesAll('GetPresence-Request'),
  },
  {
    id: 'get-presence-unknown-passed-over',
    title: 'says 200 when one of the users is unknown',
    requirements: ['CSP-PRE-029'],
    change: mistakesCode(201, 200, 'GetPresence-Request'),
  },
  {
    id: 'get-presence-missing-list-accepted',
    title: 'says 200 when the contact list does not exist',
    requirements: ['CSP-PRE-030'],
    change: mistakesCode(700, 200, 'GetPresence-Request'),
  },
  {
    id: 'get-presence-subscribes',
    title: 'subscribes to whom it was asked about',
    requirements: ['CSP-PRE-031'],
    change: presenceHandler('GetPresence-Request', (standard, parts) => (value, call) => {
      const answer = standard(value, call);
      const [user] = usersIn(value);
      const known = user !== undefined && parts().state.find(user) !== undefined;
      if (known && call.session !== undefined) parts().subscriptions.subscribe(call.session, user, EVERYTHING);
      return answer;
    }),
  },
  {
    id: 'always-online',
    title: 'shows everybody as online',
    requirements: ['CSP-PRE-032'],
    change: part('values', (standard) => ({
      instances: (record, name, perClient) =>
        name === 'OnlineStatus'
          ? [{ Qualifier: true, PresenceValue: 'T' }]
          : standard.instances(record, name, perClient),
    })),
  },
  {
    id: 'update-answered-202',
    title: 'answers an update with 202 instead of 200',
    requirements: ['CSP-PRE-033'],
    unavoidable: ['CSP-PRE-035', 'CSP-PRE-036', 'CSP-PRE-037'],
    change: mistakesCode(200, 202, 'UpdatePresence-Request'),
  },
  {
    id: 'update-forgets-others',
    title: 'forgets the attributes that an update does not name',
    requirements: ['CSP-PRE-034'],
    change: part('values', (standard) => ({
      write(record, session, writes) {
        record.userValues.clear();
        return standard.write(record, session, writes);
      },
    })),
  },
  {
    id: 'update-qualifier-ignored',
    title: 'keeps the value of an attribute that is updated with Qualifier F',
    requirements: ['CSP-PRE-035'],
    change: part('values', (standard) => ({
      write: (record, session, writes) =>
        standard.write(
          record,
          session,
          writes.filter((one) => one.value.Qualifier !== false),
        ),
    })),
  },
  {
    id: 'update-stores-any-value',
    title: 'takes values outside the set of an attribute',
    requirements: ['CSP-PRE-037'],
    change: profile({ presence: { valueOutsideSet: 'store' } }),
  },
  {
    id: 'get-presence-all-lacks-alias',
    title: 'takes GetPresence without attributes for one of some of them',
    requirements: ['CSP-PRE-043'],
    change: allButAlias('GetPresence-Request'),
  },
];
