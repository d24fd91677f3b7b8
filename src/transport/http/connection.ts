/** One connection of the HTTP client: octets out, one answer at a time in, every wait bounded. */
import { connect, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls } from 'node:tls';
import { type HttpResponseBytes, type TransportCause, TransportError } from '../types.ts';
import { header, headerList, persistent, transferCodings } from './headers.ts';
import { idleBound } from './keeping.ts';
import { writeTogether } from './octets-out.ts';
import { framing, HttpFormatError, type HttpHead, type HttpLimits, HttpReader } from './reader.ts';
import { tlsFailure } from './tls-failure.ts';

/** Bounds of the waits of an exchange, milliseconds; their names in errors and in the IXIT are `timers.<key>`. */
export interface HttpTimers {
  /** Name resolution, TCP and TLS set-up together. */
  readonly connect: number;
  /** From the last octet sent until the head of the answer is whole; until all of it is where `body` is undefined. */
  readonly response: number;
  /** From the head of the answer until its body is whole. Undefined: `response` bounds both together. */
  readonly body: number | undefined;
  /** With Expect: 100-continue, how long the body is held back at most. Its end is no failure. */
  readonly continue: number;
}
export const DEFAULT_TIMERS: HttpTimers = { connect: 5_000, response: 10_000, body: 10_000, continue: 1_000 };
export const DEFAULT_LIMITS: HttpLimits = { head: 65_536, body: 4_194_304 };

/** Options of `node:tls` that a test may want: private CAs, client certificates, acceptance of any certificate. */
export type TlsSettings = Pick<
  ConnectionOptions,
  'ca' | 'cert' | 'key' | 'passphrase' | 'servername' | 'rejectUnauthorized' | 'minVersion' | 'maxVersion' | 'ciphers'
>;

export interface Endpoint {
  readonly host: string;
  readonly port: number;
  /** TLS is spoken when present. */
  readonly tls?: TlsSettings | undefined;
}

export interface Received {
  readonly response: HttpResponseBytes;
  readonly informational: readonly number[];
}

const STATUS_LINE = /^HTTP\/1\.(\d)[ \t]+([1-9]\d\d)(?:[ \t]+(.*?))?[ \t]*$/i;
/** Status line (RFC 2616, 6.1); the reason phrase may be empty, and the blank before it missing. */
const TIDY_LINE = /^HTTP\/1\.[01] [1-9]\d\d(?: (?:[^ \t].*)?)?$/;
const HTTP_START = Buffer.from('HTTP/1.');

/** The buffer for arriving octets, of whatever connection; they are copied out at once. Else each read would claim 64 KiB anew. */
const ARRIVAL = Buffer.allocUnsafeSlow(65_536);

interface Waiting {
  readonly method: string;
  readonly timers: HttpTimers;
  readonly informational: number[];
  /** Called when a 1xx answer came. */
  readonly onInformational: ((status: number) => void) | undefined;
  readonly resolve: (received: Received) => void;
  readonly reject: (error: unknown) => void;
  head: { readonly version: '1.0' | '1.1'; readonly status: number; readonly reason: string } & HttpHead;
  headSeen: boolean;
  timer: NodeJS.Timeout;
}

const NO_HEAD = { version: '1.1', status: 0, reason: '', startLine: '', headers: [] } as const;

/** Text of the system's error codes, where one says more than the code. */
function why(error: NodeJS.ErrnoException): string {
  const tls = tlsFailure(error);
  if (tls !== undefined) return tls;
  switch (error.code) {
    case 'ECONNREFUSED':
      return 'connection refused';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'the host name does not resolve';
    case 'ECONNRESET':
      return 'connection reset by the other side';
    default:
      return error.code === undefined ? error.message : `${error.code}, ${error.message}`;
  }
}

export class HttpConnection {
  readonly #socket: Socket;
  readonly #reader: HttpReader;
  #waiting: Waiting | undefined;
  #failure: { cause: TransportCause; message: string } | undefined;
  #answers = 0;
  #octetsSince = 0;
  #reusable = true;
  #idleUntil = Number.POSITIVE_INFINITY;
  /** Local port, as text. */
  readonly name: string;

  private constructor(socket: Socket, limits: HttpLimits) {
    this.#socket = socket;
    this.#reader = new HttpReader(limits, true);
    this.name = String(socket.localPort ?? '');
    socket.on('end', () => this.#onEnd());
    // In TLS 1.3 a server refuses the certificate of the client only after the connection is set up.
    socket.on('error', (error) =>
      this.#fail(tlsFailure(error) === undefined ? 'closed' : 'tls', `the connection broke: ${why(error)}`),
    );
    socket.on('close', () => this.#fail('closed', 'the connection was closed'));
  }

  /** Opens a connection. Fails with cause `refused`, `timeout` (wait `timers.connect`) or `tls`. */
  static open(endpoint: Endpoint, timers: HttpTimers, limits: HttpLimits): Promise<HttpConnection> {
    const where = `${endpoint.host}:${endpoint.port}`;
    return new Promise((resolve, reject) => {
      const { host, port, tls } = endpoint;
      let reached = false;
      let connection: HttpConnection | undefined;
      const take = (count: number) => {
        if (connection !== undefined) connection.#onData(Buffer.from(ARRIVAL.subarray(0, count)));
        return true;
      };
      const socket =
        tls === undefined
          ? connect({ host, port, noDelay: true, onread: { buffer: ARRIVAL, callback: take } })
          : connectTls({ ...tls, host, port, ...(tls.servername === undefined && serverName(host)) });
      const refuse = (cause: TransportCause, message: string) => {
        clearTimeout(timer);
        socket.destroy();
        reject(new TransportError(cause, message, 'timers.connect', timers.connect));
      };
      const timer = setTimeout(
        () => refuse('timeout', `no connection to ${where} within ${timers.connect} ms (timers.connect)`),
        timers.connect,
      );
      const onError = (error: NodeJS.ErrnoException) => {
        if (tls !== undefined && reached) refuse('tls', `TLS with ${where} could not be set up: ${why(error)}`);
        else refuse('refused', `no connection to ${where}: ${why(error)}`);
      };
      socket.on('error', onError);
      socket.once('connect', () => {
        reached = true;
        if (tls === undefined) done();
        else socket.setNoDelay(true);
      });
      if (tls !== undefined) socket.once('secureConnect', () => done());
      const done = () => {
        clearTimeout(timer);
        const opened = new HttpConnection(socket, limits);
        connection = opened;
        if (tls !== undefined) socket.on('data', (chunk) => opened.#onData(chunk));
        socket.off('error', onError);
        resolve(opened);
      };
    });
  }

  /** True if another exchange may go over this connection. */
  get usable(): boolean {
    return (
      this.#failure === undefined &&
      this.#reusable &&
      this.#waiting === undefined &&
      onlyLineEnds(this.#reader.pending) &&
      this.#socket.writable
    );
  }

  /** The number of whole answers that came over this connection. */
  get answers(): number {
    return this.#answers;
  }

  /** Octets that came since the last `receive` began. */
  get octetsReceived(): number {
    return this.#octetsSince;
  }

  /** True if the other side closed this connection without announcing it in the last answer. */
  get closedUnasked(): boolean {
    return this.#failure !== undefined && this.#answers > 0 && this.#waiting === undefined;
  }

  /** True if it was idle for so long that the other side may be closing it. */
  get stale(): boolean {
    return performance.now() > this.#idleUntil;
  }

  /** An idle connection does not keep the process alive. */
  idle(is: boolean): void {
    if (is) this.#socket.unref();
    else this.#socket.ref();
  }

  /** Sends octets as they are. */
  write(octets: Uint8Array): void {
    if (this.#socket.writable) this.#socket.write(octets);
  }

  /** Sends octets given as head (Latin-1 text) and body, in one piece. */
  writeMessage(head: string, body: Uint8Array): void {
    if (!this.#socket.writable) return;
    writeTogether(this.#socket, head, body);
  }

  /** Says that no further exchange can go over this connection: a request on it stayed incomplete. */
  retire(): void {
    this.#reusable = false;
  }

  /** Closes our direction; the answer may still come. */
  finish(): void {
    this.#reusable = false;
    this.#socket.end();
  }

  close(): void {
    this.#reusable = false;
    this.#socket.destroy();
  }

  /** Sends what was written and then closes both directions. */
  finishAndClose(): void {
    this.#reusable = false;
    this.#socket.destroySoon();
  }

  /**
   * Waits for the next answer. Fails with `timeout` (waits `timers.response`, `timers.body`), `closed`, `not-http` or
   * `too-large`; except for a close after a whole answer the connection is useless then and is closed. Whoever awaits the
   * promise late, or not at all because sending failed, causes no unhandled rejection.
   */
  receive(
    method: string,
    timers: HttpTimers,
    options: { readonly limits?: HttpLimits; readonly onInformational?: (status: number) => void } = {},
  ): Promise<Received> {
    if (this.#waiting !== undefined) {
      return Promise.reject(new RangeError('the connection is waiting for an answer already; one at a time'));
    }
    if (options.limits !== undefined) this.#reader.limits = options.limits;
    const received = new Promise<Received>((resolve, reject) => {
      const timer = setTimeout(() => this.#expire('timers.response'), timers.response);
      this.#octetsSince = this.#reader.pending.length;
      this.#waiting = {
        method,
        timers,
        informational: [],
        onInformational: options.onInformational,
        resolve,
        reject,
        head: NO_HEAD,
        headSeen: false,
        timer,
      };
      if (this.#reader.pending.length > 0) this.#advance();
      if (this.#failure !== undefined) this.#fail(this.#failure.cause, this.#failure.message);
    });
    received.catch(() => {});
    return received;
  }

  #onData(chunk: Buffer): void {
    this.#octetsSince += chunk.length;
    if (this.#waiting === undefined && this.#reader.pending.length > this.#reader.limits.head) {
      this.#fail('too-large', 'the server keeps sending without being asked');
      this.#socket.destroy();
      return;
    }
    this.#reader.push(chunk);
    if (this.#waiting !== undefined) this.#advance();
  }

  #onEnd(): void {
    this.#reader.end();
    if (this.#waiting?.headSeen) this.#advance();
    this.#fail('closed', 'the connection was closed');
    this.#socket.end();
  }

  #advance(): void {
    try {
      while (this.#waiting !== undefined) {
        const waiting = this.#waiting;
        if (!waiting.headSeen) {
          this.#reader.skipEmptyLines();
          this.#demandHttp();
          const head = this.#reader.takeHead();
          if (head === undefined) return;
          this.#onHead(waiting, head);
          continue;
        }
        const body = this.#reader.takeBody();
        if (body === undefined) return;
        this.#complete(waiting, body);
        return;
      }
    } catch (error) {
      if (!(error instanceof HttpFormatError)) {
        this.#broken(error);
        return;
      }
      const large = error.kind === 'head-too-large' || error.kind === 'body-too-large';
      this.#fail(
        large ? 'too-large' : 'not-http',
        `the answer is ${large ? 'too large' : 'not HTTP'}: ${error.message}`,
      );
      this.#socket.destroy();
    }
  }

  /** Refuses octets that cannot become a status line, without waiting for the end of a head. */
  #demandHttp(): void {
    const start = this.#reader.pending.subarray(0, HTTP_START.length);
    if (
      !HTTP_START.subarray(0, start.length).every((octet, i) => octet === ((start[i] ?? 0) & (i < 4 ? 0xdf : 0xff)))
    ) {
      const shown = Buffer.from(this.#reader.pending.subarray(0, 40))
        .toString('latin1')
        .replace(/[^\x20-\x7e]/g, '.');
      throw new HttpFormatError(
        'syntax',
        `it begins with "${shown}" instead of a status line such as "HTTP/1.1 200 OK"`,
      );
    }
  }

  #onHead(waiting: Waiting, head: HttpHead): void {
    const line = STATUS_LINE.exec(head.startLine);
    if (line === null) {
      throw new HttpFormatError('syntax', `"${head.startLine.slice(0, 80)}" is not a status line of HTTP/1.0 or 1.1`);
    }
    const status = Number(line[2]);
    if (status === 101) throw new HttpFormatError('syntax', '101 Switching Protocols, which was not asked for');
    if (status < 200) {
      waiting.informational.push(status);
      waiting.onInformational?.(status);
      return;
    }
    const { startLine, headers } = head;
    waiting.head = { version: line[1] === '0' ? '1.0' : '1.1', status, reason: line[3] ?? '', startLine, headers };
    waiting.headSeen = true;
    const bodiless = waiting.method === 'HEAD' || status === 204 || status === 304;
    this.#reader.startBody(bodiless ? { kind: 'none' } : (framing(headers) ?? { kind: 'close' }));
    if (headerList(headers, 'Content-Length').length > 1) this.#reader.note('Content-Length is given more than once');
    if (header(headers, 'Content-Length')?.trim() === '') this.#reader.note('Content-Length is empty');
    if (!TIDY_LINE.test(startLine)) this.#reader.note(`the status line is "${startLine.slice(0, 80)}"`);
    const { body } = waiting.timers;
    if (body === undefined) return;
    clearTimeout(waiting.timer);
    waiting.timer = setTimeout(() => this.#expire('timers.body'), body);
  }

  #complete(waiting: Waiting, body: Buffer): void {
    clearTimeout(waiting.timer);
    this.#waiting = undefined;
    this.#answers++;
    const { status, reason, headers, version } = waiting.head;
    const closeDelimited = headerList(headers, 'Content-Length').length === 0 && body.length > 0;
    const ends = closeDelimited && transferCodings(headers).length === 0;
    if (ends || !persistent(version, headers)) this.#reusable = false;
    this.#idleUntil = performance.now() + idleBound(headers);
    if (!onlyLineEnds(this.#reader.pending)) this.#reader.note('octets follow the end of the body');
    const untidy = this.#reader.takeUntidy();
    const response = { status, reason, headers, body, ...(untidy.length > 0 && { untidy }) };
    waiting.resolve({ response, informational: waiting.informational });
  }

  #expire(wait: 'timers.response' | 'timers.body'): void {
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    const bound = (wait === 'timers.body' ? waiting.timers.body : undefined) ?? waiting.timers.response;
    const what = waiting.headSeen ? 'the body of the answer was not whole' : 'no answer';
    this.#fail('timeout', `${what} within ${bound} ms (${wait})`, wait, bound);
    this.#socket.destroy();
  }

  /** A fault of this code, not of the other side: it reaches whoever waits as it is. */
  #broken(error: unknown): void {
    const waiting = this.#waiting;
    this.#waiting = undefined;
    this.#failure ??= { cause: 'closed', message: 'the connection was given up' };
    this.#socket.destroy();
    if (waiting === undefined) throw error;
    clearTimeout(waiting.timer);
    waiting.reject(error);
  }

  #fail(cause: TransportCause, message: string, wait?: string, bound?: number): void {
    this.#failure ??= { cause, message };
    this.#reusable = false;
    const waiting = this.#waiting;
    if (waiting === undefined) return;
    clearTimeout(waiting.timer);
    this.#waiting = undefined;
    let text = message;
    let partial: HttpResponseBytes | undefined;
    if (waiting.headSeen) {
      const { status, reason, headers } = waiting.head;
      partial = { status, reason, headers, body: this.#reader.partialBody() };
      if (cause === 'closed')
        text = `${message} before the answer was whole: ${partial.body.length} octets of the body had come`;
    } else if (cause === 'closed') {
      text = `${message} without an answer${this.#octetsSince > 0 ? `, after ${this.#octetsSince} octets of its head` : ''}`;
    }
    waiting.reject(new TransportError(cause, text, wait, bound, partial));
  }
}

/** Nothing, or the empty line that some servers write after a body. */
function onlyLineEnds(octets: Uint8Array): boolean {
  return octets.length <= 4 && octets.every((octet) => octet === 13 || octet === 10);
}

function serverName(host: string): { servername?: string } {
  return /^[\d.]+$|:/.test(host) ? {} : { servername: host };
}
