/** From what a reader made of a message to its transactions, each with its own faults. */

import { presenceAttribute } from '../../protocol/facts/presence.ts';
import type { Document } from '../../protocol/messages/document.ts';
import { type Primitive, type TransactionMode, unseal } from '../../protocol/messages/envelope.ts';
import type { Finding } from '../../protocol/model/findings.ts';
import { lawfulXml } from '../../protocol/model/text-value.ts';
import type { TreeNode } from '../../protocol/model/tree.ts';
import type { ReadResult } from '../../protocol/syntax/types.ts';
import type { Version } from '../../protocol/version.ts';
import type { LeftOut } from '../element.ts';
import type { Incoming, IncomingTransaction } from './call.ts';

const NO_FAULTS: readonly Finding[] = [];
const PREFIX = /^WV-CSP-Message\/Session\/Transaction(?:\[(\d+)\])?(?:\/|$)/;

/** True for octets that are no XML or WBXML at all, or pass the limits: there is nothing to answer to. */
export function isUnreadable(result: ReadResult): boolean {
  return (
    result.document === undefined ||
    result.findings.some((finding) => finding.kind === 'not-well-formed' || finding.kind === 'limit')
  );
}

/** The transactions of a message. `document` is what is to be carried out, normally `result.document`. */
export function incomingOf(result: ReadResult, document: Document): Incoming | undefined {
  const envelope = unseal(document);
  if (envelope === undefined) return undefined;
  const { sessionType, sessionId } = envelope;
  const clean = result.findings.length === 0;
  return {
    version: result.version,
    plain: result.syntax === 'pts',
    sessionType,
    sessionId: clean ? sessionId : lawful(sessionId),
    transactions: clean ? envelope.transactions.map(sound) : examined(result, document),
  };
}

function sound(t: { mode: TransactionMode; id: string | undefined; primitive: Primitive }): IncomingTransaction {
  return {
    mode: t.mode,
    id: t.id,
    name: t.primitive.name,
    primitive: t.primitive,
    faults: NO_FAULTS,
    strange: false,
    leftOut: [],
  };
}

/** Ids come back in the answer, so characters that WBXML lets through and XML forbids are replaced. */
function lawful(id: string | undefined): string | undefined {
  return id === undefined ? undefined : lawfulXml(id);
}

interface LooseTransaction {
  readonly TransactionDescriptor?: { readonly TransactionMode?: TransactionMode; readonly TransactionID?: string };
  readonly TransactionContent?: Readonly<Record<string, unknown>>;
}

/** The slow way, for messages with findings: each goes to the transaction it concerns, or to all of them. */
function examined(result: ReadResult, document: Document): readonly IncomingTransaction[] {
  const content = document.content as { readonly Session?: { readonly Transaction?: readonly LooseTransaction[] } };
  const transactions = content.Session?.Transaction ?? [];
  const nodes = childrenNamed(childrenNamed(result.tree, 'Session')[0], 'Transaction');
  return transactions.map((transaction, index) => {
    const concerning = result.findings.filter((finding) => {
      const at = PREFIX.exec(finding.path);
      return at === null || Number(at[1] ?? 0) === index;
    });
    const content = transaction.TransactionContent ?? {};
    const known = Object.keys(content)[0];
    const node = childrenNamed(nodes[index], 'TransactionContent')[0]?.children[0];
    return {
      mode: transaction.TransactionDescriptor?.TransactionMode ?? 'Request',
      id: lawful(transaction.TransactionDescriptor?.TransactionID),
      name: known ?? node?.name ?? '',
      primitive: known === undefined ? undefined : ({ name: known, value: content[known] } as Primitive),
      faults: concerning.filter(({ severity, kind }) => severity === 'error' && kind !== 'unknown-token'),
      strange: concerning.some((finding) => finding.kind === 'unknown-element'),
      leftOut: result.version === undefined || node === undefined ? [] : leftOutOf(node, result.version),
    };
  });
}

/** The children of all presence lists below a node that are no attributes of the version. */
function leftOutOf(node: TreeNode, version: Version): readonly LeftOut[] {
  if (node.name !== 'PresenceSubList') return node.children.flatMap((child) => leftOutOf(child, version));
  return node.children
    .map(({ name, key }) => ({ name, foreign: key === undefined }))
    .filter(({ name, foreign }) => foreign || (presenceAttribute(name)?.since ?? 'never') > version);
}

function childrenNamed(node: TreeNode | undefined, name: string): readonly TreeNode[] {
  return node?.children.filter((child) => child.name === name) ?? [];
}
