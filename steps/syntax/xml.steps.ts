/** The XML syntax. */
import { When } from '@cucumber/cucumber';
import type { Party, World } from '../support/world.ts';

When('{party} sends a KeepAlive-Request with an element nobody knows', async function (this: World, party: Party) {
  const value = { 'Unheard-Of': 'nothing' };
  const primitive = { name: 'KeepAlive-Request', value } as const;
  const transaction = { mode: 'Request', id: party.client.freshId(), primitive } as const;
  this.keepReply(party, await party.client.send([transaction], { unchecked: true }));
});
