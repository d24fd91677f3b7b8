/**
 * The instant messaging service element (F&F 1.2 section 6; csp semantics, Instant messaging and Access lists):
 * sending, push and notification, retrieval, offline storage, delivery reports, blocked and granted lists.
 */

import type { AccessPoint, ServiceElement } from '../element.ts';
import { notifyOthers } from '../notification/service.ts';
import { change, changedAccess } from '../seam.ts';
import { createAccessListStore, entries } from './access-lists.ts';
import { createDelivery, recipientOf } from './delivery.ts';
import { createDeliveryMethods } from './delivery-methods.ts';
import { contactListsOf, groupsOf } from './groups-port.ts';
import { accessHandlers } from './handlers/access.ts';
import { fetchHandlers } from './handlers/fetch.ts';
import { sendHandler } from './handlers/send.ts';
import { createMailboxes } from './mailbox.ts';
import type { MessagingChanges, MessagingElement, MessagingParts, MessagingService } from './parts.ts';
import type { MessagingProfile } from './profile.ts';
import { receive } from './receive.ts';
import { remoteDomainsOf } from './remote-port.ts';
import { createReports } from './reports.ts';
import { messagingRules } from './rules.ts';

/** `offline`: the OfflineETEMHandling a 1.3 user agreed last (low confidence: only its values are known). */
function createParts(
  point: AccessPoint,
  profile: MessagingProfile,
  changes: MessagingChanges,
  offline: ReadonlyMap<string, string>,
): MessagingParts {
  const { limits } = profile;
  const box = { messages: limits.messagesPerUser, length: limits.lengthPerUser };
  const rules = { ...messagingRules };
  const methods = createDeliveryMethods();
  const reports = createReports(point, box);
  const boxes = createMailboxes(point.clock, box, (copy) => {
    parts.delivery.takeBack(copy);
    if (copy.message.group === undefined && rules.wantsReport(copy)) {
      reports.tell(copy.message, recipientOf(copy), 'expired');
    }
  });
  const parts: MessagingParts = {
    point,
    profile,
    rules,
    boxes,
    lists: createAccessListStore(),
    methods,
    delivery: createDelivery({ point, profile, boxes, methods, reports, rules }),
    reports,
    groups: () => groupsOf(point),
    contacts: () => contactListsOf(point),
    afar: () => remoteDomainsOf(point),
    storesFor: (user) => profile.storeAndForward && !['SENDREJECT', 'REJECT'].includes(offline.get(user) ?? ''),
    service: createService(() => parts),
  };
  change(rules, changes.rules, parts);
  change(parts.service, changes.service, parts);
  return parts;
}

/** The interface of messaging for other elements; `parts` is asked at each call: the service is part of it. */
function createService(parts: () => MessagingParts): MessagingService {
  return {
    admits(user, approach) {
      const { lists, rules, contacts } = parts();
      const own = lists.peek(user);
      return own === undefined || rules.admits(own, user, approach, contacts());
    },
    grant(session, users) {
      const { point, profile, lists } = parts();
      const { granted } = lists.of(session.user);
      const added = new Set(users.filter((user) => !granted.users.has(user)));
      if (added.size === 0) return true;
      if (entries(granted) + added.size > profile.limits.accessListEntries) return false;
      for (const user of added) granted.users.set(user, user);
      notifyOthers(point, session.user, { NotificationType: 'GLC' }, session);
      return true;
    },
    receive: (message) => receive(message, parts()),
    reported: (message, recipient, fate) => parts().reports.tell(message, recipient, fate),
  };
}

/** The work of the element when sessions begin, agree and end. */
function reactions({ delivery, reports }: MessagingParts, offline: Map<string, string>): Partial<ServiceElement> {
  return {
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
  };
}

export function createMessaging(
  access: AccessPoint,
  profile: MessagingProfile,
  changes: MessagingChanges = {},
): MessagingElement {
  const offline = new Map<string, string>();
  const parts = createParts(changedAccess(access, changes.access), profile, changes, offline);
  const element: MessagingElement = {
    name: 'messaging',
    functions: ['IMFeat', 'MDELIV', 'FWMSG', 'SETD', 'GETLM', 'GETM', 'REJCM', 'NOTIF', 'NEWM', 'GLBLU', 'BLENT'],
    handlers: { 'SendMessage-Request': sendHandler(parts), ...fetchHandlers(parts), ...accessHandlers(parts) },
    ...parts.service,
    ...reactions(parts, offline),
    reset() {
      parts.boxes.clear();
      parts.lists.clear();
      parts.methods.clear();
      parts.reports.clear();
      offline.clear();
    },
  };
  change<ServiceElement, MessagingParts>(element, changes.element, parts);
  return element;
}
