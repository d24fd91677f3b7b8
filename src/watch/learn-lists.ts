/** Learns from what was carried out what lists hold, what was published, what was subscribed to. */
import { presenceAttribute } from '../protocol/facts/presence.ts';
import { usersNamed } from './learn.ts';
import { type Answered, provisional, type Scene, succeeded } from './scene.ts';
import { elementsIn, inside, type Loose, number, type Session, several, text } from './session.ts';
import { keyOf, type Users } from './users.ts';

export function learnLists({ answers, users, observed }: Scene, session: Session): void {
  const user = session.user === undefined ? undefined : keyOf(session.user);
  for (const answer of answers) {
    const { to } = answer;
    if (to === undefined || provisional(answer)) continue;
    if (succeeded(answer)) {
      // What a request with 201 did is known in part only.
      const sure = answer.code === undefined || answer.code === 200;
      learnContacts(to.name, to.value, users, user, sure);
      if (user !== undefined) learnOwn(to.name, to.value, users, user, sure);
      learnNotices(to.name, to.value, session);
      learnSearches(answer, users);
    }
    if (to.name === 'SubscribePresence-Request') learnSubscription(to.value, session);
  }
  const empty = observed.exchange.response?.status === 200 && observed.exchange.response.body.length === 0;
  if (empty) for (const notice of session.notices.values()) notice.drained = true;
}

function nicknamesIn(list: Loose | undefined): readonly (readonly [string, string | undefined])[] {
  return [
    ...elementsIn(list, 'NickName').map((one) => [keyOf(text(one, 'UserID') ?? ''), text(one, 'Name')] as const),
    ...several(list, 'UserID').flatMap((one) => (typeof one === 'string' ? [[keyOf(one), undefined] as const] : [])),
  ];
}

function learnContacts(name: string, value: Loose, users: Users, user: string | undefined, sure: boolean): void {
  const id = keyOf(text(value, 'ContactList') ?? '');
  if (id === '') return;
  if (name === 'DeleteList-Request') users.contents.delete(id);
  if (name === 'CreateList-Request') {
    if (sure) users.contents.set(id, new Map(nicknamesIn(inside(value, 'NickList'))));
    else users.contents.delete(id);
  }
  const known = name === 'ListManage-Request' ? users.contents.get(id) : undefined;
  if (known === undefined) return;
  const added = nicknamesIn(inside(value, 'AddNickList'));
  const removed = nicknamesIn(inside(value, 'RemoveNickList'));
  if (!sure && added.length + removed.length > 0) {
    users.contents.delete(id);
    return;
  }
  // The server finds out whose a telephone number is.
  if (added.some(([one]) => /^\+?\d+(?:@|$)/.test(one))) {
    users.contents.delete(id);
    return;
  }
  for (const [one, nickname] of added) known.set(one, nickname);
  for (const [one] of removed) known.delete(one);
  if (user !== undefined && users.lists.get(id)?.owner !== user) users.contents.delete(id);
}

function learnOwn(name: string, value: Loose, users: Users, user: string, sure: boolean): void {
  if (name === 'UpdatePresence-Request') learnPublished(value, users, user, sure);
  if (name === 'BlockEntity-Request') learnAccess(value, users, user, sure);
  if (name === 'CreateAttributeList-Request' || name === 'DeleteAttributeList-Request') {
    const lists = [...several(value, 'ContactList'), ...several(inside(value, 'ContactListIDList'), 'ContactList')];
    const about = [...usersNamed(value), ...lists.map(String)].map(keyOf);
    const names = name === 'DeleteAttributeList-Request' ? 'none' : Object.keys(inside(value, 'PresenceSubList') ?? {});
    for (const one of about) {
      if (sure && (names === 'none' || names.length > 0)) users.attributes.set(`${user} ${one}`, names);
      else users.attributes.delete(`${user} ${one}`);
    }
  }
  if (name === 'UpdatePublicProfile-Request') {
    const known =
      value.ClearPublicProfile === true ? new Map<string, string>() : (users.profiles.get(user) ?? new Map());
    for (const one of elementsIn(inside(value, 'PublicProfile'), 'Property')) {
      const [property, content] = [text(one, 'Name'), text(one, 'Value')];
      if (property !== undefined && content !== undefined) known.set(property, content);
    }
    if (sure) users.profiles.set(user, known);
    else users.profiles.delete(user);
  }
}

function learnPublished(value: Loose, users: Users, user: string, sure: boolean): void {
  const known = users.published.get(user) ?? new Map<string, Loose | undefined>();
  const list = inside(value, 'PresenceSubList') ?? {};
  for (const name of Object.keys(list)) {
    const [given, another] = elementsIn(list, name);
    if (presenceAttribute(name) === undefined) continue;
    if (!sure || given === undefined || another !== undefined) known.delete(name);
    else known.set(name, given.Qualifier === false ? undefined : given);
  }
  users.published.set(user, known);
}

function learnAccess(value: Loose, users: Users, user: string, sure: boolean): void {
  const known = users.access.get(user) ?? new Map<string, boolean>();
  for (const list of ['BlockList', 'GrantList']) {
    const changes = inside(value, list);
    const instead = inside(changes, 'EntityList');
    // A whole list stands instead of what was there.
    for (const key of instead === undefined ? [] : known.keys()) if (key.startsWith(`${list} `)) known.delete(key);
    for (const one of [...several(instead, 'UserID'), ...several(instead, 'GroupID')]) {
      if (typeof one === 'string' && sure) known.set(`${list} ${keyOf(one)}`, true);
    }
    for (const [change, there] of [
      ['AddList', true],
      ['RemoveList', false],
    ] as const) {
      const entity = inside(changes, change);
      const own = inside(entity, 'EntityList') ?? entity;
      for (const one of [...several(own, 'UserID'), ...several(own, 'GroupID')]) {
        if (typeof one !== 'string') continue;
        if (sure) known.set(`${list} ${keyOf(one)}`, there);
        else known.delete(`${list} ${keyOf(one)}`);
      }
    }
  }
  users.access.set(user, known);
}

function learnNotices(name: string, value: Loose, { notices }: Session): void {
  const id = keyOf(text(value, 'GroupID') ?? '');
  const joins = name === 'JoinGroup-Request' || name === 'CreateGroup-Request';
  if (joins) notices.set(id, { state: value.SubscribeNotification === true ? 'on' : 'never', drained: false });
  if (name !== 'SubscribeGroupNotice-Request') return;
  const type = text(value, 'SubscribeType');
  if (type === 'S') notices.set(id, { state: 'on', drained: false });
  if (type === 'U') notices.set(id, { state: 'ended', drained: false });
}

function learnSearches({ name, value, to }: Answered, users: Users): void {
  if (to?.name === 'StopSearch-Request') users.stopped.set(String(to.value.SearchID ?? ''), true);
  if (name !== 'Search-Response') return;
  const id = String(value.SearchID ?? '');
  const limit = number(to?.value, 'SearchLimit');
  if (id === '') return;
  // A server may use an identifier again.
  if (to?.value.SearchID === undefined) users.stopped.delete(id);
  if (limit !== undefined) users.searchLimits.set(id, limit);
}

function learnSubscription(value: Loose, session: Session): void {
  const lists = [...several(value, 'ContactList'), ...several(inside(value, 'ContactListIDList'), 'ContactList')];
  if (lists.length > 0) session.wildSubscriptions = true;
  const names = Object.keys(inside(value, 'PresenceSubList') ?? {});
  for (const one of usersNamed(value).map(keyOf)) {
    const known = session.subscriptions.get(one) ?? new Set<string>();
    for (const name of names.length === 0 ? ['*'] : names) known.add(name);
    session.subscriptions.set(one, known);
  }
}
