/** Search and StopSearch (csp semantics, Search). */

import { anyVersion } from '../../protocol/messages/any-version.ts';
import { primitive } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import type { Version } from '../../protocol/version.ts';
import { type Handlers, Refusal, type RequestContext } from '../element.ts';
import type { Session } from '../sessions/session.ts';
import { readCriteria } from './criteria.ts';
import { find } from './find.ts';
import type { SearchParts } from './parts.ts';
import type { Search } from './searches.ts';

type Request = Value<'Search-Request'>;

/** @throws Refusal 424 */
function openSearch(id: string | number, session: Session, { searches, rules }: SearchParts): Search {
  const search = searches.find(id);
  if (search === undefined || !rules.isOpenTo(search, session)) throw new Refusal(424);
  return search;
}

function resultOf(search: Search, addresses: readonly string[]) {
  if (addresses.length === 0) return {};
  const list =
    search.kind === 'user'
      ? { UserList: { User: addresses.map((UserID) => ({ UserID })) } }
      : { GroupList: { GroupID: [...addresses] } };
  return { SearchResult: list };
}

/** The answer with the results from `index` on, at most `limit`. */
function page(search: Search, index: number, limit: number, version: Version, parts: SearchParts) {
  const { rules } = parts;
  const addresses = search.found.slice(index - 1, index - 1 + limit);
  const next = index + addresses.length;
  search.next = next;
  const value = {
    SearchID: version === '1.1' ? String(search.id) : search.id,
    SearchFindings: rules.findings(search),
    CompletionFlag: rules.isComplete(search, next),
    SearchIndex: rules.indexTold(next),
    ...resultOf(search, addresses),
  };
  return primitive('Search-Response', value);
}

/** Advanced criteria are a function of their own. @throws Refusal 506 */
function checkAgreed(request: Request, usesProfile: boolean, session: Session, parts: SearchParts): void {
  if (session.agreed('ADVSR')) return;
  if (anyVersion(request).AdvancedCriteria !== undefined) throw new Refusal(506, 'AdvancedCriteria needs ADVSR');
  if (usesProfile && parts.profile.profileElements === 'ADVSR') {
    throw new Refusal(506, 'a search by public profile needs ADVSR');
  }
}

function start(request: Request, { session, version }: RequestContext, parts: SearchParts) {
  const { profile, rules, searches } = parts;
  const criteria = readCriteria(request, version, profile, profile.mixedKinds);
  const usesProfile = criteria.pairs.some(({ element }) => element.since === '1.3');
  checkAgreed(request, usesProfile, session, parts);
  const limit = rules.pageSize(request.SearchLimit);
  const found = find(criteria, session, parts);
  const code = rules.findingsCode(found.length);
  if (code !== 200) throw new Refusal(code, `${found.length} findings; search for something rarer`);
  if (found.length === 0) {
    const nothing = { SearchFindings: 0, CompletionFlag: true, SearchIndex: rules.indexTold(1) };
    return primitive('Search-Response', nothing);
  }
  return page(searches.open({ session, kind: criteria.kind, found, limit }), 1, limit, version, parts);
}

function resume(id: string | number, request: Request, { session, version }: RequestContext, parts: SearchParts) {
  const search = openSearch(id, session, parts);
  const index = request.SearchIndex ?? search.next;
  if (!parts.rules.isInside(search, index)) {
    throw new Refusal(425, `the search has ${search.found.length} results, the first has index 1`);
  }
  const limit = request.SearchLimit === undefined ? search.limit : parts.rules.pageSize(request.SearchLimit);
  return page(search, index, limit, version, parts);
}

export function searchHandlers(parts: SearchParts): Handlers {
  return {
    'Search-Request'(request, context) {
      if (request.SearchLimit === 0) throw new Refusal(402, 'SearchLimit is 1 at least');
      return request.SearchID === undefined
        ? start(request, context, parts)
        : resume(request.SearchID, request, context, parts);
    },
    'StopSearch-Request'(request, { session }) {
      parts.searches.end(openSearch(request.SearchID, session, parts));
      return 200;
    },
  };
}
