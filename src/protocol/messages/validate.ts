/**
 * Judging a message in memory, before it is sent or after it was put together: names, occurrence, alternatives, values.
 * Order and namespaces do not arise here: writers see to them.
 */

import type { Finding, FindingKind } from '../model/findings.ts';
import { addFinding } from '../model/findings.ts';
import { describe, problemOfValue, quoted } from '../model/text-value.ts';
import { type CompiledElement, childModel, compile, type Slot, versionsOf } from './compile.ts';
import type { Document } from './document.ts';
import { occurrenceProblems } from './occurrence.ts';

interface Context {
  readonly findings: Finding[];
  /** Names and indexes from the root down. */
  readonly path: string[];
}

/** Everything in a message that is not as its version's content models say; spans are undefined. */
export function validate(document: Document): Finding[] {
  const { version, root, content } = document;
  const context: Context = { findings: [], path: [root] };
  const model = compile(version, root);
  if (model === undefined) {
    const message = `${root} is a root only of ${versionsOf(root).join(' and ')}, the message is ${version}`;
    report(context, 'root', message, undefined);
  } else validateElement(context, model, content);
  return context.findings;
}

function validateElement(context: Context, model: CompiledElement, value: unknown): void {
  if (model.text !== undefined) {
    const reading = problemOfValue(model.text, value);
    if (reading?.problem !== undefined) report(context, 'value', reading.problem, model, reading.severity);
    return;
  }
  if (model.kind === 'any') {
    if (!Array.isArray(value))
      report(context, 'value', `a list of elements is expected, not ${describe(value)}`, model);
    return;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    report(context, 'value', `an object with children is expected, not ${describe(value)}`, model);
    return;
  }
  validateChildren(context, model, value as Record<string, unknown>);
}

function validateChildren(context: Context, model: CompiledElement, value: Record<string, unknown>): void {
  const counts = new Array<number>(model.slots.length).fill(0);
  for (const name of Object.keys(value)) {
    const child = value[name];
    if (child === undefined) continue;
    const slot = model.byName.get(name);
    if (slot === undefined) reportStranger(context, model, name);
    else counts[slot.index] = validateSlot(context, slot, child);
  }
  for (const { kind, message } of occurrenceProblems(model, counts) ?? []) {
    report(context, kind, `${message} in ${model.name}`, model);
  }
}

/** Judges the children of one name; returns how many there are. */
function validateSlot(context: Context, slot: Slot, child: unknown): number {
  const element = childModel(slot);
  if (element === undefined) return 0;
  if (!slot.repeated) {
    context.path.push(slot.name);
    validateElement(context, element, child);
    context.path.pop();
    return 1;
  }
  if (!Array.isArray(child)) {
    context.path.push(slot.name);
    report(context, 'value', `an array is expected, not ${describe(child)}`, element);
    context.path.pop();
    return 1;
  }
  for (const [i, item] of (child as unknown[]).entries()) {
    context.path.push(child.length > 1 ? `${slot.name}[${i}]` : slot.name);
    validateElement(context, element, item);
    context.path.pop();
  }
  return child.length;
}

function reportStranger(context: Context, model: CompiledElement, name: string): void {
  const versions = versionsOf(name);
  const known = versions.includes(model.version);
  context.path.push(name);
  if (known) {
    const message = `${name} has no place in ${model.name}, which holds ${model.notation}`;
    report(context, 'unexpected-element', message, model);
  } else {
    const elsewhere = versions.length === 0 ? '' : `, only of ${versions.join(' and ')}`;
    report(context, 'unknown-element', `${quoted(name)} is no element of ${model.version}${elsewhere}`, model);
  }
  context.path.pop();
}

function report(
  context: Context,
  kind: FindingKind,
  message: string,
  model: CompiledElement | undefined,
  severity: Finding['severity'] = 'error',
): void {
  const path = context.path.join('/');
  const confidence = model?.confidence ?? 'high';
  addFinding(context.findings, { kind, severity, path, span: undefined, message, confidence });
}
