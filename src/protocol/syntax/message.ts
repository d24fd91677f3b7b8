/** From a syntax tree to a message: which version, which root, then the content model. The same for XML and WBXML. */
import { ALIASES } from '../model/tolerance.ts';
import { bind, type NamespaceMode } from '../model/bind.ts';
import { compile, versionsOf } from '../model/compile.ts';
import { isValid } from '../model/findings.ts';
import type { Version } from '../version.ts';
import { meaningOfNamespace } from './facts.ts';
import type { Document, Finding, ReadResult, RootName, Syntax, TreeNode } from './types.ts';

const ROOTS: readonly string[] = [
  'WV-CSP-Message',
  'WV-CSP-VersionDiscovery-Request',
  'WV-CSP-VersionDiscovery-Response',
] satisfies RootName[];

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
  /** What the document itself says. */
  readonly version: Version | undefined;
  /** What to take when it says nothing. */
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
  if (!ROOTS.includes(canonical)) {
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
  return canonical as RootName;
}

/**
 * The result for a message that needed no tree. Who asks for one all the same gets it then: `read` makes it.
 */
export function flawless(
  syntax: Syntax,
  document: Document,
  findings: readonly Finding[],
  read: () => TreeNode | undefined,
): ReadResult {
  let tree: TreeNode | undefined;
  return {
    syntax,
    document,
    version: document.version,
    get tree() {
      tree ??= read();
      return tree;
    },
    findings,
    valid: isValid(findings),
    reader: 'strict',
  };
}

/** The result for octets nothing could be made of. */
export function unreadable(syntax: Syntax, reader: ReadResult['reader'], findings: readonly Finding[]): ReadResult {
  return { syntax, document: undefined, version: undefined, tree: undefined, findings, valid: false, reader };
}
