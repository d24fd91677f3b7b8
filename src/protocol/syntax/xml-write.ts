/** Writing XML: elements in the order of the model, namespaces where the standard puts them. */
import type { CompiledElement } from '../model/compile.ts';
import type { AnyElement } from '../model/infer.ts';
import { type ElementSink, walk } from '../model/walk.ts';
import type { NamespaceKey, Version } from '../version.ts';
import { VERSION_FACTS } from './facts.ts';
import type { Document } from './types.ts';

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
  /** How markup characters in text are written. Default `entities`. */
  readonly escape?: 'entities' | 'references' | 'cdata';
  /** Another order of children; gets the names of the children of an element, and the element's name. */
  readonly childOrder?: 'model' | ((names: readonly string[], parent: string) => readonly string[]);
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
  const childOrder = typeof options.childOrder === 'function' ? options.childOrder : undefined;
  walk(version, root, content, writer, { childOrder });
  return prologText(version, root, options) + writer.out;
}

function prologText(version: Version, root: string, options: XmlWriteOptions): string {
  let text = '';
  const gap = options.whitespace === true ? '\n' : '';
  if (typeof options.declaration === 'string') text += options.declaration + gap;
  else if (options.declaration === true) text += `<?xml version="1.0" encoding="UTF-8"?>${gap}`;
  if (options.doctype === undefined || options.doctype === false) return text;
  const { publicId, systemId } = VERSION_FACTS[version].doctype;
  const id = typeof options.doctype === 'string' ? options.doctype : publicId;
  return `${text}<!DOCTYPE ${root} PUBLIC "${id}" "${systemId ?? ''}">${gap}`;
}

const PREFIXES: Readonly<Record<NamespaceKey, string>> = { CSP: 'csp:', TRC: 'trc:', PA: 'pa:' };

/** Collects the text. A class, as the state of one run: walked element by element, millions of times. */
class XmlWriter implements ElementSink {
  out = '';
  readonly #uris: Readonly<Record<NamespaceKey, string>>;
  readonly #prefixed: boolean;
  readonly #pretty: boolean;
  readonly #long: boolean;
  readonly #escape: (text: string) => string;
  /** Default namespace of each open element. */
  readonly #keys: NamespaceKey[] = [];
  /** The start tag written last is still open: `>` or `/>` is to come. */
  #pending = false;
  /** The element in hand has text: no white space before its end tag. */
  #inline = false;

  constructor(version: Version, options: XmlWriteOptions) {
    this.#uris = VERSION_FACTS[version].namespaces;
    this.#prefixed = options.namespaces === 'prefixed';
    this.#pretty = options.whitespace === true;
    this.#long = options.emptyTags === 'long';
    this.#escape = escapeWith(options.escape ?? 'entities');
  }

  open(name: string, key: NamespaceKey, _model: CompiledElement | undefined): void {
    const keys = this.#keys;
    const depth = keys.length;
    const gap = this.#gap(depth);
    const start = this.#pending ? `>${gap}<` : `${gap}<`;
    if (this.#prefixed) {
      this.out += `${start}${PREFIXES[key]}${name}`;
      if (depth === 0) this.out += this.#declarations();
    } else if (depth === 0 || keys[depth - 1] !== key) this.out += `${start}${name} xmlns="${this.#uris[key]}"`;
    else this.out += start + name;
    keys.push(key);
    this.#pending = true;
    this.#inline = false;
  }

  text(text: string): void {
    if (text === '') return;
    this.out += `>${this.#escape(text)}`;
    this.#pending = false;
    this.#inline = true;
  }

  close(name: string): void {
    const key = this.#keys.pop() ?? 'CSP';
    const tag = this.#prefixed ? PREFIXES[key] + name : name;
    if (this.#pending) this.out += this.#long ? `></${tag}>` : '/>';
    else this.out += this.#inline ? `</${tag}>` : `${this.#gap(this.#keys.length)}</${tag}>`;
    this.#pending = false;
    this.#inline = false;
  }

  foreign(element: AnyElement): void {
    const gap = this.#gap(this.#keys.length);
    const key = this.#keys[this.#keys.length - 1] ?? 'CSP';
    const outer = this.#prefixed ? '' : this.#uris[key];
    this.out += (this.#pending ? '>' : '') + gap + foreignText(element, outer, this.#escape);
    this.#pending = false;
  }

  #declarations(): string {
    const keys = Object.keys(PREFIXES) as NamespaceKey[];
    return keys.map((key) => ` xmlns:${PREFIXES[key].slice(0, -1)}="${this.#uris[key]}"`).join('');
  }

  #gap(depth: number): string {
    return this.#pretty && (depth > 0 || this.out !== '') ? `\n${'  '.repeat(depth)}` : '';
  }
}

/** An element outside the models as XML text; `outer` is the default namespace around it. */
export function foreignText(element: AnyElement, outer: string, escape: (text: string) => string = escapeText): string {
  const namespace = element.namespace ?? '';
  let tag = `<${element.name}`;
  const attributes = element.attributes ?? {};
  if (namespace !== outer && !Object.hasOwn(attributes, 'xmlns')) tag += ` xmlns="${escapeAttribute(namespace)}"`;
  for (const name of Object.keys(attributes)) tag += ` ${name}="${escapeAttribute(attributes[name] ?? '')}"`;
  const { content } = element;
  if (content.length === 0) return `${tag}/>`;
  const inner =
    typeof content === 'string' ? escape(content) : content.map((c) => foreignText(c, namespace, escape)).join('');
  return `${tag}>${inner}</${element.name}>`;
}

function escapeWith(how: NonNullable<XmlWriteOptions['escape']>): (text: string) => string {
  if (how === 'cdata') return escapeCdata;
  return how === 'references' ? escapeReferences : escapeText;
}

const MARKUP = /[&<>\r]/;

/** Text with the entities of XML; a carriage return would not survive otherwise. */
export function escapeText(text: string): string {
  if (!MARKUP.test(text)) return text;
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#13;');
}

function escapeReferences(text: string): string {
  return text.replace(/[&<>"'\r]/g, (c) => `&#${c.charCodeAt(0)};`);
}

function escapeCdata(text: string): string {
  if (!/[&<>]/.test(text) || text.includes('\r')) return escapeText(text);
  return `<![CDATA[${text.replaceAll(']]>', ']]]]><![CDATA[>')}]]>`;
}

function escapeAttribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}
