/**
 * The HTTP of one connection that passes by, read from copies of its octets: requests from one side, answers from the
 * other, put together to exchanges. What cannot be read ends the reading, never the passing on.
 */
import { persistent } from '../../transport/http/headers.ts';
import { framing, type HttpHead, HttpReader } from '../../transport/http/reader.ts';
import type { Header, HttpExchange, HttpResponseBytes } from '../../transport/types.ts';

/** An exchange as the wire shows it: nobody has numbered it or found out whose it is. */
export type WireExchange = Omit<HttpExchange, 'number' | 'party'>;

/** Longest head and body that are read, octets. */
const LIMITS = { head: 64 * 1024, body: 4 * 1024 * 1024 };
/** Requests on one connection that may wait for their answers, before its reading is given up. */
const MOST_WAITING = 64;

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: readonly Header[];
  readonly sentAt: number;
  body: Uint8Array | undefined;
}

interface Answering {
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly Header[];
}

export interface ConversationEnds {
  /** Name of the connection. */
  readonly name: string;
  /** Absolute URL of the server, without a path. */
  readonly origin: string;
  /** Milliseconds. */
  readonly now: () => number;
  readonly onExchange: (exchange: WireExchange) => void;
  /** The rest of this connection is passed on unread. */
  readonly onUnread: (why: string) => void;
}

export class Conversation {
  readonly #ends: ConversationEnds;
  readonly #requests = new HttpReader(LIMITS, true);
  readonly #answers = new HttpReader(LIMITS, true);
  readonly #waiting: Asked[] = [];
  #asked: Asked | undefined;
  #answering: Answering | undefined;
  #informational: number[] = [];
  #beganAt: number | undefined;
  #unread = false;

  constructor(ends: ConversationEnds) {
    this.#ends = ends;
  }

  fromClient(chunk: Buffer): void {
    this.#guarded('client', () => {
      this.#beganAt ??= this.#ends.now();
      this.#requests.push(chunk);
      while (this.#readRequest());
    });
  }

  fromServer(chunk: Buffer): void {
    this.#guarded('server', () => {
      this.#answers.push(chunk);
      while (this.#readAnswer());
    });
  }

  clientEnded(): void {
    this.#requests.end();
  }

  serverEnded(): void {
    this.#guarded('server', () => {
      this.#answers.end();
      while (this.#readAnswer());
    });
    this.#giveUp('the server closed the connection');
  }

  /** The connection is gone: requests without an answer stay without. */
  closed(): void {
    this.#giveUp('the connection was closed');
  }

  #giveUp(message: string): void {
    for (const asked of this.#waiting.splice(0)) {
      if (asked.body === undefined || this.#unread) continue;
      this.#tell(asked, { response: undefined, failure: { cause: 'closed', message }, answeredAt: undefined });
    }
  }

  #guarded(side: string, read: () => void): void {
    if (this.#unread) return;
    try {
      read();
    } catch (error) {
      this.#stop(`what the ${side} sends is not read: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  #stop(why: string): void {
    this.#unread = true;
    this.#waiting.length = 0;
    this.#ends.onUnread(why);
  }

  /** One step; false when more octets are needed. */
  #readRequest(): boolean {
    if (this.#unread) return false;
    if (this.#asked === undefined) {
      this.#requests.skipEmptyLines();
      const head = this.#requests.pending.length === 0 ? undefined : this.#requests.takeHead();
      if (head === undefined) return false;
      this.#beginRequest(head);
    }
    const body = this.#requests.takeBody();
    if (body === undefined || this.#asked === undefined) return false;
    this.#asked.body = body;
    this.#asked = undefined;
    this.#requests.takeUntidy();
    this.#beganAt = this.#requests.pending.length > 0 ? this.#ends.now() : undefined;
    return true;
  }

  #beginRequest(head: HttpHead): void {
    const [method = '', target = '/', version = ''] = head.startLine.split(' ');
    if (!version.startsWith('HTTP/1.'))
      throw new Error(`"${head.startLine.slice(0, 40)}" is no request line of HTTP/1`);
    if (method === 'CONNECT') throw new Error('the client opens a tunnel');
    if (this.#waiting.length >= MOST_WAITING) throw new Error('too many requests wait for their answers');
    this.#requests.startBody(framing(head.headers) ?? { kind: 'none' });
    const path = target.startsWith('/') ? target : target.replace(/^https?:\/\/[^/]*/i, '') || '/';
    const sentAt = this.#beganAt ?? this.#ends.now();
    this.#asked = { method, path, headers: head.headers, sentAt, body: undefined };
    this.#waiting.push(this.#asked);
  }

  #readAnswer(): boolean {
    if (this.#unread) return false;
    if (this.#answering === undefined) {
      const head = this.#answers.pending.length === 0 ? undefined : this.#answers.takeHead();
      if (head === undefined) return false;
      return this.#beginAnswer(head);
    }
    const body = this.#answers.takeBody();
    const asked = this.#waiting[0];
    if (body === undefined || asked === undefined) return false;
    this.#waiting.shift();
    const untidy = this.#answers.takeUntidy();
    const response: HttpResponseBytes = { ...this.#answering, body, ...(untidy.length > 0 && { untidy }) };
    this.#answering = undefined;
    this.#tell(asked, { response, failure: undefined, answeredAt: this.#ends.now() });
    return true;
  }

  #beginAnswer(head: HttpHead): boolean {
    const [, version = '', text = '', reason = ''] = /^(HTTP\/1\.\d) (\d{3})(?: (.*))?$/.exec(head.startLine) ?? [];
    if (text === '') throw new Error(`"${head.startLine.slice(0, 40)}" is no status line of HTTP/1`);
    const asked = this.#waiting[0];
    if (asked === undefined) throw new Error('an answer came that nobody asked for');
    const status = Number(text);
    if (status === 101) throw new Error('the connection changes its protocol');
    if (status < 200) {
      this.#informational.push(status);
      return true;
    }
    const without = asked.method === 'HEAD' || status === 204 || status === 304;
    const kept = persistent(version === 'HTTP/1.0' ? '1.0' : '1.1', head.headers);
    const otherwise = { kind: kept && version === 'HTTP/1.0' ? 'none' : 'close' } as const;
    this.#answers.startBody(without ? { kind: 'none' } : (framing(head.headers) ?? otherwise));
    this.#answering = { status, reason, headers: head.headers };
    return true;
  }

  #tell(asked: Asked, outcome: Pick<WireExchange, 'response' | 'failure' | 'answeredAt'>): void {
    const informational = this.#informational;
    this.#informational = [];
    this.#ends.onExchange({
      bearer: 'http',
      request: {
        method: asked.method,
        url: `${this.#ends.origin}${asked.path}`,
        headers: asked.headers,
        body: asked.body ?? new Uint8Array(),
      },
      sentAt: asked.sentAt,
      connection: this.#ends.name,
      ...(informational.length > 0 && { informational }),
      ...outcome,
    });
  }
}
