/** GetList, CreateList, DeleteList and ListManage (csp semantics, Contact lists). */

import { checkProperty, property } from '../../../protocol/facts/properties.ts';
import { anyVersion } from '../../../protocol/messages/any-version.ts';
import { type Primitive, primitive } from '../../../protocol/messages/envelope.ts';
import type { Value } from '../../../protocol/messages/infer.ts';
import type { Version } from '../../../protocol/version.ts';
import { type Handlers, Refusal, type RequestContext } from '../../element.ts';
import { combined, combinedStatus } from '../../results.ts';
import { limitCode } from '../../sessions/directory.ts';
import type { PresenceParts } from '../parts.ts';
import type { ContactList, Member, UserRecord } from '../state.ts';
import { createOutcomes, type Outcomes } from './outcomes.ts';

interface Properties {
  readonly displayName: string | undefined;
  readonly isDefault: boolean | undefined;
}

type NickList = { readonly NickName?: readonly Value<'NickName'>[]; readonly UserID?: readonly string[] };

/** NickList and AddNickList alike: named members and bare ones. */
function nicks(list: object | undefined): NickList {
  return (list ?? {}) as NickList;
}

export function contactListHandlers(parts: PresenceParts): Handlers {
  const { profile } = parts;

  /** @throws Refusal 752 for a property nobody knows, given twice, or with a value it does not take. */
  function readProperties(given: Value<'ContactListProperties'> | undefined, version: Version): Properties {
    const values = new Map<string, string>();
    for (const { Name: name, Value: value = '' } of given?.Property ?? []) {
      const facts = property('contact-list', name, version);
      if (facts === undefined && profile.unknownProperty === 'ignore') continue;
      const problem = checkProperty('contact-list', name, value, version);
      if (problem !== undefined) throw new Refusal(752, problem.message.slice(0, 200));
      const key = facts?.name ?? name;
      if (values.has(key)) throw new Refusal(752, `the property ${key} is given twice`);
      values.set(key, value);
    }
    const displayName = values.get('DisplayName');
    const longest = profile.limits.displayNameLength;
    if (displayName !== undefined && displayName.length > longest) {
      throw new Refusal(752, `DisplayName is longer than ${longest} characters`);
    }
    const isDefault = values.get('Default');
    return { displayName, isDefault: isDefault === undefined ? undefined : isDefault === 'T' };
  }

  /**
   * The members a request names, each once, the last nickname holding; every one goes into the outcomes.
   * @throws Refusal 702 for a nickname longer than the server keeps.
   */
  function readMembers(given: NickList, { version }: RequestContext, outcomes: Outcomes): readonly Member[] {
    const longest = profile.limits.nicknameLength;
    const members = new Map<string, Member>();
    const read = (text: string, nickname: string | undefined) => {
      if (nickname !== undefined && nickname.length > longest) {
        throw new Refusal(702, `the nickname is longer than ${longest} characters`);
      }
      const resolved = parts.directory.user(text, version);
      outcomes.user(text, resolved.code);
      if (resolved.code !== undefined) return;
      const { user } = resolved;
      members.set(user, { user, nickname: nickname ?? members.get(user)?.nickname });
    };
    for (const { Name: name, UserID: user } of given.NickName ?? []) read(user, name);
    for (const user of given.UserID ?? []) read(user, undefined);
    return [...members.values()];
  }

  /** @throws Refusal 754 when the list would hold more contacts than allowed. */
  function checkSize(present: number, added: number, version: Version): void {
    if (present + added <= profile.limits.contactsPerList) return;
    throw new Refusal(
      limitCode(version, 754),
      `a contact list holds at most ${profile.limits.contactsPerList} contacts`,
    );
  }

  function propertiesOf(owner: UserRecord, list: ContactList): Value<'ContactListProperties'> {
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
    return {
      ...(named.length === 0 ? {} : { NickName: named }),
      ...(plain.length === 0 ? {} : { UserID: plain }),
    } as Value<'NickList'>;
  }

  function ownList(owner: UserRecord, address: string): ContactList {
    const list = parts.contactLists.find(owner, address);
    if (list === undefined) throw new Refusal(700, 'there is no such contact list of yours');
    return list;
  }

  return {
    'GetList-Request'(_request, { session, version }) {
      const owner = parts.state.of(session.user);
      const lists = parts.contactLists.all(owner);
      const isDefault = (list: ContactList) => parts.contactLists.isDefault(owner, list);
      const twice = version === '1.1' && profile.defaultListTwice;
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
    },

    'CreateList-Request'(request, context) {
      const { session, version } = context;
      const owner = parts.state.of(session.user);
      if (request.ContactList.length > profile.limits.addressLength) {
        throw new Refusal(402, `the address is longer than ${profile.limits.addressLength} characters`);
      }
      const name = parts.directory.ownList(request.ContactList, session.user);
      if (name === undefined) {
        throw new Refusal(
          402,
          `write ${session.user.replace('@', '/list@')}, without '/', '@', '+' or space in the name`,
        );
      }
      if (owner.contactLists.has(name.key)) throw new Refusal(701, 'you have a contact list of this address');
      const { displayName, isDefault } = readProperties(request.ContactListProperties, version);
      const outcomes = createOutcomes();
      outcomes.list(request.ContactList);
      const members = readMembers(nicks(request.NickList), context, outcomes);
      if (owner.contactLists.size >= profile.limits.contactListsPerUser) {
        throw new Refusal(
          limitCode(version, 753),
          `a user has at most ${profile.limits.contactListsPerUser} contact lists`,
        );
      }
      checkSize(0, members.length, version);
      const list = parts.contactLists.create(owner, { ...name, displayName, members, makeDefault: isDefault === true });
      parts.notices.listChanged(session, list, 'CLCR');
      const added = members.map((member) => member.user);
      parts.notices.addedToList(owner, added);
      if (version !== '1.3' || combined(outcomes.items, version).Code !== 200) {
        return combinedStatus(outcomes.items, version);
      }
      return primitive('CreateList-Response', {
        ContactList: list.address,
        ContactListProperties: propertiesOf(owner, list),
      });
    },

    'DeleteList-Request'(request, { session }) {
      const owner = parts.state.of(session.user);
      const list = ownList(owner, request.ContactList);
      parts.contactLists.remove(owner, list);
      parts.notices.listChanged(session, list, 'CLD');
      return 200;
    },

    'ListManage-Request'(raw, context): Primitive {
      const request = anyVersion(raw);
      const { session, version } = context;
      const owner = parts.state.of(session.user);
      const list = ownList(owner, request.ContactList);
      const outcomes = createOutcomes();
      // 1.1 always returns members: those concerned by a change (its examples), all of them in a mere reading.
      let concerned: Iterable<Member> | undefined = list.members.values();

      if (request.AddNickList !== undefined) {
        const members = readMembers(nicks(request.AddNickList), context, outcomes);
        outcomes.refuseIfFailed(version);
        checkSize(list.members.size, members.filter((member) => !list.members.has(member.user)).length, version);
        const users = members.map((member) => member.user);
        const granting = request.AuthorizeAndGrant === true && profile.authorizeAndGrant;
        // First what may be refused: nothing of a refused request is carried out.
        if (granting && parts.links.grant?.(session, users) === false) {
          throw new Refusal(402, 'the granted list has no room for these users');
        }
        const added = parts.contactLists.addMembers(owner, list, members);
        if (granting) parts.attributeLists.authorizeMembers(owner, list, users);
        parts.notices.addedToList(owner, added);
        concerned = members.map((member) => list.members.get(member.user) ?? member);
      } else if (request.RemoveNickList !== undefined) {
        const users = absentOrPresent(request.RemoveNickList.UserID, list, context, outcomes);
        outcomes.refuseIfFailed(version);
        parts.contactLists.removeMembers(owner, list, users);
        concerned = [];
      } else if (request.ContactListProperties !== undefined) {
        const { displayName, isDefault } = readProperties(request.ContactListProperties, version);
        if (displayName !== undefined) parts.contactLists.rename(list, displayName);
        // Default F has no effect: there is a default list as long as there are lists.
        if (isDefault === true) parts.contactLists.makeDefault(owner, list);
        concerned = undefined;
      }
      const reading =
        request.AddNickList === undefined &&
        request.RemoveNickList === undefined &&
        request.ContactListProperties === undefined;
      if (!reading) parts.notices.listChanged(session, list, 'CLC');
      if (version !== '1.1') concerned = request.ReceiveList === true ? list.members.values() : undefined;
      return primitive('ListManage-Response', {
        Result: combined(outcomes.items, version),
        ...(concerned === undefined ? {} : { NickList: nickListOf(concerned) }),
        ContactListProperties: propertiesOf(owner, list),
      } as Value<'ListManage-Response'>);
    },
  };

  /** The members among the users to be removed. Who is not in the list is no failure (AMB-092), an unknown user is. */
  function absentOrPresent(
    written: readonly string[],
    list: ContactList,
    { version }: RequestContext,
    outcomes: Outcomes,
  ): readonly string[] {
    const users: string[] = [];
    for (const text of written) {
      const user = parts.access.accounts.canonical(text);
      if (user !== undefined && list.members.has(user)) {
        users.push(user);
        outcomes.user(text);
        continue;
      }
      const resolved = parts.directory.user(text, version);
      const isMember = resolved.code === undefined && list.members.has(resolved.user);
      if (resolved.code === undefined && isMember) users.push(resolved.user);
      outcomes.user(text, resolved.code ?? (isMember || profile.removeAbsent === 'accept' ? 200 : 531));
    }
    return users;
  }
}
