/** The state of one decode and the reading of what all parts of a document are made of: octets, integers, strings. */
import { type Charset, isWide } from './charset.ts';
import { WbxmlError } from './error.ts';
import type { Limits } from './limits.ts';
import type { ProblemKind } from './problem.ts';
import type { Tables } from './tables.ts';
import { asciiText, invalidAt, strictUtf8Text, textFrom } from './text-in.ts';
import { hex } from './tokens.ts';
import type { Annotation, AnnotationKind, Attribute, Content, Element, Header, Origin, Warning } from './tree.ts';

/** An element under construction. */
export interface OpenElement extends Element {
  name: string;
  origin: Origin;
  attributes: readonly Attribute[];
  children: readonly Content[];
  end: number;
  contentStart: number;
  contentEnd: number;
}

export interface Reader {
  readonly octets: Uint8Array;
  readonly size: number;
  /** The next octet. */
  pos: number;
  readonly strict: boolean;
  readonly limits: Limits;
  nodesLeft: number;
  textLeft: number;
  charset: Charset;
  wide: boolean;
  tableStart: number;
  tableEnd: number;
  tables: Tables;
  header: Header | undefined;
  tagPage: number;
  attributePage: number;
  root: OpenElement | undefined;
  /** The elements that are open, root first. */
  readonly open: OpenElement[];
  /** Strings of the string table met so far, by offset. */
  strings: Map<number, string> | undefined;
  readonly warnings: Warning[];
  warningsDropped: number;
  readonly annotations: Annotation[] | undefined;
  /** For each open element the names from the root, kept only for annotations. */
  readonly paths: string[];
}

/** An error in both modes. */
export function refuse(kind: ProblemKind, offset: number, what: string, expected: string, found: string): never {
  throw new WbxmlError({ kind, offset, what, expected, found });
}

/** An error in strict mode, a warning in tolerant mode. */
export function complain(
  r: Reader,
  kind: ProblemKind,
  offset: number,
  what: string,
  expected: string,
  found: string,
): void {
  if (r.strict) refuse(kind, offset, what, expected, found);
  if (r.warnings.length < r.limits.warnings) r.warnings.push({ kind, offset, what, expected, found });
  else r.warningsDropped++;
}

export function overLimit(limit: keyof Limits, bound: number, offset: number, what: string, found: string): never {
  throw new WbxmlError({ kind: 'limit', offset, what, expected: `at most ${bound} (limit ${limit})`, found, limit });
}

/** Notes what octets `start` up to the current position stand for. Call only when annotations are asked for. */
export function note(r: Reader, start: number, kind: AnnotationKind, label: string): void {
  if (r.annotations === undefined || start === r.pos) return;
  const element = r.open[r.open.length - 1];
  const path = r.paths[r.paths.length - 1] ?? '';
  r.annotations.push({ start, end: r.pos, kind, label, depth: r.open.length, path, element });
}

export function readOctet(r: Reader, what: string): number {
  if (r.pos >= r.size) refuse('truncated', r.pos, what, 'an octet', 'the end of the document');
  return r.octets[r.pos++] as number;
}

/** mb_u_int32: groups of seven bits, the most significant first; forms longer than needed are read too. */
export function readInteger(r: Reader, what: string): number {
  const start = r.pos;
  let value = 0;
  for (let count = 0; count < 5; count++) {
    if (r.pos >= r.size) {
      refuse('truncated', r.pos, what, 'a further octet of a multi-byte integer', 'the end of the document');
    }
    const octet = r.octets[r.pos++] as number;
    value = value * 0x80 + (octet & 0x7f);
    if (octet < 0x80) {
      if (value > 0xffff_ffff) refuse('integer-overflow', start, what, 'an integer of at most 32 bits', String(value));
      return value;
    }
  }
  return refuse('integer-overflow', start, what, 'a multi-byte integer of at most five octets', 'a longer one');
}

/** Counts a node against its bound. */
export function countNode(r: Reader, offset: number): void {
  if (--r.nodesLeft < 0) overLimit('nodes', r.limits.nodes, offset, 'too many nodes', 'one more');
}

/** Counts text against its bounds, before it is made. */
export function countText(r: Reader, length: number, offset: number): void {
  if (length > r.limits.string) overLimit('string', r.limits.string, offset, 'string too long', String(length));
  r.textLeft -= length;
  if (r.textLeft < 0) {
    overLimit('text', r.limits.text, offset, 'too much text', `${r.limits.text - r.textLeft} so far`);
  }
}

/** The operand of STR_I: text up to the terminating zero. */
export function readInlineString(r: Reader): string {
  const octets = r.octets;
  const start = r.pos;
  if (r.wide) {
    const end = wideEnd(octets, start, r.size);
    if (end < 0) endless(start);
    r.pos = end + 2;
    return stringOf(r, start, end, false);
  }
  const size = r.size;
  let at = start;
  let bits = 0;
  while (at < size) {
    const octet = octets[at] as number;
    if (octet === 0) {
      r.pos = at + 1;
      return stringOf(r, start, at, bits < 0x80);
    }
    bits |= octet;
    at++;
  }
  return endless(start);
}

function endless(start: number): never {
  return refuse('truncated', start, 'string without end', 'a terminating zero', 'the end of the document');
}

/** A string of the string table by its offset there; the offset may point into the middle of an entry. */
export function tableString(r: Reader, offset: number, at: number): string {
  const start = r.tableStart + offset;
  if (start >= r.tableEnd) {
    const length = r.tableEnd - r.tableStart;
    const expected = length === 0 ? 'no reference, the table is empty' : `an offset below ${length}`;
    refuse('string-table-offset', at, 'reference beyond the string table', expected, String(offset));
  }
  const known = r.strings?.get(offset);
  if (known !== undefined) {
    countText(r, known.length, at);
    return known;
  }
  let end = r.wide ? wideEnd(r.octets, start, r.tableEnd) : zeroAt(r.octets, start, r.tableEnd);
  if (end < 0) {
    const expected = 'a terminating zero';
    complain(r, 'unterminated-string', start, 'string table entry without end', expected, 'the end of the table');
    end = r.tableEnd;
  }
  const text = stringOf(r, start, end, false);
  if (r.strings === undefined) r.strings = new Map();
  r.strings.set(offset, text);
  return text;
}

/** Octets as text of the document's character set, counted and checked. */
export function stringOf(r: Reader, start: number, end: number, ascii: boolean): string {
  if (start === end) return '';
  countText(r, end - start, start);
  if (ascii && (r.charset === 'utf-8' || r.charset === 'us-ascii' || r.charset === 'iso-8859-1')) {
    return asciiText(r.octets, start, end);
  }
  if (r.charset === 'utf-8' && r.strict) {
    const text = strictUtf8Text(r.octets, start, end);
    if (text !== undefined) return text;
  }
  const bad = invalidAt(r.octets, start, end, r.charset);
  if (bad >= 0) {
    const found = `octet ${hex(r.octets[bad] as number)}`;
    complain(r, 'invalid-text', bad, 'octets that are no text', `valid ${r.charset}`, found);
  }
  return textFrom(r.octets, start, end, r.charset);
}

function zeroAt(octets: Uint8Array, start: number, limit: number): number {
  for (let at = start; at < limit; at++) if (octets[at] === 0) return at;
  return -1;
}

/** Offset of the first zero code unit of two octets; -1 where there is none. */
function wideEnd(octets: Uint8Array, start: number, limit: number): number {
  for (let at = start; at + 1 < limit; at += 2) if (octets[at] === 0 && octets[at + 1] === 0) return at;
  return -1;
}

/** The text of ENTITY: one Unicode scalar value. */
export function readEntity(r: Reader): string {
  const start = r.pos;
  const code = readInteger(r, 'character of an ENTITY');
  if (code > 0x10_ffff || (code >= 0xd800 && code <= 0xdfff)) {
    const expected = 'a Unicode scalar value (up to 10FFFF, no surrogate)';
    complain(r, 'invalid-entity', start, 'ENTITY that is no character', expected, hex(code));
    return '\ufffd';
  }
  countText(r, 1, start);
  return String.fromCodePoint(code);
}

/** Sets the character set strings are read in from here on. */
export function useCharset(r: Reader, charset: Charset): void {
  r.charset = charset;
  r.wide = isWide(charset);
}
