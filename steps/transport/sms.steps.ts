/** The data channel over short messages. */
import { Then, When } from '@cucumber/cucumber';
import { phoneOf } from '../support/short-messages.ts';
import { lookFor } from '../support/waits.ts';
import type { Party, World } from '../support/world.ts';
import { answersByTurns, disturbed, longRequest, subscribeByPhone } from './sms.ts';

When(
  '{party} subscribes by short message to StatusText of {party}',
  async function (this: World, watcher: Party, publisher: Party) {
    await subscribeByPhone(this, watcher, publisher);
  },
);

Then('a short message with that transaction comes to {party}', async function (this: World, watcher: Party) {
  const { client, parts } = phoneOf(this, watcher);
  const came = () => parts.some(({ data }) => /^WV\d\dPN\d/.test(new TextDecoder().decode(data)));
  const waited = await lookFor(this, watcher, 'PresenceNotification-Request', async () => (came() ? true : undefined));
  this.expect.that(
    came(),
    'a PresenceNotification-Request by short message',
    `none of ${parts.length} parts ${'within' in waited ? waited.within : ''}`,
  );
  await client.drain();
});

When(
  '{party} sends a long request by short message, its parts {}',
  async function (this: World, party: Party, how: string) {
    const { client, centre, number } = phoneOf(this, party);
    centre.disturb(number, disturbed(how));
    this.keep('answers', [await longRequest(client)]);
    centre.disturb(number, undefined);
  },
);

When(
  '{party} and {party} send parts of long requests under one transaction number, by turns',
  async function (this: World, one: Party, other: Party) {
    this.keep('answers', await answersByTurns(this, [one, other]));
  },
);

Then(/^(?:it is|both are) answered by short message with code (\d{3})$/, function (this: World, code: number | string) {
  for (const answer of this.kept<readonly (number | undefined)[]>('answers')) {
    this.expect.equal('code', answer, Number(code));
  }
});
