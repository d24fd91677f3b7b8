/** The session as the client knows it, and the message envelope that follows from it. */

import { statusText } from '../protocol/facts/status-codes.ts';
import type { EnvelopeTransaction, PrimitiveName } from '../protocol/messages/envelope.ts';
import type { Exchange, Tap } from '../transport/types.ts';
import type { Reply } from './answers.ts';
import { AnswerError, HarnessError } from './errors.ts';
import type { SendOptions } from './send-options.ts';
import type { SessionView } from './types.ts';

/** Primitives that travel outside a session. */
const OUTBAND: ReadonlySet<string> = new Set<PrimitiveName>(['Login-Request']);
/** Primitives that travel outside a session when none is open. */
const EITHER: ReadonlySet<string> = new Set<PrimitiveName>(['GetSPInfo-Request']);

export type SessionState = { -readonly [K in keyof SessionView]: SessionView[K] } & {
  /** Clock time of the last poll. */
  polledAt: number | undefined;
  /** The next poll need not wait for the poll minimum. */
  pollNow: boolean;
  /** The answer to the last login, if it opened no session. */
  notOpened: { readonly answer: string; readonly exchange: Exchange } | undefined;
};

/** No session is open. `pollMinimum` in milliseconds. */
export function newSession(pollMinimum: number): SessionState {
  return {
    sessionId: undefined,
    lastSessionId: undefined,
    ended: undefined,
    pollFlag: false,
    cir: undefined,
    keepAliveTime: undefined,
    pollMinimum,
    capabilities: undefined,
    multiTrans: 1,
    cookie: undefined,
    polledAt: undefined,
    pollNow: false,
    notOpened: undefined,
  };
}

/** A session begins. */
export function beginSession(session: SessionState, sessionId: string): void {
  session.sessionId = sessionId;
  session.lastSessionId = sessionId;
  session.ended = undefined;
  session.notOpened = undefined;
}

/** The session is over by the client's own doing. `pollMinimum` in milliseconds. */
export function finishSession(session: SessionState, pollMinimum: number): void {
  session.sessionId = undefined;
  session.pollFlag = false;
  session.pollNow = false;
  session.capabilities = undefined;
  session.pollMinimum = pollMinimum;
  session.multiTrans = 1;
}

/** The server says that the open session is over. */
export function endedByServer(session: SessionState, ended: NonNullable<SessionState['ended']>): void {
  if (session.sessionId === undefined) return;
  session.sessionId = undefined;
  session.ended = ended;
  session.pollFlag = false;
  session.pollNow = false;
}

/** Takes over the flags Poll and CIR of a reply. */
export function noteFlags(session: SessionState, { read, envelope, empty, initiated }: Reply, isPoll: boolean): void {
  // An empty answer says nothing of the flag, except to a poll, where it means that nothing waits.
  if (read === undefined) {
    if (isPoll && empty) session.pollFlag = false;
  } else {
    session.pollFlag = envelope?.poll === true;
    session.cir = envelope?.cir ?? session.cir;
  }
  // A poll that brought nothing has used up its right to be followed by another at once, whatever the flag says.
  session.pollNow = session.pollFlag && !(isPoll && initiated.length === 0);
}

/** SessionType and SessionID of a message; throws where a session is needed and none is open. */
export function descriptorOf(
  transactions: readonly EnvelopeTransaction[],
  send: SendOptions,
  session: SessionState,
  who: { readonly party: string; readonly tap: Tap },
): { readonly sessionType: 'Inband' | 'Outband'; readonly sessionId: string | undefined } {
  const names = transactions.map((t) => t.primitive.name);
  const outside = names.every((n) => OUTBAND.has(n) || (EITHER.has(n) && session.sessionId === undefined));
  const sessionType = send.sessionType ?? (outside ? 'Outband' : 'Inband');
  if (send.sessionId !== undefined) return { sessionType, sessionId: send.sessionId ?? undefined };
  if (sessionType === 'Outband') return { sessionType, sessionId: undefined };
  if (session.sessionId !== undefined) return { sessionType, sessionId: session.sessionId };
  const what = names.join(', ');
  if (session.ended !== undefined) {
    const { by, code, exchange } = session.ended;
    throw new AnswerError(
      'session-ended',
      `${what} cannot be sent: the server ended the session of ${who.party} by ${by} ${statusText(code)} in exchange ${exchange}`,
      who.tap.exchanges[exchange - 1],
      code,
    );
  }
  if (session.notOpened !== undefined) {
    const { answer, exchange } = session.notOpened;
    throw new AnswerError(
      'no-session',
      `${what} cannot be sent: the login of ${who.party} was answered by ${answer} and opened no session`,
      exchange,
    );
  }
  throw new HarnessError(
    `${what} cannot be sent: ${who.party} has no open session. Log in first, or give sessionId (a text, or null for none)`,
  );
}
