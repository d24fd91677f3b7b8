/**
 * General notifications of 1.3 that presence gives rise to. ANU (user), ANC (contact list) and AND (default list) tell
 * a publisher that somebody asks for more than is authorized, where the attribute list in question was set with its
 * notify flag. Who receives a type is decided where types are subscribed to. All but ANU are known by name only
 * (AMB-123): their content is of low confidence.
 */

import type { Value } from '../../protocol/messages/infer.ts';
import type { Session } from '../sessions/session.ts';
import { attributesOf, NOTHING, naming } from './attributes.ts';
import type { Notice, Notices, PresenceParts } from './parts.ts';

export function createNotices(parts: PresenceParts): Notices {
  const notice = (user: string, content: Notice, except?: Session) => parts.links.notice?.(user, content, except);

  return {
    exceeded(publisher, watcher, requested, { ground, attributes }) {
      const missing = requested & ~attributes;
      if (missing === NOTHING) return;
      const PresenceSubList = naming(missing & attributesOf('1.3'), '1.3') as Value<'PresenceSubList', '1.3'>;
      const UserIDList = { UserID: [watcher] };
      if (ground === 'user' && publisher.userAttributeLists.get(watcher)?.notify === true) {
        notice(publisher.user, { NotificationType: 'ANU', PresenceSubList, UserIDList });
      }
      if (ground === 'default' && publisher.defaultAttributeList?.notify === true) {
        notice(publisher.user, { NotificationType: 'AND', PresenceSubList, UserIDList, DefaultList: true });
      }
      if (ground === 'contact-lists') {
        const lists = [...(publisher.holding.get(watcher) ?? [])].filter((list) => list.attributeList?.notify === true);
        if (lists.length === 0) return;
        const ContactListIDList = { ContactList: lists.map((list) => list.address) };
        notice(publisher.user, { NotificationType: 'ANC', PresenceSubList, UserIDList, ContactListIDList });
      }
    },

    addedToList(owner, users) {
      for (const user of users) notice(user, { NotificationType: 'ATCL', UserIDList: { UserID: [owner.user] } });
    },

    listChanged(session, list, type) {
      const content: Notice = { NotificationType: type, ContactListIDList: { ContactList: [list.address] } };
      notice(session.user, content, session);
    },
  };
}
