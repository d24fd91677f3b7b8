/** The parts of the group service, tied together once and handed to every handler. */
import type { AccessPoint, ServiceElement } from '../element.ts';
import type { InvitationElement } from '../invitation/parts.ts';
import type { MessagingGroups } from '../messaging/groups-port.ts';
import type { ElementChange } from '../seam.ts';
import type { Directory } from '../sessions/directory.ts';
import type { Notices } from './notices.ts';
import type { GroupsProfile } from './profile.ts';
import type { GroupRules } from './rules.ts';
import type { GroupStore } from './store.ts';

export interface GroupParts {
  readonly point: AccessPoint;
  readonly profile: GroupsProfile;
  readonly rules: GroupRules;
  readonly store: GroupStore;
  readonly notices: Notices;
  readonly directory: Directory;
  /** The interface of groups for messaging. */
  readonly messaging: MessagingGroups;
  /** Undefined where the server has no such element. */
  invitation(): Pick<InvitationElement, 'invite'> | undefined;
}

export type GroupChanges = ElementChange<GroupParts, 'rules' | 'store' | 'messaging'>;

export interface GroupsElement extends ServiceElement {
  readonly messaging: MessagingGroups;
  /** For search: the groups and what may be found of them. */
  readonly store: GroupStore;
}
