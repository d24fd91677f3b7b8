/** The parts of the invitation service, tied together once; what it asks of other elements is looked up at each use. */
import type { AccessPoint } from '../element.ts';
import type { Approach } from '../messaging/access-lists.ts';
import type { ContactLists, MessagingGroups } from '../messaging/groups-port.ts';
import type { InvitationProfile } from '../profile/content.ts';
import type { Directory } from '../sessions/directory.ts';
import type { Letters } from '../transactions/user-queue.ts';
import type { InvitationRules } from './rules.ts';
import type { Invitations } from './state.ts';

export interface InvitationParts {
  readonly point: AccessPoint;
  readonly profile: InvitationProfile;
  readonly rules: InvitationRules;
  readonly letters: Letters;
  readonly invitations: Invitations;
  readonly directory: Directory;
  groups(): MessagingGroups;
  contacts(): ContactLists;
  /** May somebody reach a user, as far as the user's access lists go? */
  admits(user: string, approach: Approach): boolean;
}
