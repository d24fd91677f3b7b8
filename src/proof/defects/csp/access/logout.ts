/** Defects of logout and Disconnect. */

import type { Value } from '../../../../protocol/messages/infer.ts';
import type { ServiceElement } from '../../../../server/element.ts';
import { status } from '../../../../server/results.ts';
import type { Session } from '../../../../server/sessions/session.ts';
import type { AnyHandler } from '../../../../server/transactions/call.ts';
import type { Change, Defect } from '../../../types.ts';
import {
  all,
  asPrimitive,
  codeOf,
  editPrimitives,
  edits,
  element,
  handler,
  hooks,
  mistakesCode,
  requestNames,
  type StandardHandler,
} from '../../../ways/families.ts';
import { onlineStatusIs } from '../../../ways/online-status.ts';
import { search } from '../../../ways/search-rules.ts';

/** Logs the user's subscriptions in again at the next login. */
function keepsSubscriptions(): Change {
  const kept = new Map<string, Value<'SubscribePresence-Request'>>();
  let subscribe: StandardHandler<'SubscribePresence-Request'> | undefined;
  return all(
    handler('SubscribePresence-Request', (standard) => {
      subscribe = standard;
      return (request, call) => {
        if (call.session !== undefined) kept.set(call.session.user, request);
        return standard(request, call);
      };
    }),
    element('presence', (presence) => ({
      servicesAgreed(session) {
        presence.servicesAgreed?.(session);
        const request = kept.get(session.user);
        const call = { session, version: session.version, transactionId: '', name: 'SubscribePresence-Request' };
        if (request !== undefined) subscribe?.(request, call as Parameters<AnyHandler>[1]);
      },
    })),
  );
}

/** The state of a user is not shown any more after a logout. */
function forgetsAtLogout(): Change {
  const gone = new Set<string>();
  return all(
    handler('Logout-Request', (standard) => (request, call) => {
      if (call.session !== undefined) gone.add(call.session.user);
      return standard(request, call);
    }),
    edits('GetList-Response', (value, { session }) => (gone.has(session?.user ?? '') ? {} : value)),
  );
}

/** Something happens before an element learns that a session was opened. */
function atLogin(happens: (session: Session) => void, standard: ServiceElement): Partial<ServiceElement> {
  return {
    sessionOpened(session) {
      happens(session);
      standard.sessionOpened?.(session);
    },
  };
}

/** Requirements whose scenarios log out on the way. */
const LOGOUTS = ['003', '004', '005', '006', '008', '009'].map((number) => `CSP-OUT-${number}`);

export const logoutDefects: readonly Defect[] = [
  {
    id: 'logout-status-on-1.1',
    title: 'answers a 1.1 logout with Status',
    requirements: ['CSP-OUT-001'],
    versions: ['1.1'],
    change: handler('Logout-Request', (standard) => (request, call) => {
      standard(request, call);
      return status(200);
    }),
  },
  {
    id: 'logout-disconnect-from-1.2',
    title: 'answers a logout with Disconnect from 1.2 on',
    requirements: ['CSP-OUT-002'],
    unavoidable: LOGOUTS,
    change: handler('Logout-Request', (standard) => (request, call) => {
      const { value } = asPrimitive(standard(request, call));
      return { name: 'Disconnect', value };
    }),
  },
  {
    id: 'logout-dead-session-404',
    title: 'refuses requests in a session that was logged out with a code that means something else',
    requirements: ['CSP-OUT-003'],
    change: mistakesCode(604, 404, 'KeepAlive-Request'),
  },
  {
    id: 'logout-dead-session-404-for-messages',
    title: 'refuses messages in a session that was logged out with a code that means something else',
    requirements: ['CSP-OUT-003'],
    change: mistakesCode(604, 404, 'SendMessage-Request'),
  },
  {
    id: 'logout-leaves-user-online',
    title: 'says OnlineStatus T of users who logged out',
    requirements: ['CSP-OUT-004'],
    change: onlineStatusIs('T'),
  },
  {
    id: 'logout-stays-joined',
    title: 'leaves users joined to groups when their session ends',
    requirements: ['CSP-OUT-005'],
    change: element('groups', () => ({ sessionClosed: undefined })),
  },
  {
    id: 'logout-keeps-subscriptions',
    title: 'brings presence subscriptions back at the next login',
    requirements: ['CSP-OUT-006'],
    change: keepsSubscriptions(),
  },
  {
    id: 'logout-forgets-lists',
    title: 'shows no contact lists any more after a logout',
    requirements: ['CSP-OUT-008'],
    change: forgetsAtLogout(),
  },
  {
    id: 'logout-forgets-attribute-lists',
    title: 'drops the attribute lists of a user with the next login',
    requirements: ['CSP-OUT-008'],
    unavoidable: ['CSP-LOG-025'],
    change: element('presence', (standard, { state }) =>
      atLogin(({ user }) => {
        const owner = state.of(user);
        owner.userAttributeLists.clear();
        owner.defaultAttributeList = undefined;
      }, standard),
    ),
  },
  {
    id: 'logout-ends-memberships',
    title: 'takes a user off the members of all groups with the next login',
    requirements: ['CSP-OUT-008'],
    change: element('groups', (standard, { store }) =>
      atLogin(({ user }) => {
        for (const group of store.all()) if (group.owner !== user) group.members.delete(user);
      }, standard),
    ),
  },
  {
    id: 'disconnect-605',
    title: 'tells its own decision to end a session with code 605',
    requirements: ['CSP-OUT-011'],
    change: edits('Disconnect', (value) => ({ ...value, Result: { ...value.Result, Code: 605 } })),
  },
  {
    id: 'disconnect-605-after-silence',
    title: 'ends a session that was silent too long with a Disconnect that carries 605',
    requirements: ['CSP-OUT-011'],
    unavoidable: ['CSP-OUT-003', 'CSP-POL-005'],
    change: hooks({
      outgoing: (document, { request }) =>
        requestNames(request).includes('Polling-Request')
          ? editPrimitives(document, (primitive) =>
              [600, 604].includes(codeOf(primitive) ?? 0)
                ? { name: 'Disconnect', value: { Result: { Code: 605 } } }
                : primitive,
            )
          : document,
    }),
  },
  {
    id: 'disconnect-dead-session-404',
    title: 'refuses requests in a session it ended with a code that means something else',
    requirements: ['CSP-OUT-012'],
    change: all(...[600, 601, 604].map((code) => mistakesCode(code, 404, 'KeepAlive-Request'))),
  },
  {
    id: 'search-outlives-session',
    title: 'keeps searches open after the session ended',
    requirements: ['CSP-OUT-009'],
    change: all(
      search({ isOpenTo: (open, session) => open.session.user === session.user }),
      element('search', () => ({ sessionClosed: () => undefined })),
    ),
  },
];
