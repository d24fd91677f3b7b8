/** Defects of attribute lists. */

import { anyVersion } from '../../../../protocol/messages/any-version.ts';
import type { PrimitiveName } from '../../../../protocol/messages/envelope.ts';
import { NOTHING } from '../../../../server/presence/attributes.ts';
import type { Change, Defect } from '../../../types.ts';
import { all, asPrimitive, codeOf, edits, handler, leavesOut, mistakesCode } from '../../../ways/families.ts';
import { ids, part } from '../../../ways/presence.ts';
import { withElement } from '../../../ways/values.ts';

/** A missing list counts as present. */
function passesOver(request: PrimitiveName): Change {
  return all(mistakesCode(531, 200, request), mistakesCode(700, 200, request));
}

export const attributeListDefects: readonly Defect[] = [
  {
    id: 'attribute-list-answered-202',
    title: 'answers the creation of an attribute list with 202 instead of 200',
    requirements: ['CSP-ATL-001'],
    unavoidable: ids('ATL', '002', '003', '004', '006', '009', '010', '021'),
    change: mistakesCode(200, 202, 'CreateAttributeList-Request'),
  },
  {
    id: 'attribute-list-of-contact-list-ignored',
    title: 'says 200 to an attribute list for a contact list and keeps none',
    requirements: ['CSP-ATL-002'],
    unavoidable: ids('ATL', '009', '012', '018'),
    change: part('attributeLists', (standard) => ({
      attach: (owner, targets, attached) => standard.attach(owner, { ...targets, lists: [] }, attached),
    })),
  },
  {
    id: 'default-attribute-list-ignored',
    title: 'says 200 to a default attribute list and keeps none',
    requirements: ['CSP-ATL-003'],
    unavoidable: ids('ATL', '011', '018', '021'),
    change: part('attributeLists', (standard) => ({
      attach: (owner, targets, attached) => standard.attach(owner, { ...targets, default: false }, attached),
    })),
  },
  {
    id: 'attribute-list-added',
    title: 'adds attributes to those attached before instead of replacing them',
    requirements: ['CSP-ATL-004'],
    change: part('attributeLists', (standard) => ({
      attach(owner, targets, attached) {
        const before = targets.users.map((user) => owner.userAttributeLists.get(user)?.attributes ?? NOTHING);
        const known = before.reduce((sum, one) => sum | one, NOTHING);
        const user = { ...attached.user, attributes: attached.user.attributes | known };
        standard.attach(owner, targets, { ...attached, user });
      },
    })),
  },
  {
    id: 'attribute-list-unknown-passed-over',
    title: 'says 200 to an attribute list for users or contact lists that do not exist',
    requirements: ['CSP-ATL-005'],
    change: all(mistakesCode(201, 200, 'CreateAttributeList-Request'), passesOver('CreateAttributeList-Request')),
  },
  {
    id: 'too-many-attribute-lists-403',
    title: 'refuses an attribute list too many with another code',
    requirements: ['CSP-ATL-007'],
    change: mistakesCode(755, 403, 'CreateAttributeList-Request'),
  },
  {
    id: 'authorization-not-notified',
    title: 'does not notify subscribers who may see more than before',
    requirements: ['CSP-ATL-008'],
    change: part('notifier', (standard) => ({
      reauthorize: (publisher, watchers) => standard.reauthorize(publisher, watchers, true),
    })),
  },
  {
    id: 'attribute-list-of-user-replaces-list',
    title: 'takes the attribute list off the contact list of a user who gets one',
    requirements: ['CSP-ATL-009'],
    change: part('attributeLists', (standard) => ({
      attach(owner, targets, attached) {
        for (const user of targets.users) {
          for (const list of owner.holding.get(user) ?? []) list.attributeList = undefined;
        }
        standard.attach(owner, targets, attached);
      },
    })),
  },
  {
    id: 'user-notify-forgotten',
    title: 'returns UserNotify F where T was set',
    requirements: ['CSP-ATL-010'],
    change: edits('GetAttributeList-Response', (value) => ({
      ...value,
      ...(value.Presence === undefined
        ? {}
        : { Presence: value.Presence.map((one) => ({ ...one, UserNotify: false })) }),
    })),
  },
  {
    id: 'default-attribute-list-untold',
    title: 'leaves the default attribute list out of the answer',
    requirements: ['CSP-ATL-011'],
    unavoidable: ids('ATL', '003', '021'),
    change: leavesOut('GetAttributeList-Response', 'DefaultAttributeList'),
  },
  {
    id: 'attribute-lists-of-users-only',
    title: 'returns the attribute lists of users, not those of contact lists, where nobody is named',
    requirements: ['CSP-ATL-012'],
    unavoidable: ids('ATL', '009'),
    change: handler('GetAttributeList-Request', (standard) => (value, call) => {
      const answer = asPrimitive(standard(value, call));
      const { DefaultList: _default, ...named } = value;
      const given = Object.values(named).some((one) => one !== undefined && [one].flat().length > 0);
      if (given) return answer;
      const { Presence } = anyVersion(answer.value);
      return {
        ...answer,
        value: { ...answer.value, Presence: Presence?.filter((one) => one.UserID !== undefined) },
      };
    }),
  },
  {
    id: 'attribute-lists-of-everybody',
    title: 'returns all attribute lists though one user is named',
    requirements: ['CSP-ATL-013'],
    change: handler('GetAttributeList-Request', (standard) => (value, call) => {
      const answer = asPrimitive(standard(value, call));
      const { DefaultList } = value;
      return codeOf(answer) === 200 ? standard({ DefaultList }, call) : answer;
    }),
  },
  {
    id: 'attribute-lists-with-values',
    title: 'writes values into attribute lists, which only name attributes',
    requirements: ['CSP-ATL-014'],
    unavoidable: ['PA-XML-003'],
    change: edits('GetAttributeList-Response', (value) =>
      withElement(value, 'StatusText', () => ({ Qualifier: true, PresenceValue: 'x' })),
    ),
  },
  {
    id: 'get-attribute-list-unknown-passed-over',
    title: 'says 200 when asked for the attribute list of what does not exist',
    requirements: ['CSP-ATL-015'],
    change: passesOver('GetAttributeList-Request'),
  },
  {
    id: 'delete-attribute-list-of-user-ignored',
    title: "says 200 to the removal of a user's attribute list and keeps it",
    requirements: ['CSP-ATL-016', 'CSP-ATL-018'],
    unavoidable: ['CSP-ATL-007'],
    change: part('attributeLists', (standard) => ({
      detach: (owner, targets) => standard.detach(owner, { ...targets, users: [] }),
    })),
  },
  {
    id: 'delete-attribute-list-of-contact-list-ignored',
    title: 'says 200 to the removal of the attribute list of a contact list and keeps it',
    requirements: ['CSP-ATL-016', 'CSP-ATL-018'],
    unavoidable: ['CSP-AUT-004'],
    change: part('attributeLists', (standard) => ({
      detach: (owner, targets) => standard.detach(owner, { ...targets, lists: [] }),
    })),
  },
  {
    id: 'delete-default-attribute-list-not-withdrawn',
    title: 'goes on showing what the default attribute list gave to those who subscribed while it was there',
    requirements: ['CSP-ATL-018'],
    change: part('attributeLists', (standard) => ({
      detach(owner, targets) {
        if (!targets.default) return standard.detach(owner, targets);
        standard.detach(owner, { ...targets, default: false });
        owner.defaultAttributeList = undefined;
      },
    })),
  },
  {
    id: 'delete-default-attribute-list-ignored',
    title: 'says 200 to the removal of the default attribute list and keeps it',
    requirements: ['CSP-ATL-017'],
    unavoidable: ['CSP-ATL-018'],
    change: part('attributeLists', (standard) => ({
      detach: (owner, targets) => standard.detach(owner, { ...targets, default: false }),
    })),
  },
  {
    id: 'delete-attribute-list-still-notifies',
    title: 'goes on notifying subscribers who lost their attribute list',
    requirements: ['CSP-ATL-018'],
    change: part('attributeLists', () => ({
      detach(owner, targets) {
        for (const user of targets.users) owner.userAttributeLists.delete(user);
        for (const list of targets.lists) list.attributeList = undefined;
        if (targets.default) owner.defaultAttributeList = undefined;
      },
    })),
  },
  {
    id: 'delete-attribute-list-unknown-passed-over',
    title: 'says 200 to the removal of the attribute list of an unknown user',
    requirements: ['CSP-ATL-019'],
    change: passesOver('DeleteAttributeList-Request'),
  },
  {
    id: 'default-attribute-list-lost',
    title: 'drops the default attribute list with every request whose DefaultList is F',
    requirements: ['CSP-ATL-021'],
    change: part('attributeLists', (standard) => ({
      attach(owner, targets, attached) {
        if (!targets.default) owner.defaultAttributeList = undefined;
        standard.attach(owner, targets, attached);
      },
    })),
  },
];
