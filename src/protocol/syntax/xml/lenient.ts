/**
 * The lenient XML reader, for documents the strict one refused: white space before the XML declaration, a bare
 * ampersand, an end tag that does not match. What it makes of a document is for reading on, never for judging.
 */
import { XMLParser } from 'fast-xml-parser';
import type { Finding } from '../../model/findings.ts';
import { fitsXml } from '../../model/text-value.ts';
import type { Span, TreeNode } from '../../model/tree.ts';
import type { Version } from '../../version.ts';
import { keyOfNamespace, meaningOfNamespace } from '../../version-facts.ts';
import { MOST_ATTRIBUTES } from '../limits.ts';
import { closeNode, type OpenNode, openNode } from '../open-node.ts';
import { declarePrefix, type Prefixes, uriOf } from '../prefixes.ts';
import type { ReadLimits } from '../types.ts';
import type { XmlTree } from './strict.ts';

/** The nodes that fast-xml-parser gives with `preserveOrder`: one key for the name, `:@` for the attributes. */
type Ordered = Record<string, unknown>;

const TEXT = '#text';
const CDATA = '#cdata';
const ATTRIBUTES = ':@';

/** Reads on in a refused document. Undefined when nothing can be made of it; limits passed become findings. */
export function readLenient(
  text: string,
  octetAt: (unit: number) => number,
  limits: ReadLimits,
  findings: Finding[],
): XmlTree | undefined {
  const start = text.indexOf('<');
  if (start === -1) return undefined;
  let nodes: unknown;
  try {
    nodes = makeParser(limits).parse(text);
  } catch {
    // the strict reader's finding says what is wrong; this one had nothing to add
    return undefined;
  }
  if (!Array.isArray(nodes)) return undefined;
  const top = (nodes as Ordered[]).find((node) => isElement(nameOf(node)));
  if (top === undefined) return undefined;
  const walk: Walk = { octetAt, limits, length: text.length, count: 0, version: undefined, unbound: [] };
  const root = convert(walk, top, NO_SCOPE, text.length);
  if (walk.count > limits.nodes) {
    const message = `the document has more than ${limits.nodes} elements, the rest is left out`;
    findings.push({ kind: 'limit', severity: 'error', path: '', span: undefined, message, confidence: 'high' });
  }
  return {
    root,
    version: walk.version,
    doctype: /<!DOCTYPE\s([^[\]>]*)>/.exec(text.slice(0, 2000))?.[1],
    xmlVersion: undefined,
    fault: undefined,
    unbound: walk.unbound,
  };
}

function makeParser(limits: ReadLimits): XMLParser {
  return new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    textNodeName: TEXT,
    cdataPropName: CDATA,
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    processEntities: false,
    captureMetaData: true,
    maxNestedTags: limits.depth,
  });
}

const META: unknown = XMLParser.getMetaDataSymbol();

interface Walk {
  readonly octetAt: (unit: number) => number;
  readonly limits: ReadLimits;
  readonly length: number;
  count: number;
  version: Version | undefined;
  readonly unbound: { prefix: string; node: TreeNode }[];
}

interface Scope {
  readonly uri: string;
  readonly prefixes: Prefixes | undefined;
}

const NO_SCOPE: Scope = { uri: '', prefixes: undefined };

function nameOf(node: Ordered): string {
  return Object.keys(node).find((key) => key !== ATTRIBUTES) ?? '';
}

function isElement(name: string): boolean {
  return name !== '' && name !== TEXT && name !== CDATA && !name.startsWith('?') && !name.startsWith('!');
}

function convert(walk: Walk, node: Ordered, outer: Scope, limit: number): OpenNode {
  walk.count += 1;
  const qualified = nameOf(node);
  const attributes = attributesOf(node);
  const scope = attributes === undefined ? outer : declare(outer, attributes);
  const colon = qualified.indexOf(':');
  const prefix = colon === -1 ? undefined : qualified.slice(0, colon);
  const namespace = prefix === undefined ? scope.uri : (uriOf(scope.prefixes, prefix) ?? '');
  if (walk.count === 1) walk.version = meaningOfNamespace(namespace)?.version;
  const units = unitsOf(node, limit);
  const start = walk.octetAt(units.start);
  const end = walk.octetAt(units.end);
  const name = colon === -1 ? qualified : qualified.slice(colon + 1);
  const result = openNode(name, namespace, keyOfNamespace(namespace, walk.version), attributes, start, start);
  for (const inner of (node[qualified] as Ordered[] | undefined) ?? []) {
    const kind = nameOf(inner);
    if (kind === TEXT) result.text += decodeReferences(String(inner[TEXT]));
    else if (kind === CDATA) result.text += cdataOf(inner);
    else if (isElement(kind) && walk.count <= walk.limits.nodes) {
      result.children.push(convert(walk, inner, scope, units.end));
    }
  }
  closeNode(result, end, end);
  if (prefix !== undefined && uriOf(scope.prefixes, prefix) === undefined) walk.unbound.push({ prefix, node: result });
  return result;
}

function unitsOf(node: Ordered, limit: number): Span {
  const meta = (node as Record<symbol, { startIndex?: number; endIndex?: number } | undefined>)[META as symbol];
  const start = meta?.startIndex ?? 0;
  return { start, end: Math.min(limit, meta?.endIndex ?? limit) };
}

function attributesOf(node: Ordered): Record<string, string> | undefined {
  const found = node[ATTRIBUTES];
  if (found === undefined || found === null) return undefined;
  const attributes: Record<string, string> = Object.create(null) as Record<string, string>;
  for (const [name, value] of Object.entries(found).slice(0, MOST_ATTRIBUTES)) {
    attributes[name] = decodeReferences(String(value));
  }
  return attributes;
}

function declare(outer: Scope, attributes: Readonly<Record<string, string>>): Scope {
  let { uri } = outer;
  let { prefixes } = outer;
  for (const [name, value] of Object.entries(attributes)) {
    if (name === 'xmlns') uri = value;
    if (!name.startsWith('xmlns:')) continue;
    prefixes = declarePrefix(prefixes, outer.prefixes, name.slice(6), value);
  }
  return { uri, prefixes };
}

function cdataOf(node: Ordered): string {
  const parts = node[CDATA];
  if (!Array.isArray(parts)) return String(parts);
  return (parts as Ordered[]).map((part) => String(part[TEXT] ?? '')).join('');
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** The five entities and character references; any other ampersand stands for itself. */
function decodeReferences(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#([0-9]{1,7})|#x([0-9a-fA-F]{1,6})|([a-z]+));/g, (whole, decimal, hex, name) => {
    if (name !== undefined) return NAMED.get(String(name)) ?? whole;
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(String(hex), 16);
    const character = code <= 0x10ffff ? String.fromCodePoint(code) : '\0';
    return fitsXml(character) ? character : whole;
  });
}
