/** Messages to users who are not logged in. */
import { Then, When } from '@cucumber/cucumber';
import { sendText, toUser } from '../../support/messages.ts';
import { keepId } from '../../support/waiting-messages.ts';
import type { Party, World } from '../../support/world.ts';

When('{party} answers again', function (this: World, party: Party) {
  party.client.respond('NewMessage');
});

When(
  '{party} sends the text {string} to {party}, valid for {int} seconds',
  async function (this: World, from: Party, label: string, to: Party, validity: number) {
    keepId(this, label, await sendText(this, from, toUser(to.user), label, { validity }));
  },
);

Then('the message is accepted', function (this: World) {
  this.expect.code(this.answer, { preferred: [200], tolerated: [202] });
});
