/** GetGroupMembers, AddGroupMembers, RemoveGroupMembers, MemberAccess, RejectList (GETGM, ADDGM, RMVGM, MBRAC, REJEC). */

import type { PrivilegeLevel } from '../../../protocol/facts/properties.ts';
import { anyVersion, draft } from '../../../protocol/messages/any-version.ts';
import { primitive } from '../../../protocol/messages/envelope.ts';
import type { Value } from '../../../protocol/messages/infer.ts';
import { type Handler, type Handlers, Refusal, type RequestContext } from '../../element.ts';
import { combinedStatus, type ItemOutcome } from '../../results.ts';
import type { GroupParts } from '../parts.ts';
import type { GroupRight } from '../rules.ts';
import { type Group, holderOf, roleOf } from '../state.ts';

type UserList = Value<'UserList'>;

/** The group, where the user of the session has this right. @throws Refusal 800, 816 */
function governed(groupId: string, right: GroupRight, { session }: RequestContext, parts: GroupParts): Group {
  const group = parts.store.required(groupId);
  if (!parts.rules.may(group, session.user, right)) throw new Refusal(816);
  return group;
}

/** Somebody a request names, by UserID or by the screen name held in the group. */
interface Named {
  readonly user: string | undefined;
  readonly written: string;
  readonly item: ItemOutcome['item'];
  /** 200, or why the name names nobody. */
  readonly code: number;
}

function byId(id: string, { point }: GroupParts): Named {
  const user = point.accounts.canonical(id);
  const unknown = user === undefined || (point.accounts.isHome(user) && !point.accounts.has(user));
  return { user, written: id, item: { UserID: id }, code: unknown ? 531 : 200 };
}

function byScreenName(name: Value<'ScreenName'>, group: Group): Named {
  const user = holderOf(group, name.SName)?.session.user;
  return { user, written: user ?? '', item: { ScreenName: name }, code: user === undefined ? 810 : 200 };
}

function namedIn(list: UserList | undefined, group: Group, parts: GroupParts): Named[] {
  return [
    ...(list?.User ?? []).map((entry) => byId(entry.UserID, parts)),
    ...(list?.ScreenName ?? []).map((name) => byScreenName(name, group)),
  ];
}

/** UserList up to 1.2, UserList or UserIDList in 1.3. */
function requestedUsers(
  request: { readonly UserList?: UserList | undefined; readonly UserIDList?: Value<'UserIDList'> | undefined },
  group: Group,
  parts: GroupParts,
): Named[] {
  return [
    ...namedIn(request.UserList, group, parts),
    ...(request.UserIDList?.UserID ?? []).map((id) => byId(id, parts)),
  ];
}

/** A moderator does nothing to administrators; nobody does anything to the owner. */
function untouchable(group: Group, by: string, user: string): boolean {
  if (group.owner === user) return true;
  return roleOf(group, user) === 'Admin' && group.owner !== by && roleOf(group, by) !== 'Admin';
}

function getGroupMembers(parts: GroupParts): Handler<'GetGroupMembers-Request'> {
  return (request, context) => {
    const group = governed(request.GroupID, 'read-members', context, parts);
    const list = (level: PrivilegeLevel) => ({
      UserList: {
        User: [...group.members].filter(([, role]) => role === level).map(([user]) => ({ UserID: user })),
      },
    });
    const users = list('User');
    return primitive(
      'GetGroupMembers-Response',
      draft('GetGroupMembers-Response', {
        Admin: list('Admin'),
        Mod: list('Mod'),
        ...(context.version === '1.3' ? users : { Users: users }),
      }),
    );
  };
}

function addGroupMembers(parts: GroupParts): Handler<'AddGroupMembers-Request'> {
  return (request, context) => {
    const group = governed(request.GroupID, 'change-members', context, parts);
    const named = requestedUsers(anyVersion(request), group, parts);
    const fresh = named.filter((entry) => entry.code === 200 && !group.members.has(entry.user ?? ''));
    const { membersPerGroup } = parts.profile.limits;
    if (group.members.size + fresh.length > membersPerGroup) {
      throw new Refusal(402, `a group has at most ${membersPerGroup} members`);
    }
    for (const { user } of fresh) if (user !== undefined) group.members.set(user, 'User');
    return combinedStatus(named, context.version);
  };
}

function removeGroupMembers(parts: GroupParts): Handler<'RemoveGroupMembers-Request'> {
  return (request, context) => {
    const group = governed(request.GroupID, 'change-members', context, parts);
    const outcomes = requestedUsers(anyVersion(request), group, parts).map((entry): ItemOutcome => {
      const { user } = entry;
      if (entry.code !== 200 || user === undefined) return entry;
      if (!group.members.has(user)) return { ...entry, code: 810 };
      if (untouchable(group, context.session.user, user)) return { ...entry, code: 816 };
      group.members.delete(user);
      if (parts.rules.mustLeave(group, user)) parts.store.force(group, user, 816);
      return entry;
    });
    return combinedStatus(outcomes, context.version);
  };
}

function memberAccess(parts: GroupParts): Handler<'MemberAccess-Request'> {
  return (request, context) => {
    const group = governed(request.GroupID, 'change-roles', context, parts);
    const { Admin, Mod, Users, UserList } = anyVersion(request);
    const set = (list: UserList | undefined, role: PrivilegeLevel): ItemOutcome[] =>
      namedIn(list, group, parts).map((entry) => {
        const { user } = entry;
        if (entry.code !== 200 || user === undefined) return entry;
        if (user === group.owner) return { ...entry, code: role === 'Admin' ? 200 : 816 };
        // Somebody who is not a member becomes one with the role (AMB-187).
        const before = group.members.get(user);
        group.members.set(user, role);
        if (before !== role) parts.notices.ownProperties(group, user);
        return entry;
      });
    const outcomes = [
      ...set(Admin?.UserList, 'Admin'),
      ...set(Mod?.UserList, 'Mod'),
      ...set(Users?.UserList ?? UserList, 'User'),
    ];
    return combinedStatus(outcomes, context.version);
  };
}

function rejectList(parts: GroupParts): Handler<'RejectList-Request'> {
  return (request, context) => {
    const group = governed(request.GroupID, 'change-reject-list', context, parts);
    const read = (list: Value<'AddList'> | undefined): Named[] => [
      ...(list?.UserID ?? []).map((id) => byId(id, parts)),
      ...(list?.ScreenName ?? []).map((name) => byScreenName(name, group)),
    ];
    const outcomes = read(request.AddList).map((entry): ItemOutcome => {
      const { user } = entry;
      if (entry.code !== 200 || user === undefined) return entry;
      if (untouchable(group, context.session.user, user)) return { ...entry, code: 816 };
      if (group.rejected.size >= parts.profile.limits.membersPerGroup) return { ...entry, code: 402 };
      group.rejected.set(user, entry.written);
      parts.store.force(group, user, 809);
      return entry;
    });
    for (const { user } of read(request.RemoveList)) if (user !== undefined) group.rejected.delete(user);
    if (outcomes.some((outcome) => outcome.code !== 200)) return combinedStatus(outcomes, context.version);
    return primitive(
      'RejectList-Response',
      draft('RejectList-Response', {
        UserList: { User: [...group.rejected.keys()].map((user) => ({ UserID: user })) },
      }),
    );
  };
}

export function memberHandlers(parts: GroupParts): Handlers {
  return {
    'GetGroupMembers-Request': getGroupMembers(parts),
    'AddGroupMembers-Request': addGroupMembers(parts),
    'RemoveGroupMembers-Request': removeGroupMembers(parts),
    'MemberAccess-Request': memberAccess(parts),
    'RejectList-Request': rejectList(parts),
  };
}
