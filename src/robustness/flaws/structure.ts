/**
 * Messages with one flaw each: a flawless tree goes in, a tree comes out that breaks its content model in one known way.
 * What a reader must find in it is said beside it.
 */

import { type CompiledElement, childModel, compile, type Slot } from '../../protocol/messages/compile.ts';
import type { FindingKind } from '../../protocol/model/findings.ts';
import type { WritableNode } from '../../protocol/syntax/walk.ts';
import type { Version } from '../../protocol/version.ts';

export interface Malformed {
  readonly tree: WritableNode;
  /** The kind of finding the flaw leads to. */
  readonly kind: FindingKind;
  /** The element that is flawed, as names from the root; indexes of repeated elements are left out. */
  readonly path: string;
  /** The change that was made, for people. */
  readonly flaw: string;
}

/** An element of the tree with its model and the way to it. */
interface Site {
  readonly node: WritableNode;
  readonly model: CompiledElement;
  readonly path: string;
  /** The whole tree with this element replaced. */
  readonly replaced: (node: WritableNode) => WritableNode;
}

/**
 * All ways to break a message that its models can tell. Deterministic: the same tree gives the same list. The models must
 * be those of `version`; elements they do not know are left alone.
 */
export function malformations(tree: WritableNode, version: Version): Malformed[] {
  const model = compile(version, tree.name);
  if (model === undefined) return [];
  const sites: Site[] = [];
  collect({ node: tree, model, path: tree.name, replaced: (node) => node }, sites);
  const flawed = sites.flatMap((site) => [
    ...strangers(site),
    ...wrongValues(site),
    ...missing(site),
    ...tooMany(site),
    ...disordered(site),
  ]);
  const root = { ...tree, name: 'WV-CSP-Massage' };
  return [...flawed, { tree: root, kind: 'root', path: root.name, flaw: 'the root has another name' }];
}

function collect(site: Site, into: Site[]): void {
  into.push(site);
  const children = site.node.children ?? [];
  for (const [i, child] of children.entries()) {
    const slot = site.model.byName.get(child.name);
    const model = slot === undefined ? undefined : childModel(slot);
    if (model === undefined) continue;
    const replaced = (node: WritableNode): WritableNode =>
      site.replaced({ ...site.node, children: children.map((c, at) => (at === i ? node : c)) });
    collect({ node: child, model, path: `${site.path}/${child.name}`, replaced }, into);
  }
}

function isStructure(model: CompiledElement): boolean {
  return model.kind === 'children' || model.kind === 'oneOf' || model.kind === 'empty';
}

function strangers({ node, model, path, replaced }: Site): Malformed[] {
  if (!isStructure(model)) return [];
  const stranger: WritableNode = { name: 'X-Stranger', namespace: node.namespace, text: 'x' };
  const foreign: WritableNode = { name: 'Foreign', namespace: 'urn:x-foreign', text: 'x' };
  const added = (child: WritableNode): WritableNode =>
    replaced({ ...node, children: [...(node.children ?? []), child] });
  return [
    {
      tree: added(stranger),
      kind: 'unknown-element',
      path: `${path}/${stranger.name}`,
      flaw: `${model.name} has a child of no name in the standard`,
    },
    {
      tree: added(foreign),
      kind: 'foreign-element',
      path: `${path}/${foreign.name}`,
      flaw: `${model.name} has a child of a foreign namespace`,
    },
    { tree: replaced({ ...node, text: 'stray' }), kind: 'unexpected-text', path, flaw: `${model.name} has text` },
  ];
}

const WRONG: Readonly<Record<string, string>> = {
  integer: '-1',
  boolean: 'true',
  datetime: '2001-02-29',
  base64: 'x',
};

function wrongValues({ node, model, path, replaced }: Site): Malformed[] {
  const { text } = model;
  if (text === undefined) return [];
  const wrong = text.type === 'enum' && text.open !== true ? 'x-no-value' : WRONG[text.type];
  if (wrong === undefined) return [];
  return [{ tree: replaced({ ...node, text: wrong }), kind: 'value', path, flaw: `${model.name} is ${wrong}` }];
}

/** Only where the model is a plain sequence: what a missing child of a group means depends on the group. */
function missing({ node, model, path, replaced }: Site): Malformed[] {
  if (model.mandatory === undefined) return [];
  const found: Malformed[] = [];
  for (const slot of model.slots) {
    if ((model.mandatory & (1 << slot.index)) === 0) continue;
    const children = (node.children ?? []).filter((child) => child.name !== slot.name);
    const flaw = `${model.name} lacks ${slot.name}`;
    found.push({ tree: replaced({ ...node, children }), kind: 'missing-element', path, flaw });
  }
  return found;
}

function tooMany({ node, model, path, replaced }: Site): Malformed[] {
  const children = node.children ?? [];
  const at = children.findIndex((child) => single(model, child.name) !== undefined);
  const child = children[at];
  if (child === undefined) return [];
  const twice = [...children.slice(0, at + 1), child, ...children.slice(at + 1)];
  // two primitives exclude each other, whether they are the same or not
  const kind = model.kind === 'oneOf' ? 'choice' : 'too-many';
  return [{ tree: replaced({ ...node, children: twice }), kind, path, flaw: `${model.name} has ${child.name} twice` }];
}

function single(model: CompiledElement, name: string): Slot | undefined {
  const slot = model.byName.get(name);
  return slot === undefined || slot.repeated ? undefined : slot;
}

/** The first two children that have different places change them. */
function disordered({ node, model, path, replaced }: Site): Malformed[] {
  const order = model.orders[0];
  const children = [...(node.children ?? [])];
  if (model.orders.length !== 1 || order === undefined) return [];
  const rankOf = (child: WritableNode | undefined): number | undefined => {
    const slot = child === undefined ? undefined : model.byName.get(child.name);
    return slot === undefined ? undefined : order.rank[slot.index];
  };
  const at = children.findIndex((child, i) => {
    const here = rankOf(child);
    const next = rankOf(children[i + 1]);
    return here !== undefined && next !== undefined && here < next;
  });
  const [first, second] = [children[at], children[at + 1]];
  if (first === undefined || second === undefined) return [];
  children.splice(at, 2, second, first);
  return [
    { tree: replaced({ ...node, children }), kind: 'order', path, flaw: `${second.name} stands before ${first.name}` },
  ];
}
