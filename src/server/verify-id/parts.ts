/** The parts of VerifyID, tied together once; what it asks of other elements is looked up at each use. */
import type { AccessPoint } from '../element.ts';
import type { ContactLists, MessagingGroups } from '../messaging/groups-port.ts';
import type { Directory } from '../sessions/directory.ts';
import type { VerifyIdProfile } from './profile.ts';
import type { VerifyIdRules } from './rules.ts';

export interface VerifyIdParts {
  readonly point: AccessPoint;
  readonly profile: VerifyIdProfile;
  readonly rules: VerifyIdRules;
  readonly directory: Directory;
  groups(): MessagingGroups;
  contacts(): ContactLists;
}
