/** Segmentation in scenarios: an answer too large for the client, its segments one by one. */
import type { Answer } from '../../src/client/answers.ts';
import { AnswerError } from '../../src/client/errors.ts';
import { type AnnouncedSegments, announcedSegments, type WholeAnswer } from '../../src/client/segments.ts';
import { sendText, toUser } from '../support/messages.ts';
import { awaitTransaction, fetch, idOf, keepId } from '../support/waiting-messages.ts';
import type { Party, World } from '../support/world.ts';

const LABEL = 'long';

/** So many octets, no stretch of which is like another: a numbered line every 20 octets. */
function numbered(mark: string, octets: number): string {
  const lines = Array.from({ length: Math.ceil(octets / 20) }, (_, n) => `${String(n).padStart(18, '-')}; `);
  // Characters of one, two and three octets, and markup: a segment may end at any of them.
  return `${mark} Käse & <Łódź>, 東京; ${lines.join('')}`.slice(0, octets - 1).concat('.');
}

/** Sends a long text to a party that is notified of it. The message is confirmed at the end, so that it does not wait. */
export async function announceLongText(world: World, from: Party, to: Party, octets: number): Promise<void> {
  world.keep(`text:${LABEL}`, numbered(world.name('text'), octets));
  const answer = await sendText(world, from, toUser(to.user), LABEL);
  world.expect.success(answer);
  keepId(world, LABEL, answer);
  world.cleanUp('confirm the long text', async () => {
    if (to.client.session.sessionId === undefined) return;
    await to.client.request('MessageDelivered', { MessageID: idOf(world, LABEL) });
  });
  await awaitTransaction(world, to, 'MessageNotification', LABEL);
}

export function fetchLongText(world: World, party: Party): Promise<Answer> {
  return fetch(world, party, idOf(world, LABEL));
}

export function longText(world: World): string {
  return world.kept<string>(`text:${LABEL}`);
}

/** Fetches the long text, which has to be announced in segments: what comes later is about them. */
export async function announced(world: World, party: Party): Promise<void> {
  await world.prerequisite('CSP-SEG-001', async () => {
    const answer = await fetchLongText(world, party);
    if (answer.code === 432) {
      world.untestable('an answer in segments', 'the server refuses answers that are too large (432)');
    }
    world.keep('announcement', answer);
    expectAnnounced(world, answer);
  });
}

/** The answer that announced segments, and what it announced. */
export function announcement(world: World): { readonly answer: Answer; readonly segments: AnnouncedSegments } {
  const answer = world.kept<Answer>('announcement');
  return { answer, segments: expectAnnounced(world, answer) };
}

/** SegmentInfo announces two segments at least, and the answer itself is smaller than the text. */
export function expectAnnounced(world: World, answer: Answer): AnnouncedSegments {
  const place = world.place(answer);
  const segments = world.expect.present('SegmentInfo', announcedSegments(answer), place);
  world.expect.that(segments.count >= 2, 'SegmentCount of 2 at least', `SegmentCount ${segments.count}`, place);
  world.expect.that(segments.transactionId !== '', 'a TransactionID in SegmentID', 'none', place);
  const octets = answer.exchange.response?.body.length ?? 0;
  const most = longText(world).length;
  world.expect.that(octets < most, `an answer of less than ${most} octets`, `${octets} octets`, place);
  return segments;
}

/** Asks for one of the segments announced, by its number from 1. */
export function askSegment(world: World, party: Party, number: number): Promise<Answer> {
  const { transactionId: TransactionID, first } = announcement(world).segments;
  const SegmentID = { TransactionID, SegmentReference: first + number - 1 };
  return world.ask(party, { name: 'GetSegment-Request', value: { SegmentID } });
}

/**
 * Fetches all segments and puts them together. How they are encoded is not known (AMB-122): where the first looks like
 * nothing the client understands, nobody can say whether they are whole.
 */
export async function fetchWhole(world: World, party: Party): Promise<WholeAnswer> {
  const { answer, segments } = announcement(world);
  try {
    return await party.client.whole(answer);
  } catch (error) {
    if (!(error instanceof AnswerError && error.fault === 'unreadable')) throw error;
    const first = segments.content ?? (await askSegment(world, party, 1)).as('GetSegment-Response').SegmentContent;
    if (!/^\s*<|^[A-Za-z0-9+/=\s]+$/.test(first)) {
      world.untestable('an encoding of SegmentContent that is known', 'the segments are neither XML nor BASE64');
    }
    throw error;
  }
}
