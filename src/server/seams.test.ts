import { describe, expect, it } from 'vitest';
import { ask, at, codeFor, createGroup, received, stage } from '../testing/server/stage.ts';
import { createAdditions } from './additions/index.ts';
import type { ElementFactory } from './element.ts';
import { createGroups } from './groups/index.ts';
import { createInvitation } from './invitation/index.ts';
import { createMessaging } from './messaging/index.ts';
import { createPresence } from './presence/index.ts';
import { createSearch } from './search/index.ts';

const OTHERS: readonly ElementFactory[] = [createGroups, createMessaging, createPresence];

describe('a replaced decision changes that behaviour and no other', () => {
  it('search: unsearchable groups are found', () => {
    const { client } = stage({ elements: [...OTHERS, (point) => createSearch(point, { showsGroup: () => true })] });
    const [alice, bob] = [client('alice'), client('bob')];
    createGroup(alice, 'secret', { searchable: false });
    const SearchPairList = [{ SearchElement: 'GROUP_NAME', SearchString: 'secret' }];
    expect(ask(bob, 'Search-Request', { SearchPairList }).value).toMatchObject({ SearchFindings: 1 });
    expect(codeFor(bob, 'Search-Request', { SearchID: 99, SearchIndex: 1 })).toBe(424);
  });

  it('invitation: the inviter is not hidden', () => {
    const inviterShown = (user: string) => ({ User: { UserID: user } });
    const { client } = stage({ elements: [...OTHERS, (point) => createInvitation(point, { inviterShown })] });
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

  it('additions: every user is verified', () => {
    const { client } = stage({ elements: [...OTHERS, (point) => createAdditions(point, { userCode: () => 200 })] });
    const verify = (IDList: object) => codeFor(client('alice'), 'VerifyID-Request', { IDList });
    expect([verify({ UserID: [at('nobody')] }), verify({ Domain: ['nosuch.invalid'] })]).toEqual([200, 404]);
  });

  it('without the elements they ask, the services go on', () => {
    const { client } = stage({ elements: [createSearch, createInvitation, createAdditions] });
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
    alice.negotiate({ WVCSPFeat: { FundamentalFeat: {}, GroupFeat: {} } });
    const extend = { ExtendConversationID: 'x', ExtendConversationUser: { UserID: at('bob') } };
    expect(codeFor(alice, 'ExtendConversation-Request', extend)).toBe(405);
    expect(codeFor(alice, 'VerifyID-Request', { IDList: { ContactList: ['wv:alice/l@example.com'] } })).toBe(700);
  });
});
