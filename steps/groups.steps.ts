/** Groups, creation to leaving: the words of features/csp/groups. */
import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import type { PrimitiveName } from '../src/protocol/messages/envelope.ts';
import { readable } from './support/content-text.ts';
import {
  askGroup,
  canJoin,
  createGroups,
  createGroupWith,
  createUntilFull,
  joinGroupWith,
  joinPlainly,
  joinUntilFull,
  listedIn,
  publicGroup,
  ROOT,
  usersIn,
} from './support/group-use.ts';
import { groupOf, joinGroup } from './support/groups.ts';
import { sameUser } from './support/presence.ts';
import { elementsIn } from './support/trees.ts';
import type { Party, World } from './support/world.ts';

// Creation and deletion ----------------------------------------------------------------------------------------------

Given('{party} has the group {string}', async function (this: World, owner: Party, label: string) {
  await this.prerequisite(ROOT.create, async () => this.expect.success(await createGroupWith(this, owner, label)));
});

Given(
  '{party} has the group {string} with',
  async function (this: World, owner: Party, label: string, table: DataTable) {
    await this.prerequisite(ROOT.create, async () => {
      this.expect.success(await createGroupWith(this, owner, label, table.raw()));
    });
  },
);

When('{party} creates the group {string}', async function (this: World, owner: Party, label: string) {
  await createGroupWith(this, owner, label);
});

When(
  '{party} creates the group {string} with',
  async function (this: World, owner: Party, label: string, table: DataTable) {
    await createGroupWith(this, owner, label, table.raw());
  },
);

When('{party} deletes the group {string}', async function (this: World, party: Party, label: string) {
  await askGroup(this, party, 'DeleteGroup-Request', groupOf(this, label));
});

Given('{party} can create and delete a group', async function (this: World, party: Party) {
  await this.prerequisite(ROOT.delete, async () => {
    this.expect.success(await createGroupWith(this, party, 'twin'));
    this.expect.success(await askGroup(this, party, 'DeleteGroup-Request', groupOf(this, 'twin')));
  });
});

When('{party} deletes the public group', async function (this: World, party: Party) {
  await askGroup(this, party, 'DeleteGroup-Request', publicGroup(this));
});

Given('{party} owns as many groups as one user may', async function (this: World, owner: Party) {
  const { groupsPerUser = 0 } = this.ixit.limits;
  await this.prerequisite(ROOT.create, () => createGroups(this, owner, groupsPerUser));
});

When(
  '{party}, {party}, {party} and {party} create one group more than the server may have',
  async function (this: World, a: Party, b: Party, c: Party, d: Party) {
    await createUntilFull(this, [a, b, c, d], this.ixit.limits.groups ?? 0);
  },
);

When(
  '{party} joins one group of {party} and {party} more than a user may',
  async function (this: World, party: Party, one: Party, other: Party) {
    await joinUntilFull(this, party, [one, other], this.ixit.limits.joinedGroups ?? 0);
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

// Joining ------------------------------------------------------------------------------------------------------------

Then('{party} can join the group {string}', async function (this: World, party: Party, label: string) {
  await canJoin(this, party, label);
});

Then(
  '{party} cannot join the group {string}, refused with code {codes}',
  async function (this: World, party: Party, label: string, codes: number[]) {
    this.expect.refused(await joinPlainly(this, party, label), codes);
  },
);

When(
  '{party} joins the group {string} with',
  async function (this: World, party: Party, label: string, table: DataTable) {
    await joinGroupWith(this, party, label, table.raw());
  },
);

When(
  '{party} joins the group {string} as {string}',
  async function (this: World, party: Party, label: string, name: string) {
    await joinPlainly(this, party, label, name);
  },
);

Given(
  '{party} is joined to the group {string} with',
  async function (this: World, party: Party, label: string, table: DataTable) {
    await this.prerequisite(ROOT.join, async () => {
      this.expect.success(await joinGroupWith(this, party, label, table.raw()));
    });
  },
);

Then('{party} can join and leave the public group', async function (this: World, party: Party) {
  const id = publicGroup(this);
  this.expect.primitive(await joinGroup(this, party, id, { screenName: this.name('guest') }), 'JoinGroup-Response');
  this.expect.success(await askGroup(this, party, 'LeaveGroup-Request', id));
});

When('{party} leaves the group {string}', async function (this: World, party: Party, label: string) {
  await askGroup(this, party, 'LeaveGroup-Request', groupOf(this, label));
});

Then('{party} can leave the group {string}', async function (this: World, party: Party, label: string) {
  this.expect.success(await askGroup(this, party, 'LeaveGroup-Request', groupOf(this, label)));
});

Then('the answer lists the screen name {string}', function (this: World, label: string) {
  const name = this.name(label);
  this.expect.some(`SName ${name}`, listedIn(this.answer), (one) => one === name, this.place(this.answer));
});

Then('the list is a UserList on 1.1 and a UserMapList from 1.2 on', function (this: World) {
  const wanted = this.version === '1.1' ? 'UserList' : 'UserMapList';
  const [response] = elementsIn(this.answer.reply.read?.tree, 'JoinGroup-Response');
  const list = ['UserList', 'UserMapList'].filter((name) => elementsIn(response, name).length > 0);
  this.expect.equal('list of those joined', list, [wanted], this.place(this.answer));
});

Then('the answer has neither UserList nor Joined nor UserMapList', function (this: World) {
  const [response] = elementsIn(this.answer.reply.read?.tree, 'JoinGroup-Response');
  for (const name of ['UserList', 'Joined', 'UserMapList']) {
    const [list] = elementsIn(response, name);
    this.expect.that(list === undefined, `no ${name}`, name, this.place(this.answer, name));
  }
});

Then('the answer has the WelcomeNote {string}', function (this: World, text: string) {
  const { WelcomeNote } = this.expect.primitive(this.answer, 'JoinGroup-Response');
  const place = this.place(this.answer, 'WelcomeNote');
  const note = this.expect.present('WelcomeNote', WelcomeNote, place);
  this.expect.equal('WelcomeNote', readable(this, note, note.ContentData), text, place);
});

Then(
  'the answer lists a screen name that holds the user name of {party}, or the UserID of {party}',
  function (this: World, party: Party, _same: Party) {
    const name = party.user.replace(/^wv:/i, '').replace(/@.*$/, '').toLowerCase();
    const named = listedIn(this.answer).some((one) => one.toLowerCase().includes(name));
    const users = usersIn(this.answer).some((one) => sameUser(one, party.user));
    const seen = `${listedIn(this.answer).join(', ')} ${usersIn(this.answer).join(', ')}`;
    this.expect.that(named || users, `${name} or ${party.user} in the list`, seen, this.place(this.answer));
  },
);

Then('it is observed whether the answer tells the screen name {string}', function (this: World, label: string) {
  const { ScreenName } = this.answer.as('JoinGroup-Response') as { readonly ScreenName?: { readonly SName: string } };
  const told = ScreenName?.SName ?? 'none';
  if (told !== this.name(label)) this.observe(`ScreenName ${this.name(label)}`, `ScreenName ${told}`);
});

Then(
  'it is refused with code {codes}, or the answer is a {primitive}',
  function (this: World, codes: number[], name: PrimitiveName) {
    if (this.answer.primitive.name !== name) this.expect.refused(this.answer, codes);
  },
);
