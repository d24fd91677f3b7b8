/** Segmentation of long messages. */
import { Given, Then, When } from '@cucumber/cucumber';
import type { Answer } from '../../src/client/answers.ts';
import { readable } from '../support/content-text.ts';
import type { Party, World } from '../support/world.ts';
import {
  announced,
  announceLongText,
  announcement,
  askSegment,
  expectAnnounced,
  fetchLongText,
  fetchWhole,
  longText,
} from './segmentation.ts';

Given(
  '{party} is notified of a text of {int} octets from {party}',
  async function (this: World, to: Party, octets: number, from: Party) {
    await announceLongText(this, from, to, octets);
  },
);

When('{party} fetches the long text', async function (this: World, party: Party) {
  await fetchLongText(this, party);
});

Then('the answer announces several segments, or is refused with code {int}', function (this: World, code: number) {
  if (this.answer.code === code) this.nothingToSee(`refused with ${code} instead of being cut into segments`);
  else expectAnnounced(this, this.answer);
});

Given('{party} is announced the segments of the long text', async function (this: World, party: Party) {
  await announced(this, party);
});

When('{party} asks for the second and for the last of them', async function (this: World, party: Party) {
  const { count } = announcement(this).segments;
  const numbers = count === 2 ? [2] : [2, count];
  const answers: Answer[] = [];
  for (const number of numbers) answers.push(await askSegment(this, party, number));
  this.keep('segments', answers);
});

Then('each is a GetSegment-Response with a SegmentContent of its own', function (this: World) {
  const seen = [announcement(this).segments.content];
  for (const answer of this.kept<readonly Answer[]>('segments')) {
    const { SegmentContent } = this.expect.primitive(answer, 'GetSegment-Response');
    const place = this.place(answer, 'SegmentContent');
    this.expect.that(SegmentContent !== '', 'a SegmentContent', 'an empty SegmentContent', place);
    this.expect.that(!seen.includes(SegmentContent), 'another SegmentContent', 'that of another segment', place);
    seen.push(SegmentContent);
  }
});

When('{party} fetches all of them', async function (this: World, party: Party) {
  this.keep('whole', await fetchWhole(this, party));
});

Then('put together they are the GetMessage-Response with the text of {party}', function (this: World, _from: Party) {
  const whole = this.kept<Answer>('whole');
  const { MessageInfo, ContentData } = this.expect.primitive(whole, 'GetMessage-Response');
  const text = readable(this, MessageInfo, ContentData);
  this.expect.equal('ContentData', text, longText(this), this.place(announcement(this).answer));
});

When('{party} discards them', async function (this: World, party: Party) {
  const { transactionId: TransactionID, first: SegmentReference } = announcement(this).segments;
  const value = { SegmentID: { TransactionID, SegmentReference } };
  await this.ask(party, { name: 'DropSegment-Request', value });
});

Then('it is observed whether the second of them is gone for {party}', async function (this: World, party: Party) {
  const answer = await askSegment(this, party, 2);
  if (answer.success) this.observe('a refusal', this.notation(answer.primitive));
});

When('{party} asks for a segment of an unknown TransactionID', async function (this: World, party: Party) {
  const SegmentID = { TransactionID: this.name('never'), SegmentReference: 1 };
  await this.ask(party, { name: 'GetSegment-Request', value: { SegmentID } });
});
