/**
 * The general invitation feature (F&F 1.2 section 10.2; csp semantics, Invitation): INVIT and CAINV, in all versions;
 * shared content is nothing but an invitation to URLs.
 */

import type { AccessPoint, ServiceElement } from '../element.ts';
import { type ContactLists, type GroupsElement, noGroups } from '../messaging/groups-port.ts';
import type { MessagingElement } from '../messaging/index.ts';
import { notifyOthers } from '../notification/service.ts';
import { createDirectory } from '../sessions/directory.ts';
import { createLetters } from '../transactions/user-queue.ts';
import { answerHandler, type Notify } from './handlers/answer.ts';
import { cancelHandler } from './handlers/cancel.ts';
import { inviteHandler, inviteOne } from './handlers/invite.ts';
import type { InvitationParts } from './parts.ts';
import { type InvitationRules, invitationRules } from './rules.ts';
import { createInvitations, type Invitee, type Inviter, type Matter } from './state.ts';

export type { InvitationRules } from './rules.ts';
export type { Invitee, Inviter, Matter } from './state.ts';

/** What other service elements ask of invitations. */
export interface InvitationElement extends ServiceElement {
  /** Invites a user in the name of another. @returns 200, or the code of what stands in the way. */
  invite(matter: Matter, inviter: Inviter, invitee: Invitee): number;
}

const noContacts: ContactLists = { listMembers: () => undefined };

/** @param changes rules to be replaced, for seeded defects */
export function createInvitation(point: AccessPoint, changes: Partial<InvitationRules> = {}): InvitationElement {
  const letters = createLetters(point);
  const invitations = createInvitations(point.clock);
  const parts: InvitationParts = {
    point,
    profile: point.profile.content.invitation,
    rules: { ...invitationRules(() => parts), ...changes },
    letters,
    invitations,
    directory: createDirectory(point),
    groups: () => point.element<GroupsElement>('groups')?.messaging ?? noGroups,
    contacts: () => point.element<ServiceElement & ContactLists>('presence') ?? noContacts,
    admits: (user, approach) => point.element<MessagingElement>('messaging')?.admits(user, approach) ?? true,
  };
  const notify: Notify = (user, NotificationType, { matter }, except) => {
    notifyOthers(point, user, { NotificationType, InviteID: matter.id }, except);
  };
  return {
    name: 'invitation',
    functions: ['INVIT', 'CAINV'],
    handlers: {
      'Invite-Request': inviteHandler(parts),
      'InviteUser-Response': answerHandler(parts, notify),
      'CancelInvite-Request': cancelHandler(parts, notify),
    },
    invite: (matter, inviter, invitee) => inviteOne(matter, inviter, invitee, parts),
    servicesAgreed: (session) => letters.ready(session),
    reset() {
      invitations.clear();
      letters.clear();
    },
  };
}
