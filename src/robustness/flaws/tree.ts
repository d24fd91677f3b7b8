/** Messages that are well-formed, and break the rules of size and state. Those of structure and order are in structure.ts. */
import { type CompiledElement, childModel, compile } from '../../protocol/messages/compile.ts';
import type { WritableNode } from '../../protocol/syntax/index.ts';
import type { Version } from '../../protocol/version.ts';
import type { Category } from '../../results/robustness.ts';
import type { Random } from '../random.ts';

export interface TreeFlaw {
  readonly category: Category;
  readonly flaw: string;
  /** The message with the flaw; undefined where there is no place for it. */
  spoil(tree: WritableNode, version: Version, random: Random): WritableNode | undefined;
}

/** The tree with the element at a path of names replaced; undefined where there is none. */
function at(
  tree: WritableNode,
  [name, ...rest]: readonly string[],
  change: (node: WritableNode) => WritableNode | readonly WritableNode[],
): WritableNode | undefined {
  const children = tree.children ?? [];
  const index = children.findIndex((child) => child.name === name);
  const child = children[index];
  if (child === undefined) return undefined;
  const changed = rest.length === 0 ? change(child) : at(child, rest, change);
  if (changed === undefined) return undefined;
  const others = 'name' in changed ? [changed] : changed;
  return { ...tree, children: [...children.slice(0, index), ...others, ...children.slice(index + 1)] };
}

const DESCRIPTOR = ['Session', 'Transaction', 'TransactionDescriptor'];
const SESSION = ['Session', 'SessionDescriptor'];

const says = (category: Category, flaw: string, path: readonly string[], text: string): TreeFlaw => ({
  category,
  flaw,
  spoil: (tree) => at(tree, path, (node) => ({ ...node, text })),
});
const lacks = (flaw: string, path: readonly string[]): TreeFlaw => ({
  category: 'state',
  flaw,
  spoil: (tree) => at(tree, path, () => []),
});

/** An element of text chosen among all of them, with another text. */
function inAText(category: Category, flaw: string, text: string, types?: readonly string[]): TreeFlaw {
  return {
    category,
    flaw,
    spoil(tree, version, random) {
      const paths: (readonly number[])[] = [];
      const visit = (node: WritableNode, model: CompiledElement | undefined, path: readonly number[]): void => {
        const type = model?.text?.type;
        if (type !== undefined && (types === undefined || types.includes(type))) paths.push(path);
        for (const [i, child] of (node.children ?? []).entries()) {
          const slot = model?.byName.get(child.name);
          if (slot !== undefined) visit(child, childModel(slot), [...path, i]);
        }
      };
      visit(tree, compile(version, tree.name), []);
      return paths.length === 0 ? undefined : replaced(tree, random.of(paths), (node) => ({ ...node, text }));
    },
  };
}

/** The tree with the element at a path of indexes replaced. */
export function replaced(
  tree: WritableNode,
  [index, ...rest]: readonly number[],
  change: (node: WritableNode) => WritableNode | undefined,
): WritableNode {
  if (index === undefined) return change(tree) ?? tree;
  const children = (tree.children ?? []).flatMap((child, i) => {
    if (i !== index) return [child];
    const changed = rest.length === 0 ? change(child) : replaced(child, rest, change);
    return changed === undefined ? [] : [changed];
  });
  return { ...tree, children };
}

/** The request, repeated or wrapped. */
function content(category: Category, flaw: string, change: (node: WritableNode) => readonly WritableNode[]): TreeFlaw {
  return {
    category,
    flaw,
    spoil: (tree) =>
      at(tree, ['Session', 'Transaction', 'TransactionContent'], (node) => ({
        ...node,
        children: (node.children ?? []).flatMap(change),
      })),
  };
}

/** Nested in itself so many times. */
function nested(node: WritableNode, depth: number): WritableNode {
  let inner = node;
  for (let i = 0; i < depth; i++) inner = { name: node.name, namespace: node.namespace, children: [inner] };
  return inner;
}

export const TREE_FLAWS: readonly TreeFlaw[] = [
  says('state', 'its session does not exist', [...SESSION, 'SessionID'], 'no-such-session'),
  says('state', 'its session has no name', [...SESSION, 'SessionID'], ''),
  says('state', 'it is a request outside a session', [...SESSION, 'SessionType'], 'Outband'),
  says('state', 'it is a response that nobody asked for', [...DESCRIPTOR, 'TransactionMode'], 'Response'),
  says('state', 'its transaction has no name', [...DESCRIPTOR, 'TransactionID'], ''),
  lacks('its session is missing', [...SESSION, 'SessionID']),
  lacks('its transaction has no number', [...DESCRIPTOR, 'TransactionID']),
  lacks('its descriptor is missing', DESCRIPTOR),
  lacks('its transaction is missing', ['Session', 'Transaction']),
  {
    category: 'state',
    flaw: 'its transaction is carried twice',
    spoil: (tree) => at(tree, ['Session', 'Transaction'], (node) => [node, node]),
  },
  { category: 'state', flaw: 'it is a response that answers another primitive', spoil: answerOfNothing },
  says('size', 'the name of its session has 20000 letters', [...SESSION, 'SessionID'], 's'.repeat(20_000)),
  says('size', 'the number of its transaction has 20000 letters', [...DESCRIPTOR, 'TransactionID'], 't'.repeat(20_000)),
  {
    category: 'size',
    flaw: 'it has 300 transactions',
    spoil: (tree) => at(tree, ['Session', 'Transaction'], (node) => Array.from({ length: 300 }, () => node)),
  },
  content('size', 'its primitive stands there 1000 times', (node) => Array.from({ length: 1_000 }, () => node)),
  content('size', 'its primitive stands in itself 1000 deep', (node) => [nested(node, 1_000)]),
  content('structure', 'its primitive does not exist', (node) => [{ ...node, name: 'Nothing-Request' }]),
  inAText('size', 'a text has 60000 letters', 'l'.repeat(60_000)),
  inAText('size', 'a number is larger than 32 bits', '4294967296', ['integer']),
  inAText('size', 'a number has 1000 digits', '9'.repeat(1_000), ['integer']),
  inAText('structure', 'a number is empty', '', ['integer']),
  inAText('token', 'a word is none of its list', 'NO_SUCH_WORD', ['enum']),
  inAText('structure', 'a text is empty', '', ['string']),
  inAText('charset', 'a text has characters of every plane', '\u200f\u202e\ufeff\u{10fffd}\u{1f600}\u0301'),
  inAText('token', 'a text looks like a path', '../../../../etc/passwd', ['string']),
  inAText('token', 'a text looks like a pattern', '(a+)+$'.repeat(20), ['string']),
  inAText('token', 'a text has the words of a program', '__proto__', ['string']),
];

/** A Status in answer to a transaction that the server did not begin. */
function answerOfNothing(tree: WritableNode): WritableNode | undefined {
  const result = (namespace: string | undefined): WritableNode => ({
    name: 'Status',
    namespace,
    children: [{ name: 'Result', namespace, children: [{ name: 'Code', namespace, text: '200' }] }],
  });
  const mode = at(tree, [...DESCRIPTOR, 'TransactionMode'], (node) => ({ ...node, text: 'Response' }));
  if (mode === undefined) return undefined;
  return at(mode, ['Session', 'Transaction', 'TransactionContent'], (node) => ({
    ...node,
    children: [result(node.namespace)],
  }));
}
