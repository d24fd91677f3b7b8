/** The syntaxes of CSP: octets to messages and back, for XML and WBXML alike. */

import type { Document } from '../messages/document.ts';
import type { Version } from '../version.ts';
import { flawless } from './read-result.ts';
import type { ReadOptions, ReadResult, Syntax } from './types.ts';
import type { WritableNode } from './walk.ts';
import { readWbxml, readWbxmlTree } from './wbxml/read.ts';
import { type WbxmlWriteOptions, writeWbxml, writeWbxmlTree } from './wbxml/write.ts';
import { readXml, readXmlTree } from './xml/read.ts';
import { writeXml, writeXmlTree, type XmlWriteOptions, xmlText } from './xml/write.ts';

export type { Document, RootName } from '../messages/document.ts';
export { validate } from '../messages/validate.ts';
export type { Finding, FindingKind } from '../model/findings.ts';
export type { Span, TreeNode } from '../model/tree.ts';
export { VERSION_FACTS } from '../version-facts.ts';
export { contentTypeFor, syntaxOfContentType } from './content-type.ts';
export * from './types.ts';
export { type ChildOrder, treeOf, type WritableNode } from './walk.ts';
export { type Annotation, annotate } from './wbxml/annotate.ts';
export type { WbxmlWriteOptions } from './wbxml/write.ts';
export type { XmlWriteOptions } from './xml/write.ts';

export type WriteOptions = XmlWriteOptions | WbxmlWriteOptions;

/** Reads a message. Never throws on what the octets hold: everything wrong with them is a finding. */
export function read(bytes: Uint8Array, syntax: Syntax, options?: ReadOptions): ReadResult {
  return syntax === 'xml' ? readXml(bytes, options) : readWbxml(bytes, options);
}

/** What reading octets comes to that were written from a valid document; its tree is read when it is asked for. */
export function asRead(document: Document, syntax: Syntax, bytes: Uint8Array): ReadResult {
  return flawless(syntax, document, [], () => readTree(bytes, syntax).tree);
}

/** Reads the syntax tree only, without a content model: findings are those of well-formedness and prolog. */
export function readTree(bytes: Uint8Array, syntax: Syntax, options?: ReadOptions): ReadResult {
  return syntax === 'xml' ? readXmlTree(bytes, options) : readWbxmlTree(bytes, options);
}

/**
 * Writes a message in the order of its model. What the model does not name is written too; see `validate` for judging
 * before sending. Throws WbxmlError for content that WBXML has no form for.
 */
export function write(document: Document, options: WriteOptions): Uint8Array {
  return options.syntax === 'xml' ? writeXml(document, options) : writeWbxml(document, options);
}

/** Writes a tree as it stands: for messages that no model allows. Start from `treeOf` and change what is to be wrong. */
export function writeTree(root: WritableNode, version: Version, options: WriteOptions): Uint8Array {
  return options.syntax === 'xml' ? writeXmlTree(root, version, options) : writeWbxmlTree(root, version, options);
}

/** A message as indented XML, for people. */
export function toText(document: Document): string {
  return xmlText(document, { syntax: 'xml', whitespace: true });
}
