/**
 * General notifications of 1.3 that presence gives rise to. ANU (user), ANC (contact list) and AND (default list) tell
 * a publisher that somebody asks for more than is authorized, where the attribute list in question was set with its
 * notify flag. Who receives a type is decided where types are subscribed to. All but ANU are known by name only
 * (AMB-123): their content is of low confidence.
 */
import type { Value } from '../../protocol/messages/infer.ts';
import type { Session } from '../element.ts';
import { type AttributeSet, attributesOf, NOTHING, naming } from './attributes.ts';
import type { PresenceParts } from './parts.ts';
import type { Authorization } from './rules.ts';
import type { ContactList, UserRecord } from './state.ts';

export type Notice = Value<'Notification-Request', '1.3'>;

/** What presence asks of other elements of the server, where it has them. */
export interface PresenceLinks {
  /** Sends a Notification-Request to those sessions of the user that subscribed to its type. */
  notice?(user: string, notice: Notice, except?: Session): void;
  /** Puts users on the granted list of the session's user (access control); false, and nothing done, without room. */
  grant?(session: Session, users: readonly string[]): boolean;
}

export interface Notices {
  /** A watcher asked for more than is authorized. */
  exceeded(publisher: UserRecord, watcher: string, requested: AttributeSet, authorization: Authorization): void;
  /** Users were put on a contact list of `owner` (ATCL). */
  addedToList(owner: UserRecord, users: readonly string[]): void;
  /** A contact list was created, changed or deleted in a session; the other sessions of its owner may be told. */
  listChanged(session: Session, list: ContactList, type: 'CLCR' | 'CLC' | 'CLD'): void;
}

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
