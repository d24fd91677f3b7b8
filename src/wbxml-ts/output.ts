/** The state of a document being written and the writing of what content and attribute values are made of. */
import { type Charset, isWide, mibEnumOf } from './charset.ts';
import { WbxmlError } from './error.ts';
import { checkedInteger, type EncoderProfile, publicIdFor } from './profile.ts';
import { clearStringTable, createStringTable, offsetOf, type StringTable } from './string-table.ts';
import type { Tables } from './tables.ts';
import {
  END,
  ENTITY,
  EXT_0,
  EXT_I_0,
  EXT_T_0,
  LITERAL,
  OPAQUE,
  type Slot,
  STR_I,
  STR_T,
  SWITCH_PAGE,
  WITH_CONTENT,
} from './tokens.ts';
import {
  createWriter,
  pairAt,
  reserve,
  runEnd,
  type Writer,
  writeAscii,
  writeInteger,
  writeOctet,
  writeOctets,
  writeText,
} from './writer.ts';

export interface Output {
  readonly charset: Charset;
  readonly wide: boolean;
  readonly version: number;
  readonly publicId: number | string;
  readonly mibEnum: number;
  /** Which strings go into the string table. */
  readonly inTable: 'none' | 'all' | ReadonlySet<string>;
  /** Counts the strings written, where somebody wants to know. */
  readonly seen: Map<string, number> | undefined;
  /** Header of a document without string table, the usual case, and body. */
  readonly buffer: Writer;
  readonly bodyStart: number;
  readonly table: StringTable;
  /** Per open element: where its tag octet is, and its name. */
  readonly tagAt: number[];
  readonly names: string[];
  inAttributes: boolean;
  inValue: boolean;
  tagPage: number;
  attributePage: number;
  rooted: boolean;
}

/** Throws RangeError for a profile that cannot be. */
export function createOutput(tables: Tables, profile: EncoderProfile, seen: Map<string, number> | undefined): Output {
  const charset = profile.charset ?? 'utf-8';
  const version = profile.version ?? 3;
  if (version !== 1 && version !== 2 && version !== 3) throw new RangeError(`WBXML 1.${version}; give 1, 2 or 3`);
  const publicId = publicIdFor(tables, profile.publicId, charset);
  const mibEnum = checkedInteger(profile.mibEnum ?? mibEnumOf(charset), 'MIBenum');
  const { strings = 'inline' } = profile;
  const buffer = createWriter(512);
  writeHeader(buffer, version, publicId, undefined, mibEnum, 0);
  return {
    charset,
    wide: isWide(charset),
    version,
    publicId,
    mibEnum,
    inTable: strings === 'inline' ? 'none' : strings === 'table' ? 'all' : new Set(strings),
    seen,
    buffer,
    bodyStart: buffer.length,
    table: createStringTable(),
    tagAt: [],
    names: [],
    inAttributes: false,
    inValue: false,
    tagPage: 0,
    attributePage: 0,
    rooted: false,
  };
}

export function resetOutput(o: Output): void {
  o.buffer.length = o.bodyStart;
  clearStringTable(o.table);
  o.tagAt.length = 0;
  o.names.length = 0;
  o.inAttributes = false;
  o.inValue = false;
  o.tagPage = 0;
  o.attributePage = 0;
  o.rooted = false;
}

function writeHeader(
  w: Writer,
  version: number,
  publicId: number | string,
  reference: number | undefined,
  mibEnum: number,
  tableLength: number,
): void {
  writeOctet(w, version);
  writeInteger(w, typeof publicId === 'number' ? publicId : 0);
  if (reference !== undefined) writeInteger(w, reference);
  writeInteger(w, mibEnum);
  writeInteger(w, tableLength);
}

/** The whole document as octets of its own. */
export function documentOf(o: Output): Uint8Array {
  const { buffer, table, publicId } = o;
  if (table.writer.length === 0 && typeof publicId === 'number') return buffer.octets.slice(0, buffer.length);
  const reference = typeof publicId === 'string' ? offsetOf(table, publicId, o.charset) : undefined;
  const document = createWriter(32);
  writeHeader(document, o.version, publicId, reference, o.mibEnum, table.writer.length);
  reserve(document, table.writer.length + buffer.length - o.bodyStart);
  writeOctets(document, table.writer.octets, 0, table.writer.length);
  writeOctets(document, buffer.octets, o.bodyStart, buffer.length);
  return document.octets.slice(0, document.length);
}

export function impossible(o: Output, what: string, expected: string, found: string): never {
  throw new WbxmlError({ kind: 'not-encodable', offset: o.buffer.length, what, expected, found });
}

/** Sets a flag of the open element's tag, which is already written. */
export function setFlag(o: Output, flag: number): void {
  const at = o.tagAt[o.tagAt.length - 1];
  if (at === undefined) impossible(o, 'content outside the root', 'an open element', 'none');
  o.buffer.octets[at] = (o.buffer.octets[at] as number) | flag;
}

/** To be called before any part of content or of an attribute value. */
export function startContent(o: Output): void {
  if (o.inValue) return;
  endAttributes(o);
  setFlag(o, WITH_CONTENT);
}

export function endAttributes(o: Output): void {
  if (!o.inAttributes) return;
  writeOctet(o.buffer, END);
  o.inAttributes = false;
}

export function writeLiteral(o: Output, name: string): void {
  if (name === '' || runEnd(name, 0, o.charset) < name.length) {
    impossible(o, 'literal name', `a name that ${o.charset} can hold`, JSON.stringify(name));
  }
  writeOctet(o.buffer, LITERAL);
  writeInteger(o.buffer, offsetOf(o.table, name, o.charset));
}

export function switchTagPage(o: Output, page: number): void {
  if (page === o.tagPage) return;
  writeOctet(o.buffer, SWITCH_PAGE);
  writeOctet(o.buffer, page);
  o.tagPage = page;
}

export function switchAttributePage(o: Output, page: number): void {
  if (page === o.attributePage) return;
  writeOctet(o.buffer, SWITCH_PAGE);
  writeOctet(o.buffer, page);
  o.attributePage = page;
}

/** Text as strings, and as entities where a string cannot hold a character. */
export function writeString(o: Output, text: string): void {
  if (text === '') return;
  startContent(o);
  if (o.inTable === 'none' && !o.wide && o.seen === undefined) {
    writeOctet(o.buffer, STR_I);
    if (writeAscii(o.buffer, text)) return;
    o.buffer.length--;
  }
  let from = 0;
  while (from < text.length) {
    const end = runEnd(text, from, o.charset);
    if (end > from) {
      writeRun(o, from === 0 && end === text.length ? text : text.slice(from, end));
      from = end;
    } else {
      writeEntity(o, text.codePointAt(from) ?? 0);
      from += pairAt(text, from) ? 2 : 1;
    }
  }
}

function writeRun(o: Output, run: string): void {
  if (o.seen !== undefined) o.seen.set(run, (o.seen.get(run) ?? 0) + 1);
  if (o.inTable !== 'none' && (o.inTable === 'all' || o.inTable.has(run))) {
    writeOctet(o.buffer, STR_T);
    writeInteger(o.buffer, offsetOf(o.table, run, o.charset));
    return;
  }
  writeOctet(o.buffer, STR_I);
  writeTerminated(o, run);
}

function writeTerminated(o: Output, text: string): void {
  writeText(o.buffer, text, 0, text.length, o.charset);
  writeOctet(o.buffer, 0);
  if (o.wide) writeOctet(o.buffer, 0);
}

export function writeEntity(o: Output, code: number): void {
  if (!Number.isInteger(code) || code < 0 || code > 0x10_ffff || (code >= 0xd800 && code <= 0xdfff)) {
    const found = code.toString(16).toUpperCase();
    impossible(o, 'character', 'a Unicode scalar value (up to 10FFFF, no surrogate)', found);
  }
  startContent(o);
  writeOctet(o.buffer, ENTITY);
  writeInteger(o.buffer, code);
}

export function writeOpaque(o: Output, octets: Uint8Array, start: number, end: number): void {
  startContent(o);
  writeOctet(o.buffer, OPAQUE);
  writeInteger(o.buffer, end - start);
  writeOctets(o.buffer, octets, start, end);
}

export function writeExtT(o: Output, slot: Slot, value: number): void {
  if (!Number.isInteger(value) || value < 0 || value > 0xffff_ffff) {
    impossible(o, 'value of an extension token', 'a whole number of 32 bits', String(value));
  }
  startContent(o);
  writeOctet(o.buffer, EXT_T_0 + slot);
  writeInteger(o.buffer, value);
}

export function writeExtI(o: Output, slot: Slot, text: string): void {
  if (runEnd(text, 0, o.charset) < text.length) {
    const expected = `text that ${o.charset} can hold`;
    impossible(o, 'text of an extension token', expected, JSON.stringify(text));
  }
  startContent(o);
  writeOctet(o.buffer, EXT_I_0 + slot);
  writeTerminated(o, text);
}

export function writeExt(o: Output, slot: Slot): void {
  startContent(o);
  writeOctet(o.buffer, EXT_0 + slot);
}
