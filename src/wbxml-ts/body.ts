/** The body of a document: processing instructions, one element, processing instructions. */
import { quoted, short, tagLabel } from './annotate.ts';
import {
  extensionLabel,
  isExtension,
  readAttributes,
  readEntityText,
  readExtensionOperand,
  readInstruction,
  readLiteralName,
  readOpaqueBounds,
  readTableText,
} from './attributes.ts';
import {
  complain,
  countNode,
  countText,
  note,
  type OpenElement,
  overLimit,
  type Reader,
  readInlineString,
  readOctet,
  refuse,
} from './reader.ts';
import {
  END,
  ENTITY,
  EXT_0,
  EXT_T_0,
  FIRST_TOKEN,
  globalTokenName,
  hex,
  LITERAL,
  OPAQUE,
  PI,
  type Slot,
  STR_I,
  STR_T,
  SWITCH_PAGE,
  TAG_MASK,
  WITH_ATTRIBUTES,
  WITH_CONTENT,
} from './tokens.ts';
import type { Attribute, Content, Instruction } from './tree.ts';

/** Shared by all elements without children (attributes): most have none. */
const NO_CHILDREN: readonly Content[] = Object.freeze([]);
const NO_ATTRIBUTES: readonly Attribute[] = Object.freeze([]);

interface OpenText {
  readonly kind: 'text';
  value: string;
  readonly start: number;
  end: number;
}

/** Reads up to and with the attributes of the root; its content comes next. */
export function readRootStart(r: Reader, before: Instruction[]): OpenElement {
  for (;;) {
    const start = r.pos;
    if (start >= r.size) refuse('truncated', start, 'document without body', 'an element', 'the end of the document');
    const octet = r.octets[r.pos++] as number;
    if (octet === SWITCH_PAGE) switchTagPage(r, start);
    else if (octet === PI) before.push(readInstruction(r, start));
    else if (isTag(octet)) return readTag(r, octet, start);
    else {
      const found = globalTokenName(octet) ?? hex(octet);
      refuse('unexpected-token', start, 'token before the root', 'an element or a processing instruction', found);
    }
  }
}

/** Reads the content of the elements that are open, up to and with the END of the outermost. */
export function readContent(r: Reader): void {
  const octets = r.octets;
  const size = r.size;
  const open = r.open;
  let current = open[open.length - 1];
  while (current !== undefined) {
    const start = r.pos;
    if (start >= size) {
      refuse(
        'missing-end',
        start,
        `element ${short(current.name)} not closed`,
        'content or END',
        'the end of the document',
      );
    }
    const octet = octets[start] as number;
    r.pos = start + 1;
    if ((octet & TAG_MASK) >= FIRST_TOKEN) {
      addChild(current, readTag(r, octet, start));
      current = open[open.length - 1];
      continue;
    }
    switch (octet) {
      case END:
        current.contentEnd = start;
        current.end = r.pos;
        if (r.annotations !== undefined) note(r, start, 'end', `END of ${short(current.name)}`);
        close(r);
        current = open[open.length - 1];
        break;
      case STR_I: {
        const text = readInlineString(r);
        if (r.annotations !== undefined) note(r, start, 'string', `STR_I ${quoted(text)}`);
        addText(r, current, text, start);
        break;
      }
      case SWITCH_PAGE:
        switchTagPage(r, start);
        break;
      case STR_T:
        addText(r, current, readTableText(r, start), start);
        break;
      case ENTITY:
        addText(r, current, readEntityText(r, start), start);
        break;
      case OPAQUE:
        readOpaque(r, current, start);
        break;
      case PI:
        addChild(current, readInstruction(r, start));
        break;
      default:
        if (isExtension(octet)) readExtension(r, current, octet, start);
        else {
          addChild(current, readTag(r, octet, start));
          current = open[open.length - 1];
        }
    }
  }
}

/** Reads what follows the root: processing instructions and nothing else. */
export function readEpilog(r: Reader, after: Instruction[]): void {
  while (r.pos < r.size) {
    const start = r.pos;
    if (r.octets[start] !== PI) {
      const expected = 'the end of the document or a processing instruction';
      const found = `octet ${hex(r.octets[start] as number)}`;
      complain(r, 'trailing-octets', start, 'octets after the root element', expected, found);
      r.pos = r.size;
      note(r, start, 'trailing', `${r.size - start} octets after the root element`);
      return;
    }
    r.pos = start + 1;
    after.push(readInstruction(r, start));
  }
}

function isTag(octet: number): boolean {
  return (octet & TAG_MASK) >= LITERAL;
}

/** An element up to its content; where content follows it is left open. The tag octet at `start` has been read. */
function readTag(r: Reader, octet: number, start: number): OpenElement {
  countNode(r, start);
  const page = r.tagPage;
  const token = octet & TAG_MASK;
  const element: OpenElement = {
    kind: 'element',
    name: '',
    origin: 'table',
    page,
    token,
    attributes: NO_ATTRIBUTES,
    children: NO_CHILDREN,
    start,
    end: start,
    contentStart: start,
    contentEnd: start,
  };
  nameElement(r, element);
  const hasContent = (octet & WITH_CONTENT) !== 0;
  if (r.root === undefined) r.root = element;
  const open = r.open;
  if (open.length >= r.limits.depth) {
    overLimit('depth', r.limits.depth, start, 'elements nested too deep', `depth ${open.length + 1}`);
  }
  open.push(element);
  if (r.annotations !== undefined) {
    const parent = r.paths[r.paths.length - 1];
    r.paths.push(parent === undefined ? element.name : `${parent}/${element.name}`);
    note(r, start, 'tag', tagLabel(element.name, octet >= WITH_ATTRIBUTES, hasContent));
  }
  if (octet >= WITH_ATTRIBUTES) readAttributes(r, element);
  element.contentStart = r.pos;
  element.contentEnd = r.pos;
  element.end = r.pos;
  if (!hasContent) close(r);
  return element;
}

function nameElement(r: Reader, element: OpenElement): void {
  const { page, token } = element;
  if (token === LITERAL) {
    element.origin = 'literal';
    element.name = readLiteralName(r);
    return;
  }
  const name = r.tables.tagName(page, token);
  if (name !== undefined) {
    element.name = name;
    return;
  }
  element.origin = 'unknown';
  element.name = `unknown-${hex(page)}-${hex(token)}`;
  const found = `token ${hex(token)} on page ${hex(page)}`;
  complain(r, 'unknown-tag', element.start, 'tag', 'a token of the tables', found);
}

function close(r: Reader): void {
  r.open.pop();
  if (r.annotations !== undefined) r.paths.pop();
}

function switchTagPage(r: Reader, start: number): void {
  const page = readOctet(r, 'tag code page');
  r.tagPage = page;
  if (r.annotations !== undefined) note(r, start, 'page', `SWITCH_PAGE ${hex(page)}`);
  if (!r.tables.hasTagPage(page)) {
    complain(r, 'unknown-page', start, 'tag code page', 'a page of the tables', `page ${hex(page)}`);
  }
}

function addChild(parent: OpenElement, child: Content): void {
  if (parent.children === NO_CHILDREN) parent.children = [child];
  else (parent.children as Content[]).push(child);
}

function addText(r: Reader, parent: OpenElement, text: string, start: number): void {
  const last = parent.children.length === 0 ? undefined : parent.children[parent.children.length - 1];
  if (last !== undefined && last.kind === 'text') {
    const open = last as OpenText;
    open.value += text;
    open.end = r.pos;
    return;
  }
  countNode(r, start);
  addChild(parent, { kind: 'text', value: text, start, end: r.pos });
}

function readOpaque(r: Reader, element: OpenElement, start: number): void {
  const { from, to } = readOpaqueBounds(r, start);
  const typed = r.tables.opaque?.(element.name, r.octets, from, to, undefined);
  if (typeof typed === 'string') {
    if (r.annotations !== undefined) note(r, start, 'opaque', `OPAQUE ${to - from} octets: ${quoted(typed)}`);
    countText(r, typed.length, start);
    addText(r, element, typed, start);
    return;
  }
  if (r.annotations !== undefined) note(r, start, 'opaque', `OPAQUE ${to - from} octets`);
  if (typed !== undefined) {
    complain(r, 'opaque-value', from, `opaque value of ${short(element.name)}`, typed.expected, typed.found);
  }
  countNode(r, start);
  countText(r, to - from, start);
  addChild(element, { kind: 'opaque', octets: new Uint8Array(r.octets.subarray(from, to)), start, end: to });
}

function readExtension(r: Reader, element: OpenElement, octet: number, start: number): void {
  const read = readExtensionOperand(r, octet, start, element.name);
  if (r.annotations !== undefined) note(r, start, 'extension', extensionLabel(octet, read));
  if (read.text !== undefined) {
    addText(r, element, read.text, start);
    return;
  }
  countNode(r, start);
  const form = octet >= EXT_0 ? 'EXT' : octet >= EXT_T_0 ? 'EXT_T' : 'EXT_I';
  const slot = (octet & 0x03) as Slot;
  addChild(element, { kind: 'extension', form, slot, operand: read.operand, start, end: r.pos });
}
