/** The parts of the invitation service, tied together once; what it asks of other elements is looked up at each use. */
import type { AccessPoint, ServiceElement } from '../element.ts';
import type { Approach } from '../messaging/access-lists.ts';
import type { ContactLists, MessagingGroups } from '../messaging/groups-port.ts';
import type { RemoteDomains } from '../messaging/remote-port.ts';
import type { ElementChange } from '../seam.ts';
import type { Directory } from '../sessions/directory.ts';
import type { UserQueue } from '../transactions/user-queue.ts';
import type { InvitationProfile } from './profile.ts';
import type { InvitationRules } from './rules.ts';
import type { Invitations, Invitee, Inviter, Matter } from './state.ts';

export interface InvitationParts {
  readonly point: AccessPoint;
  readonly profile: InvitationProfile;
  readonly rules: InvitationRules;
  readonly queue: UserQueue;
  readonly invitations: Invitations;
  readonly directory: Directory;
  groups(): MessagingGroups;
  contacts(): ContactLists;
  afar(): Pick<RemoteDomains, 'screenNameOf'>;
  /** May somebody reach a user, as far as the user's access lists go? */
  admits(user: string, approach: Approach): boolean;
}

export type InvitationChanges = ElementChange<InvitationParts, 'rules'>;

/** The interface of invitations for other service elements. */
export interface InvitationElement extends ServiceElement {
  /** Invites a user in the name of another. @returns 200, or the code of what stands in the way. */
  invite(matter: Matter, inviter: Inviter, invitee: Invitee): number;
}
