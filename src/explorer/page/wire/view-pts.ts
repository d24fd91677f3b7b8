/** A message in plain text: rows from the elements it stands for, octets by the value they belong to. */
import type { ReadResult, TreeNode } from '../../../protocol/syntax/index.ts';
import type { Layout, Row, Segment } from './layout.ts';

export function ptsLayout(body: Uint8Array, { tree, version }: ReadResult): Layout {
  const rows: Row[] = [];
  const leaves: Segment[] = [];
  const walk = (node: TreeNode, depth: number, path: string): void => {
    const row = rows.length;
    const own = path === '' ? node.name : `${path}/${node.name}`;
    const { start, end } = node.span;
    rows.push({ name: node.name, attributes: '', value: node.text, depth, path: own, start, end, from: start });
    // What the preamble says stands for several elements; its octets belong to the first of them.
    if (node.children.length === 0 && end > start)
      leaves.push({ start, end, kind: 'str', row, label: node.text === '' ? node.name : node.text });
    for (const inner of node.children) walk(inner, depth + 1, own);
  };
  if (tree !== undefined) walk(tree, 0, '');
  const head = `plain text, ${version === undefined ? 'version unknown' : `CSP ${version}`}`;
  return { head, rows, segments: withGaps(leaves, body.length, rows) };
}

/** The values in order, with the codes and separators between them. */
function withGaps(leaves: readonly Segment[], length: number, rows: readonly Row[]): readonly Segment[] {
  const segments: Segment[] = [];
  let at = 0;
  const between = (end: number) => {
    if (end > at) segments.push({ start: at, end, kind: 'tag', row: rows.length === 0 ? -1 : 0, label: 'code' });
  };
  for (const leaf of leaves.toSorted((a, b) => a.start - b.start || a.row - b.row)) {
    if (leaf.start < at) continue;
    between(leaf.start);
    segments.push(leaf);
    at = leaf.end;
  }
  between(length);
  return segments;
}
