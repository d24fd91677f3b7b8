/** The decisions of search, each replaceable from outside. */
import { type Group, propertyOf } from '../groups/state.ts';
import type { Session } from '../sessions/session.ts';
import { holds, pairsNamed } from './advanced.ts';
import type { Criteria } from './criteria.ts';
import type { SearchProfile } from './profile.ts';
import type { SeenPresence } from './search-elements.ts';
import type { Search } from './searches.ts';

export interface SearchRules {
  /** Does a value fit a string to be searched for, which is in lower case? */
  matches(value: string | undefined, text: string): boolean;
  /** All pairs are to be met; those named in AdvancedCriteria as it says. `pairHolds` by position. */
  combines(criteria: Criteria, pairHolds: (n: number) => boolean): boolean;
  /** Is a user on line, as far as the searcher may know? Undefined: the searcher may not. */
  onlineTo(user: string, searcher: Session): boolean | undefined;
  showsGroup(group: Group, searcher: Session): boolean;
  /** 200, or why a search with so many findings is refused. */
  findingsCode(findings: number): number;
  /** Results in one answer. */
  pageSize(limit: number | undefined): number;
  /** May this session continue or stop the search? */
  isOpenTo(search: Search, session: Session): boolean;
  /** May a search be continued at this index? */
  isInside(search: Search, index: number): boolean;
  /** SearchFindings of an answer. */
  findings(search: Search): number;
  /** Is the search complete when the results up to the one before `next` were given? */
  isComplete(search: Search, next: number): boolean;
  /** SearchIndex of an answer; `next` is the index of the result after the last one given. */
  indexTold(next: number): number;
}

interface Known {
  readonly point: { sessionsOf(user: string): readonly Session[] };
  readonly profile: SearchProfile;
  presence(): SeenPresence;
}

/** `parts` is asked at each call: the rules are part of it. */
export function searchRules(parts: () => Known): SearchRules {
  return {
    matches: (value, text) => value?.toLowerCase().includes(text) === true,
    combines({ pairs, advanced }, pairHolds) {
      if (advanced === undefined) return pairs.every((_, n) => pairHolds(n));
      const named = pairsNamed(advanced);
      const others = pairs.every(({ pairId }, n) => (pairId !== undefined && named.has(pairId)) || pairHolds(n));
      return others && holds(advanced, (id) => pairHolds(pairs.findIndex(({ pairId }) => pairId === id)));
    },
    onlineTo(user, searcher) {
      const { point, profile, presence } = parts();
      const mayKnow = profile.onlineStatus === 'everybody' || presence().maySee(searcher.user, user, 'OnlineStatus');
      return mayKnow ? point.sessionsOf(user).length > 0 : undefined;
    },
    showsGroup(group, searcher) {
      const unset = parts().profile.searchableUnset === 'found' ? 'T' : 'F';
      return group.owner === searcher.user || (propertyOf(group, 'Searchable') ?? unset) !== 'F';
    },
    findingsCode(findings) {
      const most = parts().profile.findings;
      return most > 0 && findings > most ? 536 : 200;
    },
    pageSize: (limit) => Math.min(limit ?? Number.POSITIVE_INFINITY, parts().profile.resultsPerAnswer),
    isOpenTo: (search, session) => search.session === session,
    isInside: (search, index) => index >= 1 && index <= search.found.length,
    findings: (search) => search.found.length,
    isComplete: (search, next) => next > search.found.length,
    indexTold: (next) => (parts().profile.indexTells === 'next' ? next : next - 1),
  };
}
