/** Several sessions of one user. */
import { Given, Then, When } from '@cucumber/cucumber';
import { collectAll, getText, textOf } from '../../support/messages.ts';
import { learns } from '../../support/presence.ts';
import type { Party, World } from '../../support/world.ts';
import {
  askForFork,
  expectNotOffline,
  expectOnline,
  secondOf,
  sendToClient,
  whicheverGets,
} from './several-sessions.ts';

Given('UserSessionLimit, if {party} was told one, allows 2 sessions', function (this: World, party: Party) {
  const { UserSessionLimit: limit } = (party.client.session.capabilities ?? {}) as {
    readonly UserSessionLimit?: number;
  };
  if (limit !== undefined && limit < 2) this.untestable('a second session', `UserSessionLimit is ${limit}`);
});

Given('{party} and {party} ask for OnlineETEMHandling FORKALL', async function (this: World, one: Party, other: Party) {
  for (const party of [one, other]) await askForFork(this, party);
});

When(
  'a client of {party} gets the text {string} and confirms it',
  async function (this: World, party: Party, label: string) {
    await this.prerequisite('CSP-MUL-003', async () => {
      const second = secondOf(this, party);
      const first = await whicheverGets(this, [party, second], label);
      this.keep('the other client', first === party ? second : party);
    });
  },
);

When(
  '{party} sends the text {string} to the other client of {party}',
  async function (this: World, from: Party, label: string, _user: Party) {
    await this.prerequisite('CSP-MUL-002', async () =>
      this.expect.success(await sendToClient(this, from, label, this.kept<Party>('the other client'))),
    );
  },
);

Then(
  'the other client of {party} gets the text {string} and not the text {string}',
  async function (this: World, _user: Party, last: string, unwanted: string) {
    const other = this.kept<Party>('the other client');
    await this.prerequisite('CSP-MUL-002', () => getText(this, other, last));
    const came = (await collectAll(this, other)).map((message) => message.content);
    this.expect.none(`the text "${unwanted}" for ${other.name}`, came, (text) => text === textOf(this, unwanted));
  },
);

Then(
  'a client of {party} gets the text {string}, and it is observed which',
  async function (this: World, party: Party, label: string) {
    const second = secondOf(this, party);
    const first = await whicheverGets(this, [party, second], label);
    const other = first === party ? second : party;
    const both = (await collectAll(this, other)).some((message) => message.content === textOf(this, label));
    this.note(`the text came to ${both ? 'both clients' : first.name}`);
  },
);

Then(
  'it is observed whether both clients of {party} get the text {string}',
  async function (this: World, party: Party, label: string) {
    // Both are polled before either confirms: what is confirmed may be withdrawn from the other.
    const text = textOf(this, label);
    const parties = [party, secondOf(this, party)];
    const had = (one: Party) => one.client.inbox.all.some(({ value }) => JSON.stringify(value).includes(text));
    for (const one of parties) {
      one.client.respond('NewMessage', () => null);
      await one.client.poll();
    }
    const got = parties.filter(had).map(({ name }) => name);
    for (const one of parties) one.client.respond('NewMessage');
    if (got.length < parties.length) this.observe('both clients', got.join(', ') || 'neither client');
  },
);

Then('{party} was not told before it that {party} is offline', function (this: World, watcher: Party, user: Party) {
  expectNotOffline(this, watcher, user);
});

Then('{party} reads that {party} is online', async function (this: World, watcher: Party, user: Party) {
  await expectOnline(this, watcher, user);
});

Then(
  'after the logout of {party} {party} learns that OnlineStatus of {party} is F',
  async function (this: World, last: Party, watcher: Party, user: Party) {
    await last.client.logout();
    await learns(this, watcher, user.user, 'OnlineStatus', 'F');
  },
);
