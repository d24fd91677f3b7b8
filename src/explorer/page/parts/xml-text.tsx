/** A syntax tree written out as indented XML, for a message that was no XML on the wire. */
import type { TreeNode } from '../../../protocol/syntax/index.ts';
import { visible } from '../../../report/view/octets.ts';

const MARKUP: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escaped(text: string): string {
  return visible(text).replace(/[&<>"]/g, (c) => MARKUP[c] ?? c);
}

export function XmlText({ tree }: { tree: TreeNode }) {
  return (
    <pre class="src">
      <Element node={tree} outer="" depth={0} />
    </pre>
  );
}

function Element({ node, outer, depth }: { node: TreeNode; outer: string; depth: number }) {
  const indent = '  '.repeat(depth);
  const declared: readonly (readonly [string, string])[] = node.namespace === outer ? [] : [['xmlns', node.namespace]];
  const others = Object.entries(node.attributes ?? {}).filter(([name]) => name !== 'xmlns');
  const attributes = [...declared, ...others].map(([name, value]) => ` ${name}="${escaped(value)}"`).join('');
  const text = escaped(node.text.trim());
  const empty = node.children.length === 0 && text === '';
  return (
    <>
      {indent}
      <span class="g">&lt;</span>
      <span class="t">{node.name}</span>
      {attributes}
      {empty ? '/>' : '>'}
      {text}
      {node.children.length > 0 && (
        <>
          {'\n'}
          {node.children.map((inner) => (
            <Element key={inner.span.start} node={inner} outer={node.namespace} depth={depth + 1} />
          ))}
          {indent}
        </>
      )}
      {!empty && (
        <>
          <span class="g">&lt;/</span>
          <span class="t">{node.name}</span>
          {'>'}
        </>
      )}
      {'\n'}
    </>
  );
}
