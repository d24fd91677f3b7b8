/** The heart of the client: session, inbox, correlation and dispatch put together. */
import type { EnvelopeTransaction, Primitive, PrimitiveName } from '../protocol/messages/envelope.ts';
import type { Document } from '../protocol/syntax/index.ts';
import type { HttpClient } from '../transport/http/client.ts';
import type { Reply } from './answers.ts';
import { type ClientClock, realClock } from './clock.ts';
import { createCorrelation, type OpenRequest } from './correlation.ts';
import { createDispatch } from './dispatch.ts';
import { demandPlainText } from './encode.ts';
import { createInbox, type OwnInbox } from './inbox.ts';
import { noAnswer } from './no-answer.ts';
import { createGate, type Gate } from './open-transactions.ts';
import type { RawOptions, SendOptions } from './send-options.ts';
import { beginSession, finishSession, newSession, type SessionState } from './session-state.ts';
import type { ClientOptions, ClientTimers, Responder } from './types.ts';

export const CLIENT_TIMERS: ClientTimers = { notification: 10_000, transaction: 20_000, pollMinimum: 1_000 };

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
  ask(
    primitives: readonly Primitive[],
    options: SendOptions,
  ): Promise<{ asked: readonly OpenRequest[]; close(): void }>;
  /** Calls back whenever something came from the server; the returned function ends that. */
  onArrival(listener: () => void): () => void;
  /** A session begins. */
  begin(sessionId: string): void;
  /** The session is over by the client's own doing. */
  finish(): void;
  /** Something waits: the next poll need not wait for the poll minimum. */
  nudge(): void;
}

export function createCore(options: ClientOptions, http: HttpClient): Core {
  const party = options.party ?? 'client';
  const timers: ClientTimers = { ...CLIENT_TIMERS, ...options.timers };
  const session = newSession(timers.pollMinimum);
  const inbox = createInbox();
  const gate = createGate(1);
  const correlation = createCorrelation(options.version);
  const responders = new Map<PrimitiveName, Responder>();
  const clock = options.clock ?? realClock;
  const listeners = new Set<() => void>();
  const announce = () => {
    for (const listener of [...listeners]) listener();
  };
  const dispatch = createDispatch({
    options,
    party,
    http,
    clock,
    session,
    correlation,
    inbox,
    gate,
    responders,
    announce,
  });
  let lastId = 0;
  // Plain text has numbers up to 999 for identifiers.
  const freshId = () => {
    lastId += 1;
    return options.syntax === 'pts' ? String(((lastId - 1) % 999) + 1) : `${party}-${lastId}`;
  };

  async function ask(primitives: readonly Primitive[], send: SendOptions) {
    if (options.syntax === 'pts') for (const { name } of primitives) demandPlainText(name, options.version);
    const transactions = primitives.map((primitive, i): EnvelopeTransaction => {
      const given = send.transactionIds?.[i];
      return { mode: 'Request', id: given === undefined ? freshId() : (given ?? undefined), primitive };
    });
    const asked = transactions.map(({ id = '', primitive }): OpenRequest => ({ id, primitive, answers: [] }));
    const exchange = dispatch.message(transactions, send, asked);
    const close = () => correlation.close(asked);
    correlation.open(asked);
    try {
      const reply = await exchange();
      for (const { answers, primitive, id } of asked) if (answers.length === 0) throw noAnswer(primitive, id, reply);
      return { asked, close };
    } catch (error) {
      close();
      throw error;
    }
  }

  return {
    options,
    party,
    http,
    timers,
    clock,
    session,
    inbox,
    gate,
    responders,
    freshId,
    send: (transactions, send) => dispatch.message(transactions, send)(),
    sendDocument: dispatch.document,
    sendRaw: (body, raw) => dispatch.octets(typeof body === 'string' ? new TextEncoder().encode(body) : body, raw),
    ask,
    onArrival(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    begin: (sessionId) => beginSession(session, sessionId),
    finish() {
      finishSession(session, timers.pollMinimum);
      gate.widen(1);
    },
    nudge() {
      session.pollNow = session.sessionId !== undefined;
      announce();
    },
  };
}
