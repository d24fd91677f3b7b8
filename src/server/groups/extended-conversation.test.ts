import { describe, expect, it } from 'vitest';
import { MARKUP } from '../../testing/markup.ts';
import { codeOf, type TestClient } from '../../testing/server/client.ts';
import { ask, at, codeFor, detailsOf, received, type StageOptions, stage } from '../../testing/server/stage.ts';

interface Extended {
  readonly ExtendConversationID?: string;
  readonly GroupID?: string;
  readonly Result?: { readonly Code: number };
}

function extend(client: TestClient, users: readonly string[], more: object = {}) {
  return ask(client, 'ExtendConversation-Request', {
    ExtendConversationID: 'talk-1',
    UserIDList: { UserID: users.map(at) },
    ExtendConversationUser: { UserID: at('bob') },
    ...more,
  });
}

describe.each(MARKUP)('an extended conversation, in %s (low confidence)', (syntax) => {
  function three(options: StageOptions = {}) {
    const made = stage(options);
    const client = (name: string) => made.client(name, '1.3', { syntax });
    return { ...made, alice: client('alice'), bob: client('bob'), carol: client('carol') };
  }

  it('is a private group the requester is in and the others are invited to (CSP-EXC-001, 002, 003)', () => {
    const { alice, bob, carol } = three();
    const answer = extend(alice, ['carol', 'bob', 'alice'], {
      WelcomeNote: { ContentType: 'text/plain', ContentData: 'Hi' },
    });
    const { ExtendConversationID, GroupID = '', Result } = answer.value as Extended;
    expect([answer.name, ExtendConversationID, Result?.Code]).toEqual(['ExtendConversation-Response', 'talk-1', 200]);
    expect(GroupID).toMatch(/^wv:alice\/[^@/]+@example\.com$/);
    for (const invited of [bob, carol]) {
      const invitation = received(invited, 'InviteUser-Request');
      expect(invitation).toMatchObject([
        { InviteType: 'EC', GroupID, InviteID: 'talk-1', Sender: { User: { UserID: at('alice') } } },
      ]);
      expect(codeFor(invited, 'InviteUser-Response', { InviteID: 'talk-1', Acceptance: true })).toBe(200);
      expect(ask(invited, 'JoinGroup-Request', { GroupID }).name).toBe('JoinGroup-Response');
    }
    expect(received(alice, 'Invite-Response')).toHaveLength(2);
    expect(codeFor(alice, 'LeaveGroup-Request', { GroupID })).toBe(200);
  });

  it('is closed to others and cannot be found', () => {
    const { alice, client } = three();
    const { GroupID } = extend(alice, ['carol']).value as Extended;
    const dave = client('dave', '1.3', { syntax });
    expect(codeFor(dave, 'JoinGroup-Request', { GroupID })).toBe(816);
    const SearchPair = [{ SearchElement: 'GROUP_NAME', SearchString: 'conversation' }];
    expect(ask(dave, 'Search-Request', { SearchPairList: [{ SearchPair }] }).value).toMatchObject({
      SearchFindings: 0,
    });
  });

  it('hides the requester behind a screen name', () => {
    const { alice, bob } = three();
    extend(alice, [], { ScreenName: { SName: 'Ally', GroupID: 'wv:alice/any@example.com' } });
    const [got] = received(bob, 'InviteUser-Request');
    expect(got?.Sender).toMatchObject({ Group: { ScreenName: { SName: 'Ally', GroupID: got?.GroupID } } });
  });

  it('reports unknown users (CSP-EXC-004) and those who shut the requester out', () => {
    const { alice, bob, carol } = three();
    codeFor(carol, 'BlockEntity-Request', { BlockListInUse: true, BlockList: { AddList: { UserID: [at('alice')] } } });
    const answer = extend(alice, ['nobody', 'carol']);
    expect(codeOf(answer)).toBe(201);
    expect(detailsOf(answer)).toEqual([
      { Code: 531, UserID: [at('nobody')] },
      { Code: 532, UserID: [at('carol')] },
    ]);
    expect([received(bob, 'InviteUser-Request').length, received(carol, 'InviteUser-Request').length]).toEqual([1, 0]);
  });

  it.each([
    ['nobody', { ExtendConversationUser: undefined, UserIDList: undefined }, 400],
    ['oneself', { ExtendConversationUser: { UserID: at('alice') } }, 402],
    ['unknown users only', { ExtendConversationUser: { UserID: at('nobody') } }, 531],
    ['too many users', { UserIDList: { UserID: Array.from({ length: 101 }, (_, n) => at(`u${n}`)) } }, 402],
    ['somebody under an empty screen name', { ScreenName: { SName: ' ', GroupID: 'wv:alice/x@example.com' } }, 402],
    ['somebody without an ID', { ExtendConversationID: ' ' }, 402],
  ])('with %s is refused and leaves no group behind', (_what, more, code) => {
    const { alice } = three();
    const answer = extend(alice, [], more);
    expect([answer.name, codeOf(answer)]).toEqual(['Status', code]);
    const SearchPair = [{ SearchElement: 'GROUP_USER_ID_OWNER', SearchString: 'alice' }];
    expect(ask(alice, 'Search-Request', { SearchPairList: [{ SearchPair }] }).value).toMatchObject({
      SearchFindings: 0,
    });
    expect(alice.drain()).toEqual([]);
  });

  it('needs private groups, and room for one', () => {
    expect(codeOf(extend(three({ profile: { groups: { privateGroups: false } } }).alice, ['carol']))).toBe(405);
    const { alice } = three({ profile: { groups: { limits: { groupsPerUser: 1 } } } });
    expect([codeOf(extend(alice, ['carol'])), codeOf(extend(alice, ['carol']))]).toEqual([200, 814]);
  });

  it('invites older clients to a group', () => {
    const { alice, client } = three();
    const dave = client('dave', '1.1');
    const { GroupID } = extend(alice, ['dave']).value as Extended;
    expect(received(dave, 'InviteUser-Request')).toMatchObject([{ InviteType: 'GR', GroupID }]);
  });
});
