/** Steps about shared content between domains. */
import { Given, Then, When } from '@cucumber/cucumber';
import { cancellation, invite, inviteId } from '../csp/common/invitation.ts';
import { toUser } from '../support/messages.ts';
import { addressOf, type Stranger } from '../support/peers.ts';
import type { Party, World } from '../support/world.ts';

const URLS = ['http://example.com/one.png', 'http://example.com/two.png'];
const LABEL = 'pictures';

async function share(world: World, from: Party, to: Stranger): Promise<void> {
  const rows = [['address', await addressOf(world, to)], ['InviteType', 'SC'], ...URLS.map((url) => ['URL', url])];
  await invite(world, from, LABEL, rows);
}

When('{party} shares content with {stranger}', async function (this: World, from: Party, to: Stranger) {
  await share(this, from, to);
});

Given('{party} has shared content with {stranger}', async function (this: World, from: Party, to: Stranger) {
  const peer = await this.peer(to.number);
  await this.prerequisite('SSP-SHC-001', async () => {
    await share(this, from, to);
    await peer.receives('InviteRequest');
  });
});

When('{party} withdraws the content from {stranger}', async function (this: World, from: Party, to: Stranger) {
  const value = cancellation(this, from, LABEL, toUser(await addressOf(this, to)), { urls: URLS });
  await this.ask(from, { name: 'CancelInvite-Request', value });
});

Then('the peer gets an InviteRequest of type SC with the addresses of the content', async function (this: World) {
  const peer = await this.peer();
  const { value, arrival } = await peer.receives('InviteRequest');
  this.expect.equal('inviteType', value.inviteType, 'SC', peer.place(arrival));
  const urls = (value.ContentIDList?.ContentID ?? []).map(({ url }) => url);
  this.expect.equal('ContentIDList', [...urls].sort(), URLS, peer.place(arrival, 'ContentIDList'));
});

Then('the peer gets a CancelInviteRequest with the identifier of the invitation', async function (this: World) {
  const peer = await this.peer();
  const { value, arrival } = await peer.receives('CancelInviteRequest');
  this.expect.equal('inviteID', value.inviteID, inviteId(this, LABEL), peer.place(arrival));
});
