/** From a syntax tree to a message: which version, which root, then the content model. The same for XML and WBXML. */

import { bind, type NamespaceMode } from '../messages/bind.ts';
import { compile, versionsOf } from '../messages/compile.ts';
import { type Document, isRootName, type RootName } from '../messages/document.ts';
import type { Finding } from '../model/findings.ts';
import { isValid } from '../model/findings.ts';
import { ALIASES } from '../model/tolerance.ts';
import type { TreeNode } from '../model/tree.ts';
import type { Version } from '../version.ts';
import { meaningOfNamespace } from '../version-facts.ts';
import type { ReadResult, Syntax } from './types.ts';

/** The version assumed where neither document nor caller says one; one server does the same. */
export const FALLBACK_VERSION: Version = '1.2';

/** The version the namespaces of a tree say: the root's, else that of the first element that has one of ours. */
export function versionOfTree(root: TreeNode): Version | undefined {
  const queue: TreeNode[] = [root];
  for (let looked = 0; looked < 8; looked++) {
    const node = queue.shift();
    if (node === undefined) return undefined;
    const meaning = meaningOfNamespace(node.namespace);
    if (meaning !== undefined) return meaning.version;
    queue.push(...node.children.slice(0, 8));
  }
  return undefined;
}

export interface Judged {
  readonly syntax: Syntax;
  readonly reader: ReadResult['reader'];
  readonly tree: TreeNode;
  /** The version and syntax that the document states. */
  readonly version: Version | undefined;
  /** The version to assume when it states none. */
  readonly assume: Version | undefined;
  readonly namespaces: NamespaceMode;
  readonly findings: Finding[];
}

/** Binds a tree to the content models of its version. */
export function judge(judged: Judged): ReadResult {
  const { syntax, reader, tree, findings } = judged;
  const version = judged.version ?? judged.assume ?? FALLBACK_VERSION;
  const root = rootOf(tree, version, findings);
  let document: Document | undefined;
  if (root !== undefined) {
    const model = compile(version, root);
    if (model !== undefined) {
      const content = bind(tree, model, judged.namespaces, findings);
      document = { version, root, content } as unknown as Document;
    }
  }
  return { syntax, document, version: judged.version, tree, findings, valid: isValid(findings), reader };
}

function rootOf(tree: TreeNode, version: Version, findings: Finding[]): RootName | undefined {
  const canonical = ALIASES.get(tree.name) ?? tree.name;
  const at = { path: tree.name, span: tree.span } as const;
  if (!isRootName(canonical)) {
    const message = `the root is ${JSON.stringify(tree.name.slice(0, 60))}, WV-CSP-Message is expected`;
    findings.push({ kind: 'root', severity: 'error', ...at, message, confidence: 'high' });
    return undefined;
  }
  if (canonical !== tree.name) {
    const message = `${tree.name} is another spelling of ${canonical}`;
    findings.push({ kind: 'alias', severity: 'deviation', ...at, message, confidence: 'low' });
  }
  if (compile(version, canonical) === undefined) {
    const message = `${canonical} is a root only of ${versionsOf(canonical).join(' and ')}, the message is ${version}`;
    findings.push({ kind: 'root', severity: 'error', ...at, message, confidence: 'medium' });
    return undefined;
  }
  return canonical;
}

/**
 * The result for a message that needed no tree. Who asks for one all the same gets it then. A class, as an object with a
 * getter of its own costs the engine more than the whole rest of the result.
 */
class Flawless implements ReadResult {
  readonly reader = 'strict';
  readonly version: Version;
  readonly valid: boolean;
  readonly #read: () => TreeNode | undefined;
  #tree: TreeNode | undefined;

  constructor(
    readonly syntax: Syntax,
    readonly document: Document,
    readonly findings: readonly Finding[],
    read: () => TreeNode | undefined,
  ) {
    this.version = document.version;
    this.valid = isValid(findings);
    this.#read = read;
  }

  get tree(): TreeNode | undefined {
    this.#tree ??= this.#read();
    return this.#tree;
  }

  toJSON(): ReadResult {
    const { syntax, document, version, tree, findings, valid, reader } = this;
    return { syntax, document, version, tree, findings, valid, reader };
  }
}

/** The result for a message without a flaw in it; `read` makes its tree when somebody asks for that. */
export function flawless(
  syntax: Syntax,
  document: Document,
  findings: readonly Finding[],
  read: () => TreeNode | undefined,
): ReadResult {
  return new Flawless(syntax, document, findings, read);
}

/** The result for octets nothing could be made of. */
export function unreadable(syntax: Syntax, reader: ReadResult['reader'], findings: readonly Finding[]): ReadResult {
  return { syntax, document: undefined, version: undefined, tree: undefined, findings, valid: false, reader };
}
