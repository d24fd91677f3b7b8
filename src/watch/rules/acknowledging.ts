/** Rules of a client: it answers what the server begins, each request in its way. */
import type { Report } from '../../conformance/monitors/monitor.ts';
import { sameAddress } from '../../conformance/monitors/sent.ts';
import { answersTo } from '../../protocol/facts/primitives.ts';
import type { Reply, Scene } from '../scene.ts';
import { inside, text } from '../session.ts';
import { atRequest, type Rule } from './rule.ts';

/** Messages a client sends before something it owes is missed; at a logout fewer are enough. */
const PATIENCE = 8;
const PATIENCE_AT_LOGOUT = 2;

/** True if what a client owes is overdue: it has had occasion, and does not end the session just now. */
export function overdue(later: number, { asked }: Scene): boolean {
  const logout = asked.some(({ name }) => name === 'Logout-Request');
  return later >= (logout ? PATIENCE_AT_LOGOUT : PATIENCE);
}

const answered: Rule = {
  name: 'the client answers each request of the server under its TransactionID',
  requirement: 'CSP-SES-030',
  judge(scene, report) {
    const { session, replies, observed } = scene;
    if (session === undefined || observed.request === undefined) return;
    for (const reply of replies) {
      report.saw();
      if (reply.to === undefined) unknown(reply, scene, report);
      else {
        const fitting = [...answersTo(reply.to.name, session.version), 'Status'];
        if (fitting.includes(reply.name)) continue;
        report.violation(`${fitting.join(' or ')} to ${reply.to.name}`, reply.name, atRequest(scene, reply));
      }
    }
    const given = new Set(replies.map(({ id }) => id));
    for (const [key, due] of session.due.entries()) {
      if (given.has(due.id) || !overdue(due.later, scene)) continue;
      report.saw();
      report.violation(
        `an answer to ${due.name} ${due.id}`,
        `${due.later} other messages, and none to it`,
        atRequest(scene),
      );
      session.due.delete(key);
    }
  },
};

/** An answer to a request that was not seen. It may have been missed, or been answered before. */
function unknown(reply: Reply, scene: Scene, report: Report): void {
  const { session } = scene;
  if (session?.whole !== true || session.due.forgot || session.told.forgot) return;
  if (session.told.has(reply.id ?? '')) return;
  const waiting = [...session.due.values()].map(({ id }) => id);
  const expected =
    waiting.length === 0 ? 'no answer: the server asks nothing' : `TransactionID ${waiting.join(' or ')}`;
  report.violation(expected, `${reply.name} under TransactionID ${reply.id ?? 'missing'}`, atRequest(scene, reply));
}

/** A rule about the answers of a client to one request of the server. */
function answerTo(
  told: string,
  requirement: string,
  expected: string,
  fits: (reply: Reply, to: NonNullable<Reply['to']>) => boolean,
): Rule {
  return {
    name: `the client answers ${told} with ${expected}`,
    requirement,
    judge(scene, report) {
      for (const reply of scene.replies) {
        const { to } = reply;
        if (to?.name !== told) continue;
        report.saw();
        if (fits(reply, to)) continue;
        const code = reply.code === undefined ? '' : ` ${reply.code}`;
        report.violation(expected, `${reply.name}${code}`, atRequest(scene, reply));
      }
    },
  };
}

const status = (reply: Reply) => reply.name === 'Status';
const status200 = (reply: Reply) => reply.name === 'Status' && reply.code === 200;

/** The identifier of the message that a request of the server brings or announces. */
function messageIn(to: NonNullable<Reply['to']>): string | undefined {
  return text(inside(to.value, 'MessageInfo'), 'MessageID');
}

const fetched: Rule = {
  name: 'the client acknowledges a message it fetched with MessageDelivered',
  requirement: 'CSP-IMS-069',
  judge(scene, report) {
    const { session, asked, replies } = scene;
    if (session === undefined) return;
    for (const { name, value } of [...asked, ...replies]) {
      if (name === 'MessageDelivered' && session.fetched.has(text(value, 'MessageID') ?? '')) report.saw();
    }
    for (const [id, { later }] of session.fetched.entries()) {
      if (!overdue(later, scene)) continue;
      if ([...asked, ...replies].some(({ value }) => text(value, 'MessageID') === id)) continue;
      report.saw();
      report.violation(`MessageDelivered for ${id}`, `${later} other messages, and none`, atRequest(scene));
      session.fetched.delete(id);
    }
  },
};

const codes: Rule = {
  name: 'a Status of the client has a code of three digits',
  requirement: 'CSP-CLT-012',
  judge(scene, report) {
    for (const part of [...scene.replies, ...scene.asked]) {
      if (part.name !== 'Status') continue;
      report.saw();
      const code = inside(part.value, 'Result')?.Code;
      if (typeof code === 'number' && code >= 100 && code <= 999) continue;
      const observed = code === undefined ? 'no Code' : `Code ${String(code)}`;
      report.violation('Result with a Code of three digits', observed, atRequest(scene, part, 'Result'));
    }
  },
};

const modes: Rule = {
  name: 'requests of the client are in mode Request, its answers in mode Response',
  requirement: 'CSP-SES-030',
  judge(scene, report) {
    for (const part of scene.asked) {
      if (part.name !== 'Status') continue;
      report.saw();
      report.violation('TransactionMode Response', 'Status in TransactionMode Request', atRequest(scene, part));
    }
  },
};

const decisions: Rule = {
  name: 'the decision about an invitation names the InviteID that was received',
  requirement: 'CSP-INV-030',
  judge(scene, report) {
    const { session, users, asked, answers } = scene;
    for (const part of asked) {
      if (part.name !== 'InviteUser-Response' || session === undefined) continue;
      report.saw();
      const id = text(part.value, 'InviteID') ?? '';
      const known = users.invitations.get(id);
      const refused = answers.some(({ to, code }) => to?.id === part.id && (code ?? 200) >= 400);
      const strange = session.user !== undefined && known !== undefined && !invitedTo(known.invited, session.user);
      if ((known === undefined && refused) || (strange && refused)) {
        report.violation(
          'the InviteID of an invitation received',
          `InviteID ${id}`,
          atRequest(scene, part, 'InviteID'),
        );
      }
    }
  },
};

function invitedTo(invited: ReadonlySet<string>, user: string): boolean {
  return [...invited].some((one) => sameAddress(one, user));
}

export const acknowledgingRules: readonly Rule[] = [
  answered,
  modes,
  codes,
  fetched,
  decisions,
  answerTo('NewMessage', 'CSP-IMS-067', 'MessageDelivered with its MessageID', (reply, to) => {
    const id = messageIn(to);
    return reply.name === 'MessageDelivered' && (id === undefined || text(reply.value, 'MessageID') === id);
  }),
  answerTo('MessageNotification', 'CSP-IMS-068', 'Status', status),
  answerTo('DeliveryReport-Request', 'CSP-DLR-010', 'Status 200', status200),
  answerTo('GroupChangeNotice', 'CSP-GCN-013', 'Status 200', status200),
  answerTo('PresenceNotification-Request', 'CSP-PRE-041', 'Status 200', status200),
  answerTo('Notification-Request', 'CSP-NOT-008', 'Status 200', status200),
  answerTo('PresenceAuth-Request', 'CSP-AUT-027', 'Status', status),
  answerTo('InviteUser-Request', 'CSP-INV-029', 'Status', status),
  answerTo('CancelInviteUser-Request', 'CSP-INV-031', 'Status', status),
  answerTo('Invite-Response', 'CSP-CLT-018', 'Status', status),
];
