/** One message out and its reply in: sent when there is room, read, its transactions filed and answered. */
import {
  type EnvelopeTransaction,
  type PrimitiveName,
  primitive,
  seal,
  unseal,
} from '../protocol/messages/envelope.ts';
import { resultCode } from '../protocol/messages/result-code.ts';
import type { Document, Syntax } from '../protocol/syntax/index.ts';
import { answerOf, type HttpClient } from '../transport/http/client.ts';
import type { Header } from '../transport/types.ts';
import { answer, type Received, type Reply } from './answers.ts';
import type { ClientClock } from './clock.ts';
import type { Correlation, OpenRequest } from './correlation.ts';
import { demandValid, encode, headersFor } from './encode.ts';
import { AnswerError } from './errors.ts';
import type { Entry, OwnInbox } from './inbox.ts';
import type { Gate } from './open-transactions.ts';
import { answerRead, noteRequest } from './read-messages.ts';
import type { RawOptions, SendOptions } from './send-options.ts';
import { descriptorOf, endedByServer, noteFlags, type SessionState } from './session-state.ts';
import { serverBegins, standardAnswer } from './transaction-kinds.ts';
import type { ClientOptions, Responder } from './types.ts';

/** Answers to the server that may follow each other without a request of ours in between. */
const LONGEST_CHAIN = 200;

/** Codes that end the session. */
const SESSION_OVER: ReadonlySet<number> = new Set([600, 601, 604]);

/** A message ready to be sent. */
interface Outgoing {
  readonly headers: readonly Header[];
  readonly body: Uint8Array;
  readonly options: Pick<SendOptions, 'http' | 'unqueued' | 'respond'>;
  readonly raw?: Pick<RawOptions, 'method' | 'url' | 'request'>;
  /** The content that the body was written from: a valid document, in the usual way and to be sent whole. */
  readonly writtenFrom?: { readonly document: Document; readonly syntax: Syntax } | undefined;
  /** The message belongs to the open session, so that refusals of the session are believed. */
  readonly ours: boolean;
  readonly isPoll: boolean;
  /** The requests it holds, as far as somebody waits for their answers. */
  readonly asked?: readonly OpenRequest[];
}

/** Parts of a client that dispatching needs. */
export interface DispatchParts {
  readonly options: ClientOptions;
  readonly party: string;
  readonly http: HttpClient;
  readonly clock: ClientClock;
  readonly session: SessionState;
  readonly correlation: Correlation;
  readonly inbox: OwnInbox;
  readonly gate: Gate;
  readonly responders: ReadonlyMap<PrimitiveName, Responder>;
  /** Called after each exchange, whatever came of it. */
  readonly announce: () => void;
}

export interface Dispatch {
  /**
   * A message of transactions in the session of the client, or in the one the options name; what is given back sends it.
   * Throws for a message that cannot be sent. `asked` are requests that somebody waits for.
   */
  message(
    transactions: readonly EnvelopeTransaction[],
    options: SendOptions,
    asked?: readonly OpenRequest[],
  ): () => Promise<Reply>;
  document(document: Document, options: SendOptions): Promise<Reply>;
  octets(body: Uint8Array, options: RawOptions): Promise<Reply>;
}

export function createDispatch(parts: DispatchParts): Dispatch {
  const { options, party, http, session } = parts;

  function prepare(document: Document, send: SendOptions): Omit<Outgoing, 'ours' | 'isPoll'> {
    const syntax = send.syntax ?? options.syntax;
    const writing = send.writing ?? options.writing;
    // Without a form in the syntax it is no fault of ours; so the octets come before the content model.
    const body = encode(document, syntax, writing);
    const flawless = send.unchecked !== true && demandValid(document, syntax);
    return {
      headers: headersFor(document.version, syntax, send),
      body,
      options: send,
      writtenFrom: flawless && writing === undefined && send.http === undefined ? { document, syntax } : undefined,
    };
  }

  function outgoing(transactions: readonly EnvelopeTransaction[], send: SendOptions, isPoll: boolean): Outgoing {
    const version = send.version ?? options.version;
    const descriptor = descriptorOf(transactions, send, session, { party, tap: http.tap });
    const document = seal({ version, ...descriptor, transactions });
    const ours =
      descriptor.sessionId !== undefined && descriptor.sessionId === session.sessionId && send.version === undefined;
    return { ours, isPoll, ...prepare(document, send) };
  }

  async function exchange(message: Outgoing): Promise<Reply> {
    const { raw, writtenFrom } = message;
    const done = await http.exchange(
      {
        method: raw?.method ?? 'POST',
        url: raw?.url ?? options.url,
        headers: message.headers,
        body: message.body,
        ...(raw?.request !== undefined && { raw: raw.request }),
      },
      { timers: options.timers, ...message.options.http, party },
    );
    if (writtenFrom !== undefined) noteRequest(done, writtenFrom.document, writtenFrom.syntax);
    const response = answerOf(done);
    if (done.answeredAt !== undefined) options.patience?.answered(done.answeredAt - done.sentAt);
    const read = answerRead(done, options.version, options.syntax);
    const envelope = read?.document === undefined ? undefined : unseal(read.document);
    const initiated: Received[] = [];
    const transactions = envelope?.transactions ?? [];
    const empty = response.status === 200 && response.body.length === 0;
    const reply: Reply = { exchange: done, response, read, envelope, transactions, initiated, empty };
    for (const transaction of transactions) {
      const entry = fileTransaction(parts, transaction, reply, message);
      if (entry !== undefined) initiated.push(entry);
    }
    noteFlags(session, reply, message.isPoll);
    return reply;
  }

  /** Answers what the server began in a reply, and what it begins in the replies to that. */
  async function respondTo(reply: Reply): Promise<void> {
    const waiting: Entry[] = [...reply.initiated];
    for (let count = 0; ; count++) {
      const entry = waiting.shift();
      if (entry === undefined) return;
      if (!entry.expected) continue;
      const chosen = parts.responders.get(entry.name)?.(entry);
      const response = chosen === undefined ? standardAnswer(primitive(entry.name, entry.value)) : chosen;
      if (response === null || session.sessionId === undefined) continue;
      if (count >= LONGEST_CHAIN) {
        throw new AnswerError(
          'endless',
          `the server began ${count} transactions in a row, one in each answer to the last`,
          entry.exchange,
        );
      }
      const answering = [{ mode: 'Response', id: entry.transaction.id, primitive: response }] as const;
      const next = await exchange(outgoing(answering, { unchecked: chosen !== undefined }, false));
      entry.answered = { primitive: response, reply: next };
      waiting.push(...next.initiated);
    }
  }

  async function dispatch(message: Outgoing): Promise<Reply> {
    const entering = message.options.unqueued === true ? undefined : parts.gate.enter();
    const leave = entering instanceof Promise ? await entering : entering;
    try {
      if (message.isPoll) session.polledAt = parts.clock.now();
      const reply = await exchange(message);
      if (reply.initiated.length > 0 && message.options.respond !== false) await respondTo(reply);
      return reply;
    } finally {
      leave?.();
      parts.announce();
    }
  }

  return {
    message(transactions, send, asked) {
      const isPoll = asked === undefined && transactions.some((t) => t.primitive.name === 'Polling-Request');
      const message = outgoing(transactions, send, isPoll);
      return () => dispatch(asked === undefined ? message : { ...message, asked });
    },
    document: (document, send) => dispatch({ ours: false, isPoll: false, ...prepare(document, send) }),
    octets(body, raw) {
      const headers = headersFor(options.version, options.syntax, raw);
      return dispatch({ headers, body, options: raw, raw, ours: false, isPoll: false });
    },
  };
}

/** Gives an answer to its request; what the server began is returned, and goes into the inbox unless it is set aside. */
function fileTransaction(
  { options, session, correlation, inbox }: DispatchParts,
  transaction: EnvelopeTransaction,
  reply: Reply,
  { asked: requests = [], ours }: Outgoing,
): Received | undefined {
  const { primitive: came } = transaction;
  const code = resultCode(came);
  const asked = correlation.requestOf(transaction, requests, reply.transactions.length === 1);
  const ends = came.name === 'Disconnect' || (code !== undefined && SESSION_OVER.has(code));
  if (ours && ends && asked?.primitive.name !== 'Logout-Request') {
    endedByServer(session, { code: code ?? 601, by: came.name, exchange: reply.exchange.number });
  }
  if (asked !== undefined) {
    asked.answers.push(answer(asked.primitive, transaction, reply));
    return undefined;
  }
  const expected = serverBegins(transaction);
  // Some servers answer an idle poll, or the client's own answer, by Status: no transaction of theirs.
  if (!expected && came.name === 'Status') return undefined;
  const entry: Entry = {
    name: came.name,
    value: came.value,
    transaction,
    exchange: reply.exchange,
    read: reply.read,
    expected,
    taken: false,
    answered: undefined,
  };
  if (options.setAside?.(came) === true) return entry;
  inbox.add(entry);
  options.patience?.arrived(entry.name);
  return entry;
}
