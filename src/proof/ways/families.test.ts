import { describe, expect, it } from 'vitest';
import { VirtualClock } from '../../server/clock.ts';
import { createServer } from '../../server/server.ts';
import { TestClient } from '../../testing/server/client.ts';
import { ask, at, codeFor, createGroup } from '../../testing/server/stage.ts';
import { defects } from '../index.ts';
import type { Change } from '../types.ts';
import { all } from './families.ts';

function changeOf(id: string): Change {
  const found = defects.find((defect) => defect.id === id);
  if (found === undefined) throw new Error(`there is no defect ${id}`);
  return found.change;
}

/** Clients of a server with these defects, in this order. */
function broken(...ids: readonly string[]) {
  const server = createServer(
    all(...ids.map(changeOf))({
      clock: new VirtualClock(),
      accounts: ['alice', 'bob'].map((user) => ({ user, password: 'secret' })),
    }),
  );
  return {
    client: (name: string) => new TestClient(server, { user: at(name), version: '1.3' }).start(),
  };
}

type Stage = ReturnType<typeof broken>;

function verified(name: string, stage: Stage, IDList: object): boolean {
  return codeFor(stage.client(name), 'VerifyID-Request', { IDList }) === 200;
}

/** Is a group found by another user, by all of these parts of its name? */
function finds(stage: Stage, searchable: boolean, ...parts: readonly string[]): boolean {
  createGroup(stage.client('alice'), 'secret', { searchable });
  const SearchPair = parts.map((SearchString) => ({ SearchElement: 'GROUP_NAME', SearchString }));
  const { value } = ask(stage.client('bob'), 'Search-Request', { SearchPairList: [{ SearchPair }] });
  return (value as { readonly SearchFindings?: number }).SearchFindings === 1;
}

/** Makes a contact list, the first of alice, with a long nickname in it, and reads it. */
function listOfAlice({ client }: Stage): string {
  const alice = client('alice');
  const ContactList = 'wv:alice/friends@example.com';
  const NickName = [{ Name: 'a nickname of more than sixteen', UserID: at('bob') }];
  codeFor(alice, 'CreateList-Request', { ContactList, NickList: { NickName } });
  return JSON.stringify(ask(alice, 'ListManage-Request', { ContactList, ReceiveList: true }).value);
}

/** Pairs of defects of one element, and how each shows. */
const PAIRS: readonly (readonly [string, Readonly<Record<string, (stage: Stage) => boolean>>])[] = [
  [
    'two decisions of VerifyID',
    {
      'verify-unknown-group-200': (stage) => verified('alice', stage, { GroupID: ['wv:alice/none@example.com'] }),
      'verify-any-domain': (stage) => verified('alice', stage, { Domain: ['nowhere.invalid'] }),
    },
  ],
  [
    'two decisions of search',
    {
      'search-shows-hidden-groups': (stage) => finds(stage, false, 'secret'),
      'search-any-pair': (stage) => finds(stage, true, 'secret', 'other'),
    },
  ],
  [
    'one function of contact lists',
    {
      'create-list-short-nicknames': (stage) => !listOfAlice(stage).includes('a nickname of more than sixteen'),
      'first-list-not-default': (stage) => !listOfAlice(stage).includes('"Name":"Default","Value":"T"'),
    },
  ],
];

describe('two defects of one element, switched on together', () => {
  describe.each(PAIRS)('in %s', (_what, shows) => {
    const [first = '', second = ''] = Object.keys(shows);
    const shown = (...ids: readonly string[]) =>
      Object.entries(shows)
        .filter(([, show]) => show(broken(...ids)))
        .map(([id]) => id);

    it('both show, in either order', () => {
      expect(shown(first, second)).toEqual([first, second]);
      expect(shown(second, first)).toEqual([first, second]);
    });

    it('show one by one, too, and never without being switched on', () => {
      expect(shown(first)).toContain(first);
      expect(shown(second)).toContain(second);
      expect(shown(first)).not.toContain(second);
    });
  });
});
