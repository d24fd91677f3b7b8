/**
 * Search for users and groups (F&F 1.2 section 10.1; csp semantics, Search): SRCH, STSRC, and on 1.3 ADVSR and the
 * public profile.
 */
import type { AccessPoint, ServiceElement } from '../element.ts';
import type { GroupsElement } from '../groups/parts.ts';
import type { PresenceElement } from '../presence/parts.ts';
import { change, changedAccess, type ElementChange } from '../seam.ts';
import { searchHandlers } from './handlers.ts';
import type { SearchParts } from './parts.ts';
import type { SearchProfile } from './profile.ts';
import { searchRules } from './rules.ts';
import type { ProfileSource } from './search-elements.ts';
import { createSearches } from './searches.ts';

export type SearchChanges = ElementChange<SearchParts, 'rules'>;

const noGroups: ReturnType<SearchParts['groups']> = { all: () => [] };
// Without presence everybody may know who is on line, and nobody published an alias.
const noPresence: ReturnType<SearchParts['presence']> = { maySee: () => true, aliasOf: () => undefined };
const noProfiles: ProfileSource = { valueOf: () => undefined };

export function createSearch(access: AccessPoint, profile: SearchProfile, changes: SearchChanges = {}): ServiceElement {
  const point = changedAccess(access, changes.access);
  const searches = createSearches(profile);
  const parts: SearchParts = {
    point,
    profile,
    rules: searchRules(() => parts),
    searches,
    groups: () => point.element<GroupsElement>('groups')?.store ?? noGroups,
    presence: () => point.element<PresenceElement>('presence') ?? noPresence,
    profiles: () =>
      point.element<ServiceElement & { profiles?: ProfileSource }>('public-profile')?.profiles ?? noProfiles,
  };
  change(parts.rules, changes.rules, parts);
  const element: ServiceElement = {
    name: 'search',
    functions: ['SRCH', 'ADVSR', 'STSRC'],
    handlers: searchHandlers(parts),
    sessionClosed: (session) => searches.endAll(session),
    reset: () => searches.clear(),
  };
  return change(element, changes.element, parts);
}
