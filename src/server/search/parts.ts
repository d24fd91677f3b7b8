/** The parts of search, tied together once; what it asks of other elements is looked up at each use. */
import type { AccessPoint } from '../element.ts';
import type { GroupStore } from '../groups/store.ts';
import type { SearchProfile } from './profile.ts';
import type { SearchRules } from './rules.ts';
import type { ProfileSource, SeenPresence } from './search-elements.ts';
import type { Searches } from './searches.ts';

export interface SearchParts {
  readonly point: AccessPoint;
  readonly profile: SearchProfile;
  readonly rules: SearchRules;
  readonly searches: Searches;
  groups(): Pick<GroupStore, 'all'>;
  presence(): SeenPresence;
  profiles(): ProfileSource;
}
