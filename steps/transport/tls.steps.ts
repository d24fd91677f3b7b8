/** HTTP over TLS. */
import { Given } from '@cucumber/cucumber';
import type { World } from '../support/world.ts';

Given('the service access point is reached over TLS', function (this: World) {
  if (this.client('A').url.startsWith('https:')) return;
  this.untestable('ixit.address', 'the address of the service access point is no https URL');
});
