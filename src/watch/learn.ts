/** Learns from an exchange what users, groups, lists, messages and invitations there are. */
import { type Answered, type Asked, provisional, type Scene, succeeded } from './scene.ts';
import { elementsIn, inside, type Loose, type Session, several, text } from './session.ts';
import { type Group, keyOf, newGroup, type Users } from './users.ts';

export function learnWorld(scene: Scene, session: Session): void {
  const { users, answers, asked, told } = scene;
  const user = session.user === undefined ? undefined : keyOf(session.user);
  if (user !== undefined) users.known.set(user, true);
  for (const answer of answers) {
    if (answer.to === undefined || provisional(answer)) continue;
    const subject = { ...answer.to, value: answer.to.value };
    learnGroup(subject, answer, users, user);
    if (!succeeded(answer)) continue;
    learnList(subject, users, user);
    learnInvitation(subject, users, session.user);
    if (subject.name === 'SendMessage-Request') learnMessage(subject, answer, users, session.user);
  }
  for (const part of asked) {
    const known =
      part.name === 'InviteUser-Response' ? users.invitations.get(text(part.value, 'InviteID') ?? '') : undefined;
    if (known === undefined) continue;
    known.state = 'answered';
    if (user !== undefined) known.decisions.set(user, part.value.Acceptance === true);
  }
  for (const part of told) learnTold(part, users, user);
  for (const part of [...asked, ...scene.replies]) learnFate(part, users);
}

function groupOf(users: Users, id: string): Group {
  const known = users.groups.get(id);
  if (known !== undefined) return known;
  const made = newGroup(false, undefined);
  users.groups.set(id, made);
  return made;
}

function learnGroup(
  to: { readonly name: string; readonly value: Loose },
  answer: Answered,
  users: Users,
  user: string | undefined,
): void {
  const id = keyOf(text(to.value, 'GroupID') ?? '');
  if (id === '' || !succeeded(answer)) return;
  const own = inside(to.value, 'ScreenName');
  const name = text(own, 'SName') ?? text(to.value, 'ScreenName');
  const joins = to.name === 'JoinGroup-Request' || to.name === 'CreateGroup-Request';
  if (joins && name !== undefined && user !== undefined) users.screenNames.set(`${id} ${name}`, user);
  switch (to.name) {
    case 'CreateGroup-Request': {
      const made = newGroup(true, user);
      if (to.value.JoinGroup === true && user !== undefined) made.joined.add(user);
      noteProperties(made, to.value, false);
      users.groups.set(id, made);
      break;
    }
    case 'SetGroupProps-Request':
      if (answer.code === 200) noteProperties(groupOf(users, id), to.value, true);
      break;
    case 'DeleteGroup-Request':
      groupOf(users, id).deleted = true;
      break;
    case 'JoinGroup-Request':
      if (user === undefined) break;
      groupOf(users, id).joined.add(user);
      groupOf(users, id).everJoined.add(user);
      break;
    case 'LeaveGroup-Request':
      if (user !== undefined) groupOf(users, id).joined.delete(user);
      break;
    case 'MemberAccess-Request':
      for (const one of usersIn(to.value)) groupOf(users, id).privileged.add(one);
      break;
    case 'GetGroupProps-Request':
    case 'GetGroupMembers-Request':
    case 'GetJoinedUsers-Request':
      groupOf(users, id);
      break;
  }
}

function noteProperties(group: Group, value: Loose, changed: boolean): void {
  const common = inside(value, 'GroupProperties');
  for (const one of elementsIn(common, 'Property')) {
    const [name, content] = [text(one, 'Name'), text(one, 'Value')];
    if (name !== undefined && content !== undefined) group.properties.set(name, { value: content, changed });
  }
  const note = text(inside(common, 'WelcomeNote'), 'ContentData');
  if (note === undefined) return;
  group.welcome = note;
  group.welcomeChanged = changed;
}

/** Confirmations, rejections and forwardings of messages, and names in groups, as clients tell them. */
function learnFate({ name, value }: { readonly name: string; readonly value: Loose }, users: Users): void {
  const field = (
    {
      MessageDelivered: 'delivered',
      'RejectMessage-Request': 'rejected',
      'ForwardMessage-Request': 'forwarded',
    } as const
  )[name];
  if (field === undefined) return;
  for (const id of several(value, 'MessageID').map((one) => String(one).trim())) {
    const known = users.confirmed.get(id) ?? { delivered: false, rejected: false, forwarded: false };
    known[field] = true;
    users.confirmed.set(id, known);
    if (field === 'forwarded') users.forwarded.set(id, true);
  }
}

/** Every UserID and screen name below an element, as keys; a name may belong to anybody. */
function usersIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [keyOf(value)];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, child]) => (name === 'GroupID' ? [] : usersIn(child)));
}

function learnList(
  { name, value }: { readonly name: string; readonly value: Loose },
  users: Users,
  user: string | undefined,
): void {
  const list = keyOf(text(value, 'ContactList') ?? '');
  if (list === '') return;
  if (name === 'CreateList-Request') users.lists.set(list, { owner: user, exists: true });
  const known = users.lists.get(list);
  if (name === 'DeleteList-Request' && known !== undefined) known.exists = false;
}

function learnInvitation(
  { name, value }: { readonly name: string; readonly value: Loose },
  users: Users,
  from: string | undefined,
): void {
  const id = text(value, 'InviteID') ?? '';
  if (name === 'Invite-Request') {
    const type = text(value, 'InviteType');
    users.invitations.set(id, { from, type, state: 'open', invited: new Set(), value, decisions: new Map() });
  }
  if (name !== 'CancelInvite-Request') return;
  const known = users.invitations.get(id);
  if (known !== undefined) known.state = 'cancelled';
  const note = text(value, 'InviteNote');
  if (note !== undefined) users.cancelNotes.set(id, note);
}

function learnMessage(to: { readonly value: Loose }, answer: Answered, users: Users, from: string | undefined): void {
  const id = text(answer.value, 'MessageID');
  if (id !== undefined && answer.name === 'SendMessage-Response')
    users.sent.set(id, { from, value: to.value, readers: new Set() });
}

function learnTold({ name, value }: Asked, users: Users, user: string | undefined): void {
  if (name === 'InviteUser-Request') {
    const id = text(value, 'InviteID') ?? '';
    const known = users.invitations.get(id);
    const type = text(value, 'InviteType');
    const invited = known?.invited ?? new Set<string>();
    if (user !== undefined) invited.add(user);
    if (known === undefined) {
      const unseen = { from: undefined, value: undefined, decisions: new Map<string, boolean>() };
      users.invitations.set(id, { ...unseen, type, state: 'open', invited });
    }
  }
  if (name === 'GroupChangeNotice') groupOf(users, keyOf(text(value, 'GroupID') ?? ''));
  const message = text(inside(value, 'MessageInfo'), 'MessageID');
  if (message === undefined || name === 'DeliveryReport-Request') return;
  const readers = users.messages.get(message) ?? new Set<string>();
  if (user !== undefined && readers.size < 64) readers.add(user);
  users.messages.set(message, readers);
}

/** The UserIDs a list of users names: `User`, `UserIDList` or `UserID`, as the version has it. */
export function usersNamed(value: Loose | undefined): readonly string[] {
  const wrapped = elementsIn(value, 'User').flatMap((one) => text(one, 'UserID') ?? []);
  const listed = several(inside(value, 'UserIDList'), 'UserID').map(String);
  const own = several(value, 'UserID').filter((one): one is string => typeof one === 'string');
  return [...wrapped, ...listed, ...own];
}
