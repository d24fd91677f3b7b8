/** Defects of blocked and granted lists. */

import { anyVersion } from '../../../../protocol/messages/any-version.ts';
import { names } from '../../../../server/messaging/access-lists.ts';
import type { Change, Defect } from '../../../types.ts';
import {
  all,
  changes,
  edits,
  handler,
  leavesOut,
  mistakesCode,
  pretends,
  replacesText,
} from '../../../ways/families.ts';
import { invitesInstead } from '../../../ways/invitations.ts';
import { messaging } from '../../../ways/messaging.ts';
import { contentsOf } from '../../../ways/values.ts';

/** The blocked list as GetBlockedList-Response shows it. */
function showsBlocked(change: (list: Record<string, unknown>) => Record<string, unknown>): Change {
  return edits('GetBlockedList-Response', (value) => ({ ...value, BlockList: change(value.BlockList ?? {}) }));
}

/** Lists of users who logged out are empty, in effect and to look at. */
function forgetsAtLogout(): Change {
  const gone = new Set<string>();
  return all(
    handler('Logout-Request', (standard) => (request, call) => {
      if (call.session !== undefined) gone.add(call.session.user);
      return standard(request, call);
    }),
    handler('BlockEntity-Request', (standard) => (request, call) => {
      if (call.session !== undefined) gone.delete(call.session.user);
      return standard(request, call);
    }),
    edits('GetBlockedList-Response', (value, { session }) => (gone.has(session?.user ?? '') ? {} : value)),
    messaging((standard) => ({
      admits: (lists, owner, approach, contacts) =>
        gone.has(owner) || standard.admits(lists, owner, approach, contacts),
    })),
  );
}

/** The verdict of the lists on invitations; on messages it stays as it should be. */
function forInvitations(admits: (blocks: boolean, standard: boolean) => boolean): Change {
  return changes('messaging', () => ({
    service: (standard, { lists }) => ({
      admits: (user, approach) => admits(lists.peek(user)?.blocked.inUse === true, standard.admits(user, approach)),
    }),
  }));
}

export const accessListDefects: readonly Defect[] = [
  {
    id: 'invite-blocked-name-passes',
    title: 'does not look at the screen name of an inviter for the lists of the invitee',
    requirements: ['CSP-ACL-010'],
    unavoidable: ['CSP-INV-014', 'CSP-INV-033'],
    change: invitesInstead((request) => {
      const { Sender, ScreenName: _left, ...others } = anyVersion(request);
      return Sender?.Group === undefined ? { ...others, ...(Sender === undefined ? {} : { Sender }) } : others;
    }),
  },
  {
    id: 'block-pretended',
    title: 'says 200 to changes of the lists and changes nothing',
    requirements: ['CSP-ACL-001'],
    unavoidable: [
      '002',
      '004',
      '006',
      '008',
      '009',
      '010',
      '011',
      '012',
      '013',
      '015',
      '016',
      '017',
      '018',
      '019',
      '020',
    ].map((n) => `CSP-ACL-${n}`),
    change: pretends('BlockEntity-Request'),
  },
  {
    id: 'block-shows-empty-granted-list',
    title: 'shows the granted list empty',
    requirements: ['CSP-ACL-002'],
    // What is not shown is not taken out at the end of a scenario either, and stays for the next.
    unavoidable: ['CSP-ACL-001', 'CSP-ACL-006', 'CSP-ACL-009', 'CSP-ACL-013'],
    change: edits('GetBlockedList-Response', (value) => ({ ...value, GrantList: undefined })),
  },
  {
    id: 'block-ineffective',
    title: 'delivers messages of blocked users',
    requirements: ['CSP-ACL-004'],
    unavoidable: ['008', '010', '011', '012', '017', '018', '020'].map((n) => `CSP-ACL-${n}`),
    change: messaging((standard) => ({
      admits: (lists, owner, approach, contacts) =>
        standard.admits({ ...lists, blocked: { ...lists.blocked, inUse: false } }, owner, approach, contacts),
    })),
  },
  {
    id: 'block-out-of-use-effective',
    title: 'refuses users on a blocked list that is not in use',
    requirements: ['CSP-ACL-005'],
    change: messaging((standard) => ({
      admits: (lists, owner, approach, contacts) =>
        standard.admits({ ...lists, blocked: { ...lists.blocked, inUse: true } }, owner, approach, contacts),
    })),
  },
  {
    id: 'grant-ineffective',
    title: 'delivers messages of users who are not on the granted list in use',
    requirements: ['CSP-ACL-006'],
    unavoidable: ['CSP-ACL-009', 'CSP-ACL-010'],
    change: messaging((standard) => ({
      admits: (lists, owner, approach, contacts) =>
        standard.admits({ ...lists, granted: { ...lists.granted, inUse: false } }, owner, approach, contacts),
    })),
  },
  {
    id: 'grant-out-of-use-effective',
    title: 'lets only those on the granted list through though it is not in use',
    requirements: ['CSP-ACL-007'],
    change: messaging((standard) => ({
      admits(lists, owner, approach, contacts) {
        const some = lists.granted.users.size > 0;
        return standard.admits(
          { ...lists, granted: { ...lists.granted, inUse: some || lists.granted.inUse } },
          owner,
          approach,
          contacts,
        );
      },
    })),
  },
  {
    id: 'grant-beats-block',
    title: 'lets users through who are on both lists',
    requirements: ['CSP-ACL-008'],
    change: messaging((standard) => ({
      admits: (lists, owner, approach, contacts) =>
        (lists.granted.inUse && names(lists.granted, owner, approach, contacts)) ||
        standard.admits(lists, owner, approach, contacts),
    })),
  },
  {
    id: 'grant-ignored-beside-block',
    title: 'ignores the granted list while the blocked list is in use',
    requirements: ['CSP-ACL-009'],
    change: messaging((standard) => ({
      admits: (lists, owner, approach, contacts) =>
        standard.admits(
          lists.blocked.inUse ? { ...lists, granted: { ...lists.granted, inUse: false } } : lists,
          owner,
          approach,
          contacts,
        ),
    })),
  },
  {
    id: 'block-not-for-invitations',
    title: 'lets the invitations of blocked users through',
    requirements: ['CSP-ACL-010'],
    change: forInvitations(() => true),
  },
  {
    id: 'grant-not-for-invitations',
    title: 'lets the invitations of users through who are not on the granted list in use',
    requirements: ['CSP-ACL-010'],
    change: forInvitations((blocks, standard) => !blocks || standard),
  },
  {
    id: 'block-ignores-screen-names',
    title: 'does not look at blocked screen names',
    requirements: ['CSP-ACL-011'],
    unavoidable: ['CSP-ACL-010'],
    change: messaging((standard) => ({
      admits: (lists, owner, approach, contacts) =>
        standard.admits({ ...lists, blocked: { ...lists.blocked, screenNames: new Map() } }, owner, approach, contacts),
    })),
  },
  {
    id: 'block-ignores-groups',
    title: 'delivers messages of blocked groups',
    requirements: ['CSP-ACL-012'],
    change: messaging((standard) => ({
      admits: (lists, owner, approach, contacts) =>
        standard.admits({ ...lists, blocked: { ...lists.blocked, groups: new Map() } }, owner, approach, contacts),
    })),
  },
  {
    id: 'block-remove-empties',
    title: 'empties the list when an entry is removed',
    requirements: ['CSP-ACL-013', 'CSP-ACL-016'],
    change: handler('BlockEntity-Request', (standard) => (request, call) => {
      const { BlockList } = request;
      const removes = BlockList !== undefined && 'RemoveList' in BlockList && BlockList.RemoveList !== undefined;
      return removes
        ? standard({ ...request, BlockList: { ...BlockList, EntityList: {} } }, call)
        : standard(request, call);
    }),
  },
  {
    id: 'block-unknown-404',
    title: 'refuses unknown entities with a code that means something else',
    requirements: ['CSP-ACL-015'],
    change: all(...[531, 700, 800].map((code) => mistakesCode(code, 404, 'BlockEntity-Request'))),
  },
  {
    id: 'block-forgotten-at-logout',
    title: 'forgets the lists when the session ends',
    requirements: ['CSP-ACL-017'],
    change: forgetsAtLogout(),
  },
  {
    id: 'block-ignores-contact-lists',
    title: 'does not see the members of a blocked contact list',
    requirements: ['CSP-ACL-018'],
    versions: ['1.3'],
    change: messaging((standard) => ({
      admits: (lists, owner, approach, contacts) =>
        standard.admits(
          { ...lists, blocked: { ...lists.blocked, contactLists: new Map() } },
          owner,
          approach,
          contacts,
        ),
    })),
  },
  {
    id: 'block-hides-applications',
    title: 'does not show the applications of the blocked list',
    requirements: ['CSP-ACL-019'],
    versions: ['1.3'],
    change: showsBlocked((list) => {
      const entities = list.EntityList ?? {};
      return { ...list, EntityList: { ...entities, ApplicationID: undefined } };
    }),
  },
  {
    id: 'block-not-told-among-others',
    title: 'does not tell of a recipient who blocked the sender where others were reached',
    requirements: ['CSP-ACL-020'],
    change: handler('SendMessage-Request', (standard) => (request, call) => {
      const users = request.MessageInfo.Recipient.User ?? [];
      const answer = standard(request, call);
      if (users.length < 2 || !contentsOf(answer, 'Code').includes(532)) return answer;
      const [MessageID] = contentsOf(answer, 'MessageID');
      return { name: 'SendMessage-Response', value: { Result: { Code: 200 }, MessageID } };
    }),
  },
  {
    id: 'blocked-groups-stay',
    title: 'takes no group off an access list',
    requirements: ['CSP-ACL-013'],
    change: handler('BlockEntity-Request', (standard) => (request, call) => {
      const { BlockList, ...others } = request;
      const { GroupID: _kept, ...RemoveList } = BlockList?.RemoveList ?? {};
      const changed = BlockList?.RemoveList === undefined ? BlockList : { ...BlockList, RemoveList };
      return standard({ ...others, ...(changed === undefined ? {} : { BlockList: changed }) }, call);
    }),
  },
  {
    id: 'access-list-switch-beside-list',
    title: 'writes the switch of the blocked list beside it before 1.3, too',
    requirements: ['CSP-ACL-003'],
    unavoidable: ['SYN-XML-006'],
    versions: ['1.2'],
    through: ['features/csp/access/logout.feature'],
    change: replacesText(
      /<BlockList><InUse>([TF])<\/InUse>(.*?<\/BlockList>)/g,
      '<BlockList>$2<BlockListInUse>$1</BlockListInUse>',
    ),
  },
  {
    id: 'blocked-contact-lists-hidden',
    title: 'does not show the contact lists on the blocked list',
    requirements: ['CSP-ACL-002'],
    versions: ['1.3'],
    change: leavesOut('GetBlockedList-Response', 'BlockList/EntityList/ContactList'),
  },
];
