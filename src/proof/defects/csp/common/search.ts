/** Defects of search. */

import { anyVersion } from '../../../../protocol/messages/any-version.ts';
import type { Value } from '../../../../protocol/messages/infer.ts';
import type { Change, Defect } from '../../../types.ts';
import { asPrimitive, edits, handler, mistakesCode, pretends } from '../../../ways/families.ts';
import { search } from '../../../ways/search-rules.ts';
import { contentsOf, withElement } from '../../../ways/values.ts';

interface Pair {
  readonly SearchElement: string;
  readonly SearchString: string;
}

interface Criteria {
  readonly SearchPairList?: readonly (Pair | { readonly SearchPair: readonly Pair[] })[];
}

function pairsOf({ SearchPairList: lists = [] }: Criteria): readonly Pair[] {
  return lists.flatMap((list) => ('SearchPair' in list ? list.SearchPair : [list]));
}

/** Reads a search as if it had other pairs. */
function searchesInstead(edit: (pairs: readonly Pair[], user: string) => readonly Pair[]): Change {
  return handler('Search-Request', (standard) => (request, call) => {
    const { SearchPairList, ...others } = request as Criteria;
    if (SearchPairList === undefined) return standard(request, call);
    const pairs = edit(pairsOf({ SearchPairList }), call.session?.user ?? '');
    return standard({ ...others, SearchPairList: call.version === '1.3' ? [{ SearchPair: pairs }] : pairs }, call);
  });
}

const NOTHING = 'no such text anywhere';

/** Finds nothing by one element. */
function neverFindsBy(...elements: readonly string[]): Change {
  return searchesInstead((pairs) =>
    pairs.map((pair) => (elements.includes(pair.SearchElement) ? { ...pair, SearchString: NOTHING } : pair)),
  );
}

/** Leaves the criterion of an element out of account. */
function ignores(...elements: readonly string[]): Change {
  return searchesInstead((pairs) => pairs.filter(({ SearchElement }) => !elements.includes(SearchElement)));
}

/** Changes the answers that bring results of a search for groups. */
function editsPages(edit: (value: Value<'Search-Response'>) => unknown): Change {
  return edits('Search-Response', (value) =>
    value.SearchResult === undefined ? value : (edit(value) as Value<'Search-Response'>),
  );
}

/** Relations of users to groups, remembered: whoever was once found is found again. */
function remembers(elementName: string): Change {
  const known = new Map<string, unknown>();
  return handler('Search-Request', (standard) => (request, call) => {
    const answer = asPrimitive(standard(request, call));
    const [pair] = pairsOf(request as Criteria);
    if (pair?.SearchElement !== elementName) return answer;
    const key = `${call.version} ${pair.SearchString}`;
    const { SearchResult } = anyVersion(answer.value);
    if (SearchResult !== undefined) known.set(key, answer);
    return (known.get(key) ?? answer) as typeof answer;
  });
}

export const searchDefects: readonly Defect[] = [
  {
    id: 'search-user-id-whole-only',
    title: 'finds users by the whole UserID only',
    requirements: ['CSP-SRC-001'],
    change: searchesInstead((pairs) =>
      pairs.map((pair) =>
        pairs.length === 1 && pair.SearchElement === 'USER_ID' && !pair.SearchString.includes('.')
          ? { ...pair, SearchString: NOTHING }
          : pair,
      ),
    ),
  },
  {
    id: 'search-no-last-name',
    title: 'finds nobody by last name',
    requirements: ['CSP-SRC-002'],
    change: neverFindsBy('USER_LAST_NAME'),
  },
  {
    id: 'search-no-mobile-number',
    title: 'finds nobody by mobile number',
    requirements: ['CSP-SRC-003'],
    change: searchesInstead((pairs) =>
      pairs.map((pair) => (pair.SearchElement === 'USER_MOBILE_NUMBER' ? { ...pair, SearchString: '000000' } : pair)),
    ),
  },
  {
    id: 'search-online-status-ignored',
    title: 'ignores USER_ONLINE_STATUS',
    requirements: ['CSP-SRC-004'],
    change: ignores('USER_ONLINE_STATUS'),
  },
  {
    id: 'search-no-topic',
    title: 'finds no group by its topic',
    requirements: ['CSP-SRC-005'],
    unavoidable: ['CSP-SRC-010'],
    change: neverFindsBy('GROUP_TOPIC'),
  },
  {
    id: 'search-no-own-groups',
    title: 'does not find the groups of the user who searches',
    requirements: ['CSP-SRC-006'],
    change: searchesInstead((pairs, user) =>
      pairs.map((pair) =>
        pair.SearchElement === 'GROUP_USER_ID_OWNER' && pair.SearchString === user
          ? { ...pair, SearchString: NOTHING }
          : pair,
      ),
    ),
  },
  {
    id: 'search-joined-remembered',
    title: 'finds groups by users who left them',
    requirements: ['CSP-SRC-007'],
    change: remembers('GROUP_USER_ID_JOINED'),
  },
  {
    id: 'search-no-auto-join',
    title: 'finds no group by who joins it automatically',
    requirements: ['CSP-SRC-008'],
    versions: ['1.2', '1.3'],
    change: neverFindsBy('GROUP_USER_ID_AUTOJOIN'),
  },
  {
    id: 'search-shows-hidden-groups',
    title: 'finds groups that are not searchable',
    requirements: ['CSP-SRC-009'],
    change: search({ showsGroup: () => true }),
  },
  {
    id: 'search-any-pair',
    title: 'finds what meets one of several search pairs',
    requirements: ['CSP-SRC-010'],
    unavoidable: ['CSP-SRC-004', 'CSP-SRC-030'],
    change: search({ combines: ({ pairs }, holds) => pairs.some((_, n) => holds(n)) }),
  },
  {
    id: 'search-letter-case-counts',
    title: 'tells letter case apart in names of groups',
    requirements: ['CSP-SRC-011'],
    change: searchesInstead((pairs) =>
      pairs.map((pair) => (pair.SearchString.startsWith('cHeSs') ? { ...pair, SearchString: NOTHING } : pair)),
    ),
  },
  {
    id: 'search-unknown-element-ignored',
    title: 'ignores search elements it does not know',
    requirements: ['CSP-SRC-013'],
    change: searchesInstead((pairs) =>
      pairs.map((pair) =>
        pair.SearchElement === 'USER_SHOE_SIZE' ? { SearchElement: 'USER_ID', SearchString: NOTHING } : pair,
      ),
    ),
  },
  {
    id: 'search-without-findings',
    title: 'tells 0 SearchFindings while results remain',
    requirements: ['CSP-SRC-014'],
    change: editsPages((value) => (value.CompletionFlag ? value : { ...value, SearchFindings: 0 })),
  },
  {
    id: 'search-limit-ignored',
    title: 'ignores SearchLimit',
    requirements: ['CSP-SRC-015'],
    // Whatever needs a search that goes on.
    unavoidable: [
      'CSP-OUT-009',
      'CSP-SRC-014',
      'CSP-SRC-016',
      'CSP-SRC-017',
      'CSP-SRC-018',
      'CSP-SRC-021',
      'CSP-SRC-022',
      'CSP-SRC-028',
    ],
    change: search({ pageSize: () => 100 }),
  },
  {
    id: 'search-completion-late',
    title: 'says that results remain in the answer with the last one',
    requirements: ['CSP-SRC-016'],
    change: editsPages((value) => ({ ...value, CompletionFlag: false })),
  },
  {
    id: 'search-restarts',
    title: 'answers every continued search with its first results',
    requirements: ['CSP-SRC-017', 'CSP-SRC-019'],
    unavoidable: ['CSP-SRC-015', 'CSP-SRC-016', 'CSP-SRC-022'],
    change: handler('Search-Request', (standard) => (request, call) => {
      const { SearchID } = request;
      return standard(SearchID === undefined ? request : { ...request, SearchIndex: 1 }, call);
    }),
  },
  {
    id: 'search-index-from-zero',
    title: 'counts results from 0 in SearchIndex',
    requirements: ['CSP-SRC-018'],
    change: editsPages((value) =>
      value.SearchFindings === 3 && value.SearchIndex === 3 && !value.CompletionFlag
        ? { ...value, SearchIndex: 1 }
        : value,
    ),
  },
  {
    id: 'search-nothing-424',
    title: 'refuses a search without hits',
    requirements: ['CSP-SRC-020'],
    unavoidable: ['CSP-SRC-004', 'CSP-SRC-007', 'CSP-SRC-008', 'CSP-SRC-010', 'CSP-SRC-013', 'CSP-SRC-030'],
    change: handler('Search-Request', (standard) => (request, call) => {
      const answer = asPrimitive(standard(request, call));
      return anyVersion(answer.value).SearchFindings === 0 ? 424 : answer;
    }),
  },
  {
    id: 'search-unknown-id-404',
    title: 'refuses to continue an unknown search with a code that means something else',
    requirements: ['CSP-SRC-021', 'CSP-SRC-028'],
    change: mistakesCode(424, 404, 'Search-Request'),
  },
  {
    id: 'search-beyond-402',
    title: 'refuses an index beyond the results with a code that means something else',
    requirements: ['CSP-SRC-022'],
    change: mistakesCode(425, 402, 'Search-Request'),
  },
  {
    id: 'search-stop-pretended',
    title: 'says 200 to StopSearch and keeps the search',
    requirements: ['CSP-SRC-028'],
    change: pretends('StopSearch-Request'),
  },
  {
    id: 'search-no-city',
    title: 'finds nobody by the city of the public profile',
    requirements: ['CSP-SRC-030'],
    versions: ['1.3'],
    change: neverFindsBy('USER_CITY'),
  },
  {
    id: 'search-alias-whole-only',
    title: 'finds users by the whole alias only',
    requirements: ['CSP-SRC-002'],
    change: search({
      matches: (value, text) =>
        value?.endsWith('-alias') === true
          ? value.toLowerCase() === text
          : value?.toLowerCase().includes(text) === true,
    }),
  },
  {
    id: 'search-profile-criteria-ignored',
    title: 'leaves country, gender, age and marital status out of account',
    requirements: ['CSP-SRC-030'],
    versions: ['1.3'],
    change: ignores('USER_COUNTRY', 'USER_GENDER', 'USER_AGE_MIN', 'USER_AGE_MAX', 'USER_MARITAL_STATUS'),
  },
  {
    id: 'search-interests-never',
    title: 'finds nobody by intention or interests',
    requirements: ['CSP-SRC-030'],
    versions: ['1.3'],
    change: neverFindsBy('USER_INTENTION', 'USER_INTERESTS_HOBBIES'),
  },
  {
    id: 'owner-of-any-group',
    title: 'finds groups by an owner whoever their owner is',
    requirements: ['CSP-SRC-006'],
    change: handler('Search-Request', (standard) => (request, call) => {
      if (!contentsOf(request, 'SearchElement').includes('GROUP_USER_ID_OWNER')) return standard(request, call);
      const byId = withElement(request, 'SearchElement', (name) =>
        name === 'GROUP_USER_ID_OWNER' ? 'GROUP_ID' : name,
      );
      const anything = (text: unknown) => (typeof text === 'string' && text.startsWith('wv:') ? 'wv:' : text);
      return standard(withElement(byId, 'SearchString', anything), call);
    }),
  },
];
