/** One connection of the HTTP server: requests in, answers out, every phase bounded in time and size. */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Header } from '../types.ts';
import { header, mediaType, persistent } from './headers.ts';
import { TurnWriter } from './octets-out.ts';
import { framing, HttpFormatError, type HttpHead, type HttpLimits, HttpReader } from './reader.ts';

export interface ServerRequest {
  readonly method: string;
  /** Request target as it was written, query included; without scheme and host where a proxy left them in. */
  readonly path: string;
  readonly headers: readonly Header[];
  readonly body: Uint8Array;
  readonly remoteAddress: string;
  /** With the address it tells one connection from another; undefined where there is none. */
  readonly remotePort?: number | undefined;
}

export interface ServerResponse {
  readonly status: number;
  /** Without Content-Length and Connection, which the server adds. */
  readonly headers?: readonly Header[] | undefined;
  readonly body?: Uint8Array | undefined;
  /** Close the connection after this answer. */
  readonly close?: boolean | undefined;
  /** Octets sent instead of everything above, for servers that are to misbehave; `close` still counts. */
  readonly raw?: Uint8Array | undefined;
  /**
   * Like `raw`, in parts: each is written in its own turn of the event loop, so that it leaves as a segment of its own.
   * An empty part lets a turn pass, like a slow server.
   */
  readonly parts?: readonly Uint8Array[] | undefined;
}

export interface ServerTimers {
  /** From the first octet of a request until its head is whole. */
  readonly head: number;
  /** From the head of a request until its body is whole. Also how long a client may take to read an answer. */
  readonly body: number;
  /** The time a connection may be idle between requests. */
  readonly idle: number;
  /** After a refusal: how long the rest of the request is read and thrown away before the connection is closed. */
  readonly linger: number;
}

const REQUEST_LINE = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]{1,32}) ([^\s]{1,8000}) HTTP\/1\.([01])$/;
const TOKEN_OCTET = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]/;
const CONTINUE = 'HTTP/1.1 100 Continue\r\n\r\n';

/** State that all connections of a server share. */
export interface ServerSettings {
  readonly handle: (request: ServerRequest) => ServerResponse | Promise<ServerResponse>;
  readonly methods: readonly string[];
  readonly accepts: ((mediaType: string | undefined) => boolean) | undefined;
  readonly onError: ((error: unknown) => void) | undefined;
  readonly onRefused: ((status: number, reason: string) => void) | undefined;
  readonly limits: HttpLimits;
  readonly timers: ServerTimers;
  /** The server is closing: no connection is kept after its answer. */
  closing: boolean;
}

interface RequestHead {
  readonly method: string;
  readonly path: string;
  readonly version: '1.0' | '1.1';
  readonly headers: readonly Header[];
}

type Phase = 'idle' | 'head' | 'body' | 'handling' | 'writing' | 'lingering';

export class ServerConnection {
  readonly #socket: Socket;
  readonly #shared: ServerSettings;
  readonly #reader: HttpReader;
  readonly #out: TurnWriter;
  #phase: Phase = 'idle';
  #deadline = Number.POSITIVE_INFINITY;
  #waits = false;
  #head: RequestHead | undefined;
  #inputEnded = false;
  #running = false;

  constructor(socket: Socket, shared: ServerSettings) {
    this.#socket = socket;
    this.#shared = shared;
    this.#reader = new HttpReader(shared.limits);
    this.#out = new TurnWriter(socket);
    this.#startWait();
    socket.on('data', (chunk) => this.#onData(chunk));
    socket.on('end', () => this.#onInputEnd());
    socket.on('drain', () => {
      if (this.#phase === 'writing') this.#next();
    });
    socket.on('error', () => socket.destroy());
  }

  /** Acts on a deadline that passed. */
  sweep(now: number): void {
    if (now < this.#deadline || this.#phase === 'handling') return;
    if (this.#phase === 'head' || this.#phase === 'body')
      this.#refuse(408, 'the request did not come to its end in time');
    else this.#socket.destroy();
  }

  /** The server is closing: an idle connection goes at once, another one after its answer. */
  retire(): void {
    this.#out.flush();
    if (this.#phase === 'idle') this.#socket.destroy();
    else if (this.#phase === 'lingering') this.#socket.destroySoon();
  }

  #enter(phase: Phase): void {
    this.#phase = phase;
    this.#waits = false;
  }

  /** The wait of this phase begins, unless it began with an earlier chunk: phases that pass at once have none. */
  #startWait(): void {
    if (this.#waits) return;
    this.#waits = true;
    this.#deadline = performance.now() + this.#bound();
  }

  /** The longest duration of this phase, milliseconds. */
  #bound(): number {
    const { idle, head, body, linger } = this.#shared.timers;
    switch (this.#phase) {
      case 'idle':
        return idle;
      case 'head':
        return head;
      case 'body':
      case 'writing':
        return body;
      case 'handling':
        return Number.POSITIVE_INFINITY;
      case 'lingering':
        return linger;
    }
  }

  #onData(chunk: Buffer): void {
    if (this.#phase === 'lingering') return;
    this.#reader.push(chunk);
    if (this.#phase === 'handling' || this.#phase === 'writing') {
      if (this.#reader.pending.length > this.#shared.limits.head) this.#socket.pause();
      return;
    }
    this.#run();
  }

  #onInputEnd(): void {
    this.#inputEnded = true;
    this.#reader.end();
    if (this.#phase === 'idle' || this.#phase === 'lingering') this.#end();
    // Half a request: nobody can be answered, the other side is gone or gave up.
    else if (this.#phase === 'head' || this.#phase === 'body') this.#socket.destroy();
  }

  /** Takes requests one after the other as long as they are whole and the last one is answered. */
  #run(): void {
    if (this.#running) return;
    this.#running = true;
    try {
      while (this.#step());
    } catch (error) {
      if (error instanceof HttpFormatError) {
        const codes = { syntax: 400, 'head-too-large': 431, 'body-too-large': 413, 'unknown-coding': 501 } as const;
        this.#refuse(codes[error.kind], error.message);
      } else {
        this.#shared.onError?.(error);
        this.#refuse(500, 'a fault of the server');
      }
    } finally {
      this.#running = false;
      this.#startWait();
    }
  }

  /** One step of the connection; false when it has to wait for something. */
  #step(): boolean {
    if (this.#phase === 'idle') {
      this.#reader.skipEmptyLines();
      if (this.#reader.pending.length === 0) return false;
      this.#enter('head');
    }
    if (this.#phase === 'head') {
      if (!TOKEN_OCTET.test(String.fromCharCode(this.#reader.pending[0] ?? 0))) {
        throw new HttpFormatError('syntax', 'the first octet cannot begin a method');
      }
      const head = this.#reader.takeHead();
      if (head === undefined || !this.#onHead(head)) return false;
      this.#enter('body');
    }
    if (this.#phase === 'body') {
      const body = this.#reader.takeBody();
      if (body === undefined) return false;
      this.#enter('handling');
      this.#handle(body);
    }
    return this.#phase === 'idle';
  }

  /** Looks at the head; false when it was refused already. */
  #onHead(head: HttpHead): boolean {
    const line = REQUEST_LINE.exec(head.startLine);
    if (line === null) {
      const later = / HTTP\/[2-9]/.test(head.startLine);
      this.#refuse(later ? 505 : 400, later ? 'HTTP 1.0 and 1.1 are served' : 'the request line cannot be read');
      return false;
    }
    const [, method = '', target = '', minor] = line;
    const version = minor === '0' ? '1.0' : '1.1';
    if (version === '1.1' && header(head.headers, 'Host') === undefined) {
      this.#refuse(400, 'Host is missing');
      return false;
    }
    const given = framing(head.headers);
    if (given === undefined && (method === 'POST' || method === 'PUT')) {
      this.#refuse(411, 'the body has neither Content-Length nor chunks');
      return false;
    }
    const path = target.startsWith('/') ? target : target.replace(/^https?:\/\/[^/]*/i, '') || '/';
    this.#head = { method, path, version, headers: head.headers };
    this.#reader.startBody(given ?? { kind: 'none' });
    const expect = header(head.headers, 'Expect')?.toLowerCase();
    if (expect !== undefined && version === '1.1') {
      const status = expect === '100-continue' ? this.#objection() : 417;
      if (status !== undefined) {
        this.#refuse(status, this.#reason(status));
        return false;
      }
      if (this.#reader.pending.length === 0) this.#out.write(CONTINUE, EMPTY);
    }
    return true;
  }

  /** The status by which the transport itself refuses the request. */
  #objection(): number | undefined {
    const head = this.#head;
    if (head === undefined) return 400;
    if (!this.#shared.methods.includes(head.method)) return 405;
    const { accepts } = this.#shared;
    if (accepts !== undefined && head.method === 'POST' && !accepts(mediaType(head.headers))) return 415;
    return undefined;
  }

  #handle(body: Buffer): void {
    const head = this.#head;
    if (head === undefined) return;
    const objection = this.#objection();
    if (objection !== undefined) {
      this.#answer(this.#refusal(objection, this.#reason(objection)));
      return;
    }
    const failed = (error: unknown) => {
      this.#shared.onError?.(error);
      this.#answer({ status: 500, close: true });
    };
    let result: ServerResponse | Promise<ServerResponse>;
    try {
      const { method, path, headers } = head;
      result = this.#shared.handle({
        method,
        path,
        headers,
        body,
        remoteAddress: this.#socket.remoteAddress ?? '',
        remotePort: this.#socket.remotePort,
      });
    } catch (error) {
      failed(error);
      return;
    }
    if (!(result instanceof Promise)) {
      this.#answer(result);
      return;
    }
    result.then(
      (response) => {
        this.#answer(response);
        this.#run();
      },
      (error: unknown) => {
        failed(error);
        this.#run();
      },
    );
  }

  #answer(response: ServerResponse): void {
    if (this.#socket.destroyed) return;
    const head = this.#head;
    const keep =
      response.close !== true && !this.#shared.closing && head !== undefined && persistent(head.version, head.headers);
    if (response.parts !== undefined) {
      this.#out.flush();
      this.#sendParts(response.parts, keep);
      return;
    }
    this.#send(response, keep, head?.method === 'HEAD', head?.version === '1.0');
    this.#afterAnswer(keep);
  }

  /** Sends one part now and the others in later turns; until then the request counts as being handled. */
  #sendParts([part, ...others]: readonly Uint8Array[], keep: boolean): void {
    if (this.#socket.destroyed) return;
    if (part !== undefined && part.length > 0) this.#socket.write(part);
    setImmediate(() => {
      if (others.length > 0) {
        this.#sendParts(others, keep);
        return;
      }
      this.#afterAnswer(keep);
      this.#run();
    });
  }

  #afterAnswer(keep: boolean): void {
    if (!keep) {
      this.#closeGently();
      return;
    }
    if (this.#socket.writableNeedDrain) this.#enter('writing');
    else this.#ready();
  }

  /** Answers and closes: the end of this request, and so any later one, cannot be recognised. */
  #refuse(status: number, reason: string): void {
    const response = this.#refusal(status, reason);
    if (!this.#socket.destroyed) this.#send(response, false, this.#head?.method === 'HEAD', false);
    this.#closeGently();
  }

  /** A refusal with its reason in a line of plain text. */
  #refusal(status: number, reason: string): ServerResponse {
    this.#shared.onRefused?.(status, reason);
    const headers: Header[] = [['Content-Type', 'text/plain; charset=utf-8']];
    if (status === 405) headers.push(['Allow', this.#shared.methods.join(', ')]);
    return { status, headers, body: new TextEncoder().encode(`${reason}\n`) };
  }

  #reason(status: number): string {
    if (status === 405) return `the method is ${this.#head?.method}; ${this.#shared.methods.join(', ')} is served`;
    if (status === 417) return 'of Expect 100-continue alone is known';
    return status === 415 ? 'the media type is not served' : 'the request cannot be read';
  }

  #send(response: ServerResponse, keep: boolean, headOnly: boolean, tellKeep: boolean): void {
    if (response.raw !== undefined) {
      this.#out.flush();
      this.#socket.write(response.raw);
      return;
    }
    const body = response.body ?? EMPTY;
    let text = `HTTP/1.1 ${response.status} ${STATUS_CODES[response.status] ?? 'Unknown'}\r\n`;
    for (const [name, value] of response.headers ?? []) text += `${name}: ${value}\r\n`;
    if (response.status !== 204) text += `Content-Length: ${body.length}\r\n`;
    if (!keep) text += 'Connection: close\r\n';
    else if (tellKeep) text += 'Connection: keep-alive\r\n';
    text += '\r\n';
    this.#out.write(text, headOnly ? EMPTY : body);
  }

  /** Closes our direction and reads on for a while, so that the answer is not lost by a reset (RFC 9112, 9.6). */
  #closeGently(): void {
    this.#enter('lingering');
    this.#startWait();
    this.#end();
    this.#socket.resume();
    if (this.#inputEnded) this.#socket.destroySoon();
  }

  #end(): void {
    this.#out.flush();
    this.#socket.end();
  }

  #ready(): void {
    this.#enter('idle');
    if (this.#inputEnded && this.#reader.pending.length === 0) this.#end();
    if (this.#socket.isPaused()) this.#socket.resume();
  }

  #next(): void {
    this.#ready();
    this.#run();
  }
}

const EMPTY = new Uint8Array();
