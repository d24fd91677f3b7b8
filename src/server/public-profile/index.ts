/** The service element of the public profile (1.3; Architecture 1.3, B.8). */
import type { AccessPoint, ServiceElement } from '../element.ts';
import { change, changedAccess } from '../seam.ts';
import { createDirectory } from '../sessions/directory.ts';
import type { PublicProfileChanges, PublicProfileParts, PublicProfileRules, PublicProfiles } from './parts.ts';
import type { PublicProfileProfile } from './profile.ts';
import { createPublicProfiles, publicProfileHandlers } from './public-profiles.ts';

export interface PublicProfileElement extends ServiceElement {
  /** For search by public profile. */
  readonly profiles: Pick<PublicProfiles, 'valueOf'>;
}

function publicProfileRules({ accounts }: AccessPoint, profile: PublicProfileProfile): PublicProfileRules {
  return {
    profileChanged(named, { user }) {
      if (named === undefined || accounts.canonical(named) === user) return user;
      return profile.foreignProfile === 'refuse' ? undefined : user;
    },
  };
}

export function createPublicProfile(
  access: AccessPoint,
  profile: PublicProfileProfile,
  changes: PublicProfileChanges = {},
): PublicProfileElement {
  const point = changedAccess(access, changes.access);
  const publicProfiles = createPublicProfiles();
  const rules = publicProfileRules(point, profile);
  const parts: PublicProfileParts = {
    point,
    profile,
    rules,
    directory: createDirectory({ accounts: point.accounts, profile: point.profile }),
    publicProfiles,
  };
  change(rules, changes.rules, parts);
  const element: PublicProfileElement = {
    name: 'public-profile',
    functions: [],
    handlers: publicProfileHandlers(parts),
    profiles: publicProfiles,
    reset: () => publicProfiles.reset(),
  };
  change<ServiceElement, PublicProfileParts>(element, changes.element, parts);
  return element;
}
