/** Steps about transactions between servers. */
import { Given, Then, When } from '@cucumber/cucumber';
import type { Received } from '../../src/peer/types.ts';
import { sspPrimitive } from '../../src/protocol/ssp/envelope.ts';
import { groupOf, toGroup } from '../support/groups.ts';
import { collectAll, getText, sendText, textOf, toUser } from '../support/messages.ts';
import { expectPeerSuccess } from '../support/peer-answers.ts';
import { addressOf, postLoosely, type Stranger } from '../support/peers.ts';
import { sameUser } from '../support/presence.ts';
import type { Party, World } from '../support/world.ts';
import { joinFromAfar } from './groups.ts';
import { answersTo, documentsUnder, finalAnswers, requestsIn, sendUnder } from './transactions.ts';

When('the peer sends a message for {party} in a document of its own', async function (this: World, to: Party) {
  await sendUnder(this, await this.peer(), to, 'first', this.name('x'));
});

When('the peer sends a message for {party} twice under one identifier', async function (this: World, to: Party) {
  const peer = await this.peer();
  for (let i = 0; i < 2; i++) await sendUnder(this, peer, to, 'twice', this.name('x'));
  await peer.settle();
});

When('the peer sends an answer that nobody waits for', async function (this: World) {
  const peer = await this.peer();
  const { ownHalf: sessionId } = await peer.session();
  const primitive = sspPrimitive('Status', { code: 200 });
  const transactions = [{ mode: 'Response', id: this.name('nothing'), primitive }] as const;
  await postLoosely(peer, { kind: 'session', version: peer.version, sessionId, transactions });
});

Then('an answer in mode Response bears its identifier', async function (this: World) {
  const peer = await this.peer();
  const id = this.name('x');
  const found = () => answersTo(peer, id)[0];
  await peer.arrival(() => found() !== undefined);
  const answer = found();
  this.expect.that(answer !== undefined, `an answer under ${id}`, 'none');
  if (answer !== undefined) this.expect.equal('mode', answer.transaction.mode, 'Response', peer.place(answer.arrival));
});

Then('one final answer has come to the first message', async function (this: World) {
  const peer = await this.peer();
  await peer.arrival(() => finalAnswers(peer, this.name('x')).length > 0);
  await peer.settle();
  const [, second] = finalAnswers(peer, this.name('x'));
  const count = finalAnswers(peer, this.name('x')).length;
  this.expect.equal('final answers', count, 1, second && peer.place(second.arrival));
});

Then('nothing has come under the identifier of the answered request', async function (this: World) {
  const peer = await this.peer();
  const { transaction, arrival } = this.kept<Received>('transactions:answered');
  const [more] = documentsUnder(peer, transaction.id).filter((one) => one.arrival.number > arrival.number);
  const observed = `${more?.transaction.primitive?.name ?? 'nothing'} under ${transaction.id}`;
  this.expect.that(more === undefined, `nothing under ${transaction.id}`, observed, more && peer.place(more.arrival));
});

Then('it is observed that {party} gets it once', async function (this: World, to: Party) {
  await getText(this, to, 'marker');
  const all = await collectAll(this, to);
  const copies = all.filter(({ content }) => content === textOf(this, 'twice')).length;
  if (copies !== 1) this.observe('one copy', `${copies} copies`);
});

Then(
  'the request names {party} and the domain of the server as its originator',
  async function (this: World, sender: Party) {
    const peer = await this.peer();
    const { value, arrival } = await peer.receives('SendMessageRequest');
    const place = peer.place(arrival, 'MetaInfo');
    const { clientOriginated, Requestor } = value.MetaInfo;
    this.expect.equal('clientOriginated', clientOriginated, true, place);
    this.expect.equal('serviceID', Requestor.serviceID.toLowerCase(), `wv:@${this.ixit.domain.toLowerCase()}`, place);
    const user = Requestor.User?.userID ?? '';
    this.expect.that(sameUser(user, sender.user), `Requestor ${sender.user}`, `Requestor ${user}`, place);
  },
);

Given('the peer leaves messages unanswered', async function (this: World) {
  const { peer } = await this.peer();
  peer.respond('SendMessageRequest', () => null);
});

When(
  '{party} sends {stranger} the text {string}',
  async function (this: World, sender: Party, to: Stranger, label: string) {
    await sendText(this, sender, toUser(await addressOf(this, to)), label);
  },
);

Then('the three requests at the peer have three identifiers', async function (this: World) {
  const peer = await this.peer();
  const messages = () => peer.peer.arrivals.flatMap((arrival) => requestsIn(arrival, 'SendMessageRequest'));
  const differing = () => new Set(messages().map(({ primitive }) => JSON.stringify(primitive?.value))).size;
  await peer.arrival(() => differing() >= 3);
  this.expect.equal('different requests', differing(), 3);
  const ids = new Set(messages().map(({ id }) => id));
  this.expect.equal('identifiers', ids.size, 3);
});

When(
  'the peer sends {party} the text {string} under the identifier of that request',
  async function (this: World, to: Party, label: string) {
    const peer = await this.peer();
    const { transaction } = await peer.receives('SendMessageRequest');
    await sendUnder(this, peer, to, label, transaction.id ?? '');
  },
);

When(
  '{party} writes {string} to the group {string}',
  async function (this: World, from: Party, label: string, group: string) {
    this.expect.success(await sendText(this, from, toGroup(groupOf(this, group)), label));
  },
);

Then('the request for Z says that no client caused it, and names no user', async function (this: World) {
  const peer = await this.peer();
  const { value, arrival } = await peer.receives('SendMessageRequest');
  const place = peer.place(arrival, 'MetaInfo');
  const { clientOriginated, Requestor } = value.MetaInfo;
  this.expect.equal('clientOriginated', clientOriginated, false, place);
  this.expect.equal('serviceID', Requestor.serviceID.toLowerCase(), `wv:@${this.ixit.domain.toLowerCase()}`, place);
  this.expect.absent('User', Requestor.User, place);
});

Given('{stranger} has come into the group {string}', async function (this: World, { letter }: Stranger, label: string) {
  const peer = await this.peer();
  await this.prerequisite('SSP-GRP-002', async () => {
    const answer = await joinFromAfar(this, peer, { user: peer.user(letter), group: groupOf(this, label) });
    expectPeerSuccess(this, peer, answer);
  });
});
