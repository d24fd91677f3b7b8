/** Defects of groups: creating and deleting them, joining and leaving. */

import { anyVersion } from '../../../../protocol/messages/any-version.ts';
import type { Session } from '../../../../server/sessions/session.ts';
import type { Change, Defect } from '../../../types.ts';
import { all, answersCode, codeOf, handler, mistakesCode, neverSends, outcome } from '../../../ways/families.ts';
import { groupRules, groupStore, readsAs, shows, takesOver } from '../../../ways/groups.ts';
import { withinVersion } from '../../../ways/within-version.ts';

/** Lets everybody join a group under an address that was one before it was deleted. */
function joinsDeleted(): Change {
  const deleted = new Set<string>();
  return all(
    handler('DeleteGroup-Request', (standard) => (request, call) => {
      deleted.add(request.GroupID);
      return standard(request, call);
    }),
    handler('JoinGroup-Request', (standard) => (request, call) => {
      const { GroupID } = request;
      const answer = outcome(standard, request, call);
      const refused = codeOf(answer) === 800;
      return refused && deleted.has(GroupID) ? { name: 'JoinGroup-Response', value: {} } : answer;
    }),
  );
}

/** Whoever was subscribed once to changes under an address is told of changes ever after. */
function keepsSubscriptions(): Change {
  const known = new Map<string, Set<Session>>();
  return groupRules((standard) => ({
    toldOf(group, by) {
      const subscribed = known.get(group.id) ?? new Set();
      known.set(group.id, subscribed);
      for (const entry of group.joined) if (entry.subscribed) subscribed.add(entry.session);
      const others = [...subscribed].filter((session) => session !== by && session.alive);
      return [...new Set([...standard.toldOf(group, by), ...others])];
    },
  }));
}

export const creationDefects: readonly Defect[] = [
  {
    id: 'group-created-201',
    title: 'answers the creation of a group with 201',
    requirements: ['CSP-GRP-001'],
    unavoidable: ['CSP-SES-014', 'CSP-GRP-061'],
    change: answersCode('CreateGroup-Request', 201),
  },
  {
    id: 'group-other-name',
    title: 'shows another Name than the group was given',
    requirements: ['CSP-GRP-002'],
    change: shows({ name: 'Group 1' }),
  },
  {
    id: 'group-creator-not-joined',
    title: 'ignores JoinGroup T of a creation',
    requirements: ['CSP-GRP-004'],
    // Nobody is told of anything who is not joined; the creator cannot leave.
    unavoidable: ['CSP-GRP-006', 'CSP-GRP-021', 'CSP-GRP-022'],
    change: readsAs('CreateGroup-Request', (request) => ({ ...request, JoinGroup: false })),
  },
  {
    id: 'group-creator-always-joined',
    title: 'joins every creator, also with JoinGroup F',
    requirements: ['CSP-GRP-005'],
    unavoidable: ['CSP-GRP-017'],
    change: readsAs('CreateGroup-Request', (request) => ({ ...request, JoinGroup: true })),
  },
  {
    id: 'group-creator-not-subscribed',
    title: 'ignores SubscribeNotification T of a creation',
    requirements: ['CSP-GRP-006'],
    change: readsAs('CreateGroup-Request', (request) => ({ ...request, SubscribeNotification: false })),
  },
  {
    id: 'group-in-use-800',
    title: 'refuses a GroupID that is in use with a code that means something else',
    requirements: ['CSP-GRP-007'],
    change: mistakesCode(801, 800, 'CreateGroup-Request'),
  },
  {
    id: 'group-impossible-value-created',
    title: 'takes over impossible values of group properties at creation',
    requirements: ['CSP-GRP-008'],
    change: takesOver('CreateGroup-Request', 806, { maxactiveusers: 'abc' }),
  },
  {
    id: 'group-limit-of-user-815',
    title: 'refuses the group beyond the maximum of a user as if it were beyond that of the server',
    requirements: ['CSP-GRP-009'],
    unavoidable: ['CSP-GRP-010'],
    change: mistakesCode(814, 815, 'CreateGroup-Request'),
  },
  {
    id: 'group-limit-of-server-402',
    title: 'refuses the group beyond the maximum of the server with a code that means something else',
    requirements: ['CSP-GRP-010'],
    change: mistakesCode(815, 402, 'CreateGroup-Request'),
  },
  {
    id: 'group-nameless-searchable',
    title: 'creates searchable groups with neither Name nor Topic',
    requirements: ['CSP-GRP-011'],
    change: takesOver('CreateGroup-Request', 822, { searchable: 'T' }),
  },
  {
    id: 'group-type-public',
    title: 'shows groups of users as Public',
    requirements: ['CSP-GRP-013'],
    change: shows({ type: 'Public' }),
  },
  {
    id: 'group-deleted-can-be-joined',
    title: 'lets users join a group that was deleted',
    requirements: ['CSP-GRP-014'],
    change: joinsDeleted(),
  },
  {
    id: 'group-deleted-silently',
    title: 'tells joined users nothing when a group is deleted',
    requirements: ['CSP-GRP-015'],
    change: neverSends('LeaveGroup-Response'),
  },
  {
    id: 'group-deleted-by-owner-only',
    title: 'lets only the owner delete a group',
    requirements: ['CSP-GRP-016'],
    change: groupRules((standard) => ({
      may: (group, user, right) => (right === 'delete' ? group.owner === user : standard.may(group, user, right)),
    })),
  },
  {
    id: 'group-deleted-by-anybody-joined',
    title: 'lets everybody who is joined delete a group',
    requirements: ['CSP-GRP-017'],
    change: groupRules((standard) => ({
      may: (group, user, right) =>
        (right === 'delete' && group.joined.some(({ session }) => session.user === user)) ||
        standard.may(group, user, right),
    })),
  },
  {
    id: 'group-delete-unknown-404',
    title: 'refuses to delete an unknown group with a code that means something else',
    requirements: ['CSP-GRP-018'],
    change: mistakesCode(800, 404, 'DeleteGroup-Request'),
  },
  {
    id: 'group-subscriptions-outlive-it',
    title: 'goes on telling of changes to those who subscribed to a group that was deleted meanwhile',
    requirements: ['CSP-GRP-019'],
    change: keepsSubscriptions(),
  },
  {
    id: 'group-public-deleted',
    title: 'lets everybody delete public groups',
    requirements: ['CSP-GRP-020'],
    change: groupRules((standard) => ({
      may: (group, user, right) =>
        (right === 'delete' && group.owner === undefined) || standard.may(group, user, right),
    })),
  },
  {
    id: 'group-auto-delete-ignored',
    title: 'keeps a group with AutoDelete T when its last user leaves',
    requirements: ['CSP-GRP-021'],
    change: groupStore((standard) => ({
      leave(group, session) {
        const set = group.properties.get('autodelete');
        group.properties.delete('autodelete');
        standard.leave(group, session);
        if (set !== undefined) group.properties.set('autodelete', set);
      },
    })),
  },
  {
    id: 'group-auto-delete-too-early',
    title: 'deletes a group with AutoDelete T when the first user leaves',
    requirements: ['CSP-GRP-022'],
    change: groupStore((standard, store) => ({
      leave(group, session) {
        standard.leave(group, session);
        if (group.properties.get('autodelete')?.value === 'T') store.delete(group);
      },
    })),
  },
  {
    id: 'group-notices-within-version',
    title: 'tells changes of a group to sessions in the version of their author only',
    requirements: ['CSP-GRP-024'],
    change: withinVersion('LeaveGroup-Request', 'GroupChangeNotice'),
  },
  {
    id: 'creation-without-own-properties',
    title: 'takes no notice of own properties at the creation of a group',
    requirements: ['CSP-GRP-061'],
    change: handler('CreateGroup-Request', (standard) => (request, call) => {
      const { OwnProperties: _left, ...others } = anyVersion(request);
      return standard(others, call);
    }),
  },
];
