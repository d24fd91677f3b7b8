/** The WBXML syntax. */

import { Given, Then, When } from '@cucumber/cucumber';
import { defaultCapabilities } from '../../src/client/capabilities.ts';
import type { CapabilityOutcome } from '../../src/client/session-outcomes.ts';
import { draft } from '../../src/protocol/messages/any-version.ts';
import { logIn, loginOf } from '../support/login.ts';
import { sendMessage, textMessage, textOf, toUser } from '../support/messages.ts';
import { cameWhole, sendWhole } from '../support/mixed-syntaxes.ts';
import type { Party, World } from '../support/world.ts';
import { writing } from '../support/writing.ts';
import { type Deed, differences, sameDeeds } from './wbxml.ts';

When('{party} logs in with text written {}', async function (this: World, party: Party, how: string) {
  await logIn(this, party, { send: { writing: writing(how) } });
});

When(
  '{party} logs in with the element {word} named by a literal',
  async function (this: World, party: Party, element: string) {
    await logIn(this, party, { send: { writing: { literals: [element] } } });
  },
);

Given(
  '{party} can log in with TimeToLive {int}, written as text',
  async function (this: World, party: Party, timeToLive: number) {
    await this.prerequisite('CSP-LOG-001', async () => {
      const outcome = await party.client.login({ timeToLive, send: { writing: { integers: 'text' } } });
      this.expect.that(outcome.success, 'Login-Response 200', this.notation(outcome.answer.primitive));
      this.keep('KeepAliveTime', outcome.keepAliveTime ?? timeToLive);
      await party.client.logout();
    });
  },
);

When(
  '{party} logs in with TimeToLive {int}, written {}',
  async function (this: World, party: Party, timeToLive: number, how: string) {
    this.keep('TimeToLive', timeToLive);
    await logIn(this, party, { timeToLive, send: { writing: writing(how) } });
  },
);

Then('the login is accepted with the KeepAliveTime of before', function (this: World) {
  const { answer, keepAliveTime } = loginOf(this);
  this.expect.primitive(answer, 'Login-Response', 200);
  // A value that is not told is the one that was asked for.
  const granted = keepAliveTime ?? this.kept<number>('TimeToLive');
  this.expect.equal('KeepAliveTime', granted, this.kept<number>('KeepAliveTime'), this.place(answer, 'KeepAliveTime'));
});

When(
  '{party} sends the text {string} to {party} with a DateTime written {}',
  async function (this: World, from: Party, label: string, to: Party, how: string) {
    const message = textMessage(from, toUser(to.user), textOf(this, label));
    const DateTime = this.today()
      .toISOString()
      .replace(/[-:]|\.\d+/g, '');
    const value = draft('SendMessage-Request', { ...message, MessageInfo: { ...message.MessageInfo, DateTime } });
    const dates = how === 'as text' ? ({ dates: 'text' } as const) : writing(how);
    this.expect.success(await sendMessage(this, from, value, { writing: dates }));
  },
);

When(
  '{party} negotiates capabilities with values as tokens, then with values as text',
  async function (this: World, party: Party) {
    const list = defaultCapabilities(this.version);
    const tokens = await party.client.negotiateCapabilities(list, { writing: { values: 'tokens' } });
    const text = await party.client.negotiateCapabilities(list, { writing: { values: 'text' } });
    this.keep('outcomes', [tokens, text]);
    this.keepAnswer(party, text.answer);
  },
);

Then('both were answered the same', function (this: World) {
  const [tokens, text] = this.kept<readonly CapabilityOutcome[]>('outcomes');
  const notations = [tokens, text].map((outcome) => outcome && this.notation(outcome.answer.primitive));
  this.expect.equal('answer', notations[1], notations[0], this.place(this.answer));
  this.expect.equal('agreed capabilities', text?.agreed, tokens?.agreed, this.place(this.answer));
});

When('{party} logs in with a code page switch before every tag', async function (this: World, party: Party) {
  await logIn(this, party, { send: { writing: { pageSwitches: 'superfluous' } } });
});

When(
  '{party} logs in with lengths and numbers in longer form, text {}',
  async function (this: World, party: Party, how: string) {
    await logIn(this, party, { send: { writing: { ...writing(how), lengths: 'long' } } });
  },
);

When(
  '{party} does the same in a session over XML and in one over WBXML: login, negotiation, KeepAlive-Request, GetList-Request',
  async function (this: World, party: Party) {
    this.keep('deeds', await sameDeeds(this, party));
  },
);

Then('both were answered by the same primitives with the same codes and values', function (this: World) {
  const { xml, wbxml } = this.kept<{ readonly xml: readonly Deed[]; readonly wbxml: readonly Deed[] }>('deeds');
  for (const [i, deed] of wbxml.entries()) {
    const other = xml[i];
    if (other === undefined) continue;
    const place = this.place(deed.answer);
    this.expect.equal(deed.what, this.notation(deed.answer.primitive), this.notation(other.answer.primitive), place);
    const [a, b] = differences(deed.answer.primitive.value, other.answer.primitive.value);
    this.expect.equal(`${deed.what}, values`, a, b, place);
  }
});

When(
  /^([A-D]) sends ([A-D]) a message with (.+)$/,
  async function (this: World, from: string, to: string, words: string) {
    await sendWhole(this, this.party(from), this.party(to), words);
  },
);

Then('it comes to {party} whole', async function (this: World, to: Party) {
  await cameWhole(this, to);
});
