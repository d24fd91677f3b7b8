/** Defects of login. */

import { status } from '../../../../server/results.ts';
import { digestFits } from '../../../../server/sessions/digest.ts';
import type { Change, Defect } from '../../../types.ts';
import {
  all,
  answersCode,
  codeOf,
  editPrimitives,
  edits,
  element,
  handler,
  hooks,
  leavesOut,
  mistakesCode,
  replacesText,
  requestValue,
  rules,
  withCode,
} from '../../../ways/families.ts';
import { onlineStatusIs } from '../../../ways/online-status.ts';

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

export const loginDefects: readonly Defect[] = [
  {
    id: 'login-answered-202',
    title: 'answers a successful login with 202 instead of 200',
    requirements: ['CSP-LOG-001', 'CSP-SES-005'],
    unavoidable: [...LOGINS, ...TWINS, 'CSP-LOG-015', 'CSP-LOG-027', 'CSP-LOG-061'],
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
      return value.Nonce !== undefined && both ? { ...value, DigestSchema: 'PWD' } : value;
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
      const { UserID } = request;
      if (UserID === undefined || UserID.startsWith('wv:')) return standard(request, call);
      return status(531);
    }),
  },
];
