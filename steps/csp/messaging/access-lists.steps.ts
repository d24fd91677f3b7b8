/** Blocked and granted lists. */

import { Given, Then, When } from '@cucumber/cucumber';
import { type Entities, type ListChange, listChange } from '../../../src/conformance/state/access-lists.ts';
import { draft } from '../../../src/protocol/messages/any-version.ts';
import type { Value } from '../../../src/protocol/messages/infer.ts';
import { groupOf, toGroup } from '../../support/groups.ts';
import { unknownUser } from '../../support/login.ts';
import { getText, sendText, toUser } from '../../support/messages.ts';
import { sameUser } from '../../support/presence.ts';
import type { Party, World } from '../../support/world.ts';
import { shownList, startClean } from './access-lists.ts';

/** Control for the steps that follow: without the lists a message arrives. */
async function canSend(world: World, from: Party, to: Party, recipient: Value<'Recipient'>): Promise<void> {
  await startClean(world, to);
  await world.prerequisite('CSP-IMS-001', async () => {
    world.expect.success(await sendText(world, from, recipient, 'before'));
    await getText(world, to, 'before');
  });
}

Given('{party} can send to {party}', async function (this: World, from: Party, to: Party) {
  await canSend(this, from, to, toUser(to.user));
});

Given(
  '{party} can send to {party} in the group {string}',
  async function (this: World, from: Party, to: Party, group: string) {
    await canSend(this, from, to, toGroup(groupOf(this, group)));
  },
);

async function block(world: World, owner: Party, add: ListChange['add']): Promise<void> {
  await startClean(world, owner);
  const value = listChange(world.version, { blocked: { add, inUse: true } });
  await world.ask(owner, { name: 'BlockEntity-Request', value });
}

When('{party} blocks the unknown user {string}', async function (this: World, owner: Party, label: string) {
  await block(this, owner, { UserID: [unknownUser(this, label)] });
});

When('{party} blocks the unknown group {string}', async function (this: World, owner: Party, label: string) {
  await block(this, owner, { GroupID: [this.addressOf(owner, this.name(label))] });
});

When('{party} blocks the unknown contact list {string}', async function (this: World, owner: Party, label: string) {
  await block(this, owner, { ContactList: [this.addressOf(owner, this.name(label))] });
});

Given('{party} blocks the contact list {string}', async function (this: World, owner: Party, label: string) {
  await block(this, owner, { ContactList: [this.addressOf(owner, this.name(label))] });
});

When('{party} blocks the application {string}', async function (this: World, owner: Party, application: string) {
  await block(this, owner, { ApplicationID: [application] });
});

Given('{party} blocks the group {string}', async function (this: World, owner: Party, group: string) {
  await block(this, owner, { GroupID: [groupOf(this, group)] });
});

Given(
  '{party} blocks the screen name of {party} in {string}',
  async function (this: World, owner: Party, _of: Party, group: string) {
    await block(this, owner, { ScreenName: [{ SName: this.name('owner'), GroupID: groupOf(this, group) }] });
  },
);

When('{party} removes {party} from the blocked list', async function (this: World, owner: Party, removed: Party) {
  const value = listChange(this.version, { blocked: { remove: { UserID: [removed.user] } } });
  await this.ask(owner, { name: 'BlockEntity-Request', value });
});

When(
  '{party} gives the blocked list as a whole, with {party} alone',
  async function (this: World, owner: Party, alone: Party) {
    const value = draft('BlockEntity-Request', { BlockList: { EntityList: { UserID: [alone.user] } } });
    await this.ask(owner, { name: 'BlockEntity-Request', value });
  },
);

Then(
  /^the (blocked|granted) list of ([A-D]) holds ([A-D]) and is (in use|not in use)$/,
  async function (this: World, which: string, owner: string, held: string, use: string) {
    const list = await shownList(this, this.party(owner), which === 'blocked' ? 'BlockList' : 'GrantList');
    const { user } = this.party(held);
    this.expect.some(`${user} in the ${which} list`, list.entities.UserID ?? [], (one) => sameUser(one, user));
    if (use === 'in use') this.expect.equal('in use', list.inUse, true);
    else this.expect.that(list.inUse !== true, 'not in use', 'in use');
  },
);

Then(
  /^the blocked list of ([A-D]) holds ([A-D]) and not ([A-D])$/,
  async function (this: World, owner: string, held: string, gone: string) {
    const { entities } = await shownList(this, this.party(owner), 'BlockList');
    const all = entities.UserID ?? [];
    this.expect.some(`${this.party(held).user} in the blocked list`, all, (one) =>
      sameUser(one, this.party(held).user),
    );
    this.expect.none(`${this.party(gone).user} in the blocked list`, all, (one) =>
      sameUser(one, this.party(gone).user),
    );
  },
);

Then(
  /^it is observed whether the blocked list of ([A-D]) holds ([A-D]) and not ([A-D])$/,
  async function (this: World, owner: string, held: string, gone: string) {
    const { entities } = await shownList(this, this.party(owner), 'BlockList');
    const all = entities.UserID ?? [];
    const has = (key: string) => all.some((one) => sameUser(one, this.party(key).user));
    if (!has(held) || has(gone)) this.observe(`${this.party(held).user} alone`, all.join(', '));
  },
);

Then(
  'the blocked list of {party} holds the application {string}',
  async function (this: World, owner: Party, application: string) {
    const { entities } = await shownList(this, owner, 'BlockList');
    this.expect.some(`ApplicationID ${application}`, entities.ApplicationID ?? [], (one) => one === application);
  },
);

When(
  '{party} blocks a screen name in the unknown group {string}',
  async function (this: World, owner: Party, label: string) {
    const GroupID = this.addressOf(owner, this.name(label));
    await block(this, owner, { ScreenName: [{ SName: this.name('somebody'), GroupID }] });
  },
);

/** Entities said in words: `A, the screen name of A in "lounge" and the group "lounge"`. */
function entitiesIn(world: World, owner: Party, words: string): Entities {
  const found = {
    UserID: [] as string[],
    ScreenName: [] as Value<'ScreenName'>[],
    GroupID: [] as string[],
    ContactList: [] as string[],
  };
  for (const word of words.split(/, | and /)) {
    const [, nameIn] = /^the screen name of [A-D] in "([^"]+)"$/.exec(word) ?? [];
    const [, group] = /^the group "([^"]+)"$/.exec(word) ?? [];
    const [, list] = /^the contact list "([^"]+)"$/.exec(word) ?? [];
    if (nameIn !== undefined) found.ScreenName.push({ SName: world.name('owner'), GroupID: groupOf(world, nameIn) });
    else if (group !== undefined) found.GroupID.push(groupOf(world, group));
    else if (list !== undefined) found.ContactList.push(world.addressOf(owner, world.name(list)));
    else found.UserID.push(world.party(word).user);
  }
  return Object.fromEntries(Object.entries(found).filter(([, list]) => list.length > 0));
}

Given(
  /^([A-D]) puts (.+) on the (blocked|granted) list$/,
  async function (this: World, key: string, words: string, list: string) {
    const owner = this.party(key);
    await startClean(this, owner);
    await this.prerequisite('CSP-ACL-001', async () => {
      const value = listChange(this.version, { [list]: { add: entitiesIn(this, owner, words), inUse: false } });
      this.expect.success(await this.ask(owner, { name: 'BlockEntity-Request', value }));
    });
  },
);

Given(/^([A-D]) takes the (blocked|granted) list into use$/, async function (this: World, key: string, list: string) {
  await this.prerequisite('CSP-ACL-001', async () => {
    const value = listChange(this.version, { [list]: { inUse: true } });
    this.expect.success(await this.ask(this.party(key), { name: 'BlockEntity-Request', value }));
  });
});

When(
  /^([A-D]) takes (.+) off the (blocked|granted) list$/,
  async function (this: World, key: string, words: string, list: string) {
    const value = listChange(this.version, { [list]: { remove: entitiesIn(this, this.party(key), words) } });
    await this.ask(this.party(key), { name: 'BlockEntity-Request', value });
  },
);

Then(
  /^the (blocked|granted) list of ([A-D]) holds exactly (.+)$/,
  async function (this: World, list: string, key: string, words: string) {
    const { entities } = await shownList(this, this.party(key), list === 'blocked' ? 'BlockList' : 'GrantList');
    const wanted = entitiesIn(this, this.party(key), words);
    const home = `@${this.ixit.domain.toLowerCase()}`;
    const plain = ({ UserID = [], ScreenName = [], GroupID = [], ContactList = [] }: Entities) =>
      [...UserID, ...GroupID, ...ContactList, ...ScreenName.map((name) => `${name.SName} in ${name.GroupID}`)]
        .map((one) => one.toLowerCase().replaceAll('wv:', '').replaceAll(home, ''))
        .sort();
    this.expect.equal(`entries of the ${list} list`, plain(entities), plain(wanted));
  },
);
