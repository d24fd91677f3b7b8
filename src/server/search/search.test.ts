import { describe, expect, it } from 'vitest';
import { VERSIONS, type Version } from '../../protocol/version.ts';
import { FORMS, type TestClient } from '../../testing/server/client.ts';
import { createAttributeList } from '../../testing/server/presence/requests.ts';
import {
  answerOf,
  ask,
  at,
  codeFor,
  createGroup,
  detailsOf,
  joinGroup,
  type StageOptions,
  stage,
} from '../../testing/server/stage.ts';

type Pairs = Readonly<Record<string, string>>;
interface Page {
  readonly is: string;
  readonly SearchID?: string | number;
  readonly SearchFindings: number;
  readonly CompletionFlag: boolean;
  readonly SearchIndex: number;
  readonly SearchResult?: {
    readonly UserList?: { readonly User?: readonly { readonly UserID: string }[] };
    readonly GroupList?: { readonly GroupID: readonly string[] };
  };
}

function requestOf(version: Version, pairs: Pairs, more: object = {}) {
  const list = Object.entries(pairs).map(([SearchElement, SearchString]) => ({ SearchElement, SearchString }));
  return { SearchPairList: version === '1.3' ? [{ SearchPair: list }] : list, ...more };
}

function search(client: TestClient, pairs: Pairs, more: object = {}): Page {
  return answerOf(client, 'Search-Request', requestOf(client.version, pairs, more)) as unknown as Page;
}

function more(client: TestClient, SearchID: unknown, SearchIndex?: number): Page {
  const index = SearchIndex === undefined ? {} : { SearchIndex };
  return answerOf(client, 'Search-Request', { SearchID, ...index }) as unknown as Page;
}

function hits({ SearchResult: result }: Page): readonly string[] {
  return [...(result?.UserList?.User ?? []).map(({ UserID }) => UserID), ...(result?.GroupList?.GroupID ?? [])];
}

function found(client: TestClient, pairs: Pairs): readonly string[] {
  return hits(search(client, pairs));
}

function codeOfSearch(client: TestClient, pairs: Pairs, extra: object = {}): number | undefined {
  return codeFor(client, 'Search-Request', requestOf(client.version, pairs, extra));
}

const PEOPLE = [
  {
    user: 'eve',
    password: 'secret',
    publicData: {
      firstName: 'Éva',
      lastName: 'Smithson',
      emailAddress: 'eve.smith@mail.example',
      alias: 'Evening',
      mobileNumber: '+358 40 1234567',
    },
  },
  { user: 'frank', password: 'secret', publicData: { firstName: 'Frank', lastName: 'Smith' } },
];

function people(options: StageOptions = {}) {
  return stage({ accounts: PEOPLE, ...options });
}

describe.each(FORMS)('users in %s, %s', (version, syntax) => {
  it('are found by a part of what is known of them, whatever the letter case (CSP-SRC-001, 002, 003, 011)', () => {
    const alice = people().client('alice', version, { syntax });
    expect(found(alice, { USER_ID: 'WV:Ev' })).toEqual([at('eve')]);
    expect(found(alice, { USER_ID: 'eve@example' })).toEqual([at('eve')]);
    expect(found(alice, { USER_LAST_NAME: 'sMITH' })).toEqual([at('eve'), at('frank')]);
    expect(found(alice, { USER_FIRST_NAME: 'éva' })).toEqual([at('eve')]);
    expect(found(alice, { USER_EMAIL_ADDRESS: '.smith@' })).toEqual([at('eve')]);
    expect(found(alice, { USER_ALIAS: 'evening' })).toEqual([at('eve')]);
    expect(found(alice, { USER_MOBILE_NUMBER: '+358401234567' })).toEqual([at('eve')]);
    expect(found(alice, { USER_MOBILE_NUMBER: '040' })).toEqual([]);
  });

  it('have to meet every pair (CSP-SRC-010)', () => {
    const alice = people().client('alice', version, { syntax });
    expect(found(alice, { USER_LAST_NAME: 'smith', USER_FIRST_NAME: 'frank' })).toEqual([at('frank')]);
    expect(found(alice, { USER_LAST_NAME: 'smith', USER_FIRST_NAME: 'alice' })).toEqual([]);
  });
});

describe.each(VERSIONS)('users in %s', (version) => {
  function authorize(client: TestClient, name: string): void {
    const list = createAttributeList(version, { attributes: [name], users: ['alice'] });
    expect(codeFor(client, 'CreateAttributeList-Request', list)).toBe(200);
  }

  it('are found by being on line, as far as they let that be seen (CSP-SRC-004)', () => {
    const { client } = stage();
    const alice = client('alice', version);
    const bob = client('bob', version);
    const online = () => found(alice, { USER_ID: 'bob', USER_ONLINE_STATUS: 'T' });
    const offline = () => found(alice, { USER_ID: 'bob', USER_ONLINE_STATUS: 'F' });
    expect([online(), offline()]).toEqual([[], []]);
    authorize(bob, 'OnlineStatus');
    expect([online(), offline()]).toEqual([[at('bob')], []]);
    ask(bob, 'Logout-Request', {});
    expect([online(), offline()]).toEqual([[], [at('bob')]]);
  });

  it('are found by being on line whatever they authorized, where the operator wants it so', () => {
    const { client } = stage({ profile: { search: { onlineStatus: 'everybody' } } });
    const alice = client('alice', version);
    client('bob', version);
    expect(found(alice, { USER_ONLINE_STATUS: 't' })).toEqual([at('alice'), at('bob')]);
  });

  it('are found by the Alias they published to the searcher only', () => {
    const { client } = stage();
    const [alice, carol] = [client('alice', version), client('carol', version)];
    const bob = client('bob', version);
    const alias = { Qualifier: true, PresenceValue: 'Builder' };
    expect(codeFor(bob, 'UpdatePresence-Request', { PresenceSubList: { Alias: alias } })).toBe(200);
    expect(found(alice, { USER_ALIAS: 'build' })).toEqual([]);
    authorize(bob, 'Alias');
    expect([found(alice, { USER_ALIAS: 'build' }), found(carol, { USER_ALIAS: 'build' })]).toEqual([[at('bob')], []]);
  });
});

describe.each(FORMS)('groups in %s, %s', (version, syntax) => {
  it('are found by a part of address, name and topic (CSP-SRC-005, 010, 011)', () => {
    const { client } = stage();
    const [alice, bob] = [client('alice', version, { syntax }), client('bob', version, { syntax })];
    const group = createGroup(alice, 'chess', { name: 'Chess Club', topic: 'Openings' });
    createGroup(alice, 'go', { name: 'Go Club', topic: 'Endgames' });
    expect(found(bob, { GROUP_ID: '/CHE' })).toEqual([group]);
    expect(found(bob, { GROUP_NAME: 'cHESS' })).toEqual([group]);
    expect(found(bob, { GROUP_TOPIC: 'open' })).toEqual([group]);
    expect(found(bob, { GROUP_NAME: 'club', GROUP_TOPIC: 'open' })).toEqual([group]);
    expect(found(bob, { GROUP_NAME: 'go club', GROUP_TOPIC: 'open' })).toEqual([]);
  });

  it('are found by owner and by who is joined (CSP-SRC-006, 007)', () => {
    const { client } = stage();
    const [alice, bob] = [client('alice', version, { syntax }), client('bob', version, { syntax })];
    const group = createGroup(alice, 'chess');
    expect([found(bob, { GROUP_USER_ID_OWNER: 'wv:Alice' }), found(alice, { GROUP_USER_ID_OWNER: 'alice' })]).toEqual([
      [group],
      [group],
    ]);
    expect(found(bob, { GROUP_USER_ID_OWNER: 'ali' })).toEqual([]);
    joinGroup(bob, group, 'Bobby');
    expect(found(alice, { GROUP_USER_ID_JOINED: at('bob') })).toEqual([group]);
    ask(bob, 'LeaveGroup-Request', { GroupID: group });
    expect(found(alice, { GROUP_USER_ID_JOINED: at('bob') })).toEqual([]);
  });

  it('that are not searchable are found by their owner only (CSP-SRC-009)', () => {
    const { client } = stage();
    const [alice, bob] = [client('alice', version, { syntax }), client('bob', version, { syntax })];
    const hidden = createGroup(alice, 'secret', { name: 'Club one', searchable: false });
    const open = createGroup(alice, 'open', { name: 'Club two' });
    expect(found(bob, { GROUP_NAME: 'club' })).toEqual([open]);
    expect(found(bob, { GROUP_USER_ID_OWNER: at('alice') })).toEqual([open]);
    expect(found(alice, { GROUP_NAME: 'club' })).toEqual([hidden, open]);
  });
});

describe.each(['1.2', '1.3'] as const)('groups joined automatically in %s', (version) => {
  it('are found by GROUP_USER_ID_AUTOJOIN (CSP-SRC-008)', () => {
    const { client } = stage();
    const [alice, bob] = [client('alice', version), client('bob', version)];
    const group = createGroup(alice, 'chess');
    joinGroup(bob, group, 'Bobby');
    const autoJoin = (Value: string) =>
      codeFor(bob, 'SetGroupProps-Request', {
        GroupID: group,
        OwnProperties: { Property: [{ Name: 'AutoJoin', Value }] },
      });
    expect(autoJoin('T')).toBe(200);
    expect(found(alice, { GROUP_USER_ID_AUTOJOIN: at('bob') })).toEqual([group]);
    autoJoin('F');
    expect(found(alice, { GROUP_USER_ID_AUTOJOIN: at('bob') })).toEqual([]);
  });
});

describe.each(FORMS)('a search with several pages in %s, %s', (version, syntax) => {
  const users = ['alice', 'bob', 'x1', 'x2', 'x3', 'x4', 'x5'];

  it('brings every result once and says when it is complete (CSP-SRC-014 to 019)', () => {
    const alice = stage({ users }).client('alice', version, { syntax });
    const first = search(alice, { USER_ID: 'x' }, { SearchLimit: 2 });
    expect(first).toMatchObject({ SearchFindings: 7, CompletionFlag: false, SearchIndex: 3 });
    expect(search(alice, { USER_ID: 'wv:x' }, { SearchLimit: 2 })).toMatchObject({ SearchFindings: 5 });
    const pages = [search(alice, { USER_ID: 'wv:x' }, { SearchLimit: 2 })];
    const id = pages[0]?.SearchID;
    expect(typeof id).toBe(version === '1.1' ? 'string' : 'number');
    for (let page = pages[0]; page?.CompletionFlag === false; ) {
      page = more(alice, id, page.SearchIndex);
      pages.push(page);
    }
    expect(pages.map(hits)).toEqual([[at('x1'), at('x2')], [at('x3'), at('x4')], [at('x5')]]);
    expect(pages.map((page) => [page.SearchFindings, page.CompletionFlag, page.SearchIndex])).toEqual([
      [5, false, 3],
      [5, false, 5],
      [5, true, 6],
    ]);
  });

  it('goes on where it was when no index is given, and back where one is', () => {
    const alice = stage({ users }).client('alice', version, { syntax });
    const { SearchID } = search(alice, { USER_ID: 'wv:x' }, { SearchLimit: 2 });
    expect(hits(more(alice, SearchID))).toEqual([at('x3'), at('x4')]);
    expect(hits(more(alice, SearchID, 2))).toEqual([at('x2'), at('x3')]);
    expect(
      hits(answerOf(alice, 'Search-Request', { SearchID, SearchIndex: 1, SearchLimit: 4 }) as unknown as Page),
    ).toHaveLength(4);
  });

  it('is refused beyond its results, under a made-up ID, and once stopped (CSP-SRC-021, 022, 028, 029)', () => {
    const alice = stage({ users }).client('alice', version, { syntax });
    const { SearchID } = search(alice, { USER_ID: 'wv:x' }, { SearchLimit: 2 });
    const id = (text: string) => (version === '1.1' ? text : Number(text));
    const go = (SearchIndex: number, of = SearchID) => codeFor(alice, 'Search-Request', { SearchID: of, SearchIndex });
    expect([go(9999), go(6), go(0), go(1, id('4294967295'))]).toEqual([425, 425, 425, 424]);
    expect(hits(more(alice, SearchID, 3))).toEqual([at('x3'), at('x4')]);
    expect(codeFor(alice, 'StopSearch-Request', { SearchID })).toBe(200);
    expect([go(1), codeFor(alice, 'StopSearch-Request', { SearchID })]).toEqual([424, 424]);
  });

  it('belongs to the session and ends with it (CSP-SRC-023)', () => {
    const { client } = stage({ users });
    const [alice, bob] = [client('alice', version, { syntax }), client('bob', version, { syntax })];
    const other = client('alice', version, { syntax, client: 'http://second.example/' });
    const { SearchID } = search(alice, { USER_ID: 'wv:x' }, { SearchLimit: 2 });
    for (const stranger of [bob, other]) {
      expect(codeFor(stranger, 'Search-Request', { SearchID, SearchIndex: 3 })).toBe(424);
      expect(codeFor(stranger, 'StopSearch-Request', { SearchID })).toBe(424);
    }
    expect(hits(more(alice, SearchID, 3))).toHaveLength(2);
    ask(alice, 'Logout-Request', {});
    const again = client('alice', version, { syntax });
    expect(codeFor(again, 'Search-Request', { SearchID, SearchIndex: 3 })).toBe(424);
  });

  it('without results says so and leaves nothing open (CSP-SRC-020)', () => {
    const alice = stage().client('alice', version, { syntax });
    const page = search(alice, { GROUP_NAME: 'k3jh4k5' });
    expect(page).toEqual({ is: 'Search-Response', SearchFindings: 0, CompletionFlag: true, SearchIndex: 1 });
  });
});

describe('SearchID of 1.1', () => {
  it('may be written in hexadecimal, and anything else is unknown', () => {
    const alice = stage({ users: ['alice', 'x1', 'x2'] }).client('alice', '1.1');
    const { SearchID } = search(alice, { USER_ID: 'wv:x' }, { SearchLimit: 1 });
    expect(hits(more(alice, `0x${Number(SearchID).toString(16)}`, 2))).toEqual([at('x2')]);
    for (const id of ['', 'abc', '-1', '1e0', '__proto__']) {
      expect(codeFor(alice, 'Search-Request', { SearchID: id, SearchIndex: 1 })).toBe(424);
    }
  });
});

describe.each(VERSIONS)('refusals in %s', (version) => {
  const refused = (options: StageOptions, pairs: Pairs, extra: object = {}) =>
    codeOfSearch(people(options).client('alice', version), pairs, extra);

  it('of elements the version does not have (CSP-SRC-013)', () => {
    const alice = stage().client('alice', version);
    const answer = ask(alice, 'Search-Request', requestOf(version, { USER_SHOE_SIZE: '42' }));
    expect(answer.name).toBe('Status');
    expect(detailsOf(answer)).toEqual(version === '1.3' ? [{ Code: 402, SearchElement: ['USER_SHOE_SIZE'] }] : []);
    expect(codeOfSearch(alice, { USER_CITY: 'x' })).toBe(version === '1.3' ? undefined : 402);
    expect(codeOfSearch(alice, { GROUP_USER_ID_AUTOJOIN: 'x' })).toBe(version === '1.1' ? 402 : undefined);
  });

  it('of users and groups in one search (CSP-SRC-012), unless the first kind wins', () => {
    const mixed = { USER_LAST_NAME: 'Smith', GROUP_NAME: 'Smith' };
    expect(refused({}, mixed)).toBe(402);
    const lenient = people({ profile: { search: { mixedKinds: 'first' } } }).client('alice', version);
    expect(found(lenient, mixed)).toEqual([at('eve'), at('frank')]);
  });

  it.each([
    ['flags that are none', { USER_ONLINE_STATUS: 'YES' }, {}, {}, 402],
    ['numbers without digits', { USER_MOBILE_NUMBER: 'x' }, {}, {}, 402],
    ['nothing to search for', {}, {}, {}, 400],
    ['empty strings', { USER_ID: ' ' }, {}, {}, 537],
    ['a limit of nothing', { USER_ID: 'x' }, { SearchLimit: 0 }, {}, 402],
    ['too broad criteria (CSP-SRC-026)', { USER_ID: 'e' }, {}, { shortestString: 2 }, 537],
    ['too many hits (CSP-SRC-025)', { USER_ID: 'wv:' }, {}, { findings: 5 }, 536],
    ['too much to look at (CSP-SRC-027)', { USER_ID: 'wv:' }, {}, { examined: 5 }, 535],
  ] as const)('of %s', (_what, pairs, extra, limits, code) => {
    expect(refused({ profile: { search: limits } }, pairs, extra)).toBe(code);
  });

  it('of too many pairs', () => {
    const alice = stage().client('alice', version);
    const pair = { SearchElement: 'USER_ID', SearchString: 'x' };
    const pairs = (count: number) => Array.from({ length: count }, () => pair);
    const send = (count: number) =>
      codeFor(alice, 'Search-Request', {
        SearchPairList: version === '1.3' ? [{ SearchPair: pairs(count) }] : pairs(count),
      });
    expect([send(50), send(51), send(2_000)]).toEqual([undefined, 402, 402]);
  });

  it('leave the session as it was', () => {
    const alice = stage({ users: ['alice', 'x1', 'x2'] }).client('alice', version);
    const { SearchID } = search(alice, { USER_ID: 'wv:x' }, { SearchLimit: 1 });
    expect(codeOfSearch(alice, { USER_SHOE_SIZE: '42' })).toBe(402);
    expect(hits(more(alice, SearchID, 2))).toEqual([at('x2')]);
  });
});

describe('switches', () => {
  it('SearchIndex tells the last result given (AMB-083)', () => {
    const { client } = stage({ users: ['alice', 'x1', 'x2', 'x3'], profile: { search: { indexTells: 'last' } } });
    const page = search(client('alice'), { USER_ID: 'wv:x' }, { SearchLimit: 2 });
    expect(page.SearchIndex).toBe(2);
  });

  it('a new search ends the one before (AMB-085)', () => {
    const { client } = stage({ users: ['alice', 'x1', 'x2'], profile: { search: { searchesPerSession: 1 } } });
    const alice = client('alice');
    const { SearchID } = search(alice, { USER_ID: 'wv:x' }, { SearchLimit: 1 });
    search(alice, { USER_ID: 'wv:x' });
    expect(codeFor(alice, 'Search-Request', { SearchID, SearchIndex: 2 })).toBe(424);
  });

  it('groups that never said whether they are searchable', () => {
    const unset = (searchableUnset: 'hidden' | 'found') => {
      const { client } = stage({ profile: { search: { searchableUnset } } });
      const group = at('alice').replace('@', '/quiet@');
      ask(client('alice'), 'CreateGroup-Request', {
        GroupID: group,
        GroupProperties: { Property: [{ Name: 'Name', Value: 'Quiet' }] },
        JoinGroup: false,
        SubscribeNotification: false,
      });
      return found(client('bob'), { GROUP_NAME: 'quiet' }).length;
    };
    expect([unset('hidden'), unset('found')]).toEqual([0, 1]);
  });

  it('a session keeps so many searches, complete ones give way first', () => {
    const { client } = stage({ users: ['alice', 'x1', 'x2'], profile: { search: { searchesPerSession: 2 } } });
    const alice = client('alice');
    const open = search(alice, { USER_ID: 'wv:x' }, { SearchLimit: 1 }).SearchID;
    const complete = search(alice, { USER_ID: 'wv:x' }).SearchID;
    search(alice, { USER_ID: 'wv:x' });
    expect(codeFor(alice, 'Search-Request', { SearchID: complete, SearchIndex: 1 })).toBe(424);
    expect(hits(more(alice, open, 2))).toEqual([at('x2')]);
  });

  it('the server keeps so many results in all, the oldest searches give way', () => {
    const { client } = stage({ users: ['alice', 'bob', 'x1', 'x2'], profile: { search: { kept: 3 } } });
    const [alice, bob] = [client('alice'), client('bob')];
    const first = search(alice, { USER_ID: 'wv:x' }, { SearchLimit: 1 }).SearchID;
    const second = search(bob, { USER_ID: 'wv:x' }, { SearchLimit: 1 }).SearchID;
    expect(codeFor(alice, 'Search-Request', { SearchID: first, SearchIndex: 2 })).toBe(424);
    expect(hits(more(bob, second, 2))).toEqual([at('x2')]);
  });
});
