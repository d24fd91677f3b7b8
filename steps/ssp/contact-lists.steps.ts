/** Steps about contact lists and other domains. */
import { Given, Then, When } from '@cucumber/cucumber';
import { draft } from '../../src/protocol/messages/any-version.ts';
import { sendText, textOf } from '../support/messages.ts';
import { addressOf, marked, type Stranger } from '../support/peers.ts';
import { sameUser } from '../support/users.ts';
import type { Party, World } from '../support/world.ts';
import { textIn } from './messaging.ts';

When(
  '{party} sends the text {string} to a contact list of {stranger}',
  async function (this: World, from: Party, label: string, whose: Stranger) {
    const list = (await addressOf(this, whose)).replace('@', `/${this.name('friends')}@`);
    await sendText(this, from, draft('Recipient', { ContactList: [list] }), label);
  },
);

Then('the first request at the peer is that message, for {stranger}', async function (this: World, to: Stranger) {
  const peer = await this.peer(to.number);
  const since = marked(this);
  const requests = () => peer.peer.received.filter(({ arrival }) => arrival.number > since);
  await peer.arrival(() => requests().length > 0);
  const [first] = requests();
  const name = first?.name ?? 'no request';
  this.expect.equal('first request', name, 'SendMessageRequest', first && peer.place(first.arrival));
  const { value } = await peer.receives('SendMessageRequest');
  this.expect.equal('text', textIn(value), textOf(this, 'first'), first && peer.place(first.arrival));
});

Given(
  '{party} has the contact list {string} with {party} and with {stranger} of the peer',
  async function (this: World, owner: Party, label: string, member: Party, afar: Stranger) {
    const ContactList = this.addressOf(owner, this.name(label));
    await this.prerequisite('CSP-CLT-003', async () => {
      const value = { ContactList, NickList: { UserID: [member.user, await addressOf(this, afar)] } };
      this.expect.success(await this.ask(owner, { name: 'CreateList-Request', value }));
    });
  },
);

When(
  '{party} sends the text {string} to the contact list {string} of {party}',
  async function (this: World, from: Party, label: string, list: string, owner: Party) {
    const address = this.addressOf(owner, this.name(list));
    await sendText(this, from, draft('Recipient', { ContactList: [address] }), label);
  },
);

Then('the peer gets the text {string} for {stranger} alone', async function (this: World, label: string, to: Stranger) {
  const peer = await this.peer(to.number);
  const { value, arrival } = await peer.receives('SendMessageRequest');
  const place = peer.place(arrival, 'MessageInfo/Recipient');
  this.expect.equal('text', textIn(value), textOf(this, label), place);
  const recipients = value.MessageInfo.Recipient.map(({ User }) => User?.userID ?? 'no user');
  const alone = recipients.length === 1 && sameUser(recipients[0] ?? '', peer.user(to.letter));
  this.expect.that(alone, `Recipient ${peer.user(to.letter)}`, `Recipient ${recipients.join(', ')}`, place);
});
