/**
 * An incremental reader of HTTP/1.x messages in either direction: head, then body. It holds no more than its bounds, and
 * says what was wrong where it refuses. A tolerant one reads what RFC 2616 lets servers write and clients read (2.2, 4.4,
 * 19.3), and tells of what is only untidy.
 */

import type { Header } from '../types.ts';
import { headerList, transferCodings } from './headers.ts';

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

/** The way to find the end of a body (RFC 9112, 6.3). */
export type Framing =
  | { readonly kind: 'none' }
  | { readonly kind: 'length'; readonly length: number }
  | { readonly kind: 'chunked' }
  | { readonly kind: 'close' };

const EMPTY = Buffer.alloc(0);
const NOTHING: readonly string[] = [];
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

/** Joins lines that begin with white space to the line before. */
function unfolded(lines: readonly string[]): readonly string[] {
  const whole: string[] = [];
  for (const line of lines) {
    const before = whole.at(-1);
    if (before !== undefined && whole.length > 1 && /^[ \t]/.test(line)) {
      whole[whole.length - 1] = `${before} ${line.trim()}`;
    } else whole.push(line);
  }
  return whole;
}

/** A head of lines that may end with LF alone; its slips are added to `untidy`. */
function parseLoosely(text: string, untidy: Set<string>): HttpHead {
  if (/(?<!\r)\n/.test(text)) untidy.add('lines of the head end with LF alone');
  const lines = unfolded(text.split(/\r?\n/)).map((line, i) => {
    const padded = i === 0 ? null : /^([^\s:]+)[ \t]+:/.exec(line);
    if (padded === null) return line;
    untidy.add(`white space stands between the header name ${padded[1]} and its colon`);
    return `${padded[1]}${line.slice(line.indexOf(':'))}`;
  });
  return parseHead(lines.join('\r\n'));
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
 * The delimitation of the body of a message with these headers; undefined when they do not say. Both Content-Length and
 * Transfer-Encoding, or several differing lengths, are refused: such a message ends at two places.
 */
export function framing(headers: readonly Header[]): Framing | undefined {
  const codings = transferCodings(headers);
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
  readonly #tolerant: boolean;
  #untidy = new Set<string>();
  /** Memory under `#buffer`, with room behind it, if it was put together from pieces. */
  #room: Buffer | undefined;
  /** Octets copied to put pieces together. */
  copied = 0;

  constructor(limits: HttpLimits, tolerant = false) {
    this.limits = limits;
    this.#tolerant = tolerant;
  }

  /** Returns the slips of the message in hand, and empties the list. */
  takeUntidy(): readonly string[] {
    if (this.#untidy.size === 0) return NOTHING;
    const found = [...this.#untidy];
    this.#untidy = new Set();
    return found;
  }

  /** Notes a slip of the message in hand. */
  note(untidy: string): void {
    this.#untidy.add(untidy);
  }

  /** Octets that came and were not taken yet. */
  get pending(): Uint8Array {
    return this.#buffer;
  }

  push(chunk: Buffer): void {
    if (this.#buffer.length === 0) {
      this.#buffer = chunk;
      this.#room = undefined;
    } else this.#append(chunk);
  }

  /** Room is doubled when it runs out, so that many small pieces cost no more than the whole. */
  #append(chunk: Buffer): void {
    const { length } = this.#buffer;
    const start = this.#room === undefined ? 0 : this.#buffer.byteOffset - this.#room.byteOffset;
    if (this.#room === undefined || start + length + chunk.length > this.#room.length) {
      this.#room = Buffer.allocUnsafeSlow(2 * (length + chunk.length));
      this.#buffer.copy(this.#room);
      this.copied += length;
      chunk.copy(this.#room, length);
      this.#buffer = this.#room.subarray(0, length + chunk.length);
    } else {
      chunk.copy(this.#room, start + length);
      this.#buffer = this.#room.subarray(start, start + length + chunk.length);
    }
    this.copied += chunk.length;
  }

  /** The other side sent its last octet. */
  end(): void {
    this.#ended = true;
  }

  /** Skips empty lines before a request (RFC 9112, 2.2). */
  skipEmptyLines(): void {
    let at = 0;
    for (;;) {
      if (this.#buffer[at] === 13 && this.#buffer[at + 1] === 10) at += 2;
      else if (this.#tolerant && this.#buffer[at] === 10) at += 1;
      else break;
    }
    if (at === 0) return;
    if (this.#tolerant) this.note('empty lines stand before the status line');
    this.#consume(at);
  }

  /** The next head, once it is whole. */
  takeHead(): HttpHead | undefined {
    const from = Math.max(0, this.#searched - 3);
    const found = this.#tolerant ? this.#looseEnd(from) : this.#strictEnd(from);
    if (found === undefined) {
      this.#searched = this.#buffer.length;
      if (this.#buffer.length > this.limits.head) throw this.#headTooLarge();
      return undefined;
    }
    if (found.end > this.limits.head) throw this.#headTooLarge();
    const text = this.#buffer.toString('latin1', 0, found.end);
    const head = this.#tolerant ? parseLoosely(text, this.#untidy) : parseHead(text);
    this.#consume(found.next);
    return head;
  }

  /** End of the head and start of the body, at an empty line. Undefined if that line has not come yet. */
  #strictEnd(from: number): { end: number; next: number } | undefined {
    const end = this.#buffer.indexOf(HEAD_END, from);
    if (end >= 0) return { end, next: end + 4 };
    if (this.#buffer.indexOf('\n\n', from) >= 0) throw syntax('lines of the head end with LF instead of CR LF');
    return undefined;
  }

  #looseEnd(from: number): { end: number; next: number } | undefined {
    const buffer = this.#buffer;
    for (let at = buffer.indexOf(10, from); at >= 0; at = buffer.indexOf(10, at + 1)) {
      const next = buffer[at + 1] === 10 ? at + 2 : buffer[at + 1] === 13 && buffer[at + 2] === 10 ? at + 3 : -1;
      if (next >= 0) return { end: at > 0 && buffer[at - 1] === 13 ? at - 1 : at, next };
    }
    return undefined;
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
        const ended = this.#lineEnd(0);
        if (ended === undefined) return false;
        if (ended < 0) throw syntax('a chunk is longer than its size says');
        this.#consume(ended);
        this.#chunk = 'size';
      }
      const { end, next } = this.#line();
      if (end < 0) {
        if (this.#tolerant && this.#ended && this.#chunk === 'trailer') {
          this.note('the chunked body lacks its last empty line');
          return true;
        }
        if (this.#buffer.length > (this.#chunk === 'size' ? CHUNK_LINE : this.limits.head)) {
          throw syntax(`a line of the chunked coding does not end: "${excerpt(this.#buffer)}"`);
        }
        return false;
      }
      if (this.#chunk === 'trailer') {
        this.#trailer += next;
        this.#consume(next);
        if (end === 0) return true;
        if (this.#trailer > this.limits.head) throw this.#headTooLarge();
        continue;
      }
      const line = this.#buffer.toString('latin1', 0, Math.min(end, CHUNK_LINE));
      const size = /^0*([0-9A-Fa-f]{1,8})[ \t]*(?:;.*)?$/.exec(line)?.[1];
      if (size === undefined) throw syntax(`"${excerpt(this.#buffer.subarray(0, end))}" is not a chunk size`);
      this.#consume(next);
      this.#left = Number.parseInt(size, 16);
      this.#chunk = this.#left === 0 ? 'trailer' : 'data';
    }
  }

  /** Octets of the line end at a place; -1 if there is none, undefined if it is not complete yet. */
  #lineEnd(at: number): number | undefined {
    const first = this.#buffer[at];
    if (first === 13) {
      const second = this.#buffer[at + 1];
      return second === undefined ? undefined : second === 10 ? 2 : -1;
    }
    if (first === undefined) return undefined;
    if (first !== 10 || !this.#tolerant) return -1;
    this.note('lines of the chunked coding end with LF alone');
    return 1;
  }

  /** A line of the chunked coding: its end, and the start of the next. */
  #line(): { end: number; next: number } {
    const at = this.#buffer.indexOf(this.#tolerant ? '\n' : '\r\n', Math.max(0, this.#searched - 1));
    if (at < 0) this.#searched = this.#buffer.length;
    if (!this.#tolerant || at < 0) return { end: at, next: at + 2 };
    if (at > 0 && this.#buffer[at - 1] === 13) return { end: at - 1, next: at + 1 };
    this.note('lines of the chunked coding end with LF alone');
    return { end: at, next: at + 1 };
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
