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
import {
  DEFAULT_LIMITS,
  DEFAULT_TIMERS,
  HttpConnection,
  type HttpTimers,
  type Received,
  type TlsSettings,
} from './connection.ts';
import { header } from './headers.ts';
import { createKeeping, type Keeping } from './keeping.ts';
import { createPacing, type Pacing } from './pacing.ts';
import { createPool, type Slot } from './pool.ts';
import type { HttpLimits } from './reader.ts';
import { createTargets, type Target } from './target.ts';

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

export interface ExchangeOptions {
  /** Who sends: `alice`, `bob`, `suite`. Each party has connections of its own, unless they are named. */
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
  /** What to do after the last octet: keep the connection, close our direction, or close it at once without waiting. */
  readonly afterSending?: 'keep' | 'half-close' | 'close' | undefined;
  readonly timers?: Partial<HttpTimers> | undefined;
  readonly limits?: Partial<HttpLimits> | undefined;
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
  const { tap } = options;
  const timers: HttpTimers = { ...DEFAULT_TIMERS, ...options.timers };
  const limits: HttpLimits = { ...DEFAULT_LIMITS, ...options.limits };
  const targetOf = createTargets({ proxy: options.proxy, tls: options.tls });
  const keeping = options.keeping ?? createKeeping();
  const pacing = options.pacing ?? createPacing();
  const pool = createPool(limits, keeping);

  const boundsFor = (exchange: ExchangeOptions): HttpTimers =>
    exchange.timers === undefined ? timers : { ...timers, ...exchange.timers };

  function complete(request: HttpRequestBytes, target: Target, exchange: ExchangeOptions): HttpRequestBytes {
    if (exchange.verbatim === true || request.raw !== undefined) return request;
    const has = (name: string) => header(request.headers, name) !== undefined;
    const headers: Header[] = has('Host') ? [...request.headers] : [['Host', target.host], ...request.headers];
    for (const extra of options.headers ?? []) if (!has(extra[0])) headers.push(extra);
    if (target.proxyAuthorization !== undefined && !has('Proxy-Authorization')) {
      headers.push(['Proxy-Authorization', target.proxyAuthorization]);
    }
    if (exchange.expectContinue === true && !has('Expect')) headers.push(['Expect', '100-continue']);
    if ((exchange.fresh === true || !keeping.keeps) && !has('Connection')) headers.push(['Connection', 'close']);
    const bodied = request.body.length > 0 || request.method === 'POST';
    if (bodied && !has('Content-Length') && !has('Transfer-Encoding')) {
      headers.push(['Content-Length', String(request.body.length)]);
    }
    return { ...request, headers };
  }

  /** Writes the request and waits for the answer. */
  function converse(
    connection: HttpConnection,
    request: HttpRequestBytes,
    target: Target,
    exchange: ExchangeOptions,
    bounds: HttpTimers,
  ): Promise<Received> {
    connection.idle(false);
    const after = exchange.afterSending ?? 'keep';
    const finish = () => {
      if (after === 'half-close') connection.finish();
      if (after === 'close') connection.finishAndClose();
    };
    const body = exchange.bodyOctets === undefined ? request.body : request.body.subarray(0, exchange.bodyOctets);
    if (body.length < request.body.length) connection.retire();
    let bodySent = exchange.expectContinue !== true;
    let pause: NodeJS.Timeout | undefined;
    const sendBody = () => {
      if (bodySent) return;
      bodySent = true;
      clearTimeout(pause);
      connection.write(body);
      finish();
    };
    const answer = connection.receive(request.method, bounds, {
      limits: exchange.limits === undefined ? limits : { ...limits, ...exchange.limits },
      onInformational: (status) => {
        if (status === 100) sendBody();
      },
    });
    if (request.raw !== undefined) {
      connection.write(request.raw);
      finish();
    } else {
      let head = `${request.method} ${target.requestTarget} HTTP/1.1\r\n`;
      for (const [name, value] of request.headers) head += `${name}: ${value}\r\n`;
      head += '\r\n';
      if (bodySent) {
        connection.writeMessage(head, body);
        finish();
      } else {
        connection.writeMessage(head, EMPTY);
        pause = setTimeout(sendBody, bounds.continue);
      }
    }
    if (pause === undefined) return answer;
    return answer.finally(() => {
      clearTimeout(pause);
      if (!bodySent) connection.retire();
    });
  }

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
    const sent = complete(request, target, exchangeOptions);
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
      const received = await converse(slot.connection, sent, target, exchangeOptions, bounds);
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
      const { cause_: cause, message, wait, bound, partial } = error;
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
    error.cause_ === 'closed' &&
    slot !== undefined &&
    slot.reused &&
    slot.connection.octetsReceived === 0 &&
    (options.afterSending ?? 'keep') === 'keep' &&
    options.bodyOctets === undefined
  );
}

const EMPTY = new Uint8Array();
