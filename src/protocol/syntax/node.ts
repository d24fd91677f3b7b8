import type { NamespaceKey } from '../version.ts';
import type { Span, TreeNode } from './types.ts';

const NO_CHILDREN: SyntaxNode[] = [];

/**
 * A node of the tree as the readers build it. A class, for speed: its offsets are plain numbers, and spans are
 * made of them only when somebody asks, which for a message without findings nobody does.
 */
export class SyntaxNode implements TreeNode {
  declare readonly name: string;
  declare namespace: string;
  declare key: NamespaceKey | undefined;
  declare readonly attributes: Readonly<Record<string, string>> | undefined;
  declare text: string;
  declare children: SyntaxNode[];
  declare private start: number;
  declare private contentStart: number;
  declare private contentEnd: number;
  declare private end: number;

  constructor(
    name: string,
    namespace: string,
    key: NamespaceKey | undefined,
    attributes: Readonly<Record<string, string>> | undefined,
    start: number,
    contentStart: number,
  ) {
    this.name = name;
    this.namespace = namespace;
    this.key = key;
    this.attributes = attributes;
    this.text = '';
    this.children = NO_CHILDREN;
    this.start = start;
    this.contentStart = contentStart;
    this.contentEnd = contentStart;
    this.end = contentStart;
  }

  get span(): Span {
    return { start: this.start, end: this.end };
  }

  get content(): Span {
    return { start: this.contentStart, end: this.contentEnd };
  }

  add(child: SyntaxNode): void {
    if (this.children === NO_CHILDREN) this.children = [child];
    else this.children.push(child);
  }

  close(contentEnd: number, end: number): void {
    this.contentEnd = contentEnd;
    this.end = end;
    if (this.children !== NO_CHILDREN && this.text !== '') this.text = this.text.trim();
  }

  /** Turns offsets in characters into octets, for this node and all below. */
  toOctets(octetAt: (unit: number) => number): void {
    this.start = octetAt(this.start);
    this.contentStart = octetAt(this.contentStart);
    this.contentEnd = octetAt(this.contentEnd);
    this.end = octetAt(this.end);
    for (const child of this.children) child.toOctets(octetAt);
  }

  /** The node as plain data, spans included. */
  toJSON(): TreeNode {
    const { name, namespace, key, attributes, children, text, span, content } = this;
    return { name, namespace, key, attributes, children, text, span, content };
  }
}
