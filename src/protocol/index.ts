/**
 * Messages of the Client-Server Protocol, as `imps-conformance/protocol`: read from octets and written to them in XML and
 * WBXML, checked against the content models of 1.1, 1.2 and 1.3, with the codes and primitives of the standard. Runs in a
 * browser as well.
 */
export {
  answersTo,
  isPrimitiveName,
  type Parameter,
  PRIMITIVE_NAMES,
  type PrimitiveFacts,
  parametersOf,
  primitiveFacts,
  primitivesOf,
} from './facts/primitives.ts';
export { STATUS_CODES, type StatusCode, statusCode, statusCodesOf, statusText } from './facts/status-codes.ts';
export type { Draft } from './messages/any-version.ts';
export {
  type Envelope,
  type EnvelopeTransaction,
  is,
  type Primitive,
  type PrimitiveName,
  primitive,
  seal,
  type TransactionMode,
  unseal,
} from './messages/envelope.ts';
export type { ElementKey, Value } from './messages/infer.ts';
export { resultCode } from './messages/result-code.ts';
export {
  type Annotation,
  annotate,
  contentTypeFor,
  type Document,
  type Finding,
  type FindingKind,
  type ReadLimits,
  type ReadOptions,
  type ReadResult,
  read,
  readTree,
  type Span,
  SYNTAXES,
  type Syntax,
  syntaxOfContentType,
  type TreeNode,
  toText,
  treeOf,
  validate,
  type WbxmlWriteOptions,
  type WritableNode,
  type WriteOptions,
  write,
  writeTree,
  type XmlWriteOptions,
} from './syntax/index.ts';
export { isVersion, VERSIONS, type Version } from './version.ts';
