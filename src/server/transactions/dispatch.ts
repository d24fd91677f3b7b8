/**
 * Carrying out a message: every transaction passes the checks and gets its answer under its own TransactionID; answers
 * of the client are matched with what the server had asked (csp semantics, General processing).
 */

import { primitiveFacts } from '../../protocol/facts/primitives.ts';
import type { EnvelopeTransaction, Primitive } from '../../protocol/messages/envelope.ts';
import { primitive } from '../../protocol/messages/envelope.ts';
import type { Version } from '../../protocol/version.ts';
import { Refusal } from '../element.ts';
import { status } from '../results.ts';
import type { OutboxEntry } from '../sessions/outbox.ts';
import { fingerprint } from '../sessions/replies.ts';
import type { SessionRecord } from '../sessions/sessions.ts';
import type { Call, Held, Incoming, IncomingTransaction } from './call.ts';
import { isMislabelled } from './checks.ts';
import type { Core } from './core.ts';

/** A transaction of the answer. */
export interface AnswerEntry extends OutboxEntry {
  /** Says that the primitive is the first of several segments (1.3). */
  readonly segmentInfo?: EnvelopeTransaction['segmentInfo'];
  /** Its final form may still come. */
  readonly held?: Held | undefined;
}

/** The outcome of a message. */
export interface Outcomes {
  readonly version: Version;
  /** The session the message belongs to, or that it opened; it may be over by now. */
  readonly session: SessionRecord | undefined;
  readonly answers: readonly AnswerEntry[];
  /** The client polled: waiting transactions may go out, under the id of the poll if there is none. */
  readonly polled: { readonly id: string } | undefined;
  /** The client answered server-initiated transactions, and did nothing else. */
  readonly answeredOnly: boolean;
  /** Answers to be remembered once they are known to be small enough. */
  readonly remember: readonly { readonly id: string; readonly print: number; readonly answer: Primitive }[];
}

export function answerEntry(id: string, primitive: Primitive): AnswerEntry {
  return { id, mode: 'Response', primitive, onOutcome: undefined, replaces: undefined, handedOut: 1 };
}

/** The session of a message, if it still lives; one whose time ran out ends here at the latest. */
function liveSession(core: Core, id: string | undefined): SessionRecord | undefined {
  if (id === undefined) return undefined;
  const session = core.sessions.get(id);
  if (session === undefined || core.clock.now() < core.rules.deadline(session)) return session;
  core.sessions.close(session, 'expired');
  return undefined;
}

/**
 * Carries out a message. `octets` are those of the message, for recognizing repeated requests; `fallback` is the
 * version to answer in when neither the message nor its session tells one.
 */
export function carryOut(core: Core, incoming: Incoming, octets: Uint8Array, fallback: Version): Outcomes {
  const named = liveSession(core, incoming.sessionId);
  if (named !== undefined && incoming.from !== undefined) named.address = incoming.from;
  const version = incoming.version ?? named?.version ?? fallback;
  if (named !== undefined) named.plain = incoming.plain === true;
  let opened: SessionRecord | undefined;
  const answers: AnswerEntry[] = [];
  const remember: { id: string; print: number; answer: Primitive }[] = [];
  let polled: { id: string } | undefined;
  let requests = 0;
  let print: number | undefined;

  for (const [index, transaction] of incoming.transactions.entries()) {
    const id = transaction.id ?? '';
    if (index >= core.profile.limits.transactions) {
      if (transaction.mode === 'Request')
        answers.push(answerEntry(id, status(503, [], 'too many transactions at once')));
      continue;
    }
    if (isAnswer(core, transaction, named)) {
      if (named?.alive === true) takeAnswer(core, named, transaction);
      continue;
    }
    requests += 1;
    const call = createCall(core, incoming, transaction, version, named?.alive === true ? named : undefined);
    if (transaction.name === 'Polling-Request') {
      const answer = poll(core, call);
      if (answer === undefined) polled = { id };
      else answers.push(answer);
      continue;
    }
    print ??= named === undefined ? 0 : fingerprint(octets);
    const known = named?.alive === true ? core.rules.recall(named, id, print, core.clock.now()) : undefined;
    const answer = known ?? perform(core, call);
    if (named !== undefined && known === undefined && id !== '' && id.length <= core.profile.limits.identifier)
      remember.push({ id, print, answer });
    if (known !== undefined) heard(core, named, transaction.name);
    if (call.session !== named) opened = call.session;
    answers.push(call.held === undefined ? answerEntry(id, answer) : { ...answerEntry(id, answer), held: call.held });
  }
  return { version, session: opened ?? named, answers, polled, answeredOnly: requests === 0, remember };
}

function createCall(
  core: Core,
  incoming: Incoming,
  transaction: IncomingTransaction,
  version: Version,
  session: SessionRecord | undefined,
): Call {
  const transactionId = transaction.id ?? '';
  const call: Call = {
    version,
    transactionId,
    name: transaction.name,
    incoming,
    transaction,
    leftOut: transaction.leftOut,
    session,
    later: (late = 'queue') => {
      const held: Held = { answer: undefined, released: false, settled() {} };
      call.held = held;
      return (answer) => {
        const primitive = typeof answer === 'number' ? status(answer) : answer;
        if (!held.released) {
          held.answer = primitive;
          held.settled();
          return true;
        }
        const target = call.session;
        if (late === 'drop' || target?.alive !== true) return false;
        target.outbox.put({ ...answerEntry(transactionId, primitive), handedOut: 0 });
        core.waiting(target);
        return true;
      };
    },
  };
  return call;
}

/** Outcomes with the final answers that have come so far; those still to come are late. */
export function released(outcomes: Outcomes): Outcomes {
  if (outcomes.answers.every(({ held }) => held === undefined)) return outcomes;
  const final = new Map<string, Primitive>();
  const answers = outcomes.answers.map((entry): AnswerEntry => {
    const { held } = entry;
    if (held === undefined) return entry;
    held.released = true;
    if (held.answer === undefined) return entry;
    final.set(entry.id, held.answer);
    return { ...entry, primitive: held.answer };
  });
  const remember = outcomes.remember.map((one) => ({ ...one, answer: final.get(one.id) ?? one.answer }));
  return { ...outcomes, answers, remember };
}

/** Resolves when all final answers have come, or after `ms` of the clock. */
export function awaited({ answers }: Outcomes, core: Core, ms: number): Promise<void> | undefined {
  const open = answers.flatMap(({ held }) => (held === undefined || held.answer !== undefined ? [] : [held]));
  if (open.length === 0) return undefined;
  return new Promise((resolve) => {
    let left = open.length;
    const stop = core.clock.after(ms, resolve);
    for (const held of open) {
      held.settled = () => {
        left -= 1;
        if (left > 0) return;
        stop();
        resolve();
      };
    }
  });
}

/**
 * Is this the client's answer to something? Some clients send primitives that sound like answers in mode Response
 * although they open a transaction (AMB-021): the TransactionID decides, then the primitive.
 */
function isAnswer(core: Core, transaction: IncomingTransaction, session: SessionRecord | undefined): boolean {
  if (transaction.mode === 'Request') return transaction.name === 'Status';
  const { id = '', name } = transaction;
  if (session?.outbox.isOpen(id) === true || session?.outbox.wasAnswered(id, name) === true) return true;
  const facts = primitiveFacts(transaction.name);
  const opens = facts?.role === 'request' || transaction.name === 'MessageDelivered';
  return !opens || !core.routes.has(transaction.name);
}

function takeAnswer(core: Core, session: SessionRecord, transaction: IncomingTransaction): void {
  heard(core, session, transaction.name);
  const entry = session.outbox.answered(transaction.id ?? '');
  if (entry === undefined || transaction.primitive === undefined) return;
  session.outbox.remember(entry.id, transaction.name);
  entry.onOutcome?.({ kind: 'answered', primitive: transaction.primitive });
}

/** Being heard at all keeps the session alive, whatever becomes of the request. */
function heard(core: Core, session: SessionRecord | undefined, primitive: string): void {
  if (session !== undefined && core.rules.restartsTimer(primitive)) core.sessions.heard(session);
}

/** The code of the first check that objects. */
function objection(core: Core, call: Call): number | undefined {
  for (const { check } of core.rules.checks) {
    const code = check(call, core);
    if (code !== undefined) return code;
  }
  return undefined;
}

/** A poll in a session that the server ended is told so, once; undefined where it is in order. */
function poll(core: Core, call: Call): AnswerEntry | undefined {
  const { sessionId } = call.incoming;
  for (const { name, check } of core.rules.checks) {
    // A poll has no handler and needs no TransactionID.
    if (name !== 'version' && name !== 'session') continue;
    const code = check(call, core);
    if (code === undefined) continue;
    const ended = name === 'session' && sessionId !== undefined ? core.sessions.ended(sessionId) : undefined;
    if (ended === undefined || ended.announced || code === 604) return answerEntry(call.transactionId, status(code));
    ended.announced = true;
    const disconnect = primitive('Disconnect', status(code).value);
    return { ...answerEntry(core.newId('t'), disconnect), mode: 'Request' };
  }
  heard(core, call.session, call.name);
  return undefined;
}

function perform(core: Core, call: Call): Primitive {
  heard(core, call.session, call.name);
  const code = objection(core, call);
  if (code !== undefined) return status(code, [], faultsOf(call, code));
  const handler = core.routes.get(call.name);
  const { primitive } = call.transaction;
  if (handler === undefined || primitive === undefined) return status(core.profile.notImplementedCode);
  try {
    const answer = handler(primitive.value, call);
    return typeof answer === 'number' ? status(answer) : answer;
  } catch (error) {
    if (error instanceof Refusal) return status(error.code, error.details, error.description);
    core.fault(error, call.name);
    return status(500);
  }
}

/** The fault of the structure, for people; programs go by the code. */
function faultsOf(call: Call, code: number): string | undefined {
  const fault = code === 400 || code === 402 ? call.transaction.faults[0] : undefined;
  if (fault !== undefined) return fault.message.slice(0, 200);
  if (code !== 400) return undefined;
  if (isMislabelled(call.transaction)) return `${call.name} begins a transaction and goes in mode Request`;
  return call.transactionId === '' ? 'a request needs a TransactionID' : undefined;
}
