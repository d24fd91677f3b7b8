/** Types that the readers and writers of all syntaxes share. */
import type { Syntax } from '../configuration.ts';
import type { Document } from '../messages/document.ts';
import type { Finding } from '../model/findings.ts';
import type { TreeNode } from '../model/tree.ts';
import type { Version } from '../version.ts';
import type { WritableNode } from './walk.ts';

export { SYNTAXES, type Syntax } from '../configuration.ts';

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
  /** If the strict reader refuses, read on with the lenient one. Default true. */
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
   * The content of the document. For a message without findings it is made when first asked for, and is no own property
   * of the result: a copy made by spreading lacks it.
   */
  readonly tree: TreeNode | undefined;
  readonly findings: readonly Finding[];
  /** True when no finding is an error. */
  readonly valid: boolean;
  /** Which reader produced the tree. */
  readonly reader: 'strict' | 'lenient';
}

/** A syntax: octets to messages and back. `Options` are the legal variants of writing. */
export interface Codec<Options> {
  /** Reads a message. Never throws on what the octets hold: everything wrong with them is a finding. */
  read(octets: Uint8Array, options?: ReadOptions): ReadResult;
  /** Reads the syntax tree only, without a content model: findings are those of well-formedness and prolog. */
  readTree(octets: Uint8Array, options?: ReadOptions): ReadResult;
  /** Writes a message in the order of its model. */
  write(document: Document, options: Options): Uint8Array;
  /** Writes a tree as it stands. */
  writeTree(root: WritableNode, version: Version, options: Options): Uint8Array;
  /** True for octets whose beginning only this syntax has. */
  begins(octets: Uint8Array): boolean;
}
