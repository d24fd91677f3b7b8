/**
 * A strict, incremental reader of HTTP/1.x messages in either direction: head, then body. It holds no more than its
 * bounds, and says what was wrong where it refuses.
 */
import { headerList } from './headers.ts';
import type { Header } from './types.ts';

export interface HttpLimits {
  /** Largest head (start line and headers), octets. */
  readonly head: number;
  /** Largest body, octets. */
  readonly body: number;
}

/** The octets are not HTTP as RFC 9112 has it, or larger than a bound. */
export class HttpFormatError extends Error {
  override readonly name = 'HttpFormatError';
  constructor(
    readonly kind: 'syntax' | 'head-too-large' | 'body-too-large' | 'unknown-coding',
    message: string,
  ) {
    super(message);
  }
}

export interface HttpHead {
  readonly startLine: string;
  readonly headers: readonly Header[];
}

/** How the end of a body is found (RFC 9112, 6.3). */
export type Framing =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly length: number }
  | { readonly kind: 'chunked' }
  | { readonly kind: 'close' };

const EMPTY = Buffer.alloc(0);
const HEAD_END = Buffer.from('\r\n\r\n');
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** Chunk size lines longer than this are refused. */
const CHUNK_LINE = 256;

function syntax(message: string): HttpFormatError {
  return new HttpFormatError('syntax', message);
}

/** A piece of what came, for error messages: printable, at most 40 characters. */
function excerpt(octets: Buffer): string {
  const shown = octets
    .subarray(0, 40)
    .toString('latin1')
    .replace(/[^\x20-\x7e]/g, '.');
  return octets.length > 40 ? `${shown}...` : shown;
}

function parseHead(text: string): HttpHead {
  const lines = text.split('\r\n');
  const startLine = lines[0] ?? '';
  if (/[\r\n\0]/.test(startLine)) throw syntax('the start line holds a bare CR, LF or NUL');
  const headers: Header[] = [];
  for (let i = 1; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const colon = line.indexOf(':');
    const name = colon < 0 ? line : line.slice(0, colon);
    if (colon < 0 || !TOKEN.test(name)) {
      throw syntax(`header line ${i} is not "name: value": "${excerpt(Buffer.from(line, 'latin1'))}"`);
    }
    const value = line.slice(colon + 1).trim();
    if (/[\r\n\0]/.test(value)) throw syntax(`the header ${name} holds a bare CR, LF or NUL`);
    headers.push([name, value]);
  }
  return { startLine, headers };
}

/**
 * How the body of a message with these headers is delimited; undefined when they do not say. Both Content-Length and
 * Transfer-Encoding, or several differing lengths, are refused: such a message ends at two places.
 */
export function framing(headers: readonly Header[]): Framing | undefined {
  const codings = headerList(headers, 'Transfer-Encoding');
  const lengths = headerList(headers, 'Content-Length');
  if (codings.length > 0) {
    if (lengths.length > 0) throw syntax('both Content-Length and Transfer-Encoding are given');
    if (codings.length > 1 || codings[0]?.toLowerCase() !== 'chunked') {
      throw new HttpFormatError('unknown-coding', `transfer coding "${codings.join(', ')}" instead of chunked`);
    }
    return { kind: 'chunked' };
  }
  const first = lengths[0];
  if (first === undefined) return undefined;
  if (!/^\d{1,15}$/.test(first)) throw syntax(`Content-Length "${first}" is not a decimal number`);
  if (lengths.some((l) => l !== first)) throw syntax(`Content-Length is given as ${lengths.join(' and as ')}`);
  return { kind: 'length', length: Number(first) };
}

type ChunkState = 'size' | 'data' | 'data-end' | 'trailer';

export class HttpReader {
  /** May be changed between messages. */
  limits: HttpLimits;
  #buffer: Buffer = EMPTY;
  #searched = 0;
  #framing: Framing = { kind: 'none' };
  /** The body so far: the first `#collected` octets of this buffer. */
  #body: Buffer = EMPTY;
  #collected = 0;
  #chunk: ChunkState = 'size';
  #left = 0;
  #trailer = 0;
  #ended = false;

  constructor(limits: HttpLimits) {
    this.limits = limits;
  }

  /** Octets that came and were not taken yet. */
  get pending(): Uint8Array {
    return this.#buffer;
  }

  push(chunk: Buffer): void {
    this.#buffer = this.#buffer.length === 0 ? chunk : Buffer.concat([this.#buffer, chunk]);
  }

  /** The other side sent its last octet. */
  end(): void {
    this.#ended = true;
  }

  /** Skips empty lines before a request (RFC 9112, 2.2). */
  skipEmptyLines(): void {
    let at = 0;
    while (this.#buffer[at] === 13 && this.#buffer[at + 1] === 10) at += 2;
    if (at > 0) this.#consume(at);
  }

  /** The next head, once it is whole. */
  takeHead(): HttpHead | undefined {
    const end = this.#buffer.indexOf(HEAD_END, Math.max(0, this.#searched - 3));
    if (end < 0) {
      this.#searched = this.#buffer.length;
      if (this.#buffer.length > this.limits.head) throw this.#headTooLarge();
      if (this.#buffer.includes('\n\n')) throw syntax('lines of the head end with LF instead of CR LF');
      return undefined;
    }
    if (end > this.limits.head) throw this.#headTooLarge();
    const head = parseHead(this.#buffer.toString('latin1', 0, end));
    this.#consume(end + 4);
    return head;
  }

  /** Says how the body that follows is delimited. */
  startBody(framing: Framing): void {
    if (framing.kind === 'length' && framing.length > this.limits.body) {
      throw this.#bodyTooLarge(`Content-Length says ${framing.length}`);
    }
    this.#framing = framing;
    this.#body = EMPTY;
    this.#collected = 0;
    this.#chunk = 'size';
    this.#trailer = 0;
    this.#left = framing.kind === 'length' ? framing.length : 0;
  }

  /** The whole body, once it is there. */
  takeBody(): Buffer | undefined {
    switch (this.#framing.kind) {
      case 'none':
        return EMPTY;
      case 'length':
        this.#collect(Math.min(this.#left, this.#buffer.length));
        return this.#left === 0 ? this.#collectedBody() : undefined;
      case 'close':
        this.#left = this.#buffer.length;
        this.#collect(this.#left);
        return this.#ended ? this.#collectedBody() : undefined;
      case 'chunked':
        return this.#takeChunks() ? this.#collectedBody() : undefined;
    }
  }

  /** As much of the body as came. */
  partialBody(): Buffer {
    return this.#collectedBody();
  }

  #takeChunks(): boolean {
    for (;;) {
      if (this.#chunk === 'data') {
        this.#collect(Math.min(this.#left, this.#buffer.length));
        if (this.#left > 0) return false;
        this.#chunk = 'data-end';
      }
      if (this.#chunk === 'data-end') {
        if (this.#buffer.length < 2) return false;
        if (this.#buffer[0] !== 13 || this.#buffer[1] !== 10) throw syntax('a chunk is longer than its size says');
        this.#consume(2);
        this.#chunk = 'size';
      }
      const end = this.#buffer.indexOf('\r\n');
      if (end < 0) {
        if (this.#buffer.length > (this.#chunk === 'size' ? CHUNK_LINE : this.limits.head)) {
          throw syntax(`a line of the chunked coding does not end: "${excerpt(this.#buffer)}"`);
        }
        return false;
      }
      if (this.#chunk === 'trailer') {
        this.#trailer += end + 2;
        this.#consume(end + 2);
        if (end === 0) return true;
        if (this.#trailer > this.limits.head) throw this.#headTooLarge();
        continue;
      }
      const line = this.#buffer.toString('latin1', 0, Math.min(end, CHUNK_LINE));
      const size = /^([0-9A-Fa-f]{1,8})[ \t]*(?:;.*)?$/.exec(line)?.[1];
      if (size === undefined) throw syntax(`"${excerpt(this.#buffer.subarray(0, end))}" is not a chunk size`);
      this.#consume(end + 2);
      this.#left = Number.parseInt(size, 16);
      this.#chunk = this.#left === 0 ? 'trailer' : 'data';
    }
  }

  /** Moves octets of the buffer to the body; a body that came in one piece is not copied. */
  #collect(count: number): void {
    if (count === 0) return;
    const total = this.#collected + count;
    if (total > this.limits.body) throw this.#bodyTooLarge(`${total} have come`);
    const part = this.#buffer.subarray(0, count);
    if (this.#collected === 0) {
      this.#body = part;
    } else {
      if (this.#body.length < total) {
        const larger = Buffer.allocUnsafeSlow(Math.min(Math.max(total, 2 * this.#body.length), this.limits.body));
        this.#body.copy(larger, 0, 0, this.#collected);
        this.#body = larger;
      }
      part.copy(this.#body, this.#collected);
    }
    this.#collected = total;
    this.#left -= count;
    this.#consume(count);
  }

  #collectedBody(): Buffer {
    return this.#body.subarray(0, this.#collected);
  }

  #consume(count: number): void {
    this.#buffer = count === this.#buffer.length ? EMPTY : this.#buffer.subarray(count);
    this.#searched = 0;
  }

  #headTooLarge(): HttpFormatError {
    return new HttpFormatError('head-too-large', `the head is larger than ${this.limits.head} octets`);
  }

  #bodyTooLarge(seen: string): HttpFormatError {
    return new HttpFormatError(
      'body-too-large',
      `the body is larger than the bound of ${this.limits.body} octets (${seen})`,
    );
  }
}
