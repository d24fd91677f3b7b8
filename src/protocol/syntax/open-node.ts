/** A node of the tree while a reader builds it. */

import type { TreeNode } from '../model/tree.ts';
import type { NamespaceKey, Version } from '../version.ts';
import { keyOfNamespace } from '../version-facts.ts';

interface OpenSpan {
  start: number;
  end: number;
}

/** A `TreeNode` that may still change. */
export interface OpenNode extends TreeNode {
  namespace: string;
  key: NamespaceKey | undefined;
  text: string;
  octets?: Uint8Array | undefined;
  readonly children: OpenNode[];
  readonly span: OpenSpan;
  readonly content: OpenSpan;
}

/** A node whose start tag goes from `start` to `content`. */
export function openNode(
  name: string,
  namespace: string,
  key: NamespaceKey | undefined,
  attributes: Readonly<Record<string, string>> | undefined,
  start: number,
  content: number,
): OpenNode {
  return {
    name,
    namespace,
    key,
    attributes,
    children: [],
    text: '',
    span: { start, end: content },
    content: { start: content, end: content },
  };
}

/** Sets the ends of a node. Text beside children is kept without the white space around it. */
export function closeNode(node: OpenNode, contentEnd: number, end: number): void {
  node.content.end = contentEnd;
  node.span.end = end;
  if (node.children.length > 0 && node.text !== '') node.text = node.text.trim();
}

/** Says of each node below and of this one which namespace of the version it is in, now that the version is known. */
export function setKeys(node: OpenNode, version: Version): void {
  node.key = keyOfNamespace(node.namespace, version);
  for (const child of node.children) setKeys(child, version);
}

/** Turns offsets in characters into octets, for a node and all below. */
export function toOctets(node: OpenNode, octetAt: (unit: number) => number): void {
  for (const span of [node.span, node.content]) {
    span.start = octetAt(span.start);
    span.end = octetAt(span.end);
  }
  for (const child of node.children) toOctets(child, octetAt);
}
