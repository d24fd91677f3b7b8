/** Failures of requests of the simulated client, apart from those of the transport (see `TransportError`). */
import type { Exchange } from '../transport/types.ts';

/** A fault of the suite itself: a scenario or step asked for what cannot be done, or we made a bad message. */
export class HarnessError extends Error {
  override readonly name = 'HarnessError';
}

/** Why there is no answer to a request, although the exchange as such worked. */
export type AnswerFault =
  /** The HTTP status is not 200. */
  | 'http-status'
  /** HTTP 200 without a body. */
  | 'empty'
  /** The body cannot be read as a CSP message. */
  | 'unreadable'
  /** No transaction of the message bears the TransactionID of the request. */
  | 'no-transaction'
  /** The answer is another primitive than the one asked for. */
  | 'unexpected-primitive'
  /** The answer is a refusal where the caller needs success. */
  | 'refused'
  /** The server keeps handing out transactions without end. */
  | 'endless'
  /** The server ended the session earlier. */
  | 'session-ended'
  /** A login opened no session. */
  | 'no-session';

/** The server did not answer a request as it has to. `exchange` is where to look. */
export class AnswerError extends Error {
  override readonly name = 'AnswerError';
  constructor(
    readonly fault: AnswerFault,
    message: string,
    readonly exchange: Exchange | undefined,
    /** Result code, for `refused` and `session-ended`. */
    readonly code?: number,
  ) {
    super(message);
  }
}
