/** Addresses of users, contact lists and groups. */
import { Given, Then, When } from '@cucumber/cucumber';
import { sameAddress } from '../../src/protocol/facts/addresses.ts';
import { createGroup, groupOf, joinGroup, toGroup } from '../support/groups.ts';
import { spelledUserId } from '../support/login.ts';
import { getText, sendText, toUser } from '../support/messages.ts';
import { subscribe, subscription } from '../support/presence.ts';
import { lookFor } from '../support/waits.ts';
import type { Party, World } from '../support/world.ts';
import {
  address,
  contactListsOf,
  createGroupAt,
  createListAt,
  failuresIn,
  isWholeAddress,
  listsIn,
} from './addresses.ts';

When(
  '{party} sends the text {string} to the address of {party} written {}',
  async function (this: World, from: Party, label: string, to: Party, form: string) {
    this.expect.success(await sendText(this, from, toUser(spelledUserId(to.user, form)), label));
  },
);

When(
  '{party} subscribes to the address of {party} written {}',
  async function (this: World, from: Party, to: Party, form: string) {
    const request = subscription(this, [spelledUserId(to.user, form)]);
    await this.ask(from, request);
  },
);

Then(
  'the answer names the contact list {string} of {party} by its address',
  function (this: World, label: string, owner: Party) {
    const wanted = this.addressOf(owner, this.name(label));
    const lists = listsIn(this.answer);
    this.expect.some(
      `ContactList ${wanted}`,
      lists,
      (one) => isWholeAddress(this, one, wanted),
      this.place(this.answer),
    );
  },
);

When(
  '{party} creates the open group {string} under an address of its own',
  async function (this: World, owner: Party, label: string) {
    await createGroup(this, owner, label);
  },
);

Then(
  'the properties of the group {string} can be read under that address',
  async function (this: World, label: string) {
    const GroupID = groupOf(this, label);
    const answer = await this.ask(this.party('A'), { name: 'GetGroupProps-Request', value: { GroupID } });
    this.expect.primitive(answer, 'GetGroupProps-Response');
  },
);

When('{party} and {party} join the public group', async function (this: World, one: Party, other: Party) {
  for (const party of [one, other]) {
    const joining = { screenName: this.name(`name${party.key}`) };
    const answer = await joinGroup(this, party, publicGroup(this), joining);
    this.expect.primitive(answer, 'JoinGroup-Response');
  }
});

When('{party} sends the text {string} to the public group', async function (this: World, from: Party, label: string) {
  this.expect.success(await sendText(this, from, toGroup(publicGroup(this)), label));
});

Then(
  '{party} gets the text {string}, addressed to the public group',
  async function (this: World, party: Party, label: string) {
    const { info, by } = await getText(this, party, label);
    const groups = (info.Recipient?.Group ?? []).flatMap((group) => ('GroupID' in group ? (group.GroupID ?? []) : []));
    const place = this.place(by, 'MessageInfo/Recipient');
    const wanted = publicGroup(this);
    this.expect.some(`GroupID ${wanted}`, groups, (one) => sameAddress(one, wanted, this.ixit.domain), place);
  },
);

function publicGroup(world: World): string {
  return world.ixit.groups.public ?? world.untestable('ixit.groups.public', 'a group of the provider is needed');
}

/** An address of a list or group whose name holds a character it must not; unlike any other of the run. */
function strangeAddress(world: World, owner: Party, name: string): string {
  return world.addressOf(
    owner,
    name.replace(/^\w+/, (word) => world.name(word)),
  );
}

When('{party} creates a contact list with the name {}', async function (this: World, owner: Party, name: string) {
  await createListAt(this, owner, strangeAddress(this, owner, name), this.party('B'));
});

Then('{party} has no contact list with the name {}', async function (this: World, owner: Party, name: string) {
  const strange = strangeAddress(this, owner, name).toLowerCase();
  const lists = await contactListsOf(this, owner);
  this.expect.none(`ContactList ${strange}`, lists, (one) => one.toLowerCase() === strange);
});

When('{party} creates a group with the name {}', async function (this: World, owner: Party, name: string) {
  await createGroupAt(this, owner, strangeAddress(this, owner, name));
});

When(
  '{party} creates a contact list under the address of {party}',
  async function (this: World, party: Party, other: Party) {
    await createListAt(this, party, this.addressOf(other, this.name('foreign')), other);
  },
);

Then('{party} has no contact list under that address', async function (this: World, owner: Party) {
  const foreign = this.addressOf(owner, this.name('foreign'));
  const refused = this.answer;
  const lists = await contactListsOf(this, owner);
  const { domain } = this.ixit;
  this.expect.none(`ContactList ${foreign}`, lists, (one) => sameAddress(one, foreign, domain), this.place(refused));
});

When('{party} creates a group under the address {string}', async function (this: World, party: Party, group: string) {
  await createGroupAt(this, party, group);
});

When(
  '{party} subscribes to the presence of the address {string}',
  async function (this: World, party: Party, user: string) {
    await subscribe(this, party, [user]);
  },
);

When('{party} creates a group under the address of {party}', async function (this: World, party: Party, other: Party) {
  await createGroupAt(this, party, this.addressOf(other, this.name('foreign')));
});

Given('{party} can address {party}', async function (this: World, party: Party, other: Party) {
  await this.prerequisite('CSP-ADR-001', async () => this.expect.success(await address(this, party, other.user)));
});

When('{party} addresses {string}', async function (this: World, party: Party, user: string) {
  await address(this, party, user);
});

Then('the address is refused with code {codes}, alone or in DetailedResult', function (this: World, codes: number[]) {
  const failures = failuresIn(this.answer);
  const place = this.place(this.answer, 'Result');
  this.expect.some(`code ${codes.join(' or ')}`, failures, (code) => codes.includes(code), place);
});

When(
  '{party} sends a text with DeliveryReport T to {string}',
  async function (this: World, party: Party, user: string) {
    await sendText(this, party, toUser(user), 'nowhere', { report: true });
  },
);

Then(
  'it fails with code {codes}, or a DeliveryReport tells of the failure',
  async function (this: World, codes: number[]) {
    const { answer } = this;
    if (!answer.success || answer.code === 201) {
      const failures = failuresIn(answer);
      const place = this.place(answer, 'Result');
      this.expect.some(`code ${codes.join(' or ')}`, failures, (code) => codes.includes(code), place);
      return;
    }
    const sender = this.party('A');
    const told = await lookFor(this, sender, 'DeliveryReport-Request', () =>
      sender.client.inbox.of('DeliveryReport-Request').find(({ value }) => (value.Result?.Code ?? 200) >= 300),
    );
    const within = told.found === undefined ? told.within : '';
    const observed = `${this.notation(answer.primitive)} and no failing DeliveryReport ${within}`;
    this.expect.that(
      told.found !== undefined,
      `code ${codes.join(' or ')}, or a failing DeliveryReport`,
      observed,
      this.place(answer),
    );
  },
);
