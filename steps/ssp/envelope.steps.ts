/** Steps about documents between servers. */
import { isUtf8 } from 'node:buffer';
import { Then, When } from '@cucumber/cucumber';
import { isStep, sspStep } from '../../src/protocol/ssp/envelope.ts';
import { addressOf, type Stranger, tries } from '../support/peers.ts';
import type { Party, World } from '../support/world.ts';
import {
  contentOctets,
  difficultText,
  messageIn,
  postTogether,
  sendDifficultText,
  withUnknownParts,
} from './envelope.ts';
import { answersTo, finalAnswers } from './transactions.ts';

When(
  'the peer sends {party} the text {string} and {party} the text {string} in one document',
  async function (this: World, one: Party, first: string, other: Party, second: string) {
    const peer = await this.peer();
    await postTogether(peer, [
      messageIn(this, peer, one, first, this.name('x')),
      messageIn(this, peer, other, second, this.name('y')),
    ]);
  },
);

When(
  'the peer sends {party} the text {string} without identifier and {party} the text {string} in one document',
  async function (this: World, one: Party, first: string, other: Party, second: string) {
    const peer = await this.peer();
    await postTogether(peer, [
      messageIn(this, peer, one, first, undefined),
      messageIn(this, peer, other, second, this.name('y')),
    ]);
  },
);

When(
  'the peer sends an empty transaction and {party} the text {string} in one document',
  async function (this: World, to: Party, label: string) {
    const peer = await this.peer();
    const empty = { mode: 'Request', id: this.name('x'), primitive: undefined } as const;
    await postTogether(peer, [empty, messageIn(this, peer, to, label, this.name('y'))]);
  },
);

Then('each of the two requests has an answer of its own', async function (this: World) {
  const peer = await this.peer();
  for (const id of [this.name('x'), this.name('y')]) {
    await peer.arrival(() => answersTo(peer, id).length > 0);
    this.expect.that(answersTo(peer, id).length > 0, `an answer under ${id}`, 'none');
  }
});

Then('the second request has an answer', async function (this: World) {
  const peer = await this.peer();
  const id = this.name('y');
  await peer.arrival(() => answersTo(peer, id).length > 0);
  this.expect.that(answersTo(peer, id).length > 0, `an answer under ${id}`, 'none');
});

When('the peer opens a session with white space around its secret and its digest', async function (this: World) {
  const peer = await this.peer();
  const spaced = (text: string) => `\n      ${text}\n    `;
  peer.peer.changeSteps((envelope) => {
    const { step } = envelope;
    if (isStep(step, 'SendSecretToken')) {
      const SecretToken = { ...step.value.SecretToken, value: spaced(step.value.SecretToken.value) };
      return { ...envelope, step: sspStep('SendSecretToken', { ...step.value, SecretToken }) };
    }
    if (!isStep(step, 'LoginRequest')) return envelope;
    const PasswordDigest = { ...step.value.PasswordDigest, value: spaced(step.value.PasswordDigest.value) };
    return { ...envelope, step: sspStep('LoginRequest', { ...step.value, PasswordDigest }) };
  });
  this.keep('fault', await tries(peer));
  peer.peer.changeSteps(undefined);
});

Then('the set-up comes to its end', async function (this: World) {
  const peer = await this.peer();
  const fault = this.kept('fault');
  this.expect.that(peer.peer.sessions.length > 0, 'a session', fault instanceof Error ? fault.message : 'none');
});

When(
  '{party} sends {stranger} a text with markup and letters of other scripts',
  async function (this: World, from: Party, to: Stranger) {
    await sendDifficultText(this, from, await addressOf(this, to));
  },
);

Then('the peer gets this text from well-formed XML in UTF-8', async function (this: World) {
  const received = await (await this.peer()).receives('SendMessageRequest');
  const { arrival } = received;
  const peer = await this.peer();
  const place = peer.place(arrival, 'ContentData');
  const broken = arrival.read.findings.filter(({ kind }) => kind === 'not-well-formed');
  this.expect.that(broken.length === 0, 'well-formed XML', broken[0]?.message ?? '', place);
  this.expect.that(isUtf8(arrival.body), 'UTF-8', 'octets that are none', place);
  const text = new TextDecoder().decode(contentOctets(received));
  this.expect.equal('ContentData', text, difficultText(this), place);
});

Then('the peer gets ContentData with a type and the octets of the text', async function (this: World) {
  const peer = await this.peer();
  const received = await peer.receives('SendMessageRequest');
  const place = peer.place(received.arrival, 'ContentData');
  const type = this.expect.present('contentType', received.value.ContentData.contentType, place);
  this.expect.equal('contentType', type.split(';')[0]?.trim().toLowerCase(), 'text/plain', place);
  const text = new TextDecoder().decode(contentOctets(received));
  this.expect.equal('ContentData', text, difficultText(this), place);
});

When(
  'the peer sends {party} the text {string} with an attribute and an element that nobody knows',
  async function (this: World, to: Party, label: string) {
    const peer = await this.peer();
    const octets = await withUnknownParts(this, peer, to, label, this.name('x'));
    await peer.until(peer.peer.postRaw(peer.home, octets));
  },
);

Then('the request with unknown parts is answered with success', async function (this: World) {
  const peer = await this.peer();
  const id = this.name('x');
  await peer.arrival(() => finalAnswers(peer, id).length > 0);
  const answer = finalAnswers(peer, id)[0];
  const value: object = answer?.transaction.primitive?.value ?? {};
  const { code, Status }: { readonly code?: number; readonly Status?: { readonly code?: number } } = value;
  const observed = code ?? Status?.code;
  const fits = observed !== undefined && observed >= 200 && observed < 300;
  this.expect.that(fits, 'success', observed === undefined ? 'no answer' : `code ${observed}`);
});
