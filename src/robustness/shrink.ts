/** The smallest input that still does something: parts are left out for as long as it goes on doing it. */
import type { WritableNode } from '../protocol/syntax/index.ts';
import { replaced } from './flaws/tree.ts';
import type { Input } from './generate.ts';

export interface Shrunk {
  readonly input: Input;
  /** Nothing more could be left out. */
  readonly whole: boolean;
}

export interface ShrinkOptions {
  /** True if the input still does it. */
  readonly does: (input: Input) => Promise<boolean>;
  /** The octets of a tree; undefined where it has no form. */
  readonly written: (tree: WritableNode) => Uint8Array | undefined;
  /** Most inputs that are tried. */
  readonly tries: number;
}

/** Elements first, if the message was made of any, then octets. */
export async function shrink(start: Input, options: ShrinkOptions): Promise<Shrunk> {
  let left = options.tries;
  const does = async (input: Input): Promise<boolean> => {
    if (left <= 0) return false;
    left -= 1;
    return options.does(input);
  };
  let input = start;
  if (start.tree !== undefined) input = await lessTree(start, { ...options, does });
  const octets = await lessOctets(input.octets, (fewer) => does({ octets: fewer }));
  return { input: { octets }, whole: left > 0 };
}

/** Leaves out elements, the outermost first, and shortens texts. */
async function lessTree(start: Input, { does, written }: ShrinkOptions): Promise<Input> {
  let input = start;
  for (let changed = true; changed; ) {
    changed = false;
    for (const path of pathsOf(input.tree)) {
      const { tree } = input;
      if (tree === undefined || path.length === 0) continue;
      for (const smaller of [
        replaced(tree, path, () => undefined),
        replaced(tree, path, ({ text: _text, children: _children, ...node }) => node),
        replaced(tree, path, (node) => ({
          ...node,
          text: node.text?.slice(0, Math.floor(node.text.length / 2)) ?? '',
        })),
      ]) {
        const octets = written(smaller);
        if (octets === undefined || octets.length >= input.octets.length) continue;
        if (!(await does({ tree: smaller, octets }))) continue;
        input = { tree: smaller, octets };
        changed = true;
        break;
      }
      // The paths of a smaller tree are other ones.
      if (changed) break;
    }
  }
  return input;
}

/** Indexes from the root to every element, outer ones before inner ones. */
function pathsOf(root: WritableNode | undefined): readonly (readonly number[])[] {
  const paths: (readonly number[])[] = [];
  let level: (readonly [WritableNode, readonly number[]])[] = root === undefined ? [] : [[root, []]];
  while (level.length > 0) {
    for (const [, path] of level) paths.push(path);
    level = level.flatMap(([node, path]) => (node.children ?? []).map((child, i) => [child, [...path, i]] as const));
  }
  return paths;
}

/** Leaves out pieces of halving length, from the end to the beginning, until no single octet can be left out. */
async function lessOctets(start: Uint8Array, does: (octets: Uint8Array) => Promise<boolean>): Promise<Uint8Array> {
  let octets = start;
  for (let length = Math.ceil(octets.length / 2); length >= 1; length = length === 1 ? 0 : Math.ceil(length / 2)) {
    for (let again = true; again; ) {
      again = false;
      for (let end = octets.length; end > 0; end -= length) {
        const from = Math.max(0, end - length);
        const fewer = Buffer.concat([octets.subarray(0, from), octets.subarray(end)]);
        if (!(await does(fewer))) continue;
        octets = fewer;
        again = length === 1;
      }
    }
  }
  return octets;
}
