/**
 * From the syntax tree of an SSP document to the message in memory. Whatever is not as model and dialect say becomes a
 * finding; reading never stops for it. Only names of the models become keys.
 */
import { bind as bindPresence } from '../messages/bind.ts';
import { type Child, compile } from '../messages/compile.ts';
import { misplaced, occurrenceProblems } from '../messages/occurrence.ts';
import { addFinding, type Finding, type FindingKind } from '../model/findings.ts';
import { quoted, readText } from '../model/text-value.ts';
import type { TreeNode } from '../model/tree.ts';
import { keyOfNamespace } from '../version-facts.ts';
import { compileSsp, type SspShape, sspVersionsOf } from './compile.ts';
import { type Dialect, type WireNames, wireNames } from './dialect.ts';
import type { SspVersion } from './types.ts';

/** The one child of SSP that belongs to the presence attributes. */
export const PRESENCE = 'PresenceSubList';

type Data = Record<string, unknown>;

interface Context {
  readonly version: SspVersion;
  readonly dialect: Dialect;
  readonly names: WireNames;
  /** The namespace of the document element: what is in another one is foreign. */
  readonly namespace: string;
  readonly findings: Finding[];
  readonly unknown: Map<object, string>;
  /** Steps from the root down. */
  readonly path: string[];
}

export interface Bound {
  readonly content: Data;
  /** By Transaction or SetupTransaction in memory: the name of what it carries that is no primitive. */
  readonly unknown: ReadonlyMap<object, string>;
}

/** Reads `root` as the document element; findings are added to `findings`. */
export function bindSsp(root: TreeNode, version: SspVersion, dialect: Dialect, findings: Finding[]): Bound {
  const names = wireNames(dialect);
  const unknown = new Map<object, string>();
  const context: Context = {
    version,
    dialect,
    names,
    namespace: root.namespace,
    findings,
    unknown,
    path: [root.name],
  };
  const shape = compileSsp(version, 'WV-SSP-Message');
  return { content: shape === undefined ? {} : (bindElement(context, root, shape) as Data), unknown };
}

function bindElement(context: Context, node: TreeNode, shape: SspShape): unknown {
  const value = bindAttributes(context, node, shape);
  if (shape.text !== undefined) {
    for (const child of node.children) reportStranger(context, child, shape);
    const text = bindText(context, node, shape);
    if (Object.keys(shape.attributes).length === 0) return text;
    if (text !== undefined) value.value = text;
    return value;
  }
  bindChildren(context, node, shape, value);
  if (node.text.trim() === '') return value;
  if (shape.mixed) value.value = node.text.trim();
  else report(context, 'unexpected-text', 'error', node, `${node.name} has text, where none is expected`, shape);
  return value;
}

function bindText(context: Context, node: TreeNode, shape: SspShape): unknown {
  if (shape.text === undefined) return node.text;
  const reading = readText(shape.text, node.text);
  if (reading.padded === true)
    report(context, 'white-space', 'deviation', node, `white space around the value of ${node.name}`, shape);
  if (reading.problem !== undefined) report(context, 'value', reading.severity, node, reading.problem, shape);
  return reading.value;
}

function bindAttributes(context: Context, node: TreeNode, shape: SspShape): Data {
  const value: Data = {};
  const expected = shape.attributes;
  for (const wire in node.attributes) {
    if (wire === 'xmlns' || wire.startsWith('xmlns:')) continue;
    const known = context.names.attributeOf(shape.name, wire, Object.keys(expected));
    if (known === undefined) {
      report(context, 'attribute', 'deviation', node, `${node.name} has the unknown attribute ${quoted(wire)}`, shape);
      continue;
    }
    const right = context.names.attribute(shape.name, known.name);
    if (!known.exact) {
      report(context, 'alias', 'deviation', node, `the attribute ${wire} is another spelling of ${right}`, shape);
    }
    const type = expected[known.name]?.type;
    if (type === undefined || (!known.exact && Object.hasOwn(value, known.name))) continue;
    const reading = readText(type, node.attributes[wire] ?? '');
    if (reading.problem !== undefined)
      report(context, 'value', reading.severity, node, `the attribute ${wire}: ${reading.problem}`, shape);
    if (reading.value !== undefined) value[known.name] = reading.value;
  }
  for (const name in expected) {
    if (expected[name]?.required !== true || Object.hasOwn(value, name)) continue;
    const message = `${node.name} lacks the attribute ${context.names.attribute(shape.name, name)}`;
    report(context, 'attribute', 'error', node, message, shape);
  }
  return value;
}

function bindChildren(context: Context, node: TreeNode, shape: SspShape, value: Data): void {
  const counts = new Array<number>(shape.slots.length).fill(0);
  const sequence: number[] = [];
  const among = [...shape.byName.keys()];
  for (const child of node.children) {
    const slot = slotOf(context, child, shape, among);
    if (slot === undefined) {
      if (shape.kind === 'oneOf') context.unknown.set(value, child.name);
      reportStranger(context, child, shape);
      continue;
    }
    const before = counts[slot.index] ?? 0;
    context.path.push(before === 0 && !slot.repeated ? child.name : `${child.name}[${before}]`);
    const bound = bindChild(context, child, slot);
    context.path.pop();
    if (bound === undefined) continue;
    counts[slot.index] = before + 1;
    sequence.push(slot.index);
    if (slot.repeated) value[slot.name] = [...((value[slot.name] as unknown[] | undefined) ?? []), bound];
    else if (before === 0) value[slot.name] = bound;
  }
  checkChildren(context, node, shape, counts, sequence);
}

function slotOf(context: Context, child: TreeNode, shape: SspShape, among: readonly string[]): Child | undefined {
  const presence = child.name === PRESENCE && shape.byName.has(PRESENCE);
  if (!presence && child.namespace !== context.namespace && child.namespace !== '') return undefined;
  const known = context.names.elementOf(shape.name, child.name, among);
  if (known === undefined) return undefined;
  if (!known.exact) {
    const message = `${child.name} is another spelling of ${context.names.element(known.name)}`;
    report(context, 'alias', 'deviation', child, message, shape);
  }
  return shape.byName.get(known.name);
}

function bindChild(context: Context, child: TreeNode, slot: Child): unknown {
  const shape = compileSsp(context.version, slot.name);
  if (shape !== undefined) return bindElement(context, child, shape);
  if (slot.name === PRESENCE) return bindPresenceList(context, child);
  const message = `${child.name} is an element only of ${sspVersionsOf(slot.name).join(' and ')}`;
  report(context, 'unknown-element', 'deviation', child, message, undefined);
  return undefined;
}

/** Presence attributes have the models that they have in CSP. */
function bindPresenceList(context: Context, child: TreeNode): unknown {
  const model = compile(context.version, PRESENCE);
  if (model === undefined) return undefined;
  const found: Finding[] = [];
  const value = bindPresence(keyed(child, context.version), model, 'checked', found);
  const above = context.path.slice(0, -1).join('/');
  for (const finding of found) addFinding(context.findings, { ...finding, path: `${above}/${finding.path}` });
  return value;
}

/** A copy whose nodes know which namespace of the version they are in. */
function keyed(node: TreeNode, version: SspVersion): TreeNode {
  const children = node.children.map((child) => keyed(child, version));
  return { ...node, key: keyOfNamespace(node.namespace, version), children };
}

function checkChildren(
  context: Context,
  node: TreeNode,
  shape: SspShape,
  counts: readonly number[],
  sequence: readonly number[],
): void {
  for (const { kind, names, message } of occurrenceProblems(shape, counts) ?? []) {
    const passes =
      kind === 'missing-element' &&
      context.dialect.reading.missing.some((m) => m.element === shape.name && names.includes(m.child));
    report(context, kind, passes ? 'deviation' : 'error', node, `${message} in ${node.name}`, shape);
  }
  const at = misplaced(shape.orders, sequence);
  if (shape.orders.length === 0 || at === -1) return;
  const name = shape.slots[sequence[at] ?? 0]?.name ?? '';
  const message = `${name} stands out of turn, the order of ${node.name} is ${shape.notation}`;
  report(context, 'order', 'deviation', node, message, shape);
}

/** A child that has no place: nothing inside a known element makes it unreadable. */
function reportStranger(context: Context, child: TreeNode, shape: SspShape): void {
  const foreign = child.namespace !== context.namespace && child.namespace !== '';
  const kind = foreign ? 'foreign-element' : 'unknown-element';
  report(context, kind, 'deviation', child, `${quoted(child.name)} has no place in ${shape.name}`, shape);
}

function report(
  context: Context,
  kind: FindingKind,
  severity: Finding['severity'],
  { span }: TreeNode,
  message: string,
  shape: SspShape | undefined,
): void {
  const path = context.path.join('/');
  addFinding(context.findings, { kind, severity, path, span, message, confidence: shape?.confidence ?? 'medium' });
}
