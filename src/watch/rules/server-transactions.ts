/** Rules of a server: transactions, sessions, HTTP, the Poll flag. */
import type { Report } from '../../conformance/monitors/monitor.ts';
import { elementsNamed, placeOf } from '../../conformance/monitors/stream.ts';
import { answersTo, primitiveFacts } from '../../protocol/facts/primitives.ts';
import type { Answered, Scene } from '../scene.ts';
import { overdue } from './acknowledging.ts';
import { atAnswer, atRequest, type Rule } from './rule.ts';

const GONE: readonly (number | undefined)[] = [600, 601, 604];

const ids: Rule = {
  name: 'answers of the server bear the TransactionID of a request',
  requirement: 'CSP-SES-001',
  judge(scene, report) {
    if (scene.observed.deliberate) return;
    for (const answer of scene.answers) {
      report.saw();
      if (answer.to !== undefined || toPoll(answer, scene)) continue;
      if (isTold(answer) || otherCase(answer, scene) !== undefined) continue;
      if (!whole(scene)) continue;
      const expected = ownIds(scene) || 'that of an open request';
      report.violation(`TransactionID ${expected}`, `TransactionID ${answer.id ?? 'missing'}`, atAnswer(scene, answer));
    }
    for (const told of scene.told) {
      const role = primitiveFacts(told.name)?.role;
      if (role !== 'response' || told.name === 'LeaveGroup-Response') continue;
      report.saw();
      report.violation('TransactionMode Response', `${told.name} in mode Request`, atAnswer(scene, told));
    }
  },
};

/** A poll has no TransactionID, and so has its answer. */
function toPoll({ id }: Answered, { asked }: Scene): boolean {
  return (id ?? '') === '' && asked.some(({ name }) => name === 'Polling-Request');
}

/** True for a request of the server by its name, in whichever mode it stands. */
function isTold({ name }: Answered): boolean {
  return primitiveFacts(name)?.role === 'notification';
}

function ownIds({ asked }: Scene): string {
  return asked.flatMap(({ name, id }) => (name === 'Polling-Request' ? [] : (id ?? []))).join(' or ');
}

/** True if every request of the session that might be meant is known. */
function whole({ session, asked, observed }: Scene): boolean {
  if (session === undefined) return observed.request !== undefined && asked.length > 0;
  return session.whole && !session.open.forgot && !session.ids.forgot;
}

/** The request whose TransactionID is the same but for letter case. */
function otherCase({ id = '' }: Answered, { asked }: Scene): string | undefined {
  return asked.flatMap((one) => one.id ?? []).find((own) => own !== id && own.toLowerCase() === id.toLowerCase());
}

const sameLetters: Rule = {
  name: 'TransactionIDs come back letter for letter',
  requirement: 'CSP-SES-003',
  judge(scene, report) {
    for (const answer of scene.answers) {
      report.saw();
      const own = answer.to === undefined ? otherCase(answer, scene) : undefined;
      if (own !== undefined) {
        report.violation(`TransactionID ${own}`, `TransactionID ${answer.id}`, atAnswer(scene, answer));
      }
    }
  },
};

const handedOut: Rule = {
  name: 'what waits is handed out in mode Request',
  requirement: 'CSP-POL-002',
  judge(scene, report) {
    if (!scene.asked.some(({ name }) => name === 'Polling-Request')) return;
    if (scene.told.length > 0) report.saw();
    for (const answer of scene.answers) {
      // An answer to an invitation is named like what the invited sends.
      if (!isTold(answer) || answer.to !== undefined || answer.name === 'SystemMessage-User') continue;
      report.saw();
      report.violation('TransactionMode Request', `${answer.name} in mode Response`, atAnswer(scene, answer));
    }
  },
};

const toldIds: Rule = {
  name: 'requests of the server have TransactionIDs of their own',
  requirement: 'CSP-SES-002',
  judge(scene, report) {
    const { session, told } = scene;
    const here = new Map<string, string>();
    for (const part of told) {
      if (part.name === 'Disconnect') continue;
      report.saw();
      const id = part.id ?? '';
      const before = here.get(id);
      const due = session?.due.get(id);
      const answered = scene.replies.some((reply) => reply.id === id);
      // What was not answered may be handed out once more.
      const again =
        due !== undefined && due.name === part.name && JSON.stringify(due.value) === JSON.stringify(part.value);
      if (id === '') report.violation('a TransactionID', 'none', atAnswer(scene, part));
      else if (before !== undefined || (due !== undefined && !again && !answered)) {
        const other = before ?? due?.name;
        report.violation('an ID of its own', `${id}, which an open ${other} has`, atAnswer(scene, part));
      }
      here.set(id, part.name);
    }
  },
};

const sessions: Rule = {
  name: 'answers inside a session bear its SessionID',
  requirement: 'CSP-SES-004',
  judge(scene, report) {
    inSession(scene, report, false);
  },
};

const mixed: Rule = {
  name: 'sessions are told apart by their SessionID',
  requirement: 'TRN-HTTP-027',
  judge(scene, report) {
    inSession(scene, report, true);
  },
};

function inSession(scene: Scene, report: Report, mixing: boolean): void {
  const { observed, session, asked, answers } = scene;
  const [request, response] = [observed.request?.envelope, observed.response?.envelope];
  if (session === undefined || request?.sessionId === undefined || response === undefined) return;
  if (session.ended !== undefined || observed.deliberate) return;
  if (asked.some(({ name }) => name === 'Login-Request') || answers.some(({ code }) => GONE.includes(code))) return;
  report.saw();
  if (response.sessionType === 'Inband' && response.sessionId === request.sessionId) return;
  const other =
    response.sessionId !== undefined && response.sessionId !== '' && scene.users.isSession(response.sessionId);
  if (other !== mixing) return;
  const [descriptor] = elementsNamed(observed.response?.read.tree, 'SessionDescriptor');
  report.violation(
    `SessionType Inband, SessionID ${request.sessionId}`,
    `SessionType ${response.sessionType}, ${response.sessionId === undefined ? 'no SessionID' : `SessionID ${response.sessionId}`}`,
    placeOf(observed.exchange, 'response', descriptor),
  );
}

const everyOne: Rule = {
  name: 'each request of a message with several is answered',
  requirement: 'CSP-SES-023',
  judge(scene, report) {
    const { session, asked, answers, observed } = scene;
    const own = asked.filter(({ name }) => name !== 'Polling-Request' && name !== 'MessageDelivered');
    if (own.length > 1 && answers.length > 0 && !observed.deliberate) report.saw();
    for (const open of session?.open.values() ?? []) {
      if (open.among < 2 || !open.othersAnswered || !overdue(open.later, scene)) continue;
      if (answers.some(({ id }) => id === open.id)) continue;
      report.saw();
      report.violation(
        `an answer to ${open.name} ${open.id}`,
        'none, others of its message were answered',
        atRequest(scene),
      );
      session?.open.delete(open.id);
    }
  },
};

const atOnce: Rule = {
  name: 'no more transactions are handed out at once than MultiTrans',
  requirement: 'CSP-SES-021',
  judge(scene, report) {
    const { session, told } = scene;
    const most = session?.multiTrans;
    if (most === undefined || told.length === 0) return;
    report.saw();
    const count = told.filter(({ name }) => name !== 'Disconnect').length;
    if (count > most) report.violation(`at most ${most} at once`, `${count}`, atAnswer(scene, told[most]));
  },
};

const pollPlace: Rule = {
  name: 'the Poll flag stands where the version has it',
  requirement: 'CSP-SES-020',
  judge(scene, report) {
    const { exchange, response } = scene.observed;
    const { version, tree } = response?.read ?? {};
    if (version === undefined || response?.envelope?.poll === undefined) {
      if (version === undefined || !response?.envelope?.transactions.some(({ poll }) => poll !== undefined)) return;
    }
    const wanted = version === '1.1' ? 'TransactionDescriptor' : 'Session';
    for (const flag of elementsNamed(tree, 'Poll')) {
      report.saw();
      const parent = flag.parent?.node.name;
      if (parent === wanted) continue;
      report.violation(`Poll in ${wanted}`, `Poll in ${parent}`, placeOf(exchange, 'response', flag));
    }
  },
};

/** HTTP statuses of answers to whole and valid messages. */
function statusRule(
  requirement: string,
  name: string,
  concerns: (scene: Scene) => boolean,
  wrong: (status: number) => boolean,
): Rule {
  return {
    name,
    requirement,
    judge(scene, report) {
      const { exchange, request, deliberate } = scene.observed;
      const { response } = exchange;
      if (response === undefined || request?.envelope === undefined || !request.read.valid || deliberate) return;
      if (exchange.request.method !== 'POST' || !concerns(scene)) return;
      report.saw();
      if (wrong(response.status)) report.violation('HTTP 200', `HTTP ${response.status}`, atAnswer(scene));
    },
  };
}

const requests = ({ asked }: Scene) => asked.some(({ name }) => name !== 'Polling-Request');
const pollsOnly = ({ asked, replies }: Scene) =>
  replies.length === 0 && asked.length > 0 && asked.every(({ name }) => name === 'Polling-Request');
const repliesOnly = ({ asked, replies }: Scene) => asked.length === 0 && replies.length > 0;

const emptyLength: Rule = {
  name: 'an empty answer has Content-Length 0',
  requirement: 'TRN-HTTP-012',
  judge(scene, report) {
    const { response } = scene.observed.exchange;
    if (response?.status !== 200 || response.body.length > 0 || scene.observed.request === undefined) return;
    report.saw();
    const named = (wanted: string) => response.headers.find(([name]) => name.toLowerCase() === wanted)?.[1];
    if (named('content-length') === '0') return;
    report.violation('Content-Length: 0', named('transfer-encoding') ?? 'no Content-Length', atAnswer(scene));
  },
};

const nothingWaits: Rule = {
  name: 'the Poll flag is not set when nothing waits',
  requirement: 'TRN-HTTP-018',
  judge(scene, report) {
    const { session, asked, told, answers, observed } = scene;
    const { waits } = session ?? {};
    if (waits === undefined || !asked.some(({ name }) => name === 'Polling-Request')) return;
    // Only a poll right after the flag shows it: something else may have fetched what waited.
    if (observed.exchange.sentAt < waits.at || waits.later > 0 || observed.exchange.response === undefined) return;
    report.saw();
    const came = told.length + answers.length + (observed.exchange.response.status === 200 ? 0 : 1);
    if (came > 0 || session?.ended !== undefined) return;
    report.violation('something handed out, after Poll T', 'an empty answer', atAnswer(scene));
  },
};

/** Answers to any request: a failure, the end of the session, the first segment of what is too long. */
const ANYWHERE = new Set(['Status', 'Disconnect', 'GetSegment-Response']);

const responses: Rule = {
  name: 'requests are answered by their response or by Status',
  requirement: 'CSP-SES-001',
  judge(scene, report) {
    for (const answer of scene.answers) {
      const { to } = answer;
      const version = scene.observed.response?.read.version;
      if (to === undefined || version === undefined || scene.observed.deliberate) continue;
      const fitting = answersTo(to.name, version);
      if (fitting.length === 0 || ANYWHERE.has(answer.name)) continue;
      // Names of other answers are the subject of rules of their own.
      if (fitting.includes(answer.name) || primitiveFacts(answer.name) === undefined) continue;
      report.violation(`${fitting.join(' or ')} to ${to.name}`, answer.name, atAnswer(scene, answer));
    }
  },
};

export const serverTransactionRules: readonly Rule[] = [
  ids,
  sameLetters,
  handedOut,
  toldIds,
  sessions,
  mixed,
  everyOne,
  atOnce,
  pollPlace,
  responses,
  statusRule('TRN-HTTP-002', 'requests are answered with HTTP 200', requests, (s) => s !== 200 && s < 400),
  statusRule(
    'TRN-HTTP-003',
    'failures are told inside of CSP',
    requests,
    (s) => s >= 400 && s < 500 && s !== 408 && s !== 429,
  ),
  statusRule('TRN-HTTP-006', 'polls are answered with HTTP 200', pollsOnly, (s) => s !== 200 && s < 400),
  statusRule(
    'TRN-HTTP-009',
    'answers of the client are answered with HTTP 200',
    repliesOnly,
    (s) => s !== 200 && s < 400,
  ),
  emptyLength,
  nothingWaits,
];
