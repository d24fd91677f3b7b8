/** Polling. */
import { Then, When } from '@cucumber/cucumber';
import { getText, indexOfText } from '../support/messages.ts';
import type { Party, World } from '../support/world.ts';

When('{party} polls with the SessionID {string}', async function (this: World, party: Party, sessionId: string) {
  const unknown = `${sessionId}-${this.name('session')}`;
  this.keepReply(party, await party.client.poll({ sessionType: 'Inband', sessionId: unknown }));
});

Then('{party} got the text {string}', async function (this: World, party: Party, label: string) {
  await getText(this, party, label);
});

Then(
  '{party} got the text {string} before the text {string}',
  async function (this: World, party: Party, first: string, second: string) {
    await getText(this, party, first);
    await getText(this, party, second);
    const order = indexOfText(this, party, first) < indexOfText(this, party, second);
    this.expect.that(order, `"${first}" before "${second}"`, `"${second}" before "${first}"`);
  },
);
