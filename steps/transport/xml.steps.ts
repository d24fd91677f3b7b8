/** XML over HTTP. */
import { When } from '@cucumber/cucumber';
import type { Party, World } from '../support/world.ts';

When(
  '{party} sends a KeepAlive-Request with the Content-Type {string}',
  async function (this: World, party: Party, contentType: string) {
    await this.ask(party, { name: 'KeepAlive-Request', value: {} }, { contentType });
  },
);
