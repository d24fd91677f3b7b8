/**
 * The messages monitors look at: a stream of exchanges, each read once. Where the exchanges come from does not matter:
 * a scenario of ours, a transcript, a real client and a real server.
 */
import { answerRead, requestRead } from '../../client/read-messages.ts';
import { type Envelope, unseal } from '../../protocol/messages/envelope.ts';
import type { TreeNode } from '../../protocol/model/tree.ts';
import type { Dialect } from '../../protocol/ssp/dialect.ts';
import type { ReadResult, Syntax } from '../../protocol/syntax/types.ts';
import type { Version } from '../../protocol/version.ts';
import type { Place } from '../../results/results.ts';
import type { Exchange } from '../../transport/types.ts';
import { observeSsp, type SspObserved } from './ssp-stream.ts';

export interface Message {
  readonly read: ReadResult;
  readonly envelope: Envelope | undefined;
}

/** An exchange with both its messages, as far as they could be read. */
export interface Observed {
  readonly exchange: Exchange;
  readonly request: Message | undefined;
  readonly response: Message | undefined;
  /** The messages of an exchange between servers, whose `request` and `response` are then undefined. */
  readonly ssp?: SspObserved | undefined;
  /** The request was wrong on purpose: rules that presume a right one do not apply. */
  readonly deliberate: boolean;
}

/**
 * Reads the exchanges of a stream. `version` and `syntax` are assumed where a message says none. Readers do not throw on
 * what octets hold; if one does, that is a fault of ours, told to `onFault`, and the message counts as unread.
 */
export function observe(
  exchanges: readonly Exchange[],
  assume: { readonly version: Version; readonly syntax: Syntax; readonly dialect?: Dialect | undefined },
  deliberate: ReadonlySet<number> = new Set(),
  onFault: (error: unknown) => void = (error) => {
    throw error;
  },
): Observed[] {
  const guarded = (read: () => ReadResult | undefined): Message | undefined => {
    try {
      return message(read());
    } catch (error) {
      onFault(error);
      return undefined;
    }
  };
  return exchanges.map((exchange) => ({
    exchange,
    request: guarded(() => requestRead(exchange)),
    response: guarded(() => answerRead(exchange, assume.version, assume.syntax)),
    ...(exchange.ssp !== undefined && { ssp: observeSsp(exchange, assume.version, assume.dialect, onFault) }),
    deliberate: deliberate.has(exchange.number),
  }));
}

function message(read: ReadResult | undefined): Message | undefined {
  if (read === undefined) return undefined;
  return { read, envelope: read.document === undefined ? undefined : unseal(read.document) };
}

/** An element of a message, and where it stands. */
export class Element {
  constructor(
    readonly node: TreeNode,
    readonly parent: Element | undefined,
  ) {}

  /** Names from the root on; children that are repeated carry their number from 1. */
  get path(): string {
    const { node, parent } = this;
    if (parent === undefined) return node.name;
    return `${parent.path}/${node.name}${parent.#numberOf(node)}`;
  }

  #numbers: Map<TreeNode, string> | undefined;

  /** The number of a child among its namesakes; the children are counted once, however many are asked for. */
  #numberOf(child: TreeNode): string {
    this.#numbers ??= numbered(this.node.children);
    return this.#numbers.get(child) ?? '';
  }

  get children(): readonly Element[] {
    return this.node.children.map((child) => new Element(child, this));
  }

  /** The primitive it is part of, or is; undefined outside of transaction contents. */
  get primitive(): Element | undefined {
    const { parent } = this;
    return parent === undefined || parent.node.name === 'TransactionContent' ? parent && this : parent.primitive;
  }
}

function numbered(children: readonly TreeNode[]): Map<TreeNode, string> {
  const counts = new Map<string, number>();
  const places = children.map((child) => {
    const place = (counts.get(child.name) ?? 0) + 1;
    counts.set(child.name, place);
    return [child, place] as const;
  });
  return new Map(places.map(([child, place]) => [child, counts.get(child.name) === 1 ? '' : `[${place}]`]));
}

type ByName = ReadonlyMap<string, readonly Element[]>;

const INDEX = Symbol('elements by name');

/** Many monitors look for a few elements of the same trees. Why no WeakMap: see `client/reading.ts`. */
interface Indexed extends TreeNode {
  [INDEX]?: ByName;
}

function indexOf(root: Indexed): ByName {
  const known = root[INDEX];
  if (known !== undefined) return known;
  const index = new Map<string, Element[]>();
  const enter = (node: TreeNode, parent: Element | undefined): void => {
    const element = new Element(node, parent);
    const namesakes = index.get(node.name);
    if (namesakes === undefined) index.set(node.name, [element]);
    else namesakes.push(element);
    for (const child of node.children) enter(child, element);
  };
  enter(root, undefined);
  root[INDEX] = index;
  return index;
}

/** The elements of these names in a message, in document order name by name. */
export function elementsNamed(root: TreeNode | undefined, ...names: readonly string[]): readonly Element[] {
  if (root === undefined) return [];
  const index = indexOf(root);
  const [only] = names;
  // no copy: a monitor may ask for every element of a message
  if (only !== undefined && names.length === 1) return index.get(only) ?? [];
  return names.flatMap((name) => index.get(name) ?? []);
}

/** Calls back for every node below a root and for the root. */
export function eachNode(root: TreeNode, visit: (node: TreeNode) => void): void {
  visit(root);
  for (const child of root.children) eachNode(child, visit);
}

/** An element and all elements below it, in document order. */
export function descendants(element: Element): readonly Element[] {
  return [element, ...element.children.flatMap(descendants)];
}

/** A place in an exchange: a message as a whole, or an element of it. */
export function placeOf(exchange: Exchange, side: 'request' | 'response', element?: Element): Place {
  return { exchange: exchange.number, side, path: element?.path, span: element?.node.span };
}
