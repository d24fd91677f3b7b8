/** Properties of groups and own properties. */
import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import { readable } from '../../support/content-text.ts';
import {
  askGroup,
  awaitPropertyNotice,
  createGroupWith,
  ownPropertyShown,
  propertiesIn,
  propertiesShown,
  sameValue,
  setProperties,
} from '../../support/group-use.ts';
import { groupOf } from '../../support/groups.ts';
import type { Party, World } from '../../support/world.ts';

Then(
  '{party} gets a GroupChangeNotice of the group {string} with the property {word} {string}',
  async function (this: World, party: Party, label: string, name: string, value: string) {
    await awaitPropertyNotice(this, party, label, 'GroupProperties', name, this.fill(value));
  },
);

When(
  '{party} asks for the properties of the group {string}',
  async function (this: World, party: Party, label: string) {
    await askGroup(this, party, 'GetGroupProps-Request', groupOf(this, label));
  },
);

Then('the answer has Name {string} and, up to 1.2, OwnProperties', function (this: World, name: string) {
  const { common, own } = propertiesIn(this, this.answer);
  this.expect.equal('Name', common.get('name'), this.fill(name), this.place(this.answer, 'GroupProperties'));
  if (this.version !== '1.3') this.expect.present('OwnProperties', own, this.place(this.answer));
});

When(
  '{party} sets own properties in the group {string} to',
  async function (this: World, party: Party, label: string, table: DataTable) {
    await setProperties(this, party, groupOf(this, label), 'OwnProperties', table.raw());
  },
);

Then(
  'the group {string} does not show {party} {word} {string}',
  async function (this: World, label: string, party: Party, name: string, value: string) {
    const { answer, common } = await propertiesShown(this, party, label);
    const shown = common.get(name.toLowerCase());
    const place = this.place(answer, 'GroupProperties');
    this.expect.that(!sameValue(shown, value), `no ${name} ${value}`, `${name} ${shown}`, place);
  },
);

Then(
  'the group {string} does not show {party} the own property {word} {string}',
  async function (this: World, label: string, party: Party, name: string, value: string) {
    const answer = await askGroup(this, party, 'GetGroupProps-Request', groupOf(this, label));
    // A user who may not look is shown nothing.
    if (!answer.success) return this.expect.met();
    const shown = propertiesIn(this, answer).own?.get(name.toLowerCase());
    const place = this.place(answer, 'OwnProperties');
    this.expect.that(!sameValue(shown, value), `no ${name} ${value}`, `${name} ${shown}`, place);
  },
);

Given('{party} has the nameless group {string}', async function (this: World, owner: Party, label: string) {
  const answer = await createGroupWith(this, owner, label, [
    ['Name', '(absent)'],
    ['JoinGroup', 'T'],
  ]);
  if (!answer.success) this.untestable('a group without Name', 'the implementation creates no group without a Name');
});

Then(
  'where properties can be read, the group {string} shows {party} the own property {word} {string}, if any',
  async function (this: World, label: string, party: Party, name: string, value: string) {
    if (!this.claims('IMPS-CSP-S-GETGP')) return this.nothingToSee('properties of groups cannot be read');
    await ownPropertyShown.call(this, label, party, name, value);
  },
);

Then('the WelcomeNote beside the properties, if any, is {string}', function (this: World, text: string) {
  const { GroupProperties } = this.expect.primitive(this.answer, 'GetGroupProps-Response');
  const { WelcomeNote } = GroupProperties;
  if (WelcomeNote === undefined) return this.note('no WelcomeNote is shown');
  this.expect.equal(
    'WelcomeNote',
    readable(this, WelcomeNote, WelcomeNote.ContentData),
    text,
    this.place(this.answer, 'GroupProperties/WelcomeNote'),
  );
});
