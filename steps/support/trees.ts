/** Syntax trees: for what stood in a message, whether or not a model has a place for it. */
import type { TreeNode } from '../../src/protocol/model/tree.ts';

/** The elements of a name, in the order in which they stand, wherever they stand. */
export function elementsIn(tree: TreeNode | undefined, name: string): readonly TreeNode[] {
  if (tree === undefined) return [];
  return [...(tree.name === name ? [tree] : []), ...tree.children.flatMap((child) => elementsIn(child, name))];
}
