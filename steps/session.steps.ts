/** The general words of scenarios: who is logged in, who sends what, what the answer is. */
import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import type { Row } from '../src/conformance/scenario/compose.ts';
import type { PrimitiveName } from '../src/protocol/messages/envelope.ts';
import type { Party, World } from './support/world.ts';

Given('{party} is logged in', async function (this: World, party: Party) {
  await party.open();
});

Given('{party} is logged in without negotiation', async function (this: World, party: Party) {
  await party.open({ capabilityList: false, services: false });
});

When('{party} sends a(n) {primitive}', async function (this: World, party: Party, name: PrimitiveName) {
  await this.ask(party, this.fromRows(name, []));
});

When(
  '{party} sends a(n) {primitive} with',
  async function (this: World, party: Party, name: PrimitiveName, table: DataTable) {
    await this.ask(party, this.fromRows(name, table.raw() as unknown as readonly Row[]));
  },
);

When('{party} sends', async function (this: World, party: Party, xml: string) {
  await this.ask(party, this.fromXml(xml));
});

Then('the answer is a(n) {primitive} with code {codes}', function (this: World, name: PrimitiveName, codes: number[]) {
  this.expect.primitive(this.answer, name, codes);
});

Then('the answer is a(n) {primitive}', function (this: World, name: PrimitiveName) {
  this.expect.primitive(this.answer, name);
});

Then('the answer has code {codes}', function (this: World, codes: number[]) {
  this.expect.code(this.answer, codes);
});

Then('it is refused with code {codes}', function (this: World, codes: number[]) {
  this.expect.refused(this.answer, codes);
});

Then('the session of {party} survives', async function (this: World, party: Party) {
  this.expect.success(await party.client.keepAlive());
});

// CSP-KA-001 checks the exact answer; elsewhere success shows that a request was understood.
Then('the keep-alive is confirmed', function (this: World) {
  this.expect.success(this.answer);
});

Then("the answer is in mode Response and has the request's TransactionID", function (this: World) {
  const { transaction, transactionId } = this.answer;
  const place = this.place(this.answer);
  this.expect.equal('TransactionMode', transaction.mode, 'Response', place);
  this.expect.equal('TransactionID', transaction.id, transactionId, place);
});
