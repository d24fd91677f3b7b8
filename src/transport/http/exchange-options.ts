/** Means of an exchange over HTTP beside the request itself. */
import type { HttpTimers } from './connection.ts';
import type { HttpLimits } from './reader.ts';

export interface ExchangeOptions {
  /** The sender: `alice`, `bob`, `suite`. Each party has connections of its own, unless they are named. */
  readonly party: string;
  /** Exchanges of all parties that name the same connection share it, one after the other; a closed one is opened anew. */
  readonly connection?: string | undefined;
  /** Open a new connection, and close it after the answer. */
  readonly fresh?: boolean | undefined;
  /** Send the headers as they are given: no Host, Content-Length or extra header is added. */
  readonly verbatim?: boolean | undefined;
  /** Hold the body back until the server says 100, or for `timers.continue`. Adds `Expect: 100-continue`. */
  readonly expectContinue?: boolean | undefined;
  /** Send only so many octets of the body (the headers still announce all of it). */
  readonly bodyOctets?: number | undefined;
  /** The end after the last octet: keep the connection, close our direction, or close it at once without waiting. */
  readonly afterSending?: 'keep' | 'half-close' | 'close' | undefined;
  readonly timers?: Partial<HttpTimers> | undefined;
  readonly limits?: Partial<HttpLimits> | undefined;
}
