/** A buffer that grows, and the writing of integers and text into it. */
import type { Charset } from './charset.ts';

export interface Writer {
  octets: Uint8Array;
  length: number;
}

const utf8 = new TextEncoder();

export function createWriter(capacity: number): Writer {
  return { octets: new Uint8Array(capacity), length: 0 };
}

/** Makes room for `more` octets behind what is written. */
export function reserve(w: Writer, more: number): void {
  const needed = w.length + more;
  if (needed <= w.octets.length) return;
  const grown = new Uint8Array(Math.max(needed, w.octets.length * 2));
  grown.set(w.octets.subarray(0, w.length));
  w.octets = grown;
}

export function writeOctet(w: Writer, octet: number): void {
  if (w.length === w.octets.length) reserve(w, 1);
  w.octets[w.length++] = octet;
}

export function writeOctets(w: Writer, octets: Uint8Array, start: number, end: number): void {
  const length = end - start;
  reserve(w, length);
  if (length <= 16) for (let at = 0; at < length; at++) w.octets[w.length + at] = octets[start + at] as number;
  else w.octets.set(octets.subarray(start, end), w.length);
  w.length += length;
}

/** mb_u_int32 in its shortest form; the value must be a whole number of at most 32 bits. */
export function writeInteger(w: Writer, value: number): void {
  reserve(w, 5);
  if (value >= 0x1000_0000) w.octets[w.length++] = (value >>> 28) | 0x80;
  if (value >= 0x20_0000) w.octets[w.length++] = ((value >>> 21) & 0x7f) | 0x80;
  if (value >= 0x4000) w.octets[w.length++] = ((value >>> 14) & 0x7f) | 0x80;
  if (value >= 0x80) w.octets[w.length++] = ((value >>> 7) & 0x7f) | 0x80;
  w.octets[w.length++] = value & 0x7f;
}

/**
 * Characters `from` up to `to` of a text without terminating zero. All of them must exist in the character set, see
 * {@link runEnd}. UTF-16 is written with the most significant octet first and without byte order mark.
 */
export function writeText(w: Writer, text: string, from: number, to: number, charset: Charset): void {
  if (charset === 'utf-16' || charset === 'utf-16be' || charset === 'utf-16le') {
    writeWide(w, text, from, to, charset === 'utf-16le');
    return;
  }
  reserve(w, to - from);
  const octets = w.octets;
  const limit = charset === 'utf-8' ? 0x80 : 0x100;
  let length = w.length;
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code >= limit) {
      w.length = length;
      writeUtf8(w, text.slice(at, to));
      return;
    }
    octets[length++] = code;
  }
  w.length = length;
}

/** A whole text with terminating zero, if it consists of characters 1 to 7F; else writes nothing and returns false. */
export function writeAscii(w: Writer, text: string): boolean {
  const size = text.length;
  reserve(w, size + 1);
  const octets = w.octets;
  const start = w.length;
  for (let at = 0; at < size; at++) {
    const code = text.charCodeAt(at);
    if (code === 0 || code >= 0x80) return false;
    octets[start + at] = code;
  }
  octets[start + size] = 0;
  w.length = start + size + 1;
  return true;
}

function writeUtf8(w: Writer, text: string): void {
  reserve(w, text.length * 3);
  w.length += utf8.encodeInto(text, w.octets.subarray(w.length)).written;
}

function writeWide(w: Writer, text: string, from: number, to: number, little: boolean): void {
  reserve(w, (to - from) * 2);
  for (let at = from; at < to; at++) {
    const unit = text.charCodeAt(at);
    w.octets[w.length++] = little ? unit & 0xff : unit >> 8;
    w.octets[w.length++] = little ? unit >> 8 : unit & 0xff;
  }
}

/** The end of the run of characters that starts at `from` and can stand in a string of the character set. */
export function runEnd(text: string, from: number, charset: Charset): number {
  const highest = charset === 'us-ascii' ? 0x7f : charset === 'iso-8859-1' ? 0xff : 0xffff;
  const length = text.length;
  let at = from;
  while (at < length) {
    const code = text.charCodeAt(at);
    if (code === 0 || code > highest) return at;
    if (code >= 0xd800 && code <= 0xdfff) {
      if (!pairAt(text, at)) return at;
      at++;
    } else if (at === from && charset === 'utf-16' && (code === 0xfeff || code === 0xfffe)) return at;
    at++;
  }
  return at;
}

/** True if a high and a low surrogate stand at this place of a text. */
export function pairAt(text: string, at: number): boolean {
  const high = text.charCodeAt(at);
  const low = text.charCodeAt(at + 1);
  return high >= 0xd800 && high <= 0xdbff && low >= 0xdc00 && low <= 0xdfff;
}
