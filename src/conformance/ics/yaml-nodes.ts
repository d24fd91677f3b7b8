/** The nodes of a YAML document: targets of aliases, places of keys, source text of values. */
import { isAlias, isMap, isNode, isPair, isScalar, isSeq, type Node, type ParsedNode } from 'yaml';

/** Most nodes of a document after its aliases are resolved. */
const MOST_NODES = 2_000_000;
/** Deepest nesting of lists and maps. */
const DEEPEST = 100;

/** A problem in a document that no schema can express. */
export interface Fault {
  /** Offset in characters. */
  readonly offset: number;
  readonly message: string;
}

class Found extends Error {
  constructor(readonly fault: Fault) {
    super(fault.message);
  }
}

/**
 * Looks for nodes that cannot become values: aliases without an anchor or within their own anchor, aliases that
 * multiply each other, keys that are no words, nesting that is too deep.
 */
export function faultOf(root: ParsedNode): Fault | undefined {
  const anchors = new Map<string, Node>();
  const sizes = new Map<Node, number>();
  const open = new Set<Node>();
  const fail = (node: Node, message: string): never => {
    throw new Found({ offset: node.range?.[0] ?? 0, message });
  };
  const children = (node: Node): unknown[] => {
    if (isSeq(node)) return node.items;
    if (!isMap(node)) return [];
    return node.items.flatMap((pair) => {
      if (!isPair(pair)) return [pair];
      const { key, value } = pair;
      if (isNode(key) && !isScalar(key)) fail(key, 'a key must be a word, not a list, map or alias');
      return [key, value];
    });
  };
  const sizeOfAlias = (node: Node, name: string): number => {
    const target = anchors.get(name);
    if (target === undefined) return fail(node, `there is no anchor "&${name}" above this alias`);
    if (open.has(target)) return fail(node, `the alias "*${name}" stands within what it stands for`);
    return sizes.get(target) ?? 1;
  };
  const measure = (node: Node, depth: number): number => {
    if (isAlias(node)) return sizeOfAlias(node, node.source);
    if (depth > DEEPEST) fail(node, `lists and maps are nested more than ${DEEPEST} levels deep`);
    const { anchor } = node;
    if (anchor !== undefined) anchors.set(anchor, node);
    open.add(node);
    let size = 1;
    for (const child of children(node)) {
      if (!isNode(child)) continue;
      size += measure(child, depth + 1);
      if (size > MOST_NODES) fail(child, `aliases multiply each other to more than ${MOST_NODES} values`);
    }
    open.delete(node);
    sizes.set(node, size);
    return size;
  };
  try {
    measure(root, 0);
    return undefined;
  } catch (error) {
    if (error instanceof Found) return error.fault;
    throw error;
  }
}

interface Place {
  readonly offset: number;
  /** The value there; undefined where there is no such key, or nothing behind it. */
  readonly value: Node | undefined;
}

/** Place of the key or value a path leads to; if it leads nowhere, of the nearest enclosing node. */
export function placeOf(root: ParsedNode, path: readonly (string | number)[], onKey: boolean): Place {
  let node: Node = root;
  let offset = root.range?.[0] ?? 0;
  for (const [i, step] of path.entries()) {
    const last = i === path.length - 1;
    const child = isMap(node) ? entryOf(node.items, step) : isSeq(node) ? node.items[Number(step)] : undefined;
    if (child === undefined) return { offset, value: undefined };
    if (isPair(child)) {
      const key: number = isNode(child.key) ? (child.key.range?.[0] ?? offset) : offset;
      const { value } = child;
      if (!isNode(value)) return { offset: key, value: undefined };
      const container = isMap(value) || isSeq(value);
      offset = (last && onKey) || container ? key : (value.range?.[0] ?? key);
      node = value;
    } else if (isNode(child)) {
      offset = child.range?.[0] ?? offset;
      node = child;
    } else return { offset, value: undefined };
  }
  return { offset, value: node };
}

function entryOf(items: readonly unknown[], step: string | number): unknown {
  return items.find((p) => isPair(p) && isScalar(p.key) && String(p.key.value) === String(step));
}

/** Source text of a value that is not text, as in the file: `0123` for 123, `.inf`, `~`. Undefined for text. */
export function writtenOf(node: Node | undefined): string | undefined {
  if (!isScalar(node) || typeof node.value === 'string') return undefined;
  return node.source ?? '';
}
