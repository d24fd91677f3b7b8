/** Defects of members, roles, the reject list and the list of joined users. */

import { anyVersion } from '../../../../protocol/messages/any-version.ts';
import type { PrimitiveName } from '../../../../protocol/messages/envelope.ts';
import type { Value } from '../../../../protocol/messages/infer.ts';
import { roleOf } from '../../../../server/groups/state.ts';
import { result } from '../../../../server/results.ts';
import type { Change, Defect } from '../../../types.ts';
import { edits, leavesOut, mistakesCode, mistakesInside } from '../../../ways/families.ts';
import { groupHandler, groupRules, groupStore, readsAs, withholds } from '../../../ways/groups.ts';

/** An unknown group is refused with a code that means something else. */
function unknownGroup(id: string, requirement: string, request: PrimitiveName): Defect {
  return {
    id,
    title: `refuses ${request} for an unknown group with a code that means something else`,
    requirements: [requirement],
    change: mistakesCode(800, 404, request),
  };
}

/** Whoever may not do it is refused with a code that means something else. */
function notPrivileged(id: string, requirement: string, request: PrimitiveName): Defect {
  return {
    id,
    title: `refuses ${request} of an ordinary user with a code that means something else`,
    requirements: [requirement],
    change: mistakesCode(816, 403, request),
  };
}

function unknownMember(id: string, requirement: string, request: PrimitiveName): Defect {
  return {
    id,
    title: `reports an unknown user in ${request} with a code that means something else`,
    requirements: [requirement],
    change: mistakesInside(request, 531, 404),
  };
}

type Users = Value<'UserList'>;

/** Ordinary users are listed twice. */
function listsTwice(): Change {
  const twice = (list: Users | undefined) => ({ User: [...(list?.User ?? []), ...(list?.User ?? [])] });
  return edits('GetGroupMembers-Response', (value) => {
    const known = anyVersion(value);
    return known.Users === undefined
      ? { ...known, UserList: twice(known.UserList) }
      : { ...known, Users: { UserList: twice(known.Users.UserList) } };
  });
}

/** Members may leave groups they never joined. */
function membersLeave(): Change {
  return groupHandler('LeaveGroup-Request', (standard, store) => (request, context) => {
    const { GroupID } = request;
    const group = store.find(GroupID);
    const joined = group !== undefined && store.joinedBy(context.session).includes(group);
    if (joined || group?.members.has(context.session.user) !== true) return standard(request, context);
    return { name: 'LeaveGroup-Response', value: { GroupID, Result: result(200) } };
  });
}

/** Members who were removed are members again at once. */
function removesNobody(): Change {
  return groupHandler('RemoveGroupMembers-Request', (standard, store) => (request, context) => {
    const group = store.find(request.GroupID);
    const before = new Map(group?.members);
    const answer = standard(request, context);
    for (const [user, role] of before) group?.members.set(user, role);
    return answer;
  });
}

/** Users taken off the reject list are on it again at once. */
function forgivesNobody(): Change {
  return groupHandler('RejectList-Request', (standard, store) => (request, context) => {
    const { GroupID, RemoveList } = request;
    const group = store.find(GroupID);
    const before = new Map(group?.rejected);
    const answer = standard(request, context);
    if (RemoveList !== undefined) for (const [user, written] of before) group?.rejected.set(user, written);
    return answer;
  });
}

/** The reject list is shown empty to requests that are so. */
function showsNobodyRejected(when: (request: Value<'RejectList-Request'>) => boolean): Change {
  return groupHandler('RejectList-Request', (standard) => (request, context) => {
    const answer = standard(request, context);
    if (typeof answer === 'number' || answer.name !== 'RejectList-Response') return answer;
    const shown = when(request);
    return shown ? { name: 'RejectList-Response', value: { UserList: { User: [] } } } : answer;
  });
}

/** Whoever joined first is missing in the list ordinary users get. */
function lacksFirst(): Change {
  return edits('GetJoinedUsers-Response', (value) => {
    const { UserMapList } = value;
    const Mapping = UserMapList?.UserMapping?.Mapping.slice(1);
    return Mapping === undefined ? value : { ...value, UserMapList: { UserMapping: { Mapping } } };
  });
}

/** Leaves UserMapping, the ordinary users, out of the list that administrators get. */
function lacksOrdinary(): Change {
  return edits('GetJoinedUsers-Response', (value) => {
    const { AdminMapList } = value;
    if (AdminMapList?.AdminMapping === undefined) return value;
    const { UserMapping: _left, ...others } = AdminMapList;
    return { AdminMapList: others };
  });
}

/** Administrators get the list ordinary users get. */
function withoutRoles(): Change {
  return edits('GetJoinedUsers-Response', (value) => {
    const { AdminMapList } = value;
    if (AdminMapList === undefined) return value;
    const Mapping = Object.values(AdminMapList).flatMap((list) => list?.Mapping ?? []);
    return { UserMapList: { UserMapping: { Mapping } } };
  });
}

export const memberDefects: readonly Defect[] = [
  {
    id: 'members-listed-twice',
    title: 'lists ordinary members twice',
    requirements: ['CSP-MEM-001'],
    unavoidable: ['CSP-MEM-004', 'CSP-MEM-061'],
    change: listsTwice(),
  },
  {
    id: 'members-without-owner',
    title: 'leaves administrators out of the list of members',
    requirements: ['CSP-MEM-054'],
    unavoidable: ['CSP-MEM-012'],
    change: leavesOut('GetGroupMembers-Response', 'Admin'),
  },
  {
    id: 'members-read-by-anybody',
    title: 'tells everybody the members of a group',
    requirements: ['CSP-MEM-002'],
    change: groupRules((standard) => ({
      may: (group, user, right) => right === 'read-members' || standard.may(group, user, right),
    })),
  },
  unknownGroup('members-read-unknown-404', 'CSP-MEM-003', 'GetGroupMembers-Request'),
  {
    id: 'members-added-202',
    title: 'answers the addition of members with 202',
    requirements: ['CSP-MEM-004'],
    unavoidable: ['CSP-MEM-035', 'CSP-MEM-061'],
    change: mistakesCode(200, 202, 'AddGroupMembers-Request'),
  },
  notPrivileged('members-add-not-allowed-403', 'CSP-MEM-005', 'AddGroupMembers-Request'),
  unknownMember('members-add-nobody-404', 'CSP-MEM-006', 'AddGroupMembers-Request'),
  {
    id: 'members-taken-for-joined',
    title: 'takes members for joined users when they leave',
    requirements: ['CSP-MEM-007'],
    change: membersLeave(),
  },
  {
    id: 'members-removed-in-name',
    title: 'says 200 to the removal of members and keeps them',
    requirements: ['CSP-MEM-008'],
    unavoidable: ['CSP-MEM-036', 'CSP-MEM-061'],
    change: removesNobody(),
  },
  {
    id: 'members-remove-stranger-404',
    title: 'reports the removal of a user who is no member with a code that means something else',
    requirements: ['CSP-MEM-009'],
    change: mistakesInside('RemoveGroupMembers-Request', 810, 404),
  },
  notPrivileged('members-remove-not-allowed-403', 'CSP-MEM-010', 'RemoveGroupMembers-Request'),
  {
    id: 'roles-given-202',
    title: 'answers a MemberAccess-Request with 202',
    requirements: ['CSP-MEM-012'],
    unavoidable: ['CSP-MEM-061'],
    change: mistakesCode(200, 202, 'MemberAccess-Request'),
  },
  {
    id: 'roles-given-by-moderators',
    title: 'lets moderators give roles',
    requirements: ['CSP-MEM-013'],
    change: groupRules((standard) => ({
      may: (group, user, right) =>
        (right === 'change-roles' && group.members.get(user) === 'Mod') || standard.may(group, user, right),
    })),
  },
  // A moderator is refused for the same reason.
  { ...notPrivileged('roles-not-allowed-403', 'CSP-MEM-014', 'MemberAccess-Request'), unavoidable: ['CSP-MEM-013'] },
  unknownMember('roles-nobody-404', 'CSP-MEM-015', 'MemberAccess-Request'),
  {
    id: 'roles-owner-administrates-alone',
    title: 'lets only the owner change common properties',
    requirements: ['CSP-MEM-016'],
    change: groupRules((standard) => ({
      may: (group, user, right) =>
        right === 'set-properties' ? group.owner === user : standard.may(group, user, right),
    })),
  },
  {
    id: 'roles-not-told',
    title: 'tells nobody of a new role',
    requirements: ['CSP-MEM-017'],
    change: withholds((notice) => 'OwnProperties' in notice),
  },
  {
    id: 'rejected-not-shown',
    title: 'shows the reject list empty in answer to an addition',
    requirements: ['CSP-MEM-018'],
    unavoidable: ['CSP-MEM-037', 'CSP-MEM-061'],
    change: showsNobodyRejected(({ AddList }) => AddList !== undefined),
  },
  {
    id: 'rejected-shown-empty',
    title: 'shows the reject list empty to requests without changes',
    requirements: ['CSP-MEM-019'],
    change: showsNobodyRejected(({ AddList, RemoveList }) => AddList === undefined && RemoveList === undefined),
  },
  {
    id: 'rejected-for-ever',
    title: 'goes on refusing users who were taken off the reject list',
    requirements: ['CSP-MEM-020'],
    unavoidable: ['CSP-MEM-037'],
    change: forgivesNobody(),
  },
  {
    id: 'rejected-forced-out-816',
    title: 'forces rejected users out for a reason that is not true',
    requirements: ['CSP-MEM-021'],
    unavoidable: ['CSP-MEM-061'],
    change: groupStore((standard) => ({
      force: (group, user, code) => standard.force(group, user, code === 809 ? 816 : code),
    })),
  },
  notPrivileged('rejected-not-allowed-403', 'CSP-MEM-022', 'RejectList-Request'),
  unknownMember('rejected-nobody-404', 'CSP-MEM-023', 'RejectList-Request'),
  {
    id: 'joined-list-lacks-first',
    title: 'leaves the one who joined first out of the list of joined users',
    requirements: ['CSP-MEM-025'],
    change: lacksFirst(),
  },
  {
    id: 'joined-list-lacks-ordinary',
    title: 'tells administrators only who administrates with them',
    requirements: ['CSP-MEM-025'],
    change: lacksOrdinary(),
  },
  {
    id: 'joined-list-without-roles',
    title: 'gives administrators the list ordinary users get',
    requirements: ['CSP-MEM-026'],
    change: withoutRoles(),
  },
  {
    id: 'joined-list-shows-users',
    title: 'shows the UserID behind every screen name',
    requirements: ['CSP-MEM-027'],
    change: groupRules(() => ({ showsUser: () => true })),
  },
  {
    id: 'joined-list-hides-users',
    title: 'shows ordinary users no UserID behind a screen name, whatever ShowID says',
    requirements: ['CSP-MEM-064'],
    change: groupRules((standard) => ({
      showsUser: (group, user, to) => roleOf(group, to) !== 'User' && standard.showsUser(group, user, to),
    })),
  },
  {
    id: 'joined-list-not-joined-404',
    title: 'refuses the joined users to those who are not joined with a code that means something else',
    requirements: ['CSP-MEM-028'],
    change: mistakesCode(808, 404, 'GetJoinedUsers-Request'),
  },
  unknownGroup('members-add-unknown-404', 'CSP-MEM-029', 'AddGroupMembers-Request'),
  unknownGroup('members-remove-unknown-404', 'CSP-MEM-030', 'RemoveGroupMembers-Request'),
  unknownGroup('roles-unknown-404', 'CSP-MEM-031', 'MemberAccess-Request'),
  unknownGroup('rejected-unknown-group-404', 'CSP-MEM-032', 'RejectList-Request'),
  unknownGroup('joined-list-unknown-404', 'CSP-MEM-033', 'GetJoinedUsers-Request'),
  {
    id: 'moderators-powerless',
    title: 'gives moderators no right that ordinary users lack',
    requirements: ['CSP-MEM-034', 'CSP-MEM-035', 'CSP-MEM-036', 'CSP-MEM-037'],
    change: groupRules((standard) => ({
      may: (group, user, right) => (roleOf(group, user) === 'Mod' ? false : standard.may(group, user, right)),
    })),
  },
  {
    id: 'administrators-without-lists',
    title: 'lets administrators change properties, but neither members nor the reject list',
    requirements: ['CSP-MEM-034', 'CSP-MEM-035', 'CSP-MEM-036', 'CSP-MEM-037'],
    change: groupRules((standard) => ({
      may: (group, user, right) =>
        group.owner !== user && roleOf(group, user) === 'Admin' && right !== 'set-properties'
          ? false
          : standard.may(group, user, right),
    })),
  },
  {
    id: 'moderator-makes-administrators-202',
    title: 'answers a moderator who gives roles with 202',
    requirements: ['CSP-MEM-013'],
    unavoidable: ['CSP-MEM-014'],
    change: mistakesCode(816, 202, 'MemberAccess-Request'),
  },
  {
    id: 'rejects-no-screen-names',
    title: 'passes over the screen names on the list of users to be rejected',
    requirements: ['CSP-MEM-061'],
    change: readsAs('RejectList-Request', ({ AddList, ...request }) => {
      const { ScreenName: _left, ...others } = AddList ?? {};
      return { ...request, ...(AddList === undefined ? {} : { AddList: others }) };
    }),
  },
  {
    id: 'adds-no-unknown-names',
    title: 'says nothing of a screen name nobody holds when members are added',
    requirements: ['CSP-MEM-062'],
    change: groupHandler('AddGroupMembers-Request', (standard, store) => (request, context) => {
      const { UserList, ...others } = request;
      const held = UserList?.ScreenName?.filter(({ SName }) => {
        return store.find(others.GroupID)?.joined.some(({ screenName }) => screenName === SName);
      });
      return standard({ ...others, UserList: { ...UserList, ScreenName: held } }, context);
    }),
  },
];
