/** Steps about communication initiation by short message. */
import { Then } from '@cucumber/cucumber';
import { unpackSeptets } from '../../../src/transport/cir/short-message.ts';
import type { ShortMessage } from '../../../src/transport/sms/centre.ts';
import { checkCall } from '../../support/cir.ts';
import type { Party, World } from '../../support/world.ts';

Then('the septets of the short message call {party}', function (this: World, party: Party) {
  const { coding = 'octets', data } = this.kept<ShortMessage>('short message');
  this.expect.equal('coding of the short message', coding, 'septets');
  checkCall(this, party, unpackSeptets(data));
});
