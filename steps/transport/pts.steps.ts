/** The preamble and the parameters of plain text messages. */
import { Then, When } from '@cucumber/cucumber';
import { logIn } from '../support/login.ts';
import { sendPlain } from '../support/plain-text.ts';
import type { Party, World } from '../support/world.ts';

When('{party} logs in with the usual parameters', async function (this: World, party: Party) {
  await logIn(this, party);
});

When('{party} logs in with its parameters in the opposite order', async function (this: World, party: Party) {
  await logIn(this, party, { send: { writing: { order: 'turned' } } });
});

When('{party} sends a KeepAlive-Request with codes in small letters', async function (this: World, party: Party) {
  await this.ask(party, { name: 'KeepAlive-Request', value: {} }, { writing: { codes: 'small' } });
});

When(
  '{party} sends a KeepAlive-Request under the transaction number {int}',
  async function (this: World, party: Party, number: number) {
    await this.ask(party, { name: 'KeepAlive-Request', value: {} }, { transactionIds: [String(number)] });
  },
);

Then('the answer bears the transaction number {int}', function (this: World, number: number) {
  const { reply } = this.answer;
  const ids = reply.transactions.map(({ id }) => id);
  this.expect.equal('transaction number', ids.join(', '), String(number), this.place(this.answer));
});

When(
  '{party} sends a KeepAlive-Request with a double quote that is not closed',
  async function (this: World, party: Party) {
    await sendPlain(this, party, `KA${party.client.freshId()} SI=${party.client.session.sessionId ?? ''} TL="600`);
  },
);
