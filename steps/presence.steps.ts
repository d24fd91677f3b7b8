/** Presence: attribute lists, values, subscriptions, notifications, reading. */
import { Given, Then, When } from '@cucumber/cucumber';
import {
  attach,
  attributesIn,
  getPresence,
  isNotified,
  naming,
  read,
  subscribeTo,
  textOf,
  unsubscribe,
  update,
  valuesIn,
  wasNotTold,
} from './support/publishing.ts';
import type { Party, World } from './support/world.ts';

const ROOT = { attach: 'CSP-ATL-001', update: 'CSP-PRE-033', subscribe: 'CSP-PRE-001', read: 'CSP-PRE-025' } as const;

Given(
  /^([A-D]) has attached (.+?) to (.+)$/,
  async function (this: World, publisher: string, attributes: string, whom: string) {
    await this.prerequisite(ROOT.attach, async () => {
      const list = naming(this, attributesIn(attributes));
      this.expect.success(await attach(this, this.party(publisher), list, whom));
    });
  },
);

When(
  /^([A-D]) attaches (.+?) to (.+)$/,
  async function (this: World, publisher: string, attributes: string, whom: string) {
    await attach(this, this.party(publisher), naming(this, attributesIn(attributes)), whom);
  },
);

Given(
  /^([A-D]) (?:has published|publishes) ((?:\w+ "[^"]+"(?: and |, )?)+)$/,
  async function (this: World, publisher: string, values: string) {
    await this.prerequisite(ROOT.update, async () => {
      this.expect.success(await update(this, this.party(publisher), valuesIn(this, values)));
    });
  },
);

Given(
  /^([A-D]) is subscribed to the (contact list "[^"]+")( with AutoSubscribe)?$/,
  async function (this: World, watcher: string, list: string, auto: string | null) {
    await this.prerequisite(ROOT.subscribe, async () => {
      const asked = { whom: `the ${list}`, auto: auto !== null };
      this.expect.success(await subscribeTo(this, this.party(watcher), asked));
    });
  },
);

When(
  /^([A-D]) (?:subscribes|is subscribed) to (\w+(?: and \w+)?) of (B|C|D|the .+?)( with AutoSubscribe)?$/,
  async function (this: World, watcher: string, attributes: string, whom: string, auto: string | null) {
    const asked = { whom, attributes: attributesIn(attributes), auto: auto !== null };
    await subscribeTo(this, this.party(watcher), asked);
  },
);

When('{party} fetches what waits', async function (this: World, party: Party) {
  await party.client.drain();
});

Then(
  '{party} is notified that {word} of {party} is {string}',
  async function (this: World, watcher: Party, attribute: string, user: Party, label: string) {
    await isNotified(this, watcher, user, attribute, textOf(this, label));
  },
);

Then(
  '{party} was not told {word} {string} of {party}',
  async function (this: World, watcher: Party, attribute: string, label: string, user: Party) {
    await wasNotTold(this, watcher, user, attribute, textOf(this, label));
  },
);

Then(
  '{party} was told no {word} of {party}',
  async function (this: World, watcher: Party, attribute: string, user: Party) {
    await wasNotTold(this, watcher, user, attribute);
  },
);

Then(
  '{party} reads {word} {string} of {party}',
  async function (this: World, watcher: Party, attribute: string, label: string, user: Party) {
    const wanted = textOf(this, label);
    const seen = await read(this, watcher, user, attribute);
    this.expect.equal(attribute, seen, wanted, this.place(this.answer, 'Presence'));
  },
);

Then(
  '{party} reads no {word} of {party}',
  async function (this: World, watcher: Party, attribute: string, user: Party) {
    const seen = await read(this, watcher, user, attribute);
    this.expect.absent(attribute, seen, this.place(this.answer, 'Presence'));
  },
);
