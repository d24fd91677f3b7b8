import { describe, expect, it } from 'vitest';
import type { Client } from '../../client/types.ts';
import type { Primitive } from '../../protocol/messages/envelope.ts';
import type { Leftover } from '../../results/results.ts';
import type { Ixit } from '../ics/types.ts';
import { type Entities, emptyLists } from './access-lists.ts';
import { changesOf } from './changes.ts';
import { belongsElsewhere } from './elsewhere.ts';
import { createLedger, type Deed, type Page } from './ledger.ts';
import { isMade, isMadeElsewhere, madeName } from './names.ts';
import { anotherRun, touches } from './touch.ts';

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

describe('a scenario', () => {
  const ledger = createLedger({ domain: 'example.com', accounts: {}, specialAccounts: {} } as unknown as Ixit);
  const left = (kind: string, key = '', what = ''): Leftover => ({
    ...{ kind, key, what, user: 'alice@example.com', why: '', scenario: 'another one', configuration: '1.2-xml' },
  });
  const page = (deeds: readonly Omit<Deed, 'party' | 'exchange'>[], told: Page['told'] = []) =>
    ({ deeds, told, standing: [], lost: new Set(), origin: { scenario: 'this one' } }) as unknown as Page;
  const deed = (request: Primitive, answer?: Primitive, user = 'alice@example.com') => ({ user, request, answer });
  const Presence = (list: object) => [{ UserID: 'wv:Alice', PresenceSubList: list }];

  it('touches a session that is open still where somebody is told of the OnlineStatus of its user', () => {
    const told = (list: object) => [
      { user: 'bob@example.com', primitive: primitive('PresenceNotification-Request', { Presence: Presence(list) }) },
    ];
    expect(touches(left('session'), { ledger, page: page([], told({ OnlineStatus: {} })) })).toBe(true);
    expect(touches(left('session'), { ledger, page: page([], told({ StatusText: {} })) })).toBe(false);
    expect(touches(left('session'), { ledger, page: page([deed(primitive('Logout-Request', {}), status(200))]) })).toBe(
      false,
    );
  });

  it('touches lists that are left over where there is no room for more, not where it makes its own', () => {
    const create = primitive('CreateList-Request', { ContactList: 'wv:alice/b' });
    expect(touches(left('contact-list', 'wv:alice/a'), { ledger, page: page([deed(create, status(200))]) })).toBe(
      false,
    );
    expect(touches(left('contact-list', 'wv:alice/a'), { ledger, page: page([deed(create, status(753))]) })).toBe(true);
    const others = page([deed(create, status(753), 'bob@example.com')]);
    expect(touches(left('contact-list', 'wv:alice/a'), { ledger, page: others })).toBe(false);
  });

  it('touches access lists that are in force where somebody writes to their owner', () => {
    const send = primitive('SendMessage-Request', { MessageInfo: { Recipient: { User: [{ UserID: 'alice' }] } } });
    const scene = { ledger, page: page([deed(send, status(200), 'bob@example.com')]) };
    expect(touches(left('access-lists', '', 'UserID x (in force)'), scene)).toBe(true);
    expect(touches(left('access-lists', '', 'ApplicationID x (not in force)'), scene)).toBe(false);
  });

  it('meets another run where it is shown what that one made', () => {
    const shown = primitive('GetList-Response', { ContactList: [`wv:alice/${madeName('one', 'zzzzz', 1, 0)}`] });
    const scene = { ledger, page: page([deed(primitive('GetList-Request', {}), shown)]) };
    expect(anotherRun(scene, 'k3f9a')).toBe('-ctszzzzz-1-0');
    expect(anotherRun(scene, 'zzzzz')).toBeUndefined();
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
