/** Attribute lists and processing instructions: both are in the attribute code space. */
import { quoted, short } from './annotate.ts';
import {
  complain,
  countNode,
  countText,
  note,
  type OpenElement,
  overLimit,
  type Reader,
  readEntity,
  readInlineString,
  readInteger,
  readOctet,
  refuse,
  stringOf,
  tableString,
} from './reader.ts';
import {
  END,
  ENTITY,
  EXT_0,
  EXT_2,
  EXT_I_0,
  EXT_I_2,
  EXT_T_0,
  EXT_T_2,
  FIRST_TOKEN,
  globalTokenName,
  hex,
  LITERAL,
  OPAQUE,
  type Slot,
  STR_I,
  STR_T,
  SWITCH_PAGE,
  TAG_MASK,
} from './tokens.ts';
import type { Attribute, Instruction, Origin } from './tree.ts';

/** An attribute under construction: the value grows token by token. */
interface OpenAttribute extends Attribute {
  value: string;
  end: number;
}

/** Reads a list up to and with its END. */
export function readAttributes(r: Reader, element: OpenElement): void {
  const attributes: OpenAttribute[] = [];
  element.attributes = attributes;
  let current: OpenAttribute | undefined;
  for (;;) {
    const start = r.pos;
    const octet = nextOctet(r, 'attribute list');
    if (octet === END) {
      note(r, start, 'end', 'END of attributes');
      break;
    }
    if (octet === SWITCH_PAGE) switchAttributePage(r, start);
    else if (isAttributeStart(octet)) {
      countNode(r, start);
      if (attributes.length >= r.limits.attributes) {
        overLimit('attributes', r.limits.attributes, start, 'too many attributes', 'one more');
      }
      current = startAttribute(r, octet, start);
      refuseTwice(r, attributes, current);
      attributes.push(current);
    } else {
      if (current === undefined) {
        refuse('unexpected-token', start, 'value without attribute', 'an attribute start or END', tokenName(octet));
      }
      current.value += readValue(r, octet, start, element.name, current.name);
      current.end = r.pos;
    }
  }
  if (attributes.length === 0) {
    complain(r, 'empty-attributes', r.pos - 1, 'empty attribute list', 'at least one attribute', 'END');
  }
}

/** Reads a processing instruction whose PI octet at `start` has been read. */
export function readInstruction(r: Reader, start: number): Instruction {
  countNode(r, start);
  note(r, start, 'instruction', 'PI');
  let current: OpenAttribute | undefined;
  for (;;) {
    const at = r.pos;
    const octet = nextOctet(r, 'processing instruction');
    if (octet === END) {
      note(r, at, 'end', 'END of PI');
      if (current === undefined) {
        refuse('unexpected-token', at, 'processing instruction without target', 'an attribute start', 'END');
      }
      return { kind: 'instruction', target: current.name, value: current.value, start, end: r.pos };
    }
    if (octet === SWITCH_PAGE) switchAttributePage(r, at);
    else if (isAttributeStart(octet)) {
      if (current !== undefined) {
        refuse('unexpected-token', at, 'second target in a processing instruction', 'a value or END', tokenName(octet));
      }
      current = startAttribute(r, octet, at);
    } else if (current === undefined) {
      const expected = 'an attribute start';
      refuse('unexpected-token', at, 'processing instruction without target', expected, tokenName(octet));
    } else current.value += readValue(r, octet, at, current.name, current.name);
  }
}

function nextOctet(r: Reader, what: string): number {
  if (r.pos >= r.size) refuse('missing-end', r.pos, `${what} not closed`, 'END', 'the end of the document');
  return r.octets[r.pos++] as number;
}

function isAttributeStart(octet: number): boolean {
  return octet < 0x80 && ((octet & TAG_MASK) >= FIRST_TOKEN || octet === LITERAL);
}

/** The meaning of an octet of the attribute code space, for messages. */
function tokenName(octet: number): string {
  return globalTokenName(octet) ?? `token ${hex(octet)}`;
}

function switchAttributePage(r: Reader, start: number): void {
  const page = readOctet(r, 'attribute code page');
  r.attributePage = page;
  if (r.annotations !== undefined) note(r, start, 'page', `SWITCH_PAGE attributes ${hex(page)}`);
  if (!r.tables.hasAttributePage(page)) {
    complain(r, 'unknown-page', start, 'attribute code page', 'a page of the tables', `page ${hex(page)}`);
  }
}

function startAttribute(r: Reader, octet: number, start: number): OpenAttribute {
  const page = r.attributePage;
  let name: string;
  let value = '';
  let origin: Origin = 'table';
  if (octet === LITERAL) {
    origin = 'literal';
    name = readLiteralName(r);
    if (r.annotations !== undefined) note(r, start, 'attribute', `LITERAL ${short(name)}=`);
  } else {
    const known = r.tables.attributeStart(page, octet);
    if (known === undefined) {
      const found = `token ${hex(octet)} on page ${hex(page)}`;
      complain(r, 'unknown-attribute', start, 'attribute token', 'a token of the tables', found);
      origin = 'unknown';
      name = `unknown-attribute-${hex(page)}-${hex(octet)}`;
    } else {
      name = known.name;
      value = known.prefix;
      countText(r, value.length, start);
    }
    if (r.annotations !== undefined)
      note(r, start, 'attribute', value === '' ? `${name}=` : `${name}=${quoted(value)}`);
  }
  return { name, value, origin, page, token: octet, start, end: r.pos };
}

/** A name out of the string table, its reference being next. */
export function readLiteralName(r: Reader): string {
  const at = r.pos;
  const name = tableString(r, readInteger(r, 'string table reference of a literal name'), at);
  if (!/^[^\s<>&"'/=\0-\x1f]+$/.test(name)) {
    complain(r, 'invalid-name', at, 'literal name', 'a name that can stand in XML', quoted(name));
  }
  return name;
}

function refuseTwice(r: Reader, attributes: readonly Attribute[], added: Attribute): void {
  for (const attribute of attributes) {
    if (attribute.name === added.name) {
      complain(r, 'duplicate-attribute', added.start, 'attribute twice', `one ${short(added.name)}`, 'another one');
      return;
    }
  }
}

/** One part of an attribute value; its first octet at `start` has been read. */
function readValue(r: Reader, octet: number, start: number, element: string, attribute: string): string {
  if (octet === STR_I) {
    const text = readInlineString(r);
    if (r.annotations !== undefined) note(r, start, 'string', `STR_I ${quoted(text)}`);
    return text;
  }
  if (octet >= 0x80 && (octet & TAG_MASK) >= FIRST_TOKEN) return readValueToken(r, octet, start);
  if (octet === STR_T) return readTableText(r, start);
  if (octet === ENTITY) return readEntityText(r, start);
  if (octet === OPAQUE) return readOpaqueValue(r, start, element, attribute);
  if (isExtension(octet)) {
    const operand = readExtensionOperand(r, octet, start, element);
    if (r.annotations !== undefined) note(r, start, 'extension', extensionLabel(octet, operand));
    return operand.text ?? '';
  }
  return refuse('unexpected-token', start, 'token in an attribute list', 'an attribute or value', tokenName(octet));
}

function readValueToken(r: Reader, octet: number, start: number): string {
  const value = r.tables.attributeValue(r.attributePage, octet);
  if (value === undefined) {
    const found = `token ${hex(octet)} on page ${hex(r.attributePage)}`;
    complain(r, 'unknown-attribute-value', start, 'attribute value token', 'a token of the tables', found);
  } else countText(r, value.length, start);
  if (r.annotations !== undefined)
    note(r, start, 'attribute-value', value === undefined ? `unknown value ${hex(octet)}` : `value ${quoted(value)}`);
  return value ?? '';
}

function readOpaqueValue(r: Reader, start: number, element: string, attribute: string): string {
  const { from, to } = readOpaqueBounds(r, start);
  const typed = r.tables.opaque?.(element, r.octets, from, to, attribute);
  if (r.annotations !== undefined) note(r, start, 'opaque', `OPAQUE ${to - from} octets`);
  if (typeof typed === 'string') {
    countText(r, typed.length, start);
    return typed;
  }
  if (typed !== undefined)
    complain(r, 'opaque-value', from, `opaque value of ${short(attribute)}`, typed.expected, typed.found);
  return stringOf(r, from, to, false);
}

/** The operand of STR_T as text. */
export function readTableText(r: Reader, start: number): string {
  const at = r.pos;
  const offset = readInteger(r, 'string table reference');
  const text = tableString(r, offset, at);
  if (r.annotations !== undefined) note(r, start, 'string-reference', `STR_T ${offset}: ${quoted(text)}`);
  return text;
}

/** The operand of ENTITY as text. */
export function readEntityText(r: Reader, start: number): string {
  const text = readEntity(r);
  if (r.annotations !== undefined) {
    note(r, start, 'entity', `ENTITY U+${hex(text.codePointAt(0) ?? 0).padStart(4, '0')}`);
  }
  return text;
}

/** The place of the octets of OPAQUE; moves past them. */
export function readOpaqueBounds(r: Reader, start: number): { from: number; to: number } {
  const length = readInteger(r, 'length of an opaque value');
  const from = r.pos;
  const left = r.size - from;
  if (length > left) {
    const expected = `at most the ${left} octets that follow`;
    refuse('opaque-length', start, 'opaque value longer than the document', expected, String(length));
  }
  if (length > r.limits.string) {
    overLimit('string', r.limits.string, start, 'opaque value too long', String(length));
  }
  r.pos = from + length;
  return { from, to: r.pos };
}

/** True for the nine extension tokens. */
export function isExtension(octet: number): boolean {
  return (
    (octet >= EXT_T_0 && octet <= EXT_T_2) ||
    (octet >= EXT_I_0 && octet <= EXT_I_2) ||
    (octet >= EXT_0 && octet <= EXT_2)
  );
}

/** The octets after an extension token, and the text it stands for where the tables know it. */
export interface ExtensionOperand {
  readonly operand: string | number | undefined;
  readonly text: string | undefined;
}

export function readExtensionOperand(r: Reader, octet: number, start: number, element: string): ExtensionOperand {
  const slot = (octet & 0x03) as Slot;
  let operand: string | number | undefined;
  let text: string | undefined;
  if (octet >= EXT_0) text = r.tables.ext?.(slot, element);
  else if (octet >= EXT_T_0) {
    operand = readInteger(r, 'value of an extension token');
    text = r.tables.extT?.(slot, operand, element);
  } else {
    operand = readInlineString(r);
    text = r.tables.extI?.(slot, operand, element);
  }
  if (text === undefined) {
    const value = operand === undefined ? '' : typeof operand === 'number' ? ` ${hex(operand)}` : ` ${quoted(operand)}`;
    const found = `${globalTokenName(octet)}${value}`;
    complain(r, 'unknown-extension', start, 'extension value', 'a value of the tables', found);
  } else countText(r, text.length, start);
  return { operand, text };
}

export function extensionLabel(octet: number, read: ExtensionOperand): string {
  const name = globalTokenName(octet) ?? hex(octet);
  const operand =
    read.operand === undefined ? '' : ` ${typeof read.operand === 'number' ? hex(read.operand) : quoted(read.operand)}`;
  return `${name}${operand}: ${read.text === undefined ? 'unknown' : quoted(read.text)}`;
}
