import { describe, expect, it } from 'vitest';
import { FORMS } from '../../testing/server/client.ts';
import { answer, cancel, invite, invited, inviteRequest, joinedPair, pair } from '../../testing/server/invitation.ts';
import {
  ask,
  at,
  codeFor,
  createGroup,
  detailsOf,
  joinGroup,
  received,
  type StageOptions,
  stage,
} from '../../testing/server/stage.ts';

describe.each(FORMS)('an invitation in %s, %s', (version, syntax) => {
  function two(options: StageOptions = {}) {
    const made = stage(options);
    const [alice, bob] = [made.client('alice', version, { syntax }), made.client('bob', version, { syntax })];
    return { ...made, alice, bob };
  }

  it('reaches the invitee with sender, type and note (CSP-INV-001, 002, 008)', () => {
    const { alice, bob } = two();
    expect(invite(alice, { more: { InviteNote: 'Talk?', Validity: 600 } })).toBe(200);
    expect(invited(bob)).toEqual([
      {
        InviteID: 'i1',
        InviteType: 'IM',
        Sender: { User: { UserID: at('alice') } },
        InviteNote: 'Talk?',
        Validity: 600,
      },
    ]);
    expect(invited(bob)).toEqual([]);
  });

  it('carries the group, the attributes or the URLs it is about (CSP-INV-003, 005, 006)', () => {
    const { alice, bob } = two();
    const GroupID = createGroup(alice, 'party');
    const empty = version === '1.3' ? [{}] : {};
    const PresenceSubList = { OnlineStatus: empty, StatusText: {} };
    const URLList = { URL: ['http://a.example/1', 'http://a.example/2'] };
    invite(alice, { id: 'g', type: 'GR', more: { GroupID: GroupID.toUpperCase().replace('WV:', 'wv:') } });
    invite(alice, { id: 'p', type: 'PR', more: { PresenceSubList } });
    invite(alice, { id: 's', type: 'SC', more: { URLList } });
    expect(invited(bob)).toMatchObject([
      { InviteID: 'g', InviteType: 'GR', GroupID },
      { InviteID: 'p', InviteType: 'PR', PresenceSubList },
      { InviteID: 's', InviteType: 'SC', URLList },
    ]);
  });

  it('is refused when it does not say to what (CSP-INV-004, 007)', () => {
    const { alice, bob } = two();
    expect([invite(alice, { type: 'GR' }), invite(alice, { type: 'SC' }), invite(alice, { type: 'XX' })]).toEqual([
      402, 400, 402,
    ]);
    expect(invite(alice, { type: 'GR', more: { GroupID: at('alice/none') } })).toBe(800);
    expect(invite(alice, { type: 'GR', more: { GroupID: 'party' } })).toBe(version === '1.1' ? 402 : 901);
    expect(invite(alice, { id: 'good' })).toBe(200);
    expect(invited(bob)).toMatchObject([{ InviteID: 'good' }]);
  });

  it('is answered with acceptance and note, once (CSP-INV-017, 018)', () => {
    const { alice, bob } = two();
    const names =
      version === '1.3'
        ? { Sender: { User: { UserID: at('bob') } }, Recipient: { User: [{ UserID: at('alice') }] } }
        : {};
    for (const accepted of [true, false]) {
      const id = `i-${accepted}`;
      invite(alice, { id });
      invited(bob);
      expect(answer(bob, id, { ...names, ResponseNote: 'Well' }, accepted)).toBe(200);
      const note = version === '1.3' ? { InviteNote: 'Well' } : { ResponseNote: 'Well' };
      expect(received(alice, 'Invite-Response')).toEqual([
        { InviteID: id, Acceptance: accepted, Sender: { User: { UserID: at('bob') } }, ...note },
      ]);
      expect(answer(bob, id, names)).toBe(423);
    }
  });

  it("that is unknown, or somebody else's, cannot be answered or cancelled (CSP-INV-021, 025)", () => {
    const { alice, bob, client } = two();
    const carol = client('carol', version, { syntax });
    invite(alice);
    expect([answer(bob, 'never'), answer(carol), answer(alice)]).toEqual([423, 423, 423]);
    expect([cancel(alice, ['bob'], {}, 'never'), cancel(carol, ['bob']), cancel(bob, ['bob'])]).toEqual([
      423, 423, 423,
    ]);
    expect(cancel(alice, ['carol'])).toBe(423);
    expect(received(bob, 'CancelInviteUser-Request')).toEqual([]);
  });

  it('is taken back from those named, answered or not (CSP-INV-024, 026, 027)', () => {
    const { alice, bob, client } = two();
    const carol = client('carol', version, { syntax });
    invite(alice, { type: 'SC', to: ['bob', 'carol'], more: { URLList: { URL: ['http://a.example/'] } } });
    invited(bob);
    invited(carol);
    answer(bob);
    expect(cancel(alice, ['bob'], { InviteNote: 'Over' })).toBe(200);
    expect(received(bob, 'CancelInviteUser-Request')).toEqual([
      { InviteID: 'i1', Sender: { User: { UserID: at('alice') } }, InviteNote: 'Over' },
    ]);
    expect(received(carol, 'CancelInviteUser-Request')).toEqual([]);
    expect(cancel(alice, ['bob'])).toBe(423);
    expect([answer(bob), answer(carol)]).toEqual([423, 200]);
  });

  it('is reported per invitee; those who can be reached are invited (CSP-INV-011, 028)', () => {
    const { alice, bob } = two();
    const recipient = {
      User: ['bob', 'nobody'].map((name) => ({ UserID: at(name) })).concat({ UserID: 'wv:x@far.example' }),
    };
    const mixed = ask(alice, 'Invite-Request', inviteRequest(alice, { recipient }));
    expect(detailsOf(mixed)).toEqual([
      { Code: 531, UserID: [at('nobody')] },
      { Code: 516, UserID: ['wv:x@far.example'] },
    ]);
    expect(invited(bob)).toHaveLength(1);
    expect(invite(alice, { to: ['nobody'] })).toBe(531);
    expect(invite(alice, { recipient: { User: [{ UserID: 'mailto:x@y.example' }] } })).toBe(531);
    expect(invite(alice, { recipient: { User: [{ UserID: 'wv:a b@c' }] } })).toBe(version === '1.1' ? 402 : 901);
    expect(invite(alice, { recipient: {} })).toBe(400);
  });

  it('does not reach who blocked the inviter (CSP-INV-012)', () => {
    const { alice, bob, client } = two();
    const carol = client('carol', version, { syntax });
    const list = { EntityList: { UserID: [at('alice')] } };
    const block =
      version === '1.3'
        ? { BlockListInUse: true, BlockList: { AddList: list.EntityList } }
        : { BlockList: { InUse: true, AddList: list.EntityList } };
    expect(codeFor(bob, 'BlockEntity-Request', block)).toBe(200);
    const result = ask(alice, 'Invite-Request', inviteRequest(alice, { to: ['bob', 'carol'] }));
    expect(detailsOf(result)).toEqual([{ Code: 532, UserID: [at('bob')] }]);
    expect([invited(bob), invited(carol).length]).toEqual([[], 1]);
  });

  it('waits for an offline invitee until its validity ends (CSP-INV-022, 023)', () => {
    const { alice, clock, client } = two();
    invite(alice, { id: 'short', to: ['carol'], more: { Validity: 1 } });
    clock.advance(3_000);
    expect(invite(alice, { id: 'long', to: ['carol'], more: { Validity: 600 } })).toBe(200);
    clock.advance(100_000);
    const carol = client('carol', version, { syntax });
    expect(invited(carol)).toMatchObject([{ InviteID: 'long', Validity: 500 }]);
    expect(answer(carol, 'short')).toBe(423);
    clock.advance(600_000);
    expect(answer(client('carol', version, { syntax }), 'long')).toBe(423);
  });

  it('is not handed out after its validity to a client that did not poll', () => {
    const { alice, bob, clock } = two();
    invite(alice, { more: { Validity: 10 } });
    clock.advance(11_000);
    expect(invited(bob)).toEqual([]);
  });

  it('stays what it is when accepted: nobody joins (CSP-INV-020)', () => {
    const { alice, bob } = two();
    const GroupID = createGroup(alice, 'party');
    invite(alice, { type: 'GR', more: { GroupID } });
    invited(bob);
    answer(bob);
    expect(codeFor(bob, 'LeaveGroup-Request', { GroupID })).toBe(808);
    joinGroup(bob, GroupID, 'Bobby');
  });
});

describe.each(['1.1', '1.2', '1.3'] as const)('names in %s', (version) => {
  it('an inviter with a screen name appears under it only (CSP-INV-014, 033)', () => {
    const { alice, bob, name } = joinedPair(version);
    const claim = version === '1.3' ? { Sender: { Group: { ScreenName: name('SA') } } } : { ScreenName: name('SA') };
    expect(invite(alice, { more: claim })).toBe(200);
    const [got] = invited(bob);
    expect(got?.Sender).toEqual({ Group: { ScreenName: name('SA') } });
    expect(JSON.stringify(got)).not.toContain(at('alice'));
    cancel(alice, ['bob']);
    const [end] = received(bob, 'CancelInviteUser-Request');
    expect(end?.Sender).toEqual({ Group: { ScreenName: name('SA') } });
  });

  it('a screen name of somebody else, or of a group not joined, is refused (CSP-INV-015)', () => {
    const { alice, bob, name } = joinedPair(version);
    const other = createGroup(bob, 'other', { as: 'SB' });
    expect(invite(alice, { more: { ScreenName: name('SB') } })).toBe(810);
    expect(invite(alice, { more: { ScreenName: { SName: 'SB', GroupID: other } } })).toBe(808);
    expect(invite(alice, { more: { ScreenName: { SName: 'SB', GroupID: at('bob/none') } } })).toBe(800);
    if (version === '1.3') {
      expect(invite(alice, { more: { Sender: { Group: { ScreenName: name('SB') } } } })).toBe(810);
      expect(invite(alice, { more: { Sender: { Group: { GroupID: other } } } })).toBe(402);
    }
    expect(invited(bob)).toEqual([]);
  });

  it('an invitee addressed by screen name is reached, and stays hidden (CSP-INV-013, 019)', () => {
    const { alice, bob, name } = joinedPair(version);
    const recipient = { Group: [{ ScreenName: name('SB') }] };
    for (const more of [{ ScreenName: name('SB') }, {}]) {
      expect(invite(alice, { recipient })).toBe(200);
      expect(invited(bob)).toHaveLength(1);
      expect(answer(bob, 'i1', more)).toBe(200);
      const [told] = received(alice, 'Invite-Response');
      expect(told?.Sender).toEqual({ Group: { ScreenName: name('SB') } });
      expect(JSON.stringify(told)).not.toContain(at('bob'));
    }
    expect(cancel(alice, ['bob'])).toBe(423);
    expect(codeFor(alice, 'CancelInvite-Request', { InviteID: 'i1', Recipient: recipient })).toBe(200);
    expect(received(bob, 'CancelInviteUser-Request')).toHaveLength(1);
  });

  it('a screen name nobody has cannot be invited, nor an answer given under a foreign one', () => {
    const { alice, bob, name } = joinedPair(version);
    const recipient = (SName: string) => ({ Group: [{ ScreenName: name(SName) }] });
    expect(invite(alice, { recipient: recipient('Nobody') })).toBe(410);
    invite(alice, { recipient: recipient('SB') });
    invited(bob);
    expect(answer(bob, 'i1', { ScreenName: name('SA') })).toBe(810);
    expect(answer(bob)).toBe(200);
  });

  it('a group as a whole is invited, each under the screen name there', () => {
    const { alice, bob, client, group, name } = joinedPair(version);
    const carol = client('carol', version);
    expect(codeFor(carol, 'Invite-Request', inviteRequest(carol, { recipient: { Group: [{ GroupID: group }] } }))).toBe(
      808,
    );
    expect(invite(alice, { recipient: { Group: [{ GroupID: group }] } })).toBe(200);
    expect([invited(bob).length, invited(alice).length]).toEqual([1, 0]);
    answer(bob);
    expect(received(alice, 'Invite-Response')).toMatchObject([{ Sender: { Group: { ScreenName: name('SB') } } }]);
  });

  it('a contact list of the own stands for its members', () => {
    const { alice, bob } = pair(version);
    const list = 'wv:alice/friends@example.com';
    const created = ask(alice, 'CreateList-Request', {
      ContactList: list,
      NickList: { NickName: [{ Name: 'B', UserID: at('bob') }] },
      ...(version === '1.3' ? {} : {}),
    });
    expect(['Status', 'CreateList-Response']).toContain(created.name);
    expect(invite(alice, { recipient: { ContactList: [list] } })).toBe(200);
    expect(invited(bob)).toHaveLength(1);
    expect(invite(alice, { recipient: { ContactList: ['wv:alice/none@example.com'] } })).toBe(700);
    expect(invite(bob, { recipient: { ContactList: [list] } })).toBe(700);
  });
});
