import { describe, expect, it } from 'vitest';
import type { TestClient } from '../../testing/server/client.ts';
import { answerOf, at, codeFor, createGroup, stage } from '../../testing/server/stage.ts';
import { Refusal } from '../element.ts';
import { holds, pairsNamed, parseAdvanced } from './advanced.ts';

const IDS = new Set([1, 2, 3]);
/** The combinations of the three pairs that an expression lets through, as the ids of those that hold. */
function lets(text: string): readonly string[] {
  const expression = parseAdvanced(text, IDS);
  const cases = ['', '1', '2', '3', '12', '13', '23', '123'];
  return cases.filter((held) => holds(expression, (id) => held.includes(String(id))));
}

describe('AdvancedCriteria (AMB-190, low confidence)', () => {
  it.each([
    ['1', ['1', '12', '13', '123']],
    ['1 AND 2', ['12', '123']],
    ['1 or 2', ['1', '2', '12', '13', '23', '123']],
    ['not 1', ['', '2', '3', '23']],
    ['1 OR 2 AND 3', ['1', '12', '13', '23', '123']],
    ['(1 OR 2) AND 3', ['13', '23', '123']],
    ['!(1|2)&3', ['3']],
    ['1 && !2 || 3', ['1', '3', '13', '23', '123']],
    [' NOT NOT 2 ', ['2', '12', '23', '123']],
    ['((((1))))', ['1', '12', '13', '123']],
  ])('%s', (text, expected) => {
    expect(lets(text)).toEqual(expected);
  });

  it.each([
    ['', 'a PairID is missing'],
    ['1 AND', 'a PairID is missing'],
    ['1 2', 'an operator is missing'],
    ['(1', 'a parenthesis is not closed'],
    ['1)', 'an operator is missing'],
    ['9', 'no search pair has the PairID 9'],
    ['1 XOR 2', "cannot read 'XOR 2'"],
    ['$', "cannot read '$'"],
    ['('.repeat(999), 'a PairID is missing'],
    ['!'.repeat(2_000), 'longer than 1000 characters'],
  ])('%s is refused with 402', (text, reason) => {
    expect(() => parseAdvanced(text, IDS)).toThrow(Refusal);
    expect(() => parseAdvanced(text, IDS)).toThrow(reason);
  });

  it('names its pairs', () => {
    expect([...pairsNamed(parseAdvanced('1 OR NOT (3 AND 1)', IDS))]).toEqual([1, 3]);
  });
});

function groupsFound(
  client: TestClient,
  pairs: readonly (readonly [string, string, number?])[],
  AdvancedCriteria?: string,
) {
  const SearchPair = pairs.map(([SearchElement, SearchString, PairID]) => ({
    SearchElement,
    SearchString,
    ...(PairID === undefined ? {} : { PairID }),
  }));
  const criteria = AdvancedCriteria === undefined ? {} : { AdvancedCriteria };
  const answer = answerOf(client, 'Search-Request', { SearchPairList: [{ SearchPair }], ...criteria });
  const { GroupList } = (answer.SearchResult ?? {}) as { GroupList?: { GroupID: string[] } };
  return answer.is === 'Status' ? (answer.Result as { Code: number }).Code : (GroupList?.GroupID ?? []);
}

describe('an advanced search', () => {
  function clubs() {
    const made = stage();
    const alice = made.client('alice', '1.3');
    const [red, blue, green] = ['red', 'blue', 'green'].map((id) => createGroup(alice, id, { topic: 'Colours' }));
    return { ...made, red, blue, green, bob: made.client('bob', '1.3') };
  }

  it('combines pairs by PairID (CSP-SRC-031), and the others with AND', () => {
    const { bob, red, blue, green } = clubs();
    const names = [
      ['GROUP_NAME', 'red', 1],
      ['GROUP_NAME', 'blue', 2],
    ] as const;
    expect(groupsFound(bob, names)).toEqual([]);
    expect(groupsFound(bob, names, '1 OR 2')).toEqual([red, blue]);
    expect(groupsFound(bob, [...names, ['GROUP_TOPIC', 'colours']], 'NOT (1 OR 2)')).toEqual([green]);
    expect(groupsFound(bob, [...names, ['GROUP_TOPIC', 'sounds', 3]], '1 OR 2')).toEqual([]);
  });

  it('is refused with ids that fit no pair or stand twice, and without ADVSR', () => {
    const { client, bob } = clubs();
    expect(groupsFound(bob, [['GROUP_NAME', 'red', 1]], '1 OR 2')).toBe(402);
    expect(
      groupsFound(bob, [
        ['GROUP_NAME', 'red', 1],
        ['GROUP_NAME', 'blue', 1],
      ]),
    ).toBe(402);
    const simple = client('carol', '1.3');
    simple.negotiate({ WVCSPFeat: { FundamentalFeat: { SearchFunc: { SRCH: {} } } } });
    expect(groupsFound(simple, [['GROUP_NAME', 'red', 1]], '1')).toBe(506);
    expect(groupsFound(simple, [['GROUP_NAME', 'red', 1]])).toHaveLength(1);
  });

  it('takes pairs that stand in SearchPairList without SearchPair (AMB-192)', () => {
    const { bob, red, blue } = clubs();
    const bare = (SearchString: string, PairID: number) => ({
      SearchElement: ['GROUP_NAME'],
      SearchString: [SearchString],
      PairID: [PairID],
    });
    const answer = answerOf(bob, 'Search-Request', {
      SearchPairList: [bare('red', 1), bare('blue', 2)],
      AdvancedCriteria: '1 OR 2',
    });
    expect(answer.SearchResult).toEqual({ GroupList: { GroupID: [red, blue] } });
  });
});

describe('a search by public profile', () => {
  function profiles(content: Parameters<typeof stage>[0] = {}) {
    const made = stage(content);
    const publish = (name: string, properties: Readonly<Record<string, string>>) => {
      const Property = Object.entries(properties).map(([Name, Value]) => ({ Name, Value }));
      const bob = made.client(name, '1.3');
      expect(codeFor(bob, 'UpdatePublicProfile-Request', { PublicProfile: { Property } })).toBe(200);
    };
    publish('bob', {
      PP_CITY: 'Turku',
      PP_FRIENDLY_NAME: 'Bobby',
      PP_AGE: '30',
      PP_GENDER: 'M',
      PP_INTERESTS: 'Chess, go',
    });
    publish('carol', { PP_CITY: 'Turku', PP_AGE: '40', PP_GENDER: 'F', PP_COUNTRY: 'FI', PP_MARITAL_STATUS: 'M' });
    const alice = made.client('alice', '1.3');
    const find = (pairs: Readonly<Record<string, string>>) => {
      const SearchPair = Object.entries(pairs).map(([SearchElement, SearchString]) => ({
        SearchElement,
        SearchString,
      }));
      const answer = answerOf(alice, 'Search-Request', { SearchPairList: [{ SearchPair }] });
      if (answer.is === 'Status') return (answer.Result as { Code: number }).Code;
      const { UserList } = (answer.SearchResult ?? {}) as { UserList?: { User: { UserID: string }[] } };
      return (UserList?.User ?? []).map(({ UserID }) => UserID);
    };
    return { ...made, alice, find };
  }

  it('finds users by what they say of themselves, and nobody who says nothing (CSP-SRC-030, CSP-PUB-005)', () => {
    const { find } = profiles();
    const [bob, carol] = [at('bob'), at('carol')];
    expect(find({ USER_CITY: 'turku' })).toEqual([bob, carol]);
    expect(find({ USER_FRIENDLY_NAME: 'bob' })).toEqual([bob]);
    expect(find({ USER_COUNTRY: 'fi' })).toEqual([carol]);
    expect(find({ USER_INTERESTS_HOBBIES: 'chess' })).toEqual([bob]);
    expect(find({ USER_MARITAL_STATUS: 'm' })).toEqual([carol]);
    expect(find({ USER_GENDER: 'F', USER_CITY: 'Tur' })).toEqual([carol]);
    expect(find({ USER_AGE_MIN: '31' })).toEqual([carol]);
    expect(find({ USER_AGE_MIN: '30', USER_AGE_MAX: '39' })).toEqual([bob]);
    expect(find({ USER_INTENTION: 'x' })).toEqual([]);
    expect(find({ USER_AGE_MIN: 'old' })).toBe(402);
  });

  it('needs ADVSR where the operator wants it so (AMB-190)', () => {
    const { find, alice } = profiles({ profile: { search: { profileElements: 'ADVSR' } } });
    expect(find({ USER_CITY: 'Turku' })).toHaveLength(2);
    alice.negotiate({ WVCSPFeat: { FundamentalFeat: { SearchFunc: { SRCH: {} } } } });
    expect(find({ USER_CITY: 'Turku' })).toBe(506);
  });
});
