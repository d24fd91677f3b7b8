/** The syntax tree: what stood in a document, before anybody asks whether it may. */
import type { NamespaceKey } from '../version.ts';

/** Octets `start` up to and not including `end` of a document. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * A node of the syntax tree both readers produce: what stood there, before anybody asks whether it may.
 * `namespace` is the URI in scope; `key` tells which of the three namespaces of the version that is.
 */
export interface TreeNode {
  readonly name: string;
  readonly namespace: string;
  readonly key: NamespaceKey | undefined;
  readonly attributes: Readonly<Record<string, string>> | undefined;
  readonly children: readonly TreeNode[];
  /** Character data directly inside the element, concatenated and trimmed of white space unless the model is text. */
  readonly text: string;
  /** Plain octets from WBXML; `text` is their BASE64. */
  readonly octets?: Uint8Array | undefined;
  /** Octets of the whole element. */
  readonly span: Span;
  /** Octets of its content (between the tags; in WBXML between the tag and END). */
  readonly content: Span;
}
