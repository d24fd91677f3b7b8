/** Attribute lists. */
import { Then, When } from '@cucumber/cucumber';
import { sameUser } from '../../support/presence.ts';
import {
  askAttributeLists,
  attach,
  attachBeyond,
  attributeListsIn,
  defaultAttributesIn,
  naming,
  withUndefinedAttribute,
} from '../../support/publishing.ts';
import type { Party, World } from '../../support/world.ts';

When(
  '{party} gives {word} and an attribute nobody defined to {party}',
  async function (this: World, publisher: Party, attribute: string, watcher: Party) {
    await attach(this, publisher, naming(this, [attribute]), watcher.key, {}, withUndefinedAttribute(this));
  },
);

When('{party} gives attribute lists to users beyond the limit', async function (this: World, publisher: Party) {
  await attachBeyond(this, publisher, this.ixit.limits.attributeLists ?? 0);
});

When('{party} asks for all attribute lists', async function (this: World, publisher: Party) {
  await askAttributeLists(this, publisher);
});

Then('UserNotify for {party}, where the answer shows it, is T', function (this: World, watcher: Party) {
  const found = attributeListsIn(this.answer).find(({ user }) => user !== undefined && sameUser(user, watcher.user));
  if (found?.notify !== undefined)
    this.expect.equal('UserNotify', found.notify, true, this.place(this.answer, 'Presence'));
});

Then('the answer holds exactly one attribute list', function (this: World) {
  const lists = attributeListsIn(this.answer);
  this.expect.equal('Presence elements', lists.length, 1, this.place(this.answer, 'Presence'));
});

Then('every attribute list says whose it is and names attributes without values', function (this: World) {
  const place = this.place(this.answer, 'Presence');
  const lists = attributeListsIn(this.answer);
  this.expect.that(lists.length > 0, 'attribute lists', 'none', place);
  for (const { user, list } of lists) this.expect.present('UserID or ContactList', user ?? list, place);
  for (const presence of this.answer.as('GetAttributeList-Response').Presence ?? []) {
    for (const [name, content] of [presence.PresenceSubList ?? []].flat().flatMap((one) => Object.entries(one))) {
      const empty = [content].flat().every((one: unknown) => Object.values(one ?? {}).every((v) => v === undefined));
      this.expect.that(empty, `${name} without a value`, `${name} ${JSON.stringify(content)}`, place);
    }
  }
});

Then('there is no default attribute list, or one without attributes', function (this: World) {
  const names = defaultAttributesIn(this.answer) ?? [];
  this.expect.equal('DefaultAttributeList', names, [], this.place(this.answer, 'DefaultAttributeList'));
});
