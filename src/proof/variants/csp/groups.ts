/** Legal variants of groups: codes, properties and notices the standard leaves open. Several choices make one server. */
import { anyVersion } from '../../../protocol/messages/any-version.ts';
import { result, status } from '../../../server/results.ts';
import type { Change, Variant } from '../../types.ts';
import { all, codeOf, edits, handler, mistakesCode, outcome, profile } from '../../ways/families.ts';
import { groupRules } from '../../ways/groups.ts';

interface Property {
  readonly Name: string;
  readonly Value?: string;
}

/** Changes the properties GetGroupProps-Response shows. */
function showsProperties(change: (property: Property) => readonly Property[]): Change {
  return edits('GetGroupProps-Response', (value) => {
    const { Property } = value.GroupProperties;
    return {
      ...value,
      GroupProperties: { ...value.GroupProperties, Property: Property.flatMap(change) },
    };
  });
}

/** A request refused with this code is done again without the properties in question. */
function passesOver(
  request: 'CreateGroup-Request' | 'SetGroupProps-Request',
  code: number,
  ...names: string[]
): Change {
  return handler(request, (standard) => (given, call) => {
    const value = given;
    const answer = outcome(standard, value, call);
    const known = value.GroupProperties;
    if (codeOf(answer) !== code || known === undefined) return answer;
    const Property = known.Property.filter(({ Name }) => !names.includes(Name));
    return outcome(standard, { ...value, GroupProperties: { ...known, Property } }, call);
  });
}

/** Refuses inside a LeaveGroup-Response instead of a Status. */
function leaveRefusedInResponse(): Change {
  return handler('LeaveGroup-Request', (standard) => (request, call) => {
    const answer = outcome(standard, request, call);
    if (answer.name !== 'Status') return answer;
    const { GroupID } = request;
    return { name: 'LeaveGroup-Response', value: { GroupID, Result: result(codeOf(answer) ?? 808) } };
  });
}

/** Tells a missing privilege inside 201. */
function privilegeInside201(): Change {
  return handler('SetGroupProps-Request', (standard) => (request, call) => {
    const answer = outcome(standard, request, call);
    return codeOf(answer) === 816 ? status(201, [{ Code: 816 }]) : answer;
  });
}

/** Leaves out roles nobody has. */
function withoutEmptyRoles(): Change {
  return edits('GetGroupMembers-Response', (value) => {
    const roles = Object.entries(value).filter(([, role]) => JSON.stringify(role).includes('UserID'));
    return Object.fromEntries(roles);
  });
}

/** Tells who was driven out as who left. */
function blockedIsLeft(): Change {
  return edits('GroupChangeNotice', (value) => {
    const { LeftBlocked, ...others } = anyVersion(value);
    return LeftBlocked === undefined ? value : { ...others, Left: LeftBlocked };
  });
}

/** A WelcomeNote is handed out in BASE64. */
function notesInBase64(): Change {
  return edits('JoinGroup-Response', (value) => {
    const { WelcomeNote } = value;
    if (WelcomeNote === undefined || WelcomeNote.ContentEncoding !== undefined) return value;
    const octets = new TextEncoder().encode(WelcomeNote.ContentData);
    const ContentData = btoa(String.fromCharCode(...octets));
    return { ...value, WelcomeNote: { ...WelcomeNote, ContentEncoding: 'BASE64', ContentData } };
  });
}

export const groupVariants: readonly Variant[] = [
  {
    id: 'group-accesstype-only',
    title: 'knows the access type as Accesstype only and refuses AccessType (AMB-186)',
    change: handler('CreateGroup-Request', (standard) => (request, call) => {
      const { GroupProperties } = request;
      return GroupProperties?.Property?.some(({ Name }) => Name === 'AccessType') === true
        ? status(806)
        : standard(request, call);
    }),
  },
  {
    id: 'groups-lenient',
    title:
      'answers a second join as a join, passes over properties it cannot take, lets users stay who lost their membership',
    change: all(
      profile({ groups: { joinAgain: 'accept' } }),
      passesOver('CreateGroup-Request', 806, 'MaxActiveUsers'),
      passesOver('SetGroupProps-Request', 806, 'MaxActiveUsers', 'ActiveUsers', 'Type'),
      passesOver('CreateGroup-Request', 822, 'Searchable'),
      passesOver('SetGroupProps-Request', 822, 'Searchable'),
      mistakesCode(800, 808, 'LeaveGroup-Request'),
      groupRules((standard) => ({
        mustLeave: () => false,
        toldOf: (group) => standard.toldOf(group, undefined),
      })),
    ),
  },
  {
    id: 'groups-other-codes',
    title: 'refuses strangers in groups with other codes that are in use, in LeaveGroup-Response or inside 201',
    change: all(
      groupRules((standard) => ({
        joinCode(group, user) {
          const code = standard.joinCode(group, user);
          return code === 816 ? 810 : code;
        },
      })),
      mistakesCode(816, 810, 'GetGroupMembers-Request'),
      mistakesCode(822, 806, 'CreateGroup-Request'),
      mistakesCode(810, 531, 'RemoveGroupMembers-Request'),
      leaveRefusedInResponse(),
      privilegeInside201(),
    ),
  },
  {
    id: 'groups-show-little',
    title: 'shows only the Name of a group, no own properties on 1.3, no roles nobody has',
    change: all(
      showsProperties((property) => (property.Name === 'Name' ? [property] : [])),
      edits('GetGroupProps-Response', (value, { session }) =>
        session?.version === '1.3' ? { GroupProperties: value.GroupProperties } : value,
      ),
      withoutEmptyRoles(),
    ),
  },
  {
    id: 'groups-tell-otherwise',
    title: 'spells the access type otherwise, tells who was driven out as who left, hands out notes in BASE64',
    change: all(
      showsProperties((property) =>
        property.Name.toLowerCase() === 'accesstype'
          ? [{ Name: 'accessType', Value: property.Value?.toLowerCase() ?? '' }]
          : [property],
      ),
      blockedIsLeft(),
      notesInBase64(),
      edits('LeaveGroup-Response', (value, { session }) =>
        value.Result.Code === 800 && session !== undefined ? { ...value, Result: result(816) } : value,
      ),
    ),
  },
];
