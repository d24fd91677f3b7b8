/** Steps about communication initiation over UDP. */
import { Given, Then } from '@cucumber/cucumber';
import { UDP_CIR_PORT } from '../../../src/transport/cir/datagrams.ts';
import { checkCall, shown } from '../../support/cir.ts';
import { datagramWithin, heldListener, listenFor, offerWithPort } from '../../support/cir-datagrams.ts';
import type { Party, World } from '../../support/world.ts';

Given('{party} offers SUDP and the port at which it listens', async function (this: World, party: Party) {
  const { port } = await listenFor(this, party, 0);
  await offerWithPort(this, party, 'SUDP', port);
});

Given(
  '{party} offers SUDP without a port, and listens at that of the standard',
  async function (this: World, party: Party) {
    await listenFor(this, party, UDP_CIR_PORT);
    await offerWithPort(this, party, 'SUDP');
  },
);

Then('one datagram calls {party}', async function (this: World, party: Party) {
  const text = await datagramWithin(this, party, heldListener(this, party));
  checkCall(this, party, text);
  if (/[\r\n]$/.test(text)) this.note(`the datagram ends with a line end: ${shown(text)}`);
});
