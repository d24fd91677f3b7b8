/** A codec for WBXML 1.1 to 1.3. What tokens mean is told by tables the caller passes in. */
export { CHARSETS, type Charset, charsetOf, mibEnumOf } from './charset.ts';
export { type DecodeOptions, decode, decodeHeader, peekRoot } from './decode.ts';
export {
  type EncodableAttribute,
  type EncodableContent,
  type EncodableDocument,
  type EncodableElement,
  type EncodableInstruction,
  type EncodablePart,
  encode,
  type TreeProfile,
} from './encode.ts';
export { createEncoder } from './encoder.ts';
export { WbxmlError } from './error.ts';
export { DEFAULT_LIMITS, type Limits } from './limits.ts';
export { describe, type Problem, type ProblemKind } from './problem.ts';
export type { ContentWriter, Encoder, EncoderProfile, TokenHint } from './profile.ts';
export type {
  AttributeStart,
  AttributeStartToken,
  AttributeValueToken,
  ExtensionToken,
  OpaqueFault,
  PublicId,
  Tables,
  TagToken,
} from './tables.ts';
export type { TableChooser } from './tables-by-public-id.ts';
export { tablesByPublicId } from './tables-by-public-id.ts';
export {
  type AttributeRow,
  type AttributeValueRow,
  type ExtensionRow,
  type PlainTables,
  type TagRow,
  tablesFrom,
} from './tables-from.ts';
export { invalidAt, textFrom } from './text-in.ts';
export type { Slot } from './tokens.ts';
export {
  type Annotation,
  type AnnotationKind,
  type Attribute,
  type Content,
  type Decoded,
  type Element,
  type Extension,
  type Header,
  type Instruction,
  type Opaque,
  type Origin,
  type Partially,
  type Text,
  textOf,
  type Warning,
} from './tree.ts';
