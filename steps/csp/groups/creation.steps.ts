/** Creation and deletion of groups, and their limits. */
import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import {
  askGroup,
  awaitForcedLeave,
  createGroups,
  createGroupWith,
  createUntilFull,
  propertiesIn,
  publicGroup,
  sameValue,
} from '../../support/group-use.ts';
import { groupOf } from '../../support/groups.ts';
import { ROOT } from '../../support/roots.ts';
import type { Party, World } from '../../support/world.ts';

Then(
  '{party} is told by a LeaveGroup-Response that the group {string} is left',
  async function (this: World, party: Party, label: string) {
    const received = await awaitForcedLeave(this, party, label);
    this.expect.equal('TransactionMode', received.transaction.mode, 'Request', this.place(received));
    const { Code } = received.value.Result;
    if (Code !== 800) this.note(`LeaveGroup-Response ${Code}; 800 is usual for a group that was deleted`);
  },
);

When(
  '{party} creates the group {string} with',
  async function (this: World, owner: Party, label: string, table: DataTable) {
    await createGroupWith(this, owner, label, table.raw());
  },
);

Given('{party} can create and delete a group', async function (this: World, party: Party) {
  await this.prerequisite(ROOT.deleteGroup, async () => {
    this.expect.success(await createGroupWith(this, party, 'twin'));
    this.expect.success(await askGroup(this, party, 'DeleteGroup-Request', groupOf(this, 'twin')));
  });
});

When('{party} deletes the public group', async function (this: World, party: Party) {
  await askGroup(this, party, 'DeleteGroup-Request', publicGroup(this));
});

Given('{party} owns as many groups as one user may', async function (this: World, owner: Party) {
  const { groupsPerUser = 0 } = this.ixit.limits;
  await this.prerequisite(ROOT.createGroup, () => createGroups(this, owner, groupsPerUser));
});

When(
  '{party}, {party}, {party} and {party} create one group more than the server may have',
  async function (this: World, a: Party, b: Party, c: Party, d: Party) {
    await createUntilFull(this, [a, b, c, d], this.ixit.limits.groups ?? 0);
  },
);

When('the user without private groups creates the group {string}', async function (this: World, label: string) {
  const party = this.party('restricted');
  if (!party.account.refused.includes('CREAG')) {
    this.untestable('ixit.accounts.restricted', 'a user whose profile leaves out CREAG is needed');
  }
  await party.open();
  await createGroupWith(this, party, label);
});

Then('the own property {word} in the answer, if any, is {string}', function (this: World, name: string, value: string) {
  const shown = propertiesIn(this, this.answer).own?.get(name.toLowerCase());
  if (shown === undefined) return this.note(`${name} is not shown`);
  this.expect.that(sameValue(shown, value), `${name} ${value}`, `${name} ${shown}`, this.place(this.answer));
});
