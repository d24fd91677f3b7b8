/** The parts of the additions, tied together once; what they ask of other elements is looked up at each use. */
import type { AccessPoint } from '../element.ts';
import type { GroupStore } from '../groups/store.ts';
import type { InvitationElement } from '../invitation/index.ts';
import type { MessagingGroups } from '../messaging/groups-port.ts';
import type { Notifications } from '../notification/subscriptions.ts';
import type { PresenceService } from '../presence/index.ts';
import type { AdditionsProfile } from '../profile/content.ts';
import type { PublicProfiles } from '../public-profile/public-profiles.ts';
import type { Directory } from '../sessions/directory.ts';
import type { SystemMessages } from '../system-message/system-messages.ts';
import type { AdditionsRules } from './rules.ts';

export interface AdditionsParts {
  readonly point: AccessPoint;
  readonly profile: AdditionsProfile;
  readonly rules: AdditionsRules;
  readonly directory: Directory;
  readonly publicProfiles: PublicProfiles;
  readonly notifications: Notifications;
  readonly systemMessages: SystemMessages;
  /** Undefined where the server has no such element. */
  groups(): { readonly store: GroupStore; readonly messaging: MessagingGroups } | undefined;
  invitation(): InvitationElement | undefined;
  presence(): Pick<PresenceService, 'listMembers' | 'maySee' | 'valuesFor'> | undefined;
}
