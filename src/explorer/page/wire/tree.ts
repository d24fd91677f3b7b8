/** Walking the syntax tree of a message: the primitives in it, and values by name. */
import type { TreeNode } from '../../../protocol/syntax/index.ts';

export interface TransactionNode {
  readonly mode: string | undefined;
  readonly id: string | undefined;
  readonly primitive: TreeNode | undefined;
}

export function child(node: TreeNode | undefined, ...path: string[]): TreeNode | undefined {
  let at = node;
  for (const name of path) at = at?.children.find((c) => c.name === name);
  return at;
}

export function children(node: TreeNode | undefined, name: string): readonly TreeNode[] {
  return node?.children.filter((c) => c.name === name) ?? [];
}

export function text(node: TreeNode | undefined): string | undefined {
  const value = node?.text.trim();
  return value === undefined || value === '' ? undefined : value;
}

export function transactions(root: TreeNode | undefined): readonly TransactionNode[] {
  return children(child(root, 'Session'), 'Transaction').map((transaction) => {
    const descriptor = child(transaction, 'TransactionDescriptor');
    return {
      mode: text(child(descriptor, 'TransactionMode')),
      id: text(child(descriptor, 'TransactionID')),
      primitive: child(transaction, 'TransactionContent')?.children[0],
    };
  });
}

export function sessionId(root: TreeNode | undefined): string | undefined {
  return text(child(root, 'Session', 'SessionDescriptor', 'SessionID'));
}
