/**
 * Search for users and groups (F&F 1.2 section 10.1; csp semantics, Search): SRCH, STSRC, and on 1.3 ADVSR and the
 * public profile.
 */
import type { AccessPoint, ServiceElement } from '../element.ts';
import type { GroupsElement } from '../groups/index.ts';
import type { PresenceElement } from '../presence/index.ts';
import { searchHandlers } from './handlers.ts';
import type { ProfileSource, SearchParts } from './parts.ts';
import { type SearchRules, searchRules } from './rules.ts';
import { createSearches } from './searches.ts';

export type { ProfileSource } from './parts.ts';
export type { SearchRules } from './rules.ts';

const noGroups: ReturnType<SearchParts['groups']> = { all: () => [] };
// Without presence everybody may know who is on line, and nobody published an alias.
const noPresence: ReturnType<SearchParts['presence']> = { maySee: () => true, aliasOf: () => undefined };
const noProfiles: ProfileSource = { valueOf: () => undefined };

/** @param changes rules to be replaced, for seeded defects */
export function createSearch(point: AccessPoint, changes: Partial<SearchRules> = {}): ServiceElement {
  const profile = point.profile.content.search;
  const searches = createSearches(profile);
  const parts: SearchParts = {
    point,
    profile,
    rules: { ...searchRules(() => parts), ...changes },
    searches,
    groups: () => point.element<GroupsElement>('groups')?.store ?? noGroups,
    presence: () => point.element<PresenceElement>('presence') ?? noPresence,
    profiles: () => point.element<ServiceElement & { profiles?: ProfileSource }>('additions')?.profiles ?? noProfiles,
  };
  return {
    name: 'search',
    functions: ['SRCH', 'ADVSR', 'STSRC'],
    handlers: searchHandlers(parts),
    sessionClosed: (session) => searches.endAll(session),
    reset: () => searches.clear(),
  };
}
