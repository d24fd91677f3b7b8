/** Legal variants of presence and contact lists: what the standard leaves open, done otherwise. */
import type { Primitive } from '../protocol/envelope.ts';
import type { Document } from '../protocol/syntax/types.ts';
import type { PresenceProfile } from '../server/profile/presence.ts';
import { codeOf, editPrimitives, edits, hooks, profile, requestNames } from './families.ts';
import type { Change, Variant } from './types.ts';

const presence = (changes: Partial<Omit<PresenceProfile, 'limits'>>): Change => profile({ presence: changes });

type Loose = Readonly<Record<string, unknown>>;
interface Shown {
  readonly PresenceSubList?: readonly Loose[];
}

/** Presence elements of notifications and of answers to GetPresence-Request, arranged otherwise. */
function arranges(arrange: (one: Shown) => readonly Shown[]): Change {
  const edit = (primitive: Primitive): Primitive => {
    if (!['PresenceNotification-Request', 'GetPresence-Response'].includes(primitive.name)) return primitive;
    const { Presence } = primitive.value as { readonly Presence?: readonly Shown[] };
    if (Presence === undefined) return primitive;
    return { ...primitive, value: { ...primitive.value, Presence: Presence.flatMap(arrange) } } as Primitive;
  };
  return hooks({ outgoing: (document: Document) => editPrimitives(document, edit) });
}

function oneByOne(lists: readonly Loose[] = []): readonly Loose[] {
  return lists.flatMap((list) => Object.entries(list).map(([name, value]) => ({ [name]: value })));
}

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
      const { Watcher } = value as { readonly Watcher?: readonly Loose[] };
      if (Watcher === undefined) return value;
      return { ...value, Watcher: Watcher.map(({ WatcherStatus: _status, ...one }) => one) } as typeof value;
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
    id: 'no-automatic-subscription',
    title: 'does not subscribe automatically',
    change: presence({ autoSubscribe: false }),
    unclaimed: ['IMPS-CSP-S-AUTOSUB'],
  },
];
