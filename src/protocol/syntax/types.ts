/** What the readers and writers of all syntaxes have in common. */
import type { Document } from '../messages/document.ts';
import type { Finding } from '../model/findings.ts';
import type { TreeNode } from '../model/tree.ts';
import type { Version } from '../version.ts';

/** The textual and the binary form of a message. */
export const SYNTAXES = ['xml', 'wbxml'] as const;
export type Syntax = (typeof SYNTAXES)[number];

export interface ReadLimits {
  /** Largest document, octets. */
  readonly size: number;
  /** Deepest nesting of elements. */
  readonly depth: number;
  /** Largest number of elements. */
  readonly nodes: number;
}

export interface ReadOptions {
  readonly limits?: Partial<ReadLimits>;
  /** Version to assume when the document does not say one. */
  readonly assume?: Version;
  /** Where the strict reader refuses, read on with the lenient one. Default true. */
  readonly lenient?: boolean;
  /** `any`: declaration and DOCTYPE are not compared with those of CSP. */
  readonly prolog?: 'csp' | 'any';
  /** Character set named by the transport; used if the document itself names none. */
  readonly charset?: string | undefined;
}

export interface ReadResult {
  readonly syntax: Syntax;
  /** Undefined when nothing could be made of the octets. Present even with errors, as far as it could be read. */
  readonly document: Document | undefined;
  /** Version according to the namespaces, or else to DOCTYPE or public identifier. */
  readonly version: Version | undefined;
  /**
   * What stood in the document. For a message without findings it is made when first asked for, and is no own property
   * of the result: a copy made by spreading lacks it.
   */
  readonly tree: TreeNode | undefined;
  readonly findings: readonly Finding[];
  /** True when no finding is an error. */
  readonly valid: boolean;
  /** Which reader produced the tree. */
  readonly reader: 'strict' | 'lenient';
}
