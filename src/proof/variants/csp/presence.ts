/** Legal variants of presence and contact lists: what the standard leaves open, done otherwise. */

import { anyVersion } from '../../../protocol/messages/any-version.ts';
import type { Document } from '../../../protocol/messages/document.ts';
import type { Primitive } from '../../../protocol/messages/envelope.ts';
import { attributesOf, naming } from '../../../server/presence/attributes.ts';
import type { PresenceProfile } from '../../../server/presence/profile.ts';
import type { Change, Variant } from '../../types.ts';
import {
  all,
  changes,
  codeOf,
  editPrimitives,
  edits,
  hooks,
  leavesOut,
  profile,
  requestNames,
  requestValue,
} from '../../ways/families.ts';

const presence = (changes: Partial<Omit<PresenceProfile, 'limits'>>): Change => profile({ presence: changes });

type Loose = Readonly<Record<string, unknown>>;
interface Shown {
  readonly PresenceSubList?: readonly Loose[];
}

/** Presence elements of notifications and of answers to GetPresence-Request, arranged otherwise. */
function arranges(arrange: (one: Shown) => readonly Shown[]): Change {
  const edit = (primitive: Primitive): Primitive => {
    if (!['PresenceNotification-Request', 'GetPresence-Response'].includes(primitive.name)) return primitive;
    const { Presence } = anyVersion(primitive.value);
    if (Presence === undefined) return primitive;
    return { ...primitive, value: { ...primitive.value, Presence: Presence.flatMap(arrange) } };
  };
  return hooks({ outgoing: (document: Document) => editPrimitives(document, edit) });
}

function oneByOne(lists: readonly Loose[] = []): readonly Loose[] {
  return lists.flatMap((list) => Object.entries(list).map(([name, value]) => ({ [name]: value })));
}

/** A watcher stays in the list until unsubscribing, whatever becomes of the session it watched in. */
const watchersLinger = changes('presence', () => {
  const lingering = new Map<string, Set<string>>();
  return {
    watchers: ({ list }) => ({
      list(publisher, history) {
        const gone = lingering.get(publisher.user) ?? new Set();
        const shown = list(publisher, history).filter(
          ({ user, status }) => status === 'CURRENT_SUBSCRIBER' || !gone.has(user),
        );
        const there = new Set(shown.map(({ user }) => user));
        const more = [...gone].filter((user) => !there.has(user));
        return [...more.map((user) => ({ user, status: 'CURRENT_SUBSCRIBER' as const })), ...shown];
      },
    }),
    subscriptions: ({ sessionClosed, unsubscribe }, { state }) => ({
      sessionClosed(session) {
        for (const publisher of state.session(session).subscriptions.keys()) {
          lingering.set(publisher, (lingering.get(publisher) ?? new Set()).add(session.user));
        }
        sessionClosed(session);
      },
      unsubscribe(session, publisher) {
        lingering.get(publisher)?.delete(session.user);
        unsubscribe(session, publisher);
      },
    }),
  };
});

export const presenceVariants: readonly Variant[] = [
  {
    id: 'presence-list-per-attribute',
    title: 'writes a PresenceSubList of its own for each attribute',
    change: arranges((one) => {
      const lists = oneByOne(one.PresenceSubList);
      return [lists.length === 0 ? one : { ...one, PresenceSubList: lists }];
    }),
  },
  {
    id: 'presence-element-per-attribute',
    title: 'writes a Presence element of its own for each attribute',
    change: arranges((one) => {
      const lists = oneByOne(one.PresenceSubList);
      return lists.length === 0 ? [one] : lists.map((list) => ({ ...one, PresenceSubList: [list] }));
    }),
  },
  {
    id: 'presence-attributes-reversed',
    title: 'writes the attributes in reverse order',
    change: arranges((one) => [
      {
        ...one,
        ...(one.PresenceSubList === undefined
          ? {}
          : { PresenceSubList: one.PresenceSubList.map((list) => Object.fromEntries(Object.entries(list).reverse())) }),
      },
    ]),
  },
  {
    id: 'presence-user-alone-for-nothing',
    title: 'leaves PresenceSubList out of GetPresence-Response where nothing is authorized',
    change: arranges(({ PresenceSubList = [], ...one }) => [
      PresenceSubList.some((list) => Object.keys(list).length > 0) ? { ...one, PresenceSubList } : one,
    ]),
  },
  {
    id: 'presence-empty-list-for-nothing',
    title: 'answers GetPresence with an empty PresenceSubList where nothing is authorized',
    change: arranges((one) => [{ ...one, PresenceSubList: one.PresenceSubList ?? [{}] }]),
  },
  {
    id: 'refusals-in-response-primitives',
    title:
      'refuses within ListManage-Response, GetPresence-Response and GetAttributeList-Response instead of by Status',
    change: hooks({
      outgoing: (document, { request }) => {
        const names = requestNames(request);
        const [name] = ['ListManage', 'GetPresence', 'GetAttributeList'].filter((one) =>
          names.includes(`${one}-Request`),
        );
        if (name === undefined || names.length > 1) return document;
        return editPrimitives(document, (primitive) =>
          primitive.name === 'Status' && [531, 700, 752, 754].includes(codeOf(primitive) ?? 0)
            ? ({ name: `${name}-Response`, value: primitive.value } as Primitive)
            : primitive,
        );
      },
    }),
  },
  {
    id: 'create-list-answered-by-status',
    title: 'answers CreateList-Request of 1.3 by a Status',
    change: hooks({
      outgoing: (document) =>
        editPrimitives(document, (primitive) =>
          primitive.name === 'CreateList-Response' ? { name: 'Status', value: { Result: { Code: 200 } } } : primitive,
        ),
    }),
  },
  {
    id: 'watchers-without-status',
    title: 'leaves WatcherStatus out',
    change: edits('GetWatcherList-Response', (value) => {
      const { Watcher } = anyVersion(value);
      if (Watcher === undefined) return value;
      return { ...value, Watcher: Watcher.map(({ WatcherStatus: _status, ...one }) => one) };
    }),
  },
  {
    id: 'default-list-twice',
    title: 'names the default list of 1.1 among the others, too (AMB-090)',
    change: presence({ defaultListTwice: true }),
  },
  {
    id: 'first-notification-empty',
    title: 'sends a first notification also to those who may see nothing (AMB-098)',
    change: presence({ emptyFirstNotification: true }),
  },
  {
    id: 'unchanged-values-notified',
    title: 'notifies updates that change nothing (AMB-099)',
    change: presence({ notifyUnchanged: true }),
  },
  {
    id: 'grant-without-notification',
    title: 'notifies what was granted on request with its next change only (AMB-172)',
    change: presence({ notifyOnGrant: false }),
  },
  {
    id: 'asks-on-reading',
    title: 'asks the publisher for authorization also when somebody only reads (AMB-095)',
    change: presence({ reactiveOnGet: true }),
  },
  {
    id: 'unasked-decision-refused',
    title: 'refuses decisions nobody asked for (AMB-096)',
    change: presence({ unaskedDecision: 'refuse' }),
  },
  {
    id: 'unknown-properties-refused',
    title: 'refuses properties of contact lists and groups it does not know (AMB-170, AMB-227)',
    change: profile({ presence: { unknownProperty: 'refuse' }, groups: { unknownProperty: 'refuse' } }),
  },
  {
    id: 'unknown-properties-ignored',
    title: 'ignores contact list properties it does not know (AMB-170)',
    change: presence({ unknownProperty: 'ignore' }),
  },
  {
    id: 'online-status-update-refused',
    title: 'refuses updates of OnlineStatus (AMB-174)',
    change: presence({ onlineStatusUpdate: 'refuse' }),
  },
  {
    id: 'unsupported-attributes-ignored',
    title: 'leaves attributes out that the version does not have (AMB-101)',
    change: presence({ unsupportedAttribute: 'ignore' }),
  },
  {
    id: 'removing-absent-reported',
    title: 'reports 531 for members to be removed who are none (AMB-092)',
    change: presence({ removeAbsent: 'report' }),
  },
  {
    id: 'default-list-for-everybody',
    title: 'lets the default attribute list reach everybody in every version (AMB-094)',
    change: presence({ defaultListReach: 'everybody' }),
  },
  {
    id: 'default-list-adds',
    title: 'adds the default attribute list for members of lists without one (AMB-093)',
    change: presence({ defaultListAdds: true }),
  },
  {
    id: 'lists-written-otherwise',
    title:
      'writes lists and members in another order, gives members without nickname an empty one, and answers changes without members and properties',
    change: all(
      edits('ListManage-Response', (value, { request }) => {
        const asked = requestValue(request, 'ListManage-Request') as Loose | undefined;
        const { NickList, ContactListProperties, ...rest } = value;
        const changes = ['AddNickList', 'RemoveNickList', 'ContactListProperties'].some(
          (one) => asked?.[one] !== undefined,
        );
        if (changes) return rest;
        const { NickName = [], UserID = [] } = (NickList ?? {}) as {
          readonly NickName?: readonly Loose[];
          readonly UserID?: readonly string[];
        };
        const members = [...NickName, ...UserID.map((user) => ({ Name: '', UserID: user }))].reverse();
        const list = NickList === undefined ? {} : { NickList: members.length === 0 ? {} : { NickName: members } };
        return { ...rest, ...list, ContactListProperties } as typeof value;
      }),
      edits('GetList-Response', (value) => {
        const { ContactList, ContactListIDList } = anyVersion(value);
        return {
          ...value,
          ...(ContactList === undefined ? {} : { ContactList: [...ContactList].reverse() }),
          ...(ContactListIDList?.ContactList === undefined
            ? {}
            : { ContactListIDList: { ContactList: [...ContactListIDList.ContactList].reverse() } }),
        };
      }),
    ),
  },
  {
    id: 'watchers-linger',
    title: 'keeps watchers in the list after their session ended, and says neither WatcherCount nor HistoryPeriod',
    change: all(
      watchersLinger,
      leavesOut('GetWatcherList-Response', 'WatcherCount'),
      leavesOut('GetWatcherList-Response', 'HistoryPeriod'),
    ),
  },
  {
    id: 'authorization-spelled-out',
    title: 'names all attributes where all are asked for, and says who decided what without naming attributes',
    versions: ['1.1', '1.2'],
    change: all(
      edits('PresenceAuth-Request', (value, { session }) => {
        const { PresenceSubList } = value;
        const version = session?.version ?? '1.2';
        if (PresenceSubList !== undefined) return value;
        return { ...value, PresenceSubList: naming(attributesOf(version), version) };
      }),
      leavesOut('GetReactiveAuthStatus-Response', 'ReactiveAuthStatusList/ReactiveAuthStatus/PresenceSubList'),
    ),
  },
  {
    id: 'presence-values-stored-unseen',
    title: 'stores values outside the set of their attribute (AMB-173), reads an empty attribute list as all (AMB-171)',
    change: presence({ valueOutsideSet: 'store', emptyAttributeList: 'everything' }),
  },
  {
    id: 'no-automatic-subscription',
    title: 'does not subscribe automatically',
    change: presence({ autoSubscribe: false }),
    unclaimed: ['IMPS-CSP-S-AUTOSUB'],
  },
];
