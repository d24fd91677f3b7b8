/**
 * From the syntax tree to the message in memory. Children are taken in any order; whatever is not as the content model
 * says becomes a finding, and the message holds what could be read. Only names of the model ever become keys.
 */

import type { Finding, FindingKind } from '../model/findings.ts';
import { addFinding, MAX_FINDINGS } from '../model/findings.ts';
import { fitsXml, notXml, quoted, readPlain, readText } from '../model/text-value.ts';
import { ALIASES, type Tolerance, tolerancesOf } from '../model/tolerance.ts';
import type { TreeNode } from '../model/tree.ts';
import type { Confidence, NamespaceKey, Version } from '../version.ts';
import { meaningOfNamespace } from '../version-facts.ts';
import { type CompiledElement, childModel, namespaceUnder, type Slot, versionsOf } from './compile.ts';
import type { AnyElement } from './infer.ts';
import { misplaced, occurrenceProblems } from './occurrence.ts';

/**
 * The rule for namespaces: `checked` in XML; `token` in WBXML, where the token tells the element and a missing
 * declaration is a deviation only; `absent` where a WBXML document declares none at all.
 */
export type NamespaceMode = 'checked' | 'token' | 'absent';

interface Context {
  readonly version: Version;
  readonly namespaces: NamespaceMode;
  readonly findings: Finding[];
  /** The elements from the root down to the one in hand. */
  readonly stack: TreeNode[];
  /** Names of children in paths, by parent; made when a finding first needs it. */
  readonly steps: Map<TreeNode, Map<TreeNode, string>>;
  /** Number of values with white space around them, and the index of the one finding for all of them. */
  padded: number;
  paddingAt: number;
  /** True if some content holds octets that are not text. */
  binary: boolean;
}

/** A message in memory is plain data; its static type follows from the element name (`Value`). */
export type Data = Record<string, unknown>;

/** Reads `root` as the element `model`; findings are added to `findings`. */
export function bind(root: TreeNode, model: CompiledElement, namespaces: NamespaceMode, findings: Finding[]): Data {
  const context: Context = {
    version: model.version,
    namespaces,
    findings,
    stack: [root],
    steps: new Map(),
    padded: 0,
    paddingAt: -1,
    binary: false,
  };
  checkNamespace(context, root, false, model.namespace);
  const data = (bindElement(context, root, model, model.namespace) ?? {}) as Data;
  countPadding(context);
  return data;
}

function bindElement(context: Context, node: TreeNode, model: CompiledElement, key: NamespaceKey): unknown {
  if (node.attributes !== undefined) checkAttributes(context, node, model);
  switch (model.kind) {
    case 'text':
      return bindText(context, node, model);
    case 'any':
      if (node.text.trim() !== '') reportText(context, node, model, 'deviation');
      for (const child of node.children) {
        context.stack.push(child);
        checkForeign(context, child);
        context.stack.pop();
      }
      return node.children.map(anyElement);
    case 'empty':
      for (const child of node.children) reportStranger(context, child, node, model);
      if (node.text.trim() !== '') reportText(context, node, model, 'error');
      return {};
    default:
      return bindChildren(context, node, model, key);
  }
}

function bindText(context: Context, node: TreeNode, model: CompiledElement): unknown {
  for (const child of node.children) reportStranger(context, child, node, model);
  if (model.text === undefined) return node.text;
  checkCharacters(context, node);
  const plain = readPlain(model.text, node.text);
  if (plain !== undefined) return plain;
  const reading = readText(model.text, node.text);
  if (reading.padded === true) notePadding(context, node, model);
  if (reading.problem === undefined) return reading.value;
  const tolerated = tolerancesOf(model.key, model.version).find((t) => t.valueAsAbsent !== undefined);
  const absent = tolerated !== undefined && (tolerated.valueAsAbsent === 'text' || node.text.trim() === '');
  report(context, 'value', absent ? 'deviation' : reading.severity, node, reading.problem, model.confidence);
  return absent ? undefined : reading.value;
}

/** Characters outside XML can come only from WBXML, or from an XML document that had to be read leniently. */
function checkCharacters(context: Context, node: TreeNode): void {
  if (node.octets !== undefined) context.binary = true;
  if (!fitsXml(node.text)) report(context, 'value', 'error', node, notXml(node.text), 'high');
}

/**
 * Sets ContentEncoding to BASE64 for content that came as plain octets and was converted to BASE64 by the reader. Whatever
 * ContentEncoding said before, the octets had no transfer encoding.
 */
function nameEncoding(node: TreeNode, value: Data, model: CompiledElement): void {
  if (!node.children.some((child) => child.octets !== undefined)) return;
  const info = value.MessageInfo as Data | undefined;
  if (info !== undefined) info.ContentEncoding = 'BASE64';
  else if (model.byName.has('ContentEncoding')) value.ContentEncoding = 'BASE64';
}

/** One finding a message, at the first padded value: a writer that pads one value usually pads all of them. */
function notePadding(context: Context, node: TreeNode, model: CompiledElement): void {
  context.padded += 1;
  if (context.padded > 1) return;
  context.paddingAt = context.findings.length;
  report(context, 'white-space', 'deviation', node, `white space around the value of ${model.name}`, model.confidence);
}

function countPadding({ padded, paddingAt, findings }: Context): void {
  const first = findings[paddingAt];
  if (padded < 2 || first?.kind !== 'white-space') return;
  const others = padded === 2 ? 'another value' : `${padded - 1} other values`;
  findings[paddingAt] = { ...first, message: `${first.message}, and around ${others} of the message` };
}

function bindChildren(context: Context, node: TreeNode, model: CompiledElement, key: NamespaceKey): Data {
  const value: Data = {};
  const { byName, mandatory } = model;
  const order = model.orders[0];
  // a bit per slot seen, and whether anything asks for a closer look
  let seen = 0;
  const whole = model.kind === 'oneOf' && node.children.length === 1;
  let doubtful = mandatory === undefined && !whole;
  let rank = -1;
  let inner = -1;
  let disordered = false;
  for (const child of node.children) {
    const slot = byName.get(child.name) ?? aliased(context, child, node, model);
    if (slot === undefined) continue;
    const expected = namespaceUnder(slot, key);
    if (child.key === undefined && expected === key && isForeign(context, child, node)) {
      reportStranger(context, child, node, model);
      continue;
    }
    if (child.key !== expected) checkChildNamespace(context, child, node, key, expected);
    const element = childModel(slot);
    const { index } = slot;
    if (element === undefined) continue;
    if (order !== undefined) {
      const r = order.rank[index] ?? 0;
      const n = order.inner[index] ?? 0;
      if (r < rank || (r === rank && n <= inner && n !== r)) disordered = true;
      rank = r;
      inner = n;
    }
    const bit = 1 << index;
    const first = (seen & bit) === 0;
    seen |= bit;
    context.stack.push(child);
    const bound = bindElement(context, child, element, expected);
    context.stack.pop();
    if (!first && !slot.repeated) doubtful = true;
    if (bound === undefined) continue;
    if (first) value[slot.name] = slot.repeated ? [bound] : bound;
    else addAgain(value, slot, bound, model);
  }
  if (context.binary) nameEncoding(node, value, model);
  if (node.text !== '' && node.text.trim() !== '') reportText(context, node, model, 'error');
  if (doubtful || (whole ? seen === 0 : (seen & (mandatory ?? 0)) !== mandatory)) checkOccurrence(context, node, model);
  if (disordered) checkOrder(context, node, model);
  return value;
}

/**
 * True for an element of a foreign namespace, even if the standard has an element of that name. Only where the standard
 * itself changes the namespace is an unknown one taken for a mistake, and the element is read as ours.
 */
function isForeign(context: Context, { namespace }: TreeNode, parent: TreeNode): boolean {
  return (
    context.namespaces !== 'absent' &&
    namespace !== '' &&
    namespace !== parent.namespace &&
    meaningOfNamespace(namespace) === undefined
  );
}

/**
 * Adds a child whose name occurred before, or that shares its bit with another child. If it may occur only once, the first
 * counts, unless the others are tolerated as entries of one list.
 */
function addAgain(value: Data, slot: Slot, bound: unknown, model: CompiledElement): void {
  const before = value[slot.name];
  if (before === undefined) value[slot.name] = slot.repeated ? [bound] : bound;
  else if (slot.repeated) (before as unknown[]).push(bound);
  else if (typeof before === 'string' && tolerancesOf(model.key, model.version).some((t) => t.repeated === slot.name)) {
    value[slot.name] = `${before},${String(bound)}`;
  }
}

/** Slot indexes of the children the model names, in document order. */
function sequenceOf(context: Context, node: TreeNode, model: CompiledElement): number[] {
  const sequence: number[] = [];
  for (const child of node.children) {
    const slot = model.byName.get(child.name) ?? model.byName.get(ALIASES.get(child.name) ?? '');
    if (slot === undefined || childModel(slot) === undefined) continue;
    const same = node.key !== undefined && namespaceUnder(slot, node.key) === node.key;
    if (same && child.key === undefined && isForeign(context, child, node)) continue;
    sequence.push(slot.index);
  }
  return sequence;
}

function checkOccurrence(context: Context, node: TreeNode, model: CompiledElement): void {
  const counts = new Array<number>(model.slots.length).fill(0);
  for (const index of sequenceOf(context, node, model)) counts[index] = (counts[index] ?? 0) + 1;
  const problems = occurrenceProblems(model, counts);
  if (problems === undefined) return;
  for (const { kind, names, message } of problems) {
    const tolerance = toleranceFor(context, node, model, kind, names);
    const why = tolerance === undefined ? '' : ` (let pass: ${tolerance.why})`;
    const severity = tolerance === undefined ? 'error' : 'deviation';
    report(context, kind, severity, node, `${message} in ${model.name}${why}`, model.confidence);
  }
}

function checkOrder(context: Context, node: TreeNode, model: CompiledElement): void {
  const sequence = sequenceOf(context, node, model);
  const at = misplaced(model.orders, sequence);
  if (at === -1) return;
  const name = model.slots[sequence[at] ?? 0]?.name ?? '';
  const before = model.slots[sequence[at - 1] ?? 0]?.name ?? '';
  const message = `${name} stands after ${before}, the order of ${model.name} is ${model.notation}`;
  report(context, 'order', 'deviation', node, message, model.confidence);
}

function toleranceFor(
  context: Context,
  node: TreeNode,
  model: CompiledElement,
  kind: FindingKind,
  names: readonly string[],
): Tolerance | undefined {
  return tolerancesOf(model.key, model.version).find((t) => {
    if (kind === 'too-many') return t.repeated !== undefined && names.includes(t.repeated);
    if (kind === 'choice') return t.together !== undefined && names.every((name) => t.together?.includes(name));
    if (kind !== 'missing-element' || t.missing === undefined || !names.includes(t.missing)) return false;
    return t.inPrimitive === undefined || besidePrimitive(context, node, t.inPrimitive);
  });
}

/** True if the transaction around a descriptor carries a primitive of that name. */
function besidePrimitive(context: Context, node: TreeNode, name: string): boolean {
  const transaction = context.stack[context.stack.indexOf(node) - 1];
  const content = transaction?.children.find((child) => child.name === 'TransactionContent');
  return content?.children.some((child) => child.name === name) === true;
}

/** The slot of a child the model does not name: an alias, or none, which is reported. */
function aliased(context: Context, child: TreeNode, parent: TreeNode, model: CompiledElement): Slot | undefined {
  const canonical = ALIASES.get(child.name);
  const slot = canonical === undefined ? undefined : model.byName.get(canonical);
  if (slot === undefined) {
    reportStranger(context, child, parent, model);
    return undefined;
  }
  const message = `${child.name} is another spelling of ${slot.name}`;
  reportChild(context, 'alias', 'deviation', child, message, model.confidence);
  return slot;
}

/** Reports a child that has no place: extension, element of another version, or element of another place. */
function reportStranger(context: Context, child: TreeNode, parent: TreeNode, model: CompiledElement): void {
  if (context.findings.length > MAX_FINDINGS) return;
  const { name } = child;
  const extra = tolerancesOf(model.key, model.version).find((t) => t.extra === name);
  if (extra !== undefined) {
    const message = `${name} has no place in ${model.name} (let pass: ${extra.why})`;
    reportChild(context, 'unexpected-element', 'deviation', child, message, model.confidence);
    return;
  }
  if (context.namespaces !== 'absent' && child.key === undefined && child.namespace !== parent.namespace) {
    const message = `${name} of the namespace ${quoted(child.namespace)} has no place in ${model.name}`;
    reportChild(context, 'foreign-element', 'deviation', child, message, model.confidence);
    return;
  }
  const versions = versionsOf(name);
  if (versions.includes(context.version)) {
    const message = `${name} has no place in ${model.name}, which holds ${model.notation}`;
    reportChild(context, 'unexpected-element', 'error', child, message, model.confidence);
    return;
  }
  const elsewhere = versions.length === 0 ? '' : `, only of ${versions.join(' and ')}`;
  const message = `${quoted(name)} is no element of ${context.version}${elsewhere}`;
  reportChild(context, 'unknown-element', 'deviation', child, message, model.confidence);
}

/**
 * Judges the namespace of a child that is not in the expected one; it is read on all the same. A child that inherits a
 * wrong namespace is not reported again.
 */
function checkChildNamespace(
  context: Context,
  child: TreeNode,
  parent: TreeNode,
  parentKey: NamespaceKey,
  expected: NamespaceKey,
): void {
  const inherited = child.namespace === parent.namespace;
  if (context.namespaces === 'absent' || (inherited && parent.key !== parentKey)) return;
  context.stack.push(child);
  checkNamespace(context, child, inherited, expected);
  context.stack.pop();
}

function checkNamespace(context: Context, node: TreeNode, inherited: boolean, expected: NamespaceKey): void {
  if (context.namespaces === 'absent' || node.key === expected) return;
  const lax = context.namespaces === 'token' && inherited;
  const has = node.namespace === '' ? 'no namespace' : `the namespace ${quoted(node.namespace)}`;
  const message = `${node.name} is in ${has}, not in the ${expected} namespace of ${context.version}`;
  report(context, 'namespace', lax ? 'deviation' : 'error', node, message, 'high');
}

function checkAttributes(context: Context, node: TreeNode, model: CompiledElement): void {
  for (const name in node.attributes) {
    checkAttributeCharacters(context, node, name);
    if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
    const message = `${node.name} has the attribute ${quoted(name)}, which no element of ${context.version} has`;
    report(context, 'attribute', 'deviation', node, message, model.confidence);
  }
}

function checkAttributeCharacters(context: Context, node: TreeNode, name: string): void {
  const value = node.attributes?.[name] ?? '';
  if (!fitsXml(value))
    report(context, 'value', 'error', node, `the attribute ${quoted(name)}: ${notXml(value)}`, 'high');
}

/** The same check for an element that no model describes, and for all its descendants. */
function checkForeign(context: Context, node: TreeNode): void {
  if (!fitsXml(node.text)) report(context, 'value', 'error', node, notXml(node.text), 'high');
  for (const name in node.attributes) checkAttributeCharacters(context, node, name);
  for (const child of node.children) {
    context.stack.push(child);
    checkForeign(context, child);
    context.stack.pop();
  }
}

function reportText(context: Context, node: TreeNode, model: CompiledElement, severity: Finding['severity']): void {
  const message = `${model.name} has the text ${quoted(node.text.trim())}, where none is expected`;
  report(context, 'unexpected-text', severity, node, message, model.confidence);
}

function reportChild(
  context: Context,
  kind: FindingKind,
  severity: Finding['severity'],
  child: TreeNode,
  message: string,
  confidence: Confidence,
): void {
  context.stack.push(child);
  report(context, kind, severity, child, message, confidence);
  context.stack.pop();
}

function report(
  context: Context,
  kind: FindingKind,
  severity: Finding['severity'],
  node: TreeNode,
  message: string,
  confidence: Confidence,
): void {
  const path = context.findings.length < MAX_FINDINGS ? pathOf(context) : '';
  // of namespaces and attributes the start tag speaks
  const inTag = kind === 'namespace' || kind === 'attribute';
  const span = inTag ? { start: node.span.start, end: node.content.start } : node.span;
  addFinding(context.findings, { kind, severity, path, span, message, confidence });
}

/** Element names from the root; an element that stands beside others of its name has its index, from 0. */
function pathOf(context: Context): string {
  const { stack } = context;
  return stack.map((node, depth) => (depth === 0 ? node.name : step(context, node, stack[depth - 1]))).join('/');
}

function step(context: Context, node: TreeNode, parent: TreeNode | undefined): string {
  if (parent === undefined) return node.name;
  const known = context.steps.get(parent) ?? stepsOf(parent);
  context.steps.set(parent, known);
  return known.get(node) ?? node.name;
}

function stepsOf(parent: TreeNode): Map<TreeNode, string> {
  const counts = new Map<string, number>();
  for (const { name } of parent.children) counts.set(name, (counts.get(name) ?? 0) + 1);
  const seen = new Map<string, number>();
  const steps = new Map<TreeNode, string>();
  for (const child of parent.children) {
    const index = seen.get(child.name) ?? 0;
    seen.set(child.name, index + 1);
    steps.set(child, (counts.get(child.name) ?? 0) > 1 ? `${child.name}[${index}]` : child.name);
  }
  return steps;
}

function anyElement(node: TreeNode): AnyElement {
  const names = Object.keys(node.attributes ?? {}).filter((name) => name !== 'xmlns' && !name.startsWith('xmlns:'));
  // a name such as __proto__ must stay an entry like any other
  const attributes = Object.fromEntries(names.map((name) => [name, node.attributes?.[name] ?? '']));
  return {
    name: node.name,
    ...(node.namespace === '' ? {} : { namespace: node.namespace }),
    ...(names.length === 0 ? {} : { attributes }),
    content: node.children.length > 0 ? node.children.map(anyElement) : node.text,
  };
}
