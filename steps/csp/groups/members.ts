/** Members of groups in scenarios: adding and removing them, their roles, the reject list. */

import type { Answer } from '../../../src/client/answers.ts';
import { HarnessError } from '../../../src/conformance/scenario/signals.ts';
import { draft } from '../../../src/protocol/messages/any-version.ts';
import type { Value } from '../../../src/protocol/messages/infer.ts';
import { askGroup } from '../../support/group-use.ts';
import { groupOf } from '../../support/groups.ts';
import { unknownUser } from '../../support/login.ts';
import { sameUser } from '../../support/presence.ts';
import type { Party, World } from '../../support/world.ts';

export type Role = 'Admin' | 'Mod' | 'User';
type Users = readonly string[];

const userList = (users: Users) => ({ User: users.map((UserID) => ({ UserID })) });

/** AddGroupMembers-Request or RemoveGroupMembers-Request. */
export function changeMembers(
  world: World,
  party: Party,
  name: 'AddGroupMembers-Request' | 'RemoveGroupMembers-Request',
  id: string,
  users: Users,
): Promise<Answer> {
  return world.ask(party, {
    name,
    value: draft('AddGroupMembers-Request', { GroupID: id, UserList: userList(users) }),
  });
}

/** MemberAccess-Request that gives users a role. */
export function setRole(world: World, party: Party, id: string, users: Users, role: Role): Promise<Answer> {
  const list = userList(users);
  // Ordinary users stand in Users up to 1.2, in UserList in 1.3.
  const roles = role !== 'User' ? { [role]: { UserList: list } } : usersOf(world, list);
  return world.ask(party, {
    name: 'MemberAccess-Request',
    value: draft('MemberAccess-Request', { GroupID: id, ...roles }),
  });
}

function usersOf(world: World, list: object): object {
  return world.version === '1.3' ? { UserList: list } : { Users: { UserList: list } };
}

/** Makes somebody a member, where that is claimed, and gives a role. */
export async function makeMember(world: World, by: Party, label: string, user: Party, role: Role): Promise<void> {
  const id = groupOf(world, label);
  if (world.claims('IMPS-CSP-S-ADDGM')) {
    await world.prerequisite('CSP-MEM-004', async () => {
      world.expect.success(await changeMembers(world, by, 'AddGroupMembers-Request', id, [user.user]));
    });
  }
  if (role === 'User') return;
  await world.prerequisite('CSP-MEM-012', async () => {
    world.expect.success(await setRole(world, by, id, [user.user], role));
  });
}

/** RejectList-Request with these changes. */
export function changeRejectList(
  world: World,
  party: Party,
  id: string,
  changes: { readonly AddList?: Users; readonly RemoveList?: Users } = {},
): Promise<Answer> {
  const lists = Object.entries(changes).map(([key, users]) => [key, { UserID: users }] as const);
  return world.ask(party, {
    name: 'RejectList-Request',
    value: draft('RejectList-Request', { GroupID: id, ...Object.fromEntries(lists) }),
  });
}

/** The reject list an answer shows. */
export function rejectedIn(world: World, answer: Answer): Users {
  const { UserList } = world.expect.primitive(answer, 'RejectList-Response');
  return (UserList?.User ?? []).map(({ UserID }) => UserID);
}

interface Members {
  readonly UserList?: Value<'UserList'>;
}

interface Roles {
  readonly Admin: Users;
  readonly Mod: Users;
  readonly User: Users;
}

/** The members by role as a GetGroupMembers-Response tells them. */
export function membersIn(world: World, answer: Answer): Roles {
  const value = world.expect.primitive(answer, 'GetGroupMembers-Response') as {
    readonly Admin?: Members;
    readonly Mod?: Members;
    readonly Users?: Members;
    readonly UserList?: Value<'UserList'>;
  };
  const users = (list: Value<'UserList'> | undefined) => (list?.User ?? []).map(({ UserID }) => UserID);
  return {
    Admin: users(value.Admin?.UserList),
    Mod: users(value.Mod?.UserList),
    User: users(value.Users?.UserList ?? value.UserList),
  };
}

/** The members of a group as a party is told them. */
export async function membersShown(
  world: World,
  party: Party,
  label: string,
): Promise<Roles & { readonly answer: Answer }> {
  const answer = await askGroup(world, party, 'GetGroupMembers-Request', groupOf(world, label));
  return { answer, ...membersIn(world, answer) };
}

/** `B and the unknown user "nobody"` */
export function usersNamed(world: World, words: string): Users {
  return words.split(/, | and /).map((word) => {
    const [, unknown] = /^the unknown user "([^"]+)"$/.exec(word) ?? [];
    if (unknown !== undefined) return unknownUser(world, unknown);
    if (/^[A-D]$/.test(word)) return world.party(word).user;
    throw new HarnessError(`"${word}" names no user; write B, or the unknown user "nobody"`);
  });
}

export function includesUser(users: Users, user: string): boolean {
  return users.some((one) => sameUser(one, user));
}
