/** Octets to text, in every character set of a document. */
import type { Charset } from './charset.ts';

const strictUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const lenientUtf8 = new TextDecoder('utf-8', { ignoreBOM: true });
/** Below this length joining characters one by one is faster than a TextDecoder. */
const SHORT = 28;
const fromCharCode = String.fromCharCode;
const CHUNK = 0x2000;

/** The octets as text; U+FFFD stands for what is none. {@link invalidAt} tells whether and where there was such. */
export function textFrom(octets: Uint8Array, start: number, end: number, charset: Charset): string {
  switch (charset) {
    case 'utf-8':
      return isAscii(octets, start, end) ? asciiText(octets, start, end) : utf8Text(octets, start, end);
    case 'us-ascii':
      return unitText(octets, start, end, (octet) => (octet < 0x80 ? octet : 0xfffd));
    case 'iso-8859-1':
      return unitText(octets, start, end, (octet) => octet);
    default:
      return wideText(octets, start, end, charset);
  }
}

/** Offset of the first octet that is no text in the character set; -1 where all is well. */
export function invalidAt(octets: Uint8Array, start: number, end: number, charset: Charset): number {
  switch (charset) {
    case 'utf-8':
      return isAscii(octets, start, end) ? -1 : invalidUtf8At(octets, start, end);
    case 'us-ascii':
      for (let at = start; at < end; at++) if ((octets[at] as number) >= 0x80) return at;
      return -1;
    case 'iso-8859-1':
      return -1;
    default:
      return invalidWideAt(octets, start, end, charset);
  }
}

/** Text of octets known to be below 0x80. */
export function asciiText(octets: Uint8Array, start: number, end: number): string {
  if (end - start > SHORT) return lenientUtf8.decode(octets.subarray(start, end));
  let text = '';
  let at = start;
  for (; at + 8 <= end; at += 8) {
    text += fromCharCode(
      octets[at] as number,
      octets[at + 1] as number,
      octets[at + 2] as number,
      octets[at + 3] as number,
      octets[at + 4] as number,
      octets[at + 5] as number,
      octets[at + 6] as number,
      octets[at + 7] as number,
    );
  }
  if (at + 4 <= end) {
    text += fromCharCode(
      octets[at] as number,
      octets[at + 1] as number,
      octets[at + 2] as number,
      octets[at + 3] as number,
    );
    at += 4;
  }
  for (; at < end; at++) text += fromCharCode(octets[at] as number);
  return text;
}

/** UTF-8 text; undefined where the octets are none. */
export function strictUtf8Text(octets: Uint8Array, start: number, end: number): string | undefined {
  try {
    return strictUtf8.decode(octets.subarray(start, end));
  } catch {
    return undefined;
  }
}

function utf8Text(octets: Uint8Array, start: number, end: number): string {
  return lenientUtf8.decode(octets.subarray(start, end));
}

function isAscii(octets: Uint8Array, start: number, end: number): boolean {
  let bits = 0;
  for (let at = start; at < end; at++) bits |= octets[at] as number;
  return bits < 0x80;
}

function unitText(octets: Uint8Array, start: number, end: number, unit: (octet: number) => number): string {
  let text = '';
  for (let from = start; from < end; from += CHUNK) {
    const codes: number[] = [];
    for (let at = from; at < Math.min(end, from + CHUNK); at++) codes.push(unit(octets[at] as number));
    text += fromCharCode(...codes);
  }
  return text;
}

/** Well-formed UTF-8 by the table of lead and second octets in the Unicode standard, chapter 3. */
function invalidUtf8At(octets: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end) {
    const lead = octets[at] as number;
    if (lead < 0x80) {
      at++;
      continue;
    }
    let length: number;
    let low = 0x80;
    let high = 0xbf;
    if (lead >= 0xc2 && lead <= 0xdf) length = 2;
    else if (lead >= 0xe0 && lead <= 0xef) {
      length = 3;
      if (lead === 0xe0) low = 0xa0;
      if (lead === 0xed) high = 0x9f;
    } else if (lead >= 0xf0 && lead <= 0xf4) {
      length = 4;
      if (lead === 0xf0) low = 0x90;
      if (lead === 0xf4) high = 0x8f;
    } else return at;
    if (at + length > end) return at;
    for (let next = 1; next < length; next++) {
      const octet = octets[at + next] as number;
      if (octet < low || octet > high) return at;
      low = 0x80;
      high = 0xbf;
    }
    at += length;
  }
  return -1;
}

/** Octet order of UTF-16 text and where it starts: a byte order mark decides only where the character set leaves it open. */
function wideOrder(
  octets: Uint8Array,
  start: number,
  end: number,
  charset: Charset,
): { little: boolean; from: number } {
  if (charset === 'utf-16le') return { little: true, from: start };
  if (charset === 'utf-16' && end - start >= 2) {
    if (octets[start] === 0xff && octets[start + 1] === 0xfe) return { little: true, from: start + 2 };
    if (octets[start] === 0xfe && octets[start + 1] === 0xff) return { little: false, from: start + 2 };
  }
  return { little: false, from: start };
}

function unitAt(octets: Uint8Array, at: number, little: boolean): number {
  const a = octets[at] as number;
  const b = octets[at + 1] as number;
  return little ? (b << 8) | a : (a << 8) | b;
}

function wideText(octets: Uint8Array, start: number, end: number, charset: Charset): string {
  const { little, from } = wideOrder(octets, start, end, charset);
  let text = '';
  for (let chunk = from; chunk < end; chunk += CHUNK) {
    const units: number[] = [];
    const stop = Math.min(end, chunk + CHUNK);
    for (let at = chunk; at < stop; at += 2) units.push(at + 1 < end ? unitAt(octets, at, little) : 0xfffd);
    text += fromCharCode(...units);
  }
  return wellFormed(text);
}

function invalidWideAt(octets: Uint8Array, start: number, end: number, charset: Charset): number {
  const { little, from } = wideOrder(octets, start, end, charset);
  for (let at = from; at < end; at += 2) {
    if (at + 1 >= end) return at;
    const unit = unitAt(octets, at, little);
    if (unit < 0xd800 || unit > 0xdfff) continue;
    const next = unit < 0xdc00 && at + 3 < end ? unitAt(octets, at + 2, little) : 0;
    if (next < 0xdc00 || next > 0xdfff) return at;
    at += 2;
  }
  return -1;
}

/** U+FFFD for surrogates without their other half. */
function wellFormed(text: string): string {
  return text.replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (part) =>
    part.length === 2 ? part : '\ufffd',
  );
}
