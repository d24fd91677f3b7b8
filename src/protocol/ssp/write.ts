/** Writing SSP. Total on plain data: what no model names is written, too, so that a harness can send what is wrong. */
import type { Text } from '../model/combinators.ts';
import { formatText, type TextValue } from '../model/text-value.ts';
import { treeOf, type WritableNode } from '../syntax/walk.ts';
import { writeXmlTree, type XmlWriteOptions } from '../syntax/xml/write.ts';
import { PRESENCE } from './bind.ts';
import { compileSsp, type SspShape } from './compile.ts';
import { type Dialect, type WireNames, wireNames } from './dialect.ts';
import type { SspDocument, SspVersion } from './types.ts';

export type SspWriteOptions = Omit<XmlWriteOptions, 'syntax' | 'childOrder' | 'doctype'>;

/** The octets of a message, in UTF-8, with an XML declaration unless `declaration` says otherwise. */
export function writeSsp(document: SspDocument, dialect: Dialect, options: SspWriteOptions = {}): Uint8Array {
  return writeSspTree(sspTree(document, dialect), document.version, options);
}

/** A tree as it stands: start from `sspTree` and change what is to be wrong. */
export function writeSspTree(root: WritableNode, version: SspVersion, options: SspWriteOptions = {}): Uint8Array {
  return writeXmlTree(root, version, { syntax: 'xml', declaration: true, ...options });
}

/** The tree of a message in the names of the dialect. */
export function sspTree({ version, content }: SspDocument, dialect: Dialect): WritableNode {
  const root = nodeOf({ version, names: wireNames(dialect) }, 'WV-SSP-Message', content);
  return { ...root, namespace: dialect.versions[version].namespace.value };
}

interface Context {
  readonly version: SspVersion;
  readonly names: WireNames;
}

function nodeOf(context: Context, name: string, value: unknown): WritableNode {
  const shape = compileSsp(context.version, name) ?? compileSsp('1.3', name);
  if (shape === undefined && name === PRESENCE) return treeOf({ version: context.version, root: name, content: value });
  const wire = context.names.element(name);
  if (typeof value !== 'object' || value === null) return { name: wire, ...textOf(value, shape?.text) };
  const data = value as Readonly<Record<string, unknown>>;
  const attributes: Record<string, string> = {};
  const children: WritableNode[] = [];
  for (const key of keysInOrder(data, shape)) {
    const item = data[key];
    if (item === undefined || (key === 'value' && hasText(shape))) continue;
    const attribute = shape?.attributes[key];
    if (attribute !== undefined || isAttribute(item, shape, key)) {
      attributes[context.names.attribute(name, key)] = formatText(item as TextValue, attribute?.type);
    } else for (const one of listOf(item, key)) children.push(nodeOf(context, key, one));
  }
  const text = hasText(shape) ? textOf(data.value, shape?.text) : {};
  return { name: wire, attributes, children, ...text };
}

/** Attributes and children of the model in its order, then whatever else is there. */
function keysInOrder(data: Readonly<Record<string, unknown>>, shape: SspShape | undefined): string[] {
  if (shape === undefined) return Object.keys(data);
  const planned = [...Object.keys(shape.attributes), ...shape.plan.flat().map((step) => step.name)];
  return [...new Set([...planned, ...Object.keys(data)])].filter((key) => Object.hasOwn(data, key));
}

function hasText(shape: SspShape | undefined): boolean {
  return shape !== undefined && (shape.text !== undefined || shape.mixed);
}

/** A value that the model has no place for is an attribute if it is plain text. */
function isAttribute(item: unknown, shape: SspShape | undefined, key: string): boolean {
  return typeof item !== 'object' && shape?.byName.has(key) !== true && compileSsp('1.3', key) === undefined;
}

/** The occurrences of a child; the content of a presence list is a list itself. */
function listOf(item: unknown, key: string): readonly unknown[] {
  return Array.isArray(item) && key !== PRESENCE ? (item as unknown[]) : [item];
}

function textOf(value: unknown, type: Text | undefined): { text?: string } {
  return value === undefined || value === null ? {} : { text: formatText(value as TextValue, type) };
}
