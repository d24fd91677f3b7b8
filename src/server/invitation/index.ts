/**
 * The general invitation feature (F&F 1.2 section 10.2; csp semantics, Invitation): INVIT and CAINV, in all versions;
 * shared content is nothing but an invitation to URLs.
 */

import type { AccessPoint, ServiceElement } from '../element.ts';
import { contactListsOf, groupsOf } from '../messaging/groups-port.ts';
import type { MessagingElement } from '../messaging/parts.ts';
import { remoteDomainsOf } from '../messaging/remote-port.ts';
import { notifyOthers } from '../notification/service.ts';
import { change, changedAccess } from '../seam.ts';
import { createDirectory } from '../sessions/directory.ts';
import { createUserQueue } from '../transactions/user-queue.ts';
import { answerHandler, type Notify } from './handlers/answer.ts';
import { cancelHandler } from './handlers/cancel.ts';
import { inviteHandler, inviteOne } from './handlers/invite.ts';
import type { InvitationChanges, InvitationElement, InvitationParts } from './parts.ts';
import type { InvitationProfile } from './profile.ts';
import { invitationRules } from './rules.ts';
import { createInvitations } from './state.ts';

export function createInvitation(
  access: AccessPoint,
  profile: InvitationProfile,
  changes: InvitationChanges = {},
): InvitationElement {
  const point = changedAccess(access, changes.access);
  const queue = createUserQueue(point);
  const invitations = createInvitations(point.clock);
  const parts: InvitationParts = {
    point,
    profile,
    rules: invitationRules(() => parts),
    queue,
    invitations,
    directory: createDirectory(point),
    groups: () => groupsOf(point),
    contacts: () => contactListsOf(point),
    afar: () => remoteDomainsOf(point),
    admits: (user, approach) => point.element<MessagingElement>('messaging')?.admits(user, approach) ?? true,
  };
  change(parts.rules, changes.rules, parts);
  const notify: Notify = (user, NotificationType, { matter }, except) => {
    notifyOthers(point, user, { NotificationType, InviteID: matter.id }, except);
  };
  const element: InvitationElement = {
    name: 'invitation',
    functions: ['INVIT', 'CAINV'],
    handlers: {
      'Invite-Request': inviteHandler(parts),
      'InviteUser-Response': answerHandler(parts, notify),
      'CancelInvite-Request': cancelHandler(parts, notify),
    },
    invite: (matter, inviter, invitee) => inviteOne(matter, inviter, invitee, parts),
    servicesAgreed: (session) => queue.ready(session),
    reset() {
      invitations.clear();
      queue.clear();
    },
  };
  change<ServiceElement, InvitationParts>(element, changes.element, parts);
  return element;
}
