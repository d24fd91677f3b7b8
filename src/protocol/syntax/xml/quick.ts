/** Reading flawless XML messages in one pass, without a tree; anything else is left to the readers that report. */
import type { SaxesParser } from 'saxes';
import { compile } from '../../messages/compile.ts';
import type { Document } from '../../messages/document.ts';
import { isRootName } from '../../messages/document.ts';
import { QuickBinder } from '../../messages/quick-bind.ts';
import type { Version } from '../../version.ts';
import { meaningOfNamespace, VERSION_FACTS } from '../../version-facts.ts';
import type { ReadLimits } from '../types.ts';
import { isUtf8, strictUtf8 } from './decode.ts';
import { intern } from './known-names.ts';
import { makeSaxParser } from './sax.ts';
import type { XmlProlog } from './strict.ts';

export interface QuickXml extends XmlProlog {
  readonly document: Document;
  readonly version: Version;
}

/** Ends the quick way from inside the parser. */
const ENOUGH = new Error('not for the quick reader');

const binder = new QuickBinder();
/** One parser for all documents: making one costs more than reading a small message. */
let parser: SaxesParser | undefined;
/** The document in hand. */
let limits: ReadLimits = { size: 0, depth: 0, nodes: 0 };
let root: string | undefined;
let version: Version | undefined;
let declared: string | undefined;
let doctype: string | undefined;
let xmlVersion: string | undefined;

/** Reads a well-formed document in UTF-8 that is exactly as its models say; undefined for any other. */
export function readQuick(bytes: Uint8Array, bounds: ReadLimits): QuickXml | undefined {
  limits = bounds;
  root = undefined;
  version = undefined;
  declared = undefined;
  doctype = undefined;
  xmlVersion = undefined;
  parser ??= makeParser();
  try {
    parser.write(strictUtf8(bytes)).close();
  } catch {
    // not UTF-8, not well-formed, or not flawless: a parser that stopped halfway cannot be used again
    parser = undefined;
    binder.finish();
    return undefined;
  }
  const content = binder.finish();
  if (content === undefined || version === undefined) return undefined;
  return { document: { version, root, content } as unknown as Document, version, doctype, xmlVersion };
}

function makeParser(): SaxesParser {
  return makeSaxParser({
    xmldecl: (found, encoding) => {
      xmlVersion = found;
      if (encoding !== undefined && !isUtf8(encoding)) throw ENOUGH;
    },
    doctype: (found) => {
      doctype = found;
      if (found.includes('<!ENTITY')) throw ENOUGH;
    },
    attribute: ({ name, value }) => {
      if (name !== 'xmlns') throw ENOUGH;
      declared = intern(value);
    },
    open: ({ name }) => {
      const namespace = declared;
      declared = undefined;
      const known = intern(name);
      if (root === undefined) startRoot(known, namespace);
      else if (!binder.open(known, namespace)) throw ENOUGH;
    },
    text: (text) => {
      if (!binder.text(text)) throw ENOUGH;
    },
    close: () => {
      if (!binder.close()) throw ENOUGH;
    },
  });
}

function startRoot(name: string, namespace: string | undefined): void {
  const meaning = namespace === undefined ? undefined : meaningOfNamespace(namespace);
  const model = meaning === undefined ? undefined : compile(meaning.version, name);
  if (meaning === undefined || model === undefined || !isRootName(name) || !meaning.exact || meaning.key !== 'CSP')
    throw ENOUGH;
  root = name;
  version = meaning.version;
  binder.start(model, VERSION_FACTS[version].namespaces, limits);
}
