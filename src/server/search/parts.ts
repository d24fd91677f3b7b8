/** The parts of search, tied together once; what it asks of other elements is looked up at each use. */
import type { AccessPoint } from '../element.ts';
import type { GroupStore } from '../groups/store.ts';
import type { PresenceService } from '../presence/index.ts';
import type { SearchProfile } from '../profile/content.ts';
import type { SearchRules } from './rules.ts';
import type { Searches } from './searches.ts';

/** Public profiles, which the additions of 1.3 keep. */
export interface ProfileSource {
  /** The value of a property of a user's public profile; undefined where there is none. */
  valueOf(user: string, property: string): string | undefined;
}

export interface SearchParts {
  readonly point: AccessPoint;
  readonly profile: SearchProfile;
  readonly rules: SearchRules;
  readonly searches: Searches;
  groups(): Pick<GroupStore, 'all'>;
  presence(): Pick<PresenceService, 'maySee' | 'aliasOf'>;
  profiles(): ProfileSource;
}
