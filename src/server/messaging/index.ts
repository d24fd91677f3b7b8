/**
 * The instant messaging service element (F&F 1.2 section 6; csp semantics, Instant messaging and Access lists):
 * sending, push and notification, retrieval, offline storage, delivery reports, blocked and granted lists.
 */

import type { AccessPoint, Handlers, ServiceElement, Session } from '../element.ts';
import { notifyOthers } from '../notification/service.ts';
import { type Approach, createAccessListStore, entries } from './access-lists.ts';
import { createDelivery, recipientOf } from './delivery.ts';
import { createDeliveryMethods } from './delivery-methods.ts';
import { type ContactLists, type GroupsElement, noGroups } from './groups-port.ts';
import { accessHandlers } from './handlers/access.ts';
import { fetchHandlers } from './handlers/fetch.ts';
import { sendHandler } from './handlers/send.ts';
import { createMailboxes } from './mailbox.ts';
import type { MessagingParts } from './parts.ts';
import { createReports } from './reports.ts';
import { type MessagingRules, messagingRules } from './rules.ts';

export type { MessagingRules } from './rules.ts';

/** What other service elements ask of messaging. */
export interface MessagingElement extends ServiceElement {
  /** May somebody reach a user, as far as the user's access lists go? Invitations ask this, too. */
  admits(user: string, approach: Approach): boolean;
  /**
   * Puts users on the granted list of whoever has this session, whether the list is in use or not. False, and nothing
   * is changed, where it would become too long. For AuthorizeAndGrant of 1.3, whose effect is inferred from its name.
   */
  grant(session: Session, users: readonly string[]): boolean;
}

const noContacts: ContactLists = { listMembers: () => undefined };

/** @param changes rules to be replaced, for seeded defects */
export function createMessaging(point: AccessPoint, changes: Partial<MessagingRules> = {}): MessagingElement {
  const rules: MessagingRules = { ...messagingRules, ...changes };
  const { limits } = point.profile.messaging;
  const box = { messages: limits.messagesPerUser, length: limits.lengthPerUser };
  const methods = createDeliveryMethods();
  const lists = createAccessListStore();
  const reports = createReports(point, box);
  const boxes = createMailboxes(point.clock, box, (copy) => {
    delivery.takeBack(copy);
    if (copy.message.group === undefined && rules.wantsReport(copy)) {
      reports.tell(copy.message, recipientOf(copy), 'expired');
    }
  });
  const delivery = createDelivery({ point, boxes, methods, reports, rules });
  /** The OfflineETEMHandling a 1.3 user agreed last (low confidence: only its values are known). */
  const offline = new Map<string, string>();
  const parts: MessagingParts = {
    point,
    rules,
    boxes,
    lists,
    methods,
    delivery,
    reports,
    groups: () => point.element<GroupsElement>('groups')?.messaging ?? noGroups,
    contacts: () => point.element<ServiceElement & ContactLists>('presence') ?? noContacts,
    storesFor: (user) =>
      point.profile.messaging.storeAndForward && !['SENDREJECT', 'REJECT'].includes(offline.get(user) ?? ''),
  };
  const handlers: Handlers = {
    'SendMessage-Request': sendHandler(parts),
    ...fetchHandlers(parts),
    ...accessHandlers(parts),
  };
  return {
    name: 'messaging',
    functions: ['IMFeat', 'MDELIV', 'FWMSG', 'SETD', 'GETLM', 'GETM', 'REJCM', 'NOTIF', 'NEWM', 'GLBLU', 'BLENT'],
    handlers,
    admits(user, approach) {
      const own = lists.peek(user);
      return own === undefined || rules.admits(own, user, approach, parts.contacts());
    },
    grant(session, users) {
      const { granted } = lists.of(session.user);
      const added = new Set(users.filter((user) => !granted.users.has(user)));
      if (added.size === 0) return true;
      if (entries(granted) + added.size > limits.accessListEntries) return false;
      for (const user of added) granted.users.set(user, user);
      notifyOthers(point, session.user, { NotificationType: 'GLC' }, session);
      return true;
    },
    capabilitiesAgreed(session) {
      const handling = session.capabilities.offlineHandling;
      if (handling === undefined) offline.delete(session.user);
      else offline.set(session.user, handling);
      delivery.ready(session);
    },
    servicesAgreed(session) {
      delivery.ready(session);
      reports.ready(session);
    },
    sessionClosed(session) {
      delivery.ended(session);
    },
    reset() {
      boxes.clear();
      lists.clear();
      methods.clear();
      reports.clear();
      offline.clear();
    },
  };
}
