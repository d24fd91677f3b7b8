/** Writing WBXML: the same walk as in XML, into tokens. */
import { createEncoder, type Encoder } from '../../../wbxml-ts/index.ts';
import type { Document } from '../../messages/document.ts';
import type { Version } from '../../version.ts';
import { type ChildOrder, type ElementSink, type WritableNode, walk, walkTree } from '../walk.ts';
import { encoderProfile, encoderTables, type TokenOptions } from './profile.ts';
import { rewrite } from './rewrite.ts';
import { tablesOf } from './tables.ts';

export interface WbxmlWriteOptions extends TokenOptions {
  readonly syntax: 'wbxml';
  /** Another order of children; `model` (default) is that of the standard. */
  readonly childOrder?: 'model' | ChildOrder;
}

/** The octets of a document in the WBXML syntax. */
export function writeWbxml(document: Document, options: WbxmlWriteOptions = { syntax: 'wbxml' }): Uint8Array {
  const { version, root, content } = document;
  const order = typeof options.childOrder === 'function' ? options.childOrder : undefined;
  return encodeWith(version, options, (sink) => walk(version, root, content, sink, order));
}

/** The octets of a tree, written as it stands. */
export function writeWbxmlTree(root: WritableNode, version: Version, options: WbxmlWriteOptions): Uint8Array {
  return encodeWith(version, options, (sink) => walkTree(root, sink));
}

function encodeWith(version: Version, options: WbxmlWriteOptions, write: (sink: ElementSink) => void): Uint8Array {
  const encoder = encoderFor(version, options);
  const lib = options.profile === 'libwbxml';
  const xmlns = (options.xmlns ?? (lib ? 'none' : 'tokens')) !== 'none';
  let octets: Uint8Array;
  try {
    write(new TokenSink(encoder, xmlns, lib));
    octets = encoder.finish();
  } catch (error) {
    encoder.reset();
    throw error;
  }
  const switches = options.pageSwitches === 'superfluous';
  const long = options.lengths === 'long';
  return switches || long ? rewrite(octets, tablesOf(version), { switches, long }) : octets;
}

const usual = new Map<string, Encoder>();

/** Encoders of the two profiles without further options are kept: they are what servers and clients write all the time. */
function encoderFor(version: Version, options: WbxmlWriteOptions): Encoder {
  for (const name in options) {
    if (name !== 'syntax' && name !== 'profile' && name !== 'childOrder') {
      return createEncoder(encoderTables(version, options), encoderProfile(version, options));
    }
  }
  const key = version + (options.profile ?? 'canonical');
  const known = usual.get(key);
  if (known !== undefined) return known;
  const made = createEncoder(encoderTables(version, options), encoderProfile(version, options));
  usual.set(key, made);
  return made;
}

/** Hands a walk to the encoder and declares namespaces where they change. */
class TokenSink implements ElementSink {
  readonly #encoder: Encoder;
  readonly #xmlns: boolean;
  readonly #trim: boolean;
  readonly #namespaces: string[] = [];

  constructor(encoder: Encoder, xmlns: boolean, trim: boolean) {
    this.#encoder = encoder;
    this.#xmlns = xmlns;
    this.#trim = trim;
  }

  open(name: string, namespace: string): void {
    const namespaces = this.#namespaces;
    const outer = namespaces.length === 0 ? '' : namespaces[namespaces.length - 1];
    this.#encoder.open(name);
    if (this.#xmlns && namespace !== outer) this.#encoder.attribute('xmlns', namespace);
    namespaces.push(namespace);
  }

  attribute(name: string, value: string): void {
    this.#encoder.attribute(name, value);
  }

  text(text: string): void {
    const written = this.#trim ? text.trim() : text;
    if (written !== '') this.#encoder.text(written);
  }

  close(): void {
    this.#namespaces.pop();
    this.#encoder.close();
  }
}
