/** The transport of octets, the same for every bearer: exchanges, waits, the tap. */

import type { Bearer } from '../protocol/configuration.ts';

export type { Bearer } from '../protocol/configuration.ts';

/** Milliseconds since the tap was started, from a monotonic clock, with fractions. */
export type Millis = number;

export type Header = readonly [name: string, value: string];

export interface HttpRequestBytes {
  readonly method: string;
  /** Absolute URL of the service access point. */
  readonly url: string;
  /** In the order and letter case they are sent. */
  readonly headers: readonly Header[];
  readonly body: Uint8Array;
  /** The whole request, octet for octet, where it was made by hand: then nothing else of this object is sent. */
  readonly raw?: Uint8Array | undefined;
}
export interface HttpResponseBytes {
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly Header[];
  readonly body: Uint8Array;
  /** Deviations from HTTP that could be read nevertheless; absent if there were none. */
  readonly untidy?: readonly string[] | undefined;
}

/** Why an exchange gave no whole answer. */
export type TransportCause =
  /** Nobody listens, or the name does not resolve. */
  | 'refused'
  /** The named wait expired. */
  | 'timeout'
  /** The connection closed before the answer was whole. */
  | 'closed'
  /** The answer is not HTTP. */
  | 'not-http'
  /** The answer is larger than the bound of the IXIT. */
  | 'too-large'
  /** TLS could not be set up. */
  | 'tls';

/** A wait that expired or failed: which one, how long it was, and where its bound is set. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  constructor(
    readonly fault: TransportCause,
    message: string,
    /** Name of the wait, as in the IXIT: `timers.connect`, `timers.response`, ... */
    readonly wait?: string,
    /** Bound of that wait in milliseconds. */
    readonly bound?: number,
    /** The part of the answer that had come. */
    readonly partial?: HttpResponseBytes,
  ) {
    super(message);
  }
}

/** One request and its answer over HTTP, as they went over the wire. Times are those of the tap. */
export interface HttpExchange {
  /** Number within the transcript, from 1. */
  readonly number: number;
  /** The sender of the request in the test: `alice`, `bob`, `suite`. */
  readonly party: string;
  readonly bearer: 'http';
  readonly request: HttpRequestBytes;
  readonly response: HttpResponseBytes | undefined;
  readonly failure:
    | { readonly cause: TransportCause; readonly message: string; readonly wait?: string; readonly bound?: number }
    | undefined;
  readonly sentAt: Millis;
  readonly answeredAt: Millis | undefined;
  /** Local port of the connection, to tell connections apart. */
  readonly connection: string | undefined;
  /** Statuses 1xx that came before the answer. */
  readonly informational?: readonly number[] | undefined;
  /** The part of the answer that had come when the exchange failed: head, and as much of the body as there was. */
  readonly partial?: HttpResponseBytes | undefined;
  /**
   * True if a whole request was sent over a reused connection that was then closed without an octet of an answer: only
   * the server knows whether it was carried out.
   */
  readonly lost?: boolean | undefined;
  /** True if the server put the request off and it was sent again, in a later exchange. */
  readonly putOff?: boolean | undefined;
  /**
   * Of the server-server protocol: `sent` by a server of the test to the implementation, or `received` from it. Then the
   * request is the implementation's, and the answer that of the test.
   */
  readonly ssp?: 'sent' | 'received' | undefined;
}

/** The record of one request and its answer, by bearer. */
interface Exchanges {
  readonly http: HttpExchange;
}
export type Exchange = Exchanges[Bearer];

/** Records every exchange of a scenario, in order, and tells whoever listens. */
export interface Tap {
  readonly exchanges: readonly Exchange[];
  now(): Millis;
  /** The number the next recorded exchange has to bear. */
  nextNumber(): number;
  record(exchange: Exchange): void;
  onExchange(listener: (exchange: Exchange) => void): void;
}
