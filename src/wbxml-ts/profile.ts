/** The options of an encoder, and its interface. */
import type { Charset } from './charset.ts';
import type { AttributeStartToken, Tables, TagToken } from './tables.ts';
import { FIRST_TOKEN, type Slot } from './tokens.ts';
import { runEnd } from './writer.ts';

/** The writer that a hook for typed content is given. */
export interface ContentWriter {
  /** Text as a string, inline or by reference as the profile says; characters the charset lacks become entities. */
  string(text: string): void;
  /** OPAQUE with octets `start` (default 0) up to `end` (default all). */
  opaque(octets: Uint8Array, start?: number, end?: number): void;
  /** ENTITY; a Unicode scalar value. */
  entity(code: number): void;
  /** EXT_T_n with a number of up to 32 bits. */
  extT(slot: Slot, value: number): void;
  /** EXT_I_n with a text. */
  extI(slot: Slot, text: string): void;
  /** EXT_n. */
  ext(slot: Slot): void;
}

/**
 * Options where WBXML leaves a choice. The defaults give the shortest usual form: 1.3, UTF-8, public id by number,
 * inline strings, no content flag on empty elements, value tokens wherever they fit.
 */
export interface EncoderProfile {
  /** Minor version: 1 for WBXML 1.1 up to 3 for 1.3 (default). */
  readonly version?: 1 | 2 | 3 | undefined;
  /** A number, or a text that goes into the string table. Default: the first of the tables, by number if it has one. */
  readonly publicId?: number | string | undefined;
  readonly charset?: Charset | undefined;
  /** MIBenum to write in the header instead of that of `charset`; 0 leaves it to the transport. */
  readonly mibEnum?: number | undefined;
  /** Text inline (default), all in the string table, or those strings in the string table that are listed. */
  readonly strings?: 'inline' | 'table' | readonly string[] | undefined;
  /** Write the content flag and END for elements without content. Default false. */
  readonly emptyContent?: boolean | undefined;
  /** Names without token: a literal (default) or an error. */
  readonly unknownNames?: 'literal' | 'error' | undefined;
  /** Text that is a value of the tables as a whole: its EXT_T token (default) or a string. */
  readonly extensions?: 'whole-text' | 'none' | undefined;
  /** Attributes: start tokens with the longest prefix and value tokens (default), start tokens alone, or all literal. */
  readonly attributes?: 'tokens' | 'start-tokens' | 'literal' | undefined;
  /**
   * Typed content: writes the text of an element in its own way and returns true, or writes nothing and returns false.
   * It is asked before anything else is tried.
   */
  readonly content?: ((element: string, text: string, out: ContentWriter) => boolean) | undefined;
}

/** Which token is meant where a name has several, and what to write for a name the tables do not know. */
export interface TokenHint {
  readonly namespace?: string | undefined;
  readonly page?: number | undefined;
  readonly token?: number | undefined;
}

/**
 * Calls in the order of the document: open, attribute…, content…, close; then finish. Whatever cannot be written throws
 * WbxmlError of kind `not-encodable`; call `reset` before using the encoder again after that.
 */
export interface Encoder extends ContentWriter {
  open(name: string, hint?: TokenHint): void;
  /** An attribute with its whole value. */
  attribute(name: string, value: string, hint?: TokenHint): void;
  /** An attribute whose value `write` puts together of parts. */
  attributeOf(name: string, write: (out: ContentWriter) => void, hint?: TokenHint): void;
  /** Text of the open element: typed content, extension value or string, as profile and tables say. */
  text(text: string): void;
  instruction(target: string, value: string): void;
  close(): void;
  /** The document. The encoder is empty again and may be used for the next one. */
  finish(): Uint8Array;
  /** Forgets what was written. */
  reset(): void;
}

/** The public identifier to write: what the profile says, else the first of the tables, else 1 (unknown). */
export function publicIdFor(tables: Tables, wanted: number | string | undefined, charset: Charset): number | string {
  const first = tables.publicIds[0];
  const id = wanted ?? first?.number ?? first?.text ?? 1;
  if (typeof id === 'number') {
    if (id === 0) throw new RangeError('public identifier 0 means a text; give the text itself');
    return checkedInteger(id, 'public identifier');
  }
  if (runEnd(id, 0, charset) < id.length) {
    throw new RangeError(`public identifier ${JSON.stringify(id)}; give a text that ${charset} can hold`);
  }
  return id;
}

export function checkedInteger(value: number, what: string): number {
  if (Number.isInteger(value) && value >= 0 && value <= 0xffff_ffff) return value;
  throw new RangeError(`${what} ${value}; give a whole number of at most 32 bits`);
}

/** The tag a hint means: only where the tables give it this name or none at all. */
export function hintedTag(tables: Tables, name: string, hint: TokenHint | undefined): TagToken | undefined {
  if (hint?.token === undefined || hint.page === undefined || hint.token < FIRST_TOKEN) return undefined;
  const known = tables.tagName(hint.page, hint.token);
  return known === undefined || known === name ? { page: hint.page, token: hint.token } : undefined;
}

/** The attribute start a hint means: only where the tables do not know the token. */
export function hintedAttribute(
  tables: Tables,
  name: string,
  hint: TokenHint | undefined,
): AttributeStartToken | undefined {
  if (hint?.token === undefined || hint.page === undefined || hint.token < FIRST_TOKEN) return undefined;
  if (tables.attributeStart(hint.page, hint.token) !== undefined) return undefined;
  return { name, prefix: '', page: hint.page, token: hint.token };
}
