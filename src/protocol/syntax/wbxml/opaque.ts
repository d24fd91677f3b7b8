/** Typed opaque values: integers, dates, and binary content. */

/** The number of 0 to 4 octets, most significant first; undefined for more. No octet at all is 0, as libwbxml sends it. */
export function integerFromOctets(octets: Uint8Array, start: number, end: number): number | undefined {
  if (end - start > 4) return undefined;
  let value = 0;
  for (let at = start; at < end; at++) value = value * 256 + (octets[at] ?? 0);
  return value;
}

/** The octets of a number without leading zeros; 0 is one octet, or none the way libwbxml writes it. */
export function integerToOctets(value: number, zero: 'one-octet' | 'empty' = 'one-octet'): Uint8Array {
  if (value === 0) return new Uint8Array(zero === 'empty' ? 0 : 1);
  const length = value > 0xffffff ? 4 : value > 0xffff ? 3 : value > 0xff ? 2 : 1;
  const octets = new Uint8Array(length);
  for (let at = length - 1, rest = value; at >= 0; at--, rest = Math.floor(rest / 256)) octets[at] = rest % 256;
  return octets;
}

/** The fault of six octets that are no date. */
export interface DateFault {
  readonly fault: string;
}

const two = (n: number): string => String(n).padStart(2, '0');

/**
 * The text of a date of six octets: year 12 bits, month 4, day 5, hour 5, minute 6, second 6, and a letter for the
 * zone, where 0 means none. A zone that is neither is reported.
 */
export function dateFromOctets(octets: Uint8Array, start: number): string | DateFault {
  const b = (i: number): number => octets[start + i] ?? 0;
  const year = ((b(0) & 0x3f) << 6) | (b(1) >> 2);
  const month = ((b(1) & 0x03) << 2) | (b(2) >> 6);
  const day = (b(2) >> 1) & 0x1f;
  const hour = ((b(2) & 0x01) << 4) | (b(3) >> 4);
  const minute = ((b(3) & 0x0f) << 2) | (b(4) >> 6);
  const second = b(4) & 0x3f;
  const zone = b(5);
  const letter =
    zone === 0 ? '' : zone >= 0x41 && zone <= 0x5a && zone !== 0x4a ? String.fromCharCode(zone) : undefined;
  if (letter === undefined) return { fault: `zone octet ${zone.toString(16)}, which is no letter of a time zone` };
  if ((b(0) & 0xc0) !== 0) return { fault: 'reserved bits that are not 0' };
  return `${String(year).padStart(4, '0')}${two(month)}${two(day)}T${two(hour)}${two(minute)}${two(second)}${letter}`;
}

const COMPACT = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?([A-IK-Z])?$/;

/** The parts of a date in compact form, of the zone only the letter; undefined for any other text. */
export function compactDate(text: string): { octets: Uint8Array; seconds: boolean; zone: string } | undefined {
  const match = COMPACT.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
  if (year === undefined || month === undefined || day === undefined) return undefined;
  if (hour === undefined || minute === undefined || second === undefined) return undefined;
  if (year > 4095 || month > 15 || day > 31 || hour > 31 || minute > 63 || second > 63) return undefined;
  const zone = match[7] ?? '';
  const octets = Uint8Array.of(
    year >> 6,
    ((year & 0x3f) << 2) | (month >> 2),
    ((month & 0x03) << 6) | (day << 1) | (hour >> 4),
    ((hour & 0x0f) << 4) | (minute >> 2),
    ((minute & 0x03) << 6) | second,
    zone === '' ? 0 : zone.charCodeAt(0),
  );
  return { octets, seconds: match[6] !== undefined, zone };
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Octets as base64 text: what binary content is in the XML syntax. */
export function base64FromOctets(octets: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at += 3) {
    const left = end - at;
    const word =
      ((octets[at] ?? 0) << 16) |
      ((left > 1 ? (octets[at + 1] ?? 0) : 0) << 8) |
      (left > 2 ? (octets[at + 2] ?? 0) : 0);
    text += ALPHABET.charAt(word >> 18) + ALPHABET.charAt((word >> 12) & 63);
    text += left > 1 ? ALPHABET.charAt((word >> 6) & 63) : '=';
    text += left > 2 ? ALPHABET.charAt(word & 63) : '=';
  }
  return text;
}
