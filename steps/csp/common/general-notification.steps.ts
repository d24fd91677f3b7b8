/** General notifications. */
import { Given, Then, When } from '@cucumber/cucumber';
import type { Party, World } from '../../support/world.ts';
import {
  asksFor,
  awaitAsking,
  notificationsOf,
  subscribeTypes,
  typesIn,
  unsubscribeTypes,
} from './general-notification.ts';

Given('{party} is subscribed to the notifications {}', async function (this: World, party: Party, words: string) {
  await this.prerequisite('CSP-NOT-001', async () =>
    this.expect.success(await subscribeTypes(this, party, typesIn(words))),
  );
});

When('{party} subscribes to the notifications {}', async function (this: World, party: Party, words: string) {
  await subscribeTypes(this, party, typesIn(words));
});

When(
  '{party} ends the subscription to the notifications {}',
  async function (this: World, party: Party, words: string) {
    await unsubscribeTypes(this, party, typesIn(words));
  },
);

Then(
  '{party} is notified by {word} that {party} asks for {word}',
  async function (this: World, party: Party, type: string, watcher: Party, attribute: string) {
    await this.prerequisite('CSP-NOT-003', () => awaitAsking(this, party, type, watcher, attribute));
    this.keep('notifications so far', notificationsOf(party, type).length);
  },
);

Then(
  '{party} was not notified by {word} that {party} asks for {word}',
  async function (this: World, party: Party, type: string, watcher: Party, attribute: string) {
    await party.client.drain();
    const since = notificationsOf(party, type).slice(this.kept<number>('notifications so far'));
    const found = since.find((one) => asksFor(one, watcher, attribute));
    this.expect.that(
      found === undefined,
      `no Notification-Request ${type} that names ${watcher.user}`,
      `Notification-Request ${type}`,
      found === undefined ? undefined : this.place(found),
    );
  },
);

Then('it is observed whether {party} is notified by {}', async function (this: World, party: Party, words: string) {
  await party.client.drain();
  const came = typesIn(words).filter((type) => notificationsOf(party, type).length > 0);
  if (came.length < typesIn(words).length) this.observe(words, came.join(', ') || 'nothing');
});
