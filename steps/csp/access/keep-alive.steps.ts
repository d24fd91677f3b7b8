/** Keep-alive: requests, the time that is agreed, the end of a session that is not kept alive. */
import { Given, Then, When } from '@cucumber/cucumber';
import type { Party, World } from '../../support/world.ts';
import { agreeShortTime, secondsInForce, stayAlive } from './keep-alive.ts';

Given('{party} asks to be kept alive for a short time', async function (this: World, party: Party) {
  await agreeShortTime(this, party);
});

When('{party} asks to be kept alive for the time in force', async function (this: World, party: Party) {
  this.keepAnswer(party, await party.client.keepAlive(secondsInForce(this, party)));
});

Then('a KeepAliveTime in it is a positive number', function (this: World) {
  const { KeepAliveTime } = this.answer.as('KeepAlive-Response');
  if (KeepAliveTime === undefined) return this.expect.met();
  const place = this.place(this.answer, 'KeepAliveTime');
  this.expect.that(KeepAliveTime > 0, 'KeepAliveTime above 0', `KeepAliveTime ${KeepAliveTime}`, place);
});

When('nothing is sent for {int} percent of the time in force', async function (this: World, percent: number) {
  await this.pass((secondsInForce(this, this.party('A')) * percent) / 100);
});

When('nothing is sent until shortly after the time in force', async function (this: World) {
  await this.pass(secondsInForce(this, this.party('A')) + 1);
});

When(
  '{party} only polls and asks for capabilities, each before the time ends, for longer than the time in force and the margin',
  async function (this: World, party: Party) {
    await stayAlive(this, party, [() => party.client.poll(), () => party.client.negotiateCapabilities()]);
  },
);

When(
  '{party} only sends KeepAlive-Requests, each before the time ends, for longer than the time in force and the margin',
  async function (this: World, party: Party) {
    await stayAlive(this, party, [() => party.client.keepAlive()]);
  },
);

Then('it is observed whether the session of {party} is alive', function (this: World, _party: Party) {
  if (!this.answer.success) this.observe('KeepAlive-Response 200', this.notation(this.answer.primitive));
});
