/** Defects of contact lists. */

import { status } from '../../../../server/results.ts';
import type { Defect } from '../../../types.ts';
import {
  answersWhen,
  keepsAuthorization,
  listsOfTheSession,
  namesForeignLists,
  namesLists,
  propertyGiven,
} from '../../../ways/contact-lists.ts';
import {
  all,
  answersCode,
  asPrimitive,
  edits,
  handler,
  leavesOut,
  mistakesCode,
  profile,
} from '../../../ways/families.ts';
import { part, presenceHandler, reachesForeignLists, under } from '../../../ways/presence.ts';
import { withElement } from '../../../ways/values.ts';

export const listDefects: readonly Defect[] = [
  {
    id: 'get-list-default-only',
    title: 'names no contact list but the default one',
    requirements: ['CSP-CLS-001', 'CSP-CLS-002', 'CSP-CLS-009', 'CSP-CLS-015', 'CSP-CLS-031'],
    unavoidable: ['CSP-CLS-010', 'CSP-CLS-013', 'CSP-CLS-016'],
    change: namesLists((standard) => [standard, []]),
  },
  {
    id: 'get-list-swaps-default',
    title: 'names another list than the default one in DefaultContactList',
    requirements: ['CSP-CLS-002', 'CSP-CLS-009', 'CSP-CLS-031'],
    change: namesLists((standard, [first, ...rest]) =>
      first === undefined || standard === undefined ? [standard, []] : [first, [standard, ...rest]],
    ),
  },
  {
    id: 'get-list-none-refused',
    title: 'refuses to name lists to a user who has none',
    requirements: ['CSP-CLS-003'],
    unavoidable: ['CSP-CLS-008', 'CSP-CLS-013', 'CSP-CLS-019'],
    change: handler('GetList-Request', (standard) => (value, call) => {
      const answer = asPrimitive(standard(value, call));
      return Object.keys(answer.value).length === 0 ? status(700) : answer;
    }),
  },
  {
    id: 'get-list-names-foreign',
    title: 'names the contact lists of all users',
    requirements: ['CSP-CLS-004'],
    change: namesForeignLists(),
  },
  {
    id: 'create-list-answered-202',
    title: 'answers the creation of a list with 202 instead of 200',
    requirements: ['CSP-CLS-005'],
    unavoidable: ['006', '008', '009', '010', '014', '015'].map((number) => `CSP-CLS-${number}`),
    change: answersCode('CreateList-Request', 202),
  },
  {
    id: 'create-list-short-nicknames',
    title: 'keeps the first 16 characters of the nicknames of a new list',
    requirements: ['CSP-CLS-006'],
    unavoidable: ['CSP-CLS-010'],
    change: part('contactLists', (standard) => ({
      create: (owner, list) =>
        standard.create(owner, {
          ...list,
          members: list.members.map((member) => ({ ...member, nickname: member.nickname?.slice(0, 16) })),
        }),
    })),
  },
  {
    id: 'create-list-first-nickname-only',
    title: 'keeps the nickname of the first member of a new list only',
    requirements: ['CSP-CLS-006'],
    change: part('contactLists', (standard) => ({
      create: (owner, list) =>
        standard.create(owner, {
          ...list,
          members: list.members.map((member, i) => (i === 0 ? member : { ...member, nickname: undefined })),
        }),
    })),
  },
  {
    id: 'create-list-twice-accepted',
    title: 'says 200 to the creation of a list that exists',
    requirements: ['CSP-CLS-007'],
    change: mistakesCode(701, 200, 'CreateList-Request'),
  },
  {
    id: 'first-list-not-default',
    title: 'leaves a first list without the default mark',
    requirements: ['CSP-CLS-008'],
    change: part('contactLists', (standard) => ({
      create(owner, list) {
        const before = owner.defaultContactList;
        const made = standard.create(owner, list);
        if (!list.makeDefault) owner.defaultContactList = before;
        return made;
      },
    })),
  },
  {
    id: 'create-list-default-ignored',
    title: 'leaves the default mark where it is when a list is created with Default T',
    requirements: ['CSP-CLS-009'],
    change: part('contactLists', (standard) => ({
      create: (owner, list) => standard.create(owner, { ...list, makeDefault: false }),
    })),
  },
  {
    id: 'create-list-unknown-user-passed-over',
    title: 'says 200 when a user in NickList is unknown',
    requirements: ['CSP-CLS-010'],
    change: mistakesCode(201, 200, 'CreateList-Request'),
  },
  {
    id: 'create-list-unknown-property-500',
    title: 'answers a property it does not know with a server error',
    requirements: ['CSP-CLS-011'],
    change: (options) =>
      mistakesCode(752, 500, 'CreateList-Request')(profile({ presence: { unknownProperty: 'refuse' } })(options)),
  },
  {
    id: 'too-many-lists-403',
    title: 'refuses a list too many with another code',
    requirements: ['CSP-CLS-013'],
    change: mistakesCode(753, 403, 'CreateList-Request'),
  },
  {
    id: 'create-list-shows-other-name',
    title: 'shows another display name in CreateList-Response than the one given',
    requirements: ['CSP-CLS-014'],
    change: edits('CreateList-Response', (value) => ({
      ...value,
      ContactListProperties: { Property: [{ Name: 'DisplayName', Value: 'Untitled' }] },
    })),
  },
  {
    id: 'two-lists-at-most',
    title: 'lets a user have two contact lists',
    requirements: ['CSP-CLS-015'],
    unavoidable: ['CSP-CLS-013'],
    change: presenceHandler('CreateList-Request', (standard, parts) => (value, call) => {
      const lists = parts().state.of(call.session?.user ?? '').contactLists.size;
      return lists >= 2 ? status(403) : standard(value, call);
    }),
  },
  {
    id: 'delete-list-answered-202',
    title: 'answers the deletion of a list with 202 instead of 200',
    requirements: ['CSP-CLS-016'],
    unavoidable: ['CSP-CLS-019'],
    change: answersCode('DeleteList-Request', 202),
  },
  {
    id: 'delete-missing-list-accepted',
    title: 'says 200 to the deletion of a list that never was',
    requirements: ['CSP-CLS-017'],
    change: answersWhen(
      'DeleteList-Request',
      200,
      ({ ContactList }, user, code) => code === 700 && under(ContactList, user),
    ),
  },
  {
    id: 'delete-foreign-list-accepted',
    title: "says 200 to the deletion of another user's list",
    requirements: ['CSP-CLS-018'],
    change: answersWhen(
      'DeleteList-Request',
      200,
      ({ ContactList }, user, code) => code === 700 && !under(ContactList, user),
    ),
  },
  {
    id: 'no-new-default-list',
    title: 'has no default list after the deletion of the default one',
    requirements: ['CSP-CLS-019'],
    change: part('contactLists', (standard) => ({
      remove(owner, list) {
        const wasDefault = standard.isDefault(owner, list);
        standard.remove(owner, list);
        if (wasDefault) owner.defaultContactList = undefined;
      },
    })),
  },
  {
    id: 'deleted-list-authorizes',
    title: 'lets members see what a deleted list authorized',
    requirements: ['CSP-CLS-020'],
    change: keepsAuthorization('list deleted'),
  },
  {
    id: 'deleted-list-subscribed',
    title: 'goes on with the automatic subscriptions of a deleted list',
    requirements: ['CSP-CLS-021'],
    change: part('subscriptions', () => ({ listRemoved: () => {} })),
  },
  {
    id: 'members-without-nicknames',
    title: 'returns members without their nicknames',
    requirements: ['CSP-CLS-022'],
    unavoidable: ['CSP-CLS-006', 'CSP-CLS-025'],
    change: edits('ListManage-Response', (value) => {
      const list = value.NickList as
        | { readonly NickName?: readonly { readonly UserID: string }[]; readonly UserID?: readonly string[] }
        | undefined;
      if (list?.NickName === undefined) return value;
      const users = [...list.NickName.map((one) => one.UserID), ...(list.UserID ?? [])];
      return { ...value, NickList: { UserID: users } };
    }),
  },
  {
    id: 'receive-list-ignored',
    title: 'returns members though ReceiveList is F',
    requirements: ['CSP-CLS-023'],
    change: handler(
      'ListManage-Request',
      (standard) => (value, call) => standard({ ...value, ReceiveList: true }, call),
    ),
  },
  {
    id: 'add-nick-list-answered-202',
    title: 'answers the addition of members without nicknames with 202 instead of 200',
    requirements: ['CSP-CLS-024'],
    change: answersWhen('ListManage-Request', 202, ({ AddNickList }, _user, code) => {
      const { UserID } = (AddNickList ?? {}) as { readonly UserID?: unknown };
      return UserID !== undefined && code === 200;
    }),
  },
  {
    id: 'add-nick-list-keeps-nickname',
    title: 'keeps the nickname of a member that is added again',
    requirements: ['CSP-CLS-025'],
    change: part('contactLists', (standard) => ({
      addMembers: (owner, list, members) =>
        standard.addMembers(
          owner,
          list,
          members.filter((member) => !list.members.has(member.user)),
        ),
    })),
  },
  {
    id: 'add-unknown-user-passed-over',
    title: 'says 200 when a user to be added is unknown',
    requirements: ['CSP-CLS-026'],
    change: all(mistakesCode(201, 200, 'ListManage-Request'), mistakesCode(531, 200, 'ListManage-Request')),
  },
  {
    id: 'too-many-contacts-403',
    title: 'refuses a contact too many with another code',
    requirements: ['CSP-CLS-027'],
    change: mistakesCode(754, 403, 'ListManage-Request'),
  },
  {
    id: 'remove-nick-list-does-nothing',
    title: 'says 200 to the removal of members and keeps them',
    requirements: ['CSP-CLS-028', 'CSP-CLS-035', 'CSP-CLS-037'],
    change: part('contactLists', () => ({ removeMembers: () => {} })),
  },
  {
    id: 'display-name-unchanged',
    title: 'says 200 to another DisplayName and keeps the old one',
    requirements: ['CSP-CLS-030'],
    change: part('contactLists', () => ({ rename: () => {} })),
  },
  {
    id: 'default-mark-unmoved',
    title: 'says 200 to Default T and leaves the default mark where it was',
    requirements: ['CSP-CLS-002', 'CSP-CLS-031'],
    change: handler('ListManage-Request', (standard) => (value, call) => {
      if (propertyGiven(value, 'Default') !== 'T') return standard(value, call);
      const { ContactListProperties: _given, ...others } = value;
      return standard(others, call);
    }),
  },
  {
    id: 'default-mark-taken-off',
    title: 'has no default list after Default F',
    requirements: ['CSP-CLS-032'],
    change: presenceHandler('ListManage-Request', (standard, parts) => (value, call) => {
      const answer = standard(value, call);
      if (propertyGiven(value, 'Default') === 'F') {
        parts().state.of(call.session?.user ?? '').defaultContactList = undefined;
      }
      return answer;
    }),
  },
  {
    id: 'manage-missing-list-404',
    title: 'refuses to manage a list that never was with another code',
    requirements: ['CSP-CLS-033'],
    change: answersWhen(
      'ListManage-Request',
      404,
      ({ ContactList }, user, code) => code === 700 && under(ContactList, user),
    ),
  },
  {
    id: 'manages-foreign-lists',
    title: 'lets users read and change the contact lists of others',
    requirements: ['CSP-CLS-034'],
    change: reachesForeignLists('ListManage-Request'),
  },
  {
    id: 'added-member-not-subscribed',
    title: 'does not subscribe to who is added to a list with automatic subscription',
    requirements: ['CSP-CLS-035'],
    change: part('subscriptions', () => ({ membersAdded: () => {} })),
  },
  {
    id: 'removed-member-subscribed',
    title: 'goes on with the automatic subscription to who was removed from a list',
    requirements: ['CSP-CLS-035'],
    unavoidable: ['CSP-CLS-021'],
    change: part('subscriptions', () => ({ membersRemoved: () => {} })),
  },
  {
    id: 'added-member-not-authorized',
    title: 'does not let who is added to a list see what the list authorizes',
    requirements: ['CSP-CLS-036'],
    change: part('contactLists', (standard) => ({
      addMembers(owner, list, members) {
        const added = standard.addMembers(owner, list, members);
        if (list.attributeList !== undefined) for (const user of added) owner.holding.get(user)?.delete(list);
        return added;
      },
    })),
  },
  {
    id: 'removed-member-authorized',
    title: 'lets who was removed from a list see what the list authorizes',
    requirements: ['CSP-CLS-037'],
    change: keepsAuthorization('member removed'),
  },
  {
    id: 'lists-of-one-session',
    title: 'knows a contact list only in the session in which it was made',
    requirements: ['CSP-CLS-040'],
    change: listsOfTheSession(),
  },
  {
    id: 'list-properties-missing',
    title: 'leaves the properties out when a list is read',
    requirements: ['CSP-CLS-041'],
    change: leavesOut('ListManage-Response', 'ContactListProperties'),
  },
  {
    id: 'nickname-cut',
    title: 'keeps the first 24 characters of a nickname',
    requirements: ['CSP-CLS-022'],
    change: edits('ListManage-Response', (value) =>
      withElement(value, 'Name', (name) => (typeof name === 'string' ? name.slice(0, 24) : name)),
    ),
  },
];
