import { describe, expect, it } from 'vitest';
import type { Version } from '../../protocol/version.ts';
import type { TestClient } from '../../testing/server/client.ts';
import { answer, cancel, type Invite, invite, invited, pair } from '../../testing/server/invitation.ts';
import { ask, at, codeFor, createGroup, received, stage } from '../../testing/server/stage.ts';

describe('versions', () => {
  it('have their own types: GM from 1.2, AP, EC and EG from 1.3 (CSP-INV-009, 010)', () => {
    const types = (version: Version) => {
      const { alice, bob } = pair(version);
      const GroupID = createGroup(alice, 'party');
      const codes = ['GM', 'AP', 'EC', 'EG'].map((type) =>
        invite(alice, { id: type, type, more: { GroupID, ...(version === '1.3' ? { ApplicationID: 'app' } : {}) } }),
      );
      return [codes, invited(bob).map(({ InviteType }) => InviteType)];
    };
    expect(types('1.1')).toEqual([[402, 402, 402, 402], []]);
    expect(types('1.2')).toEqual([[200, 402, 402, 402], ['GM']]);
    expect(types('1.3')).toEqual([
      [200, 200, 200, 200],
      ['GM', 'AP', 'EC', 'EG'],
    ]);
    expect(invite(pair('1.3').alice, { type: 'AP' })).toBe(402);
  });

  it('meet: an older client gets what it understands', () => {
    const { client } = stage();
    const [alice, old, newer] = [client('alice', '1.3'), client('bob', '1.1'), client('carol', '1.2')];
    const GroupID = createGroup(alice, 'party');
    const everyone = ['bob', 'carol'];
    const PresenceSubList = { OnlineStatus: [{}], InfoLink: {} };
    invite(alice, { id: 'gm', type: 'GM', to: everyone, more: { GroupID } });
    invite(alice, { id: 'ec', type: 'EC', to: everyone, more: { GroupID } });
    invite(alice, { id: 'ap', type: 'AP', to: everyone, more: { ApplicationID: 'app' } });
    invite(alice, { id: 'pr', type: 'PR', to: everyone, more: { PresenceSubList } });
    const seen = (bob: TestClient) => invited(bob).map((got) => [got.InviteID, got.InviteType, got.PresenceSubList]);
    expect(seen(old)).toEqual([
      ['gm', 'GR', undefined],
      ['ec', 'GR', undefined],
      ['pr', 'PR', { OnlineStatus: {} }],
    ]);
    expect(seen(newer)).toEqual([
      ['gm', 'GM', undefined],
      ['ec', 'GR', undefined],
      ['pr', 'PR', { OnlineStatus: {}, InfoLink: {} }],
    ]);
  });

  it('1.3: Sender is the user who is logged in (CSP-INV-016), and may be left out where the operator says so', () => {
    const { alice, bob } = pair('1.3');
    expect(invite(alice, { more: { Sender: { User: { UserID: at('carol') } } } })).toBe(402);
    expect(answer(bob, 'i1', { Sender: { User: { UserID: at('carol') } } })).toBe(423);
    expect(invite(alice, { more: { Sender: undefined } })).toBe(200);
    expect(answer(bob, 'i1', { Sender: { User: { UserID: at('carol') } } })).toBe(402);
    const strict = pair('1.3', { profile: { invitation: { senderAbsent: 'refuse' } } });
    expect(invite(strict.alice, { more: { Sender: undefined } })).toBe(400);
  });

  it('1.2: a cancellation without Recipient is for all invitees, or for nobody (AMB-193)', () => {
    const told = (cancelWithoutRecipient: 'all' | 'nobody') => {
      const { alice, bob } = pair('1.2', { profile: { invitation: { cancelWithoutRecipient } } });
      invite(alice);
      expect(codeFor(alice, 'CancelInvite-Request', { InviteID: 'i1' })).toBe(200);
      return received(bob, 'CancelInviteUser-Request').length;
    };
    expect([told('all'), told('nobody')]).toEqual([1, 0]);
  });
});

describe('several inviters with the same InviteID', () => {
  it('are told apart by Recipient on 1.3; before it the latest is answered', () => {
    for (const version of ['1.2', '1.3'] as const) {
      const { alice, bob, client } = pair(version);
      const carol = client('carol', version);
      invite(alice, { to: ['bob'] });
      invite(carol, { to: ['bob'] });
      invited(bob);
      const toAlice = version === '1.3' ? { Recipient: { User: [{ UserID: at('alice') }] } } : {};
      expect(answer(bob, 'i1', toAlice)).toBe(200);
      const counts = () => [alice, carol].map((one) => received(one, 'Invite-Response').length);
      expect(counts()).toEqual(version === '1.3' ? [1, 0] : [0, 1]);
      expect(answer(bob, 'i1')).toBe(200);
      expect(counts()).toEqual(version === '1.3' ? [0, 1] : [1, 0]);
    }
  });

  it('on 1.3 an answer to neither of them is refused', () => {
    const { alice, bob, client } = pair('1.3');
    invite(alice);
    invite(client('carol', '1.3'));
    expect(answer(bob, 'i1', { Recipient: { User: [{ UserID: at('dave') }] } })).toBe(423);
  });
});

describe('several clients', () => {
  it('all get the invitation, the first answer counts and the inviting client hears of it', () => {
    const { alice, bob, client } = pair('1.3');
    const tablet = client('bob', '1.3', { client: 'http://tablet.example/' });
    const other = client('alice', '1.3', { client: 'http://other.example/' });
    invite(alice);
    expect(invited(bob)).toHaveLength(1);
    expect(answer(bob)).toBe(200);
    expect([invited(tablet), answer(tablet)]).toEqual([[], 423]);
    expect([received(alice, 'Invite-Response').length, received(other, 'Invite-Response').length]).toEqual([1, 0]);
  });

  it('only the client named gets it; one that is not there cannot be invited', () => {
    const { alice, bob, client } = pair('1.2');
    const tablet = client('bob', '1.2', { client: 'http://tablet.example/' });
    const to = (URL: string) => ({ User: [{ UserID: at('bob'), ClientID: { URL } }] });
    expect(invite(alice, { recipient: to('http://tablet.example/') })).toBe(200);
    expect([invited(bob).length, invited(tablet).length]).toEqual([0, 1]);
    expect(invite(alice, { recipient: to('http://nowhere.example/') })).toBe(410);
  });

  it('the answer goes to another client of the inviter, or waits, when the inviting one is gone', () => {
    const { alice, bob, client } = pair('1.2');
    invite(alice);
    invited(bob);
    ask(alice, 'Logout-Request', {});
    answer(bob);
    expect(received(client('alice'), 'Invite-Response')).toMatchObject([{ InviteID: 'i1' }]);
  });

  it('what a session took to its end unseen comes to the next one', () => {
    const { alice, bob, client } = pair('1.2');
    invite(alice);
    ask(bob, 'Logout-Request', {});
    const again = client('bob');
    expect(invited(again)).toHaveLength(1);
    ask(again, 'Logout-Request', {});
    expect(invited(client('bob'))).toHaveLength(0);
  });

  it('a cancellation waits for an invitee who saw the invitation and is gone; one never seen is just dropped', () => {
    const { alice, bob, client } = pair('1.2');
    invite(alice, { to: ['bob', 'carol'] });
    invited(bob);
    ask(bob, 'Logout-Request', {});
    expect(cancel(alice, ['bob', 'carol'])).toBe(200);
    expect(received(client('bob'), 'CancelInviteUser-Request')).toHaveLength(1);
    expect(client('carol').drain()).toEqual([]);
  });

  it('nothing goes to a session that did not agree to invitations, until it does', () => {
    const { alice, bob } = pair('1.2');
    bob.negotiate({ WVCSPFeat: { IMFeat: {} } });
    expect(invite(alice)).toBe(200);
    expect(invited(bob)).toEqual([]);
    expect(answer(bob)).toBe(506);
    bob.negotiate();
    expect(invited(bob)).toHaveLength(1);
  });

  it('an invitation that waited is not delivered to who blocked the inviter meanwhile', () => {
    const { alice, client } = pair('1.2');
    const carol = client('carol');
    carol.negotiate({ WVCSPFeat: { IMFeat: {} } });
    invite(alice, { to: ['carol'] });
    codeFor(carol, 'BlockEntity-Request', { BlockList: { InUse: true, AddList: { UserID: [at('alice')] } } });
    carol.negotiate();
    expect(invited(carol)).toEqual([]);
  });
});

describe('limits and switches', () => {
  it('offline invitees are refused where nothing is kept (AMB-089)', () => {
    const { alice, client } = pair('1.2', { profile: { invitation: { keep: false, offlineCode: 533 } } });
    expect([invite(alice, { to: ['carol'] }), invite(alice, { to: ['bob', 'carol'] })]).toEqual([533, 201]);
    expect(invited(client('carol'))).toEqual([]);
  });

  it('an invitee and an inviter have so many open invitations', () => {
    const { alice, client } = pair('1.2', { profile: { invitation: { openPerUser: 2 } } });
    const codes = ['a', 'b', 'c'].map((id) => invite(alice, { id }));
    expect(codes).toEqual([200, 200, 507]);
    expect(invite(client('carol'), { to: ['bob'] })).toBe(507);
    expect(cancel(alice, ['bob'], {}, 'a')).toBe(200);
    expect(invite(alice, { id: 'd' })).toBe(200);
  });

  it('the same InviteID to the same user again takes the place of the first', () => {
    const { alice, bob } = pair('1.2', { profile: { invitation: { openPerUser: 2 } } });
    invite(alice, { more: { InviteNote: 'one' } });
    invite(alice, { more: { InviteNote: 'two' } });
    expect(invited(bob).map(({ InviteNote }) => InviteNote)).toEqual(['two']);
    expect([answer(bob), answer(bob)]).toEqual([200, 423]);
  });

  it.each([
    ['an empty InviteID', { id: ' ' }],
    ['a long InviteID', { id: 'x'.repeat(1_001) }],
    ['a long note', { more: { InviteNote: 'x'.repeat(2_001) } }],
    [
      'many URLs',
      { type: 'SC', more: { URLList: { URL: Array.from({ length: 51 }, (_, n) => `http://a.example/${n}`) } } },
    ],
    ['a URL that is none', { type: 'SC', more: { URLList: { URL: ['not-a-url'] } } }],
    ['10,000 recipients', { recipient: { User: Array.from({ length: 10_000 }, (_, n) => ({ UserID: at(`u${n}`) })) } }],
  ] as const)('%s is refused with 402', (_what, given) => {
    const { alice, bob } = pair('1.2');
    expect(invite(alice, given as Invite)).toBe(402);
    expect(invite(alice)).toBe(200);
    expect(invited(bob)).toHaveLength(1);
  });

  it('100,000 recipients are refused at once, where a message may be that large', () => {
    const limits = { messageOctets: 20_000_000, nodes: 1_000_000 };
    const { alice, bob } = pair('1.2', { profile: { limits } });
    const recipient = { User: Array.from({ length: 100_000 }, () => ({ UserID: at('bob') })) };
    expect(invite(alice, { recipient })).toBe(402);
    expect(codeFor(alice, 'CancelInvite-Request', { InviteID: 'i1', Recipient: recipient })).toBe(402);
    expect(invited(bob)).toEqual([]);
  });

  it('100,000 recipients are more than a message may hold: it is not read, the session lives', () => {
    const { alice } = pair('1.2');
    const recipient = { User: Array.from({ length: 100_000 }, (_, n) => ({ UserID: at(`u${n}`) })) };
    expect(() => invite(alice, { recipient })).toThrow(/HTTP 4/);
    expect(invite(alice)).toBe(200);
  });

  it('everything is forgotten on reset', () => {
    const { server, client, alice } = pair('1.2');
    invite(alice, { to: ['carol'] });
    server.reset();
    expect(client('carol').drain()).toEqual([]);
  });
});
