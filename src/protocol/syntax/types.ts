/** What the readers and writers of all syntaxes have in common. */
import type { Value } from '../messages/infer.ts';
import type { NamespaceKey, Version } from '../version.ts';

/** The textual and the binary form of a message. */
export const SYNTAXES = ['xml', 'wbxml'] as const;
export type Syntax = (typeof SYNTAXES)[number];

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

export type FindingKind =
  /** The document cannot be read as XML or WBXML at all, or only by the lenient reader. */
  | 'not-well-formed'
  /** A WBXML token missing from the tables of the version: the element is read under a placeholder name. */
  | 'unknown-token'
  /** A WBXML value token missing from the tables of the version: its element is read without it. */
  | 'unknown-value'
  /** A limit of the reader was passed (depth, size, string table, entities). */
  | 'limit'
  /** More findings exist than are kept; as severe as the most severe of those left out. */
  | 'further'
  /** DOCTYPE, public identifier, charset or XML declaration say something else than the standard. */
  | 'prolog'
  /** The public identifier of a WBXML document names another version than its namespace, which counts. */
  | 'contradiction'
  | 'root'
  | 'namespace'
  /** Element that the version does not have. */
  | 'unknown-element'
  /** Element of a namespace that is none of the standard's: a vendor's own. */
  | 'foreign-element'
  /** Element of the version in a place where the model has none. */
  | 'unexpected-element'
  /** Spelling met in the field for an element of the standard. */
  | 'alias'
  | 'missing-element'
  | 'too-many'
  /** Children in another order than the model's. */
  | 'order'
  /** Alternatives that exclude each other stand together, or none of them is there. */
  | 'choice'
  /** Text that is not of the type of its element. */
  | 'value'
  /** White space around a value whose type allows none; one finding per message. */
  | 'white-space'
  /** Text where the model has none. */
  | 'unexpected-text'
  | 'attribute';

/**
 * Something in a message that is not as the model says. An `error` makes the message invalid; a `deviation` is
 * reported but the message is read on (order, alias, unknown elements, prolog, what `readerTolerance` lets pass).
 */
export interface Finding {
  readonly kind: FindingKind;
  readonly severity: 'error' | 'deviation';
  /** Element names from the root, with the index of a repeated one: `WV-CSP-Message/Session/Transaction[1]/...`. */
  readonly path: string;
  readonly span: Span | undefined;
  /** What is wrong, what was expected: one sentence fragment in lower case, no final stop. */
  readonly message: string;
  /** How sure the model is that was applied: judged only when high or medium. */
  readonly confidence: 'high' | 'medium' | 'low';
}

export type RootName = 'WV-CSP-Message' | 'WV-CSP-VersionDiscovery-Request' | 'WV-CSP-VersionDiscovery-Response';

/** A whole message in memory, with the version its namespaces say. */
export type Document =
  | { readonly version: '1.1'; readonly root: 'WV-CSP-Message'; readonly content: Value<'WV-CSP-Message', '1.1'> }
  | { readonly version: '1.2'; readonly root: 'WV-CSP-Message'; readonly content: Value<'WV-CSP-Message', '1.2'> }
  | { readonly version: '1.3'; readonly root: 'WV-CSP-Message'; readonly content: Value<'WV-CSP-Message', '1.3'> }
  | {
      readonly version: '1.2' | '1.3';
      readonly root: 'WV-CSP-VersionDiscovery-Request';
      readonly content: Value<'WV-CSP-VersionDiscovery-Request'>;
    }
  | {
      readonly version: '1.2' | '1.3';
      readonly root: 'WV-CSP-VersionDiscovery-Response';
      readonly content: Value<'WV-CSP-VersionDiscovery-Response'>;
    };

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
