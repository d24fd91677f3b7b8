/** Problems of a document or of an encoding, as data. */
import type { Limits } from './limits.ts';

/** Faults of a document. Those marked (t) are only warnings in tolerant mode. */
export type ProblemKind =
  /** The document ends inside its header, a token or an operand. */
  | 'truncated'
  /** The document ends before an element or attribute list is closed. */
  | 'missing-end'
  /** A string without its terminating zero; (t) only for the last entry of the string table. */
  | 'unterminated-string'
  /** A multi-byte integer above 32 bits or longer than five octets. */
  | 'integer-overflow'
  /** Not WBXML 1.1, 1.2 or 1.3; (t) for later minor versions. */
  | 'unsupported-version'
  /** (t) A character set this codec does not read. */
  | 'unsupported-charset'
  /** No token tables for this public identifier. */
  | 'unknown-public-id'
  /** The string table is longer than the document. */
  | 'string-table-length'
  /** A reference beyond the string table. */
  | 'string-table-offset'
  /** (t) */
  | 'unknown-page'
  /** (t) */
  | 'unknown-tag'
  /** (t) */
  | 'unknown-attribute'
  /** (t) */
  | 'unknown-attribute-value'
  /** (t) An extension token, or its value, that the tables do not know. */
  | 'unknown-extension'
  /** An opaque value longer than the document. */
  | 'opaque-length'
  /** (t) An opaque value that is none of its element. */
  | 'opaque-value'
  /** (t) Octets that are no text in the character set. */
  | 'invalid-text'
  /** (t) An ENTITY that is no Unicode scalar value. */
  | 'invalid-entity'
  /** (t) A literal name that is empty or could not stand in XML. */
  | 'invalid-name'
  /** A token where it cannot stand. */
  | 'unexpected-token'
  /** (t) An attribute list without attributes. */
  | 'empty-attributes'
  /** (t) */
  | 'duplicate-attribute'
  /** (t) Octets after the root element that are no processing instruction. */
  | 'trailing-octets'
  /** A bound of {@link Limits} was passed. */
  | 'limit'
  /** Encoder: something that has no form in WBXML with these tables and this profile. */
  | 'not-encodable';

/** The fault, in parts. */
export interface Problem {
  readonly kind: ProblemKind;
  /** Octet of the document the problem is at; for the encoder, octets of body written so far. */
  readonly offset: number;
  /** The fault, a sentence fragment without place and final stop. */
  readonly what: string;
  readonly expected: string;
  readonly found: string;
  /** Which bound, for the kind `limit`. */
  readonly limit?: keyof Limits | undefined;
}

/** A problem as one line: what, where, expected, found. */
export function describe(problem: Problem): string {
  return `${problem.what} at offset ${problem.offset}: expected ${problem.expected}, found ${problem.found}`;
}
