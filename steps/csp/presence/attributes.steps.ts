/** Presence attributes and their values. */
import { Then, When } from '@cucumber/cucumber';
import {
  attributesOf,
  getPresence,
  holds,
  statusText,
  update,
  withUndefinedAttribute,
} from '../../support/publishing.ts';
import type { Party, World } from '../../support/world.ts';

/** Requirements about Qualifier and about the values of flags. */
const QUALIFIED = ['CSP-PAT-013'];

const FLAGS = ['CSP-PAT-003'];

async function readPublished(world: World, watcher: Party, user: Party) {
  const published = world.kept<Readonly<Record<string, unknown>>>('published');
  const asked = { whom: user.key, attributes: Object.keys(published) };
  const got = await getPresence(world, watcher, asked);
  await world.prerequisite('CSP-PRE-025', async () => {
    world.expect.primitive(got, 'GetPresence-Response', [200, 201]);
  });
  return { published, seen: attributesOf(got, user.user) };
}

Then('{party} reads what {party} published', async function (this: World, watcher: Party, user: Party) {
  const { published, seen } = await readPublished(this, watcher, user);
  for (const [name, value] of Object.entries(published)) {
    const place = this.place(this.answer, 'Presence/PresenceSubList');
    this.expect.that(
      holds(seen[name], value),
      `${name} ${JSON.stringify(value)}`,
      JSON.stringify(seen[name] ?? 'none'),
      place,
    );
  }
});

Then(
  '{party} reads what {party} published, unless the network sets {word}',
  async function (this: World, watcher: Party, user: Party, name: string) {
    if (!this.answer.success) {
      this.nothingToSee(`the update of ${name} was refused: ${this.notation(this.answer.primitive)}`);
    }
    const { published, seen } = await readPublished(this, watcher, user);
    const place = this.place(this.answer, 'Presence/PresenceSubList');
    const value = this.expect.present(name, seen[name], place);
    const network = this.ixit.policies.networkAttributes ?? [];
    if (!holds(value, published[name]) && network.includes(name)) {
      this.untestable(
        `${name} of the client`,
        `the network sets ${name}, as the IXIT says (policies.networkAttributes)`,
      );
    }
    this.expect.that(
      holds(value, published[name]),
      `${name} ${JSON.stringify(published[name])}`,
      JSON.stringify(value),
      place,
    );
  },
);

const isFlag = (value: unknown): boolean => typeof value === 'string' && ['T', 'F'].includes(value.trim());

/** All values of a user's attribute in the last answer; 1.3 may have one for each client. */
function shownAs(world: World, user: Party, name: string): readonly { Qualifier?: boolean; PresenceValue?: unknown }[] {
  const value = attributesOf(world.answer, user.user)[name];
  return value === undefined ? [] : ([value].flat() as { Qualifier?: boolean; PresenceValue?: unknown }[]);
}

Then(
  'the answer shows {word} of {party} as T or F, with a Qualifier',
  async function (this: World, name: string, user: Party) {
    const place = this.place(this.answer, 'Presence/PresenceSubList');
    const values = shownAs(this, user, name);
    this.expect.that(values.length > 0, `${name} of ${user.user}`, 'none', place);
    for (const { Qualifier, PresenceValue } of values) {
      await this.about(QUALIFIED, () => this.expect.present(`Qualifier of ${name}`, Qualifier, place));
      await this.about(FLAGS, () => {
        this.expect.equal(`Qualifier of ${name}`, Qualifier, true, place);
        this.expect.that(isFlag(PresenceValue), `${name} T or F`, `${name} ${PresenceValue}`, place);
      });
    }
  },
);

Then(
  '{word} of {party}, where the answer shows a valid one, is T or F',
  async function (this: World, name: string, user: Party) {
    const place = this.place(this.answer, 'Presence/PresenceSubList');
    for (const { Qualifier, PresenceValue } of shownAs(this, user, name)) {
      await this.about(QUALIFIED, () => this.expect.present(`Qualifier of ${name}`, Qualifier, place));
      await this.about(FLAGS, () => {
        if (Qualifier === true)
          this.expect.that(isFlag(PresenceValue), `${name} T or F`, `${name} ${PresenceValue}`, place);
      });
    }
  },
);

When(
  '{party} publishes a status beside an attribute of a namespace of its own',
  async function (this: World, publisher: Party) {
    const mark = '<s:Mark xmlns:s="urn:imps-suite:presence"><s:Value>carried</s:Value></s:Mark>';
    const status = { StatusText: { Qualifier: true, PresenceValue: statusText(this, 'beside') } };
    await update(this, publisher, status, withUndefinedAttribute(this, mark));
  },
);

Then(
  'it is observed whether {party} gets the attribute of {party} back',
  async function (this: World, watcher: Party, user: Party) {
    await getPresence(this, watcher, { whom: user.key });
    const octets = this.answer.exchange.response?.body ?? new Uint8Array();
    if (!new TextDecoder().decode(octets).includes('carried')) this.observe('the attribute unchanged', 'not returned');
  },
);
