/**
 * The answer message: answers first, then waiting transactions if the client polled, never more than was agreed, never
 * larger than the client can parse (csp semantics, Server-initiated transactions; CSP-SES-021, 022, 025).
 */

import type { Document } from '../../protocol/messages/document.ts';
import { type Envelope, type Primitive, seal } from '../../protocol/messages/envelope.ts';
import { status } from '../results.ts';
import { cut, segmentInfo, segmentPrimitive } from '../sessions/segments.ts';
import type { SessionRecord } from '../sessions/sessions.ts';
import type { Incoming } from './call.ts';
import type { Core } from './core.ts';
import { type AnswerEntry, answerEntry, type Outcomes } from './dispatch.ts';

/** Transaction identifiers in plain text are numbers up to this one. */
const MOST_NUMBER = 999;

/** Octets of a document in the syntax of the client. */
export type Encode = (document: Document, session: SessionRecord | undefined) => Uint8Array;

/** The octets of the answer, or undefined for an empty one. */
export function deliver(core: Core, incoming: Incoming, outcomes: Outcomes, encode: Encode): Uint8Array | undefined {
  const session = outcomes.session?.alive === true ? outcomes.session : undefined;
  if (session !== undefined) session.called = false;
  let entries = gather(core, incoming, outcomes, session);
  if (entries.length === 0) {
    if (outcomes.polled === undefined || core.profile.polling.idleAnswer === 'empty') return undefined;
    entries = [answerEntry(outcomes.polled.id, status(200))];
  }
  const limit = session === undefined ? undefined : core.rules.messageSize(session);
  for (;;) {
    const octets = encode(seal(envelopeOf(core, incoming, outcomes, session, entries)), session);
    if (limit === undefined || octets.length <= limit || session === undefined) return octets;
    const smaller = reduce(
      core,
      session,
      entries,
      limit,
      (some) => encode(seal(envelopeOf(core, incoming, outcomes, session, some)), session).length,
    );
    if (smaller === undefined) return octets;
    // A transaction the client cannot parse is gone; the next one that waits may fit.
    if (smaller.length === 0) return deliver(core, incoming, { ...outcomes, answers: [] }, encode);
    entries = smaller;
  }
}

/** The transactions that go out: answers as far as there is room, then waiting ones. */
function gather(
  core: Core,
  { plain = false }: Incoming,
  outcomes: Outcomes,
  session: SessionRecord | undefined,
): readonly AnswerEntry[] {
  const { answers } = outcomes;
  if (session === undefined) return answers;
  // A message in plain text holds one transaction.
  const room = plain ? 1 : core.rules.perMessage(session);
  if (answers.length > room) {
    // A client that keeps sending more than it agreed to take, and never polls, loses answers in the end.
    const free = Math.max(0, core.profile.limits.waiting - session.outbox.waiting());
    core.rules.keepForLater(session, answers.slice(room, room + free));
    return answers.slice(0, room);
  }
  const invited = outcomes.polled !== undefined && core.rules.servesPoll(session, core.clock.now());
  if (outcomes.polled !== undefined) session.lastPoll = core.clock.now();
  if (!invited && !(outcomes.answeredOnly && core.profile.polling.afterAnswers)) return answers;
  const most = Math.min(room - answers.length, core.rules.requestsPerMessage(session));
  const { attempts, repeatAfter } = core.profile.polling;
  const repetition = { now: core.clock.now(), pause: repeatAfter * 1_000, attempts };
  const taken = session.outbox.take(most, core.rules.openRequests(session), repetition);
  const numbered = plain ? taken.map((entry) => session.outbox.number(entry, MOST_NUMBER)) : taken;
  return numbered.length === 0 ? answers : [...answers, ...numbered];
}

function envelopeOf(
  core: Core,
  incoming: Incoming,
  outcomes: Outcomes,
  session: SessionRecord | undefined,
  entries: readonly AnswerEntry[],
): Envelope {
  const poll = session === undefined ? undefined : core.rules.pollFlag(session);
  if (session !== undefined) {
    session.pollInvited = poll === true;
    if (poll === true) session.untold = false;
  }
  const inBand = incoming.sessionId !== undefined;
  return {
    version: outcomes.version,
    sessionType: inBand ? 'Inband' : 'Outband',
    sessionId: incoming.sessionId,
    transactions: entries,
    poll,
    cir: session?.cir,
  };
}

/** A smaller message: fewer transactions; the last one in segments, or replaced by 432. Undefined: it must do. */
function reduce(
  core: Core,
  session: SessionRecord,
  entries: readonly AnswerEntry[],
  limit: number,
  sizeOf: (entries: readonly AnswerEntry[]) => number,
): readonly AnswerEntry[] | undefined {
  if (entries.length > 1) {
    const keep = Math.ceil(entries.length / 2);
    core.rules.keepForLater(session, entries.slice(keep));
    return entries.slice(0, keep);
  }
  const [only] = entries;
  if (only === undefined || only.primitive.name === 'Status') return undefined;
  if (only.mode === 'Request') {
    session.outbox.answered(only.id);
    only.onOutcome?.({ kind: 'lost', why: 'too-large' });
    return [];
  }
  const segmented = session.agreed('SGMNT') && only.segmentInfo === undefined;
  return [
    (segmented ? inSegments(session, only, limit, sizeOf) : undefined) ?? answerEntry(only.id, tooLarge(session)),
  ];
}

/** Shorter segments than this are not worth a transaction each. */
const SHORTEST_SEGMENT = 64;

function inSegments(
  session: SessionRecord,
  { id, primitive }: AnswerEntry,
  limit: number,
  sizeOf: (entries: readonly AnswerEntry[]) => number,
): AnswerEntry | undefined {
  if (session.version !== '1.3' || primitive.name === 'GetSegment-Response') return undefined;
  const piece = (content: string, count: number): AnswerEntry => ({
    ...answerEntry(id, segmentPrimitive(content)),
    segmentInfo: segmentInfo(id, count),
  });
  // The largest count is the longest to write; a few octets more for lengths that binary forms write before text.
  const room = limit - sizeOf([piece('', 0xffffffff)]) - 8;
  if (room < SHORTEST_SEGMENT) return undefined;
  const pieces = cut(primitive, room);
  return session.segments.put(id, pieces) ? piece(pieces[0] ?? '', pieces.length) : undefined;
}

/** 432 exists from 1.2 on. */
function tooLarge(session: SessionRecord): Primitive {
  const code = session.version === '1.1' ? 500 : 432;
  return status(code, [], 'the answer is larger than ParserSize');
}
