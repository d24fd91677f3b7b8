/** Changes of messages as they are written in WBXML. */
import { treeOf, type WbxmlWriteOptions, type WritableNode, write, writeTree } from '../../protocol/syntax/index.ts';
import type { Change } from '../types.ts';
import { hooks } from './families.ts';

/** Elements whose text may begin and end with white space of its own. */
export const CONTENT: ReadonlySet<string> = new Set(['ContentData', 'SegmentContent', 'Password']);

/** Changes the tree of a message before it is written in WBXML. */
export function inTree(
  change: (root: WritableNode) => WritableNode,
  options: Omit<WbxmlWriteOptions, 'syntax'> = {},
): Change {
  return hooks({
    encode: (document, context, next) =>
      context.syntax === 'wbxml'
        ? writeTree(change(treeOf(document)), document.version, { ...options, syntax: 'wbxml' })
        : next(document, context),
  });
}

/** Changes the text of every value, content aside. */
export function treeValues(change: (text: string, element: string) => string): (node: WritableNode) => WritableNode {
  const walk = (node: WritableNode): WritableNode => ({
    ...node,
    children: (node.children ?? []).map(walk),
    ...(node.text === undefined || node.text === '' || CONTENT.has(node.name)
      ? {}
      : { text: change(node.text, node.name) }),
  });
  return walk;
}

export const padded = inTree(treeValues((text) => `\n${text}\n`));

/** The registered public identifier of another version. */
export const otherIdentifier = hooks({
  encode: (document, context, next) =>
    context.syntax === 'wbxml'
      ? write(document, { syntax: 'wbxml', publicId: document.version === '1.2' ? 0x12 : 0x11 })
      : next(document, context),
});
