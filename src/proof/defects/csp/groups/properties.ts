/** Defects of the properties of groups. */
import { propertyOf } from '../../../../server/groups/state.ts';
import type { Change, Defect } from '../../../types.ts';
import { all, edits, handler, leavesOut, mistakesCode } from '../../../ways/families.ts';
import {
  groupHandler,
  groupRules,
  readsAs,
  shows,
  showsIn,
  showsOwn,
  takesOver,
  withholds,
} from '../../../ways/groups.ts';

/** Shows for ever the Name a group was created with. */
function showsFirstName(): Change {
  const names = new Map<string, string>();
  return all(
    handler('CreateGroup-Request', (standard) => (request, call) => {
      const { GroupID, GroupProperties } = request;
      const name = GroupProperties.Property?.find(({ Name }) => Name === 'Name')?.Value;
      if (name !== undefined) names.set(GroupID, name);
      return standard(request, call);
    }),
    showsIn((groupId): Readonly<Record<string, string>> => {
      const name = names.get(groupId);
      return name === undefined ? {} : { name };
    }),
  );
}

/** Goes by the value a property had when somebody tried to join for the first time. */
function keepsFirst(name: string): (group: Parameters<typeof propertyOf>[0]) => string | undefined {
  const first = new Map<string, string | undefined>();
  return (group) => {
    if (!first.has(group.id)) first.set(group.id, propertyOf(group, name));
    return first.get(group.id);
  };
}

function keepsFirstMaximum(): Change {
  const first = keepsFirst('MaxActiveUsers');
  return groupRules((standard) => ({
    seatCode(group, screenName, most) {
      const maximum = Number(first(group) ?? most);
      const code = standard.seatCode(group, screenName, most);
      return code === 817 && group.joined.length < maximum ? 200 : code;
    },
  }));
}

function keepsFirstAccess(): Change {
  const first = keepsFirst('Accesstype');
  return groupRules((standard) => ({
    joinCode(group, user) {
      const open = first(group)?.toLowerCase() !== 'restricted';
      const code = standard.joinCode(group, user);
      return code === 816 && open ? 200 : code;
    },
  }));
}

/** Whoever asks for a PrivilegeLevel gets it. */
function setsOwnPrivilege(): Change {
  return groupHandler('SetGroupProps-Request', (standard, store) => (request, context) => {
    const { GroupID, OwnProperties } = request;
    const wanted = OwnProperties?.Property.find(({ Name }) => Name === 'PrivilegeLevel')?.Value;
    if (wanted !== 'Admin') return standard(request, context);
    store.find(GroupID)?.members.set(context.session.user, 'Admin');
    return 200;
  });
}

/** Groups whose Topic was set before. */
const withTopic = new Set<string>();

export const propertyDefects: readonly Defect[] = [
  {
    id: 'properties-without-own',
    title: 'leaves OwnProperties out',
    requirements: ['CSP-PRP-001'],
    versions: ['1.2'],
    change: leavesOut('GetGroupProps-Response', 'OwnProperties'),
  },
  {
    id: 'properties-active-users-0',
    title: 'shows no active users, whoever is joined',
    requirements: ['CSP-PRP-002'],
    change: shows({ activeusers: '0' }),
  },
  {
    id: 'properties-everybody-user',
    title: 'shows the owner the privileges of an ordinary user',
    requirements: ['CSP-PRP-003'],
    change: showsOwn({ privilegelevel: 'User' }),
  },
  {
    id: 'properties-unknown-404',
    title: 'refuses the properties of an unknown group with a code that means something else',
    requirements: ['CSP-PRP-004'],
    change: mistakesCode(800, 404, 'GetGroupProps-Request'),
  },
  {
    id: 'properties-name-kept',
    title: 'shows the Name a group was created with after it was changed',
    requirements: ['CSP-PRP-006'],
    change: showsFirstName(),
  },
  {
    id: 'properties-set-by-anybody',
    title: 'lets everybody who is joined change common properties',
    requirements: ['CSP-PRP-007'],
    change: groupRules((standard) => ({
      may: (group, user, right) =>
        (right === 'set-properties' && group.joined.some(({ session }) => session.user === user)) ||
        standard.may(group, user, right),
    })),
  },
  {
    id: 'properties-own-ignored',
    title: 'says 200 to changes of own properties and changes nothing',
    requirements: ['CSP-PRP-008'],
    unavoidable: ['CSP-PRP-061'],
    change: readsAs('SetGroupProps-Request', (request) => ({ ...request, OwnProperties: undefined })),
  },
  {
    id: 'properties-impossible-set',
    title: 'takes over impossible values that are set',
    requirements: ['CSP-PRP-009'],
    change: takesOver('SetGroupProps-Request', 806, { maxactiveusers: 'abc' }),
  },
  {
    id: 'properties-active-users-set',
    title: 'lets the owner set ActiveUsers',
    requirements: ['CSP-PRP-010'],
    change: takesOver('SetGroupProps-Request', 806, { activeusers: '99' }),
  },
  {
    id: 'properties-privilege-set',
    title: 'lets users set their own PrivilegeLevel',
    requirements: ['CSP-PRP-010'],
    change: setsOwnPrivilege(),
  },
  {
    id: 'properties-nameless-searchable',
    title: 'makes a group with neither Name nor Topic searchable',
    requirements: ['CSP-PRP-011'],
    change: takesOver('SetGroupProps-Request', 822, { searchable: 'T' }),
  },
  {
    id: 'properties-maximum-kept',
    title: 'goes on counting by the MaxActiveUsers the group had first',
    requirements: ['CSP-PRP-012'],
    change: keepsFirstMaximum(),
  },
  {
    id: 'properties-access-kept',
    title: 'goes on letting everybody in after the group was made restricted',
    requirements: ['CSP-PRP-013'],
    change: keepsFirstAccess(),
  },
  {
    id: 'properties-welcome-note-kept',
    title: 'goes on handing out the first WelcomeNote',
    requirements: ['CSP-PRP-014'],
    change: readsAs('SetGroupProps-Request', (request) => ({
      ...request,
      ...(request.GroupProperties === undefined
        ? {}
        : { GroupProperties: { ...request.GroupProperties, WelcomeNote: undefined } }),
    })),
  },
  {
    id: 'properties-not-told',
    title: 'tells nobody of changed properties',
    requirements: ['CSP-PRP-015'],
    change: withholds((notice) => 'GroupProperties' in notice),
  },
  {
    id: 'properties-notice-of-name-alone',
    title: 'names the Name, whichever property changed',
    requirements: ['CSP-PRP-015'],
    change: edits('GroupChangeNotice', (value) => {
      const { GroupProperties } = value;
      if (GroupProperties === undefined) return value;
      const Property = (GroupProperties.Property ?? []).filter(({ Name }) => Name === 'Name');
      return { ...value, GroupProperties: { ...GroupProperties, Property } };
    }),
  },
  {
    id: 'properties-set-unknown-404',
    title: 'refuses to set properties of an unknown group with a code that means something else',
    requirements: ['CSP-PRP-016'],
    change: mistakesCode(800, 404, 'SetGroupProps-Request'),
  },
  {
    id: 'topic-not-changed',
    title: 'says 200 to a new Topic and keeps the first one',
    requirements: ['CSP-PRP-006'],
    change: readsAs('SetGroupProps-Request', (request) => {
      const { GroupID, GroupProperties } = request;
      if (GroupProperties?.Property?.some(({ Name }) => Name === 'Topic') !== true) return request;
      if (!withTopic.has(GroupID)) {
        withTopic.add(GroupID);
        return request;
      }
      const Property = GroupProperties.Property.filter(({ Name }) => Name !== 'Topic');
      return { ...request, GroupProperties: { ...GroupProperties, Property } };
    }),
  },
  {
    id: 'own-properties-outside-code',
    title: 'refuses own properties of a user who is not joined with a code that means something else',
    requirements: ['CSP-PRP-061'],
    change: mistakesCode(808, 531, 'SetGroupProps-Request'),
  },
  {
    id: 'welcome-note-of-the-name',
    title: 'shows the name of the group as its WelcomeNote',
    requirements: ['CSP-PRP-062'],
    change: edits('GetGroupProps-Response', (value) => {
      const { WelcomeNote, ...others } = value.GroupProperties;
      const shown = { ...WelcomeNote, ContentData: 'Club' };
      return { ...value, GroupProperties: { ...others, ...(WelcomeNote === undefined ? {} : { WelcomeNote: shown }) } };
    }),
  },
];
