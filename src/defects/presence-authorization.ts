/** Defects of attribute lists, of presence authorization and of watcher lists. */
import type { PrimitiveName } from '../protocol/envelope.ts';
import type { Session } from '../server/element.ts';
import { NOTHING } from '../server/presence/attributes.ts';
import type { PresenceElement, PresenceParts } from '../server/presence/index.ts';
import { status } from '../server/results.ts';
import {
  all,
  asPrimitive,
  codeOf,
  edits,
  elementPart,
  handler,
  leavesOut,
  mistakesCode,
  neverSends,
  withCode,
} from './families.ts';
import { type Loose, part, presenceHandler } from './presence-family.ts';
import type { Change, Defect } from './types.ts';

const ids = (area: string, ...numbers: readonly string[]) => numbers.map((number) => `CSP-${area}-${number}`);

/** What is not there counts as there. */
function passesOver(request: PrimitiveName): Change {
  return all(mistakesCode(531, 200, request), mistakesCode(700, 200, request));
}

/** Something is noted about pairs of users until the publisher logs in the next time. */
function untilNextLogin(make: (noted: Set<string>, parts: PresenceParts) => void): Change {
  return elementPart('presence', (standard) => {
    const noted = new Set<string>();
    make(noted, (standard as PresenceElement).parts);
    return {
      sessionOpened(session: Session) {
        for (const pair of noted) if (pair.startsWith(`${session.user} `)) noted.delete(pair);
        standard.sessionOpened?.(session);
      },
    };
  });
}

/** Watchers who left, or who only read, are told as current subscribers. */
function takesForSubscribers(event: 'left' | 'accessed'): Change {
  return untilNextLogin((noted, parts) => {
    const { watchers } = parts;
    const standard = { ...watchers };
    Object.assign(watchers, {
      [event](...[publisher, watcher]: Parameters<typeof standard.left>) {
        noted.add(`${publisher.user} ${watcher}`);
        standard[event](publisher, watcher);
      },
      list(...[publisher, history]: Parameters<typeof standard.list>) {
        const list = standard.list(publisher, history);
        const more = [...noted]
          .filter((pair) => pair.startsWith(`${publisher.user} `))
          .map((pair) => pair.slice(publisher.user.length + 1))
          .filter((user) => !list.some((one) => one.user === user))
          .map((user) => ({ user, status: 'CURRENT_SUBSCRIBER' as const }));
        return [...list, ...more];
      },
    });
  });
}

/** The watchers of everybody, whoever asks. */
function watchersOfAll(): Change {
  const watching = new Map<string, string>();
  const key = (session: Session, publisher: string) => `${session.id} ${publisher}`;
  return all(
    part('subscriptions', (standard) => ({
      subscribe(session, publisher, requested) {
        watching.set(key(session, publisher), session.user);
        standard.subscribe(session, publisher, requested);
      },
      unsubscribe(session, publisher) {
        watching.delete(key(session, publisher));
        standard.unsubscribe(session, publisher);
      },
      sessionClosed(session) {
        for (const one of [...watching.keys()]) if (one.startsWith(`${session.id} `)) watching.delete(one);
        standard.sessionClosed(session);
      },
    })),
    part('watchers', () => ({
      list: () => [...new Set(watching.values())].map((user) => ({ user, status: 'CURRENT_SUBSCRIBER' })),
    })),
  );
}

/** Watchers in a GetWatcherList-Response, whatever the version calls them. */
function editsWatchers(edit: (watchers: readonly object[]) => readonly object[]): Change {
  return edits('GetWatcherList-Response', (value) => {
    const { User, Watcher } = value as { readonly User?: readonly object[]; readonly Watcher?: readonly object[] };
    return {
      ...value,
      ...(User === undefined ? {} : { User: edit(User) }),
      ...(Watcher === undefined ? {} : { Watcher: edit(Watcher) }),
    } as typeof value;
  });
}

export const attributeListDefects: readonly Defect[] = [
  {
    id: 'attribute-list-answered-202',
    title: 'answers the creation of an attribute list with 202 instead of 200',
    requirements: ['CSP-ATL-001'],
    unavoidable: ids('ATL', '002', '003', '004', '006', '009', '010', '021'),
    change: mistakesCode(200, 202, 'CreateAttributeList-Request'),
  },
  {
    id: 'attribute-list-of-contact-list-ignored',
    title: 'says 200 to an attribute list for a contact list and keeps none',
    requirements: ['CSP-ATL-002'],
    unavoidable: ids('ATL', '009', '012'),
    change: part('attributeLists', (standard) => ({
      attach: (owner, targets, attached) => standard.attach(owner, { ...targets, lists: [] }, attached),
    })),
  },
  {
    id: 'default-attribute-list-ignored',
    title: 'says 200 to a default attribute list and keeps none',
    requirements: ['CSP-ATL-003'],
    unavoidable: ids('ATL', '011', '021'),
    change: part('attributeLists', (standard) => ({
      attach: (owner, targets, attached) => standard.attach(owner, { ...targets, default: false }, attached),
    })),
  },
  {
    id: 'attribute-list-added',
    title: 'adds attributes to those attached before instead of replacing them',
    requirements: ['CSP-ATL-004'],
    change: part('attributeLists', (standard) => ({
      attach(owner, targets, attached) {
        const before = targets.users.map((user) => owner.userAttributeLists.get(user)?.attributes ?? NOTHING);
        const known = before.reduce((sum, one) => sum | one, NOTHING);
        const user = { ...attached.user, attributes: attached.user.attributes | known };
        standard.attach(owner, targets, { ...attached, user });
      },
    })),
  },
  {
    id: 'attribute-list-unknown-passed-over',
    title: 'says 200 to an attribute list for users or contact lists that do not exist',
    requirements: ['CSP-ATL-005'],
    change: all(mistakesCode(201, 200, 'CreateAttributeList-Request'), passesOver('CreateAttributeList-Request')),
  },
  {
    id: 'too-many-attribute-lists-403',
    title: 'refuses an attribute list too many with another code',
    requirements: ['CSP-ATL-007'],
    change: mistakesCode(755, 403, 'CreateAttributeList-Request'),
  },
  {
    id: 'authorization-not-notified',
    title: 'does not notify subscribers who may see more than before',
    requirements: ['CSP-ATL-008'],
    change: part('notifier', (standard) => ({
      reauthorize: (publisher, watchers) => standard.reauthorize(publisher, watchers, true),
    })),
  },
  {
    id: 'attribute-list-of-user-replaces-list',
    title: 'takes the attribute list off the contact list of a user who gets one',
    requirements: ['CSP-ATL-009'],
    change: part('attributeLists', (standard) => ({
      attach(owner, targets, attached) {
        for (const user of targets.users) {
          for (const list of owner.holding.get(user) ?? []) list.attributeList = undefined;
        }
        standard.attach(owner, targets, attached);
      },
    })),
  },
  {
    id: 'user-notify-forgotten',
    title: 'returns UserNotify F where T was set',
    requirements: ['CSP-ATL-010'],
    change: edits(
      'GetAttributeList-Response',
      (value) =>
        ({
          ...value,
          ...(value.Presence === undefined
            ? {}
            : { Presence: value.Presence.map((one) => ({ ...one, UserNotify: false })) }),
        }) as typeof value,
    ),
  },
  {
    id: 'default-attribute-list-untold',
    title: 'leaves the default attribute list out of the answer',
    requirements: ['CSP-ATL-011'],
    unavoidable: ids('ATL', '003', '021'),
    change: leavesOut('GetAttributeList-Response', 'DefaultAttributeList'),
  },
  {
    id: 'attribute-lists-of-users-only',
    title: 'returns the attribute lists of users, not those of contact lists, where nobody is named',
    requirements: ['CSP-ATL-012'],
    unavoidable: ids('ATL', '009'),
    change: handler('GetAttributeList-Request', (standard) => (value, call) => {
      const answer = asPrimitive(standard(value, call));
      const { DefaultList: _default, ...named } = value as Loose;
      const given = Object.values(named).some((one) => one !== undefined && [one].flat().length > 0);
      if (given) return answer;
      const { Presence } = answer.value as { readonly Presence?: readonly Loose[] };
      return {
        ...answer,
        value: { ...answer.value, Presence: Presence?.filter((one) => one.UserID !== undefined) },
      } as typeof answer;
    }),
  },
  {
    id: 'attribute-lists-of-everybody',
    title: 'returns all attribute lists though one user is named',
    requirements: ['CSP-ATL-013'],
    change: handler('GetAttributeList-Request', (standard) => (value, call) => {
      const answer = asPrimitive(standard(value, call));
      const { DefaultList } = value as Loose;
      return codeOf(answer) === 200 ? standard({ DefaultList }, call) : answer;
    }),
  },
  {
    id: 'attribute-lists-with-values',
    title: 'writes values into attribute lists, which only name attributes',
    requirements: ['CSP-ATL-014'],
    unavoidable: ['PA-XML-003'],
    change: edits('GetAttributeList-Response', (value) =>
      JSON.parse(
        JSON.stringify(value).replaceAll('"StatusText":{}', '"StatusText":{"Qualifier":true,"PresenceValue":"x"}'),
      ),
    ),
  },
  {
    id: 'get-attribute-list-unknown-passed-over',
    title: 'says 200 when asked for the attribute list of what does not exist',
    requirements: ['CSP-ATL-015'],
    change: passesOver('GetAttributeList-Request'),
  },
  {
    id: 'delete-attribute-list-of-user-ignored',
    title: "says 200 to the removal of a user's attribute list and keeps it",
    requirements: ['CSP-ATL-016', 'CSP-ATL-018'],
    unavoidable: ['CSP-ATL-007'],
    change: part('attributeLists', (standard) => ({
      detach: (owner, targets) => standard.detach(owner, { ...targets, users: [] }),
    })),
  },
  {
    id: 'delete-default-attribute-list-ignored',
    title: 'says 200 to the removal of the default attribute list and keeps it',
    requirements: ['CSP-ATL-017'],
    change: part('attributeLists', (standard) => ({
      detach: (owner, targets) => standard.detach(owner, { ...targets, default: false }),
    })),
  },
  {
    id: 'delete-attribute-list-still-notifies',
    title: 'goes on notifying subscribers who lost their attribute list',
    requirements: ['CSP-ATL-018'],
    change: part('attributeLists', () => ({
      detach(owner, targets) {
        for (const user of targets.users) owner.userAttributeLists.delete(user);
        for (const list of targets.lists) list.attributeList = undefined;
        if (targets.default) owner.defaultAttributeList = undefined;
      },
    })),
  },
  {
    id: 'delete-attribute-list-unknown-passed-over',
    title: 'says 200 to the removal of the attribute list of an unknown user',
    requirements: ['CSP-ATL-019'],
    change: passesOver('DeleteAttributeList-Request'),
  },
  {
    id: 'default-attribute-list-lost',
    title: 'drops the default attribute list with every request whose DefaultList is F',
    requirements: ['CSP-ATL-021'],
    change: part('attributeLists', (standard) => ({
      attach(owner, targets, attached) {
        if (!targets.default) owner.defaultAttributeList = undefined;
        standard.attach(owner, targets, attached);
      },
    })),
  },
];

export const authorizationDefects: readonly Defect[] = [
  {
    id: 'contact-lists-authorize-nobody',
    title: 'does not look at the attribute lists of contact lists',
    requirements: ['CSP-AUT-001', 'CSP-AUT-003'],
    change: part('rules', () => ({ byContactLists: () => undefined })),
  },
  {
    id: 'contact-list-beside-user',
    title: 'adds the attribute list of the contact list to that of the user',
    requirements: ['CSP-AUT-002'],
    change: part('rules', (standard) => ({
      byUser(publisher, watcher) {
        const own = standard.byUser(publisher, watcher);
        return own === undefined ? undefined : own | (standard.byContactLists(publisher, watcher) ?? NOTHING);
      },
    })),
  },
  {
    id: 'first-contact-list-only',
    title: 'looks at the first of several contact lists only',
    requirements: ['CSP-AUT-003'],
    change: part('rules', () => ({
      byContactLists: (publisher, watcher) =>
        [...(publisher.holding.get(watcher) ?? [])].flatMap((list) => list.attributeList?.attributes ?? [])[0],
    })),
  },
  {
    id: 'default-list-not-for-members',
    title: 'keeps the default attribute list from members of contact lists',
    requirements: ['CSP-AUT-004'],
    change: part('rules', (standard) => ({
      defaultReaches: (list, holdsWatcher) => !holdsWatcher && standard.defaultReaches(list, false),
    })),
  },
  {
    id: 'default-list-for-members-only',
    title: 'keeps the default attribute list from the general public',
    requirements: ['CSP-AUT-005'],
    change: part('rules', () => ({ defaultReaches: (_list, holdsWatcher) => holdsWatcher })),
  },
  {
    id: 'attribute-list-of-anybody',
    title: 'gives what is attached to one user to everybody',
    requirements: ['CSP-AUT-007'],
    change: part('rules', () => ({
      byUser: (publisher, watcher) =>
        (publisher.userAttributeLists.get(watcher) ?? [...publisher.userAttributeLists.values()][0])?.attributes,
    })),
  },
  {
    id: 'own-presence-hidden',
    title: 'hides the attributes of users from themselves',
    requirements: ['CSP-AUT-026'],
    change: part('rules', (standard) => ({
      authorization: (publisher, watcher) =>
        publisher.user === watcher
          ? { ground: 'none', attributes: NOTHING }
          : standard.authorization(publisher, watcher),
    })),
  },
  {
    id: 'never-asks-for-authorization',
    title: 'never asks a publisher for authorization',
    requirements: ids('AUT', '008', '009', '010', '018', '024'),
    unavoidable: ids('AUT', '012', '013', '014', '015', '016', '019', '020', '021', '022', '023', '028'),
    change: neverSends('PresenceAuth-Request'),
  },
  {
    id: 'asks-for-other-attributes',
    title: 'asks for authorization of attributes the watcher did not ask for',
    requirements: ['CSP-AUT-008'],
    change: edits('PresenceAuth-Request', (value) =>
      value.PresenceSubList === undefined ? value : { ...value, PresenceSubList: { Alias: {} } },
    ),
  },
  {
    id: 'asks-for-some-attributes',
    title: 'asks for authorization of one attribute where the watcher asked for all',
    requirements: ['CSP-AUT-009'],
    change: edits('PresenceAuth-Request', (value) =>
      value.PresenceSubList === undefined ? { ...value, PresenceSubList: { OnlineStatus: {} } } : value,
    ),
  },
  {
    id: 'asks-beside-attribute-list',
    title: 'asks for authorization of what the attribute list of a watcher lacks',
    requirements: ['CSP-AUT-010'],
    change: part('rules', (standard) => ({
      toAsk: (publisher, watcher, requested, authorization) =>
        standard.toAsk(publisher, watcher, requested & ~authorization.attributes, { ...authorization, ground: 'none' }),
    })),
  },
  {
    id: 'grant-answered-202',
    title: 'answers a grant with 202 instead of 200',
    requirements: ['CSP-AUT-012'],
    change: handler('PresenceAuth-User', (standard) => (value, call) => {
      const answer = asPrimitive(standard(value, call));
      return (value as Loose).Acceptance === true && codeOf(answer) === 200 ? withCode(answer, 202) : answer;
    }),
  },
  {
    id: 'denial-grants',
    title: 'takes a denial for a grant',
    requirements: ids('AUT', '013', '015', '023'),
    change: part('reactive', (standard) => ({
      decide: (publisher, watcher, attributes) => standard.decide(publisher, watcher, attributes, true),
    })),
  },
  {
    id: 'grants-everything',
    title: 'takes a decision about some attributes for one about all',
    requirements: ['CSP-AUT-014'],
    unavoidable: ids('AUT', '015'),
    change: handler('PresenceAuth-User', (standard) => (value, call) => {
      const { PresenceSubList: _list, ...others } = value as Loose;
      return standard(others, call);
    }),
  },
  {
    id: 'grant-not-taken-back',
    title: 'says 200 to a denial of what was granted and changes nothing',
    requirements: ['CSP-AUT-015'],
    change: part('reactive', (standard) => ({
      decide(publisher, watcher, attributes, accepted) {
        const granted = publisher.reactive.get(watcher)?.granted ?? NOTHING;
        standard.decide(publisher, watcher, accepted ? attributes : attributes & ~granted, accepted);
      },
    })),
  },
  {
    id: 'decision-about-unknown-user-accepted',
    title: 'says 200 to a decision about an unknown user',
    requirements: ['CSP-AUT-016'],
    change: mistakesCode(531, 200, 'PresenceAuth-User'),
  },
  {
    id: 'asks-only-who-is-online',
    title: 'forgets requests for authorization of publishers who are offline',
    requirements: ['CSP-AUT-018'],
    change: part('reactive', () => ({ deliverTo: () => {} })),
  },
  {
    id: 'cancel-auth-answered-202',
    title: 'answers CancelAuth with 202 instead of 200',
    requirements: ['CSP-AUT-019'],
    change: mistakesCode(200, 202, 'CancelAuth-Request'),
  },
  {
    id: 'asks-never-again',
    title: 'does not ask again after a decision was cancelled',
    requirements: ['CSP-AUT-020'],
    change: untilNextLogin((noted, parts) => {
      const { reactive, rules } = parts;
      const [cancel, toAsk] = [reactive.cancel, rules.toAsk];
      Object.assign(reactive, {
        cancel(...[publisher, watcher]: Parameters<typeof cancel>) {
          noted.add(`${publisher.user} ${watcher}`);
          cancel(publisher, watcher);
        },
      });
      Object.assign(rules, {
        toAsk: (...[publisher, watcher, ...others]: Parameters<typeof toAsk>) =>
          noted.has(`${publisher.user} ${watcher}`) ? NOTHING : toAsk(publisher, watcher, ...others),
      });
    }),
  },
  {
    id: 'cancelled-still-notified',
    title: 'goes on notifying a watcher whose grant was cancelled',
    requirements: ['CSP-AUT-021'],
    change: part('reactive', () => ({
      cancel(publisher, watcher) {
        publisher.reactive.delete(watcher);
      },
    })),
  },
  {
    id: 'cancel-auth-unknown-user-accepted',
    title: 'says 200 to CancelAuth for an unknown user',
    requirements: ['CSP-AUT-022'],
    change: mistakesCode(531, 200, 'CancelAuth-Request'),
  },
  {
    id: 'denied-told-as-pending',
    title: 'tells a denial as an open question',
    requirements: ['CSP-AUT-023'],
    change: edits('GetReactiveAuthStatus-Response', (value) =>
      JSON.parse(JSON.stringify(value).replaceAll('"DENIED"', '"PENDING"')),
    ),
  },
  {
    id: 'members-not-asked',
    title: 'asks nobody when a contact list is subscribed to',
    requirements: ['CSP-AUT-024'],
    change: all(
      part('subscriptions', (standard, parts) => ({
        subscribeList(session, list, requested, auto) {
          const { asked } = parts.reactive;
          Object.assign(parts.reactive, { asked: () => {} });
          standard.subscribeList(session, list, requested, auto);
          Object.assign(parts.reactive, { asked });
        },
      })),
    ),
  },
];

export const watcherDefects: readonly Defect[] = [
  {
    id: 'one-watcher-only',
    title: 'names one watcher only',
    requirements: ['CSP-WAT-001', 'CSP-WAT-005'],
    change: editsWatchers((watchers) => watchers.slice(0, 1)),
  },
  {
    id: 'authorized-watchers-only',
    title: 'names watchers only who may see something',
    requirements: ['CSP-WAT-002'],
    unavoidable: ids('WAT', '006', '009'),
    change: part('watchers', (standard, parts) => ({
      list: (publisher, history) =>
        standard
          .list(publisher, history)
          .filter((one) => parts.rules.authorization(publisher, one.user).ground !== 'none'),
    })),
  },
  {
    id: 'former-subscribers-current',
    title: 'names former subscribers as current ones',
    requirements: ['CSP-WAT-003'],
    change: takesForSubscribers('left'),
  },
  {
    id: 'readers-current',
    title: 'names readers as current subscribers',
    requirements: ['CSP-WAT-004'],
    change: takesForSubscribers('accessed'),
  },
  {
    id: 'watchers-of-contact-lists-left-out',
    title: 'leaves watchers out who are authorized through a contact list',
    requirements: ['CSP-WAT-005'],
    change: part('watchers', (standard, parts) => ({
      list: (publisher, history) =>
        standard
          .list(publisher, history)
          .filter((one) => parts.rules.authorization(publisher, one.user).ground !== 'contact-lists'),
    })),
  },
  {
    id: 'watchers-of-all',
    title: 'names the watchers of all users',
    requirements: ['CSP-WAT-006'],
    change: watchersOfAll(),
  },
  {
    id: 'watcher-status-wrong',
    title: 'gives a live subscription the status of a mere reading',
    requirements: ['CSP-WAT-007'],
    change: editsWatchers((watchers) =>
      watchers.map((one) => ('WatcherStatus' in one ? { ...one, WatcherStatus: 'PRESENCE_ACCESS' } : one)),
    ),
  },
  {
    id: 'max-watcher-list-ignored',
    title: 'returns more watchers than MaxWatcherList allows',
    requirements: ['CSP-WAT-009'],
    change: handler('GetWatcherList-Request', (standard) => (value, call) => {
      const { MaxWatcherList: _most, ...others } = value as Loose;
      return standard(others, call);
    }),
  },
  {
    id: 'no-watchers-refused',
    title: 'refuses the watcher list of a user without watchers',
    requirements: ['CSP-WAT-010'],
    unavoidable: ids('WAT', '003'),
    change: presenceHandler('GetWatcherList-Request', (standard, parts) => (value, call) => {
      const publisher = parts().state.of(call.session?.user ?? '');
      return parts().watchers.list(publisher, 0).length === 0 ? status(404) : standard(value, call);
    }),
  },
];
