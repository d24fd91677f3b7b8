/** Content of messages: the words of features/csp/messaging/instant-messages/content.feature. */
import { Then, When } from '@cucumber/cucumber';
import { ConformanceFailure } from '../src/conformance/scenario/signals.ts';
import { contentOf, expectContent, expectType, sendContent, textWith } from './support/contents.ts';
import type { Party, World } from './support/world.ts';
import { writing } from './support/writing.ts';

When('{party} sends {party} a text with {}', async function (this: World, from: Party, to: Party, what: string) {
  await sendContent(this, from, to, { content: textWith(what), base64: false });
});

When('{party} sends {party}, in BASE64, {}', async function (this: World, from: Party, to: Party, what: string) {
  await sendContent(this, from, to, { content: contentOf(what), base64: true });
});

When(
  '{party} sends {party}, in BASE64 and as opaque data, {}',
  async function (this: World, from: Party, to: Party, what: string) {
    await sendContent(this, from, to, { content: contentOf(what), base64: true, writing: writing('as opaque data') });
  },
);

Then('{party} gets exactly that', async function (this: World, to: Party) {
  await expectContent(this, to);
});

Then('{party} gets exactly that, under its content type', async function (this: World, to: Party) {
  expectType(this, await expectContent(this, to));
});

Then('it is observed whether {party} gets exactly that', async function (this: World, to: Party) {
  if (!this.answer.success) return this.observe('SendMessage-Response 200', this.notation(this.answer.primitive));
  try {
    await expectContent(this, to);
  } catch (error) {
    if (!(error instanceof ConformanceFailure)) throw error;
    this.observe(error.expected, error.observed);
  }
});

Then('{party} gets exactly that, unless it was refused', async function (this: World, to: Party) {
  if (!this.answer.success) return this.nothingToSee(`it was refused: ${this.notation(this.answer.primitive)}`);
  await expectContent(this, to);
});
