/**
 * From the message in memory to a stream of elements in the order of the model: what every writer starts from. Total on
 * plain data: what the model does not name is written too, after the rest, so that a harness can send what no model allows.
 */
import type { NamespaceKey, Version } from '../version.ts';
import { type CompiledElement, compile, localName, type Slot } from './compile.ts';
import type { Text } from './combinators.ts';
import { formatText, type TextValue } from './text-value.ts';
import type { AnyElement } from './infer.ts';

/** What a writer hears. `open` and `close` come in pairs; an element has text or children, never both. */
export interface ElementSink {
  /** `model` is undefined for what the models do not know. `key` is the namespace the element is in. */
  open(name: string, key: NamespaceKey, model: CompiledElement | undefined): void;
  text(text: string, type: Text | undefined): void;
  close(name: string): void;
  /** Content outside the models, written as it is. */
  foreign(element: AnyElement): void;
}

export interface WalkOptions {
  /** Another order of the children of every element; gets their names, one entry per kind of child. */
  readonly childOrder?: ((names: readonly string[], parent: string) => readonly string[]) | undefined;
}

/** Walks a message from its root. */
export function walk(version: Version, root: string, content: unknown, sink: ElementSink, options?: WalkOptions): void {
  const model = compile(version, root);
  walkElement({ version, sink, childOrder: options?.childOrder }, root, model, model?.namespace ?? 'CSP', content);
}

interface Context extends WalkOptions {
  readonly version: Version;
  readonly sink: ElementSink;
}

function walkElement(
  context: Context,
  name: string,
  model: CompiledElement | undefined,
  key: NamespaceKey,
  value: unknown,
): void {
  const { sink } = context;
  sink.open(name, key, model);
  if (model?.kind === 'any' && Array.isArray(value)) for (const item of value) sink.foreign(item as AnyElement);
  else if (typeof value === 'object' && value !== null) walkChildren(context, model, key, value as Record<string, unknown>);
  else if (value !== undefined && value !== null) sink.text(formatText(value as TextValue), model?.text);
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
  if (model !== undefined && model.kind !== 'oneOf') {
    for (const step of model.plan) {
      if ('name' in step) walkSlot(context, step, key, value[step.name]);
      else walkRounds(context, step, key, value);
    }
  }
  const all = model === undefined || model.kind === 'oneOf';
  for (const name in value) {
    if (all || !model.byName.has(name)) walkNamed(context, model, key, name, value[name]);
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
  const under = slot.namespaceUnder[key];
  const { element } = slot;
  if (!Array.isArray(child) || (element?.kind === 'any' && !slot.repeated)) {
    walkElement(context, slot.name, element, under, child);
    return;
  }
  for (const item of child as unknown[]) walkElement(context, slot.name, element, under, item);
}

/** Children of a repeated sequence: the first of each, then the second of each. */
function walkRounds(
  context: Context,
  slots: readonly Slot[],
  key: NamespaceKey,
  value: Record<string, unknown>,
): void {
  const lists = slots.map((slot) => asList(value[slot.name]));
  const rounds = Math.max(...lists.map((list) => list.length));
  for (let round = 0; round < rounds; round++) {
    for (const [i, slot] of slots.entries()) {
      const item = lists[i]?.[round];
      if (item !== undefined) walkElement(context, slot.name, slot.element, slot.namespaceUnder[key], item);
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
  const model = compile(context.version, name) ?? anyVersion(name);
  const key = model === undefined || model.namespace === 'CSP' ? parent : model.namespace;
  for (const item of Array.isArray(child) && model?.kind !== 'any' ? (child as unknown[]) : [child]) {
    walkElement(context, localName(name), model, key, item);
  }
}

function anyVersion(name: string): CompiledElement | undefined {
  return compile('1.3', name) ?? compile('1.2', name) ?? compile('1.1', name);
}
