/** The syntaxes of CSP: octets to messages and back, for XML, WBXML and plain text alike. */

import type { Document } from '../messages/document.ts';
import type { Version } from '../version.ts';
import { pts } from './pts/index.ts';
import type { PtsWriteOptions } from './pts/write.ts';
import { flawless } from './read-result.ts';
import { type Codec, type ReadOptions, type ReadResult, SYNTAXES, type Syntax } from './types.ts';
import type { WritableNode } from './walk.ts';
import { wbxml } from './wbxml/index.ts';
import type { WbxmlWriteOptions } from './wbxml/write.ts';
import { xml } from './xml/index.ts';
import { type XmlWriteOptions, xmlText } from './xml/write.ts';

export type { Document, RootName } from '../messages/document.ts';
export { validate } from '../messages/validate.ts';
export type { Finding, FindingKind } from '../model/findings.ts';
export type { Span, TreeNode } from '../model/tree.ts';
export { VERSION_FACTS } from '../version-facts.ts';
export { contentTypeFor, syntaxOfContentType } from './content-type.ts';
export { isDemandedInVain, isPlainText, isPlainTextCapability, PtsError, whyNotPlainText } from './pts/index.ts';
export * from './types.ts';
export { type ChildOrder, treeOf, type WritableNode } from './walk.ts';
export { type Annotation, annotate } from './wbxml/annotate.ts';
export type { WbxmlWriteOptions } from './wbxml/write.ts';
export type { XmlWriteOptions } from './xml/write.ts';

export type WriteOptions = XmlWriteOptions | WbxmlWriteOptions | PtsWriteOptions;

/** The table of codecs: a further syntax is a further entry. */
const CODECS: Readonly<Record<Syntax, Codec<WriteOptions>>> = { xml, wbxml, pts };

/** The syntax that octets are in by their beginning. */
export function syntaxOfOctets(octets: Uint8Array): Syntax | undefined {
  return SYNTAXES.find((syntax) => CODECS[syntax].begins(octets));
}

/** Reads a message. Never throws on what the octets hold: everything wrong with them is a finding. */
export function read(bytes: Uint8Array, syntax: Syntax, options?: ReadOptions): ReadResult {
  return CODECS[syntax].read(bytes, options);
}

/** The result of reading octets that were written from a valid document; its tree is read when it is asked for. */
export function asRead(document: Document, syntax: Syntax, bytes: Uint8Array): ReadResult {
  return flawless(syntax, document, [], () => readTree(bytes, syntax).tree);
}

/** Reads the syntax tree only, without a content model: findings are those of well-formedness and prolog. */
export function readTree(bytes: Uint8Array, syntax: Syntax, options?: ReadOptions): ReadResult {
  return CODECS[syntax].readTree(bytes, options);
}

/**
 * Writes a message in the order of its model. What the model does not name is written too; see `validate` for judging
 * before sending. Throws WbxmlError for content that WBXML has no form for, and PtsError for what plain text has none for.
 */
export function write(document: Document, options: WriteOptions): Uint8Array {
  return CODECS[options.syntax].write(document, options);
}

/** Writes a tree as it stands: for messages that no model allows. Start from `treeOf` and change what is to be wrong. */
export function writeTree(root: WritableNode, version: Version, options: WriteOptions): Uint8Array {
  return CODECS[options.syntax].writeTree(root, version, options);
}

/** A message as indented XML, for people. */
export function toText(document: Document): string {
  return xmlText(document, { syntax: 'xml', whitespace: true });
}
