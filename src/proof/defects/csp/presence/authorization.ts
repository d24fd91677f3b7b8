/** Defects of presence authorization: beforehand and on request. */

import { anyVersion } from '../../../../protocol/messages/any-version.ts';
import { Refusal } from '../../../../server/element.ts';
import { NOTHING, setOf } from '../../../../server/presence/attributes.ts';
import type { UserRecord } from '../../../../server/presence/state.ts';
import type { Change, Defect } from '../../../types.ts';
import {
  all,
  asPrimitive,
  changes,
  codeOf,
  edits,
  handler,
  mistakesCode,
  neverSends,
  withCode,
} from '../../../ways/families.ts';
import { ids, part, untilNextLogin } from '../../../ways/presence.ts';
import { withTexts } from '../../../ways/values.ts';

/** Contact lists whose attribute list was removed. */
const had = new WeakSet<object>();

/** Replaces the cancellation of a denial by something else; the denial is cancelled at the next login of the publisher. */
function notCancellingDenials(instead: () => void): Change {
  return changes('presence', () => {
    let late: (readonly [UserRecord, string, () => void])[] = [];
    return {
      reactive: ({ cancel }) => ({
        cancel(publisher, watcher) {
          const { granted, denied } = publisher.reactive.get(watcher) ?? { granted: NOTHING, denied: NOTHING };
          if (denied === NOTHING || granted !== NOTHING) return cancel(publisher, watcher);
          late.push([publisher, watcher, () => cancel(publisher, watcher)]);
          instead();
        },
      }),
      element: (standard) => ({
        sessionOpened(session) {
          for (const [publisher, , cancel] of late) if (publisher.user === session.user) cancel();
          late = late.filter(([publisher]) => publisher.user !== session.user);
          standard.sessionOpened?.(session);
        },
      }),
    };
  });
}

export const authorizationDefects: readonly Defect[] = [
  {
    id: 'contact-lists-authorize-nobody',
    title: 'does not look at the attribute lists of contact lists',
    requirements: ['CSP-AUT-001', 'CSP-AUT-003'],
    unavoidable: ['CSP-AUT-004'],
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
    id: 'default-list-not-after-another',
    title: 'gives the members of a contact list whose attribute list was removed nothing instead of the default one',
    requirements: ['CSP-AUT-004'],
    change: all(
      part('attributeLists', (standard) => ({
        detach(owner, targets) {
          for (const list of targets.lists) had.add(list);
          standard.detach(owner, targets);
        },
      })),
      part('rules', (standard) => ({
        byDefault: (publisher, watcher) =>
          [...(publisher.holding.get(watcher) ?? [])].some((list) => had.has(list))
            ? undefined
            : standard.byDefault(publisher, watcher),
      })),
    ),
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
      return value.Acceptance === true && codeOf(answer) === 200 ? withCode(answer, 202) : answer;
    }),
  },
  {
    id: 'denial-grants',
    title: 'takes a denial for a grant',
    requirements: ids('AUT', '013', '015', '023'),
    unavoidable: ['CSP-AUT-014'],
    change: part('reactive', (standard) => ({
      decide: (publisher, watcher, attributes) => standard.decide(publisher, watcher, attributes, true),
    })),
  },
  {
    id: 'denied-attributes-without-presence-value-told',
    title: 'keeps texts from a watcher who was denied, but not positions, ways of communicating and the like',
    requirements: ['CSP-AUT-013'],
    unavoidable: ids('AUT', '014', '021'),
    change: part('rules', (standard) => ({
      authorization(publisher, watcher) {
        const found = standard.authorization(publisher, watcher);
        const structured = setOf(['ClientInfo', 'CommCap', 'GeoLocation', 'StatusContent']);
        const denied = publisher.reactive.get(watcher)?.denied ?? NOTHING;
        return found.ground === 'reactive' ? { ...found, attributes: found.attributes | (denied & structured) } : found;
      },
    })),
  },
  {
    id: 'decision-without-list-about-status-only',
    title: 'takes a decision that names no attributes for one about StatusText',
    requirements: ['CSP-AUT-014'],
    unavoidable: ids('AUT', '013', '015', '021', '023'),
    change: handler('PresenceAuth-User', (standard) => (value, call) => {
      const given = anyVersion(value);
      return standard(
        given.PresenceSubList === undefined ? { ...given, PresenceSubList: { StatusText: {} } } : given,
        call,
      );
    }),
  },
  {
    id: 'grants-everything',
    title: 'takes a decision about some attributes for one about all',
    requirements: ['CSP-AUT-014'],
    unavoidable: ids('AUT', '015'),
    change: handler('PresenceAuth-User', (standard) => (value, call) => {
      const { PresenceSubList: _list, ...others } = anyVersion(value);
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
    id: 'denial-not-cancelled',
    title: 'refuses to cancel a denial',
    requirements: ['CSP-AUT-019', 'CSP-AUT-020'],
    change: notCancellingDenials(() => {
      throw new Refusal(404);
    }),
  },
  {
    id: 'denial-kept',
    title: 'says 200 to the cancellation of a denial and keeps it',
    requirements: ['CSP-AUT-020'],
    change: notCancellingDenials(() => {}),
  },
  {
    id: 'asks-never-again',
    title: 'does not ask again after a decision was cancelled',
    requirements: ['CSP-AUT-020'],
    change: untilNextLogin((noted) => ({
      reactive: ({ cancel }) => ({
        cancel(publisher, watcher) {
          noted.add(`${publisher.user} ${watcher}`);
          cancel(publisher, watcher);
        },
      }),
      rules: ({ toAsk }) => ({
        toAsk: (publisher, watcher, ...others) =>
          noted.has(`${publisher.user} ${watcher}`) ? NOTHING : toAsk(publisher, watcher, ...others),
      }),
    })),
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
      withTexts(value, (text) => (text === 'DENIED' ? 'PENDING' : text)),
    ),
  },
  {
    id: 'members-not-asked',
    title: 'asks nobody when a contact list is subscribed to',
    requirements: ['CSP-AUT-024'],
    change: changes('presence', () => {
      let asking = true;
      return {
        subscriptions: (standard) => ({
          subscribeList(session, list, requested, auto) {
            asking = false;
            standard.subscribeList(session, list, requested, auto);
            asking = true;
          },
        }),
        reactive: (standard) => ({
          asked(publisher, watcher, requested, authorization) {
            if (asking) standard.asked(publisher, watcher, requested, authorization);
          },
        }),
      };
    }),
  },
];
