/** CreateAttributeList, DeleteAttributeList and GetAttributeList (csp semantics, Attribute lists). */

import { anyVersion, draft } from '../../../protocol/messages/any-version.ts';
import { primitive } from '../../../protocol/messages/envelope.ts';
import type { Value } from '../../../protocol/messages/infer.ts';
import type { Version } from '../../../protocol/version.ts';
import { type Handlers, Refusal } from '../../element.ts';
import { combined, combinedStatus } from '../../results.ts';
import { limitCode } from '../../sessions/directory.ts';
import { type AttributeSet, EVERYTHING, NOTHING, naming } from '../attributes.ts';
import type { PresenceParts } from '../parts.ts';
import type { AttributeList, ContactList } from '../state.ts';
import { createOutcomes } from './outcomes.ts';
import { attributesNamed, type TargetParameters, targetsOf, writtenLists, writtenUsers } from './targets.ts';

export function attributeListHandlers(parts: PresenceParts): Handlers {
  const { profile } = parts;

  function namesNothing(request: TargetParameters & { readonly DefaultList?: boolean | undefined }): boolean {
    return request.DefaultList !== true && writtenUsers(request).length + writtenLists(request).length === 0;
  }

  function presenceOf(
    whose: { readonly UserID: string } | { readonly ContactList: string },
    { attributes, notify }: AttributeList,
    version: Version,
  ): Value<'Presence'> {
    const flag = version !== '1.3' ? {} : 'UserID' in whose ? { UserNotify: notify } : { ContactListNotify: notify };
    return draft('Presence', { ...whose, ...flag, PresenceSubList: [naming(attributes, version)] });
  }

  return {
    'CreateAttributeList-Request'(raw, context) {
      const request = anyVersion(raw);
      const { session, version } = context;
      if (namesNothing(request)) {
        throw new Refusal(400, 'name users or contact lists, or set DefaultList to T');
      }
      const whenNone: AttributeSet = profile.emptyAttributeList === 'everything' ? EVERYTHING : NOTHING;
      const attributes = attributesNamed(parts, request.PresenceSubList, context, whenNone);
      const owner = parts.state.of(session.user);
      const outcomes = createOutcomes();
      const { users, lists } = targetsOf(parts, request, context, outcomes);
      if (request.DefaultList) outcomes.defaultList();
      outcomes.refuseIfFailed(context.version);
      const targets = { users, lists, default: request.DefaultList };
      const most = profile.limits.attributeListsPerUser;
      if (parts.attributeLists.count(owner) + parts.attributeLists.growth(owner, targets) > most) {
        throw new Refusal(limitCode(version, 755), `a user attaches at most ${most} attribute lists`);
      }
      const withNotify = (notify: boolean | undefined) => ({ attributes, notify: notify === true, version });
      parts.attributeLists.attach(owner, targets, {
        user: withNotify(request.UserNotify),
        list: withNotify(request.ContactListNotify),
        default: withNotify(request.DefaultNotify),
      });
      return combinedStatus(outcomes.items, context.version);
    },

    'DeleteAttributeList-Request'(raw, context) {
      const request = anyVersion(raw);
      if (namesNothing(request)) {
        throw new Refusal(400, 'name users or contact lists, or set DefaultList to T');
      }
      const owner = parts.state.of(context.session.user);
      const outcomes = createOutcomes();
      const { users, lists } = targetsOf(parts, request, context, outcomes);
      if (request.DefaultList) outcomes.defaultList();
      outcomes.refuseIfFailed(context.version);
      parts.attributeLists.detach(owner, { users, lists, default: request.DefaultList });
      return combinedStatus(outcomes.items, context.version);
    },

    'GetAttributeList-Request'(raw, context) {
      const request = anyVersion(raw);
      const { session, version } = context;
      const owner = parts.state.of(session.user);
      const outcomes = createOutcomes();
      const named = targetsOf(parts, request, context, outcomes);
      if (request.DefaultList) outcomes.defaultList();
      outcomes.refuseIfFailed(context.version);
      // Naming nobody asks for the attribute lists of all users and contact lists.
      const all = writtenUsers(request).length + writtenLists(request).length === 0;
      const users = all ? owner.userAttributeLists.keys() : named.users;
      const lists: Iterable<ContactList> = all ? owner.contactLists.values() : named.lists;
      const presences: Value<'Presence'>[] = [];
      for (const user of users) {
        const attached = owner.userAttributeLists.get(user);
        if (attached !== undefined) presences.push(presenceOf({ UserID: user }, attached, version));
      }
      for (const { address, attributeList } of lists) {
        if (attributeList !== undefined) presences.push(presenceOf({ ContactList: address }, attributeList, version));
      }
      const standard = request.DefaultList ? owner.defaultAttributeList : undefined;
      return primitive(
        'GetAttributeList-Response',
        draft('GetAttributeList-Response', {
          Result: combined(outcomes.items, version),
          ...(standard === undefined ? {} : { DefaultAttributeList: defaultListOf(standard, version) }),
          ...(presences.length === 0 ? {} : { Presence: presences }),
        }),
      );
    },
  };
}

function defaultListOf({ attributes, notify }: AttributeList, version: Version): object {
  const list = naming(attributes, version);
  return version === '1.3' ? { DefaultNotify: notify, PresenceSubList: list } : { PresenceSubList: [list] };
}
