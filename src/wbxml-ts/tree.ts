/** The result of a decoder: header, tree, warnings and, on demand, the meaning of every octet. */
import type { Charset } from './charset.ts';
import type { Problem } from './problem.ts';
import type { Tables } from './tables.ts';
import type { Slot } from './tokens.ts';

export interface Header {
  /** The first octet: major version minus 1 in the high nibble, minor version in the low one; 0x03 is 1.3. */
  readonly version: number;
  /** 0: the identifier is text; 1: unknown or missing; else the registered number. */
  readonly publicId: number;
  /** The identifier as text, where `publicId` is 0. */
  readonly publicIdText: string | undefined;
  /** IANA MIBenum as it stands in the document; 0: unknown. */
  readonly mibEnum: number;
  /** The character set that is applied. */
  readonly charset: Charset;
  /** First octet of the string table. */
  readonly tableStart: number;
  /** First octet after the string table; the body starts here. */
  readonly tableEnd: number;
}

/** The origin of a name: from the tables, from the string table, or as a placeholder in tolerant mode. */
export type Origin = 'table' | 'literal' | 'unknown';

/** All offsets count octets from the start of the document; `end` is the first octet that does not belong any more. */
export interface Attribute {
  readonly name: string;
  readonly value: string;
  readonly origin: Origin;
  readonly page: number;
  /** Attribute start token; 4 (LITERAL) for a literal name. */
  readonly token: number;
  readonly start: number;
  readonly end: number;
}

export interface Element {
  readonly kind: 'element';
  readonly name: string;
  readonly origin: Origin;
  readonly page: number;
  /** Tag token without its flags, 5 to 63; 4 (LITERAL) for a literal name. */
  readonly token: number;
  readonly attributes: readonly Attribute[];
  readonly children: readonly Content[];
  /** The tag octet. A page switch before it belongs to the content of the parent. */
  readonly start: number;
  readonly end: number;
  /** Content without its END; both equal `end` where the element has no content. */
  readonly contentStart: number;
  readonly contentEnd: number;
}

/** Neighbouring strings, entities, extension values and typed opaque values make one text. */
export interface Text {
  readonly kind: 'text';
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Opaque octets that the tables gave no text for. */
export interface Opaque {
  readonly kind: 'opaque';
  readonly octets: Uint8Array;
  readonly start: number;
  readonly end: number;
}

/** An extension token that the tables do not know (tolerant mode), with its operand: text of EXT_I, number of EXT_T. */
export interface Extension {
  readonly kind: 'extension';
  readonly form: 'EXT_I' | 'EXT_T' | 'EXT';
  readonly slot: Slot;
  readonly operand: string | number | undefined;
  readonly start: number;
  readonly end: number;
}

/** A processing instruction. */
export interface Instruction {
  readonly kind: 'instruction';
  readonly target: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

export type Content = Element | Text | Opaque | Extension | Instruction;

/** A problem the tolerant mode read on after. */
export type Warning = Problem;

export type AnnotationKind =
  | 'version'
  | 'public-id'
  | 'charset'
  | 'string-table-length'
  | 'string-table-entry'
  | 'page'
  | 'tag'
  | 'attribute'
  | 'attribute-value'
  | 'string'
  | 'string-reference'
  | 'entity'
  | 'extension'
  | 'opaque'
  | 'instruction'
  | 'end'
  | 'trailing';

/** The meaning of a run of octets: one token with its operands, or one field of the header. */
export interface Annotation {
  readonly start: number;
  readonly end: number;
  readonly kind: AnnotationKind;
  /** For people: `STR_I "1.3"`, `<Session> content follows`. */
  readonly label: string;
  /** Elements open at this token; 0 in the header. A tag and its END have the depth of their element. */
  readonly depth: number;
  /** Names from the root, joined by `/`; empty outside the root. */
  readonly path: string;
  /** The element the token belongs to. */
  readonly element: Element | undefined;
}

export interface Decoded {
  readonly header: Header;
  readonly tables: Tables;
  readonly root: Element;
  /** Processing instructions before and after the root. */
  readonly before: readonly Instruction[];
  readonly after: readonly Instruction[];
  /** Empty in strict mode. */
  readonly warnings: readonly Warning[];
  /** Warnings beyond the bound, not kept. */
  readonly warningsDropped: number;
  /** In order and without gaps: together they cover the whole document. Undefined unless asked for. */
  readonly annotations: readonly Annotation[] | undefined;
}

/** The part that had been read when an error stopped the decoder. */
export interface Partially {
  readonly header: Header | undefined;
  readonly root: Element | undefined;
  readonly warnings: readonly Warning[];
  readonly annotations: readonly Annotation[] | undefined;
}

/** All text directly inside an element, concatenated. */
export function textOf(element: Element): string {
  const children = element.children;
  if (children.length === 1) {
    const only = children[0];
    return only !== undefined && only.kind === 'text' ? only.value : '';
  }
  let text = '';
  for (const child of children) if (child.kind === 'text') text += child.value;
  return text;
}
