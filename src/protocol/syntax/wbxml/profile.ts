/** Ways to put messages into tokens: the canonical form, libwbxml's form, and every other form a reader must understand. */
import type { ContentWriter, EncoderProfile, Tables } from '../../../wbxml-ts/index.ts';
import { compile } from '../../messages/compile.ts';
import { MAX_INTEGER } from '../../model/text-value.ts';
import type { Version } from '../../version.ts';
import { VERSION_FACTS } from '../../version-facts.ts';
import { compactDate, integerToOctets } from './opaque.ts';
import { tablesOf } from './tables.ts';
import { LIBWBXML_INLINE, typingOf } from './typing.ts';

/** Forms of one document; all of them mean the same. */
export interface TokenOptions {
  /**
   * `canonical`: the shortest form without string table, with namespaces. `libwbxml`: octet for octet what libwbxml
   * 0.11 writes, which declares no namespaces, drops white space around text and writes 0 as an empty opaque.
   */
  readonly profile?: 'canonical' | 'libwbxml';
  /** Number (1: unknown) or text; `text` stands for the registered text of the version. Default: the registered number. */
  readonly publicId?: number | string;
  /** MIBenum of the header; default 106, UTF-8. 0 leaves the charset to the transport. */
  readonly mibEnum?: number;
  /** Declare namespaces: by tokens, by literal attributes, or not. Default by profile. */
  readonly xmlns?: 'tokens' | 'literal' | 'none';
  /** Text that is no value token: inline, by reference, character by character, as opaque octets, or all of them mixed. */
  readonly text?: 'inline' | 'table' | 'entities' | 'opaque' | 'parts';
  /** Values as tokens or spelt out. */
  readonly values?: 'tokens' | 'text';
  /** `wide`: four octets with leading zeros. */
  readonly integers?: 'opaque' | 'text' | 'wide';
  readonly dates?: 'opaque' | 'text';
  /** Names of elements to write as literals though they have tokens; true for all. */
  readonly literals?: readonly string[] | true;
  /** Content flag and END on empty elements. Default false. */
  readonly emptyContent?: boolean;
  /** `superfluous`: a switch before every tag. */
  readonly pageSwitches?: 'needed' | 'superfluous';
  /** `long`: lengths and numbers with a leading octet 80, which means nothing. */
  readonly lengths?: 'shortest' | 'long';
}

const HTTP = 0x0e;
const HTTPS = 0x0f;
const utf8 = new TextEncoder();

/** The tables to encode with: without tokens for what is to be literal. */
export function encoderTables(version: Version, options: TokenOptions): Tables {
  const tables = tablesOf(version);
  const { literals } = options;
  if (literals === undefined) return tables;
  const names = literals === true ? undefined : new Set(literals);
  return {
    ...tables,
    tagFor: (name, namespace) => (names === undefined || names.has(name) ? undefined : tables.tagFor(name, namespace)),
  };
}

/** Options of the codec. */
export function encoderProfile(version: Version, options: TokenOptions): EncoderProfile {
  const { texts } = VERSION_FACTS[version].wbxml;
  const lib = options.profile === 'libwbxml';
  // libwbxml knows no number for 1.2
  const usual = lib && version === '1.2' ? texts[0] : undefined;
  return {
    publicId: options.publicId === 'text' ? texts[0] : (options.publicId ?? usual),
    mibEnum: options.mibEnum,
    strings: options.text === 'table' ? 'table' : 'inline',
    emptyContent: options.emptyContent,
    extensions: options.values === 'text' ? 'none' : 'whole-text',
    attributes: options.xmlns === 'literal' ? 'literal' : 'tokens',
    content: contentWriter(version, options),
  };
}

type Write = (element: string, text: string, out: ContentWriter) => boolean;

function contentWriter(version: Version, options: TokenOptions): Write {
  const typing = typingOf(version);
  const tables = tablesOf(version);
  const lib = options.profile === 'libwbxml';
  return (element, text, out) => {
    const typed = typing.get(element);
    if (typed === 'integer' && writeInteger(element, text, out, options)) return true;
    if (typed === 'date' && options.dates !== 'text' && writeDate(text, out, lib)) return true;
    if (options.values !== 'text') {
      if (tables.extTFor?.(text, element) !== undefined) return false;
      if (!lib && text.startsWith('http') && writeUri(version, element, text, out)) return true;
    }
    return writeInForm(text, out, options.text);
  };
}

function writeInteger(element: string, text: string, out: ContentWriter, options: TokenOptions): boolean {
  if (options.integers === 'text') return false;
  const lib = options.profile === 'libwbxml';
  if (lib && LIBWBXML_INLINE.has(element)) return false;
  // any other spelling of a number, with leading zeros for instance, would be lost
  const decimal = /^(0|[1-9][0-9]{0,9})$/.test(text);
  const hexadecimal = lib && /^0x[0-9a-fA-F]{1,8}$/.test(text);
  const value = Number(text);
  if (!(decimal || hexadecimal) || value > MAX_INTEGER) return false;
  if (options.integers === 'wide') out.opaque(Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value));
  else out.opaque(integerToOctets(value, lib ? 'empty' : 'one-octet'));
  return true;
}

function writeDate(text: string, out: ContentWriter, lib: boolean): boolean {
  const date = compactDate(text);
  if (date === undefined) return false;
  const fits = lib ? date.zone !== 'Z' : date.zone === 'Z' && date.seconds;
  if (fits) out.opaque(date.octets);
  return fits;
}

/** The beginning of a URI as a value token, the rest as a string. */
function writeUri(version: Version, element: string, text: string, out: ContentWriter): boolean {
  const [value, length] = text.startsWith('https://') ? [HTTPS, 8] : text.startsWith('http://') ? [HTTP, 7] : [0, 0];
  if (length === 0 || length === text.length || compile(version, element)?.text?.type !== 'uri') return false;
  out.extT(0, value);
  out.string(text.slice(length));
  return true;
}

function writeInForm(text: string, out: ContentWriter, form: TokenOptions['text']): boolean {
  if (form === 'entities') for (const character of text) out.entity(character.codePointAt(0) ?? 0);
  else if (form === 'opaque') out.opaque(utf8.encode(text));
  else if (form === 'parts') {
    const characters = [...text];
    const third = Math.ceil(characters.length / 3);
    const first = characters.slice(0, third).join('');
    const rest = characters.slice(third + 1).join('');
    out.string(first);
    const middle = characters[third];
    if (middle !== undefined) out.entity(middle.codePointAt(0) ?? 0);
    if (rest !== '') out.opaque(utf8.encode(rest));
  } else return false;
  return true;
}
