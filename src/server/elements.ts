/** The built-in service elements, how each is made, and the changes each can be given. */
import type { AccessPoint, ServiceElement } from './element.ts';
import { createGroups } from './groups/index.ts';
import type { GroupChanges } from './groups/parts.ts';
import { createInvitation } from './invitation/index.ts';
import type { InvitationChanges } from './invitation/parts.ts';
import { createMessaging } from './messaging/index.ts';
import type { MessagingChanges } from './messaging/parts.ts';
import { createNotification } from './notification/index.ts';
import type { NotificationChanges } from './notification/parts.ts';
import { createPresence } from './presence/index.ts';
import type { PresenceChanges } from './presence/parts.ts';
import type { ServerProfile } from './profile.ts';
import { createPublicProfile } from './public-profile/index.ts';
import type { PublicProfileChanges } from './public-profile/parts.ts';
import { createSearch, type SearchChanges } from './search/index.ts';
import { createSystemMessage } from './system-message/index.ts';
import type { SystemMessageChanges } from './system-message/parts.ts';
import { createVerifyId, type VerifyIdChanges } from './verify-id/index.ts';

/** Changes of the built-in elements, by element. */
export interface ElementChanges {
  readonly groups?: GroupChanges;
  readonly messaging?: MessagingChanges;
  readonly presence?: PresenceChanges;
  readonly search?: SearchChanges;
  readonly invitation?: InvitationChanges;
  readonly verifyId?: VerifyIdChanges;
  readonly publicProfile?: PublicProfileChanges;
  readonly notification?: NotificationChanges;
  readonly systemMessage?: SystemMessageChanges;
}

/** Makes an element for a server. During the call only `clock`, `profile`, `accounts` and `newId` may be used. */
export type ElementFactory = (access: AccessPoint, profile: ServerProfile, changes: ElementChanges) => ServiceElement;

export const builtIn = {
  groups: (access, profile, { groups }) => createGroups(access, profile.groups, groups),
  messaging: (access, profile, { messaging }) => createMessaging(access, profile.messaging, messaging),
  presence: (access, profile, { presence }) => createPresence(access, profile.presence, presence),
  search: (access, profile, { search }) => createSearch(access, profile.search, search),
  invitation: (access, profile, { invitation }) => createInvitation(access, profile.invitation, invitation),
  verifyId: (access, profile, { verifyId }) => createVerifyId(access, profile.verifyId, verifyId),
  publicProfile: (access, profile, { publicProfile }) =>
    createPublicProfile(access, profile.publicProfile, publicProfile),
  notification: (access, profile, { notification }) => createNotification(access, profile.notification, notification),
  systemMessage: (access, profile, { systemMessage }) =>
    createSystemMessage(access, profile.systemMessage, systemMessage),
} satisfies { readonly [Name in keyof ElementChanges]-?: ElementFactory };

/**
 * All of them. The order is the order in which they learn that a session ended: groups before presence, so that a user
 * leaves groups before going offline (csp semantics, Logout).
 */
export const builtInElements: readonly ElementFactory[] = Object.values(builtIn);
