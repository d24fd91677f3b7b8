/** Steps about invitations between domains. */
import { Given, Then, When } from '@cucumber/cucumber';
import { listChange } from '../../src/conformance/state/access-lists.ts';
import type { PeerAnswer } from '../../src/peer/types.ts';
import { awaitTold, invite, notTold } from '../csp/common/invitation.ts';
import { startClean } from '../csp/messaging/access-lists.ts';
import { expectPeerSuccess } from '../support/peer-answers.ts';
import { addressOf, type Stranger } from '../support/peers.ts';
import { sameUser } from '../support/users.ts';
import type { Party, World } from '../support/world.ts';
import {
  cancelFromAfar,
  decideOn,
  decisionAt,
  inviteFromAfar,
  REFUSAL_NOTE,
  refuseFromAfar,
} from './common-services.ts';

const OWN = 'own';
const AFAR = 'afar';

async function invites(world: World, inviter: Party, to: Stranger): Promise<void> {
  const rows = [
    ['InviteType', 'PR'],
    ['PresenceSubList', 'OnlineStatus'],
    ['address', await addressOf(world, to)],
  ];
  await invite(world, inviter, OWN, rows);
}

When('{party} invites {stranger}', invitesStep);
Given('{party} has invited {stranger}', async function (this: World, inviter: Party, to: Stranger) {
  await this.prerequisite('SSP-COM-001', async () => {
    await invites(this, inviter, to);
    await (await this.peer()).receives('InviteRequest');
  });
});

async function invitesStep(this: World, inviter: Party, to: Stranger): Promise<void> {
  await invites(this, inviter, to);
}

Then('the peer gets the invitation of {party} for {stranger}', async function (this: World, from: Party, to: Stranger) {
  const peer = await this.peer();
  const { value, arrival } = await peer.receives('InviteRequest');
  const place = peer.place(arrival);
  this.expect.equal('inviteID', value.inviteID, this.name(OWN), place);
  this.expect.equal('inviteType', value.inviteType, 'PR', place);
  const invited = value.Invited.User?.userID ?? '';
  this.expect.that(
    sameUser(invited, peer.user(to.letter)),
    `Invited ${peer.user(to.letter)}`,
    `Invited ${invited}`,
    place,
  );
  const inviting = value.Inviting.User?.userID ?? '';
  this.expect.that(sameUser(inviting, from.user), `Inviting ${from.user}`, `Inviting ${inviting}`, place);
});

When('{stranger} invites {party}', async function (this: World, { letter }: Stranger, to: Party) {
  const label = letter === 'Z' ? AFAR : 'other';
  await inviteFromAfar(this, await this.peer(), letter, to, label);
});

When('{stranger} invites {party} again', async function (this: World, { letter }: Stranger, to: Party) {
  await inviteFromAfar(this, await this.peer(), letter, to, 'again');
});

Then('the invitation of Z is confirmed', async function (this: World) {
  const answer = this.kept<PeerAnswer | undefined>('peer:answer') ?? this.fail('code 200', 'a refusal by HTTP');
  expectPeerSuccess(this, await this.peer(), answer);
});

Then('{party} gets the invitation of Z', async function (this: World, invitee: Party) {
  await awaitTold(this, invitee, 'InviteUser-Request', AFAR);
});

Given('{party} has got an invitation of Z', async function (this: World, invitee: Party) {
  await this.prerequisite('SSP-COM-002', async () => {
    await inviteFromAfar(this, await this.peer(), 'Z', invitee, AFAR);
    await awaitTold(this, invitee, 'InviteUser-Request', AFAR);
  });
});

When(/^([A-D]) (accepts|refuses) the invitation of Z$/, async function (this: World, invitee: string, how: string) {
  await decideOn(this, this.party(invitee), AFAR, how === 'accepts');
});

Then(/^the peer gets a request with the answer (Yes|No)$/, async function (this: World, word: string) {
  const peer = await this.peer();
  const came = (await decisionAt(this, peer, AFAR)) ?? this.fail('InviteResponse', 'none');
  this.expect.equal('acceptance', came.value.acceptance, word === 'Yes', peer.place(came.arrival));
  if (came.mode === 'Response') this.note('InviteResponse came in mode Response; Request is expected');
});

When('Z refuses the invitation with a note', async function (this: World) {
  await refuseFromAfar(this, await this.peer(), this.party('A'), OWN);
});

Then('{party} learns that Z refused, with the note', async function (this: World, inviter: Party) {
  const response = await awaitTold(this, inviter, 'Invite-Response', OWN);
  this.expect.equal('Acceptance', response.value.Acceptance, false, this.place(response, 'Acceptance'));
  const value: object = response.value;
  const notes: { readonly ResponseNote?: string; readonly InviteNote?: string } = value;
  this.expect.equal('note', notes.ResponseNote ?? notes.InviteNote, REFUSAL_NOTE, this.place(response, 'ResponseNote'));
});

When('Z cancels the invitation', async function (this: World) {
  await cancelFromAfar(this, await this.peer(), this.party('A'), AFAR);
});

Then('{party} learns that the invitation is cancelled', async function (this: World, invitee: Party) {
  await awaitTold(this, invitee, 'CancelInviteUser-Request', AFAR);
});

Given('{party} blocks {stranger} of the peer', async function (this: World, owner: Party, blocked: Stranger) {
  await startClean(this, owner);
  const UserID = [await addressOf(this, blocked)];
  const value = listChange(this.version, { blocked: { add: { UserID }, inUse: true } });
  await this.prerequisite('CSP-ACL-001', async () => {
    this.expect.success(await this.ask(owner, { name: 'BlockEntity-Request', value }));
  });
});

Then('{party} gets the invitation of Y and not that of Z', async function (this: World, invitee: Party) {
  await awaitTold(this, invitee, 'InviteUser-Request', 'other');
  await notTold(this, invitee, 'InviteUser-Request', 'again');
});
