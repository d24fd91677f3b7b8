/** Presence attributes in XML. */
import { Given, Then, When } from '@cucumber/cucumber';
import type { TreeNode } from '../../src/protocol/model/tree.ts';
import { isForeign } from '../../src/protocol/version-facts.ts';
import { sameType } from '../support/content-text.ts';
import { named, show } from '../support/presence.ts';
import { elementsIn } from '../support/trees.ts';
import type { Party, World } from '../support/world.ts';
import { PUBLISHED, publish, readPublished } from './xml.ts';

When('{party} asks for its attribute lists', async function (this: World, party: Party) {
  await this.ask(
    party,
    this.fromXml('<GetAttributeList-Request><DefaultList>F</DefaultList></GetAttributeList-Request>'),
  );
});

Then('the attributes in the answer are empty elements', function (this: World) {
  this.expect.primitive(this.answer, 'GetAttributeList-Response', 200);
  const lists = elementsIn(this.reply.read?.tree, 'PresenceSubList');
  const own = (node: TreeNode) => node.children.filter((child) => !isForeign(child, node));
  const attributes = lists.flatMap(own);
  this.expect.some('a named attribute', attributes, () => true, this.place(this.answer));
  for (const attribute of attributes) {
    const { name, text, span } = attribute;
    const inside =
      own(attribute)
        .map((child) => child.name)
        .join(', ') || text.trim();
    const place = { ...this.place(this.answer), span };
    this.expect.that(inside === '', `${name} empty`, `${name} with ${inside}`, place);
  }
});

Given(
  '{party} shows {word}, {word} and {word} to {party}',
  async function (this: World, publisher: Party, one: string, two: string, three: string, watcher: Party) {
    await this.prerequisite('CSP-ATL-001', async () => {
      this.expect.success(await show(this, publisher, watcher, one, two, three));
    });
  },
);

When('{party} publishes ClientInfo, CommCap and StatusContent', async function (this: World, party: Party) {
  await publish(this, party, PUBLISHED);
});

Then(
  '{party} reads ClientInfo, CommCap and StatusContent of {party} as they were published',
  async function (this: World, watcher: Party, publisher: Party) {
    const shown = await readPublished(this, watcher, publisher.user, named('ClientInfo', 'CommCap', 'StatusContent'));
    for (const [name, published] of Object.entries(PUBLISHED)) {
      for (const [key, value] of Object.entries(published)) {
        const seen = (shown[name] as Record<string, unknown> | undefined)?.[key];
        if (key === 'ContentType' && sameType(seen, value)) continue;
        this.expect.equal(`${name}/${key}`, seen, value, this.place(this.answer));
      }
    }
  },
);

When(
  '{party} publishes StatusText {string} and an attribute nobody knows',
  async function (this: World, party: Party, text: string) {
    const list = {
      StatusText: { Qualifier: true, PresenceValue: text },
      UnheardOf: { Qualifier: true, PresenceValue: 'x' },
    };
    await publish(this, party, list, { unchecked: true });
  },
);

Then(
  '{party} reads StatusText {string} of {party} if the answer was a success',
  async function (this: World, watcher: Party, text: string, publisher: Party) {
    if (!this.answer.success) return this.expect.met();
    const shown = await readPublished(this, watcher, publisher.user, named('StatusText'));
    const value = (shown.StatusText as { readonly PresenceValue?: string } | undefined)?.PresenceValue;
    this.expect.equal('StatusText', value, text, this.place(this.answer));
  },
);
