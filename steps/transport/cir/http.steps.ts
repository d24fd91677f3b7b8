/** Steps about communication initiation over HTTP. */
import { Given, Then, When } from '@cucumber/cucumber';
import { anyVersion } from '../../../src/protocol/messages/any-version.ts';
import { offerWithPort } from '../../support/cir-datagrams.ts';
import { cirUrl, fetchCir, fetchUntilCalled } from '../../support/cir-http.ts';
import { pollUntilNothing } from '../../support/polling.ts';
import type { Party, World } from '../../support/world.ts';

Given('{party} offers SHTTP', async function (this: World, party: Party) {
  await offerWithPort(this, party, 'SHTTP');
});

Then('the answer holds a URL that {party} can fetch', async function (this: World, party: Party) {
  cirUrl(this, party);
  await fetchCir(this, party);
});

When('{party} offers SHTTP and STCP in 1.1', async function (this: World, party: Party) {
  const list = { ...this.capabilities, SupportedBearer: ['HTTP'], SupportedCIRMethod: ['SHTTP', 'STCP'] };
  this.keepAnswer(party, (await party.client.negotiateCapabilities(list, { unchecked: true })).answer);
});

Then('SHTTP is not agreed with {party}', function (this: World, party: Party) {
  const { capabilities } = party.client.session;
  const methods = capabilities === undefined ? [] : (anyVersion(capabilities).SupportedCIRMethod ?? []);
  this.expect.none('SupportedCIRMethod SHTTP', methods, (method) => method === 'SHTTP', this.place(this.answer));
});

Then('a fetch of its URL calls {party}', async function (this: World, party: Party) {
  await fetchUntilCalled(this, party);
});

When('{party} fetches its URL while nothing waits', async function (this: World, party: Party) {
  await pollUntilNothing(this, party);
  this.keep('status', await fetchCir(this, party));
});

Then('the status is {int}', function (this: World, wanted: number) {
  this.expect.equal('status of the CIR URL', this.kept<number>('status'), wanted);
});

Then('the status is not 200, or the next poll of {party} brings something', async function (this: World, party: Party) {
  const status = this.kept<number>('status');
  if (status !== 200) {
    this.expect.met();
    return;
  }
  const { initiated } = await party.client.poll();
  this.expect.that(initiated.length > 0, 'another status than 200, or something that waits', 'HTTP 200, and nothing');
});

Then(
  'the URLs of {party} and {party} differ and do not hold their SessionIDs',
  function (this: World, one: Party, other: Party) {
    const urls = [cirUrl(this, one), cirUrl(this, other)];
    this.expect.that(urls[0] !== urls[1], 'two URLs', `${urls[0]} twice`);
    for (const { client } of [one, other]) {
      const id = client.session.sessionId ?? '';
      const told = urls.some((url) => url.includes(id) || url.includes(encodeURIComponent(id)));
      this.expect.that(!told, 'a URL without the SessionID', urls.join(' and '));
    }
  },
);
