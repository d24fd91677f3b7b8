/** Syntax trees: for what stood in a message though no model has a place for it. */
import type { TreeNode } from '../../src/protocol/syntax/types.ts';

/** The text of the first element of a name, wherever it stands; undefined where there is none. */
export function elementIn(tree: TreeNode | undefined, name: string): string | undefined {
  if (tree === undefined) return undefined;
  if (tree.name === name) return tree.text;
  for (const child of tree.children) {
    const found = elementIn(child, name);
    if (found !== undefined) return found;
  }
  return undefined;
}
