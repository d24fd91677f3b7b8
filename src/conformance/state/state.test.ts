import { describe, expect, it } from 'vitest';
import type { Client } from '../../client/types.ts';
import type { Primitive } from '../../protocol/envelope.ts';
import { type Entities, emptyLists } from './access-lists.ts';
import { changesOf } from './changes.ts';
import { belongsElsewhere } from './elsewhere.ts';
import { isMade, isMadeElsewhere, madeName } from './names.ts';

const primitive = (name: string, value: object): Primitive => ({ name, value }) as unknown as Primitive;
const status = (Code: number) => primitive('Status', { Result: { Code } });

describe('names', () => {
  it('are recognised by their pattern, in whichever case they come back', () => {
    const name = madeName('Öld friends', 'k3f9a', 51, 0);
    expect(name).toBe('ldfriends-ctsk3f9a-1f-0');
    expect(isMade(`wv:alice/${name.toUpperCase()}@example.com`)).toBe(true);
    for (const other of ['work-colleagues', 'cts', 'friends-cts', 'a-ctsk3f9a', 'old-ctsk3f9a-1'])
      expect(isMade(other)).toBe(false);
  });

  it('tell who made them', () => {
    const text = `{"GroupID":"wv:alice/${madeName('club', 'k3f9a', 7, 1)}@example.com"}`;
    expect(isMadeElsewhere(text, 'k3f9a', 7)).toBe(false);
    expect(isMadeElsewhere(text, 'k3f9a', 8)).toBe(true);
    expect(isMadeElsewhere(text, 'k3f9b', 7)).toBe(true);
    expect(isMadeElsewhere(text + madeName('own', 'k3f9a', 8, 0), 'k3f9a', 8)).toBe(false);
    expect(isMadeElsewhere('no name at all', 'k3f9a', 8)).toBe(false);
  });
});

describe('changes', () => {
  it('are what was asked for and not refused, with the request that undoes them', () => {
    const request = primitive('CreateList-Request', { ContactList: 'wv:alice/a@example.com' });
    const undo = primitive('DeleteList-Request', { ContactList: 'wv:alice/a@example.com' });
    const made = { kind: 'contact-list', key: 'wv:alice/a@example.com', undo, stands: true };
    expect(changesOf({ request, answer: status(200), version: '1.2' })).toEqual([made]);
    expect(changesOf({ request, answer: undefined, version: '1.2' })).toEqual([made]);
    expect(changesOf({ request, answer: status(701), version: '1.2' })).toEqual([]);
    expect(changesOf({ request: undo, answer: status(700), version: '1.2' })).toMatchObject([{ stands: false }]);
    expect(changesOf({ request: undo, answer: status(500), version: '1.2' })).toEqual([]);
    expect(changesOf({ request: undo, answer: undefined, version: '1.2' })).toEqual([]);
  });

  it('of presence are told attribute by attribute', () => {
    const PresenceSubList = { StatusText: { Qualifier: true, PresenceValue: 'here' }, Alias: { Qualifier: false } };
    const request = primitive('UpdatePresence-Request', { PresenceSubList });
    expect(changesOf({ request, answer: status(200), version: '1.2' })).toMatchObject([
      { kind: 'presence-value', key: 'StatusText', stands: true },
      { kind: 'presence-value', key: 'Alias', stands: false },
    ]);
  });

  it('of subscriptions are those of each user and list', () => {
    const value = { User: [{ UserID: 'wv:bob' }, { UserID: 'wv:carol' }], ContactList: ['wv:alice/a'] };
    const request = primitive('SubscribePresence-Request', value);
    const found = changesOf({ request, answer: status(201), version: '1.2' });
    expect(found.map(({ key, undo }) => [key, undo?.value])).toEqual([
      ['wv:bob', { User: [{ UserID: 'wv:bob' }] }],
      ['wv:carol', { User: [{ UserID: 'wv:carol' }] }],
      ['wv:alice/a', { ContactList: ['wv:alice/a'] }],
    ]);
  });
});

describe('access lists', () => {
  /** A server that keeps so many copies of each entry, and takes one away at a time. */
  function keeper(copies: Record<string, number>): Client {
    const shown = () => Object.entries(copies).flatMap(([user, count]) => Array.from({ length: count }, () => user));
    const request = async (name: string, value: { readonly BlockList?: { readonly RemoveList?: Entities } }) => {
      if (name === 'GetBlockedList-Request') return { as: () => ({ BlockList: { EntityList: { UserID: shown() } } }) };
      for (const user of new Set(value.BlockList?.RemoveList?.UserID))
        copies[user] = Math.max(0, (copies[user] ?? 0) - 1);
      return { success: true, code: 200 };
    };
    return { version: '1.2', request } as unknown as Client;
  }

  it('are emptied of an entry that stands there twice, and told where it stays', async () => {
    expect(await emptyLists(keeper({ 'wv:a': 1 }))).toBeUndefined();
    expect(await emptyLists(keeper({ 'wv:a': 2, 'wv:b': 1 }))).toBeUndefined();
    expect(await emptyLists(keeper({ 'wv:a': 3 }))).toBe('UserID wv:a in the blocked list');
  });
});

describe('what the server begins', () => {
  const plain = (address: string) => address.replace(/^wv:/, '');
  const subscription = {
    kind: 'subscription',
    user: 'alice',
    key: 'wv:carol',
    what: '',
    why: '',
    scenario: '',
    configuration: '',
  };
  const here = { ledger: { standing: [subscription], plain }, run: 'k3f9a', scenario: 8, user: 'wv:alice' };
  const notification = (user: string) => primitive('PresenceNotification-Request', { Presence: [{ UserID: user }] });

  it('belongs elsewhere where a subscription that was left behind is about it', () => {
    expect(belongsElsewhere(notification('wv:carol'), here)).toBe(true);
    expect(belongsElsewhere(notification('wv:bob'), here)).toBe(false);
    expect(belongsElsewhere(notification('wv:carol'), { ...here, ledger: { standing: [], plain } })).toBe(false);
  });
});
