/** The words that scenarios between servers share. */
import { Given, Then, When } from '@cucumber/cucumber';
import { sendText, toUser } from '../support/messages.ts';
import { addressOf, mark, nameOfArrival, type Stranger, sendLoosely, sendsMessage } from '../support/peers.ts';
import type { Party, World } from '../support/world.ts';
import { firstDocument } from './session-establishment.ts';

Given('the server has no session with the peer', async function (this: World) {
  const peer = await this.peer();
  await peer.end();
  mark(this, peer);
});

Given('the peer has a session with the server', async function (this: World) {
  const peer = await this.peer();
  await peer.session();
  mark(this, peer);
});

When('{party} sends a message to {stranger}', async function (this: World, sender: Party, to: Stranger) {
  await sendText(this, sender, toUser(await addressOf(this, to)), 'first');
});

When(
  '{stranger} sends {party} the text {string}',
  async function (this: World, from: Stranger, to: Party, label: string) {
    const peer = await this.peer(from.number);
    await sendsMessage(this, peer, to, label, { from: peer.user(from.letter) });
  },
);

When(
  '{stranger} sends {party} the text {string} in a made-up session',
  async function (this: World, from: Stranger, to: Party, label: string) {
    const peer = await this.peer(from.number);
    const sessionId = this.recall('setup:made-up', () => `made-up@${peer.domain}`);
    await sendLoosely(this, peer, sessionId, { label, from: peer.user(from.letter), to: [to.user] });
  },
);

Then('the first document at the peer is a SendSecretToken in mode Request', async function (this: World) {
  const peer = await this.peer();
  const first = await firstDocument(this, peer);
  const place = peer.place(first);
  this.expect.equal('first document', nameOfArrival(first), 'SendSecretToken (Request)', place);
});
