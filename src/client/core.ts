/** The heart of the client: messages out and in, transactions matched, the server's transactions filed and answered. */
import type { EnvelopeTransaction, Primitive, PrimitiveName } from '../protocol/messages/envelope.ts';
import { seal, unseal } from '../protocol/messages/envelope.ts';
import { resultCode } from '../protocol/messages/result-code.ts';
import type { Document, ReadResult, Syntax } from '../protocol/syntax/index.ts';
import { answerOf, type HttpClient } from '../transport/http/client.ts';
import type { HttpTimers } from '../transport/http/connection.ts';
import type { Header } from '../transport/types.ts';
import type { Received } from './answers.ts';
import { type Answer, answer, type Reply } from './answers.ts';
import { type ClientClock, realClock } from './clock.ts';
import { demandValid, encode, headersFor } from './encode.ts';
import { AnswerError } from './errors.ts';
import { createInbox, type Entry, type OwnInbox } from './inbox.ts';
import { noAnswer } from './no-answer.ts';
import { createGate, type Gate } from './open-transactions.ts';
import { answerRead, noteRequest } from './read-messages.ts';
import type { RawOptions, SendOptions } from './send-options.ts';
import { descriptorOf, newSession, type SessionState } from './session-state.ts';
import { answers, mustMean, sameId, serverBegins, standardAnswer } from './transaction-kinds.ts';
import type { ClientOptions, ClientTimers, Responder } from './types.ts';

export const CLIENT_TIMERS: ClientTimers = { notification: 10_000, transaction: 20_000, pollMinimum: 1_000 };

/** Answers to the server that may follow each other without a request of ours in between. */
const LONGEST_CHAIN = 200;

/** Codes that end the session. */
const ENDS: ReadonlySet<number> = new Set([600, 601, 604]);

interface OpenRequest {
  readonly id: string;
  readonly primitive: Primitive;
  /** Provisional and final answers, in order. */
  readonly answers: Answer[];
}

export interface Core {
  readonly options: ClientOptions;
  readonly party: string;
  readonly http: HttpClient;
  readonly timers: ClientTimers;
  readonly clock: ClientClock;
  readonly session: SessionState;
  readonly inbox: OwnInbox;
  readonly gate: Gate;
  readonly responders: Map<PrimitiveName, Responder>;
  freshId(): string;
  send(transactions: readonly EnvelopeTransaction[], options: SendOptions): Promise<Reply>;
  sendDocument(document: Document, options: SendOptions): Promise<Reply>;
  sendRaw(body: Uint8Array | string, options: RawOptions): Promise<Reply>;
  /** Sends requests in one message; the answers may still be provisional. */
  ask(primitives: readonly Primitive[], options: SendOptions): Promise<{ asked: OpenRequest[]; close(): void }>;
  /** Calls back whenever something came from the server; the returned function ends that. */
  onArrival(listener: () => void): () => void;
  /** A session begins. */
  begin(sessionId: string): void;
  /** The session is over by the client's own doing. */
  finish(): void;
  /** Something waits: the next poll need not wait for the poll minimum. */
  nudge(): void;
}

interface Dispatch {
  readonly headers: readonly Header[];
  readonly body: Uint8Array;
  readonly options: Pick<SendOptions, 'http' | 'unqueued' | 'respond'>;
  readonly raw?: Pick<RawOptions, 'method' | 'url' | 'request'>;
  /** What the body was written from: a valid document, in the usual way and to be sent whole. */
  readonly writtenFrom?: { readonly document: Document; readonly syntax: Syntax } | undefined;
  /** The message belongs to the open session, so that refusals of the session are believed. */
  readonly ours: boolean;
  readonly isPoll: boolean;
  /** The requests it holds, as far as somebody waits for their answers. */
  readonly asked?: readonly OpenRequest[];
}

export function createCore(options: ClientOptions, http: HttpClient): Core {
  const party = options.party ?? 'client';
  const timers: ClientTimers = { ...CLIENT_TIMERS, ...options.timers };
  const httpTimers: Partial<HttpTimers> | undefined = options.timers;
  const session = newSession(timers.pollMinimum);
  const inbox = createInbox();
  const gate = createGate(1);
  const open = new Map<string, OpenRequest>();
  const responders = new Map<PrimitiveName, Responder>();
  const listeners = new Set<() => void>();
  let lastId = 0;

  const clock = options.clock ?? realClock;

  function end(code: number, by: PrimitiveName, exchange: number): void {
    if (session.sessionId === undefined) return;
    session.sessionId = undefined;
    session.ended = { code, by, exchange };
    session.pollFlag = false;
    session.pollNow = false;
  }

  /**
   * The request of a message that a transaction of the reply can only be meant for, though it does not bear its
   * TransactionID: it bears that in other letters, or none where one request and one transaction are left.
   */
  function meantFor(transaction: EnvelopeTransaction, reply: Reply, { asked = [] }: Dispatch): OpenRequest | undefined {
    const { id = '' } = transaction;
    const alone = asked.length === 1 && reply.transactions.length === 1;
    return asked.find(({ id: given, primitive, answers: had }) => {
      if (had.length > 0) return false;
      if (id === '') return alone && mustMean(primitive.name, transaction, options.version);
      return sameId(id, given) && answers(primitive.name, transaction, options.version);
    });
  }

  function fileTransaction(transaction: EnvelopeTransaction, reply: Reply, dispatch: Dispatch): Received | undefined {
    const { primitive, id } = transaction;
    const code = resultCode(primitive);
    const candidate = id === undefined ? undefined : open.get(id);
    const asked =
      candidate !== undefined && answers(candidate.primitive.name, transaction, options.version)
        ? candidate
        : meantFor(transaction, reply, dispatch);
    const ends = primitive.name === 'Disconnect' || (code !== undefined && ENDS.has(code));
    if (dispatch.ours && ends && asked?.primitive.name !== 'Logout-Request') {
      end(code ?? 601, primitive.name, reply.exchange.number);
    }
    if (asked !== undefined) {
      asked.answers.push(answer(asked.primitive, transaction, reply));
      return undefined;
    }
    const expected = serverBegins(transaction);
    // Some servers answer an idle poll, or the client's own answer, by Status: no transaction of theirs.
    if (!expected && primitive.name === 'Status') return undefined;
    const entry: Entry = {
      name: primitive.name,
      value: primitive.value,
      transaction,
      exchange: reply.exchange,
      read: reply.read,
      expected,
      taken: false,
      answered: undefined,
    };
    if (options.setAside?.(primitive) === true) return entry;
    inbox.add(entry);
    options.patience?.arrived(entry.name);
    return entry;
  }

  function noteFlags(read: ReadResult | undefined, reply: Reply, dispatch: Dispatch): void {
    // An empty answer says nothing of the flag, except to a poll, where it means that nothing waits.
    if (read === undefined) {
      if (dispatch.isPoll && reply.empty) session.pollFlag = false;
    } else {
      session.pollFlag = reply.envelope?.poll === true;
      session.cir = reply.envelope?.cir ?? session.cir;
    }
    // A poll that brought nothing has used up its right to be followed by another at once, whatever the flag says.
    session.pollNow = session.pollFlag && !(dispatch.isPoll && reply.initiated.length === 0);
  }

  async function exchange(dispatch: Dispatch): Promise<Reply> {
    const { raw } = dispatch;
    const done = await http.exchange(
      {
        method: raw?.method ?? 'POST',
        url: raw?.url ?? options.url,
        headers: dispatch.headers,
        body: dispatch.body,
        ...(raw?.request !== undefined && { raw: raw.request }),
      },
      { timers: httpTimers, ...dispatch.options.http, party },
    );
    const { writtenFrom } = dispatch;
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
      const entry = fileTransaction(transaction, reply, dispatch);
      if (entry !== undefined) initiated.push(entry);
    }
    noteFlags(read, reply, dispatch);
    return reply;
  }

  /** Answers what the server began in a reply, and what it begins in the replies to that. */
  async function respondTo(reply: Reply): Promise<void> {
    const waiting = [...reply.initiated] as Entry[];
    for (let count = 0; ; count++) {
      const entry = waiting.shift();
      if (entry === undefined) return;
      if (!entry.expected) continue;
      const chosen = responders.get(entry.name)?.(entry);
      const primitive =
        chosen === undefined ? standardAnswer({ name: entry.name, value: entry.value } as Primitive) : chosen;
      if (primitive === null || session.sessionId === undefined) continue;
      if (count >= LONGEST_CHAIN) {
        throw new AnswerError(
          'endless',
          `the server began ${count} transactions in a row, one in each answer to the last`,
          entry.exchange,
        );
      }
      const next = await exchange(
        message(
          [{ mode: 'Response', id: entry.transaction.id, primitive }],
          { unchecked: chosen !== undefined },
          false,
        ),
      );
      entry.answered = { primitive, reply: next };
      waiting.push(...(next.initiated as Entry[]));
    }
  }

  function announce(): void {
    for (const listener of [...listeners]) listener();
  }

  async function dispatchNow(dispatch: Dispatch): Promise<Reply> {
    const entering = dispatch.options.unqueued === true ? undefined : gate.enter();
    const leave = entering instanceof Promise ? await entering : entering;
    try {
      if (dispatch.isPoll) session.polledAt = clock.now();
      const reply = await exchange(dispatch);
      if (reply.initiated.length > 0 && dispatch.options.respond !== false) await respondTo(reply);
      return reply;
    } finally {
      leave?.();
      announce();
    }
  }

  function message(transactions: readonly EnvelopeTransaction[], send: SendOptions, isPoll: boolean): Dispatch {
    const version = send.version ?? options.version;
    const descriptor = descriptorOf(transactions, send, session, { party, tap: http.tap });
    const document = seal({ version, ...descriptor, transactions });
    const ours =
      descriptor.sessionId !== undefined && descriptor.sessionId === session.sessionId && send.version === undefined;
    return { ours, isPoll, ...prepare(document, send) };
  }

  function prepare(
    document: Document,
    send: SendOptions,
  ): Pick<Dispatch, 'headers' | 'body' | 'options' | 'writtenFrom'> {
    const flawless = send.unchecked !== true && demandValid(document);
    const syntax = send.syntax ?? options.syntax;
    const writing = send.writing ?? options.writing;
    return {
      headers: headersFor(document.version, syntax, send),
      body: encode(document, syntax, writing),
      options: send,
      writtenFrom: flawless && writing === undefined && send.http === undefined ? { document, syntax } : undefined,
    };
  }

  const core: Core = {
    options,
    party,
    http,
    timers,
    clock,
    session,
    inbox,
    gate,
    responders,
    freshId: () => `${party}-${++lastId}`,

    send(transactions, send) {
      const isPoll = transactions.some((t) => t.primitive.name === 'Polling-Request');
      return dispatchNow(message(transactions, send, isPoll));
    },

    sendDocument: (document, send) => dispatchNow({ ours: false, isPoll: false, ...prepare(document, send) }),

    sendRaw(body, raw) {
      const octets = typeof body === 'string' ? new TextEncoder().encode(body) : body;
      const headers = headersFor(options.version, options.syntax, raw);
      return dispatchNow({ headers, body: octets, options: raw, raw, ours: false, isPoll: false });
    },

    async ask(primitives, send) {
      const asked: OpenRequest[] = [];
      const ids: string[] = [];
      const transactions = primitives.map((primitive, i): EnvelopeTransaction => {
        const given = send.transactionIds?.[i];
        const id = given === undefined ? core.freshId() : (given ?? undefined);
        const request: OpenRequest = { id: id ?? '', primitive, answers: [] };
        asked.push(request);
        ids.push(id ?? '');
        return { mode: 'Request', id, primitive };
      });
      const dispatch = { ...message(transactions, send, false), asked };
      const close = () => {
        for (const [i, id] of ids.entries()) if (open.get(id) === asked[i]) open.delete(id);
      };
      for (const [i, id] of ids.entries()) {
        const request = asked[i];
        if (request !== undefined) open.set(id, request);
      }
      try {
        const reply = await dispatchNow(dispatch);
        for (const [i, request] of asked.entries()) {
          if (request.answers.length === 0) throw noAnswer(request.primitive, ids[i] ?? '', reply);
        }
        return { asked, close };
      } catch (error) {
        close();
        throw error;
      }
    },

    onArrival(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },

    begin(sessionId) {
      session.sessionId = sessionId;
      session.lastSessionId = sessionId;
      session.ended = undefined;
      session.notOpened = undefined;
    },

    finish() {
      session.sessionId = undefined;
      session.pollFlag = false;
      session.pollNow = false;
      session.capabilities = undefined;
      session.pollMinimum = timers.pollMinimum;
      session.multiTrans = 1;
      gate.widen(1);
    },

    nudge() {
      session.pollNow = session.sessionId !== undefined;
      announce();
    },
  };
  return core;
}
