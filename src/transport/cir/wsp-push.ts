/**
 * Connectionless WSP push as far as it carries a CIR (transport reference, 6.6): the datagram that a push proxy gateway
 * delivers on WDP port 2948. Numbers are those of the WAP assigned numbers.
 */

/** WDP port of connectionless pushes. */
export const WAP_PUSH_PORT = 2948;

const PUSH = 0x06;
/** application/vnd.wv.csp.cir */
const CIR_TYPE = 0x46;
const APPLICATION_ID = 0x2f;
/** x-wap-application:wv.ua */
const WV_AGENT = 0x0a;
const SHORT = 0x80;

const TYPES: Readonly<Record<number, string>> = { [CIR_TYPE]: 'application/vnd.wv.csp.cir' };
const APPLICATIONS: Readonly<Record<number, string>> = { [WV_AGENT]: 'x-wap-application:wv.ua' };
const HEADERS: Readonly<Record<number, string>> = { [APPLICATION_ID]: 'x-wap-application-id' };

export interface WspPush {
  readonly transactionId: number;
  /** Lower case. */
  readonly contentType: string;
  /** Names in lower case; values as text, well-known ones spelled out. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Uint8Array;
}

/** The push of a CIR text. `transactionId`: any octet. */
export function writeCirPush(notice: string, transactionId: number): Uint8Array {
  const head = [SHORT | CIR_TYPE, SHORT | APPLICATION_ID, SHORT | WV_AGENT];
  return new Uint8Array([transactionId & 0xff, PUSH, head.length, ...head, ...new TextEncoder().encode(notice)]);
}

/** A datagram that is no push, or breaks off; the message says where. */
export class WspError extends Error {
  override readonly name = 'WspError';
}

/** Reads a push, of any content type and with any headers. @throws WspError */
export function readWspPush(datagram: Uint8Array): WspPush {
  const [transactionId, type] = datagram;
  if (transactionId === undefined || type === undefined) throw new WspError('the datagram ends before its PDU type');
  if (type !== PUSH) throw new WspError(`the PDU type is ${hex(type)}, a push has ${hex(PUSH)}`);
  const reader = new Reader(datagram, 2);
  const length = reader.uintvar();
  const end = reader.at + length;
  if (end > datagram.length) throw new WspError(`the headers have ${length} octets, the datagram ends before them`);
  const contentType = reader.value(end, TYPES).split(';', 1)[0]?.trim().toLowerCase() ?? '';
  const headers = new Map<string, string>();
  while (reader.at < end) {
    const name = reader.name(end);
    headers.set(name, reader.value(end, name === HEADERS[APPLICATION_ID] ? APPLICATIONS : {}));
  }
  return { transactionId, contentType, headers, body: datagram.subarray(end) };
}

const hex = (octet: number) => octet.toString(16).padStart(2, '0').toUpperCase();

class Reader {
  at: number;
  readonly #octets: Uint8Array;

  constructor(octets: Uint8Array, at: number) {
    this.#octets = octets;
    this.at = at;
  }

  uintvar(): number {
    let value = 0;
    for (let count = 0; count < 5; count++) {
      const octet = this.#next(this.#octets.length);
      value = value * 128 + (octet & 0x7f);
      if (octet < SHORT) return value;
    }
    throw new WspError('a length of more than five octets');
  }

  /** A header name: a well-known number, or text. */
  name(end: number): string {
    const first = this.#octets[this.at] ?? 0;
    if (first < SHORT) return this.#text(end).toLowerCase();
    const number = this.#next(end) & 0x7f;
    return HEADERS[number] ?? `header-${hex(number)}`;
  }

  /** A value: a short integer, text, or a value with its length, of which the first part counts. */
  value(end: number, known: Readonly<Record<number, string>>): string {
    const first = this.#octets[this.at];
    if (first === undefined || this.at >= end) throw new WspError('the headers end before a value');
    if (first >= SHORT) {
      this.at += 1;
      return known[first & 0x7f] ?? `0x${hex(first & 0x7f)}`;
    }
    if (first > 31) return this.#text(end);
    this.at += 1;
    const length = first === 31 ? this.uintvar() : first;
    const inner = this.at;
    if (inner + length > end) throw new WspError('a value is longer than the headers');
    const value = length === 0 ? '' : this.#longValue(inner + length, known);
    this.at = inner + length;
    return value;
  }

  /** The first part of a value with a length: text, a short integer, or an integer of several octets. */
  #longValue(end: number, known: Readonly<Record<number, string>>): string {
    const first = this.#octets[this.at] ?? 0;
    if (first >= SHORT || first > 31) return this.value(end, known);
    return known[first] ?? `0x${hex(first)}`;
  }

  #text(end: number): string {
    const stop = this.#octets.indexOf(0, this.at);
    if (stop < 0 || stop >= end) throw new WspError('a text has no end');
    // A quote octet stands before texts that begin with an octet above 127.
    const from = this.#octets[this.at] === 0x7f ? this.at + 1 : this.at;
    const text = Buffer.from(this.#octets.subarray(from, stop)).toString('latin1');
    this.at = stop + 1;
    return text;
  }

  #next(end: number): number {
    const octet = this.#octets[this.at];
    if (octet === undefined || this.at >= end) throw new WspError('the datagram ends in its headers');
    this.at += 1;
    return octet;
  }
}
