/** Writing a document step by step, in one pass: no tree is needed. */
import { isWide, mibEnumOf } from './charset.ts';
import { WbxmlError } from './error.ts';
import {
  type ContentWriter,
  checkedInteger,
  type Encoder,
  type EncoderProfile,
  hintedAttribute,
  hintedTag,
  publicIdFor,
  type TokenHint,
} from './profile.ts';
import { clearStringTable, createStringTable, offsetOf } from './string-table.ts';
import type { Tables } from './tables.ts';
import {
  END,
  ENTITY,
  EXT_0,
  EXT_I_0,
  EXT_T_0,
  LITERAL,
  OPAQUE,
  PI,
  type Slot,
  STR_I,
  STR_T,
  SWITCH_PAGE,
  WITH_ATTRIBUTES,
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

/**
 * An encoder for many documents, one after the other. Throws RangeError for a profile that cannot be. `seen` counts the
 * strings that are written.
 */
export function createEncoder(tables: Tables, profile: EncoderProfile = {}, seen?: Map<string, number>): Encoder {
  const charset = profile.charset ?? 'utf-8';
  const wide = isWide(charset);
  const version = profile.version ?? 3;
  if (version !== 1 && version !== 2 && version !== 3) throw new RangeError(`WBXML 1.${version}; give 1, 2 or 3`);
  const publicId = publicIdFor(tables, profile.publicId, charset);
  const mibEnum = checkedInteger(profile.mibEnum ?? mibEnumOf(charset), 'MIBenum');
  const { content, emptyContent = false, strings = 'inline', unknownNames = 'literal' } = profile;
  const listed = typeof strings === 'string' ? undefined : new Set(strings);
  const { extensions = 'whole-text', attributes = 'tokens' } = profile;
  /** Strings go inline, octet for character where they are ASCII. */
  const plain = strings === 'inline' && !wide && seen === undefined;
  const body = createWriter(512);
  const table = createStringTable();
  /** The buffer starts with the header of a document without string table, the usual case. */
  writeHeader(body, undefined, 0);
  const bodyStart = body.length;
  /** Per open element: where its tag octet is and its name. */
  const tagAt: number[] = [];
  const names: string[] = [];
  let inAttributes = false;
  let inValue = false;
  let tagPage = 0;
  let attributePage = 0;
  let rooted = false;

  function impossible(what: string, expected: string, found: string): never {
    throw new WbxmlError({ kind: 'not-encodable', offset: body.length, what, expected, found });
  }

  function setFlag(flag: number): void {
    const at = tagAt[tagAt.length - 1];
    if (at === undefined) impossible('content outside the root', 'an open element', 'none');
    body.octets[at] = (body.octets[at] as number) | flag;
  }

  /** To be called before any part of content. */
  function startContent(): void {
    if (inValue) return;
    endAttributes();
    setFlag(WITH_CONTENT);
  }

  function endAttributes(): void {
    if (!inAttributes) return;
    writeOctet(body, END);
    inAttributes = false;
  }

  function literal(name: string): void {
    if (name === '' || runEnd(name, 0, charset) < name.length) {
      impossible('literal name', `a name that ${charset} can hold`, JSON.stringify(name));
    }
    writeOctet(body, LITERAL);
    writeInteger(body, offsetOf(table, name, charset));
  }

  function switchTagPage(page: number): void {
    if (page === tagPage) return;
    writeOctet(body, SWITCH_PAGE);
    writeOctet(body, page);
    tagPage = page;
  }

  function switchAttributePage(page: number): void {
    if (page === attributePage) return;
    writeOctet(body, SWITCH_PAGE);
    writeOctet(body, page);
    attributePage = page;
  }

  function open(name: string, hint?: TokenHint): void {
    if (tagAt.length > 0) startContent();
    else if (rooted) impossible('second root', 'one root element', `another one, '${name}'`);
    rooted = true;
    const tag = hintedTag(tables, name, hint) ?? tables.tagFor(name, hint?.namespace);
    if (tag !== undefined) switchTagPage(tag.page);
    tagAt.push(body.length);
    names.push(name);
    if (tag !== undefined) writeOctet(body, tag.token);
    else {
      if (unknownNames === 'error') impossible('element without token', 'a name of the tables', `'${name}'`);
      literal(name);
    }
  }

  function startAttribute(name: string, value: string | undefined, hint: TokenHint | undefined): string {
    const start =
      hintedAttribute(tables, name, hint) ??
      (attributes === 'literal' ? undefined : tables.attributeStartFor(name, value ?? ''));
    if (start === undefined) {
      if (unknownNames === 'error' && attributes !== 'literal') {
        impossible('attribute without token', 'a name of the tables', `'${name}'`);
      }
      literal(name);
      return value ?? '';
    }
    switchAttributePage(start.page);
    writeOctet(body, start.token);
    return value === undefined ? '' : value.slice(start.prefix.length);
  }

  function startList(): void {
    if (inAttributes) return;
    const at = tagAt[tagAt.length - 1];
    if (at === undefined || ((body.octets[at] as number) & WITH_CONTENT) !== 0) {
      impossible('attribute', 'an element just opened', at === undefined ? 'none' : 'one with content');
    }
    setFlag(WITH_ATTRIBUTES);
    inAttributes = true;
  }

  function attribute(name: string, value: string, hint?: TokenHint): void {
    startList();
    inValue = true;
    valueParts(startAttribute(name, value, hint));
    inValue = false;
  }

  function attributeOf(name: string, write: (out: ContentWriter) => void, hint?: TokenHint): void {
    startList();
    inValue = true;
    startAttribute(name, undefined, hint);
    write(encoder);
    inValue = false;
  }

  /** The part of a value that the start token does not stand for: value tokens where they fit, strings between. */
  function valueParts(value: string): void {
    if (attributes !== 'tokens' || tables.attributeValueAt === undefined) {
      string(value);
      return;
    }
    let written = 0;
    let at = 0;
    while (at < value.length) {
      const token = tables.attributeValueAt(value, at);
      if (token === undefined) {
        at++;
        continue;
      }
      string(value.slice(written, at));
      switchAttributePage(token.page);
      writeOctet(body, token.token);
      at += token.value.length;
      written = at;
    }
    string(written === 0 ? value : value.slice(written));
  }

  function string(text: string): void {
    if (text === '') return;
    startContent();
    if (plain) {
      writeOctet(body, STR_I);
      if (writeAscii(body, text)) return;
      body.length--;
    }
    const length = text.length;
    let from = 0;
    while (from < length) {
      const end = runEnd(text, from, charset);
      if (end > from) {
        stringRun(text, from, end);
        from = end;
      } else from += entityAt(text, from);
    }
  }

  function stringRun(text: string, from: number, end: number): void {
    const run = from === 0 && end === text.length ? text : undefined;
    if (seen !== undefined) {
      const counted = run ?? text.slice(from, end);
      seen.set(counted, (seen.get(counted) ?? 0) + 1);
    }
    if (strings === 'table' || listed?.has(run ?? text.slice(from, end)) === true) {
      writeOctet(body, STR_T);
      writeInteger(body, offsetOf(table, run ?? text.slice(from, end), charset));
      return;
    }
    writeOctet(body, STR_I);
    writeText(body, text, from, end, charset);
    terminate();
  }

  function terminate(): void {
    writeOctet(body, 0);
    if (wide) writeOctet(body, 0);
  }

  /** The character at a place of a text as ENTITY; returns how many code units it took. */
  function entityAt(text: string, at: number): number {
    const pair = pairAt(text, at);
    entity(text.codePointAt(at) ?? 0);
    return pair ? 2 : 1;
  }

  function entity(code: number): void {
    if (!Number.isInteger(code) || code < 0 || code > 0x10_ffff || (code >= 0xd800 && code <= 0xdfff)) {
      impossible('character', 'a Unicode scalar value (up to 10FFFF, no surrogate)', code.toString(16).toUpperCase());
    }
    startContent();
    writeOctet(body, ENTITY);
    writeInteger(body, code);
  }

  function opaque(octets: Uint8Array, start = 0, end = octets.length): void {
    startContent();
    writeOctet(body, OPAQUE);
    writeInteger(body, end - start);
    writeOctets(body, octets, start, end);
  }

  function extT(slot: Slot, value: number): void {
    if (!Number.isInteger(value) || value < 0 || value > 0xffff_ffff) {
      impossible('value of an extension token', 'a whole number of 32 bits', String(value));
    }
    startContent();
    writeOctet(body, EXT_T_0 + slot);
    writeInteger(body, value);
  }

  function extI(slot: Slot, text: string): void {
    if (runEnd(text, 0, charset) < text.length) {
      impossible('text of an extension token', `text that ${charset} can hold`, JSON.stringify(text));
    }
    startContent();
    writeOctet(body, EXT_I_0 + slot);
    writeText(body, text, 0, text.length, charset);
    terminate();
  }

  function ext(slot: Slot): void {
    startContent();
    writeOctet(body, EXT_0 + slot);
  }

  function text(value: string): void {
    if (inValue) {
      string(value);
      return;
    }
    const element = names[names.length - 1];
    if (element === undefined) impossible('text outside the root', 'an open element', 'none');
    if (content?.(element, value, encoder) === true) return;
    const token = extensions === 'whole-text' ? tables.extTFor?.(value, element) : undefined;
    if (token !== undefined) extT(token.slot, token.value);
    else string(value);
  }

  function instruction(target: string, value: string): void {
    if (tagAt.length > 0) startContent();
    writeOctet(body, PI);
    inValue = true;
    valueParts(startAttribute(target, value, undefined));
    inValue = false;
    writeOctet(body, END);
  }

  function close(): void {
    const at = tagAt[tagAt.length - 1];
    if (at === undefined) impossible('close', 'an open element', 'none');
    endAttributes();
    if (emptyContent) setFlag(WITH_CONTENT);
    if (((body.octets[at] as number) & WITH_CONTENT) !== 0) writeOctet(body, END);
    tagAt.pop();
    names.pop();
  }

  function finish(): Uint8Array {
    if (tagAt.length > 0) impossible('end of the document', 'all elements closed', `'${names.join('/')}' open`);
    if (!rooted) impossible('end of the document', 'a root element', 'none');
    const document =
      table.writer.length === 0 && typeof publicId === 'number' ? body.octets.slice(0, body.length) : withTable();
    reset();
    return document;
  }

  /** The document with a header other than the one the buffer starts with. */
  function withTable(): Uint8Array {
    const reference = typeof publicId === 'string' ? offsetOf(table, publicId, charset) : undefined;
    const header = createWriter(32);
    writeHeader(header, reference, table.writer.length);
    reserve(header, table.writer.length + body.length - bodyStart);
    writeOctets(header, table.writer.octets, 0, table.writer.length);
    writeOctets(header, body.octets, bodyStart, body.length);
    return header.octets.slice(0, header.length);
  }

  function writeHeader(w: Writer, reference: number | undefined, tableLength: number): void {
    writeOctet(w, version);
    writeInteger(w, typeof publicId === 'number' ? publicId : 0);
    if (reference !== undefined) writeInteger(w, reference);
    writeInteger(w, mibEnum);
    writeInteger(w, tableLength);
  }

  function reset(): void {
    body.length = bodyStart;
    clearStringTable(table);
    tagAt.length = 0;
    names.length = 0;
    inAttributes = false;
    inValue = false;
    tagPage = 0;
    attributePage = 0;
    rooted = false;
  }

  const encoder: Encoder = {
    open,
    attribute,
    attributeOf,
    text,
    string,
    opaque,
    entity,
    extT,
    extI,
    ext,
    instruction,
    close,
    finish,
    reset,
  };
  return encoder;
}
