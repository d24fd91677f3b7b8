/**
 * The quick way from elements to the message in memory, for messages that have nothing to report: no tree is built, and
 * the first thing that is not exactly as the model says ends it. `bind` then looks again, more slowly, and says what is
 * wrong. What both make of a flawless message is the same.
 */

import { readPlain, readText } from '../model/text-value.ts';
import type { NamespaceKey } from '../version.ts';
import type { Data } from './bind.ts';
import { type CompiledElement, childModel, namespaceUnder, type Slot } from './compile.ts';
import { occurrenceProblems } from './occurrence.ts';

/** An open element that has children by its model. */
interface Frame {
  readonly model: CompiledElement;
  /** Its place in the parent; undefined for the root. */
  readonly slot: Slot | undefined;
  readonly key: NamespaceKey;
  readonly value: Data;
  readonly parent: Frame | undefined;
  children: number;
  /** A bit per slot. */
  seen: number;
  /** Place of the child read last. */
  rank: number;
  inner: number;
}

export type Namespaces = Readonly<Record<NamespaceKey, string>>;

function frameOf(model: CompiledElement, slot: Slot | undefined, key: NamespaceKey, parent: Frame | undefined): Frame {
  return { model, slot, key, value: {}, parent, children: 0, seen: 0, rank: -1, inner: -1 };
}

/** Takes the elements of one message after the other; every call returns false when the quick way ends. */
export class QuickBinder {
  #top: Frame | undefined;
  /** The element in hand, where its model is text: it needs no frame. */
  #leaf: Slot | undefined;
  #text = '';
  #depth = 0;
  #nodes = 0;
  #maxDepth = 0;
  #maxNodes = 0;
  #namespaces: Namespaces | undefined;
  #result: Data | undefined;

  /**
   * Begins with the root element. `namespaces` undefined: none is declared anywhere, the elements are known otherwise.
   */
  start(model: CompiledElement, namespaces: Namespaces | undefined, limits: { depth: number; nodes: number }): void {
    this.#top = frameOf(model, undefined, model.namespace, undefined);
    this.#leaf = undefined;
    this.#depth = 1;
    this.#nodes = 1;
    this.#maxDepth = limits.depth;
    this.#maxNodes = limits.nodes;
    this.#namespaces = namespaces;
    this.#result = undefined;
  }

  /** A child of the open element; `declared` is the default namespace it declares, if it does. */
  open(name: string, declared: string | undefined): boolean {
    const frame = this.#top;
    if (frame === undefined || this.#leaf !== undefined) return false;
    const slot = frame.model.byName.get(name);
    if (slot === undefined) return false;
    const key = namespaceUnder(slot, frame.key);
    if (declared !== undefined || key !== frame.key) {
      if (this.#namespaces !== undefined ? this.#namespaces[key] !== declared : declared !== undefined) return false;
    }
    const model = childModel(slot);
    if (model === undefined || model.kind === 'any' || !enter(frame, slot)) return false;
    this.#nodes += 1;
    if (this.#depth >= this.#maxDepth || this.#nodes > this.#maxNodes) return false;
    if (model.kind === 'text') {
      this.#leaf = slot;
      this.#text = '';
    } else {
      this.#top = frameOf(model, slot, key, frame);
      this.#depth += 1;
    }
    return true;
  }

  text(text: string): boolean {
    if (this.#leaf === undefined) return isBlank(text);
    this.#text = this.#text === '' ? text : this.#text + text;
    return true;
  }

  close(): boolean {
    const frame = this.#top;
    if (frame === undefined) return false;
    const leaf = this.#leaf;
    if (leaf !== undefined) {
      this.#leaf = undefined;
      return add(frame, leaf, textOf(childModel(leaf), this.#text));
    }
    const { parent, slot } = frame;
    this.#top = parent;
    this.#depth -= 1;
    if (!complete(frame)) return false;
    if (parent !== undefined && slot !== undefined) return add(parent, slot, frame.value);
    this.#result = frame.value;
    return true;
  }

  /** The message, when the root has been closed; nothing is kept of it. */
  finish(): Data | undefined {
    const result = this.#top === undefined ? this.#result : undefined;
    this.#top = undefined;
    this.#result = undefined;
    this.#text = '';
    return result;
  }
}

/** White space of XML and nothing else. */
function isBlank(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x20) return false;
  return true;
}

/** Notes a child of a frame: false for a second one where one may be, and for another order than the first legal one. */
function enter(frame: Frame, slot: Slot): boolean {
  const { index } = slot;
  const bit = 1 << index;
  // more than 31 children share bits: then a first child may look like a second one, and `bind` decides
  if ((frame.seen & bit) !== 0 && !slot.repeated) return false;
  frame.seen |= bit;
  frame.children += 1;
  const order = frame.model.orders[0];
  if (order === undefined) return true;
  const rank = order.rank[index] ?? 0;
  const inner = order.inner[index] ?? 0;
  if (rank < frame.rank || (rank === frame.rank && inner <= frame.inner && inner !== rank)) return false;
  frame.rank = rank;
  frame.inner = inner;
  return true;
}

function add(frame: Frame, slot: Slot, bound: unknown): boolean {
  if (bound === undefined) return false;
  const { value } = frame;
  const { name } = slot;
  if (!slot.repeated) value[name] = bound;
  else if (value[name] === undefined) value[name] = [bound];
  else (value[name] as unknown[]).push(bound);
  return true;
}

function textOf(model: CompiledElement | undefined, text: string): unknown {
  if (model?.text === undefined) return undefined;
  const plain = readPlain(model.text, text);
  if (plain !== undefined) return plain;
  const reading = readText(model.text, text);
  return reading.problem === undefined && reading.padded !== true ? reading.value : undefined;
}

function complete(frame: Frame): boolean {
  const { model } = frame;
  const { mandatory } = model;
  if (mandatory !== undefined) return (frame.seen & mandatory) === mandatory;
  if (model.kind === 'empty') return true;
  if (model.kind === 'oneOf') return frame.children === 1;
  return occurrenceProblems(model, countsOf(frame.value, model)) === undefined;
}

/** Number of children by slot, from what was made of them. */
function countsOf(value: Data, model: CompiledElement): number[] {
  return model.slots.map((slot) => {
    const child = value[slot.name];
    if (child === undefined) return 0;
    return slot.repeated ? (child as unknown[]).length : 1;
  });
}
