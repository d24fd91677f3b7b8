/** Writing XML: elements in the order of the model, namespaces where the standard puts them. */

import type { Document } from '../../messages/document.ts';
import { lawfulXml } from '../../model/text-value.ts';
import type { NamespaceKey, Version } from '../../version.ts';
import { VERSION_FACTS } from '../../version-facts.ts';
import { type ChildOrder, type ElementSink, type WritableNode, walk, walkTree } from '../walk.ts';

/** Legal variants of the same document. The default is what a terse client sends: no declaration, no white space. */
export interface XmlWriteOptions {
  readonly syntax: 'xml';
  /** `<?xml version="1.0" encoding="UTF-8"?>`, or a text of one's own. */
  readonly declaration?: boolean | string;
  /** The DOCTYPE of the version; a text is a public identifier of one's own. */
  readonly doctype?: boolean | string;
  /** White space between elements: true for two blanks a level. Text content is never touched. */
  readonly whitespace?: boolean;
  /** `<A/>` or `<A></A>`. Default short. */
  readonly emptyTags?: 'short' | 'long';
  /** `default` declares default namespaces, `prefixed` one prefix each on the root. */
  readonly namespaces?: 'default' | 'prefixed';
  /** The form of markup characters in text. Default `entities`. */
  readonly escape?: 'entities' | 'references' | 'cdata';
  /** Another order of children; `model` (default) is that of the standard. */
  readonly childOrder?: 'model' | ChildOrder;
}

const encoder = new TextEncoder();

/** The octets of a document in the XML syntax. */
export function writeXml(document: Document, options: XmlWriteOptions = { syntax: 'xml' }): Uint8Array {
  return encoder.encode(xmlText(document, options));
}

/** The same as characters. */
export function xmlText(document: Document, options: XmlWriteOptions = { syntax: 'xml' }): string {
  const { version, root, content } = document;
  const writer = new XmlWriter(version, options);
  walk(version, root, content, writer, typeof options.childOrder === 'function' ? options.childOrder : undefined);
  return prologText(version, root, options) + writer.out;
}

/** The octets of a tree, written as it stands. */
export function writeXmlTree(root: WritableNode, version: Version, options: XmlWriteOptions): Uint8Array {
  const writer = new XmlWriter(version, options);
  walkTree(root, writer);
  return encoder.encode(prologText(version, root.name, options) + writer.out);
}

function prologText(version: Version, root: string, options: XmlWriteOptions): string {
  let text = '';
  const gap = options.whitespace === true ? '\n' : '';
  if (typeof options.declaration === 'string') text += options.declaration + gap;
  else if (options.declaration === true) text += `<?xml version="1.0" encoding="UTF-8"?>${gap}`;
  if (options.doctype === undefined || options.doctype === false) return text;
  const { publicId, systemId } = VERSION_FACTS[version].doctype;
  const id = typeof options.doctype === 'string' ? options.doctype : publicId;
  return `${text}<!DOCTYPE ${root} PUBLIC "${escapeAttribute(id)}" "${systemId ?? ''}">${gap}`;
}

const PREFIXES: Readonly<Record<NamespaceKey, string>> = { CSP: 'csp', TRC: 'trc', PA: 'pa' };
const KEYS: readonly NamespaceKey[] = ['CSP', 'TRC', 'PA'];

/** Collects the text. A class, for its state: what is open, and whether the last start tag still is. */
class XmlWriter implements ElementSink {
  out = '';
  readonly #prefixes = new Map<string, string>();
  readonly #pretty: boolean;
  readonly #long: boolean;
  readonly #escape: (text: string) => string;
  /** Default namespace in scope at each open element, and the tag each was opened with. */
  readonly #defaults: string[] = [];
  readonly #tags: string[] = [];
  /** The start tag written last is still open: `>` or `/>` is to come. */
  #pending = false;
  /** The element in hand has text: no white space before its end tag. */
  #inline = false;

  constructor(version: Version, options: XmlWriteOptions) {
    this.#pretty = options.whitespace === true;
    this.#long = options.emptyTags === 'long';
    this.#escape =
      options.escape === 'cdata' ? escapeCdata : options.escape === 'references' ? escapeReferences : escapeText;
    if (options.namespaces !== 'prefixed') return;
    for (const key of KEYS) this.#prefixes.set(VERSION_FACTS[version].namespaces[key], PREFIXES[key]);
  }

  open(name: string, namespace: string): void {
    const depth = this.#tags.length;
    const gap = this.#gap(depth);
    const outer = depth === 0 ? '' : this.#defaults[depth - 1];
    const prefix = this.#prefixes.size === 0 ? undefined : this.#prefixes.get(namespace);
    const tag = prefix === undefined ? name : `${prefix}:${name}`;
    // a name that brings a prefix of its own leaves the default namespace alone
    const changes = prefix === undefined && namespace !== outer && !name.includes(':');
    this.out += this.#pending ? `>${gap}<${tag}` : `${gap}<${tag}`;
    if (depth === 0) for (const [uri, declared] of this.#prefixes) this.out += ` xmlns:${declared}="${uri}"`;
    if (changes) this.out += ` xmlns="${escapeAttribute(namespace)}"`;
    this.#tags.push(tag);
    this.#defaults.push(changes ? namespace : (outer ?? ''));
    this.#pending = true;
    this.#inline = false;
  }

  attribute(name: string, value: string): void {
    this.out += ` ${name}="${escapeAttribute(value)}"`;
  }

  text(text: string): void {
    if (text === '') return;
    this.out += (this.#pending ? '>' : '') + this.#escape(text);
    this.#pending = false;
    this.#inline = true;
  }

  close(): void {
    const tag = this.#tags.pop() ?? '';
    this.#defaults.pop();
    if (this.#pending) this.out += this.#long ? `></${tag}>` : '/>';
    else this.out += this.#inline ? `</${tag}>` : `${this.#gap(this.#tags.length)}</${tag}>`;
    this.#pending = false;
    this.#inline = false;
  }

  #gap(depth: number): string {
    return this.#pretty && this.out !== '' ? `\n${'  '.repeat(depth)}` : '';
  }
}

/** Markup, and characters that XML forbids; lone halves of surrogate pairs are left to the encoder. */
const MARKUP = /[&<>\u0000-\u0008\u000b-\u001f\ufffe\uffff]/;

/**
 * Text with markup escaped, and carriage returns, which would not survive otherwise. Characters outside XML become U+FFFD;
 * a message that has to be malformed is altered after it was written.
 */
export function escapeText(text: string): string {
  if (!MARKUP.test(text)) return text;
  return lawfulXml(text)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

function escapeReferences(text: string): string {
  return lawfulXml(text).replace(/[&<>"'\r]/g, (c) => `&#${c.charCodeAt(0)};`);
}

function escapeCdata(text: string): string {
  if (!/[&<>]/.test(text) || text.includes('\r')) return escapeText(text);
  return `<![CDATA[${lawfulXml(text).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}
