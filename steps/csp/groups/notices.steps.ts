/** Notices about changes of a group. */
import { Given, Then, When } from '@cucumber/cucumber';
import {
  awaitNotice,
  type NoticePart,
  noticesAbout,
  subscribeTo,
  usersInNotice,
  wrappersOf,
} from '../../support/group-use.ts';
import { groupOf } from '../../support/groups.ts';
import { sameUser } from '../../support/presence.ts';
import type { Party, World } from '../../support/world.ts';

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

Then(
  '{party} gets a GroupChangeNotice of the group {string} with {string} in LeftBlocked or Left',
  async function (this: World, party: Party, label: string, screenName: string) {
    const notice = await awaitNotice(this, party, label, ['LeftBlocked', 'Left'], screenName);
    if (!('LeftBlocked' in notice.value)) this.note('a user driven out was told in Left; LeftBlocked is preferred');
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
