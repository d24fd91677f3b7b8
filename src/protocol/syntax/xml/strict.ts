/**
 * The strict XML reader: a syntax tree, or the first place where the document is not well-formed. Namespaces are
 * resolved here. Nothing is fetched and no entity but the five of XML is known.
 */
import type { SaxesParser, SaxesTagPlain } from 'saxes';
import type { TreeNode } from '../../model/tree.ts';
import type { NamespaceKey, Version } from '../../version.ts';
import { keyOfNamespace, meaningOfNamespace } from '../../version-facts.ts';
import { LimitPassed, MOST_ATTRIBUTES } from '../limits.ts';
import { closeNode, type OpenNode, openNode, toOctets } from '../open-node.ts';
import { declarePrefix, type Prefixes, uriOf } from '../prefixes.ts';
import type { ReadLimits } from '../types.ts';
import { makeSaxParser } from './sax.ts';

export interface XmlProlog {
  /** The text after `<!DOCTYPE`, when there is one. */
  readonly doctype: string | undefined;
  /** Version of the XML declaration, when there is one. */
  readonly xmlVersion: string | undefined;
}

export interface XmlTree extends XmlProlog {
  /** Undefined when not even the root element started. */
  readonly root: OpenNode | undefined;
  /** The version the namespace of the root says. */
  readonly version: Version | undefined;
  /** Why reading ended before the end, and at which octet. */
  readonly fault: { readonly message: string; readonly at: number; readonly limit: boolean } | undefined;
  /** Prefixes used without a declaration, with the element that used them. */
  readonly unbound: readonly { readonly prefix: string; readonly node: TreeNode }[];
}

/** Namespace declarations in scope, from the element at `depth` on. */
interface Scope {
  readonly uri: string;
  readonly key: NamespaceKey | undefined;
  /** Undefined as long as no prefix was declared, which is nearly always. */
  readonly prefixes: Prefixes | undefined;
  readonly depth: number;
}

const NO_SCOPE: Scope = { uri: '', key: undefined, prefixes: undefined, depth: -1 };

/** The document in hand. */
interface Run {
  text: string;
  limits: ReadLimits;
  nodes: number;
  doctype: string | undefined;
  xmlVersion: string | undefined;
  version: Version | undefined;
  root: OpenNode | undefined;
  unbound: { prefix: string; node: TreeNode }[];
  /** Elements that are open, and the innermost of them. */
  readonly stack: OpenNode[];
  top: OpenNode | undefined;
  scope: Scope;
  /** Scopes around `scope`. */
  readonly outer: Scope[];
  /** Attributes of the current start tag. */
  attributes: number;
}

/** One for all documents, and so is the parser: making them costs more than reading a small message. */
const run: Run = {
  text: '',
  limits: { size: 0, depth: 0, nodes: 0 },
  nodes: 0,
  doctype: undefined,
  xmlVersion: undefined,
  version: undefined,
  root: undefined,
  unbound: [],
  stack: [],
  top: undefined,
  scope: NO_SCOPE,
  outer: [],
  attributes: 0,
};
let parser: SaxesParser | undefined;

function reset(text: string, limits: ReadLimits): void {
  run.text = text;
  run.limits = limits;
  run.nodes = 0;
  run.doctype = undefined;
  run.xmlVersion = undefined;
  run.version = undefined;
  run.root = undefined;
  run.unbound = [];
  run.stack.length = 0;
  run.top = undefined;
  run.scope = NO_SCOPE;
  run.outer.length = 0;
  run.attributes = 0;
}

/** Reads a document. `octetAt` turns places in `text` into octets; undefined where they are the same. */
export function readStrict(text: string, octetAt: ((unit: number) => number) | undefined, limits: ReadLimits): XmlTree {
  reset(text, limits);
  parser ??= makeParser();
  let fault: XmlTree['fault'];
  try {
    parser.write(text).close();
  } catch (error) {
    const at = Math.min(text.length, parser.position);
    fault = { message: messageOf(error), at: octetAt?.(at) ?? at, limit: error instanceof LimitPassed };
    // a parser that stopped halfway cannot be used again
    parser = undefined;
    while (run.top !== undefined) closeElement(text.length, text.length);
  }
  const { root, version, doctype, xmlVersion, unbound } = run;
  reset('', limits);
  if (octetAt !== undefined) {
    if (root !== undefined) toOctets(root, octetAt);
  }
  return { root, version, doctype, xmlVersion, unbound, fault };
}

function messageOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  // line and column in front, a stop at the end: the octet says where, in the form of all findings
  return text.replace(/^\d+:\d+: /, '').replace(/\.$/, '');
}

function makeParser(): SaxesParser {
  const made: SaxesParser = makeSaxParser({
    xmldecl: (version) => {
      run.xmlVersion = version;
    },
    doctype: (doctype) => {
      run.doctype = doctype;
      if (doctype.includes('<!ENTITY'))
        throw new LimitPassed('the DOCTYPE declares entities, which are never expanded');
    },
    attribute: () => {
      run.attributes += 1;
      if (run.attributes > MOST_ATTRIBUTES)
        throw new LimitPassed(`an element has more than ${MOST_ATTRIBUTES} attributes`);
    },
    open: (tag) => openElement(tag, made.position),
    text: addText,
    close: (tag) => {
      const end = made.position;
      if (tag.isSelfClosing) closeElement(end, end);
      else closeElement(bareTagStart(tag.name.length + 3, end) ?? run.text.lastIndexOf('<', end - 1), end);
    },
  });
  return made;
}

const LESS_THAN = 0x3c;

/** The start of the tag that ends at `end`, if it holds nothing but its name and is `length` long; else undefined. */
function bareTagStart(length: number, end: number): number | undefined {
  // no tag of a well-formed document has a < inside
  return run.text.charCodeAt(end - length) === LESS_THAN ? end - length : undefined;
}

function isBlank(text: string): boolean {
  return text.charCodeAt(0) <= 0x20 && text.trim() === '';
}

/** White space between elements is dropped; white space alone in an element may be its text. */
function addText(text: string): void {
  const { top } = run;
  if (top === undefined || (top.children.length > 0 && isBlank(text))) return;
  top.text = top.text === '' ? text : top.text + text;
}

function openElement(tag: SaxesTagPlain, position: number): void {
  const { stack, limits, top } = run;
  run.attributes = 0;
  if (stack.length >= limits.depth) throw new LimitPassed(`elements are nested deeper than ${limits.depth}`);
  run.nodes += 1;
  if (run.nodes > limits.nodes) throw new LimitPassed(`the document has more than ${limits.nodes} elements`);
  const qualified = tag.name;
  let start = bareTagStart(qualified.length + (tag.isSelfClosing ? 3 : 2), position);
  let attributes: Record<string, string> | undefined;
  if (start === undefined) {
    start = run.text.lastIndexOf('<', position - 1);
    for (const _ in tag.attributes) attributes = tag.attributes;
    if (attributes !== undefined) declareAll(attributes, stack.length);
  }
  const { scope } = run;
  const colon = qualified.indexOf(':');
  const name = colon === -1 ? qualified : qualified.slice(colon + 1);
  const node = openNode(name, scope.uri, scope.key, attributes, start, position);
  if (colon !== -1) resolvePrefix(node, qualified.slice(0, colon), scope);
  if (top === undefined) startRoot(node, colon === -1);
  else {
    if (top.text !== '' && top.children.length === 0 && isBlank(top.text)) top.text = '';
    top.children.push(node);
  }
  stack.push(node);
  run.top = node;
}

/** The namespace of the root decides the version, and with it what the other namespaces mean. */
function startRoot(node: OpenNode, byDefault: boolean): void {
  run.root = node;
  const meaning = meaningOfNamespace(node.namespace);
  if (meaning === undefined) return;
  run.version = meaning.version;
  node.key = meaning.exact ? meaning.key : undefined;
  const { scope } = run;
  run.scope = { ...scope, key: byDefault ? node.key : keyOfNamespace(scope.uri, run.version) };
}

function declareAll(attributes: Readonly<Record<string, string>>, depth: number): void {
  const { scope } = run;
  let { uri, key, prefixes } = scope;
  for (const name in attributes) {
    const value = attributes[name] ?? '';
    if (name === 'xmlns') {
      uri = value;
      key = keyOfNamespace(value, run.version);
    } else if (name.startsWith('xmlns:')) prefixes = declarePrefix(prefixes, scope.prefixes, name.slice(6), value);
  }
  if (uri === scope.uri && prefixes === scope.prefixes) return;
  run.outer.push(scope);
  run.scope = { uri, key, prefixes, depth };
}

function resolvePrefix(node: OpenNode, prefix: string, scope: Scope): void {
  const uri = uriOf(scope.prefixes, prefix);
  if (uri === undefined) run.unbound.push({ prefix, node });
  node.namespace = uri ?? '';
  node.key = keyOfNamespace(node.namespace, run.version);
}

function closeElement(contentEnd: number, end: number): void {
  const { stack, top } = run;
  stack.pop();
  run.top = stack[stack.length - 1];
  if (run.scope.depth === stack.length) run.scope = run.outer.pop() ?? NO_SCOPE;
  if (top !== undefined) closeNode(top, contentEnd, end);
}
