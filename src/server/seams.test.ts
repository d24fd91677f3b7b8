import { describe, expect, it } from 'vitest';
import { ask, at, codeFor, createGroup, received, stage } from '../testing/server/stage.ts';
import { builtIn, type ElementChanges } from './elements.ts';
import type { Hooks } from './hooks.ts';

/** A server whose elements were changed from outside, one set of hooks after the other. */
function changed(...sets: readonly ElementChanges[]) {
  return stage({ hooks: sets.map((elements): Hooks => ({ elements })) });
}

describe('a replaced decision changes that behaviour and no other', () => {
  it('search: unsearchable groups are found', () => {
    const { client } = changed({ search: { rules: () => ({ showsGroup: () => true }) } });
    const [alice, bob] = [client('alice'), client('bob')];
    createGroup(alice, 'secret', { searchable: false });
    const SearchPairList = [{ SearchElement: 'GROUP_NAME', SearchString: 'secret' }];
    expect(ask(bob, 'Search-Request', { SearchPairList }).value).toMatchObject({ SearchFindings: 1 });
    expect(codeFor(bob, 'Search-Request', { SearchID: 99, SearchIndex: 1 })).toBe(424);
  });

  it('invitation: the inviter is not hidden', () => {
    const inviterShown = (user: string) => ({ User: { UserID: user } });
    const { client } = changed({ invitation: { rules: () => ({ inviterShown }) } });
    const [alice, bob] = [client('alice'), client('bob')];
    const group = createGroup(alice, 'party', { as: 'SA' });
    const invite = (more: object) => ({
      InviteID: 'i',
      InviteType: 'IM',
      Recipient: { User: [{ UserID: at('bob') }] },
      ...more,
    });
    expect(codeFor(alice, 'Invite-Request', invite({ ScreenName: { SName: 'SA', GroupID: group } }))).toBe(200);
    expect(received(bob, 'InviteUser-Request')).toMatchObject([{ Sender: { User: { UserID: at('alice') } } }]);
    expect(codeFor(alice, 'Invite-Request', invite({ InviteType: 'SC' }))).toBe(400);
  });

  it('VerifyID: every user is verified', () => {
    const { client } = changed({ verifyId: { rules: () => ({ userCode: () => 200 }) } });
    const verify = (IDList: object) => codeFor(client('alice'), 'VerifyID-Request', { IDList });
    expect([verify({ UserID: [at('nobody')] }), verify({ Domain: ['nosuch.invalid'] })]).toEqual([200, 404]);
  });

  it('without the elements they ask, the services go on', () => {
    const { client } = stage({ elements: [builtIn.search, builtIn.invitation, builtIn.verifyId] });
    const [alice, bob] = [client('alice', '1.3'), client('bob', '1.3')];
    const SearchPair = [
      { SearchElement: 'USER_ID', SearchString: 'wv:b' },
      { SearchElement: 'USER_ONLINE_STATUS', SearchString: 'T' },
    ];
    expect(ask(alice, 'Search-Request', { SearchPairList: [{ SearchPair }] }).value).toMatchObject({
      SearchFindings: 1,
    });
    const Recipient = { User: [{ UserID: at('bob') }] };
    expect(codeFor(alice, 'Invite-Request', { InviteID: 'i', InviteType: 'IM', Recipient })).toBe(200);
    expect(received(bob, 'InviteUser-Request')).toHaveLength(1);
    expect(codeFor(alice, 'VerifyID-Request', { IDList: { ContactList: ['wv:alice/l@example.com'] } })).toBe(700);
  });

  it('without invitations nobody extends a conversation', () => {
    const alice = stage({ elements: [builtIn.groups] }).client('alice', '1.3');
    const extend = { ExtendConversationID: 'x', ExtendConversationUser: { UserID: at('bob') } };
    expect(codeFor(alice, 'ExtendConversation-Request', extend)).toBe(405);
  });
});

describe('several changes of one element', () => {
  const groupsFound = (more: readonly ElementChanges[], searched: string) => {
    const { client } = changed(...more);
    const [alice, bob] = [client('alice'), client('bob')];
    createGroup(alice, 'secret', { searchable: false });
    const SearchPairList = [{ SearchElement: 'GROUP_NAME', SearchString: searched }];
    return ask(bob, 'Search-Request', { SearchPairList }).value;
  };
  const showsAll: ElementChanges = { search: { rules: () => ({ showsGroup: () => true }) } };
  const matchesAll: ElementChanges = { search: { rules: () => ({ matches: () => true }) } };

  it('hold together, in either order', () => {
    for (const both of [
      [showsAll, matchesAll],
      [matchesAll, showsAll],
    ]) {
      expect(groupsFound(both, 'other')).toMatchObject({ SearchFindings: 1 });
    }
    expect(groupsFound([showsAll], 'other')).toMatchObject({ SearchFindings: 0 });
    expect(groupsFound([matchesAll], 'other')).toMatchObject({ SearchFindings: 0 });
  });

  it('of one function see each other: the later is made of the earlier', () => {
    const calls: string[] = [];
    const noting = (name: string): ElementChanges => ({
      search: {
        rules: (previous) => ({
          showsGroup(group, searcher) {
            calls.push(name);
            return previous.showsGroup(group, searcher);
          },
        }),
      },
    });
    expect(groupsFound([noting('first'), noting('second'), showsAll, noting('last')], 'secret')).toMatchObject({
      SearchFindings: 1,
    });
    expect(calls).toEqual(['last']);
    groupsFound([noting('first'), noting('second')], 'secret');
    expect(calls).toEqual(['last', 'second', 'first']);
  });

  it('change its handlers and its reactions, too, with its parts at hand', () => {
    const opened: string[] = [];
    const reacting: ElementChanges = {
      presence: {
        element: (previous, parts) => ({
          sessionOpened(session) {
            previous.sessionOpened?.(session);
            opened.push(`${session.user} ${parts.service.isOnline(session.user)}`);
          },
        }),
      },
    };
    const refusing: ElementChanges = {
      presence: {
        element: ({ handlers }) => ({ handlers: { ...handlers, 'GetList-Request': () => 750 } }),
        service: () => ({ isOnline: () => false }),
      },
    };
    expect(codeFor(changed(reacting, refusing).client('alice'), 'GetList-Request', {})).toBe(750);
    expect(opened).toEqual([`${at('alice')} false`]);
  });
});
