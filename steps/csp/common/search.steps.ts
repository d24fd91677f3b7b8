/** Search for users and groups. */

import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import { draft } from '../../../src/protocol/messages/any-version.ts';
import type { Value } from '../../../src/protocol/messages/infer.ts';
import { groupOf } from '../../support/groups.ts';
import { sameUser } from '../../support/presence.ts';
import type { Party, World } from '../../support/world.ts';
import { restoreAtEnd } from './public-profile.ts';
import {
  beginSearch,
  continueOnce,
  continueSearch,
  createFamily,
  family,
  found,
  openSearchId,
  type Pair,
  pages,
  pairsOf,
  partOf,
  profileValue,
  repeated,
  sameGroup,
  searchId,
  searchToEnd,
} from './search.ts';

/** Never issued: SearchIDs are counted, or drawn from a large range. */
const UNKNOWN_SEARCH = 4_294_901_763;

function byName(world: World, label: string): readonly Pair[] {
  return [['GROUP_NAME', world.name(label)]];
}

When(
  /^([A-D]) searches for ([A-D]) by ([A-Z_]+), (the whole value|a part of it)$/,
  async function (this: World, searcher: string, sought: string, element: string, how: string) {
    const value = partOf(profileValue(this, this.party(sought), element), how);
    await searchToEnd(this, this.party(searcher), [[element, value]]);
  },
);

When(
  '{party} searches for {party} among the users on line',
  async function (this: World, searcher: Party, sought: Party) {
    const pairs: readonly Pair[] = [
      ['USER_ID', profileValue(this, sought, 'USER_ID')],
      ['USER_ONLINE_STATUS', 'T'],
    ];
    await searchToEnd(this, searcher, pairs);
  },
);

When('{party} searches for the telephone number of the IXIT', async function (this: World, searcher: Party) {
  const { msisdn } = this.party('phone').account;
  const number = msisdn ?? this.untestable('ixit.accounts.phone.msisdn', 'a telephone number must be known');
  await searchToEnd(this, searcher, [['USER_MOBILE_NUMBER', number]]);
});

When('{party} searches for groups owned by {party}', async function (this: World, searcher: Party, owner: Party) {
  await searchToEnd(this, searcher, [['GROUP_USER_ID_OWNER', owner.user]]);
});

When(
  '{party} searches for the groups {string}, {int} at a time',
  async function (this: World, searcher: Party, label: string, limit: number) {
    await searchToEnd(this, searcher, byName(this, label), limit);
  },
);

When(
  '{party} searches with the AdvancedCriteria {string} for',
  async function (this: World, searcher: Party, advanced: string, table: DataTable) {
    await searchToEnd(this, searcher, pairsOf(this, table), 20, { advanced });
  },
);

Then('{party} is found', function (this: World, sought: Party) {
  this.expect.some(sought.user, found(this), (user) => sameUser(user, sought.user), this.place(this.answer));
});

Then('{party} is not found', function (this: World, sought: Party) {
  this.expect.none(sought.user, found(this), (user) => sameUser(user, sought.user), this.place(this.answer));
});

Then('the user with that number is found', function (this: World) {
  const { user } = this.party('phone');
  this.expect.some(user, found(this), (one) => sameUser(one, user), this.place(this.answer));
});

Then('the group {string} is found', function (this: World, label: string) {
  const id = groupOf(this, label);
  this.expect.some(id, found(this), (one) => sameGroup(one, id), this.place(this.answer));
});

Then('the group {string} is not found', function (this: World, label: string) {
  const id = groupOf(this, label);
  this.expect.none(id, found(this), (one) => sameGroup(one, id), this.place(this.answer));
});

Then(/^all (?:\d+ )?groups "([^"]+)" are found$/, function (this: World, label: string) {
  const all = found(this);
  for (const id of family(this, label)) {
    this.expect.some(id, all, (one) => sameGroup(one, id), this.place(this.answer));
  }
});

Then('no group is found twice', function (this: World) {
  this.expect.equal('groups found twice', repeated(this), [], this.place(this.answer));
});

Then('it is observed whether all groups {string} are found', function (this: World, label: string) {
  const all = pages(this).flatMap((page) => page.found);
  const missing = family(this, label).filter((id) => !all.some((one) => sameGroup(one, id)));
  if (missing.length > 0) this.observe(family(this, label).join(', '), `${all.join(', ') || 'none'} of them`);
});

Given('{party} has {int} groups {string}', async function (this: World, owner: Party, count: number, label: string) {
  await this.prerequisite('CSP-GRP-001', () => createFamily(this, owner, count, label));
});

When(
  '{party} begins a search for the groups {string} with SearchLimit {int}',
  async function (this: World, searcher: Party, label: string, limit: number) {
    await beginSearch(this, searcher, byName(this, label), limit);
  },
);

When(
  '{party} begins a search with SearchLimit {int} for',
  async function (this: World, searcher: Party, limit: number, table: DataTable) {
    await beginSearch(this, searcher, pairsOf(this, table), limit);
  },
);

Given('{party} reads the first of the groups {string}', async function (this: World, searcher: Party, label: string) {
  await this.prerequisite('CSP-SRC-014', async () => {
    this.expect.primitive(await beginSearch(this, searcher, byName(this, label), 1), 'Search-Response');
    this.keep('first search', openSearchId(this));
  });
});

When('{party} searches by an element nobody knows', async function (this: World, searcher: Party) {
  await beginSearch(this, searcher, [['USER_SHOE_SIZE', '43']], 1, { unchecked: true });
});

Given('{party} can search', async function (this: World, searcher: Party) {
  await this.prerequisite('CSP-SRC-020', async () => {
    const answer = await beginSearch(this, searcher, [['USER_ID', this.name('nobody')]], 1);
    this.expect.primitive(answer, 'Search-Response');
  });
});

When('{party} continues the search, {int} at a time', async function (this: World, searcher: Party, limit: number) {
  await continueOnce(this, searcher, limit);
});

Given('{party} can continue the search', async function (this: World, searcher: Party) {
  await this.prerequisite('CSP-SRC-017', async () => {
    this.expect.primitive(await continueOnce(this, searcher, 1), 'Search-Response');
  });
});

When('{party} continues the first search', async function (this: World, searcher: Party) {
  await continueSearch(this, searcher, this.kept<Value<'SearchID'>>('first search'), 2);
});

When('{party} continues an unknown search', async function (this: World, searcher: Party) {
  await continueSearch(this, searcher, searchId(this, UNKNOWN_SEARCH), 1);
});

When(
  '{party} continues the first search from index {int}',
  async function (this: World, searcher: Party, index: number) {
    await continueSearch(this, searcher, this.kept<Value<'SearchID'>>('first search'), index);
  },
);

When('{party} stops the first search', async function (this: World, searcher: Party) {
  const value = draft('StopSearch-Request', { SearchID: this.kept('first search') });
  await this.ask(searcher, { name: 'StopSearch-Request', value });
});

When('{party} stops an unknown search', async function (this: World, searcher: Party) {
  const value = draft('StopSearch-Request', { SearchID: searchId(this, UNKNOWN_SEARCH) });
  await this.ask(searcher, { name: 'StopSearch-Request', value });
});

Then(
  'it has SearchID, SearchFindings of 1 at least, CompletionFlag F, SearchIndex and SearchResult',
  function (this: World) {
    const value = this.expect.primitive(this.answer, 'Search-Response');
    const place = (element: string) => this.place(this.answer, element);
    this.expect.present('SearchID', value.SearchID, place('SearchID'));
    const found = value.SearchFindings;
    this.expect.that(found >= 1, 'SearchFindings of 1 at least', `SearchFindings ${found}`, place('SearchFindings'));
    this.expect.equal('CompletionFlag', value.CompletionFlag, false, place('CompletionFlag'));
    this.expect.present('SearchIndex', value.SearchIndex, place('SearchIndex'));
    this.expect.present('SearchResult', value.SearchResult, place('SearchResult'));
  },
);

Then('no answer holds more than {int} results', function (this: World, most: number) {
  for (const { answer, found: some } of pages(this)) {
    this.expect.that(some.length <= most, `${most} results at most`, String(some.length), this.place(answer));
  }
});

Then('CompletionFlag is T in the answer with the last result and F before it', function (this: World) {
  const all = new Set(found(this)).size;
  const seen = new Set<string>();
  for (const { answer, value, found: some } of pages(this)) {
    for (const one of some) seen.add(one);
    const place = this.place(answer, 'CompletionFlag');
    this.expect.equal('CompletionFlag', value.CompletionFlag, seen.size === all, place);
  }
});

Then('SearchFindings of the last answer is {int}', function (this: World, count: number) {
  const last = this.expect.present('Search-Response', pages(this).at(-1));
  this.expect.equal('SearchFindings', last.value.SearchFindings, count, this.place(last.answer, 'SearchFindings'));
});

Then('SearchIndex is that of the last result in it, or of the next one', function (this: World) {
  const { SearchIndex } = this.expect.primitive(this.answer, 'Search-Response');
  const last = found(this).length;
  const place = this.place(this.answer, 'SearchIndex');
  const index = this.expect.present('SearchIndex', SearchIndex, place);
  const fits = last > 0 && (index === last || index === last + 1);
  this.expect.that(fits, `SearchIndex ${last} or ${last + 1}`, `SearchIndex ${index}, ${last} results`, place);
});

Then('the answer is a Search-Response with a result not seen before', function (this: World) {
  this.expect.primitive(this.answer, 'Search-Response');
  const before = pages(this)
    .slice(0, -1)
    .flatMap((page) => page.found);
  const last = pages(this).at(-1);
  this.expect.some(
    'result not seen before',
    last?.found,
    (one) => !before.includes(one),
    this.place(this.answer, 'SearchResult'),
  );
});

Then('SearchFindings is 0, CompletionFlag T and there is no result', function (this: World) {
  const value = this.expect.primitive(this.answer, 'Search-Response');
  this.expect.equal('SearchFindings', value.SearchFindings, 0, this.place(this.answer, 'SearchFindings'));
  this.expect.equal('CompletionFlag', value.CompletionFlag, true, this.place(this.answer, 'CompletionFlag'));
  this.expect.equal('results', found(this), [], this.place(this.answer, 'SearchResult'));
});

Then(
  'it is observed whether the search is answered, or refused with code {codes}',
  function (this: World, codes: number[]) {
    const { code, primitive } = this.answer;
    if (primitive.name === 'Search-Response') this.note('answered by Search-Response');
    else if (code === undefined || !codes.includes(code)) {
      this.observe(`Search-Response, or code ${codes.join(' or ')}`, this.notation(primitive));
    }
  },
);

Given(
  '{party} publishes {word} {string} in the public profile',
  async function (this: World, party: Party, property: string, label: string) {
    await this.prerequisite('CSP-PUB-001', async () => {
      const profile = (list: readonly unknown[]) => ({
        ClearPublicProfile: true,
        PublicProfile: { Property: list },
      });
      const value = profile([{ Name: property, Value: this.name(label) }]);
      await restoreAtEnd(this, party);
      this.expect.code(await this.ask(party, { name: 'UpdatePublicProfile-Request', value }), 200);
    });
  },
);
