import { describe, expect, it } from 'vitest';
import { is } from '../../protocol/messages/envelope.ts';
import { ask, at, stage } from '../../testing/server/stage.ts';

const MANY = 100_000;

describe('a search over 100,000 users', () => {
  it('turns to any page at once, the last one included', () => {
    const accounts = Array.from({ length: MANY }, (_, n) => ({ user: `u${n}`, password: 'secret' }));
    const alice = stage({ accounts }).client('alice');
    const first = ask(alice, 'Search-Request', {
      SearchPairList: [{ SearchElement: 'USER_ID', SearchString: 'wv:u' }],
      SearchLimit: 20,
    });
    if (!is(first, 'Search-Response')) throw new Error('no Search-Response');
    expect(first.value.SearchFindings).toBe(MANY);
    const { SearchID } = first.value;
    const turn = (SearchIndex: number) => ask(alice, 'Search-Request', { SearchID, SearchIndex });
    // Hundreds of pages far behind: going through all results for each would outlast the bound of a test.
    for (let n = 0; n < 400; n++) {
      expect(is(turn(MANY - 400 + n), 'Search-Response')).toBe(true);
    }
    const last = turn(MANY);
    expect(is(last, 'Search-Response') && last.value).toMatchObject({
      CompletionFlag: true,
      SearchResult: { UserList: { User: [{ UserID: at(`u${MANY - 1}`) }] } },
    });
  });
});
