/** Defects of joining and leaving groups. */
import { anyVersion } from '../../../../protocol/messages/any-version.ts';
import { Refusal } from '../../../../server/element.ts';
import { type Joined, propertyOf } from '../../../../server/groups/state.ts';
import type { Change, Defect } from '../../../types.ts';
import { all, edits, leavesOut, mistakesCode } from '../../../ways/families.ts';
import { groupHandler, groupRules, groupStore, readsAs, withholds } from '../../../ways/groups.ts';
import { groupsOf, mistakesSending } from '../../../ways/messaging.ts';

interface Entry {
  readonly SName: string;
}

/** Changes the list of those joined in a JoinGroup-Response of 1.3. */
function editsJoined(edit: (entry: Entry, index: number) => readonly Entry[]): Change {
  return edits('JoinGroup-Response', (value) => {
    const { Joined } = anyVersion(value);
    const Mapping = Joined?.UserMapList?.UserMapping?.Mapping?.flatMap(edit);
    return Mapping === undefined ? value : { ...value, Joined: { UserMapList: { UserMapping: { Mapping } } } };
  });
}

/** True if a private group lies under the address of a user. */
function owns(user: string, groupId: string): boolean {
  return groupId.startsWith(`${user.split('@')[0]}/`);
}

function restricted(group: Parameters<typeof propertyOf>[0]): boolean {
  return propertyOf(group, 'Accesstype')?.toLowerCase() === 'restricted';
}

/** A screen name belongs for ever to the user who held it first. */
function keepsScreenNames(): Change {
  const held = new Map<string, string>();
  return groupStore((standard) => ({
    join(group, session, screenName, ...others) {
      const key = `${group.id} ${screenName}`;
      if ((held.get(key) ?? session.user) !== session.user) throw new Refusal(811);
      const entry = standard.join(group, session, screenName, ...others);
      held.set(key, session.user);
      return entry;
    },
  }));
}

/** Whoever was joined once and still has a session gets the messages of the group. */
function deliversToLeavers(): Change {
  const known = new Map<string, Joined[]>();
  return all(
    groupStore((standard) => ({
      join(group, ...others) {
        const entry = standard.join(group, ...others);
        known.set(group.id, [...(known.get(group.id) ?? []), entry]);
        return entry;
      },
    })),
    groupsOf((standard) => ({
      joined(group) {
        const now = standard.joined(group);
        return [...now, ...(known.get(group) ?? []).filter((one) => one.session.alive && !now.includes(one))];
      },
    })),
  );
}

/** A user who joins a group again is taken out of it. */
function leavesWhenJoinedAgain(): Change {
  return groupHandler('JoinGroup-Request', (standard, store) => (request, context) => {
    const group = store.find(request.GroupID);
    const again = group !== undefined && store.joinedBy(context.session).includes(group);
    if (again) store.leave(group, context.session);
    return again ? 807 : standard(request, context);
  });
}

export const joiningDefects: readonly Defect[] = [
  {
    id: 'join-without-messages',
    title: 'delivers messages of a group only to the one who joined first',
    requirements: ['CSP-JON-001'],
    change: groupsOf((standard) => ({ joined: (group) => standard.joined(group).slice(0, 1) })),
  },
  {
    id: 'join-list-lacks-first',
    title: 'leaves the one who joined first out of the list of those joined',
    requirements: ['CSP-JON-002'],
    versions: ['1.3'],
    change: editsJoined((entry, index) => (index === 0 ? [] : [entry])),
  },
  {
    id: 'join-list-always',
    title: 'lists those joined though nobody asked',
    requirements: ['CSP-JON-003'],
    change: readsAs('JoinGroup-Request', (request) => ({ ...request, JoinedRequest: true })),
  },
  {
    id: 'join-without-welcome-note',
    title: 'leaves the WelcomeNote out',
    requirements: ['CSP-JON-004'],
    change: leavesOut('JoinGroup-Response', 'WelcomeNote'),
  },
  {
    id: 'join-list-made-up-names',
    title: 'lists those who joined later under made-up names',
    requirements: ['CSP-JON-005'],
    unavoidable: ['CSP-JON-006'],
    versions: ['1.3'],
    change: editsJoined((entry, index) => [index === 0 ? entry : { ...entry, SName: `Guest ${index}` }]),
  },
  {
    id: 'join-anonymous',
    title: 'joins users who give no screen name as "anonymous"',
    requirements: ['CSP-JON-006'],
    change: readsAs('JoinGroup-Request', (request) => ({
      ...request,
      ScreenName: request.ScreenName ?? { SName: 'anonymous', GroupID: request.GroupID },
    })),
  },
  {
    id: 'join-screen-name-taken-402',
    title: 'refuses a screen name somebody holds with a code that means something else',
    requirements: ['CSP-JON-008'],
    change: mistakesCode(811, 402, 'JoinGroup-Request'),
  },
  {
    id: 'join-rejected-user',
    title: 'lets users on the reject list join where they are no members',
    requirements: ['CSP-JON-009'],
    change: groupRules((standard) => ({
      joinCode: (group, user) =>
        group.rejected.has(user) && !group.members.has(user) ? 200 : standard.joinCode(group, user),
    })),
  },
  {
    id: 'join-rejected-member',
    title: 'lets members join although they are on the reject list',
    requirements: ['CSP-JON-010'],
    change: groupRules((standard) => ({
      joinCode: (group, user) => (group.members.has(user) ? 200 : standard.joinCode(group, user)),
    })),
  },
  {
    id: 'join-restricted-open',
    title: 'lets everybody join restricted groups',
    requirements: ['CSP-JON-011'],
    change: groupRules((standard) => ({
      joinCode(group, user) {
        const code = standard.joinCode(group, user);
        return code === 816 ? 200 : code;
      },
    })),
  },
  {
    id: 'join-restricted-owner-only',
    title: 'lets only the owner join a restricted group',
    requirements: ['CSP-JON-012'],
    unavoidable: ['CSP-JON-030'],
    change: groupRules((standard) => ({
      joinCode: (group, user) => (restricted(group) && group.owner !== user ? 816 : standard.joinCode(group, user)),
    })),
  },
  {
    id: 'join-restricted-not-owner',
    title: 'refuses the owner of a restricted group',
    requirements: ['CSP-JON-013'],
    change: groupStore((standard, store) => ({
      join(group, session, ...others) {
        const exists = store.find(group.id) !== undefined;
        if (exists && restricted(group) && group.owner === session.user) throw new Refusal(816);
        return standard.join(group, session, ...others);
      },
    })),
  },
  {
    id: 'join-unknown-404',
    title: 'refuses to join an unknown group with a code that means something else',
    requirements: ['CSP-JON-014'],
    change: mistakesCode(800, 404, 'JoinGroup-Request'),
  },
  {
    id: 'join-again-leaves',
    title: 'takes a user who joins again out of the group',
    requirements: ['CSP-JON-015'],
    change: leavesWhenJoinedAgain(),
  },
  {
    id: 'join-full-814',
    title: 'refuses to join a full group as if the user were joined to too many groups',
    requirements: ['CSP-JON-016'],
    change: mistakesCode(817, 814, 'JoinGroup-Request'),
  },
  {
    id: 'join-owner-not-told',
    title: 'does not tell the owner of newcomers',
    requirements: ['CSP-JON-018'],
    change: withholds((notice, { user }) => 'Joined' in notice && owns(user, notice.GroupID)),
  },
  {
    id: 'join-own-properties-ignored',
    title: 'ignores OwnProperties of a JoinGroup-Request',
    requirements: ['CSP-JON-019'],
    change: readsAs('JoinGroup-Request', (request) => ({ ...request, OwnProperties: undefined })),
  },
  {
    id: 'join-public-refused',
    title: 'refuses everybody the public groups',
    requirements: ['CSP-JON-020'],
    change: groupRules((standard) => ({
      joinCode: (group, user) => (group.owner === undefined ? 816 : standard.joinCode(group, user)),
    })),
  },
  {
    id: 'join-not-subscribed',
    title: 'ignores SubscribeNotification T of a JoinGroup-Request',
    requirements: ['CSP-JON-033'],
    change: readsAs('JoinGroup-Request', (request) => ({ ...request, SubscribeNotification: false })),
  },
  {
    id: 'leave-still-gets-messages',
    title: 'goes on delivering messages of the group to those who left it',
    requirements: ['CSP-JON-022'],
    change: deliversToLeavers(),
  },
  {
    id: 'leave-message-refused-404',
    title: 'refuses messages of those who left with a code that means something else',
    requirements: ['CSP-JON-023'],
    change: mistakesSending(808, 404),
  },
  {
    id: 'leave-not-joined-404',
    title: 'refuses to leave a group that is not joined with a code that means something else',
    requirements: ['CSP-JON-024'],
    change: mistakesCode(808, 404, 'LeaveGroup-Request'),
  },
  {
    id: 'leave-unknown-404',
    title: 'refuses to leave an unknown group with a code that means something else',
    requirements: ['CSP-JON-025'],
    change: mistakesCode(800, 404, 'LeaveGroup-Request'),
  },
  {
    id: 'leave-not-told',
    title: 'tells nobody who left',
    requirements: ['CSP-JON-026'],
    change: withholds((notice) => 'Left' in notice),
  },
  {
    id: 'leave-keeps-screen-name',
    title: 'keeps the screen name of a user who left from others',
    requirements: ['CSP-JON-028'],
    change: keepsScreenNames(),
  },
  {
    id: 'leave-ends-membership',
    title: 'takes a user who leaves off the member list',
    requirements: ['CSP-JON-030'],
    change: groupStore((standard) => ({
      leave(group, session) {
        standard.leave(group, session);
        if (group.owner !== session.user) group.members.delete(session.user);
      },
    })),
  },
  {
    id: 'join-name-twice',
    title: 'gives a user who chooses no screen name the user name, whoever has it',
    requirements: ['CSP-JON-061'],
    change: groupStore((standard) => ({
      join(group, session, screenName, ...others) {
        const entry = standard.join(group, session, screenName, ...others);
        return Object.assign(entry, { screenName: screenName.replace(/ \d+$/, '') });
      },
    })),
  },
];
