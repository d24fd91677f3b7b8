/** Text content and the values it stands for: both directions, for every text type of the models. */
import type { Text } from './combinators.ts';

export type TextValue = string | number | boolean;

/** The meaning of a text. `value` is undefined when nothing of the type can be made of it. */
export interface Reading {
  readonly value: TextValue | undefined;
  /** Set when the text is not what the type asks for. */
  readonly problem: string | undefined;
  readonly severity: 'error' | 'deviation';
  /** XML white space around the value was removed. */
  readonly padded?: true;
}

/** Largest Integer: 32 bits, unsigned. */
export const MAX_INTEGER = 4294967295;

const fine = (value: TextValue): Reading => ({ value, problem: undefined, severity: 'deviation' });
const bad = (value: TextValue | undefined, problem: string): Reading => ({ value, problem, severity: 'error' });
const odd = (value: TextValue, problem: string): Reading => ({ value, problem, severity: 'deviation' });

/**
 * Quotes a text for a message to people, cut to 60 characters. Such messages are also sent in answers, so characters
 * outside XML are escaped.
 */
export function quoted(text: string): string {
  const shown = JSON.stringify(text.length > 60 ? `${text.slice(0, 60)}…` : text);
  return shown.replace(/[\ufffe\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16)}`);
}

/** Reads the text of an element. White space around a value is not part of it, unless the model says so. */
export function readText(type: Text, raw: string): Reading {
  if (type.keepsSpace === true) return fine(raw);
  const text = withoutPadding(raw);
  const reading = readTrimmed(type, text);
  return text.length === raw.length || type.type === 'base64' ? reading : { ...reading, padded: true };
}

/** The text without XML white space at its ends: only spaces, tabs, carriage returns and line feeds. */
export function withoutPadding(raw: string): string {
  let start = 0;
  let end = raw.length;
  while (start < end && isSpace(raw.charCodeAt(start))) start++;
  while (end > start && isSpace(raw.charCodeAt(end - 1))) end--;
  return end - start === raw.length ? raw : raw.slice(start, end);
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09;
}

/** True for a text that neither begins nor ends with white space or a control character. */
function isBare(raw: string): boolean {
  const { length } = raw;
  return length === 0 || (raw.charCodeAt(0) > 0x20 && raw.charCodeAt(length - 1) > 0x20);
}

/** The value of a text without anything to report; undefined where `readText` has to look closer. */
export function readPlain(type: Text, raw: string): TextValue | undefined {
  switch (type.type) {
    case 'string':
      return type.keepsSpace === true || isBare(raw) ? raw : undefined;
    case 'boolean':
      return raw === 'T' ? true : raw === 'F' ? false : undefined;
    case 'enum':
      return type.values?.includes(raw) === true ? raw : undefined;
    case 'integer':
      return plainInteger(raw);
    case 'uri':
      return NOT_URI.test(raw) ? undefined : raw;
    default:
      return undefined;
  }
}

const NOT_URI = /[\s<>"]/;

/** At most nine digits, so certainly in range. */
function plainInteger(raw: string): number | undefined {
  if (raw.length === 0 || raw.length > 9) return undefined;
  let value = 0;
  for (let i = 0; i < raw.length; i++) {
    const digit = raw.charCodeAt(i) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return value;
}

function readTrimmed(type: Text, text: string): Reading {
  switch (type.type) {
    case 'integer':
      return readInteger(text);
    case 'boolean':
      if (text === 'T') return TRUE;
      if (text === 'F') return FALSE;
      return bad(BOOLEANS.get(text.toLowerCase()), `${quoted(text)} is not a Boolean, which is T or F`);
    case 'yesNo':
      return readYesNo(text);
    case 'iso8601':
      return isIso8601(text) ? fine(text) : bad(text, `${quoted(text)} is no date and time of ISO 8601`);
    case 'enum':
      if (type.values === undefined || type.values.includes(text)) return fine(text);
      if (type.open === true) return openValue(type.values, text);
      return bad(inOtherCase(type.values, text) ?? text, `${quoted(text)} is not one of ${type.values.join(', ')}`);
    case 'datetime':
      return readDateTime(text);
    case 'base64':
      return isBase64(text) ? fine(text) : bad(text, `${quoted(text)} is not base64`);
    case 'uri':
      return NOT_URI.test(text) ? odd(text, `${quoted(text)} has characters that no URI has`) : fine(text);
    default:
      return fine(text);
  }
}

const TRUE = fine(true);
const FALSE = fine(false);

function readYesNo(text: string): Reading {
  if (text === 'Yes') return TRUE;
  if (text === 'No') return FALSE;
  return bad(BOOLEANS.get(text.toLowerCase()), `${quoted(text)} is neither Yes nor No`);
}

/** The extended form, or the basic one; a time zone may be missing. Fractions of a second are read. */
const ISO8601 =
  /^(\d{4})(-?)(\d{2})\2(\d{2})T(\d{2})(:?)(\d{2})(?:\6(\d{2})(?:[.,]\d{1,9})?)?(?:Z|[+-]\d{2}:?(?:\d{2})?)?$/;

function isIso8601(text: string): boolean {
  const match = ISO8601.exec(text);
  if (match === null) return false;
  const [, year, , month, day, hour, , minute, second] = match;
  return (
    Number(day) >= 1 &&
    Number(day) <= daysIn(Number(year), Number(month)) &&
    Number(hour) < 24 &&
    Number(minute) < 60 &&
    Number(second ?? 0) < 61
  );
}

/** Wrong forms with a clear meaning: the slip is one finding, and the value is still read. */
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...['t', 'true', '1', 'y', 'yes'].map((form) => [form, true] as const),
  ...['f', 'false', '0', 'n', 'no'].map((form) => [form, false] as const),
]);

function inOtherCase(values: readonly string[], text: string): string | undefined {
  const lower = text.toLowerCase();
  return values.find((value) => value.toLowerCase() === lower);
}

function openValue(values: readonly string[], text: string): Reading {
  const known = inOtherCase(values, text);
  return known === undefined ? fine(text) : odd(known, `${quoted(text)} is written ${known}`);
}

function readInteger(text: string): Reading {
  const signed = /^\+([0-9]{1,9})$/.exec(text)?.[1];
  if (signed !== undefined) return bad(Number(signed), `${quoted(text)} is not an Integer, which has no sign`);
  if (!/^[0-9]+$/.test(text)) return bad(undefined, `${quoted(text)} is not an Integer, which has decimal digits only`);
  const value = Number(text);
  return value <= MAX_INTEGER
    ? fine(value)
    : bad(undefined, `${quoted(text)} is above the largest Integer, 4294967295`);
}

const DATE_TIME = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})?([A-Z])?$/;

function readDateTime(text: string): Reading {
  const match = DATE_TIME.exec(text);
  if (match === null)
    return bad(text, `${quoted(text)} is not a DateTime, which reads YYYYMMDDThhmmss, with Z for UTC`);
  const [, year, month, day, hour, minute, second, zone] = match;
  const days = daysIn(Number(year), Number(month));
  const inRange =
    days > 0 &&
    Number(day) >= 1 &&
    Number(day) <= days &&
    Number(hour) < 24 &&
    Number(minute) < 60 &&
    Number(second ?? 0) < 61;
  if (!inRange) return bad(text, `${quoted(text)} is no date and time of the calendar`);
  if (zone === 'J') return bad(text, `${quoted(text)} has J for a time zone, which is none`);
  if (zone !== undefined && zone !== 'Z') return odd(text, `${quoted(text)} has a time zone other than Z`);
  return fine(text);
}

function daysIn(year: number, month: number): number {
  if (month < 1 || month > 12) return 0;
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Base64 of RFC 2045: white space is allowed, the length without it is a multiple of four. */
export function isBase64(text: string): boolean {
  const bare = /\s/.test(text) ? text.replace(/\s+/g, '') : text;
  return bare.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(bare);
}

/** The problem of a value in memory, or undefined: its JavaScript type first, then its text. */
export function problemOfValue(type: Text, value: unknown): Reading | undefined {
  const truth = type.type === 'boolean' || type.type === 'yesNo';
  const wanted = type.type === 'integer' ? 'number' : truth ? 'boolean' : 'string';
  if (typeof value !== wanted) return bad(undefined, `a ${wanted} is expected, not ${describe(value)}`);
  const text = formatText(value as TextValue, type);
  const reading = readText(type, text);
  if (reading.problem !== undefined) return reading;
  if (reading.padded === true) return odd(value as TextValue, WHITE_SPACE);
  return fitsXml(text) ? undefined : bad(text, notXml(text));
}

/** Problem of a value with white space around it: the form is wrong, the meaning is clear. */
const WHITE_SPACE = 'white space around the value';

/** Characters outside the Char production of XML 1.0, lone surrogates included. */
const NOT_XML =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

const ALL_NOT_XML = new RegExp(NOT_XML, 'g');

/** The text with U+FFFD in place of every character outside XML. */
export function lawfulXml(text: string): string {
  return fitsXml(text) ? text : text.replace(ALL_NOT_XML, '\ufffd');
}

/** True if a text contains only characters that XML allows. */
export function fitsXml(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 ? !isSpace(code) : code >= 0xd800) return !NOT_XML.test(text);
  }
  return true;
}

/** Describes the first character of a text that XML does not allow. */
export function notXml(text: string): string {
  const code = NOT_XML.exec(text)?.[0].charCodeAt(0) ?? 0;
  return `${quoted(text)} has the character U+${code.toString(16).toUpperCase().padStart(4, '0')}, which XML does not have`;
}

/** A description of a value, for messages to people. */
export function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  return typeof value === 'object' ? 'an object' : `the ${typeof value} ${quoted(String(value))}`;
}

/** The text of a value; T or F for a Boolean, unless its type says Yes or No. */
export function formatText(value: TextValue, type?: Text): string {
  if (value === true) return type?.type === 'yesNo' ? 'Yes' : 'T';
  if (value === false) return type?.type === 'yesNo' ? 'No' : 'F';
  return typeof value === 'number' ? String(value) : value;
}

const PADDED = /^[A-Za-z0-9+/\s]*={0,2}\s*$/;

/** Sizes of a content, in octets, by every reading of AMB-068; white space at its ends, or one line end, may be the writer's own. */
export function contentSizes(data: string): readonly number[] {
  const octets = (text: string) => new TextEncoder().encode(text).length;
  const lengths = [octets(data), octets(data.trim()), octets(data.replace(/^\r?\n/, '').replace(/\r?\n$/, ''))];
  if (PADDED.test(data)) {
    const plain = data.replace(/[\s=]/g, '');
    lengths.push(Math.floor((plain.length * 3) / 4), plain.length, 4 * Math.ceil(plain.length / 4));
  }
  return lengths;
}
