/** Steps about requests that a home domain sends on, and about those it has to refuse. */
import { Given, Then, When } from '@cucumber/cucumber';
import { forUser } from '../../src/peer/meta.ts';
import type { PeerAnswer } from '../../src/peer/types.ts';
import { isSsp } from '../../src/protocol/ssp/envelope.ts';
import { joinGroup, namesIn } from '../support/groups.ts';
import { sendText, toUser } from '../support/messages.ts';
import { expectPeerRefusal, expectPeerSuccess } from '../support/peer-answers.ts';
import { addressOf, type Stranger, sendsMessage } from '../support/peers.ts';
import { sameUser } from '../support/users.ts';
import { lookFor } from '../support/waits.ts';
import type { Party, World } from '../support/world.ts';
import { expectSentTo } from './messaging.ts';
import { asksElsewhere, messageForThird, providing, requestElsewhere, sendUnknown, thirdDomain } from './relay.ts';
import { documentsUnder } from './transactions.ts';

const UNKNOWN = 'relay:unknown';

Given('A speaks CSP 1.1 and is logged in', async function (this: World) {
  if (!this.ics.versions.includes('1.1')) this.untestable('ics.versions', 'a client of 1.1 is needed');
  if (!this.ics.syntaxes.includes('xml')) this.untestable('ics.syntaxes', 'a client of 1.1 in XML is needed');
  this.speak('A', { version: '1.1', syntax: 'xml' });
  await this.party('A').open();
});

When(
  '{party} joins the group {string} of the peer and asks who is there',
  async function (this: World, party: Party, label: string) {
    const group = this.kept<string>(`group:${label}`);
    this.cleanUp('leave the group of the peer', async () => {
      if (party.client.session.sessionId !== undefined) {
        await party.client.request('LeaveGroup-Request', { GroupID: group });
      }
    });
    await joinGroup(this, party, group, { screenName: this.name('own'), joinedRequest: true });
  },
);

When(
  '{party} sends one message to {party} and {stranger}',
  async function (this: World, sender: Party, one: Party, other: Stranger) {
    await sendText(this, sender, toUser(one.user, await addressOf(this, other)), 'both');
  },
);

When('{stranger} wants to join a group of a third domain', async function (this: World, { letter, number }: Stranger) {
  const peer = await this.peer(number);
  const groupID = `wv:${this.name('owner')}/${this.name('group')}@${thirdDomain(peer)}`;
  const value = { groupID, joinedListRequest: false, subscribeNotif: false, MetaInfo: forUser(peer.user(letter)) };
  this.keep('peer:answer', await peer.request('JoinGroupRequest', value));
});

When(
  '{stranger} sends a message for {party} and then one for a user of a third domain',
  async function (this: World, { letter, number }: Stranger, party: Party) {
    const peer = await this.peer(number);
    await this.prerequisite('SSP-IMS-003', async () => {
      expectPeerSuccess(this, peer, await sendsMessage(this, peer, party, 'before', { from: peer.user(letter) }));
    });
    this.keep('peer:answer', await peer.request('SendMessageRequest', messageForThird(this, peer)));
  },
);

When('the peer sends a request that nobody knows', async function (this: World) {
  const id = this.keep(UNKNOWN, this.name('unknown'));
  await sendUnknown(this, await this.peer(), id);
});

Then('the request is refused as one of a third domain', async function (this: World) {
  expectPeerRefusal(this, await this.peer(), this.kept<PeerAnswer>('peer:answer'), this.codesOf('SSP-RLY-007'));
});

Then('it is answered with a Status of failure', async function (this: World) {
  const peer = await this.peer();
  const id = this.kept<string>(UNKNOWN);
  await peer.arrival(() => documentsUnder(peer, id).length > 0);
  const [came] = documentsUnder(peer, id);
  if (came === undefined) return this.fail(`a Status under ${id}`, 'none');
  const { primitive } = came.transaction;
  const code = isSsp(primitive, 'Status') ? primitive.value.code : undefined;
  const { preferred, tolerated } = this.codesOf('SSP-RLY-010');
  const wanted = [...preferred, ...tolerated];
  const observed = `${primitive?.name ?? 'nothing'} ${code ?? ''}`;
  const fits = code !== undefined && wanted.includes(code);
  this.expect.that(fits, `Status ${wanted.join(' or ')}`, observed, peer.place(came.arrival));
  if (fits && !preferred.includes(code)) this.note(`answered ${observed}; ${preferred.join(' or ')} is preferred`);
});

Then('a message for {stranger} comes to the peer itself', async function (this: World, { letter, number }: Stranger) {
  const peer = await this.peer(number);
  const { value, arrival } = await peer.receives('SendMessageRequest');
  const place = peer.place(arrival, 'MessageInfo');
  const wanted = peer.user(letter);
  const users = value.MessageInfo.Recipient.map(({ User }) => User?.userID ?? '');
  this.expect.some(`Recipient ${wanted}`, users, (one) => sameUser(one, wanted), place);
});

Then('{stranger} alone is named to the peer', async function (this: World, { letter, number }: Stranger) {
  const peer = await this.peer(number);
  await expectSentTo(this, peer, 'both', [peer.user(letter)]);
});

Then(
  '{party} learns in the form of its version that {string} is there',
  async function (this: World, party: Party, name: string) {
    const { answer } = this;
    const inTime = answer.primitive.name === 'JoinGroup-Response' ? answer.primitive : undefined;
    const late = () => party.client.inbox.of('JoinGroup-Response')[0];
    const waited = inTime ?? (await lookFor(this, party, 'JoinGroup-Response', late)).found;
    if (waited === undefined) return this.fail('JoinGroup-Response', 'none');
    const { UserList } = (waited as { value: { UserList?: unknown } }).value;
    const names = namesIn(UserList);
    this.expect.some(`screen name ${this.name(name)} in UserList`, names, (one) => one === this.name(name));
  },
);

Given('the user served elsewhere is logged in', async function (this: World) {
  await providing(this).then((peer) => peer.session());
  await this.party('elsewhere').open();
});

When('the user served elsewhere asks for that service within the own domain', async function (this: World) {
  await asksElsewhere(this, await providing(this));
});

Then('the request of that user comes to the domain that provides it', async function (this: World) {
  const peer = await providing(this);
  const { user } = this.party('elsewhere');
  const { value, arrival } = await peer.receives(requestElsewhere(this));
  const acting = value.MetaInfo.Requestor.User?.userID ?? 'nobody';
  this.expect.that(sameUser(acting, user), `Requestor ${user}`, `Requestor ${acting}`, peer.place(arrival, 'MetaInfo'));
});
