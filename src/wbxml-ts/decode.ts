/** Octets to a tree. */
import { quoted } from './annotate.ts';
import { readContent, readEpilog, readRootStart } from './body.ts';
import type { Charset } from './charset.ts';
import { WbxmlError } from './error.ts';
import { readHeader } from './header.ts';
import { type Limits, limitsWith } from './limits.ts';
import { overLimit, type Reader, refuse } from './reader.ts';
import type { Tables } from './tables.ts';
import type { TableChooser } from './tables-by-public-id.ts';
import { tablesFrom } from './tables-from.ts';
import { hex } from './tokens.ts';
import type { Decoded, Element, Header, Instruction } from './tree.ts';

export interface DecodeOptions {
  /**
   * `strict` (default) refuses whatever the standard or the tables do not provide for; `tolerant` reads on where it can
   * and reports. Documents that are cut short or pass a bound are errors in both.
   */
  readonly mode?: 'strict' | 'tolerant' | undefined;
  readonly limits?: Partial<Limits> | undefined;
  /** The character set the transport names; holds where the document says 0 (unknown). Default UTF-8. */
  readonly charset?: Charset | undefined;
  /** Also tell what every octet stands for. Default false: it takes more than twice the time. */
  readonly annotate?: boolean | undefined;
}

const NO_TABLES: Tables = tablesFrom({ tags: [] });

/**
 * Decodes a document. Throws {@link WbxmlError} and, for bad input, nothing else; errors of the caller's own hooks pass
 * through. The time taken is proportional to the size of the document and the text its references amount to.
 */
export function decode(octets: Uint8Array, tables: Tables | TableChooser, options: DecodeOptions = {}): Decoded {
  const r = openReader(octets, options);
  try {
    const header = startReader(r, tables, options);
    const before: Instruction[] = [];
    const after: Instruction[] = [];
    const root: Element = readRootStart(r, before);
    readContent(r);
    readEpilog(r, after);
    return {
      header,
      tables: r.tables,
      root,
      before,
      after,
      warnings: r.warnings,
      warningsDropped: r.warningsDropped,
      annotations: r.annotations,
    };
  } catch (error) {
    if (error instanceof WbxmlError) keepPartial(r, error);
    throw error;
  }
}

/** Reads the header alone: cheap, for choosing tables or routing. */
export function decodeHeader(octets: Uint8Array, options: DecodeOptions = {}): Header {
  return readHeader(openReader(octets, options), options.charset ?? 'utf-8');
}

/**
 * The root element with its attributes and without its content, for choosing the tables by a namespace. Throws as
 * {@link decode} does.
 */
export function peekRoot(octets: Uint8Array, tables: Tables | TableChooser, options: DecodeOptions = {}): Element {
  const r = openReader(octets, options);
  startReader(r, tables, options);
  return readRootStart(r, []);
}

function openReader(octets: Uint8Array, options: DecodeOptions): Reader {
  const limits = limitsWith(options.limits);
  const size = octets.length;
  if (size > limits.size) overLimit('size', limits.size, 0, 'document too long', `${size} octets`);
  return {
    octets,
    size,
    pos: 0,
    strict: options.mode !== 'tolerant',
    limits,
    nodesLeft: limits.nodes,
    textLeft: limits.text,
    charset: 'utf-8',
    wide: false,
    tableStart: 0,
    tableEnd: 0,
    tables: NO_TABLES,
    header: undefined,
    tagPage: 0,
    attributePage: 0,
    root: undefined,
    open: [],
    strings: undefined,
    warnings: [],
    warningsDropped: 0,
    annotations: options.annotate === true ? [] : undefined,
    paths: [],
  };
}

function startReader(r: Reader, tables: Tables | TableChooser, options: DecodeOptions): Header {
  const header = readHeader(r, options.charset ?? 'utf-8');
  r.header = header;
  const chosen = typeof tables === 'function' ? tables(header, r.octets) : tables;
  if (chosen === undefined) {
    const found = header.publicIdText === undefined ? hex(header.publicId) : quoted(header.publicIdText);
    refuse('unknown-public-id', 1, 'public identifier', 'one that there are tables for', found);
  }
  r.tables = chosen;
  return header;
}

/** Hands over what was read before the error; the elements still open end where the reader stood. */
function keepPartial(r: Reader, error: WbxmlError): void {
  for (const element of r.open) {
    element.contentEnd = Math.max(element.contentStart, r.pos);
    element.end = element.contentEnd;
  }
  if (error.partial !== undefined) return;
  error.partial = { header: r.header, root: r.root, warnings: r.warnings, annotations: r.annotations };
}
