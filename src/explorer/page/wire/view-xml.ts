/** A message in XML: rows from the syntax tree, octets by the innermost element around them. */
import type { ReadResult, TreeNode } from '../../../protocol/syntax/index.ts';
import { type Layout, type OctetKind, type Row, type Segment, shortNamespace } from './layout.ts';

export function xmlLayout(body: Uint8Array, result: ReadResult): Layout {
  const rows: Row[] = [];
  const segments: Segment[] = [];
  const push = (start: number, end: number, kind: OctetKind, row: number, label: string) => {
    if (end > start) segments.push({ start, end, kind, row, label });
  };
  const walk = (node: TreeNode, depth: number, parent: TreeNode | undefined, path: string): void => {
    const row = rows.length;
    const own = path === '' ? node.name : `${path}/${node.name}`;
    const text = node.text.trim();
    rows.push({
      name: node.name,
      attributes: attributesOf(node, parent),
      value: text,
      depth,
      path: own,
      start: node.span.start,
      end: node.span.end,
      from: node.span.start,
    });
    push(node.span.start, node.content.start, 'tag', row, `<${node.name}>`);
    let at = node.content.start;
    for (const inner of node.children) {
      push(at, inner.span.start, 'str', row, text === '' ? 'white space' : text);
      walk(inner, depth + 1, node, own);
      at = Math.max(at, inner.span.end);
    }
    push(at, node.content.end, 'str', row, text === '' ? 'white space' : text);
    push(Math.max(at, node.content.end), node.span.end, 'end', row, `</${node.name}>`);
  };
  const { tree } = result;
  if (tree !== undefined) {
    push(0, tree.span.start, 'o', -1, 'declaration');
    walk(tree, 0, undefined, '');
    push(tree.span.end, body.length, 'o', -1, 'after the document');
  } else push(0, body.length, 'o', -1, 'not readable');
  const version = result.version === undefined ? 'version unknown' : `CSP ${result.version}`;
  const reader = result.reader === 'strict' ? '' : ', read on where it is not well-formed';
  return { head: `XML, ${version}${reader}`, rows, segments };
}

function attributesOf(node: TreeNode, parent: TreeNode | undefined): string {
  const declared = node.namespace !== (parent?.namespace ?? '') ? [`xmlns ${shortNamespace(node.namespace)}`] : [];
  const others = Object.entries(node.attributes ?? {})
    .filter(([name]) => name !== 'xmlns')
    .map(([name, value]) => `${name} ${value}`);
  return [...declared, ...others].join(', ');
}
