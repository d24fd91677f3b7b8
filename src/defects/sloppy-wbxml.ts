/** Forms of WBXML that few writers choose. */
import { treeOf, type WbxmlWriteOptions, type WritableNode, writeTree } from '../protocol/syntax/index.ts';
import { hooks } from './families.ts';
import type { Change, Defect, Variant } from './types.ts';

/** Elements whose text may begin and end with white space of its own. */
const CONTENT: ReadonlySet<string> = new Set(['ContentData', 'SegmentContent', 'Password']);

/** Writes messages over WBXML from another tree. */
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
export function treeValues(change: (text: string) => string): (node: WritableNode) => WritableNode {
  const walk = (node: WritableNode): WritableNode => ({
    ...node,
    children: (node.children ?? []).map(walk),
    ...(node.text === undefined || node.text === '' || CONTENT.has(node.name) ? {} : { text: change(node.text) }),
  });
  return walk;
}

const padded = inTree(treeValues((text) => `\n${text}\n`));

export const sloppyWbxmlVariants: readonly Variant[] = [
  {
    id: 'sloppy-wbxml-line-ends-around-values',
    title: 'writes every value over WBXML as text between two line ends',
    mayFail: ['SYN-WBX-014'],
    syntaxes: ['wbxml'],
    change: padded,
  },
];

export const sloppyWbxmlDefects: readonly Defect[] = [
  {
    id: 'wbxml-line-ends-around-values',
    title: 'writes every value over WBXML as text between two line ends',
    requirements: ['SYN-WBX-014'],
    change: padded,
  },
];
