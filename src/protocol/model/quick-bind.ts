/**
 * The quick way from elements to the message in memory, for messages that have nothing to report: no tree is built, and
 * the first thing that is not exactly as the model says ends it. `bind` then looks again, more slowly, and says what is
 * wrong. What both make of a flawless message is the same.
 */
import type { NamespaceKey } from '../version.ts';
import type { Data } from './bind.ts';
import { type CompiledElement, childModel, type Slot } from './compile.ts';
import { occurrenceProblems } from './occurrence.ts';
import { readPlain, readText } from './text-value.ts';

/** What is known of an open element. Frames are used again for the next element of the same depth. */
interface Frame {
  model: CompiledElement | undefined;
  slot: Slot | undefined;
  key: NamespaceKey;
  value: Data;
  text: string;
  children: number;
  /** A bit per slot. */
  seen: number;
  /** Place of the child read last. */
  rank: number;
  inner: number;
}

export type Namespaces = Readonly<Record<NamespaceKey, string>>;

/** Takes the elements of one message after the other; every call returns false when the quick way ends. */
export class QuickBinder {
  #frames: Frame[] = [];
  #depth = -1;
  #nodes = 0;
  #maxDepth = 0;
  #maxNodes = 0;
  #namespaces: Namespaces | undefined;
  #result: Data | undefined;

  /**
   * Begins with the root element. `namespaces` undefined: none is declared anywhere, the elements are known otherwise.
   */
  start(model: CompiledElement, namespaces: Namespaces | undefined, limits: { depth: number; nodes: number }): void {
    this.#frames = [];
    this.#depth = 0;
    this.#nodes = 1;
    this.#maxDepth = limits.depth;
    this.#maxNodes = limits.nodes;
    this.#namespaces = namespaces;
    this.#result = undefined;
    this.#enter(0, model, undefined, model.namespace);
  }

  #enter(depth: number, model: CompiledElement, slot: Slot | undefined, key: NamespaceKey): void {
    const frame = this.#frames[depth];
    const value = model.kind === 'text' ? NO_DATA : {};
    if (frame === undefined) {
      this.#frames.push({ model, slot, key, value, text: '', children: 0, seen: 0, rank: -1, inner: -1 });
      return;
    }
    frame.model = model;
    frame.slot = slot;
    frame.key = key;
    frame.value = value;
    frame.text = '';
    frame.children = 0;
    frame.seen = 0;
    frame.rank = -1;
    frame.inner = -1;
  }

  /** A child of the open element; `declared` is the default namespace it declares, if it does. */
  open(name: string, declared: string | undefined): boolean {
    const frame = this.#frames[this.#depth];
    const slot = frame?.model?.byName.get(name);
    if (frame === undefined || frame.model === undefined || slot === undefined) return false;
    const key = slot.namespaceUnder[frame.key];
    if (key !== frame.key || declared !== undefined) {
      if (this.#namespaces !== undefined ? this.#namespaces[key] !== declared : declared !== undefined) return false;
    }
    const element = childModel(slot);
    const { index } = slot;
    if (element === undefined || element.kind === 'any') return false;
    if (!inOrder(frame, frame.model, index)) return false;
    const bit = 1 << index;
    // more than 31 children share bits: then a first child may look like a second one, and `bind` decides
    if ((frame.seen & bit) !== 0 && !slot.repeated) return false;
    frame.seen |= bit;
    frame.children += 1;
    this.#depth += 1;
    this.#nodes += 1;
    if (this.#depth >= this.#maxDepth || this.#nodes > this.#maxNodes) return false;
    this.#enter(this.#depth, element, slot, key);
    return true;
  }

  text(text: string): boolean {
    const frame = this.#frames[this.#depth];
    if (frame?.model === undefined) return true;
    if (frame.model.kind !== 'text') return isBlank(text);
    frame.text = frame.text === '' ? text : frame.text + text;
    return true;
  }

  close(): boolean {
    const depth = this.#depth;
    const frame = this.#frames[depth];
    if (frame?.model === undefined) return false;
    this.#depth = depth - 1;
    const bound = frame.model.kind === 'text' ? textOf(frame.model, frame.text) : childrenOf(frame, frame.model);
    if (bound === undefined) return false;
    if (frame.slot === undefined) {
      this.#result = bound as Data;
      return true;
    }
    const { value } = this.#frames[depth - 1] ?? frame;
    const { name, repeated } = frame.slot;
    if (!repeated) value[name] = bound;
    else if (value[name] === undefined) value[name] = [bound];
    else (value[name] as unknown[]).push(bound);
    return true;
  }

  /** The message, when the root has been closed; frames let go of what they held. */
  finish(): Data | undefined {
    const result = this.#result;
    this.#result = undefined;
    for (const frame of this.#frames) frame.value = NO_DATA;
    return this.#depth === -1 ? result : undefined;
  }
}

const NO_DATA: Data = {};

/** White space of XML and nothing else. */
function isBlank(text: string): boolean {
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x20) return false;
  return true;
}

/** Whether the child stands where the first legal order has it; other orders are for `bind` to judge. */
function inOrder(frame: Frame, model: CompiledElement, index: number): boolean {
  const order = model.orders[0];
  if (order === undefined) return true;
  const rank = order.rank[index] ?? 0;
  const inner = order.inner[index] ?? 0;
  if (rank < frame.rank || (rank === frame.rank && inner <= frame.inner && inner !== rank)) return false;
  frame.rank = rank;
  frame.inner = inner;
  return true;
}

function textOf(model: CompiledElement, text: string): unknown {
  if (model.text === undefined) return text;
  const plain = readPlain(model.text, text);
  if (plain !== undefined) return plain;
  const reading = readText(model.text, text);
  return reading.problem === undefined ? reading.value : undefined;
}

function childrenOf(frame: Frame, model: CompiledElement): Data | undefined {
  const { mandatory } = model;
  if (mandatory !== undefined) return (frame.seen & mandatory) === mandatory ? frame.value : undefined;
  if (model.kind === 'empty') return frame.value;
  if (model.kind === 'oneOf') return frame.children === 1 ? frame.value : undefined;
  return occurrenceProblems(model, countsOf(frame.value, model)) === undefined ? frame.value : undefined;
}

/** Number of children by slot, from what was made of them. */
function countsOf(value: Data, model: CompiledElement): number[] {
  return model.slots.map((slot) => {
    const child = value[slot.name];
    if (child === undefined) return 0;
    return slot.repeated ? (child as unknown[]).length : 1;
  });
}
