/**
 * From a message in memory, or a tree, to a stream of elements: what every writer starts from. Messages come in the order
 * of the model. Total on plain data: what the model does not name is written too, after the rest, so that a harness can
 * send what no model allows.
 */

import {
  type CompiledElement,
  childModel,
  compile,
  localName,
  namespaceUnder,
  type Slot,
} from '../messages/compile.ts';
import type { AnyElement } from '../messages/infer.ts';
import type { Text } from '../model/combinators.ts';
import { formatText, type TextValue } from '../model/text-value.ts';
import type { NamespaceKey, Version } from '../version.ts';
import { VERSION_FACTS } from '../version-facts.ts';

/** The calls that a writer hears: `open`, then attributes, then text and children, then `close`. */
export interface ElementSink {
  /** `namespace` is the URI the element is in; declaring it where it changes is the writer's business. */
  open(name: string, namespace: string): void;
  /** Any attribute but a declaration of the default namespace. */
  attribute(name: string, value: string): void;
  text(text: string, type: Text | undefined): void;
  close(name: string): void;
}

/** Another order of the children of every element; gets their names, one entry per kind of child, and the parent's. */
export type ChildOrder = (names: readonly string[], parent: string) => readonly string[];

interface Context {
  readonly sink: ElementSink;
  readonly version: Version;
  readonly namespaces: Readonly<Record<NamespaceKey, string>>;
  readonly childOrder: ChildOrder | undefined;
}

/** Walks a message from its root. */
export function walk(
  version: Version,
  root: string,
  content: unknown,
  sink: ElementSink,
  childOrder?: ChildOrder,
): void {
  const { namespaces } = VERSION_FACTS[version];
  const model = compile(version, root);
  walkElement({ sink, version, namespaces, childOrder }, root, model, model?.namespace ?? 'CSP', content);
}

function walkElement(
  context: Context,
  name: string,
  model: CompiledElement | undefined,
  key: NamespaceKey,
  value: unknown,
): void {
  const { sink } = context;
  const namespace = context.namespaces[key];
  sink.open(name, namespace);
  if (typeof value === 'object' && value !== null) {
    if (model?.kind === 'any' && Array.isArray(value)) {
      for (const item of value) walkForeign(item as AnyElement, namespace, sink);
    } else walkChildren(context, model, key, value as Record<string, unknown>);
  } else if (value !== undefined && value !== null) sink.text(formatText(value as TextValue), model?.text);
  sink.close(name);
}

function walkChildren(
  context: Context,
  model: CompiledElement | undefined,
  key: NamespaceKey,
  value: Record<string, unknown>,
): void {
  if (context.childOrder !== undefined) {
    const names = context.childOrder(Object.keys(value), model?.name ?? '');
    for (const name of names) walkNamed(context, model, key, name, value[name]);
    return;
  }
  const planned = model !== undefined && model.kind !== 'oneOf' ? model : undefined;
  if (planned !== undefined) {
    for (const step of planned.plan) {
      if ('name' in step) walkSlot(context, step, key, value[step.name]);
      else walkRounds(context, step, key, value);
    }
  }
  for (const name in value) {
    if (planned === undefined || !planned.byName.has(name)) walkNamed(context, model, key, name, value[name]);
  }
}

function walkNamed(
  context: Context,
  model: CompiledElement | undefined,
  key: NamespaceKey,
  name: string,
  child: unknown,
): void {
  const slot = model?.byName.get(name);
  if (slot === undefined) walkStranger(context, name, key, child);
  else walkSlot(context, slot, key, child);
}

function walkSlot(context: Context, slot: Slot, key: NamespaceKey, child: unknown): void {
  if (child === undefined) return;
  const under = namespaceUnder(slot, key);
  const element = childModel(slot);
  if (!Array.isArray(child) || (element?.kind === 'any' && !slot.repeated)) {
    walkElement(context, slot.name, element, under, child);
    return;
  }
  for (const item of child as unknown[]) walkElement(context, slot.name, element, under, item);
}

/** Children of a repeated sequence: the first of each, then the second of each. */
function walkRounds(context: Context, slots: readonly Slot[], key: NamespaceKey, value: Record<string, unknown>): void {
  const lists = slots.map((slot) => asList(value[slot.name]));
  const rounds = Math.max(...lists.map((list) => list.length));
  for (let round = 0; round < rounds; round++) {
    for (const [i, slot] of slots.entries()) {
      const item = lists[i]?.[round];
      if (item !== undefined) walkElement(context, slot.name, childModel(slot), namespaceUnder(slot, key), item);
    }
  }
}

function asList(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as unknown[]) : [value];
}

/** A child the model does not name: an element of another place or version, or none of the standard. */
function walkStranger(context: Context, name: string, parent: NamespaceKey, child: unknown): void {
  if (child === undefined) return;
  const model = compile(context.version, name) ?? compile('1.3', name) ?? compile('1.2', name) ?? compile('1.1', name);
  const key = model === undefined || model.namespace === 'CSP' ? parent : model.namespace;
  for (const item of Array.isArray(child) && model?.kind !== 'any' ? (child as unknown[]) : [child]) {
    walkElement(context, localName(name), model, key, item);
  }
}

/** An element outside the models; `outer` is the namespace around it, which it is in when it names none. */
function walkForeign(element: AnyElement, outer: string, sink: ElementSink): void {
  const namespace = element.namespace ?? outer;
  sink.open(element.name, namespace);
  const { attributes, content } = element;
  for (const name of Object.keys(attributes ?? {})) {
    if (name !== 'xmlns') sink.attribute(name, attributes?.[name] ?? '');
  }
  if (typeof content === 'string') sink.text(content, undefined);
  else for (const child of content) walkForeign(child, namespace, sink);
  sink.close(element.name);
}

/**
 * A tree to write as it stands: what a reader gave, or one put together by hand. Names may have a prefix that an
 * attribute `xmlns:...` declares; without `namespace` an element is in that of its parent.
 */
export interface WritableNode {
  readonly name: string;
  readonly namespace?: string | undefined;
  readonly attributes?: Readonly<Record<string, string>> | undefined;
  readonly children?: readonly WritableNode[];
  /** Written after the children, where there are both. */
  readonly text?: string;
}

/** Walks a tree. */
export function walkTree(root: WritableNode, sink: ElementSink, outer = ''): void {
  const namespace = root.namespace ?? outer;
  sink.open(root.name, namespace);
  for (const name of Object.keys(root.attributes ?? {})) {
    if (name !== 'xmlns') sink.attribute(name, root.attributes?.[name] ?? '');
  }
  for (const child of root.children ?? []) walkTree(child, sink, namespace);
  if (root.text !== undefined && root.text !== '') sink.text(root.text, undefined);
  sink.close(root.name);
}

/** Puts a tree together of what a walk says. */
class TreeSink implements ElementSink {
  root: WritableNode | undefined;
  readonly #open: {
    name: string;
    namespace: string;
    attributes?: Record<string, string>;
    children: WritableNode[];
    text: string;
  }[] = [];

  open(name: string, namespace: string): void {
    const node = { name, namespace, children: [], text: '' };
    this.#open[this.#open.length - 1]?.children.push(node);
    this.root ??= node;
    this.#open.push(node);
  }

  attribute(name: string, value: string): void {
    const top = this.#open[this.#open.length - 1];
    if (top !== undefined) top.attributes = { ...top.attributes, [name]: value };
  }

  text(text: string): void {
    const top = this.#open[this.#open.length - 1];
    if (top !== undefined) top.text += text;
  }

  close(): void {
    this.#open.pop();
  }
}

/** The tree of a message, to be changed and written with `writeTree`: how a harness makes messages no model allows. */
export function treeOf(document: { version: Version; root: string; content: unknown }): WritableNode {
  const sink = new TreeSink();
  walk(document.version, document.root, document.content, sink);
  return sink.root ?? { name: document.root };
}
