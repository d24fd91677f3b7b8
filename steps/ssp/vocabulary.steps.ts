/** The words that scenarios between servers share. */
import { Given, Then, When } from '@cucumber/cucumber';
import { sspPrimitive } from '../../src/protocol/ssp/envelope.ts';
import { collectAll, getText, sendText, textOf, toUser } from '../support/messages.ts';
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

Given('the peer has the group {string} with {string} in it', async function (this: World, label: string, name: string) {
  const peer = await this.peer();
  await peer.session();
  this.keep(`group:${label}`, `${peer.user('Z').split('@')[0]}/${this.name(label)}@${peer.domain}`);
  peer.peer.respond('JoinGroupRequest', () =>
    sspPrimitive('JoinGroupResponse', { Status: { code: 200 }, JoinedList: { Name: [this.name(name)] } }),
  );
  peer.peer.respond('LeaveGroupRequest', () => sspPrimitive('Status', { code: 200 }));
});

Given('a text of {stranger} reaches {party}', async function (this: World, from: Stranger, to: Party) {
  const peer = await this.peer(from.number);
  await sendsMessage(this, peer, to, 'before', { from: peer.user(from.letter) });
  await getText(this, to, 'before');
});

When('the peer has answered it', async function (this: World) {
  const peer = await this.peer();
  this.keep('transactions:answered', await peer.receives('SendMessageRequest'));
  await peer.settle();
});

Then(
  'after a text of {stranger} that {party} gets, {party} has not got the text {string}',
  async function (this: World, from: Stranger, to: Party, _same: Party, unwanted: string) {
    const peer = await this.peer(from.number);
    await sendsMessage(this, peer, to, 'afterwards', { from: peer.user(from.letter) });
    await getText(this, to, 'afterwards');
    const came = (await collectAll(this, to)).map(({ content }) => content);
    this.expect.none(`the text "${unwanted}" for ${to.name}`, came, (text) => text === textOf(this, unwanted));
  },
);
