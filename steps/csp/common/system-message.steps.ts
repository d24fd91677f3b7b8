/** System messages. */
import { Given, Then, When } from '@cucumber/cucumber';
import type { Party, World } from '../../support/world.ts';
import {
  answerSystemMessage,
  awaitSystemMessage,
  expectHeldUp,
  expectTaken,
  holdUp,
  logInAnswering,
  sendSystemMessage,
  type Taken,
} from './system-message.ts';

const keyOf = (world: World): string => world.recall('verification key', () => world.name('key'));

When(
  'the operator sends {party} the system message {string}',
  async function (this: World, party: Party, label: string) {
    await sendSystemMessage(this, party, label);
  },
);

Given(
  'the operator asks {party} {string} with the options {string} and {string}',
  async function (this: World, party: Party, label: string, one: string, other: string) {
    await sendSystemMessage(this, party, label, [one, other]);
    await this.prerequisite('CSP-SYS-001', () => awaitSystemMessage(this, party, label));
  },
);

Then(
  '{party} gets the system message {string} with a SystemMessageID',
  async function (this: World, party: Party, label: string) {
    const { message, by } = await awaitSystemMessage(this, party, label);
    const place = this.place(by, 'SystemMessageList/SystemMessage');
    this.expect.that(message.SystemMessageID.trim() !== '', 'a SystemMessageID', 'no SystemMessageID', place);
  },
);

When(
  '{party} answers the system message {string} with {string}',
  async function (this: World, party: Party, label: string, option: string) {
    this.keep('taken', await answerSystemMessage(this, party, label, option));
  },
);

Then('the answer to the system message is accepted with code {codes}', function (this: World, codes: number[]) {
  expectTaken(this, this.kept<Taken>('taken'), codes);
});

Given(
  'the operator lets {party} log in only after {string} is answered with {string}',
  async function (this: World, party: Party, label: string, option: string) {
    await holdUp(this, party, label, { options: [option] });
  },
);

Given(
  'the operator lets {party} log in only after the key of {string} is given',
  async function (this: World, party: Party, label: string) {
    await holdUp(this, party, label, { key: keyOf(this) });
  },
);

Then('the login is refused with the system message {string}', function (this: World, label: string) {
  expectHeldUp(this, label);
});

When(
  '{party} logs in with the answer {string} to the system message {string}',
  async function (this: World, party: Party, option: string, label: string) {
    await logInAnswering(this, party, label, { option });
  },
);

When(
  '{party} logs in with a wrong key for the system message {string}',
  async function (this: World, party: Party, label: string) {
    await logInAnswering(this, party, label, { key: `not-${keyOf(this)}` });
  },
);

When(
  '{party} logs in with the right key for the system message {string}',
  async function (this: World, party: Party, label: string) {
    await logInAnswering(this, party, label, { key: keyOf(this) });
  },
);
