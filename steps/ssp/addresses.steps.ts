/** Steps about addresses between servers. */
import { Then, When } from '@cucumber/cucumber';
import type { PeerAnswer } from '../../src/peer/types.ts';
import { draft } from '../../src/protocol/messages/any-version.ts';
import { sendText } from '../support/messages.ts';
import { shownPeerAnswer } from '../support/peer-answers.ts';
import { addressOf, asks, messageTo, type Stranger } from '../support/peers.ts';
import { sameUser } from '../support/users.ts';
import type { Party, World } from '../support/world.ts';
import { codeFor, detailed, inOtherCase, respelled, sendChanged, unknownUsers, userOf } from './addresses.ts';
import { expectCode, expectRefusal } from './answers.ts';

When(
  '{stranger} sends {party} the text {string}, asked for by a user of {}',
  async function (this: World, from: Stranger, to: Party, label: string, whose: string) {
    const peer = await this.peer(from.number);
    await sendChanged(this, peer, { label, from: peer.user(from.letter), to: [to.user] }, (message) => {
      const { Requestor } = message.MetaInfo;
      const User = { userID: userOf(this, peer, whose) };
      return { ...message, MetaInfo: { clientOriginated: true, Requestor: { ...Requestor, User } } };
    });
  },
);

When(
  '{stranger} sends {party} the text {string} under the name of a user of {}',
  async function (this: World, from: Stranger, to: Party, label: string, whose: string) {
    const peer = await this.peer(from.number);
    await sendChanged(this, peer, { label, from: peer.user(from.letter), to: [to.user] }, (message) => {
      const Sender = { User: { userID: userOf(this, peer, whose) } };
      return { ...message, MessageInfo: { ...message.MessageInfo, Sender } };
    });
  },
);

When(
  /^([YZ]) sends ([A-D]) the text "([^"]*)", all (addresses without the scheme|domains in other letter case)$/,
  async function (this: World, letter: 'Y' | 'Z', to: string, label: string, how: string) {
    const peer = await this.peer();
    const spell = how.startsWith('domains') ? inOtherCase : (address: string) => address.replace(/^wv:/, '');
    const about = { label, from: peer.user(letter), to: [this.party(to).user] };
    await sendChanged(this, peer, about, (message) => respelled(message, spell));
  },
);

When(
  '{stranger} sends an unknown user the text {string}',
  async function (this: World, _from: Stranger, label: string) {
    const peer = await this.peer();
    await asks(this, peer, 'SendMessageRequest', messageTo(this, peer, { label, to: unknownUsers(this, 1) }));
  },
);

When('{stranger} sends two unknown users the text {string}', async function (this: World, _: Stranger, label: string) {
  const peer = await this.peer();
  await asks(this, peer, 'SendMessageRequest', messageTo(this, peer, { label, to: unknownUsers(this, 2) }));
});

When(
  '{stranger} sends {party} and an unknown user the text {string}',
  async function (this: World, _from: Stranger, to: Party, label: string) {
    const peer = await this.peer();
    const both = [to.user, ...unknownUsers(this, 1)];
    await asks(this, peer, 'SendMessageRequest', messageTo(this, peer, { label, to: both }));
  },
);

When('{party} sends a text to a client of {stranger}', async function (this: World, sender: Party, to: Stranger) {
  const UserID = await addressOf(this, to);
  const url = this.recall('client of Z', () => `http://${this.name('client')}.invalid/`);
  const recipient = draft('Recipient', { User: [{ UserID, ClientID: { URL: url } }] });
  this.expect.success(await sendText(this, sender, recipient, 'first'));
});

When(
  '{stranger} sends the text {string} to the client of {party}',
  async function (this: World, from: Stranger, label: string, to: Party) {
    const peer = await this.peer(from.number);
    const url = to.client.clientId.URL?.trim() ?? this.untestable('ClientID', 'the clients of the tester have no URL');
    const message = messageTo(this, peer, { label, from: peer.user(from.letter), to: [to.user] });
    const Recipient = [{ User: { userID: to.user, ClientID: { url } } }];
    const request = { ...message, MessageInfo: { ...message.MessageInfo, Recipient } };
    await asks(this, peer, 'SendMessageRequest', request);
  },
);

Then('the answer has code {int} for the unknown user', function (this: World, code: number) {
  const answer = this.kept<PeerAnswer | undefined>('peer:answer') ?? this.fail(`code ${code}`, 'no answer');
  const [user = ''] = unknownUsers(this, 1);
  expectCode(this, answer, [codeFor(answer, user)], code);
});

Then(
  'the answer of the server has code {int} and details about the unknown user',
  function (this: World, code: number) {
    expectDetails(this, code, unknownUsers(this, 1));
  },
);

Then('the answer of the server has code {int} and details about both users', function (this: World, code: number) {
  expectDetails(this, code, unknownUsers(this, 2));
});

function expectDetails(world: World, code: number, users: readonly string[]): void {
  const answer = world.kept<PeerAnswer | undefined>('peer:answer') ?? world.fail(`code ${code}`, 'no answer');
  expectCode(world, answer, [answer.code], code);
  // another code than the preferred one says the same of all
  if (answer.code !== code) return;
  for (const user of users) {
    world.expect.that(detailed(answer, user), `DetailedResult with ${user}`, 'none');
  }
}

Then('the peer gets the text, for that client of {stranger}', async function (this: World, to: Stranger) {
  const peer = await this.peer(to.number);
  const { value, arrival } = await peer.receives('SendMessageRequest');
  const place = peer.place(arrival, 'MessageInfo/Recipient');
  const users = value.MessageInfo.Recipient.flatMap((one) => one.User ?? []);
  const found = users.find(({ userID }) => sameUser(userID, peer.user(to.letter)));
  const user: { readonly ClientID?: object | undefined } = this.expect.present('recipient', found, place);
  const client: { readonly url?: string } = user.ClientID ?? {};
  this.expect.equal('ClientID', client.url, this.kept<string>('client of Z'), place);
});

Then('the request of the peer is refused with code {int}', function (this: World, code: number) {
  expectRefusal(this, code);
});

Then('the request of the peer succeeds', function (this: World) {
  const answer = this.kept<PeerAnswer | undefined>('peer:answer');
  const observed = answer === undefined ? 'a refusal by HTTP' : shownPeerAnswer(answer);
  this.expect.that(answer?.success === true, 'success', observed);
});
