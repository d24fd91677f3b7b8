/** Defects of login, logout, keep-alive and disconnect. */
import type { Value } from '../../../../protocol/messages/infer.ts';
import type { ServiceElement } from '../../../../server/element.ts';
import { status } from '../../../../server/results.ts';
import { digestFits } from '../../../../server/sessions/digest.ts';
import type { Session } from '../../../../server/sessions/session.ts';
import type { AnyHandler } from '../../../../server/transactions/call.ts';
import type { Change, Defect } from '../../../types.ts';
import {
  all,
  answersCode,
  asPrimitive,
  codeOf,
  editPrimitives,
  edits,
  element,
  handler,
  hooks,
  leavesOut,
  mistakesCode,
  replacesText,
  requestNames,
  requestValue,
  rules,
  withCode,
} from '../../../ways/families.ts';

/** Users whose presence is said to be something else than it is. */
function onlineStatusIs(value: 'T' | 'F'): Change {
  const said = (instance: unknown): unknown =>
    typeof instance === 'object' && instance !== null && 'PresenceValue' in instance
      ? { ...instance, PresenceValue: value }
      : instance;
  const changed = (given: unknown): unknown => {
    if (Array.isArray(given)) return given.map(changed);
    if (typeof given !== 'object' || given === null) return given;
    const entries = Object.entries(given).map(([name, child]): [string, unknown] => {
      if (name !== 'OnlineStatus') return [name, changed(child)];
      return [name, Array.isArray(child) ? child.map(said) : said(child)];
    });
    return Object.fromEntries(entries);
  };
  return all(
    edits('PresenceNotification-Request', (given) => ({ ...given, Presence: changed(given.Presence) }) as typeof given),
    edits('GetPresence-Response', (given) => ({ ...given, Presence: changed(given.Presence) }) as typeof given),
  );
}

/** The time counts from messages of some kinds only. */
function countsOnly(heard: (primitives: readonly string[]) => boolean): Change {
  const last = new Map<string, number>();
  return (options) =>
    all(
      hooks({
        incoming(document, { session }) {
          const text = JSON.stringify(document.content);
          const id = session?.id ?? /"SessionID":"([^"]+)"/.exec(text)?.[1];
          const names = [...text.matchAll(/"([A-Z][A-Za-z]+-Request)":/g)].map(([, name = '']) => name);
          if (id !== undefined && heard(names)) last.set(id, options.clock?.now() ?? Date.now());
          return document;
        },
      }),
      rules((standard) => ({
        deadline(session) {
          const since = last.get(session.id) ?? session.lastHeard;
          last.set(session.id, since);
          return since + (standard.deadline(session) - session.lastHeard);
        },
      })),
    )(options);
}

/** Logs the user's subscriptions in again at the next login. */
function keepsSubscriptions(): Change {
  const kept = new Map<string, unknown>();
  let subscribe: AnyHandler | undefined;
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
        if (request !== undefined) subscribe?.(request, call as unknown as Parameters<AnyHandler>[1]);
      },
    })),
  );
}

/** What a user has is not shown any more after a logout. */
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

/** The second of two users gets the SessionID of the first. */
function sharesSessionIds(): Change {
  let last = '';
  return edits('Login-Response', (value, { request }) => {
    if (value.SessionID === undefined) return value;
    const user = requestValue(request, 'Login-Request')?.UserID ?? '';
    if (user.includes('bob')) return { ...value, SessionID: last };
    last = value.SessionID;
    return value;
  });
}

/** An unknown user is refused with 404, where the request names one or names none. */
function mistakesUser(named: boolean): Change {
  return hooks({
    outgoing(document, { request }) {
      const login = requestValue(request, 'Login-Request');
      if (login === undefined || (login.UserID !== undefined) !== named) return document;
      return editPrimitives(document, (primitive) =>
        [400, 402, 531].includes(codeOf(primitive) ?? 0) ? withCode(primitive, 404) : primitive,
      );
    },
  });
}

/** Sessions whose login offered capabilities. */
const requestsCapabilitiesInLogin = new Set<string>();

const LOGINS = ['CSP-LOG-002', 'CSP-LOG-003', 'CSP-LOG-005', 'CSP-LOG-018', 'CSP-LOG-023', 'CSP-LOG-024'];
/** Requirements whose scenarios end with a login that has to work. */
const TWINS = ['004', '007', '008', '011', '013', '014', '019', '020'].map((number) => `CSP-LOG-${number}`);
/** Requirements whose scenarios log out on the way. */
const LOGOUTS = ['003', '004', '005', '006', '008', '009'].map((number) => `CSP-OUT-${number}`);

export const accessDefects: readonly Defect[] = [
  {
    id: 'login-answered-202',
    title: 'answers a successful login with 202 instead of 200',
    requirements: ['CSP-LOG-001', 'CSP-SES-005'],
    unavoidable: [...LOGINS, ...TWINS, 'CSP-LOG-015', 'CSP-LOG-027'],
    change: answersCode('Login-Request', 202),
  },
  {
    id: 'login-returns-other-client',
    title: 'returns another ClientID than that of the login',
    requirements: ['CSP-LOG-002'],
    change: edits('Login-Response', (value) => ({ ...value, ClientID: { URL: 'http://another.client.example/' } })),
  },
  {
    id: 'login-shares-session-ids',
    title: 'gives a user the SessionID of another one',
    requirements: ['CSP-LOG-003'],
    change: sharesSessionIds(),
  },
  {
    id: 'login-chooses-foreign-schema',
    title: 'answers the offer of MD5 and SHA with a DigestSchema that was not offered',
    requirements: ['CSP-LOG-004'],
    change: edits('Login-Response', (value, { request }) => {
      const offered = [requestValue(request, 'Login-Request')?.DigestSchema].flat().join(',');
      const both = offered.includes('MD5') && offered.includes('SHA') && !offered.includes('MD4');
      return value.Nonce !== undefined && both ? ({ ...value, DigestSchema: 'PWD' } as typeof value) : value;
    }),
  },
  {
    id: 'login-digest-over-password-alone',
    title: 'computes the digest over the password without the nonce',
    requirements: ['CSP-LOG-005'],
    unavoidable: ['CSP-LOG-008', 'CSP-LOG-009'],
    change: rules(() => ({
      digestFits: (account, { schema }, given) => digestFits(schema, '', account.password, given),
    })),
  },
  {
    id: 'login-no-digest-in-use',
    title: 'offers the login with a digest and takes none of the schemas',
    requirements: ['CSP-LOG-005'],
    unavoidable: ['CSP-LOG-004', 'CSP-LOG-008', 'CSP-LOG-009'],
    change: rules(() => ({ chooseDigest: () => undefined })),
  },
  {
    id: 'login-any-password',
    title: 'accepts any password',
    requirements: ['CSP-LOG-007'],
    change: rules(() => ({ passwordFits: () => true })),
  },
  {
    id: 'login-any-digest',
    title: 'accepts any digest',
    requirements: ['CSP-LOG-008'],
    change: rules(() => ({ digestFits: () => true })),
  },
  {
    id: 'login-unknown-user-404',
    title: 'refuses an unknown user with a code that means something else',
    requirements: ['CSP-LOG-009'],
    change: mistakesUser(true),
  },
  {
    id: 'login-without-user-404',
    title: 'refuses a login without UserID with a code that means something else',
    requirements: ['CSP-LOG-010'],
    versions: ['1.2'],
    change: mistakesUser(false),
  },
  {
    id: 'login-chooses-unoffered-schema',
    title: 'asks for an MD5 digest whatever the client offers',
    requirements: ['CSP-LOG-011'],
    change: rules(() => ({ chooseDigest: () => 'MD5' })),
  },
  {
    id: 'login-barred-user-let-in',
    title: 'lets barred users in',
    requirements: ['CSP-LOG-013'],
    change: (options) => ({
      ...options,
      accounts: Array.isArray(options.accounts)
        ? options.accounts.map((account) => ({ ...account, barred: false }))
        : (options.accounts ?? []),
    }),
  },
  {
    id: 'login-foreign-domain-404',
    title: 'refuses a user of a foreign domain with a code that means something else',
    requirements: ['CSP-LOG-014'],
    change: mistakesCode(516, 404, 'Login-Request'),
  },
  {
    id: 'login-older-session-lives-on',
    title: 'lets the older session of the same client live on',
    requirements: ['CSP-LOG-015'],
    change: rules(() => ({ admit: () => ({ code: 200, ending: [] }) })),
  },
  {
    id: 'login-keep-alive-time-0',
    title: 'grants a KeepAliveTime of 0 seconds at login',
    requirements: ['CSP-LOG-016'],
    change: edits('Login-Response', (value) =>
      value.SessionID === undefined ? value : { ...value, KeepAliveTime: 0 },
    ),
  },
  {
    id: 'login-capability-request-yes',
    title: 'says CapabilityRequest with a word instead of T or F',
    requirements: ['CSP-LOG-017'],
    unavoidable: ['SYN-XML-004'],
    versions: ['1.2'],
    syntaxes: ['xml'],
    change: replacesText(/<CapabilityRequest>[TF]</g, '<CapabilityRequest>yes<'),
  },
  {
    id: 'login-reestablishes-anew',
    title: 'takes a session up again under another SessionID',
    requirements: ['CSP-LOG-018'],
    change: edits('Login-Response', (value, { request }) => {
      const asked = requestValue(request, 'Login-Request');
      const again = asked !== undefined && 'SessionID' in asked && asked.SessionID !== undefined;
      return again && value.SessionID !== undefined ? { ...value, SessionID: `${value.SessionID}-new` } : value;
    }),
  },
  {
    id: 'login-reestablishment-by-anybody',
    title: 'says 200 to another client that wants to take the session up',
    requirements: ['CSP-LOG-019'],
    change: mistakesCode(422, 200, 'Login-Request'),
  },
  {
    id: 'login-reestablishes-nothing',
    title: 'says 200 to taking up a session that never was',
    requirements: ['CSP-LOG-020'],
    change: mistakesCode(502, 200, 'Login-Request'),
  },
  {
    id: 'login-capabilities-lost',
    title: 'ignores capabilities offered in the login and refuses to negotiate them later',
    requirements: ['CSP-LOG-023'],
    change: all(
      leavesOut('Login-Response', 'AgreedCapabilityList'),
      handler('ClientCapability-Request', (standard) => (request, call) => {
        const before = requestsCapabilitiesInLogin.has(call.session?.id ?? '');
        return before ? status(503) : standard(request, call);
      }),
      hooks({
        outgoing(document, { session, request }) {
          const asked = requestValue(request, 'Login-Request');
          if (session !== undefined && asked !== undefined && 'CapabilityList' in asked) {
            requestsCapabilitiesInLogin.add(session.id);
          }
          return document;
        },
      }),
    ),
  },
  {
    id: 'login-asks-for-capabilities-again',
    title: 'says CapabilityRequest T though capabilities were agreed in the login',
    requirements: ['CSP-LOG-024'],
    change: edits('Login-Response', (value) =>
      'AgreedCapabilityList' in value && value.AgreedCapabilityList !== undefined
        ? { ...value, CapabilityRequest: true }
        : value,
    ),
  },
  {
    id: 'login-leaves-user-offline',
    title: 'says OnlineStatus F of users who logged in',
    requirements: ['CSP-LOG-025'],
    change: onlineStatusIs('F'),
  },
  {
    id: 'login-forgets-auto-join',
    title: 'does not join groups with AutoJoin at login',
    requirements: ['CSP-LOG-026'],
    change: element('groups', () => ({ capabilitiesAgreed: undefined })),
  },
  {
    id: 'login-demands-scheme',
    title: 'knows users only by addresses with the scheme wv:',
    requirements: ['CSP-LOG-027'],
    change: handler('Login-Request', (standard) => (request, call) => {
      const { UserID } = request as { readonly UserID?: string };
      if (UserID === undefined || UserID.startsWith('wv:')) return standard(request, call);
      return status(531);
    }),
  },
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
      return { name: 'Disconnect', value: value as Value<'Disconnect'> };
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
                ? ({ name: 'Disconnect', value: { Result: { Code: 605 } } } as typeof primitive)
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
    id: 'keep-alive-202',
    title: 'answers KeepAlive-Request with 202 instead of 200',
    requirements: ['CSP-KA-001'],
    unavoidable: ['CSP-KA-002', 'CSP-KA-004'],
    change: handler('KeepAlive-Request', (standard) => (request, call) => {
      const answer = asPrimitive(standard(request, call));
      const asked = (request as { readonly TimeToLive?: number }).TimeToLive;
      if (asked !== undefined || answer.name !== 'KeepAlive-Response') return answer;
      return { ...answer, value: { Result: { Code: 202 } } } as typeof answer;
    }),
  },
  {
    id: 'keep-alive-time-0',
    title: 'answers a TimeToLive equal to the time in force with KeepAliveTime 0',
    requirements: ['CSP-KA-002'],
    change: handler('KeepAlive-Request', (standard) => (request, call) => {
      const asked = (request as { readonly TimeToLive?: number }).TimeToLive;
      const same = asked !== undefined && asked === call.session?.keepAlive;
      const answer = asPrimitive(standard(request, call));
      if (!same || answer.name !== 'KeepAlive-Response') return answer;
      return { ...answer, value: { ...answer.value, KeepAliveTime: 0 } } as typeof answer;
    }),
  },
  {
    id: 'keep-alive-not-in-force',
    title: 'confirms another TimeToLive and goes on with the old time',
    requirements: ['CSP-KA-003', 'CSP-KA-005'],
    change: handler('KeepAlive-Request', (standard) => (request, call) => {
      const asked = (request as { readonly TimeToLive?: number }).TimeToLive;
      return asked === undefined ? standard(request, call) : standard({}, call);
    }),
  },
  {
    id: 'keep-alive-never-ends',
    title: 'never ends a session for want of messages',
    requirements: ['CSP-KA-003', 'CSP-KA-005'],
    change: rules(() => ({ deadline: () => Number.MAX_SAFE_INTEGER })),
  },
  {
    id: 'keep-alive-ends-late',
    title: 'lets sessions live twice as long as the agreed time and the margin it declares',
    requirements: ['CSP-KA-003', 'CSP-KA-005'],
    change: rules((standard) => ({
      deadline: (session) => session.lastHeard + 2 * (standard.deadline(session) - session.lastHeard),
    })),
  },
  {
    id: 'keep-alive-counts-nothing-else',
    title: 'restarts the time for KeepAlive-Request only',
    requirements: ['CSP-KA-006'],
    change: countsOnly((names) => names.includes('KeepAlive-Request') || names.includes('Login-Request')),
  },
  {
    id: 'keep-alive-does-not-count',
    title: 'restarts the time for everything but KeepAlive-Request',
    requirements: ['CSP-KA-007'],
    change: countsOnly((names) => !names.includes('KeepAlive-Request')),
  },
  {
    id: 'keep-alive-unknown-session-404',
    title: 'refuses KeepAlive-Request in an unknown session with a code that means something else',
    requirements: ['CSP-KA-009'],
    change: mistakesCode(604, 404, 'KeepAlive-Request'),
  },
  {
    id: 'provider-description-empty',
    title: 'describes the provider by an empty text and a URL without scheme',
    requirements: ['CSP-SPI-005'],
    change: edits('GetSPInfo-Response', (value) => ({ ...value, Description: ' ', URL: 'provider' })),
  },
];
