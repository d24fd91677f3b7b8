/** Choices of an operator in search. */
export interface SearchProfile {
  /** More findings than this are refused with 536; 0 sets no bound. */
  readonly findings: number;
  /** Most results in one answer, whatever SearchLimit asks. */
  readonly resultsPerAnswer: number;
  /**
   * Searches one session keeps open; the next one ends one that is complete, else the oldest. With 1 a new search ends
   * the one before (AMB-085).
   */
  readonly searchesPerSession: number;
  /** Results kept over all open searches of the server; beyond that the oldest searches end. */
  readonly kept: number;
  /** Users or groups looked at before a search is given up with 535; 0 sets no bound. */
  readonly examined: number;
  /** Shorter strings to be searched for are refused with 537 as too broad, characters. Flags and ages are exempt. */
  readonly shortestString: number;
  /** Pairs in one request; more are refused with 402. */
  readonly pairs: number;
  /** SearchIndex of an answer: that of the next result, or of the last one given (AMB-083). */
  readonly indexTells: 'next' | 'last';
  /** User and group elements in one search: 402, or the kind of the first one wins (AMB-084). */
  readonly mixedKinds: 'refuse' | 'first';
  /** USER_ONLINE_STATUS sees what the presence authorization of each user lets the searcher see, or everybody. */
  readonly onlineStatus: 'authorized' | 'everybody';
  /** A group whose property Searchable was never set. */
  readonly searchableUnset: 'hidden' | 'found';
  /** 1.3: search by public profile needs SRCH only, or ADVSR too (AMB-190). */
  readonly profileElements: 'SRCH' | 'ADVSR';
}

export const searchDefaults: SearchProfile = {
  findings: 0,
  resultsPerAnswer: 100,
  searchesPerSession: 5,
  kept: 2_000_000,
  examined: 0,
  shortestString: 1,
  pairs: 50,
  indexTells: 'next',
  mixedKinds: 'refuse',
  onlineStatus: 'authorized',
  searchableUnset: 'hidden',
  profileElements: 'SRCH',
};
