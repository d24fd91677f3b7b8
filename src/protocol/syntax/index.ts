/** The syntaxes of CSP: octets to messages and back, for XML and WBXML alike. */
import { readXml, readXmlTree } from './xml-read.ts';
import { writeXml, xmlText, type XmlWriteOptions } from './xml-write.ts';
import type { Document, ReadOptions, ReadResult, Syntax } from './types.ts';

export { validate } from '../model/validate.ts';
export { contentTypeFor, syntaxOfContentType } from './content-type.ts';
export { VERSION_FACTS } from './facts.ts';
export * from './types.ts';
export type { XmlWriteOptions } from './xml-write.ts';

export type WriteOptions = XmlWriteOptions;

/** Reads a message. Never throws on what the octets hold: everything wrong with them is a finding. */
export function read(bytes: Uint8Array, syntax: Syntax, options?: ReadOptions): ReadResult {
  if (syntax === 'xml') return readXml(bytes, options);
  throw new Error('reading WBXML is not built yet');
}

/** Reads the syntax tree only, without a content model: findings are those of well-formedness and prolog. */
export function readTree(bytes: Uint8Array, syntax: Syntax, options?: ReadOptions): ReadResult {
  if (syntax === 'xml') return readXmlTree(bytes, options);
  throw new Error('reading WBXML is not built yet');
}

/** Writes a message. What the model does not name is written too; see `validate` for judging before sending. */
export function write(document: Document, options: WriteOptions): Uint8Array {
  return writeXml(document, options);
}

/** A message as indented XML, for people. */
export function toText(document: Document): string {
  return xmlText(document, { syntax: 'xml', whitespace: true });
}
