/** Groups: the words of features/csp/groups. */
import { type DataTable, Given, Then, When } from '@cucumber/cucumber';
import type { PrimitiveName } from '../src/protocol/envelope.ts';
import {
  changeMembers,
  changeRejectList,
  includesUser,
  makeMember,
  membersIn,
  membersShown,
  type Role,
  rejectedIn,
  setRole,
  usersNamed,
} from './support/group-members.ts';
import {
  askGroup,
  awaitForcedLeave,
  awaitNotice,
  awaitPropertyNotice,
  canJoin,
  createGroups,
  createGroupWith,
  createUntilFull,
  joinGroupWith,
  joinPlainly,
  joinUntilFull,
  listedIn,
  type NoticePart,
  noticesAbout,
  plainText,
  presumeShown,
  propertiesIn,
  propertiesShown,
  publicGroup,
  sameValue,
  setProperties,
  subscribeTo,
  usersIn,
  usersInNotice,
  wrappersOf,
} from './support/group-use.ts';
import { groupOf, joinGroup } from './support/groups.ts';
import { collectAll, getText } from './support/messages.ts';
import { sameUser } from './support/presence.ts';
import { elementsIn } from './support/trees.ts';
import { allCodes } from './support/waiting-messages.ts';
import type { Party, World } from './support/world.ts';

const ROOT = { create: 'CSP-GRP-001', delete: 'CSP-GRP-014', join: 'CSP-JON-001', leave: 'CSP-JON-022' } as const;

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
  this.expect.equal('WelcomeNote', plainText(this.expect.present('WelcomeNote', WelcomeNote, place)), text, place);
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

async function ownPropertyShown(this: World, label: string, party: Party, name: string, value: string): Promise<void> {
  const { answer, own } = await propertiesShown(this, party, label);
  const shown = own?.get(name.toLowerCase());
  const place = this.place(answer, 'OwnProperties');
  if (shown !== undefined) this.expect.that(sameValue(shown, value), `${name} ${value}`, `${name} ${shown}`, place);
}

// Properties ---------------------------------------------------------------------------------------------------------

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
  'the group {string} shows {party} {word} {string}, if any',
  async function (this: World, label: string, party: Party, name: string, value: string) {
    const { answer, common } = await propertiesShown(this, party, label);
    const shown = common.get(name.toLowerCase());
    const place = this.place(answer, 'GroupProperties');
    if (shown !== undefined) this.expect.that(sameValue(shown, value), `${name} ${value}`, `${name} ${shown}`, place);
  },
);

Then('the group {string} shows {party} the own property {word} {string}, if any', ownPropertyShown);

Then(
  'it was refused, or the group {string} does not show {party} {word} {string}',
  async function (this: World, label: string, party: Party, name: string, value: string) {
    if (!this.answer.success) return;
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
    if (!answer.success) return;
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
    if (this.claims('IMPS-CSP-S-GETGP')) await ownPropertyShown.call(this, label, party, name, value);
  },
);

// Subscriptions --------------------------------------------------------------------------------------------------------

When(
  '{party} sends SubscribeType {word} for the group {string}',
  async function (this: World, party: Party, type: string, label: string) {
    await subscribeTo(this, party, groupOf(this, label), type);
  },
);

Given(
  '{party} subscribes to the changes of the group {string}',
  async function (this: World, party: Party, label: string) {
    await this.prerequisite('CSP-GCN-001', async () => {
      this.expect.success(await subscribeTo(this, party, groupOf(this, label), 'S'));
    });
  },
);

Then('the answer tells the subscription as {word}', function (this: World, value: string) {
  const told = this.expect.primitive(this.answer, 'SubscribeGroupNotice-Response');
  this.expect.equal('Value', told.Value, value, this.place(this.answer, 'Value'));
});

// What comes unasked ---------------------------------------------------------------------------------------------------

Then(
  '{party} gets a GroupChangeNotice of the group {string} with {string} in {word}',
  async function (this: World, party: Party, label: string, screenName: string, part: string) {
    await awaitNotice(this, party, label, [part as NoticePart], screenName);
  },
);

Then(
  '{party} gets a GroupChangeNotice of the group {string} with {string} in LeftBlocked or Left',
  async function (this: World, party: Party, label: string, screenName: string) {
    const notice = await awaitNotice(this, party, label, ['LeftBlocked', 'Left'], screenName);
    if (!('LeftBlocked' in notice.value)) this.note('a user driven out was told in Left; LeftBlocked is preferred');
  },
);

Then(
  '{party} gets a GroupChangeNotice of the group {string} with the property {word} {string}',
  async function (this: World, party: Party, label: string, name: string, value: string) {
    await awaitPropertyNotice(this, party, label, 'GroupProperties', name, this.fill(value));
  },
);

Then(
  'the GroupChangeNotice names {string} in {word} inside a {word} on 1.1 and a {word} from 1.2 on',
  async function (this: World, screenName: string, part: string, first: string, later: string) {
    const wanted = this.version === '1.1' ? first : later;
    const name = this.name(screenName);
    const [notice] = noticesAbout(this.party('A'), name).filter(({ value }) => part in value);
    const found = this.expect.present(`GroupChangeNotice with ${name} in ${part}`, notice);
    const wrappers = wrappersOf(found, part as NoticePart, name) ?? 'nothing';
    const place = this.place(found, part);
    this.expect.that(wrappers.split('/').includes(wanted), `${name} in ${wanted}`, `${name} in ${wrappers}`, place);
    const usual = wanted === 'UserList' ? 'UserList/ScreenName' : 'UserMapList/UserMapping/Mapping';
    if (wrappers !== usual) this.note(`the screen name stands in ${part}/${wrappers}; ${part}/${usual} is usual`);
  },
);

Then(
  'every GroupChangeNotice {party} got names the group {string} and holds a change',
  async function (this: World, party: Party, label: string) {
    await party.client.drain();
    const notices = party.client.inbox.of('GroupChangeNotice');
    this.expect.that(notices.length > 0, 'a GroupChangeNotice', 'none');
    const changes = ['Joined', 'Left', 'JoinedBlocked', 'LeftBlocked', 'GroupProperties', 'OwnProperties'];
    for (const notice of notices) {
      const place = this.place(notice);
      const id = groupOf(this, label);
      const { GroupID } = notice.value;
      this.expect.that(sameUser(GroupID, id), `GroupID ${id}`, `GroupID ${GroupID}`, place);
      const held = Object.keys(notice.value).filter((key) => key !== 'GroupID');
      const holds = held.some((key) => changes.includes(key));
      this.expect.that(holds, `one of ${changes.join(', ')}`, held.join(', ') || 'nothing', place);
    }
  },
);

Then(
  'it is observed whether {party} was told the UserID of {party} with {string}',
  function (this: World, party: Party, other: Party, screenName: string) {
    const told = noticesAbout(party, this.name(screenName)).flatMap(usersInNotice);
    if (told.some((user) => sameUser(user, other.user))) this.observe('no UserID', `UserID ${other.user}`);
  },
);

Then('it is observed whether {party} was told of the own change', function (this: World, party: Party) {
  const told = party.client.inbox.of('GroupChangeNotice').some(({ value }) => 'GroupProperties' in value);
  if (told) this.observe('no GroupChangeNotice of an own change', 'GroupChangeNotice');
});

Then(
  '{party} gets the text {string} and no GroupChangeNotice with {string}',
  async function (this: World, party: Party, text: string, screenName: string) {
    await getText(this, party, text);
    await collectAll(this, party);
    const [notice] = noticesAbout(party, this.name(screenName));
    if (notice !== undefined) {
      this.fail('no GroupChangeNotice', `GroupChangeNotice with ${this.name(screenName)}`, this.place(notice));
    }
  },
);

Then(
  'it is observed whether {party} was told of {string} in JoinedBlocked',
  function (this: World, party: Party, screenName: string) {
    const told = noticesAbout(party, this.name(screenName)).some(({ value }) => 'JoinedBlocked' in value);
    if (!told) this.observe('GroupChangeNotice with JoinedBlocked', 'none');
  },
);

Then(
  '{party} is told by a LeaveGroup-Response that the group {string} is left',
  async function (this: World, party: Party, label: string) {
    const received = await awaitForcedLeave(this, party, label);
    this.expect.equal('TransactionMode', received.transaction.mode, 'Request', this.place(received));
    const { Code } = received.value.Result;
    if (Code !== 800) this.note(`LeaveGroup-Response ${Code}; 800 is usual for a group that was deleted`);
  },
);

// Members ------------------------------------------------------------------------------------------------------------

Given(
  '{party} makes {party} {word} of the group {string}',
  async function (this: World, by: Party, user: Party, role: string, label: string) {
    await makeMember(this, by, label, user, role as Role);
  },
);

Given(
  '{party} makes {party} a member of the group {string}',
  async function (this: World, by: Party, user: Party, label: string) {
    await makeMember(this, by, label, user, 'User');
  },
);

Given(
  '{party} puts {party} on the reject list of the group {string}',
  async function (this: World, by: Party, user: Party, label: string) {
    await this.prerequisite('CSP-MEM-018', async () => {
      this.expect.success(await changeRejectList(this, by, groupOf(this, label), { AddList: [user.user] }));
    });
  },
);

When(
  /^([A-D]) (adds|removes) (.+) (?:to|from) the members of the group "([^"]+)"$/,
  async function (this: World, party: string, change: string, users: string, label: string) {
    const name = change === 'adds' ? 'AddGroupMembers-Request' : 'RemoveGroupMembers-Request';
    await changeMembers(this, this.party(party), name, groupOf(this, label), usersNamed(this, users));
  },
);

When(
  /^([A-D]) gives (.+) the role (Admin|Mod|User) in the group "([^"]+)"$/,
  async function (this: World, party: string, users: string, role: string, label: string) {
    await setRole(this, this.party(party), groupOf(this, label), usersNamed(this, users), role as Role);
  },
);

When(
  /^([A-D]) rejects (.+) in the group "([^"]+)"$/,
  async function (this: World, party: string, users: string, label: string) {
    const AddList = usersNamed(this, users);
    await changeRejectList(this, this.party(party), groupOf(this, label), { AddList });
  },
);

When(
  '{party} takes {party} off the reject list of the group {string}',
  async function (this: World, party: Party, user: Party, label: string) {
    await changeRejectList(this, party, groupOf(this, label), { RemoveList: [user.user] });
  },
);

When(
  '{party} asks for the reject list of the group {string}',
  async function (this: World, party: Party, label: string) {
    await changeRejectList(this, party, groupOf(this, label));
  },
);

Then('the reject list in the answer holds {party}', function (this: World, user: Party) {
  const place = this.place(this.answer, 'UserList');
  this.expect.some(user.user, rejectedIn(this, this.answer), (one) => sameUser(one, user.user), place);
});

Then('the reject list in the answer holds only {party}', function (this: World, user: Party) {
  const rejected = rejectedIn(this, this.answer);
  const place = this.place(this.answer, 'UserList');
  this.expect.that(
    rejected.length === 1 && includesUser(rejected, user.user),
    `only ${user.user} in UserList`,
    rejected.join(', ') || 'nobody',
    place,
  );
});

Then('the reject list in the answer does not hold {party}', function (this: World, user: Party) {
  const place = this.place(this.answer, 'UserList');
  this.expect.none(user.user, rejectedIn(this, this.answer), (one) => sameUser(one, user.user), place);
});

When('{party} asks for the members of the group {string}', async function (this: World, party: Party, label: string) {
  await askGroup(this, party, 'GetGroupMembers-Request', groupOf(this, label));
});

Given('{party} can read the members of the group {string}', async function (this: World, party: Party, label: string) {
  await this.prerequisite('CSP-MEM-001', () => membersShown(this, party, label));
});

Then('the answer names {party} once, among the ordinary users', function (this: World, user: Party) {
  const { Admin, Mod, User } = membersIn(this, this.answer);
  const place = this.place(this.answer);
  const count = (users: readonly string[]) => users.filter((one) => sameUser(one, user.user)).length;
  this.expect.equal(`${user.user} among the ordinary users`, count(User), 1, place);
  this.expect.equal(`${user.user} in other roles`, count([...Admin, ...Mod]), 0, place);
});

Then(
  'where members can be read, the group {string} shows {party} that {party} is {word}',
  async function (this: World, label: string, party: Party, user: Party, role: string) {
    if (!this.claims('IMPS-CSP-S-GETGM')) return;
    const { answer, ...members } = await membersShown(this, party, label);
    const roles = Object.entries(members).filter(([, users]) => includesUser(users, user.user));
    const shown = roles.map(([name]) => name);
    this.expect.equal(`roles of ${user.user}`, shown, [role], this.place(answer));
  },
);

When(
  '{party} asks for the joined users of the group {string}',
  async function (this: World, party: Party, label: string) {
    await askGroup(this, party, 'GetJoinedUsers-Request', groupOf(this, label));
  },
);

Given(
  '{party} can read the joined users of the group {string}',
  async function (this: World, party: Party, label: string) {
    await this.prerequisite('CSP-MEM-025', async () => {
      this.expect.success(await askGroup(this, party, 'GetJoinedUsers-Request', groupOf(this, label)));
    });
  },
);

Then('the joined users stand in a(n) {word}', function (this: World, list: string) {
  const value = this.expect.primitive(this.answer, 'GetJoinedUsers-Response');
  const found = ['AdminMapList', 'UserMapList'].filter((name) => name in value);
  this.expect.equal('list of joined users', found, [list], this.place(this.answer));
});

Then('the UserID of {party} is nowhere in the answer', function (this: World, user: Party) {
  const place = this.place(this.answer);
  this.expect.none(`UserID ${user.user}`, usersIn(this.answer), (one) => sameUser(one, user.user), place);
});

Then(
  '{party} is made to leave the group {string} by a LeaveGroup-Response with code {codes}',
  async function (this: World, party: Party, label: string, codes: number[]) {
    const received = await awaitForcedLeave(this, party, label);
    this.expect.equal('TransactionMode', received.transaction.mode, 'Request', this.place(received));
    const { Code } = received.value.Result;
    this.expect.that(
      codes.includes(Code),
      `code ${codes.join(' or ')}`,
      `code ${Code}`,
      this.place(received, 'Result'),
    );
  },
);

Then(
  'it is observed whether {party} was made to leave the group {string}',
  function (this: World, party: Party, label: string) {
    const id = groupOf(this, label);
    const left = party.client.inbox.of('LeaveGroup-Response').some(({ value }) => sameUser(value.GroupID ?? '', id));
    if (!left) this.observe('LeaveGroup-Response', 'none');
  },
);

Then(
  '{party} gets a GroupChangeNotice of the group {string} with the own property {word} {string}',
  async function (this: World, party: Party, label: string, name: string, value: string) {
    await awaitPropertyNotice(this, party, label, 'OwnProperties', name, value);
  },
);

Then('the answer reports {int}, or {int} instead', function (this: World, preferred: number, other: number) {
  const codes = allCodes(this.answer);
  const place = this.place(this.answer, 'Result');
  const fits = codes.includes(preferred) || codes.includes(other);
  this.expect.that(
    fits,
    `code ${preferred} or ${other}, alone or in DetailedResult`,
    `codes ${codes.join(', ')}`,
    place,
  );
});

Then(
  'it is observed whether {party} can join the group {string}',
  async function (this: World, party: Party, label: string) {
    const answer = await joinPlainly(this, party, label);
    if (!answer.success) this.observe('JoinGroup-Response', this.notation(answer.primitive));
  },
);
