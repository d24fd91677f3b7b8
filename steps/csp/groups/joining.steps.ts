/** Joining and leaving groups. */

import { Given, Then, When } from '@cucumber/cucumber';
import { anyVersion } from '../../../src/protocol/messages/any-version.ts';
import type { PrimitiveName } from '../../../src/protocol/messages/envelope.ts';
import { joinUntilFull, listedIn, noticesAbout, usersIn } from '../../support/group-use.ts';
import { groupOf, joinGroup } from '../../support/groups.ts';
import { sameUser } from '../../support/presence.ts';
import { elementsIn } from '../../support/trees.ts';
import type { Party, World } from '../../support/world.ts';

Then(
  'it is observed whether {party} was told of {string} in JoinedBlocked',
  function (this: World, party: Party, screenName: string) {
    const told = noticesAbout(party, this.name(screenName)).some(({ value }) => 'JoinedBlocked' in value);
    if (!told) this.observe('GroupChangeNotice with JoinedBlocked', 'none');
  },
);

When(
  '{party} joins one group of {party} and {party} more than a user may',
  async function (this: World, party: Party, one: Party, other: Party) {
    await joinUntilFull(this, party, [one, other], this.ixit.limits.joinedGroups ?? 0);
  },
);

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
  const { ScreenName } = anyVersion(this.answer.as('JoinGroup-Response'));
  const told = ScreenName?.SName ?? 'none';
  if (told !== this.name(label)) this.observe(`ScreenName ${this.name(label)}`, `ScreenName ${told}`);
});

Then(
  'it is refused with code {codes}, or the answer is a {primitive}',
  function (this: World, codes: number[], name: PrimitiveName) {
    if (this.answer.primitive.name !== name) this.expect.refused(this.answer, codes);
  },
);

Given(
  '{party} joins the group {string} under the user name of {party}',
  async function (this: World, party: Party, label: string, other: Party) {
    const screenName = other.user.replace(/^wv:/i, '').replace(/@.*$/, '');
    await this.prerequisite('CSP-JON-005', async () => {
      this.expect.success(await joinGroup(this, party, groupOf(this, label), { screenName }));
    });
  },
);

Then('no two joined users have the same screen name', function (this: World) {
  const names = listedIn(this.answer);
  const named = names.filter((name) => name.trim() !== '');
  const joined = this.kept<boolean>('joined last') ? 3 : 2;
  this.expect.that(
    named.length === names.length && named.length >= joined,
    `${joined} screen names at least, none empty`,
    names.map((name) => `"${name}"`).join(', ') || 'none',
    this.place(this.answer),
  );
  const twice = names.filter((name, n) => names.indexOf(name) !== n);
  this.expect.equal('screen names of several users', twice, [], this.place(this.answer));
});
