/** Maps. */

import { Then, When } from '@cucumber/cucumber';
import { anyVersion } from '../../../src/protocol/messages/any-version.ts';
import type { Party, World } from '../../support/world.ts';

When('{party} asks for a map of {party}', async function (this: World, party: Party, user: Party) {
  await this.ask(party, { name: 'GetMap-Request', value: { UserID: user.user } });
});

Then('it is observed whether the answer is a map or its URL', function (this: World) {
  const { name, value } = this.answer.primitive;
  const { Map: map, URL: url } = anyVersion(value);
  if (name === 'GetMap-Response' && ((map?.ContentData ?? '') !== '' || (url ?? '') !== '')) return;
  this.observe('GetMap-Response with Map or URL', this.notation(this.answer.primitive));
});
