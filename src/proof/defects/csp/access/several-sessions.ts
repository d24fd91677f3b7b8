/** Defects of users with several sessions. */

import { anyVersion } from '../../../../protocol/messages/any-version.ts';
import type { Primitive } from '../../../../protocol/messages/envelope.ts';
import type { AccessPoint } from '../../../../server/element.ts';
import type { Change, Defect } from '../../../types.ts';
import { all, editPrimitives, element, handler, hooks, rules } from '../../../ways/families.ts';
import { groupsOf, messaging } from '../../../ways/messaging.ts';
import { withElement } from '../../../ways/values.ts';

/** With one session of a user all of them end. */
function endsAllSessions(): Change {
  const gone = new Set<string>();
  return all(
    element('presence', (presence) => ({
      sessionOpened(session) {
        gone.delete(session.user);
        presence.sessionOpened?.(session);
      },
      sessionClosed(session, why) {
        if (why === 'logout') gone.add(session.user);
        presence.sessionClosed?.(session, why);
      },
    })),
    rules(({ checks }) => ({
      checks: [
        {
          name: 'session',
          check: ({ session }) => (session !== undefined && gone.has(session.user) ? 604 : undefined),
        },
        ...checks,
      ],
    })),
  );
}

/** The OnlineStatus of users with one session less than before is F. */
function offlineWithFirstLogout(): Change {
  const gone = new Set<string>();
  const offline = (primitive: Primitive): Primitive => {
    const { Presence } = anyVersion(primitive.value);
    if (Presence === undefined) return primitive;
    const shown = Presence.map((one) =>
      gone.has(one.UserID ?? '')
        ? withElement(one, 'OnlineStatus', (shown) => ({ ...(shown as object), PresenceValue: 'F' }))
        : one,
    );
    return { name: primitive.name, value: { ...primitive.value, Presence: shown } };
  };
  return all(
    element('presence', (presence) => ({
      sessionOpened(session) {
        gone.delete(session.user);
        presence.sessionOpened?.(session);
      },
      sessionClosed(session, why) {
        gone.add(session.user);
        presence.sessionClosed?.(session, why);
      },
    })),
    hooks({ outgoing: (document) => editPrimitives(document, offline) }),
  );
}

/** Messages go to one client and, after that, to the others, confirmed or not. */
function deliversToEverySession(): Change {
  return all(
    messaging((standard) => ({
      chooseSessions: (copy, sessions) =>
        copy.onlySession === undefined ? sessions : standard.chooseSessions(copy, sessions),
    })),
    hooks({ access: (point) => ({ ...point, withdraw() {} }) }),
  );
}

/** A group that a user joined from one client counts for all. */
function joinsWithEveryClient(): Change {
  let point: AccessPoint | undefined;
  return all(
    hooks({
      access(given) {
        point = given;
        return given;
      },
    }),
    groupsOf((standard) => ({
      joined: (group) =>
        standard
          .joined(group)
          .flatMap((one) => (point?.sessionsOf(one.session.user) ?? []).map((session) => ({ ...one, session }))),
    })),
  );
}

/** Requirements whose scenarios need a user who is logged in at two clients. */
const WITH_TWO_CLIENTS: readonly string[] = [
  ...[2, 3, 4, 5, 6, 7].map((number) => `CSP-MUL-00${number}`),
  'CSP-INV-035',
  'CSP-PAT-012',
  'CSP-PRE-015',
];

export const severalSessionsDefects: readonly Defect[] = [
  {
    id: 'sessions-one-a-user',
    title: 'refuses the login of a user who is logged in at another client',
    requirements: ['CSP-MUL-001'],
    unavoidable: WITH_TWO_CLIENTS,
    versions: ['1.3'],
    change: rules((standard) => ({
      admit: (sessions, clientKey) =>
        sessions.some((session) => session.clientKey !== clientKey)
          ? { code: 603, ending: [] }
          : standard.admit(sessions, clientKey),
    })),
  },
  {
    id: 'sessions-newest-only',
    title: 'ends the session at another client when a user logs in',
    requirements: ['CSP-MUL-001'],
    unavoidable: WITH_TWO_CLIENTS,
    versions: ['1.3'],
    change: rules(() => ({ admit: (sessions) => ({ code: 200, ending: sessions }) })),
  },
  {
    id: 'message-client-ignored',
    title: 'ignores the ClientID a message is addressed to',
    requirements: ['CSP-MUL-002'],
    unavoidable: ['CSP-MUL-006'],
    versions: ['1.2', '1.3'],
    change: handler(
      'SendMessage-Request',
      (standard) => (request, call) =>
        standard(
          withElement(request, 'ClientID', () => undefined),
          call,
        ),
    ),
  },
  {
    id: 'message-client-and-others',
    title: 'delivers a message for one client to all clients of the user',
    requirements: ['CSP-MUL-002'],
    versions: ['1.2', '1.3'],
    change: messaging((standard) => ({
      chooseSessions: (copy, sessions) =>
        copy.message.group === undefined ? sessions : standard.chooseSessions(copy, sessions),
    })),
  },
  {
    id: 'logout-ends-all-sessions',
    title: 'ends all sessions of a user who logs out at one client',
    requirements: ['CSP-MUL-004'],
    unavoidable: ['CSP-MUL-005'],
    change: endsAllSessions(),
  },
  {
    id: 'offline-with-first-logout',
    title: 'shows a user who logged out at one of two clients as offline',
    requirements: ['CSP-MUL-005'],
    change: offlineWithFirstLogout(),
  },
  {
    id: 'message-delivered-at-each-client',
    title: 'delivers a message at every client, confirmed before or not',
    requirements: ['CSP-MUL-006'],
    change: deliversToEverySession(),
  },
  {
    id: 'group-joined-by-user',
    title: 'sends group messages to every client of a user who joined from one',
    requirements: ['CSP-MUL-007'],
    versions: ['1.1', '1.2', '1.3'],
    change: joinsWithEveryClient(),
  },
];
