/** Rules of a server: the codes and names of its answers, by what was asked. */
import { catalogue } from '../../conformance/catalogue/catalogue.ts';
import type { Version } from '../../protocol/version.ts';
import { type Answered, provisional, type Scene, succeeded } from '../scene.ts';
import { inside, type Session, several, text } from '../session.ts';
import { keyOf, type Users } from '../users.ts';
import { atAnswer, type Rule } from './rule.ts';

/** Requirements that say of a request that it is answered 200: one for each. */
const SUCCESS: Readonly<Record<string, string>> = {
  'KeepAlive-Request': 'CSP-KA-001',
  'Login-Request': 'CSP-LOG-001',
  'Invite-Request': 'CSP-INV-001',
  'UpdatePublicProfile-Request': 'CSP-PUB-001',
  'CreateGroup-Request': 'CSP-GRP-001',
  'DeleteGroup-Request': 'CSP-GRP-014',
  'AddGroupMembers-Request': 'CSP-MEM-004',
  'RemoveGroupMembers-Request': 'CSP-MEM-008',
  'MemberAccess-Request': 'CSP-MEM-012',
  'SubscribeNotification-Request': 'CSP-NOT-001',
  'UnsubscribeNotification-Request': 'CSP-NOT-002',
  'CreateAttributeList-Request': 'CSP-ATL-001',
  'DeleteAttributeList-Request': 'CSP-ATL-016',
  'PresenceAuth-User': 'CSP-AUT-012',
  'CancelAuth-Request': 'CSP-AUT-019',
  'CreateList-Request': 'CSP-CLS-005',
  'DeleteList-Request': 'CSP-CLS-016',
  'ListManage-Request': 'CSP-CLS-024',
  'SubscribePresence-Request': 'CSP-PRE-001',
  'UnsubscribePresence-Request': 'CSP-PRE-016',
  'UpdatePresence-Request': 'CSP-PRE-033',
  'GetPresence-Request': 'CSP-PRE-025',
  MessageDelivered: 'CSP-IMS-037',
  'BlockEntity-Request': 'CSP-ACL-001',
  'SetGroupProps-Request': 'CSP-PRP-006',
  'StopSearch-Request': 'CSP-SRC-028',
  'RejectMessage-Request': 'CSP-IMS-052',
  'SystemMessage-User': 'CSP-SYS-002',
  'SubscribeGroupNotice-Request': 'CSP-GCN-001',
  'SetDeliveryMethod-Request': 'CSP-IMS-062',
};

/** Requests that have one part only. */
const WHOLE = new Set(['CreateGroup-Request', 'DeleteGroup-Request', 'KeepAlive-Request', 'Login-Request']);

const success: readonly Rule[] = Object.entries(SUCCESS).map(([name, requirement]) => ({
  name: `${name} is carried out with 200, or in part with 201`,
  requirement,
  judge(scene, report) {
    for (const answer of scene.answers) {
      if (answer.to?.name !== name || !succeeded(answer) || answer.code === undefined) continue;
      report.saw();
      const parts = several(inside(answer.value, 'Result'), 'DetailedResult').length > 0;
      if (answer.code === 200 || (answer.code === 201 && (parts || !WHOLE.has(name)))) continue;
      report.violation('200', `${answer.name} ${answer.code}`, atAnswer(scene, answer));
    }
  },
}));

/** 201 without anything that failed is no success of a request that has one part only. */
const accepted: Rule = {
  name: 'an accepted message is answered with 200, or with 201 and what failed',
  requirement: 'CSP-IMS-001',
  judge(scene, report) {
    for (const answer of scene.answers) {
      if (answer.to?.name !== 'SendMessage-Request' || answer.code === undefined || !succeeded(answer)) continue;
      report.saw();
      const failed = several(inside(answer.value, 'Result'), 'DetailedResult').length > 0;
      // 202 is for users who are not logged in.
      if (answer.code === 200 || answer.code === 202 || (answer.code === 201 && failed)) continue;
      report.violation('200', `${answer.name} ${answer.code}`, atAnswer(scene, answer));
    }
  },
};

/** Answers that have to be the response itself, not a Status, where the request was carried out. */
function carriedOutBy(requirement: string, request: string, response: string, versions?: readonly Version[]): Rule {
  return {
    name: `${request} is carried out by ${response}`,
    requirement,
    ...(versions && { versions }),
    judge(scene, report) {
      for (const answer of scene.answers) {
        if (answer.to?.name !== request || !succeeded(answer) || answer.code === 201 || scene.observed.deliberate)
          continue;
        report.saw();
        if (answer.name !== response)
          report.violation(response, `${answer.name} ${answer.code ?? ''}`.trim(), atAnswer(scene, answer));
      }
    },
  };
}

const named: readonly Rule[] = [
  carriedOutBy('CSP-CAP-001', 'ClientCapability-Request', 'ClientCapability-Response'),
  carriedOutBy('CSP-IMS-061', 'ForwardMessage-Request', 'ForwardMessage-Response', ['1.3']),
  carriedOutBy('CSP-OUT-001', 'Logout-Request', 'Disconnect', ['1.1']),
  carriedOutBy('CSP-OUT-002', 'Logout-Request', 'Status', ['1.2', '1.3']),
  carriedOutBy('CSP-SPI-001', 'GetSPInfo-Request', 'GetSPInfo-Response'),
  carriedOutBy('CSP-IMS-001', 'SendMessage-Request', 'SendMessage-Response'),
  carriedOutBy('CSP-KA-001', 'KeepAlive-Request', 'KeepAlive-Response'),
];

/** Answers that hold nothing where there is nothing: no refusal. */
function notRefused(requirement: string, request: string, refusals: readonly number[], what: string): Rule {
  return {
    name: `${request} without ${what} is no failure`,
    requirement,
    judge(scene, report) {
      for (const answer of scene.answers) {
        if (answer.to?.name !== request) continue;
        report.saw();
        if (answer.code === undefined || !refusals.includes(answer.code)) continue;
        report.violation('an empty answer', `${answer.name} ${answer.code}`, atAnswer(scene, answer));
      }
    },
  };
}

/** Codes that say of any request that it was not understood, not allowed here, or that the server failed. */
const GENERAL = [400, 402, 405, 420, 500, 501, 503, 504, 505, 506, 600, 601, 604];

/** Codes of addresses that are none, or lie elsewhere. */
const ELSEWHERE = [410, 516, 901];

interface Situation {
  readonly scene: Scene;
  readonly answer: Answered;
  readonly to: NonNullable<Answered['to']>;
  readonly session: Session | undefined;
  readonly users: Users;
  readonly user: string | undefined;
}

/** A refusal that is judged: of these requests, in a situation the traffic shows. */
interface Refusal {
  readonly requirement: string;
  readonly requests: readonly string[] | 'any';
  readonly when: (situation: Situation) => boolean;
  /** Codes beside those of the requirement and, unless the situation is certain, those of the request. */
  readonly also?: readonly number[];
  /** The situation leaves no other reason: only the codes of the requirement are right. */
  readonly certain?: boolean;
}

/** Codes the catalogue gives for refusals of a request, whatever the reason. */
const OF_REQUEST = new Map<string, Set<number>>();
for (const { primitives, statusCode, actor } of catalogue.requirements) {
  if (actor !== 'server' || statusCode === undefined || statusCode < 300) continue;
  for (const name of primitives) OF_REQUEST.set(name, (OF_REQUEST.get(name) ?? new Set()).add(statusCode));
}

function codesOf(requirement: string): readonly number[] {
  const found = catalogue.requirement(requirement);
  return found?.statusCode === undefined ? [] : [found.statusCode, ...found.altStatusCodes];
}

const groupIn = ({ to }: Situation) => keyOf(text(to.value, 'GroupID') ?? '');
const listIn = ({ to }: Situation) => keyOf(text(to.value, 'ContactList') ?? '');

/** A group nobody was seen to use, or that is deleted. */
function noGroup(situation: Situation): boolean {
  const id = groupIn(situation);
  const known = situation.users.groups.get(id);
  return id !== '' && (known === undefined || known.deleted);
}

function groupExists(situation: Situation): boolean {
  const known = situation.users.groups.get(groupIn(situation));
  return known?.created === true && !known.deleted;
}

/** The user is known not to be joined: the group was seen from its creation on. */
function outside(situation: Situation): boolean {
  const { users, user, session } = situation;
  const known = users.groups.get(groupIn(situation));
  if (user === undefined || session?.whole !== true || known === undefined) return false;
  return known.created && !known.deleted && !known.joined.has(user);
}

/** The user is joined, owns nothing of the group and was never given a role in it. */
function ordinary(situation: Situation): boolean {
  const { users, user } = situation;
  const known = users.groups.get(groupIn(situation));
  if (user === undefined || known === undefined || !known.created || known.deleted) return false;
  return known.joined.has(user) && known.owner !== undefined && known.owner !== user && known.privileged.size === 0;
}

/** A list that was not seen, or is deleted. */
function noList(situation: Situation): boolean {
  const id = listIn(situation);
  return id !== '' && situation.users.lists.get(id)?.exists !== true;
}

function noMessage({ to, users, user }: Situation): boolean {
  const ids = several(to.value, 'MessageID').map((one) => String(one).trim());
  return (
    ids.length > 0 &&
    ids.every(
      (id) =>
        users.messages.get(id) === undefined || (user !== undefined && users.messages.get(id)?.has(user) === false),
    )
  );
}

const noSession = ({ scene, to }: Situation) => {
  const { envelope } = scene.observed.request ?? {};
  if (to.name === 'Login-Request' || to.name === 'GetSPInfo-Request') return false;
  return envelope?.sessionId === undefined && envelope?.sessionType === 'Outband';
};
/** A SessionID that was not seen before: given to nobody, as far as was watched. */
const strangeSession = ({ scene, session }: Situation) => {
  const { request, exchange } = scene.observed;
  const id = request?.envelope?.sessionId;
  if (id === undefined || id === '') return false;
  return session === undefined || (!session.whole && session.first === exchange.number);
};
const ended = (how: NonNullable<Session['ended']>['how']) => (situation: Situation) => {
  const { session, scene } = situation;
  return session?.ended?.how === how && scene.observed.exchange.sentAt >= session.ended.at;
};

function unknownUsers({ to, users }: Situation): boolean {
  const recipient = inside(to.value, 'Recipient') ?? inside(inside(to.value, 'MessageInfo'), 'Recipient') ?? to.value;
  const named = namesOf(recipient);
  return named.length > 0 && named.every((one) => !users.known.has(one));
}

function namesOf(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) => {
    if (name !== 'UserID') return Array.isArray(child) ? child.flatMap(namesOf) : namesOf(child);
    return (Array.isArray(child) ? child : [child]).filter((one) => typeof one === 'string').map(keyOf);
  });
}

const group = (requirement: string, request: string): Refusal => ({ requirement, requests: [request], when: noGroup });

const REFUSALS: readonly Refusal[] = [
  { requirement: 'CSP-CAP-013', requests: ['ClientCapability-Request'], when: noSession },
  { requirement: 'CSP-SVC-013', requests: ['Service-Request'], when: noSession },
  { requirement: 'CSP-KA-009', requests: ['KeepAlive-Request'], when: strangeSession },
  { requirement: 'CSP-POL-005', requests: ['Polling-Request'], when: strangeSession },
  { requirement: 'CSP-OUT-003', requests: 'any', when: ended('logout'), certain: true, also: [601] },
  { requirement: 'CSP-OUT-012', requests: 'any', when: ended('disconnect'), certain: true },
  { requirement: 'CSP-SES-006', requests: 'any', when: noSession },
  { requirement: 'CSP-SES-007', requests: 'any', when: strangeSession },
  group('CSP-JON-014', 'JoinGroup-Request'),
  group('CSP-JON-025', 'LeaveGroup-Request'),
  group('CSP-MEM-003', 'GetGroupMembers-Request'),
  group('CSP-MEM-029', 'AddGroupMembers-Request'),
  group('CSP-MEM-030', 'RemoveGroupMembers-Request'),
  group('CSP-MEM-031', 'MemberAccess-Request'),
  group('CSP-MEM-032', 'RejectList-Request'),
  group('CSP-MEM-033', 'GetJoinedUsers-Request'),
  group('CSP-PRP-004', 'GetGroupProps-Request'),
  group('CSP-PRP-016', 'SetGroupProps-Request'),
  group('CSP-GCN-005', 'SubscribeGroupNotice-Request'),
  group('CSP-GRP-018', 'DeleteGroup-Request'),
  { requirement: 'CSP-GRP-007', requests: ['CreateGroup-Request'], when: groupExists },
  { requirement: 'CSP-GCN-004', requests: ['SubscribeGroupNotice-Request'], when: outside },
  { requirement: 'CSP-JON-024', requests: ['LeaveGroup-Request'], when: outside },
  { requirement: 'CSP-MEM-028', requests: ['GetJoinedUsers-Request'], when: outside },
  { requirement: 'CSP-MEM-005', requests: ['AddGroupMembers-Request'], when: ordinary, certain: true },
  { requirement: 'CSP-MEM-010', requests: ['RemoveGroupMembers-Request'], when: ordinary, certain: true },
  { requirement: 'CSP-MEM-014', requests: ['MemberAccess-Request'], when: ordinary, certain: true },
  { requirement: 'CSP-MEM-022', requests: ['RejectList-Request'], when: ordinary, certain: true },
  { requirement: 'CSP-GRP-017', requests: ['DeleteGroup-Request'], when: ordinary, certain: true },
  { requirement: 'CSP-CLS-033', requests: ['ListManage-Request'], when: noList, also: [531, 754] },
  { requirement: 'CSP-CLS-017', requests: ['DeleteList-Request'], when: noList },
  { requirement: 'CSP-IMS-043', requests: ['GetMessage-Request'], when: noMessage },
  { requirement: 'CSP-IMS-054', requests: ['RejectMessage-Request'], when: noMessage },
  { requirement: 'CSP-IMS-059', requests: ['ForwardMessage-Request'], when: noMessage, also: [427] },
  { requirement: 'CSP-IMS-060', requests: ['ForwardMessage-Request'], when: unknownUsers, also: ELSEWHERE },
  { requirement: 'CSP-IMS-016', requests: ['SendMessage-Request'], when: unknownUsers, also: ELSEWHERE },
  { requirement: 'CSP-INV-011', requests: ['Invite-Request'], when: unknownUsers, also: ELSEWHERE },
  { requirement: 'CSP-VID-002', requests: ['VerifyID-Request'], when: unknownUsers },
  {
    requirement: 'CSP-LOG-009',
    requests: ['Login-Request'],
    also: [901, 516, 401, 403, 603],
    when: ({ to, users }) =>
      text(to.value, 'UserID') !== undefined && !users.known.has(keyOf(text(to.value, 'UserID') ?? '')),
  },
  { requirement: 'CSP-LOG-010', requests: ['Login-Request'], when: ({ to }) => text(to.value, 'UserID') === undefined },
];

function codesFor({ requirement, certain, also = [] }: Refusal, request: string): ReadonlySet<number> {
  const own = [...codesOf(requirement), ...also];
  if (certain === true) return new Set([...own, 500, 503, 504]);
  return new Set([...own, ...(OF_REQUEST.get(request) ?? []), ...GENERAL]);
}

/** The first that fits decides: the more special ones stand first. */
function refusalFor(situation: Situation): Refusal | undefined {
  const { to } = situation;
  return REFUSALS.find(({ requests, when }) => (requests === 'any' || requests.includes(to.name)) && when(situation));
}

const refusals: readonly Rule[] = [...new Set(REFUSALS.map(({ requirement }) => requirement))].map((requirement) => ({
  name: `refusals have a code that says why (${requirement})`,
  requirement,
  judge(scene, report) {
    const { session, users, answers } = scene;
    for (const answer of answers) {
      const { to, code } = answer;
      if (to === undefined || succeeded(answer) || provisional(answer) || code === undefined) continue;
      const user = session?.user === undefined ? undefined : keyOf(session.user);
      const refusal = refusalFor({ scene, answer, to, session, users, user });
      if (refusal?.requirement !== requirement) continue;
      report.saw();
      if (codesFor(refusal, to.name).has(code) || code === 900 || code === 201) continue;
      report.violation(`code ${codesOf(requirement).join(' or ')}`, `${answer.name} ${code}`, atAnswer(scene, answer));
    }
  },
}));

/** Requests that cannot be carried out: what they are about is known not to be there, or not to be allowed. */
function notCarriedOut(
  requirement: string,
  requests: readonly string[] | 'any',
  when: (s: Situation) => boolean,
  expected: string,
): Rule {
  return {
    name: `${expected} (${requirement})`,
    requirement,
    judge(scene, report) {
      const { session, users, answers } = scene;
      for (const answer of answers) {
        const { to } = answer;
        if (to === undefined || provisional(answer) || (requests !== 'any' && !requests.includes(to.name))) continue;
        const user = session?.user === undefined ? undefined : keyOf(session.user);
        if (!when({ scene, answer, to, session, users, user })) continue;
        report.saw();
        if (!succeeded(answer) || answer.code === 201) continue;
        report.violation(expected, `${answer.name} ${answer.code ?? ''}`.trim(), atAnswer(scene, answer));
      }
    },
  };
}

const deletedGroup = (s: Situation) => s.users.groups.get(groupIn(s))?.deleted === true;

const impossible: readonly Rule[] = [
  notCarriedOut('CSP-GRP-014', ['JoinGroup-Request', 'GetGroupProps-Request'], deletedGroup, 'a deleted group is gone'),
  notCarriedOut('CSP-GRP-017', ['DeleteGroup-Request'], ordinary, 'ordinary users delete no group'),
  notCarriedOut(
    'CSP-CLS-007',
    ['CreateList-Request'],
    (s) => s.users.lists.get(listIn(s))?.exists === true,
    'a list that exists is not created again',
  ),
  notCarriedOut(
    'CSP-CLS-017',
    ['DeleteList-Request'],
    (s) => s.users.lists.get(listIn(s))?.exists === false,
    'a deleted list is not deleted again',
  ),
  notCarriedOut(
    'CSP-PRP-007',
    ['SetGroupProps-Request'],
    (s) => ordinary(s) && s.to.value.GroupProperties !== undefined,
    'ordinary users change no common properties',
  ),
];

export const serverCodeRules: readonly Rule[] = [
  ...success,
  accepted,
  ...named,
  ...refusals,
  ...impossible,
  notRefused('CSP-IMS-048', 'GetMessageList-Request', [426], 'messages'),
  notRefused('CSP-WAT-010', 'GetWatcherList-Request', [531, 404], 'watchers'),
  notRefused('CSP-CLS-003', 'GetList-Request', [700, 404], 'lists'),
];
