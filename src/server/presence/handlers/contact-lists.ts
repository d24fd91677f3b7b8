/** GetList, CreateList, DeleteList and ListManage (csp semantics, Contact lists). */

import { type AnyVersion, anyVersion, draft } from '../../../protocol/messages/any-version.ts';
import { type Primitive, primitive } from '../../../protocol/messages/envelope.ts';
import type { Value } from '../../../protocol/messages/infer.ts';
import { type Handlers, Refusal, type RequestContext } from '../../element.ts';
import { combined, combinedStatus } from '../../results.ts';
import { limitCode } from '../../sessions/directory.ts';
import type { PresenceParts } from '../parts.ts';
import type { ContactList, Member, UserRecord } from '../state.ts';
import { checkSize, membersToRemove, readMembers, readProperties } from './contact-list-requests.ts';
import { createOutcomes, type Outcomes } from './outcomes.ts';

function propertiesOf(owner: UserRecord, list: ContactList, parts: PresenceParts): Value<'ContactListProperties'> {
  return {
    Property: [
      { Name: 'DisplayName', Value: list.displayName ?? '' },
      { Name: 'Default', Value: parts.contactLists.isDefault(owner, list) ? 'T' : 'F' },
    ],
  };
}

function nickListOf(members: Iterable<Member>): Value<'NickList'> {
  const named: { Name: string; UserID: string }[] = [];
  const plain: string[] = [];
  for (const { user, nickname } of members) {
    if (nickname === undefined) plain.push(user);
    else named.push({ Name: nickname, UserID: user });
  }
  return draft('NickList', {
    ...(named.length === 0 ? {} : { NickName: named }),
    ...(plain.length === 0 ? {} : { UserID: plain }),
  });
}

/** @throws Refusal 700 */
function ownList(owner: UserRecord, address: string, parts: PresenceParts): ContactList {
  const list = parts.contactLists.find(owner, address);
  if (list === undefined) throw new Refusal(700, 'there is no such contact list of yours');
  return list;
}

function getList({ session, version }: RequestContext, parts: PresenceParts): Primitive {
  const owner = parts.state.of(session.user);
  const lists = parts.contactLists.all(owner);
  const isDefault = (list: ContactList) => parts.contactLists.isDefault(owner, list);
  const twice = version === '1.1' && parts.profile.defaultListTwice;
  const others = lists.filter((list) => twice || !isDefault(list)).map((list) => list.address);
  const standard = lists.find(isDefault);
  const series =
    others.length === 0
      ? {}
      : version === '1.3'
        ? { ContactListIDList: { ContactList: others } }
        : { ContactList: others };
  return primitive('GetList-Response', {
    ...series,
    ...(standard === undefined ? {} : { DefaultContactList: standard.address }),
  });
}

function createList(request: Value<'CreateList-Request'>, context: RequestContext, parts: PresenceParts): Primitive {
  const { session, version } = context;
  const { limits } = parts.profile;
  const owner = parts.state.of(session.user);
  if (request.ContactList.length > limits.addressLength) {
    throw new Refusal(402, `the address is longer than ${limits.addressLength} characters`);
  }
  const name = parts.directory.ownList(request.ContactList, session.user);
  if (name === undefined) {
    throw new Refusal(402, `write ${session.user.replace('@', '/list@')}, without '/', '@', '+' or space in the name`);
  }
  if (owner.contactLists.has(name.key)) throw new Refusal(701, 'you have a contact list of this address');
  const { displayName, isDefault } = readProperties(request.ContactListProperties, version, parts);
  const outcomes = createOutcomes();
  outcomes.list(request.ContactList);
  const members = readMembers(request.NickList, context, outcomes, parts);
  if (owner.contactLists.size >= limits.contactListsPerUser) {
    throw new Refusal(limitCode(version, 753), `a user has at most ${limits.contactListsPerUser} contact lists`);
  }
  checkSize(0, members.length, version, parts);
  const list = parts.contactLists.create(owner, { ...name, displayName, members, makeDefault: isDefault === true });
  parts.notices.listChanged(session, list, 'CLCR');
  const added = members.map((member) => member.user);
  parts.notices.addedToList(owner, added);
  if (version !== '1.3' || combined(outcomes.items, version).Code !== 200) {
    return combinedStatus(outcomes.items, version);
  }
  return primitive('CreateList-Response', {
    ContactList: list.address,
    ContactListProperties: propertiesOf(owner, list, parts),
  });
}

function deleteList(request: Value<'DeleteList-Request'>, { session }: RequestContext, parts: PresenceParts): number {
  const owner = parts.state.of(session.user);
  const list = ownList(owner, request.ContactList, parts);
  parts.contactLists.remove(owner, list);
  parts.notices.listChanged(session, list, 'CLD');
  return 200;
}

type Managing = AnyVersion<Value<'ListManage-Request'>>;

/** A change of a contact list under way. */
interface Change {
  readonly owner: UserRecord;
  readonly list: ContactList;
  readonly context: RequestContext;
  readonly outcomes: Outcomes;
  readonly parts: PresenceParts;
}

/** Adds members; they are those a 1.1 answer names. */
function addTo({ owner, list, context, outcomes, parts }: Change, request: Managing): Iterable<Member> {
  const { session, version } = context;
  const members = readMembers(request.AddNickList, context, outcomes, parts);
  outcomes.refuseIfFailed(version);
  checkSize(list.members.size, members.filter((member) => !list.members.has(member.user)).length, version, parts);
  const users = members.map((member) => member.user);
  const granting = request.AuthorizeAndGrant === true && parts.profile.authorizeAndGrant;
  // First what may be refused: nothing of a refused request is carried out.
  if (granting && parts.links.grant?.(session, users) === false) {
    throw new Refusal(402, 'the granted list has no room for these users');
  }
  const added = parts.contactLists.addMembers(owner, list, members);
  if (granting) parts.attributeLists.authorizeMembers(owner, list, users);
  parts.notices.addedToList(owner, added);
  return members.map((member) => list.members.get(member.user) ?? member);
}

function removeFrom({ owner, list, context, outcomes, parts }: Change, written: readonly string[]): void {
  const users = membersToRemove(written, list, context, outcomes, parts);
  outcomes.refuseIfFailed(context.version);
  parts.contactLists.removeMembers(owner, list, users);
}

function setProperties(change: Change, given: Value<'ContactListProperties'>): void {
  const { owner, list, context, parts } = change;
  const { displayName, isDefault } = readProperties(given, context.version, parts);
  if (displayName !== undefined) parts.contactLists.rename(list, displayName);
  // Default F has no effect: there is a default list as long as there are lists.
  if (isDefault === true) parts.contactLists.makeDefault(owner, list);
}

/** Makes the change a request asks for. @returns the members concerned by it, undefined where it is not about members */
function manage(change: Change, request: Managing): Iterable<Member> | undefined {
  if (request.AddNickList !== undefined) return addTo(change, request);
  if (request.RemoveNickList !== undefined) {
    removeFrom(change, request.RemoveNickList.UserID);
    return [];
  }
  if (request.ContactListProperties !== undefined) setProperties(change, request.ContactListProperties);
  return undefined;
}

function manageList(raw: Value<'ListManage-Request'>, context: RequestContext, parts: PresenceParts): Primitive {
  const request = anyVersion(raw);
  const { session, version } = context;
  const owner = parts.state.of(session.user);
  const list = ownList(owner, request.ContactList, parts);
  const outcomes = createOutcomes();
  const reading =
    request.AddNickList === undefined &&
    request.RemoveNickList === undefined &&
    request.ContactListProperties === undefined;
  // 1.1 always returns members: those concerned by a change (its examples), all of them in a mere reading.
  const concerned = reading ? list.members.values() : manage({ owner, list, context, outcomes, parts }, request);
  if (!reading) parts.notices.listChanged(session, list, 'CLC');
  const asked = request.ReceiveList === true ? list.members.values() : undefined;
  const shown = version === '1.1' ? concerned : asked;
  return primitive(
    'ListManage-Response',
    draft('ListManage-Response', {
      Result: combined(outcomes.items, version),
      ...(shown === undefined ? {} : { NickList: nickListOf(shown) }),
      ContactListProperties: propertiesOf(owner, list, parts),
    }),
  );
}

export function contactListHandlers(parts: PresenceParts): Handlers {
  return {
    'GetList-Request': (_request, context) => getList(context, parts),
    'CreateList-Request': (request, context) => createList(request, context, parts),
    'DeleteList-Request': (request, context) => deleteList(request, context, parts),
    'ListManage-Request': (request, context) => manageList(request, context, parts),
  };
}
