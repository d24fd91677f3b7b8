/** Members of groups, their roles, and the reject list. */
import { Given, Then, When } from '@cucumber/cucumber';
import {
  askGroup,
  awaitForcedLeave,
  awaitPropertyNotice,
  joinPlainly,
  mappedTo,
  propertiesShown,
} from '../../support/group-use.ts';
import { groupOf } from '../../support/groups.ts';
import { sameUser } from '../../support/presence.ts';
import { allCodes } from '../../support/waiting-messages.ts';
import type { Party, World } from '../../support/world.ts';
import {
  changeMembers,
  changeRejectList,
  includesUser,
  membersIn,
  membersShown,
  type Role,
  rejectedIn,
  setRole,
  usersNamed,
} from './members.ts';

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

Then('the answer does not name {party}', function (this: World, user: Party) {
  const { Admin, Mod, User } = membersIn(this, this.answer);
  const place = this.place(this.answer);
  this.expect.none(`UserID ${user.user}`, [...Admin, ...Mod, ...User], (one) => sameUser(one, user.user), place);
});

Then('the answer names {party} once, among the administrators', function (this: World, user: Party) {
  const { Admin, Mod, User } = membersIn(this, this.answer);
  const place = this.place(this.answer);
  const count = (users: readonly string[]) => users.filter((one) => sameUser(one, user.user)).length;
  this.expect.equal(`${user.user} among the administrators`, count(Admin), 1, place);
  this.expect.equal(`${user.user} in other roles`, count([...Mod, ...User]), 0, place);
});

Then(
  'where members can be read, the group {string} shows {party} that {party} is {word}',
  async function (this: World, label: string, party: Party, user: Party, role: string) {
    if (!this.claims('IMPS-CSP-S-GETGM')) return this.nothingToSee('members of groups cannot be read');
    const { answer, ...members } = await membersShown(this, party, label);
    const roles = Object.entries(members).filter(([, users]) => includesUser(users, user.user));
    const shown = roles.map(([name]) => name);
    this.expect.equal(`roles of ${user.user}`, shown, [role], this.place(answer));
  },
);

Then(
  'where members can be read, the group {string} shows {party} that {party} is neither Admin nor Mod',
  async function (this: World, label: string, party: Party, user: Party) {
    if (!this.claims('IMPS-CSP-S-GETGM')) return this.nothingToSee('members of groups cannot be read');
    const { answer, Admin, Mod } = await membersShown(this, party, label);
    const roles = Object.entries({ Admin, Mod }).filter(([, users]) => includesUser(users, user.user));
    const shown = roles.map(([name]) => name);
    this.expect.equal(`roles of ${user.user} above User`, shown, [], this.place(answer));
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

Then(
  'the group {string} shows {party} no other {word} than {string}',
  async function (this: World, label: string, party: Party, name: string, value: string) {
    const { answer, common } = await propertiesShown(this, party, label);
    const shown = common.get(name.toLowerCase()) ?? this.fill(value);
    this.expect.equal(name, shown, this.fill(value), this.place(answer, 'GroupProperties'));
  },
);

Then(
  'the answer lists the screen name {string} with the UserID of {party}',
  function (this: World, label: string, user: Party) {
    const users = mappedTo(this.answer, this.name(label));
    const place = this.place(this.answer);
    this.expect.some(`UserID ${user.user} beside it`, users, (one) => sameUser(one, user.user), place);
  },
);
