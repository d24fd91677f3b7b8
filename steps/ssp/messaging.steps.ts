/** Steps about messages between domains. */
import { Given, Then, When } from '@cucumber/cucumber';
import { listChange } from '../../src/conformance/state/access-lists.ts';
import type { PeerAnswer } from '../../src/peer/types.ts';
import { draft } from '../../src/protocol/messages/any-version.ts';
import { resultCode } from '../../src/protocol/messages/result-code.ts';
import { startClean } from '../csp/messaging/access-lists.ts';
import { getText, sendText, textOf, toUser } from '../support/messages.ts';
import { codesInPeerAnswer, expectPeerRefusal, expectPeerSuccess, shownPeerAnswer } from '../support/peer-answers.ts';
import { addressOf, mark, messageId, messageTo, type Stranger, sendsMessage } from '../support/peers.ts';
import { ROOT } from '../support/roots.ts';
import { sameUser } from '../support/users.ts';
import { keepId } from '../support/waiting-messages.ts';
import { lookFor } from '../support/waits.ts';
import type { Party, World } from '../support/world.ts';
import { expectNote, expectSentTo, refuseMessages, reportDelivered, reportsAt, sendNote, textIn } from './messaging.ts';

const answerOf = (world: World): PeerAnswer => world.kept<PeerAnswer>('peer:answer');

Given('the second peer has a session with the server', async function (this: World) {
  const peer = await this.peer(2);
  await peer.session();
  mark(this, peer);
});

Given('the peer refuses messages with code {int}', async function (this: World, code: number) {
  refuseMessages(await this.peer(), code);
});

Given(/^([A-D]) has the delivery method ([PN])$/, async function (this: World, key: string, method: 'P' | 'N') {
  const length = method === 'P' && this.version !== '1.3' ? { AcceptedContentLength: 2_048 } : {};
  const value = draft('SetDeliveryMethod-Request', { DeliveryMethod: method, ...length });
  const root = method === 'P' ? 'CSP-IMS-063' : 'CSP-IMS-062';
  if (!this.claims('IMPS-CSP-S-SETD')) this.untestable('IMPS-CSP-S-SETD', 'a client has to set its delivery method');
  await this.prerequisite(root, async () => {
    this.expect.success(await this.ask(this.party(key), { name: 'SetDeliveryMethod-Request', value }));
  });
});

When(
  '{stranger} sends {party} the text {string} and asks for a report',
  async function (this: World, from: Stranger, to: Party, label: string) {
    const peer = await this.peer(from.number);
    const answer = await sendsMessage(this, peer, to, label, { from: peer.user(from.letter), report: true });
    this.keep(`answer:${label}`, answer);
  },
);

When(
  '{stranger} sends {party} the text {string}, valid for {int} seconds',
  async function (this: World, from: Stranger, to: Party, label: string, validity: number) {
    const peer = await this.peer(from.number);
    const value = messageTo(this, peer, { label, from: peer.user(from.letter), to: [to.user] });
    const { MessageInfo } = value;
    const answer = await peer.request('SendMessageRequest', { ...value, MessageInfo: { ...MessageInfo, validity } });
    this.keep('peer:answer', answer);
  },
);

When(
  /^([YZ]) sends ([A-D]) a note (plain|in base64)$/,
  async function (this: World, _: string, to: string, how: string) {
    await sendNote(this, await this.peer(), this.party(to), how === 'in base64');
  },
);

When(
  '{party} sends a message to {stranger} and asks for a report',
  async function (this: World, sender: Party, to: Stranger) {
    const answer = await sendText(this, sender, toUser(await addressOf(this, to)), 'first', { report: true });
    keepId(this, 'first', answer);
  },
);

When(
  '{party} sends one message to {stranger}, {stranger} and {stranger}',
  async function (this: World, sender: Party, one: Stranger, two: Stranger, three: Stranger) {
    const users = await Promise.all([one, two, three].map((to) => addressOf(this, to)));
    await sendText(this, sender, toUser(...users), 'several');
  },
);

When('the peer reports that it was delivered, if it was asked to', async function (this: World) {
  const peer = await this.peer();
  const message = await peer.receives('SendMessageRequest');
  if (message.value.deliveryReport) await reportDelivered(peer, message);
});

Then(
  '{party} gets the text {string} under the identifier of the peer',
  async function (this: World, party: Party, label: string) {
    const { info, by } = await getText(this, party, label);
    const wanted = messageId(this, await this.peer(), label);
    this.expect.equal('MessageID', info.MessageID, wanted, this.place(by, 'MessageInfo/MessageID'));
  },
);

Then(
  'the answer is a SendMessageResponse with the identifier of {string} and code 200',
  async function (this: World, label: string) {
    const peer = await this.peer();
    const answer = answerOf(this);
    const { primitive, arrival } = answer;
    const isResponse = primitive.name === 'SendMessageResponse';
    this.expect.that(isResponse, 'SendMessageResponse', shownPeerAnswer(answer), peer.place(arrival));
    const { messageID } = answer.as('SendMessageResponse');
    this.expect.equal('messageID', messageID, messageId(this, peer, label), peer.place(arrival));
    this.expect.present('Status', codesInPeerAnswer(answer)[0], peer.place(arrival));
    expectPeerSuccess(this, peer, answer);
  },
);

Then(
  '{party} gets the text {string} by a {primitive}',
  async function (this: World, party: Party, label: string, name: string) {
    const { by } = await getText(this, party, label);
    const came = 'name' in by ? by.name : 'a list';
    this.expect.equal('primitive', came, name, this.place(by));
  },
);

Then('{party} gets the note octet for octet under its content type', async function (this: World, party: Party) {
  await expectNote(this, await this.peer(), party);
});

Then('the peer learns that {string} failed', async function (this: World, label: string) {
  const peer = await this.peer();
  const answer = this.kept<PeerAnswer>(`answer:${label}`);
  if (!answer.success || answer.code === 201) return expectPeerRefusal(this, peer, answer, this.codesOf('SSP-IMS-006'));
  const id = messageId(this, peer, label);
  await peer.arrival(() => reportsAt(peer, id).length > 0);
  const code = reportsAt(peer, id)[0]?.DeliveryResult.Status.code;
  const observed = `${shownPeerAnswer(answer)}${code === undefined ? '' : `, reported ${code}`}`;
  this.expect.that((code ?? 200) >= 300, 'a refusal or a report of failure', observed, peer.place(answer.arrival));
});

Then('the message of {stranger} was accepted', async function (this: World, { number }: Stranger) {
  expectPeerSuccess(this, await this.peer(number), answerOf(this));
});

Then(
  'the message of {stranger} is refused with code {codes}',
  async function (this: World, { number }: Stranger, preferred: number[]) {
    const codes = { preferred, tolerated: [201, 900] };
    expectPeerRefusal(this, await this.peer(number), answerOf(this), codes);
  },
);

Then(
  'each of {stranger}, {stranger} and {stranger} was sent the message once, and nobody else',
  async function (this: World, one: Stranger, two: Stranger, three: Stranger) {
    const to = [one, two, three];
    for (const number of new Set(to.map((each) => each.number))) {
      const peer = await this.peer(number);
      const users = to.filter((each) => each.number === number).map(({ letter }) => peer.user(letter));
      await expectSentTo(this, peer, 'several', users);
    }
  },
);

Then('{party} is told of a failure, in the answer or later', async function (this: World, party: Party) {
  if (!this.answer.success || this.answer.code === 201) return this.expect.met();
  const { inbox } = party.client;
  const failed = () =>
    [...inbox.of('Status'), ...inbox.of('DeliveryReport-Request')].find((one) => (resultCode(one) ?? 200) >= 300);
  const waited = await lookFor(this, party, 'DeliveryReport-Request', failed);
  if (waited.found === undefined) this.fail('a Status or DeliveryReport-Request of failure', `none ${waited.within}`);
});

Then('a report of {string} comes to the peer', async function (this: World, label: string) {
  const peer = await this.peer();
  const id = messageId(this, peer, label);
  const { value, arrival } = await peer.receives('DeliveryStatusReport', {
    where: ({ MessageInfo }) => MessageInfo.messageID === id,
  });
  const { code } = value.DeliveryResult.Status;
  this.expect.that(code >= 200 && code < 300, 'Status 200', `Status ${code}`, peer.place(arrival, 'DeliveryResult'));
});

Then('the report of {string} is at the peer', async function (this: World, label: string) {
  const peer = await this.peer();
  const id = messageId(this, peer, label);
  await this.prerequisite('SSP-IMS-011', async () => {
    await peer.receives('DeliveryStatusReport', { where: ({ MessageInfo }) => MessageInfo.messageID === id });
  });
});

Then('no report of {string} has come to the peer', async function (this: World, label: string) {
  const peer = await this.peer();
  const id = messageId(this, peer, label);
  this.expect.none(`report of ${id}`, reportsAt(peer, id), () => true);
});

Given('{party} blocks {stranger}', async function (this: World, owner: Party, stranger: Stranger) {
  await startClean(this, owner);
  const value = listChange(this.version, {
    blocked: { add: { UserID: [await addressOf(this, stranger)] }, inUse: true },
  });
  await this.prerequisite(ROOT.block, async () => {
    this.expect.success(await this.ask(owner, { name: 'BlockEntity-Request', value }));
  });
});

Then(
  'the message of {party} comes to {stranger} with its text',
  async function (this: World, from: Party, to: Stranger) {
    const peer = await this.peer(to.number);
    const { value, arrival } = await peer.receives('SendMessageRequest');
    const { Recipient, Sender } = value.MessageInfo;
    const place = peer.place(arrival, 'MessageInfo');
    const [user] = Recipient.map((one) => one.User?.userID ?? '');
    const wanted = peer.user(to.letter);
    this.expect.that(
      Recipient.length === 1 && sameUser(user ?? '', wanted),
      `Recipient ${wanted}`,
      `Recipient ${user}`,
      place,
    );
    const sender = Sender.User?.userID ?? '';
    this.expect.that(sameUser(sender, from.user), `Sender ${from.user}`, `Sender ${sender}`, place);
    this.expect.equal('ContentData', textIn(value), textOf(this, 'first'), peer.place(arrival, 'ContentData'));
  },
);
