/** Rules of a client: the course of a session from login to its end. */
import type { Report } from '../../conformance/monitors/monitor.ts';
import { functionOf, primitiveFacts } from '../../protocol/facts/primitives.ts';
import { isServiceLeaf } from '../../protocol/facts/service-tree.ts';
import type { Asked, Scene } from '../scene.ts';
import { inside, type Session, several, text } from '../session.ts';
import { clientIdOf } from '../track.ts';
import { overdue } from './acknowledging.ts';
import { atRequest, eachAsked, type Rule } from './rule.ts';

/** Requests that need no session. */
const OUTSIDE = new Set(['Login-Request', 'GetSPInfo-Request']);
/** Slack of clocks and ways, milliseconds. */
const SLACK_MS = 1_000;

const outside: Rule = {
  name: 'the client asks for nothing but a login outside of a session',
  requirement: 'CSP-CLT-001',
  judge(scene, report) {
    const { envelope } = scene.observed.request ?? {};
    if (envelope === undefined || envelope.sessionType !== 'Outband') return;
    for (const part of [...scene.asked, ...scene.replies]) {
      report.saw();
      if (OUTSIDE.has(part.name)) continue;
      report.violation('Login-Request or GetSPInfo-Request', `${part.name}, Outband`, atRequest(scene, part));
    }
  },
};

const completeLogin = eachAsked(
  'CSP-CLT-001',
  'a login has the elements its version demands',
  ['Login-Request'],
  (part, scene, report) => {
    report.saw();
    const { version } = scene.observed.request?.envelope ?? {};
    const missing = ['UserID', 'ClientID', 'SessionCookie'].filter(
      (name) => part.value[name] === undefined && !(version === '1.3' && name === 'UserID'),
    );
    if (missing.length > 0)
      report.violation('a valid Login-Request', `no ${missing.join(', ')}`, atRequest(scene, part));
  },
);

const digests = eachAsked(
  'CSP-LOG-030',
  'a login by digest holds no plain password',
  ['Login-Request'],
  (part, scene, report) => {
    const digest = part.value.DigestBytes !== undefined || several(part.value, 'DigestSchema').length > 0;
    if (!digest) return;
    report.saw();
    if (part.value.Password === undefined) return;
    report.violation('no Password', 'a Password beside the digest', atRequest(scene, part, 'Password'));
  },
);

const schemas = eachAsked(
  'CSP-CLT-004',
  'a client that offers digest schemas names MD5',
  ['Login-Request'],
  (part, scene, report) => {
    const offered = several(part.value, 'DigestSchema').flatMap((one) => String(one).split(/[\s,]+/));
    if (offered.length === 0 || part.value.DigestBytes !== undefined) return;
    report.saw();
    if (offered.includes('MD5')) return;
    report.violation('MD5 among them', offered.join(', '), atRequest(scene, part, 'DigestSchema'));
  },
);

const twoWay = eachAsked(
  'CSP-CLT-002',
  'a login with a password needs one request',
  ['Login-Request'],
  (part, scene, report) => {
    if (part.value.Password === undefined || scene.session === undefined) return;
    report.saw();
  },
);

const clientIds: Rule = {
  name: 'the ClientID of a session stays the same',
  requirement: 'CSP-LOG-031',
  judge(scene, report) {
    const { session, asked } = scene;
    for (const part of asked) {
      const own = clientIdOf(part.value);
      if (part.name === 'Login-Request') {
        report.saw();
        if (own === undefined) report.violation('a ClientID', 'none', atRequest(scene, part));
        continue;
      }
      if (own === undefined || session?.clientId === undefined || session.ended !== undefined) continue;
      report.saw();
      if (own === session.clientId) continue;
      report.violation(`ClientID ${session.clientId}`, `ClientID ${own}`, atRequest(scene, part, 'ClientID'));
    }
  },
};

/** Requests that may come before the capabilities: none of them is a service. */
const BEFORE_CAPABILITIES = new Set([
  'ClientCapability-Request',
  'KeepAlive-Request',
  'Logout-Request',
  'Polling-Request',
  'GetSPInfo-Request',
  'Login-Request',
]);

const capabilitiesFirst: Rule = {
  name: 'capabilities the server asks for come before services',
  requirement: 'CSP-LOG-034',
  judge(scene, report) {
    const { session, asked } = scene;
    if (session?.capabilitiesDue !== true || !isLater(scene, session)) return;
    if (asked.some(({ name }) => name === 'ClientCapability-Request')) return report.saw();
    for (const part of asked) {
      if (BEFORE_CAPABILITIES.has(part.name)) continue;
      report.saw();
      report.violation('ClientCapability-Request first', part.name, atRequest(scene, part));
    }
  },
};

/** True for what was sent after the last login or message of this session was seen to begin. */
function isLater({ asked }: Scene, { whole }: Session): boolean {
  return whole && asked.every(({ name }) => name !== 'Login-Request');
}

/** True if a request is of a function that needs to be agreed, and which. */
function needed({ name }: Asked, { version }: Session): string | undefined {
  const facts = primitiveFacts(name);
  if (facts === undefined || facts.role !== 'request') return undefined;
  const code = functionOf(name, version);
  if (code === undefined || code === 'none') return undefined;
  if (code !== 'mandatory') return code;
  const within = facts.mandatoryWithin;
  return within === undefined || within === 'FundamentalFeat' ? undefined : within;
}

const servicesFirst: Rule = {
  name: 'services are asked for before they are used',
  requirement: 'CSP-SVC-015',
  judge(scene, report) {
    const { session, asked } = scene;
    if (session?.whole !== true || session.ended !== undefined) return;
    if (asked.some(({ name }) => name === 'Service-Request')) return report.saw();
    for (const part of asked) {
      const code = needed(part, session);
      if (code === undefined || session.negotiated) continue;
      report.saw();
      report.violation('Service-Request first', `${part.name}, of ${code}`, atRequest(scene, part));
    }
  },
};

const agreedOnly: Rule = {
  name: 'the client uses functions that were agreed',
  requirement: 'CSP-SVC-016',
  judge(scene, report) {
    const { session, asked, observed } = scene;
    const { agreement } = session ?? {};
    if (session === undefined || agreement === undefined || session.ended !== undefined) return;
    if (observed.exchange.sentAt < agreement.at) return;
    for (const part of asked) {
      const code = needed(part, session);
      if (code === undefined) continue;
      report.saw();
      const agreed = isServiceLeaf(code)
        ? agreement.leaves.has(code)
        : [...agreement.features].some((feature) => feature === code);
      if (!agreed) report.violation('a function that was agreed', `${part.name}, of ${code}`, atRequest(scene, part));
    }
  },
};

const withoutJoining = eachAsked(
  'CSP-SVC-018',
  'a group is created without joining where joining was not agreed',
  ['CreateGroup-Request'],
  (part, scene, report) => {
    const { agreement } = scene.session ?? {};
    if (agreement === undefined || agreement.features.has('GroupFeat')) return;
    report.saw();
    if (part.value.JoinGroup === true) report.violation('JoinGroup F', 'JoinGroup T', atRequest(scene, part));
  },
);

const capabilities = eachAsked(
  'CSP-CAP-016',
  'the capability request names what the server must know',
  ['ClientCapability-Request'],
  (part, scene, report) => {
    report.saw();
    const list = inside(part.value, 'CapabilityList');
    const missing = ['ClientType', 'InitialDeliveryMethod', 'AcceptedContentLength', 'MultiTrans', 'ParserSize'].filter(
      (name) => list?.[name] === undefined,
    );
    if (missing.length === 0) return;
    report.violation('all five elements', `no ${missing.join(', ')}`, atRequest(scene, part, 'CapabilityList'));
  },
);

/** A server that hands the client plain text: it is taken, and not refused for its type. */
const plainText: Rule = {
  name: 'the client takes plain text in UTF-8',
  requirement: 'CSP-CAP-017',
  judge(scene, report) {
    for (const reply of scene.replies) {
      const info = reply.to?.name === 'NewMessage' ? inside(reply.to.value, 'MessageInfo') : undefined;
      if (info === undefined || !/^text\/plain\b/i.test(text(info, 'ContentType') ?? 'text/plain')) continue;
      report.saw();
      if (reply.code !== 415) continue;
      report.violation('MessageDelivered', `${reply.name} 415`, atRequest(scene, reply));
    }
  },
};

/** A rule about a session that is over: only what was sent after the client knew is judged. */
function afterEnd(requirement: string, name: string, how: 'logout' | 'disconnect' | 'gone', expected: string): Rule {
  return {
    name,
    requirement,
    judge(scene, report) {
      const { session, observed, asked, replies } = scene;
      const { ended } = session ?? {};
      if (ended?.how !== how || observed.request?.envelope === undefined) return;
      if (observed.exchange.sentAt < ended.at) return;
      const login = asked.some((part) => part.name === 'Login-Request');
      const answersDisconnect =
        how === 'disconnect' && asked.length === 0 && replies.every(({ name }) => name === 'Status');
      report.saw();
      if (login || answersDisconnect) return;
      const [first] = [...asked, ...replies];
      report.violation(expected, `${first?.name ?? 'a message'} in it`, atRequest(scene, first));
    },
  };
}

const ends: Rule = {
  name: 'sessions that end are left alone',
  requirement: 'CSP-OUT-014',
  judge(scene, report) {
    if (scene.answers.some(({ to }) => to?.name === 'Logout-Request')) report.saw();
  },
};

/** Occasions of the rules about the end of a session by the server, which are kept by saying nothing more. */
function endsSeen(requirement: string, name: string, seen: (scene: Scene) => boolean): Rule {
  return {
    name,
    requirement,
    judge(scene, report) {
      if (scene.session !== undefined && seen(scene)) report.saw();
    },
  };
}

const keptAlive: readonly Rule[] = (
  [
    ['CSP-KA-010', 'login', 'the client does not let the time of the login run out'],
    ['CSP-KA-012', 'keep-alive', 'the client keeps to the last time that was agreed'],
  ] as const
).map(([requirement, from, name]) => ({
  name,
  requirement,
  judge(scene: Scene, report: Report) {
    const { session, observed, timed } = scene;
    if (!timed || session?.keepAlive?.from !== from || session.ended !== undefined) return;
    const { lastSentAt } = session;
    if (lastSentAt === undefined || observed.request?.envelope === undefined) return;
    const gap = observed.exchange.sentAt - lastSentAt;
    report.saw();
    if (gap <= session.keepAlive.seconds * 1_000 + SLACK_MS) return;
    const expected = `something within ${session.keepAlive.seconds} s`;
    report.violation(expected, `nothing for ${Math.round(gap / 1_000)} s`, atRequest(scene));
  },
}));

const otherTraffic: Rule = {
  name: 'other traffic keeps a session alive',
  requirement: 'CSP-KA-011',
  judge(scene, report) {
    if (scene.session?.keepAlive !== undefined && scene.asked.length > 0) report.saw();
  },
};

const uniqueIds: Rule = {
  name: 'no two open requests of the client have one TransactionID',
  requirement: 'CSP-SES-031',
  judge(scene, report) {
    const { session, asked, observed } = scene;
    const here = new Set<string>();
    for (const part of asked) {
      if (part.name === 'Polling-Request') continue;
      report.saw();
      const id = part.id ?? '';
      const open = session?.open.get(id);
      const before = open !== undefined && open.exchange !== observed.exchange.number;
      // The same request once more is a repetition after a broken connection.
      const again = before && open.name === part.name && JSON.stringify(open.value) === JSON.stringify(part.value);
      if (id === '') report.violation('a TransactionID', 'none', atRequest(scene, part));
      else if (here.has(id))
        report.violation('an ID for each request', `${id} twice in a message`, atRequest(scene, part));
      else if (before && !again) {
        report.violation('an ID of its own', `${id}, which ${open.name} has that is open`, atRequest(scene, part));
      }
      here.add(id);
    }
  },
};

const pollsWhenTold: Rule = {
  name: 'the client polls when the server says that something waits',
  requirement: 'CSP-SES-034',
  judge(scene, report) {
    const { session, asked } = scene;
    const { waits } = session ?? {};
    if (waits === undefined) return;
    if (asked.some(({ name }) => name === 'Polling-Request')) return report.saw();
    if (waits.told || !overdue(waits.later, scene)) return;
    waits.told = true;
    report.saw();
    report.violation('Polling-Request', `${waits.later} other messages, and none`, atRequest(scene));
  },
};

export const sessionRules: readonly Rule[] = [
  outside,
  completeLogin,
  twoWay,
  digests,
  schemas,
  clientIds,
  capabilitiesFirst,
  servicesFirst,
  agreedOnly,
  withoutJoining,
  capabilities,
  plainText,
  afterEnd('CSP-OUT-014', 'the client leaves a session it has logged out of', 'logout', 'nothing more in that session'),
  afterEnd(
    'CSP-OUT-013',
    'the client leaves a session that was disconnected',
    'disconnect',
    'nothing more in that session',
  ),
  afterEnd('CSP-SES-033', 'the client leaves a session that is gone', 'gone', 'nothing more in that session'),
  ends,
  endsSeen('CSP-OUT-013', 'Disconnect of the server', ({ told, answers }) =>
    [...told, ...answers].some(({ name }) => name === 'Disconnect'),
  ),
  endsSeen('CSP-SES-033', 'codes that end a session', ({ answers }) =>
    answers.some(({ code }) => code === 600 || code === 601 || code === 604),
  ),
  ...keptAlive,
  otherTraffic,
  uniqueIds,
  pollsWhenTold,
];
