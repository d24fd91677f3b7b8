/** The parts of requests about contact lists: properties, members, nicknames. */
import { checkProperty, property } from '../../../protocol/facts/properties.ts';
import type { Value } from '../../../protocol/messages/infer.ts';
import type { Version } from '../../../protocol/version.ts';
import { Refusal, type RequestContext } from '../../element.ts';
import { limitCode } from '../../sessions/directory.ts';
import type { PresenceParts } from '../parts.ts';
import type { ContactList, Member } from '../state.ts';
import type { Outcomes } from './outcomes.ts';

interface Properties {
  readonly displayName: string | undefined;
  readonly isDefault: boolean | undefined;
}

type NickList = { readonly NickName?: readonly Value<'NickName'>[]; readonly UserID?: readonly string[] };

/** NickList and AddNickList alike: named members and bare ones. */
function nicks(list: object | undefined): NickList {
  return list ?? {};
}

/** @throws Refusal 752 for a property nobody knows, given twice, or with a value it does not take. */
export function readProperties(
  given: Value<'ContactListProperties'> | undefined,
  version: Version,
  { profile }: PresenceParts,
): Properties {
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
export function readMembers(
  list: object | undefined,
  { version }: RequestContext,
  outcomes: Outcomes,
  { profile, directory }: PresenceParts,
): readonly Member[] {
  const given = nicks(list);
  const longest = profile.limits.nicknameLength;
  const members = new Map<string, Member>();
  const read = (text: string, nickname: string | undefined) => {
    if (nickname !== undefined && nickname.length > longest) {
      throw new Refusal(702, `the nickname is longer than ${longest} characters`);
    }
    const resolved = directory.user(text, version);
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
export function checkSize(present: number, added: number, version: Version, { profile }: PresenceParts): void {
  if (present + added <= profile.limits.contactsPerList) return;
  throw new Refusal(limitCode(version, 754), `a contact list holds at most ${profile.limits.contactsPerList} contacts`);
}

/** The members among the users to be removed. Who is not in the list is no failure (AMB-092), an unknown user is. */
export function membersToRemove(
  written: readonly string[],
  list: ContactList,
  { version }: RequestContext,
  outcomes: Outcomes,
  { access, directory, profile }: PresenceParts,
): readonly string[] {
  const users: string[] = [];
  for (const text of written) {
    const user = access.accounts.canonical(text);
    if (user !== undefined && list.members.has(user)) {
      users.push(user);
      outcomes.user(text);
      continue;
    }
    const resolved = directory.user(text, version);
    const isMember = resolved.code === undefined && list.members.has(resolved.user);
    if (resolved.code === undefined && isMember) users.push(resolved.user);
    outcomes.user(text, resolved.code ?? (isMember || profile.removeAbsent === 'accept' ? 200 : 531));
  }
  return users;
}
