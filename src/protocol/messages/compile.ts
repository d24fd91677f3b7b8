/**
 * Content models in the form readers, writers and validators run on: per version and element, compiled once, on first
 * use. A compiled element knows its children by local name, which of them belong together, and in which order they stand.
 */
import { elements } from '../elements/index.ts';
import type { Group, Model, Part, Text } from '../model/combinators.ts';
import type { Confidence, NamespaceKey, Version } from '../version.ts';
import type { ElementKey } from './infer.ts';

/** A child as the content model of its parent knows it, whatever protocol the two belong to. */
export interface Child {
  /** Local name: on the wire, and the key in memory. */
  readonly name: string;
  /** Place in `Shape.slots`. */
  readonly index: number;
  /** In memory an array: the child, or a group around it, may occur more than once. */
  readonly repeated: boolean;
}

/** A child of a compiled element. */
export interface Slot extends Child {
  readonly key: ElementKey;
  /** The namespace of the child under a parent of CSP, TRC and PA: the parent's where it occurs there, else its own. */
  readonly underCSP: NamespaceKey;
  readonly underTRC: NamespaceKey;
  readonly underPA: NamespaceKey;
  readonly version: Version;
  /** The child itself once `childModel` has been asked for it; null where the version does not have it. */
  element: CompiledElement | null | undefined;
}

/** Occurrence of children, whatever their order. */
export type Rule<S extends Child = Slot> =
  | { readonly kind: 'ref'; readonly slot: S; readonly min: number; readonly max: number }
  | {
      readonly kind: 'seq' | 'choice';
      readonly rules: readonly Rule<S>[];
      readonly min: number;
      readonly max: number;
      /** Slot indexes of everything inside. */
      readonly members: readonly number[];
    };

/**
 * The place of each child, by slot index. Children of a repeated group share a `rank`, the place of the first of them;
 * `inner` is the place of each within one round.
 */
export interface Order {
  readonly rank: readonly number[];
  readonly inner: readonly number[];
}

/** Everything that follows from a content model alone. */
export interface Shape<S extends Child = Slot> {
  /** `children` for sequences and choices, `oneOf` for exactly one of many. */
  readonly kind: 'text' | 'empty' | 'any' | 'oneOf' | 'children';
  readonly text: Text | undefined;
  readonly slots: readonly S[];
  readonly byName: ReadonlyMap<string, S>;
  readonly rule: Rule<S> | undefined;
  /** Legal orders: one, or several where alternatives list the same children differently. Empty: order does not matter. */
  readonly orders: readonly Order[];
  /**
   * For flat sequences of at most 31 children, a bit per slot: the children that must be there. Undefined where groups
   * ask for more than that.
   */
  readonly mandatory: number | undefined;
  /** Children in the order a writer gives them, with groups that repeat as a round. */
  readonly plan: readonly PlanStep<S>[];
  /** The model in the notation of a DTD, for messages to people. */
  readonly notation: string;
}

export interface CompiledElement extends Shape {
  readonly key: ElementKey;
  readonly name: string;
  readonly version: Version;
  readonly namespace: NamespaceKey;
  readonly confidence: Confidence;
}

/** One child, or the children of a repeated sequence, written round by round. */
export type PlanStep<S extends Child = Slot> = S | readonly S[];

/** A content model with the versions it holds in; what each static `Form` is an instance of. */
export interface AnyForm {
  readonly confidence: { readonly [V in Version]?: Confidence };
  readonly model: Model;
}
export interface AnyDefinition {
  readonly namespace: NamespaceKey;
  readonly forms: readonly AnyForm[];
  readonly alsoIn: readonly NamespaceKey[];
  readonly note: string | undefined;
}

const registry: Readonly<Record<string, AnyDefinition>> = elements;
const caches: Readonly<Record<Version, Map<string, CompiledElement | undefined>>> = {
  '1.1': new Map(),
  '1.2': new Map(),
  '1.3': new Map(),
};

/** The local name of an element key. */
export function localName(key: string): string {
  return key.startsWith('PA:') ? key.slice(3) : key;
}

/** The definition of an element in all versions; undefined for a name the standard does not have. */
export function definitionOf(key: string): AnyDefinition | undefined {
  return Object.hasOwn(registry, key) ? registry[key] : undefined;
}

/** All element keys of a version. */
export function elementKeys(version: Version): ElementKey[] {
  return (Object.keys(registry) as ElementKey[]).filter((key) => formOf(key, version) !== undefined);
}

/** The versions that have an element of this local name, in any namespace. */
export function versionsOf(name: string): Version[] {
  const versions: Version[] = ['1.1', '1.2', '1.3'];
  return versions.filter((v) => formOf(name, v) !== undefined || formOf(`PA:${name}`, v) !== undefined);
}

function formOf(key: string, version: Version): AnyForm | undefined {
  return definitionOf(key)?.forms.find((form) => Object.hasOwn(form.confidence, version));
}

/** The compiled content model of an element in a version; undefined where the version does not have the element. */
export function compile(version: Version, key: string): CompiledElement | undefined {
  const cache = caches[version];
  if (cache.has(key)) return cache.get(key);
  const form = formOf(key, version);
  const compiled = form === undefined ? undefined : compileForm(version, key as ElementKey, form);
  if (definitionOf(key) !== undefined) cache.set(key, compiled);
  return compiled;
}

function compileForm(version: Version, key: ElementKey, form: AnyForm): CompiledElement {
  const { model } = form;
  const namespace = definitionOf(key)?.namespace ?? 'TRC';
  const makeSlot = (name: string, index: number, repeated: boolean): Slot =>
    slotOf(version, keyUnder(namespace, name), index, repeated);
  return {
    key,
    name: localName(key),
    version,
    namespace,
    confidence: form.confidence[version] ?? 'low',
    ...shapeOf(model, makeSlot),
  };
}

/** The shape that follows from a content model; `makeSlot` makes the children, which are named by their keys in the model. */
export function shapeOf<S extends Child>(
  model: Model,
  makeSlot: (key: string, index: number, repeated: boolean) => S,
): Shape<S> {
  const slots = slotsOf(model, makeSlot);
  const byName = new Map(slots.map((slot) => [slot.name, slot]));
  const group = model.kind === 'seq' || model.kind === 'choice' ? (model as Group) : undefined;
  return {
    kind: group === undefined ? (model.kind as CompiledElement['kind']) : 'children',
    text: model.kind === 'text' ? (model as Text) : undefined,
    slots,
    byName,
    rule: group === undefined ? undefined : ruleOf(group, byName),
    orders: group === undefined ? [] : ordersOf(group, byName),
    mandatory: group === undefined ? undefined : mandatoryOf(group, byName),
    plan: group === undefined ? slots : planOf(group, byName),
    notation: notationOf(model),
  };
}

function partsOf(part: Part): readonly Part[] | undefined {
  return typeof part === 'string' || part.kind === 'ref' ? undefined : (part.parts as readonly Part[]);
}

function bounds(part: Part): { min: number; max: number } {
  if (typeof part === 'string') return { min: 1, max: 1 };
  return { min: part.min, max: part.max === '*' ? Number.POSITIVE_INFINITY : part.max };
}

function nameOf(part: Part): string {
  if (typeof part === 'string') return part;
  return part.kind === 'ref' ? part.name : '';
}

/** Names of the children in order of first mention, and whether they repeat. */
function mentions(part: Part, repeated: boolean, into: Map<string, boolean>): void {
  const parts = partsOf(part);
  const repeats = repeated || bounds(part).max > 1;
  if (parts === undefined) into.set(nameOf(part), (into.get(nameOf(part)) ?? false) || repeats);
  else for (const inner of parts) mentions(inner, repeats, into);
}

function slotsOf<S>(model: Model, makeSlot: (key: string, index: number, repeated: boolean) => S): S[] {
  const names = new Map<string, boolean>();
  if (model.kind === 'oneOf') for (const name of model.names) names.set(name, false);
  if (model.kind === 'seq' || model.kind === 'choice') mentions(model as Group, false, names);
  return [...names].map(([name, repeated], index) => makeSlot(name, index, repeated));
}

/** Inside presence attributes a child X means PA:X first. */
function keyUnder(parent: NamespaceKey, name: string): ElementKey {
  return (parent === 'PA' && definitionOf(`PA:${name}`) !== undefined ? `PA:${name}` : name) as ElementKey;
}

function slotOf(version: Version, key: ElementKey, index: number, repeated: boolean): Slot {
  const definition = definitionOf(key);
  const home = definition?.namespace ?? 'TRC';
  const places: readonly NamespaceKey[] = [home, ...(definition?.alsoIn ?? [])];
  const under = (parent: NamespaceKey): NamespaceKey => (places.includes(parent) ? parent : home);
  return {
    name: localName(key),
    key,
    index,
    repeated,
    underCSP: under('CSP'),
    underTRC: under('TRC'),
    underPA: under('PA'),
    version,
    element: undefined,
  };
}

/** The namespace of a child whose parent is in `parent`. */
export function namespaceUnder(slot: Slot, parent: NamespaceKey): NamespaceKey {
  return parent === 'TRC' ? slot.underTRC : parent === 'PA' ? slot.underPA : slot.underCSP;
}

/** The content model of a child, compiled when first asked for; undefined where the version does not have it. */
export function childModel(slot: Slot): CompiledElement | undefined {
  slot.element ??= compile(slot.version, slot.key) ?? null;
  return slot.element ?? undefined;
}

type ByName<S extends Child> = ReadonlyMap<string, S>;

function slotFor<S extends Child>(part: Part, byName: ByName<S>): S {
  const slot = byName.get(localName(nameOf(part)));
  if (slot === undefined) throw new Error(`content model names ${nameOf(part)}, which is not an element`);
  return slot;
}

function ruleOf<S extends Child>(part: Part, byName: ByName<S>): Rule<S> {
  const parts = partsOf(part);
  if (parts === undefined) return { kind: 'ref', slot: slotFor(part, byName), ...bounds(part) };
  const rules = parts.map((inner) => ruleOf(inner, byName));
  const members = [...new Set(rules.flatMap((r) => (r.kind === 'ref' ? [r.slot.index] : r.members)))];
  return { kind: (part as Group).kind, rules, members, ...bounds(part) };
}

function mandatoryOf(group: Group, byName: ByName<Child>): number | undefined {
  const parts = group.parts as readonly Part[];
  const flat =
    group.kind === 'seq' && group.min === 1 && group.max === 1 && parts.every((p) => partsOf(p) === undefined);
  if (!flat || byName.size > 31) return undefined;
  let mask = 0;
  for (const part of parts) if (bounds(part).min > 0) mask |= 1 << slotFor(part, byName).index;
  return mask;
}

function ordersOf(group: Group, byName: ByName<Child>): Order[] {
  const names = new Map<string, number>();
  const count = (part: Part): void => {
    const parts = partsOf(part);
    if (parts === undefined) names.set(nameOf(part), (names.get(nameOf(part)) ?? 0) + 1);
    else for (const inner of parts) count(inner);
  };
  count(group);
  const ambiguous = [...names.values()].some((n) => n > 1);
  const alternatives = ambiguous && group.kind === 'choice' ? (group.parts as readonly Part[]) : [group];
  return alternatives.map((part) => orderOf(part, byName));
}

function orderOf(part: Part, byName: ByName<Child>): Order {
  const rank = new Array<number>(byName.size).fill(0);
  const inner = new Array<number>(byName.size).fill(0);
  let next = 0;
  const place = (p: Part, round: number | undefined): void => {
    const parts = partsOf(p);
    if (parts === undefined) {
      const { index } = slotFor(p, byName);
      rank[index] = round ?? next;
      inner[index] = next;
      next += 1;
      return;
    }
    const group = p as Group;
    const here = round ?? (group.max === '*' ? next : undefined);
    if (group.kind === 'choice' && here !== undefined) {
      // alternatives of a repeated choice come in any order: same rank, same place in the round
      const start = next;
      for (const q of parts) {
        next = start;
        place(q, here);
      }
      next = start + mentionsCount(group);
      return;
    }
    for (const q of parts) place(q, here);
  };
  place(part, undefined);
  return { rank, inner };
}

function mentionsCount(part: Part): number {
  const names = new Map<string, boolean>();
  mentions(part, false, names);
  return names.size;
}

function planOf<S extends Child>(group: Group, byName: ByName<S>): PlanStep<S>[] {
  const steps: PlanStep<S>[] = [];
  const done = new Set<S>();
  const add = (part: Part): void => {
    const parts = partsOf(part);
    if (parts === undefined) {
      const slot = slotFor(part, byName);
      if (!done.has(slot)) steps.push(slot);
      done.add(slot);
      return;
    }
    const inner = part as Group;
    if (inner.kind === 'seq' && inner.max === '*') {
      const round = parts.map((p) => slotFor(p, byName));
      for (const slot of round) done.add(slot);
      steps.push(round);
      return;
    }
    for (const p of parts) add(p);
  };
  add(group);
  return steps;
}

function notationOf(model: Model | Part): string {
  if (typeof model === 'string') return localName(model);
  if (model.kind === 'text') return `#${model.type}`;
  if (model.kind === 'empty' || model.kind === 'any') return model.kind.toUpperCase();
  if (model.kind === 'oneOf') return 'one primitive';
  const mark = model.max === '*' ? (model.min === 0 ? '*' : '+') : model.min === 0 ? '?' : '';
  if (model.kind === 'ref') return localName(model.name) + mark;
  const separator = model.kind === 'seq' ? ', ' : ' | ';
  return `(${(model.parts as readonly Part[]).map(notationOf).join(separator)})${mark}`;
}
