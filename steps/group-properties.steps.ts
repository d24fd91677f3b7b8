/** Properties of groups: the words of features/csp/groups. */
import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import {
  askGroup,
  createGroupWith,
  presumeShown,
  propertiesIn,
  propertiesShown,
  sameValue,
  setProperties,
} from './support/group-use.ts';
import { groupOf } from './support/groups.ts';
import type { Party, World } from './support/world.ts';

async function ownPropertyShown(this: World, label: string, party: Party, name: string, value: string): Promise<void> {
  const { answer, own } = await propertiesShown(this, party, label);
  const shown = own?.get(name.toLowerCase());
  const place = this.place(answer, 'OwnProperties');
  if (shown === undefined) return this.nothingToSee(`the group shows no own property ${name}`);
  this.expect.that(sameValue(shown, value), `${name} ${value}`, `${name} ${shown}`, place);
}

Given(
  'the group {string} shows {party} that {word} is {word}',
  async function (this: World, label: string, party: Party, name: string, value: string) {
    await presumeShown(this, party, label, name, this.fill(value));
  },
);

Then(
  'the group {string} shows {party} {word} {string}',
  async function (this: World, label: string, party: Party, name: string, value: string) {
    const { answer, common } = await propertiesShown(this, party, label);
    this.expect.equal(name, common.get(name.toLowerCase()), this.fill(value), this.place(answer, 'GroupProperties'));
  },
);

Then(
  'the group {string} shows {party} no other {word} than {string}',
  async function (this: World, label: string, party: Party, name: string, value: string) {
    const { answer, common } = await propertiesShown(this, party, label);
    const shown = common.get(name.toLowerCase()) ?? this.fill(value);
    this.expect.equal(name, shown, this.fill(value), this.place(answer, 'GroupProperties'));
  },
);

Then(
  'the group {string} shows {party} {word} {string}, if any',
  async function (this: World, label: string, party: Party, name: string, value: string) {
    const { answer, common } = await propertiesShown(this, party, label);
    const shown = common.get(name.toLowerCase());
    const place = this.place(answer, 'GroupProperties');
    if (shown === undefined) return this.nothingToSee(`the group shows no property ${name}`);
    const wanted = this.fill(value);
    this.expect.that(sameValue(shown, wanted), `${name} ${wanted}`, `${name} ${shown}`, place);
  },
);

Then('the group {string} shows {party} the own property {word} {string}, if any', ownPropertyShown);

Then(
  'it was refused, or the group {string} does not show {party} {word} {string}',
  async function (this: World, label: string, party: Party, name: string, value: string) {
    if (!this.answer.success) return this.expect.met();
    const { answer, common } = await propertiesShown(this, party, label);
    const shown = common.get(name.toLowerCase());
    const place = this.place(answer, 'GroupProperties');
    this.expect.that(!sameValue(shown, value), `no ${name} ${value}`, `${name} ${shown}`, place);
  },
);

Then(
  'it is refused with code {codes}, or the group {string} is not searchable or has a Name',
  async function (this: World, codes: number[], label: string) {
    if (!this.answer.success) return this.expect.refused(this.answer, codes);
    const { answer, common } = await propertiesShown(this, this.party('A'), label);
    const named = (common.get('name') ?? common.get('topic') ?? '').trim() !== '';
    const place = this.place(answer, 'GroupProperties');
    this.expect.that(named || !sameValue(common.get('searchable'), 'T'), 'Searchable F', 'Searchable T', place);
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
  '{party} sets the properties of the group {string} to',
  async function (this: World, party: Party, label: string, table: DataTable) {
    await setProperties(this, party, groupOf(this, label), 'GroupProperties', table.raw());
  },
);

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
    // Who may not look has nothing to be shown.
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
