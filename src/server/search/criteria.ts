/** The query of a Search-Request, read and checked: pairs of SearchElement and SearchString, and how they combine. */

import { anyVersion } from '../../protocol/messages/any-version.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import type { Version } from '../../protocol/version.ts';
import { Refusal } from '../element.ts';
import { detailedResults } from '../results.ts';
import { type Expression, parseAdvanced } from './advanced.ts';
import type { SearchProfile } from './profile.ts';
import { ELEMENTS, type SearchElement } from './search-elements.ts';

/** One pair; `text` is trimmed and in lower case, as everything is compared. */
export interface Criterion {
  readonly element: SearchElement;
  readonly text: string;
  readonly pairId: number | undefined;
}

export interface Criteria {
  readonly kind: 'user' | 'group';
  readonly pairs: readonly Criterion[];
  /** 1.3: how some of the pairs combine; the others are to be met as well. */
  readonly advanced: Expression | undefined;
}

interface Pair {
  readonly element: string;
  readonly text: string;
  readonly pairId: number | undefined;
}

interface LooseList {
  readonly SearchElement?: string | readonly string[];
  readonly SearchString?: string | readonly string[];
  readonly PairID?: number | readonly number[];
  readonly SearchPair?: readonly { SearchElement: string; SearchString: string; PairID?: number }[];
}

function many<T extends string | number>(value: T | readonly T[] | undefined): readonly T[] {
  return value === undefined ? [] : typeof value === 'object' ? value : [value];
}

/** The pairs of a list, inside SearchPair or bare (AMB-192). @throws Refusal 400 */
function pairsOf(list: LooseList): readonly Pair[] {
  if (list.SearchPair !== undefined) {
    return list.SearchPair.map((pair) => ({
      element: pair.SearchElement,
      text: pair.SearchString,
      pairId: pair.PairID,
    }));
  }
  const elements = many(list.SearchElement);
  const strings = many(list.SearchString);
  const ids = many(list.PairID);
  if (elements.length !== strings.length) throw new Refusal(400, 'every SearchElement needs one SearchString');
  // Of bare pairs in one list it cannot be told which PairID is missing: all have one, or none counts.
  const numbered = ids.length === elements.length;
  return elements.map((element, n) => ({ element, text: strings[n] ?? '', pairId: numbered ? ids[n] : undefined }));
}

/** @throws Refusal 402 for an element the version does not have; its name stands in DetailedResult on 1.3. */
function elementOf(name: string, version: Version): SearchElement {
  const element = ELEMENTS.get(name.trim());
  if (element !== undefined && element.since <= version) return element;
  const details = version === '1.3' ? detailedResults([{ code: 402, item: { SearchElement: name } }], version) : [];
  throw new Refusal(402, `${version} has no SearchElement ${name.slice(0, 50)}`, details);
}

/** @throws Refusal 402, or 537 for a string too short. */
function criterionOf({ element: name, text, pairId }: Pair, version: Version, profile: SearchProfile): Criterion {
  const element = elementOf(name, version);
  const wanted = text.trim();
  const fault = element.fault?.(wanted);
  if (fault !== undefined) throw new Refusal(402, `${element.name}: ${fault}`);
  if (element.fault === undefined && wanted.length < profile.shortestString) {
    throw new Refusal(537, `${element.name}: search for ${profile.shortestString} characters at least`);
  }
  return { element, text: wanted.toLowerCase(), pairId };
}

/** @throws Refusal 400, 402 or 537 */
export function readCriteria(
  request: Value<'Search-Request'>,
  version: Version,
  profile: SearchProfile,
  mixedKinds: SearchProfile['mixedKinds'],
): Criteria {
  const { SearchPairList: lists, AdvancedCriteria: advancedText } = anyVersion(request);
  const pairs = (lists ?? []).flatMap((list) => pairsOf(list));
  if (pairs.length === 0) throw new Refusal(400, 'a search needs a SearchPairList, or the SearchID of an open search');
  if (pairs.length > profile.pairs) throw new Refusal(402, `more than ${profile.pairs} search pairs`);
  const criteria = pairs.map((pair) => criterionOf(pair, version, profile));
  const kind = criteria[0]?.element.kind ?? 'user';
  const ofKind = criteria.filter((criterion) => criterion.element.kind === kind);
  if (ofKind.length < criteria.length && mixedKinds === 'refuse') {
    throw new Refusal(402, 'user and group elements do not mix in one search');
  }
  const ids = ofKind.flatMap(({ pairId }) => (pairId === undefined ? [] : [pairId]));
  if (new Set(ids).size < ids.length) throw new Refusal(402, 'the same PairID twice');
  const advanced = advancedText === undefined ? undefined : parseAdvanced(advancedText, new Set(ids));
  return { kind, pairs: ofKind, advanced };
}
