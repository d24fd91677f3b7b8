/** Reading SSP: octets to a message in memory, with findings instead of failures. */

import { SSP_VERSIONS } from '../elements/ssp/index.ts';
import { type Finding, isValid } from '../model/findings.ts';
import { quoted } from '../model/text-value.ts';
import type { TreeNode } from '../model/tree.ts';
import type { ReadOptions } from '../syntax/types.ts';
import { readXmlTree } from '../syntax/xml/read.ts';
import { bindSsp } from './bind.ts';
import type { Dialect } from './dialect.ts';
import type { SspDocument, SspReadResult, SspVersion } from './types.ts';

export interface SspReadOptions extends Omit<ReadOptions, 'assume'> {
  /** Version to read by where the namespace says none. Default 1.3. */
  readonly assume?: SspVersion;
}

/** Reads an SSP document. Never throws on what the octets hold: everything wrong with them is a finding. */
export function readSsp(octets: Uint8Array, dialect: Dialect, options: SspReadOptions = {}): SspReadResult {
  const { assume = '1.3', ...rest } = options;
  const { tree, reader, findings: found } = readXmlTree(octets, { ...rest, prolog: 'any' });
  const findings = [...found];
  const nothing = { document: undefined, version: undefined, tree, unknown: new Map(), valid: false, reader };
  if (tree === undefined) return { ...nothing, findings };
  if (tree.name !== 'WV-SSP-Message') {
    findings.push(atRoot('root', 'error', tree, `the document element is ${quoted(tree.name)}, not WV-SSP-Message`));
    return { ...nothing, findings };
  }
  const said = versionOf(tree, dialect, findings);
  const version = said ?? versionOffered(tree, dialect) ?? assume;
  const { content, unknown } = bindSsp(tree, version, dialect, findings);
  const document = { version, content } as unknown as SspDocument;
  return { document, version: said, tree, unknown, findings, valid: isValid(findings), reader };
}

/** The version of a namespace. An unknown one is a question of the version, not of the form (ssp, section 10). */
function versionOf(tree: TreeNode, dialect: Dialect, findings: Finding[]): SspVersion | undefined {
  for (const version of SSP_VERSIONS) {
    const { namespace, otherNamespaces } = dialect.versions[version];
    if (tree.namespace === namespace.value) return version;
    if (!otherNamespaces.includes(tree.namespace)) continue;
    const message = `the namespace ${quoted(tree.namespace)} is another form of ${namespace.value}`;
    findings.push(atRoot('namespace', 'deviation', tree, message));
    return version;
  }
  const message =
    tree.namespace === ''
      ? 'the document has no namespace'
      : `the namespace ${quoted(tree.namespace)} is none that the dialect knows`;
  findings.push(atRoot('namespace', 'error', tree, message));
  return undefined;
}

/** The version that SendSecretToken offers, for a document whose namespace says none. */
function versionOffered(tree: TreeNode, dialect: Dialect): SspVersion | undefined {
  const token = tree.children[0]?.children[0];
  const offered = Object.values(token?.attributes ?? {});
  return SSP_VERSIONS.find((version) => offered.includes(dialect.versions[version].protocolVersion.value));
}

function atRoot(kind: Finding['kind'], severity: Finding['severity'], tree: TreeNode, message: string): Finding {
  return { kind, severity, path: tree.name, span: tree.span, message, confidence: 'medium' };
}
