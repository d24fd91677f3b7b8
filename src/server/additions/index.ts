/**
 * Common services beside search and invitation: VerifyID (1.2 and later) and what 1.3 added (Architecture 1.3, B.8):
 * public profile, general notifications, system messages, extended conversation, maps. (Registration, several sessions
 * and segmentation are the access point's.)
 */
import type { AccessPoint, ServiceElement } from '../element.ts';
import { conversationHandlers } from '../groups/handlers/extended-conversation.ts';
import type { GroupsElement } from '../groups/index.ts';
import type { InvitationElement } from '../invitation/index.ts';
import type { NotificationService } from '../notification/service.ts';
import { createNotifications, notificationHandlers } from '../notification/subscriptions.ts';
import { mapHandlers } from '../presence/handlers/map.ts';
import type { PresenceElement } from '../presence/index.ts';
import { createPublicProfiles, type PublicProfiles, publicProfileHandlers } from '../public-profile/public-profiles.ts';
import { createDirectory } from '../sessions/directory.ts';
import { createSystemMessages, type SystemMessages, systemMessageHandlers } from '../system-message/system-messages.ts';
import { createLetters } from '../transactions/user-queue.ts';
import { verifyHandlers } from '../verify-id/handlers.ts';
import type { AdditionsParts } from './parts.ts';
import { type AdditionsRules, additionsRules } from './rules.ts';

export type { Notice, NotificationService } from '../notification/service.ts';
export type { SystemMessageOrder, SystemMessages } from '../system-message/system-messages.ts';
export type { AdditionsRules } from './rules.ts';

export interface AdditionsElement extends ServiceElement, NotificationService {
  /** For search by public profile. */
  readonly profiles: Pick<PublicProfiles, 'valueOf'>;
  /** For the operator. */
  readonly systemMessages: Pick<SystemMessages, 'send' | 'withdraw' | 'answerTo'>;
}

/** @param changes rules to be replaced, for seeded defects */
export function createAdditions(point: AccessPoint, changes: Partial<AdditionsRules> = {}): AdditionsElement {
  const profile = point.profile.content.additions;
  const letters = createLetters(point);
  const parts: AdditionsParts = {
    point,
    profile,
    rules: { ...additionsRules(() => parts), ...changes },
    directory: createDirectory(point),
    publicProfiles: createPublicProfiles(),
    notifications: createNotifications(() => parts),
    systemMessages: createSystemMessages(() => parts, letters),
    groups: () => point.element<GroupsElement>('groups'),
    invitation: () => point.element<InvitationElement>('invitation'),
    presence: () => point.element<PresenceElement>('presence'),
  };
  const { url } = profile.map;
  return {
    name: 'additions',
    functions: ['VRID', 'EXCON', ...(url === undefined ? [] : (['GETMAP'] as const))],
    handlers: {
      ...verifyHandlers(parts),
      ...publicProfileHandlers(parts),
      ...notificationHandlers(parts),
      ...systemMessageHandlers(parts),
      ...conversationHandlers(parts),
      // Without a map nobody handles GetMap: the access point says that it is not implemented.
      ...(url === undefined ? {} : mapHandlers(parts, url)),
    },
    profiles: parts.publicProfiles,
    systemMessages: parts.systemMessages,
    notice: (user, notice, except) => parts.notifications.notice(user, notice, except),
    loginObstacle: (user, answers) => parts.systemMessages.loginObstacle(user, answers),
    // System messages belong to no function: they need not wait for negotiation.
    sessionOpened: (session) => letters.ready(session),
    sessionClosed: (session) => parts.notifications.forget(session),
    reset() {
      parts.publicProfiles.reset();
      parts.notifications.clear();
      parts.systemMessages.clear();
      letters.clear();
    },
  };
}
