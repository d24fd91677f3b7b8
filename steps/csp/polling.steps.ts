/** Polling. */
import { Given, Then, When } from '@cucumber/cucumber';
import { bindTcp } from '../support/cir-tcp.ts';
import { getText, indexOfText, sendText, toUser } from '../support/messages.ts';
import { ROOT } from '../support/roots.ts';
import { labels } from '../support/waiting-messages.ts';
import type { Party, World } from '../support/world.ts';
import { calledOverChannel, channelIsGone, openChannel } from './initiation.ts';

When('{party} polls with the SessionID {string}', async function (this: World, party: Party, sessionId: string) {
  const unknown = `${sessionId}-${this.name('session')}`;
  this.keepReply(party, await party.client.poll({ sessionType: 'Inband', sessionId: unknown }));
});

Given('{party} has a channel of communication initiation', async function (this: World, party: Party) {
  await openChannel(this, party);
});

Then('{party} is called over that channel', async function (this: World, party: Party) {
  await calledOverChannel(this, party);
});

Given('{party} had a channel over TCP, which broke', async function (this: World, party: Party) {
  (await bindTcp(this, party)).close();
});

Then('the CIR flag of answers to {party} is not T', async function (this: World, party: Party) {
  await channelIsGone(this, party);
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

When(
  /^([A-D]) sends the texts ((?:"[^"]+"(?:, | and )?)+), of (\d+) octets each, to ([A-D])$/,
  async function (this: World, from: string, texts: string, octets: string, to: string) {
    for (const label of labels(texts)) {
      this.keep(`text:${label}`, `${label} [${this.name('text')}] `.padEnd(Number(octets), '.'));
      await this.prerequisite(ROOT.sendMessage, async () => {
        this.expect.success(await sendText(this, this.party(from), toUser(this.party(to).user), label));
      });
    }
  },
);
