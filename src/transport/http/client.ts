/**
 * The HTTP binding from the client's side (transport reference, section 2): one POST at a time per connection, with
 * command of every octet, so that an ill-formed exchange is as easy as a good one. Every exchange goes through the tap.
 */

import {
  type Exchange,
  type Header,
  type HttpRequestBytes,
  type HttpResponseBytes,
  type Tap,
  TransportError,
} from '../types.ts';
import { DEFAULT_LIMITS, DEFAULT_TIMERS, HttpConnection, type HttpTimers, type TlsSettings } from './connection.ts';
import { complete, converse } from './converse.ts';
import type { ExchangeOptions } from './exchange-options.ts';
import { createKeeping, type Keeping } from './keeping.ts';
import { createPacing, type Pacing } from './pacing.ts';
import { createPool, type Slot } from './pool.ts';
import type { HttpLimits } from './reader.ts';
import { createTargets } from './target.ts';

export interface HttpClientOptions {
  readonly tap: Tap;
  /** Bounds of the waits, milliseconds. */
  readonly timers?: Partial<HttpTimers> | undefined;
  /** Bounds of the answer, octets. */
  readonly limits?: Partial<HttpLimits> | undefined;
  /** Headers added to every request that has none of that name. */
  readonly headers?: readonly Header[] | undefined;
  /** Forward proxy for `http` URLs, `http://[user:password@]host:port`. */
  readonly proxy?: string | undefined;
  readonly tls?: TlsSettings | undefined;
  /** Behaviour of the server on kept connections, shared by several clients. Default: nothing known yet. */
  readonly keeping?: Keeping | undefined;
  /** Pace of requests, shared by several clients. Default: only delays the server asks for. */
  readonly pacing?: Pacing | undefined;
}

export interface HttpClient {
  readonly tap: Tap;
  /**
   * Sends a request, waits for the answer, records both. It is sent again only where the server put it off (429, 503);
   * each attempt is an exchange of its own. Resolves even when there was no answer: then `failure`
   * says why; {@link answerOf} turns that into a thrown error.
   */
  exchange(request: HttpRequestBytes, options: ExchangeOptions): Promise<Exchange>;
  /** A connection of one's own, outside the tap: pipelining, octets in single file, silence. */
  open(url: string): Promise<HttpConnection>;
  /** Closes all connections, or those of one party. */
  close(party?: string): void;
}

/** The answer of an exchange; throws the {@link TransportError} that explains why there is none. */
export function answerOf(exchange: Exchange): HttpResponseBytes {
  if (exchange.response !== undefined) return exchange.response;
  const failure = exchange.failure;
  throw new TransportError(
    failure?.cause ?? 'closed',
    failure?.message ?? 'the exchange has no answer',
    failure?.wait,
    failure?.bound,
    exchange.partial,
  );
}

/** Shortest wait counted for a request that was put off, milliseconds. */
const LEAST_WAIT = 500;

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { tap, headers = [] } = options;
  const timers: HttpTimers = { ...DEFAULT_TIMERS, ...options.timers };
  const limits: HttpLimits = { ...DEFAULT_LIMITS, ...options.limits };
  const targetOf = createTargets({ proxy: options.proxy, tls: options.tls });
  const keeping = options.keeping ?? createKeeping();
  const pacing = options.pacing ?? createPacing();
  const pool = createPool(limits, keeping);

  const boundsFor = (exchange: ExchangeOptions): HttpTimers =>
    exchange.timers === undefined ? timers : { ...timers, ...exchange.timers };

  async function exchange(request: HttpRequestBytes, exchangeOptions: ExchangeOptions): Promise<Exchange> {
    for (let waited = 0; ; ) {
      const turn = pacing.turn();
      if (turn !== undefined) await turn;
      const result = await attempt(request, exchangeOptions);
      const ms = result.response === undefined ? undefined : pacing.putOff(result.response, waited);
      tap.record(ms === undefined ? result : { ...result, putOff: true });
      if (ms === undefined) return result;
      await pacing.wait(ms);
      // A server that always asks for a wait of 0 reaches the bound, too.
      waited += Math.max(ms, LEAST_WAIT);
    }
  }

  async function attempt(request: HttpRequestBytes, exchangeOptions: ExchangeOptions): Promise<Exchange> {
    const target = targetOf(request.url);
    const sent = complete(request, target, exchangeOptions, { headers, keeps: keeping.keeps });
    const bounds = boundsFor(exchangeOptions);
    const sentAt = tap.now();
    let slot: Slot | undefined;
    let result: Exchange;
    try {
      const taken = pool.take(target, {
        party: exchangeOptions.party,
        connection: exchangeOptions.connection,
        fresh: exchangeOptions.fresh,
        timers: bounds,
      });
      slot = taken instanceof Promise ? await taken : taken;
      const received = await converse(slot.connection, sent, target, exchangeOptions, bounds, limits);
      result = {
        number: tap.nextNumber(),
        party: exchangeOptions.party,
        bearer: 'http',
        request: sent,
        sentAt,
        response: received.response,
        failure: undefined,
        answeredAt: tap.now(),
        connection: slot.connection.name,
        informational: received.informational.length === 0 ? undefined : received.informational,
      };
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      const { fault: cause, message, wait, bound, partial } = error;
      result = {
        number: tap.nextNumber(),
        party: exchangeOptions.party,
        bearer: 'http',
        request: sent,
        sentAt,
        response: undefined,
        failure: { cause, message, ...(wait !== undefined && { wait }), ...(bound !== undefined && { bound }) },
        answeredAt: undefined,
        connection: slot?.connection.name,
        partial,
        ...(isLost(error, slot, exchangeOptions) && { lost: true }),
      };
      if (result.lost === true) keeping.lost();
    } finally {
      slot?.release();
    }
    return result;
  }

  return {
    tap,
    exchange,
    open: (url) => HttpConnection.open(targetOf(url).endpoint, timers, limits),
    close: (party) => pool.close(party),
  };
}

/**
 * True if a whole request was sent over a reused connection that was then closed without an octet of an answer: the
 * server may have carried it out.
 */
function isLost(error: TransportError, slot: Slot | undefined, options: ExchangeOptions): boolean {
  return (
    error.fault === 'closed' &&
    slot !== undefined &&
    slot.reused &&
    slot.connection.octetsReceived === 0 &&
    (options.afterSending ?? 'keep') === 'keep' &&
    options.bodyOctets === undefined
  );
}
