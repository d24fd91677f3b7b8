/** Steps about communication initiation over TCP. */
import { Given, Then, When } from '@cucumber/cucumber';
import { readNotice } from '../../../src/transport/cir/notice.ts';
import { agreedTo, checkCall, shown } from '../../support/cir.ts';
import { bindTcp, boundTcp } from '../../support/cir-tcp.ts';
import type { Party, World } from '../../support/world.ts';
import { callOnTcp, connectedTwice, endsWithoutOk, getsLine, say } from './tcp.ts';

Given(
  '{party} is logged in with the cookie {string}, and offers STCP',
  async function (this: World, party: Party, cookie: string) {
    await party.open({ sessionCookie: cookie, capabilityList: { ...this.capabilities, SupportedCIRMethod: ['STCP'] } });
  },
);

Given('{party} has said HELO', async function (this: World, party: Party) {
  await this.prerequisite('TRN-CIR-TCP-004', () => bindTcp(this, party));
});

When('{party} connects and says HELO', async function (this: World, party: Party) {
  await bindTcp(this, party);
});

When('{party} connects and says {string} first', async function (this: World, party: Party, line: string) {
  await say(this, party, `${line}\r\n`);
});

When('somebody connects and says HELO with a SessionID that never was', async function (this: World) {
  await say(this, this.party('B'), `HELO ${this.name('session')}\r\n`);
});

Then('the connection ends without OK', async function (this: World) {
  await endsWithoutOk(this, this.party('B'));
});

Then('the connection of {party} stands', function (this: World, party: Party) {
  const channel = boundTcp(this, party);
  this.expect.that(!channel.ended, 'a connection that stands', 'the end of the connection');
});

Then('{party} says {string} and gets OK', async function (this: World, party: Party, line: string) {
  await getsLine(this, party, `${line}\r\n`, 'OK\r\n');
});

Then('{party} is called over TCP', async function (this: World, party: Party) {
  checkCall(this, party, await callOnTcp(this, party));
});

Then('the call ends with CRLF', function (this: World) {
  const line = this.kept<string>('call');
  this.expect.that(line.endsWith('\r\n'), 'a line that ends with CRLF', shown(line));
});

Then('the call carries the cookie {string}', function (this: World, cookie: string) {
  this.expect.equal('cookie of the CIR', readNotice(this.kept<string>('call'))?.cookie, cookie);
});

Then('the call names the version of the session', function (this: World) {
  this.expect.equal('version of the CIR', readNotice(this.kept<string>('call'))?.version, this.version);
});

When('the connection of {party} breaks', function (this: World, party: Party) {
  agreedTo(this, party, 'STCP');
  boundTcp(this, party).close();
});

Then('it is observed whether {party} can say HELO on a second connection', async function (this: World, party: Party) {
  await connectedTwice(this, party);
});
