/** Searches in scenarios: their pairs, reading them to the end, what they found. */

import type { DataTable } from '@cucumber/cucumber';
import type { Answer } from '../../../src/client/answers.ts';
import { HarnessError } from '../../../src/conformance/scenario/signals.ts';
import { draft } from '../../../src/protocol/messages/any-version.ts';
import type { Value } from '../../../src/protocol/messages/infer.ts';
import { createGroup, groupOf } from '../../support/groups.ts';
import { sameUser } from '../../support/presence.ts';
import type { Party, World } from '../../support/world.ts';

/** SearchElement and SearchString. */
export type Pair = readonly [element: string, text: string];
type Request = Value<'Search-Request'>;

/** The forms of pairs on 1.3 (AMB-065). */
type Form = 'wrapped' | 'bare';

/** The form tried first. */
function formOf(world: World): Form {
  return world.version === '1.3' && world.reading('AMB-065') === 'wrapped' ? 'wrapped' : 'bare';
}

/** The pairs, with or without SearchPair; with PairIDs from 1 if they are needed. */
function pairLists({ version }: World, form: Form, pairs: readonly Pair[], numbered = false): readonly unknown[] {
  const entries = pairs.map(([SearchElement, SearchString], n) => ({
    SearchElement,
    SearchString,
    ...(numbered ? { PairID: n + 1 } : {}),
  }));
  if (form === 'wrapped') return [{ SearchPair: entries }];
  // Without the wrapper a list of 1.3 may hold several pairs by repeating each child.
  const several = (entry: object) => Object.fromEntries(Object.entries(entry).map(([name, value]) => [name, [value]]));
  return version === '1.3' ? entries.map(several) : entries;
}

/** One page of a search. */
interface Page {
  readonly answer: Answer;
  readonly value: Value<'Search-Response'>;
  readonly found: readonly string[];
}

/** Addresses of users and groups in a SearchResult, in their order. */
function addressesIn(value: unknown, found: string[] = []): readonly string[] {
  if (Array.isArray(value)) for (const one of value) addressesIn(one, found);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, child] of Object.entries(value)) {
      if (key === 'UserID' || key === 'GroupID') found.push(...[child].flat());
      else addressesIn(child, found);
    }
  }
  return found;
}

function pageOf(answer: Answer): Page | undefined {
  if (answer.primitive.name !== 'Search-Response') return undefined;
  const value = answer.as('Search-Response');
  return { answer, value, found: addressesIn(value.SearchResult) };
}

/** The pages of the last search. */
export function pages(world: World): readonly Page[] {
  return world.kept<readonly Page[]>('pages');
}

/** The last search as its first page has it. */
function firstPage(world: World): Page {
  const [first] = pages(world);
  return first ?? world.fail('Search-Response', world.notation(world.answer.primitive), world.place(world.answer));
}

/** Begins a search; its answer is the last one of the world. */
export async function beginSearch(
  world: World,
  party: Party,
  pairs: readonly Pair[],
  limit: number,
  options: { readonly unchecked?: boolean; readonly advanced?: string } = {},
): Promise<Answer> {
  const { advanced, unchecked = false } = options;
  const search = (form: Form) => {
    const value = {
      SearchPairList: pairLists(world, form, pairs, advanced !== undefined),
      ...(advanced === undefined ? {} : { AdvancedCriteria: advanced }),
      SearchLimit: limit,
    };
    return world.ask(party, { name: 'Search-Request', value }, { unchecked });
  };
  const answer = await inEitherForm(world, party, search);
  const page = pageOf(answer);
  world.keep('pages', page === undefined ? [] : [page]);
  if (page !== undefined) stopAtEnd(world, party, page);
  return answer;
}

/** Codes that may mean that the server does not know the form of the pairs. */
const FORM_REFUSED = [400, 402, 500, 501, 503, 562];

/**
 * Searches in the form of the reading; on 1.3 a refused request is tried once in the other form. If that works, the
 * difference is noted and the form is kept; otherwise the first answer counts.
 */
async function inEitherForm(world: World, party: Party, search: (form: Form) => Promise<Answer>): Promise<Answer> {
  const form = formOf(world);
  const first = await search(form);
  if (world.version !== '1.3' || first.code === undefined || !FORM_REFUSED.includes(first.code)) return first;
  const other: Form = form === 'wrapped' ? 'bare' : 'wrapped';
  const second = await search(other);
  if (second.primitive.name !== 'Search-Response') {
    world.keepAnswer(party, first);
    return first;
  }
  world.note(`search pairs were refused ${form} (${first.code}) and taken ${other}: an open point, AMB-065`);
  return second;
}

/** Stops an open search at the end, if the server supports that and the search did not end with its session. */
function stopAtEnd(world: World, party: Party, { value }: Page): void {
  const { SearchID } = value;
  if (SearchID === undefined || value.CompletionFlag || !world.claims('IMPS-CSP-S-STSRC')) return;
  world.cleanUp('stop the search', async () => {
    if (party.client.session.sessionId === undefined) return;
    await party.client.request('StopSearch-Request', draft('StopSearch-Request', { SearchID }));
  });
}

/** A SearchID in the form of the version: text on 1.1, a number from 1.2 on. */
export function searchId(world: World, id: number): Request['SearchID'] {
  return world.version === '1.1' ? String(id) : id;
}

/** The SearchID of the last search. */
export function openSearchId(world: World): NonNullable<Request['SearchID']> {
  const { answer, value } = firstPage(world);
  return world.expect.present('SearchID', value.SearchID, world.place(answer, 'SearchID'));
}

/** Asks for the results of a search from an index on. */
export function continueSearch(
  world: World,
  party: Party,
  id: Request['SearchID'],
  index: number,
  limit?: number,
): Promise<Answer> {
  const value = { SearchID: id, SearchIndex: index, ...(limit === undefined ? {} : { SearchLimit: limit }) };
  return world.ask(party, { name: 'Search-Request', value: value });
}

/** The index to go on at: the one told, or the one after it where that brought nothing new. */
function nextIndex(came: readonly Page[]): number {
  const last = came.at(-1);
  const before = new Set(came.slice(0, -1).flatMap((page) => page.found));
  const seen = new Set(came.flatMap((page) => page.found)).size;
  const told = last?.value.SearchIndex ?? seen + 1;
  return last?.found.some((one) => !before.has(one)) === true ? told : Math.max(told, seen) + 1;
}

/** Continues the last search once, at the index its answer told. */
export async function continueOnce(world: World, party: Party, limit: number): Promise<Answer> {
  const came = pages(world);
  const id = openSearchId(world);
  let index = nextIndex(came);
  let answer = await continueSearch(world, party, id, index, limit);
  let page = pageOf(answer);
  const known = new Set(came.flatMap(({ found }) => found));
  // Where SearchIndex is that of the last result, that one comes once more.
  if (page !== undefined && limit === 1 && page.found.length > 0 && page.found.every((one) => known.has(one))) {
    index += 1;
    answer = await continueSearch(world, party, id, index, limit);
    page = pageOf(answer);
  }
  if (page !== undefined) world.keep('pages', [...came, page]);
  return answer;
}

/** A search is read in so many answers at most. */
const MOST_PAGES = 60;

/** Begins a search and reads it to the end. What it found is in `found`. */
export async function searchToEnd(
  world: World,
  party: Party,
  pairs: readonly Pair[],
  limit = 20,
  options: { readonly advanced?: string } = {},
): Promise<void> {
  const answer = await beginSearch(world, party, pairs, limit, options);
  if (answer.code === 536 || answer.code === 537) {
    world.untestable('a search that is narrow enough', `the server finds this search too broad (${answer.code})`);
  }
  for (let came = pages(world); came.length < MOST_PAGES; came = pages(world)) {
    const last = came.at(-1);
    if (last === undefined || last.value.CompletionFlag) return;
    const id = openSearchId(world);
    const page = pageOf(await continueSearch(world, party, id, nextIndex(came), limit));
    if (page === undefined) return;
    world.keep('pages', [...came, page]);
  }
}

/** The results of the last search; fails where it was not answered by Search-Response. */
export function found(world: World): readonly string[] {
  firstPage(world);
  return pages(world).flatMap((page) => page.found);
}

/** Results that the last search brought twice, apart from one repeated because the search went on at the index of the last one. */
export function repeated(world: World): readonly string[] {
  const seen = new Set<string>();
  const twice: string[] = [];
  let last: string | undefined;
  for (const page of pages(world)) {
    page.found.forEach((address, n) => {
      if (seen.has(address) && !(n === 0 && address === last)) twice.push(address);
      seen.add(address);
    });
    last = page.found.at(-1) ?? last;
  }
  return twice;
}

export function sameGroup(a: string, b: string): boolean {
  return sameUser(a, b);
}

/** A value of a user's profile that the IXIT gives, or its user part for USER_ID. */
export function profileValue(world: World, party: Party, element: string): string {
  if (element === 'USER_ID') return party.user.replace(/^wv:/i, '').split('@')[0] ?? party.user;
  return (
    party.account.profile[element] ??
    world.untestable(`ixit.accounts.${party.name}.profile.${element}`, `the ${element} of an account must be known`)
  );
}

/** The search string: the whole value, or all of it but the last character. */
export function partOf(value: string, how: string): string {
  if (how === 'the whole value') return value;
  if (how === 'a part of it') return value.slice(0, Math.max(1, value.length - 1));
  throw new HarnessError(`"${how}" is neither "the whole value" nor "a part of it"`);
}

/** Groups that can be found by a name they have in common. */
export async function createFamily(world: World, owner: Party, count: number, label: string): Promise<void> {
  const labels = Array.from({ length: count }, (_, n) => `${label}${n + 1}`);
  for (const [n, one] of labels.entries()) {
    const properties = { Name: `${world.name(label)} ${n + 1}`, Searchable: 'T' };
    world.expect.success(await createGroup(world, owner, one, { properties }));
  }
  world.keep(
    `family:${label}`,
    labels.map((one) => groupOf(world, one)),
  );
}

/** The groups of such a family. */
export function family(world: World, label: string): readonly string[] {
  return world.kept<readonly string[]>(`family:${label}`);
}

export function pairsOf(world: World, table: DataTable): readonly Pair[] {
  return table.raw().map(([element = '', text = '']) => [element, world.fill(text)] as const);
}
