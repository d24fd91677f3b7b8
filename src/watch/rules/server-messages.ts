/** Rules of a server: messages, reports, invitations, as they were sent and as they arrive. */

import type { Report } from '../../conformance/monitors/monitor.ts';
import { sameAddress } from '../../conformance/monitors/sent.ts';
import { type Scene, succeeded, type Told } from '../scene.ts';
import { elementsIn, inside, type Loose, number, several, text } from '../session.ts';
import { type Invitation, keyOf, type SentMessage } from '../users.ts';
import { atAnswer, type Rule } from './rule.ts';
import { answerRule } from './server-access.ts';

type Part = Told & { readonly code?: number | undefined };
type Outcome = readonly [string, string] | 'fine' | undefined;

/** A rule about what the server tells under one of these names, on its own account or in answer to a request. */
function toldRule(
  requirement: string,
  name: string,
  primitives: readonly string[],
  check: (part: Part, scene: Scene) => Outcome,
  element?: string,
): Rule {
  const wanted = new Set(primitives);
  return {
    name,
    requirement,
    judge(scene: Scene, report: Report) {
      for (const part of [...scene.told, ...scene.answers]) {
        if (!wanted.has(part.name)) continue;
        const found = check(part, scene);
        if (found === undefined) continue;
        report.saw();
        if (found !== 'fine') report.violation(found[0], found[1], atAnswer(scene, part, element));
      }
    },
  };
}

const ARRIVING = ['NewMessage', 'GetMessage-Response'];
const TELLING = [...ARRIVING, 'MessageNotification'];

const infoOf = ({ value }: Part) => inside(value, 'MessageInfo');

function sentOf(part: Part, { users }: Scene): SentMessage | undefined {
  return users.sent.get(text(infoOf(part), 'MessageID') ?? '');
}

const sentInfo = (sent: SentMessage) => inside(sent.value, 'MessageInfo');

/** Something of a message that arrives as it was sent, where both say it. */
function handedOn(requirement: string, element: string, needed: boolean): Rule {
  return toldRule(
    requirement,
    `${element} of a message arrives as it was sent`,
    ARRIVING,
    (part, scene) => {
      const sent = sentOf(part, scene);
      const given = sent === undefined ? undefined : sentInfo(sent)?.[element];
      if (given === undefined) return undefined;
      const shown = infoOf(part)?.[element];
      if (shown === undefined) return needed ? [`${element} ${asText(given)}`, 'none'] : undefined;
      return asText(shown) === asText(given) ? 'fine' : [`${element} ${asText(given)}`, `${element} ${asText(shown)}`];
    },
    element,
  );
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value.trim() : JSON.stringify(value);
}

/** The encoding of a content; none, or one that changes nothing. */
function encodingOf(info: Loose | undefined): string {
  return (text(info, 'ContentEncoding') ?? 'none').toUpperCase();
}

const content = (
  requirement: string,
  name: string,
  concerns: (info: Loose | undefined, data: string) => boolean,
): Rule =>
  toldRule(
    requirement,
    name,
    ARRIVING,
    (part, scene) => {
      const sent = sentOf(part, scene);
      const given = sent?.value.ContentData;
      const shown = part.value.ContentData;
      if (sent === undefined || typeof given !== 'string' || typeof shown !== 'string') return undefined;
      const [before, after] = [encodingOf(sentInfo(sent)), encodingOf(infoOf(part))];
      // Another encoding of the same octets is fine, and is not compared here.
      if (before !== after || !concerns(sentInfo(sent), given)) return undefined;
      const same = before === 'BASE64' ? plain64(given) === plain64(shown) : lines(given) === lines(shown);
      return same ? 'fine' : [`the content ${excerpt(given)}`, `the content ${excerpt(shown)}`];
    },
    'ContentData',
  );

const plain64 = (data: string) => data.replace(/[\s=]/g, '');
/** Line ends may be written anew by XML. */
const lines = (data: string) => data.replace(/\r\n?/g, '\n');
function excerpt(data: string): string {
  return data.length > 40
    ? `${JSON.stringify(data.slice(0, 40))}... of ${data.length} characters`
    : JSON.stringify(data);
}

const isPlain = (info: Loose | undefined) => /^text\/plain\b/i.test(text(info, 'ContentType') ?? 'text/plain');
const latin = (data: string) => /[\u0080-\u00ff]/.test(data) && !/[^\u0000-\u00ff]/.test(data);

const withContent = toldRule('CSP-IMS-034', 'a pushed message comes whole', ['NewMessage'], (part, scene) => {
  const info = infoOf(part);
  const lacking = ['MessageID', 'Sender', 'Recipient'].filter((name) => info?.[name] === undefined);
  const sent = sentOf(part, scene);
  const empty = sent === undefined || sent.value.ContentData === undefined || sent.value.ContentData === '';
  if (!empty && part.value.ContentData === undefined) lacking.push('ContentData');
  return lacking.length === 0 ? 'fine' : ['MessageID, Sender, Recipient and content', `no ${lacking.join(', ')}`];
});

const method = (requirement: string, wrong: string, delivery: 'N' | 'P', expected: string): Rule =>
  toldRule(requirement, expected, [wrong], (part, { session }) => {
    const known = session?.delivery;
    if (known?.method !== delivery) return undefined;
    // The other way has to be agreed to be taken.
    const leaf = delivery === 'P' ? 'NEWM' : 'NOTIF';
    if (session?.agreement?.leaves.has(leaf) !== true) return undefined;
    // A message that was on its way before may still come in the old way, and one for a group in a way of its own.
    const info = infoOf(part);
    if (elementsIn(inside(info, 'Recipient'), 'Group').length > 0) return undefined;
    if (wrong === 'MessageNotification') {
      const size = number(info, 'ContentSize') ?? Number.POSITIVE_INFINITY;
      if (!isPlain(info) || size > Math.min(known.length ?? 0, 1_000)) return undefined;
    }
    return [expected, part.name];
  });

const asked = (sent: SentMessage) => sent.value.DeliveryReport === true;

const reportsAsked = toldRule(
  'CSP-DLR-002',
  'reports are sent where they were asked for',
  ['DeliveryReport-Request'],
  (part, scene) => {
    const sent = sentOf(part, scene);
    if (sent === undefined) return undefined;
    return asked(sent) ? 'fine' : ['no report', `a report on ${text(infoOf(part), 'MessageID')}`];
  },
);

const reportsNamed = toldRule(
  'CSP-DLR-003',
  'a report names the message and the result',
  ['DeliveryReport-Request'],
  (part) => {
    const lacking = [
      ...(inside(part.value, 'Result') === undefined ? ['Result'] : []),
      ...(infoOf(part) === undefined || text(infoOf(part), 'MessageID') === undefined ? ['MessageID'] : []),
    ];
    return lacking.length === 0 ? 'fine' : ['Result and MessageInfo', `no ${lacking.join(', ')}`];
  },
);

const reportCodes = toldRule(
  'CSP-DLR-001',
  'a message that was confirmed is reported with 200',
  ['DeliveryReport-Request'],
  (part, scene) => {
    const id = text(infoOf(part), 'MessageID') ?? '';
    const known = scene.users.messages.get(id);
    const confirmed = scene.users.confirmed.get(id);
    if (known === undefined || confirmed === undefined || confirmed.rejected || confirmed.forwarded) return undefined;
    if (known.size !== 1) return undefined;
    const code = number(inside(part.value, 'Result'), 'Code');
    return code === 200 ? 'fine' : ['200', `${code}`];
  },
);

const rejected = (requirement: string, how: 'rejected' | 'forwarded', codes: readonly number[]): Rule =>
  toldRule(requirement, `a message that was ${how} is reported as such`, ['DeliveryReport-Request'], (part, scene) => {
    const id = text(infoOf(part), 'MessageID') ?? '';
    const confirmed = scene.users.confirmed.get(id);
    const known = scene.users.messages.get(id);
    if (confirmed?.[how] !== true || confirmed.delivered || known?.size !== 1) return undefined;
    const code = number(inside(part.value, 'Result'), 'Code') ?? 200;
    return codes.includes(code) ? 'fine' : [codes.join(' or '), `${code}`];
  });

const announced = toldRule('CSP-IMS-039', 'an announcement brings no content', ['MessageNotification'], (part) =>
  part.value.ContentData === undefined ? 'fine' : ['no ContentData', 'ContentData'],
);

const dated = toldRule('CSP-IMS-028', 'a message without DateTime gets one', ARRIVING, (part, scene) => {
  const sent = sentOf(part, scene);
  if (sent === undefined || sentInfo(sent)?.DateTime !== undefined) return undefined;
  return infoOf(part)?.DateTime === undefined ? ['DateTime', 'none'] : 'fine';
});

const partial = answerRule(
  'CSP-IMS-025',
  'a message that reached some has a MessageID',
  'SendMessage-Request',
  (answer) => {
    if (answer.code !== 201) return undefined;
    return text(answer.value, 'MessageID') === undefined
      ? ['201 with a MessageID', `${answer.name} 201 without one`]
      : 'fine';
  },
);

/** A private message in a group, or a message to users alone, comes to those who were meant. */
const strangers = toldRule(
  'CSP-IMS-010',
  'a private message in a group comes to whom it names',
  TELLING,
  (part, scene) => {
    const sent = sentOf(part, scene);
    const { user } = scene.session ?? {};
    if (sent === undefined || user === undefined) return undefined;
    const recipient = inside(sentInfo(sent), 'Recipient');
    const groups = elementsIn(recipient, 'Group');
    const names = groups.flatMap((group) => elementsIn(group, 'ScreenName'));
    if (names.length === 0 || names.length !== groups.length || recipient?.User !== undefined) return undefined;
    const own = names.map((name) => scene.users.screenNames.get(nameKey(name)));
    if (own.some((one) => one === undefined)) return undefined;
    return own.some((one) => one !== undefined && sameAddress(one, user))
      ? 'fine'
      : [`a message to ${own.join(', ')}`, `a message to ${user}`];
  },
);

export function nameKey(name: Loose): string {
  return `${keyOf(text(name, 'GroupID') ?? '')} ${text(name, 'SName') ?? ''}`;
}

const outsiders = toldRule(
  'CSP-IMS-007',
  'messages to a group come to users who are joined',
  TELLING,
  (part, scene) => {
    const { user, whole } = scene.session ?? {};
    const groups = elementsIn(inside(infoOf(part), 'Recipient'), 'Group').flatMap((one) => text(one, 'GroupID') ?? []);
    const [id] = groups;
    if (user === undefined || whole !== true || id === undefined || groups.length > 1) return undefined;
    const group = scene.users.groups.get(keyOf(id));
    if (group?.created !== true || group.deleted) return undefined;
    const sent = sentOf(part, scene);
    if (sent === undefined || inside(sentInfo(sent), 'Recipient')?.User !== undefined) return undefined;
    return group.everJoined.has(keyOf(user))
      ? 'fine'
      : ['messages to joined users', `a message to ${user}, who never joined`];
  },
);

const invitationOf = (part: Part, { users }: Scene): Invitation | undefined =>
  users.invitations.get(text(part.value, 'InviteID') ?? '');

/** Something of an invitation that arrives as it was given. */
function invited(
  requirement: string,
  element: string,
  told: string,
  partsOf: (value: Loose) => readonly string[],
): Rule {
  return toldRule(
    requirement,
    `${element} of an invitation arrives as it was given`,
    [told],
    (part, scene) => {
      const sent = invitationOf(part, scene)?.value;
      const given = sent === undefined ? [] : partsOf(sent);
      if (sent === undefined || given.length === 0) return undefined;
      const shown = partsOf(part.value);
      const lost = given.filter((one) => !shown.includes(one));
      return lost.length === 0 ? 'fine' : [`${element} ${given.join(', ')}`, `no ${lost.join(', ')}`];
    },
    element,
  );
}

const urlsOf = (value: Loose) => several(inside(value, 'URLList'), 'URL').map((one) => String(one).trim());
const attributesOf = (value: Loose) => Object.keys(inside(value, 'PresenceSubList') ?? {});
const groupOf = (value: Loose) => (text(value, 'GroupID') === undefined ? [] : [keyOf(text(value, 'GroupID') ?? '')]);

/** The inviter under a screen name stays under it. */
const hiddenInviter = toldRule(
  'CSP-INV-014',
  'an inviter under a screen name stays under it',
  ['InviteUser-Request'],
  (part, scene) => {
    const sent = invitationOf(part, scene)?.value;
    if (sent === undefined || inside(sent, 'ScreenName') === undefined) return undefined;
    const shown = text(inside(inside(part.value, 'Sender'), 'User'), 'UserID');
    return shown === undefined ? 'fine' : ['the screen name', `UserID ${shown}`];
  },
  'Sender',
);

const hiddenSender = toldRule(
  'CSP-INV-033',
  'an inviter whose Sender is a screen name stays under it',
  ['InviteUser-Request'],
  (part, scene) => {
    const sender = inside(invitationOf(part, scene)?.value, 'Sender');
    if (sender === undefined || inside(sender, 'Group') === undefined || sender.User !== undefined) return undefined;
    const shown = text(inside(inside(part.value, 'Sender'), 'User'), 'UserID');
    return shown === undefined ? 'fine' : ['the screen name', `UserID ${shown}`];
  },
  'Sender',
);

const decided = toldRule(
  'CSP-INV-018',
  'the inviter is told what was decided',
  ['Invite-Response'],
  (part, scene) => {
    const known = invitationOf(part, scene);
    const user = text(inside(inside(part.value, 'Sender'), 'User'), 'UserID');
    const decision = user === undefined ? undefined : known?.decisions.get(keyOf(user));
    const only = known?.decisions.size === 1 ? [...known.decisions.values()][0] : undefined;
    const expected = decision ?? only;
    if (expected === undefined) return undefined;
    return part.value.Acceptance === expected
      ? 'fine'
      : [`Acceptance ${expected ? 'T' : 'F'}`, `Acceptance ${part.value.Acceptance === true ? 'T' : 'F'}`];
  },
  'Acceptance',
);

const cancelledNote = toldRule(
  'CSP-INV-024',
  'a cancellation arrives with its note',
  ['CancelInviteUser-Request'],
  (part, scene) => {
    const note = scene.users.cancelNotes.get(text(part.value, 'InviteID') ?? '');
    if (note === undefined) return undefined;
    return text(part.value, 'InviteNote') === note
      ? 'fine'
      : [`InviteNote ${note}`, `InviteNote ${text(part.value, 'InviteNote') ?? 'missing'}`];
  },
);

const knownAnswer = answerRule(
  'CSP-IMS-044',
  'messages come to those they were sent to',
  'GetMessage-Request',
  (answer, { session, users }) => {
    const id = text(answer.to.value, 'MessageID') ?? '';
    const sent = users.sent.get(id);
    if (
      answer.name !== 'GetMessage-Response' ||
      !succeeded(answer) ||
      sent === undefined ||
      session?.user === undefined
    )
      return undefined;
    const recipient = inside(sentInfo(sent), 'Recipient');
    if (recipient === undefined || recipient.Group !== undefined || recipient.ContactList !== undefined)
      return undefined;
    const named = elementsIn(recipient, 'User').flatMap((one) => text(one, 'UserID') ?? []);
    const { user } = session;
    if (named.length === 0 || users.forwarded.get(id) !== undefined) return undefined;
    const own = sent.from !== undefined && sameAddress(sent.from, user);
    return own || named.some((one) => sameAddress(one, user))
      ? 'fine'
      : [`a message for ${named.join(', ')}`, `handed out to ${user}`];
  },
);

export const serverMessageRules: readonly Rule[] = [
  withContent,
  announced,
  dated,
  partial,
  handedOn('CSP-IMS-032', 'ContentName', true),
  handedOn('CSP-IMS-033', 'Font', true),
  handedOn('CSP-IMS-013', 'ContentEncoding', true),
  content(
    'CSP-IMS-012',
    'text in Latin letters arrives as it was sent',
    (info, data) => isPlain(info) && encodingOf(info) !== 'BASE64' && latin(data),
  ),
  content(
    'CSP-IMS-003',
    'text arrives as it was sent',
    (info, data) => isPlain(info) && encodingOf(info) !== 'BASE64' && !latin(data),
  ),
  content(
    'CSP-IMS-013',
    'content of other types arrives as it was sent',
    (info) => !isPlain(info) || encodingOf(info) === 'BASE64',
  ),
  method('CSP-CAP-007', 'NewMessage', 'N', 'messages are announced after delivery method N'),
  method('CSP-CAP-008', 'MessageNotification', 'P', 'short messages are pushed after delivery method P'),
  reportsAsked,
  reportsNamed,
  reportCodes,
  rejected('CSP-IMS-053', 'rejected', [538]),
  rejected('CSP-IMS-058', 'forwarded', [541, 200]),
  strangers,
  outsiders,
  knownAnswer,
  invited('CSP-INV-003', 'GroupID', 'InviteUser-Request', groupOf),
  invited('CSP-INV-005', 'PresenceSubList', 'InviteUser-Request', attributesOf),
  invited('CSP-INV-006', 'URLList', 'InviteUser-Request', urlsOf),
  hiddenInviter,
  hiddenSender,
  decided,
  cancelledNote,
];
