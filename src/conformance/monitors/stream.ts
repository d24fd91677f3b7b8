/**
 * The messages monitors look at: a stream of exchanges, each read once. Where the exchanges come from does not matter:
 * a scenario of ours, a transcript, a real client and a real server.
 */
import { answerRead, requestRead } from '../../client/reading.ts';
import { type Envelope, unseal } from '../../protocol/envelope.ts';
import type { ReadResult, Syntax, TreeNode } from '../../protocol/syntax/types.ts';
import type { Version } from '../../protocol/version.ts';
import type { Exchange } from '../../transport/types.ts';
import type { Place } from '../results.ts';

export interface Message {
  readonly read: ReadResult;
  readonly envelope: Envelope | undefined;
}

/** An exchange with both its messages, as far as they could be read. */
export interface Observed {
  readonly exchange: Exchange;
  readonly request: Message | undefined;
  readonly response: Message | undefined;
  /** The request was wrong on purpose: rules that presume a right one do not apply. */
  readonly deliberate: boolean;
}

/**
 * Reads the exchanges of a stream. `version` and `syntax` are assumed where a message says none. Readers do not throw on
 * what octets hold; if one does, that is a fault of ours, told to `onFault`, and the message counts as unread.
 */
export function observe(
  exchanges: readonly Exchange[],
  assume: { readonly version: Version; readonly syntax: Syntax },
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
    deliberate: deliberate.has(exchange.number),
  }));
}

function message(read: ReadResult | undefined): Message | undefined {
  if (read === undefined) return undefined;
  return { read, envelope: read.document === undefined ? undefined : unseal(read.document) };
}

interface Step {
  readonly node: TreeNode;
  readonly path: string;
  readonly parent: TreeNode | undefined;
}

/** Elements in document order, by root; many monitors walk the same trees. */
const walked = new WeakMap<TreeNode, readonly Step[]>();

function stepsOf(root: TreeNode): readonly Step[] {
  const known = walked.get(root);
  if (known !== undefined) return known;
  const steps: Step[] = [];
  const go = (node: TreeNode, path: string, parent: TreeNode | undefined): void => {
    steps.push({ node, path, parent });
    const { children } = node;
    const total = new Map<string, number>();
    for (const child of children) total.set(child.name, (total.get(child.name) ?? 0) + 1);
    const seen = new Map<string, number>();
    for (const child of children) {
      const nth = (seen.get(child.name) ?? 0) + 1;
      seen.set(child.name, nth);
      const index = total.get(child.name) === 1 ? '' : `[${nth}]`;
      go(child, `${path}/${child.name}${index}`, node);
    }
  };
  go(root, root.name, undefined);
  walked.set(root, steps);
  return steps;
}

/** Calls back for every element, with its path from the root; repeated children carry their index from 1. */
export function walk(
  root: TreeNode,
  visit: (node: TreeNode, path: string, parent: TreeNode | undefined) => void,
): void {
  for (const { node, path, parent } of stepsOf(root)) visit(node, path, parent);
}

/** Where a node stands in an exchange. */
export function placeOf(exchange: Exchange, side: 'request' | 'response', node?: TreeNode, path?: string): Place {
  return { exchange: exchange.number, side, path, span: node?.span };
}
