/** Steps about communication initiation by WAP push over UDP: the datagram that a push proxy gateway delivers. */
import { Given, Then, When } from '@cucumber/cucumber';
import { anyVersion } from '../../../src/protocol/messages/any-version.ts';
import { readWspPush, WAP_PUSH_PORT, WspError, type WspPush } from '../../../src/transport/cir/wsp-push.ts';
import type { ShortMessage } from '../../../src/transport/sms/centre.ts';
import { checkCall } from '../../support/cir.ts';
import { datagramWithin, heldListener, listenFor, offerWithPort } from '../../support/cir-datagrams.ts';
import { offerAlone } from '../../support/cir-short-messages.ts';
import type { Party, World } from '../../support/world.ts';

Given('{party} offers WAPUDP and listens for pushes', async function (this: World, party: Party) {
  await listenFor(this, party, WAP_PUSH_PORT);
  await offerWithPort(this, party, 'WAPUDP');
});

Then('a WSP push comes to {party}', async function (this: World, party: Party) {
  const datagram = await datagramWithin(this, party, heldListener(this, party));
  try {
    this.keep('push', readWspPush(Buffer.from(datagram, 'latin1')));
  } catch (error) {
    if (!(error instanceof WspError)) throw error;
    this.fail('a connectionless WSP push', error.message);
  }
});

Then('the content type of the push is {string}', function (this: World, type: string) {
  this.expect.equal('content type of the push', this.kept<WspPush>('push').contentType, type);
});

Then('the application of the push is {string}', function (this: World, application: string) {
  const { headers } = this.kept<WspPush>('push');
  this.expect.equal('X-Wap-Application-Id', headers.get('x-wap-application-id') ?? 'none', application);
});

Then('the body of the push calls {party}', function (this: World, party: Party) {
  checkCall(this, party, Buffer.from(this.kept<WspPush>('push').body).toString('latin1'));
});

Given('nobody told the server a telephone number of {party}', function (this: World, party: Party) {
  if (party.account.msisdn === undefined) return;
  this.untestable('ixit.accounts', `the account of ${party.name} has a telephone number`);
});

When('{party} offers {word} alone', function (this: World, party: Party, method: string) {
  return offerAlone(this, party, method);
});

Then('its data are octets with a WSP push that calls {party}', function (this: World, party: Party) {
  const { coding = 'octets', data } = this.kept<ShortMessage>('short message');
  this.expect.equal('coding of the short message', coding, 'octets');
  try {
    checkCall(this, party, Buffer.from(readWspPush(data).body).toString('latin1'));
  } catch (error) {
    if (!(error instanceof WspError)) throw error;
    this.fail('a connectionless WSP push', error.message);
  }
});

Then('{word} is not agreed', function (this: World, method: string) {
  const { capabilities } = this.client('A').session;
  const agreed = capabilities === undefined ? [] : (anyVersion(capabilities).SupportedCIRMethod ?? []);
  this.expect.that(
    !agreed.includes(method),
    `an agreement without ${method}`,
    `SupportedCIRMethod ${agreed.join(', ')}`,
  );
});
