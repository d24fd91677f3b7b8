/** From octets to characters: byte order marks, declared encodings, and the way back from characters to octets. */
import type { Finding } from '../../model/findings.ts';

export interface DecodedXml {
  readonly text: string;
  /**
   * The octet at which a character (UTF-16 unit) of `text` starts; `text.length` gives the end. Undefined where they
   * are the same.
   */
  readonly octetAt: ((unit: number) => number) | undefined;
  readonly findings: readonly Finding[];
  /** False when octets had to be replaced: the document is not well-formed. */
  readonly sound: boolean;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Decodes the octets of an XML document. CSP is UTF-8 (Unicode); other encodings are read and reported. `outside` is the
 * character set named by the transport.
 */
export function decodeXml(bytes: Uint8Array, outside?: string): DecodedXml {
  const wide = sixteenBit(bytes);
  if (wide !== undefined) return decodeOther(bytes, wide, 2);
  const declared = declaredEncoding(bytes) ?? (startsWithMark(bytes) ? undefined : outside);
  if (declared !== undefined && !isUtf8(declared)) {
    // an 8-bit document cannot declare UTF-16: it would not have been readable so far
    if (/^(utf-?16|ucs-?2|iso-10646)/i.test(declared)) return decodeUtf8(bytes, [prolog(wrongDeclaration(declared))]);
    return decodeOther(bytes, declared, 1);
  }
  return decodeUtf8(bytes, []);
}

/** The text of octets in UTF-8, a byte order mark included. Throws where they are none. */
export function strictUtf8(bytes: Uint8Array): string {
  return utf8.decode(bytes);
}

/** True if a declared encoding is UTF-8 or a part of it. */
export function isUtf8(label: string): boolean {
  return /^(utf-?8|us-ascii|ascii)$/i.test(label);
}

function wrongDeclaration(declared: string): string {
  return `the XML declaration says ${declared}, the document is in 8-bit units`;
}

function sixteenBit(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const a = bytes[0];
  const b = bytes[1];
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return 'utf-16le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return 'utf-16be';
  return undefined;
}

/** True if the octets begin with the byte order mark of UTF-8. */
function startsWithMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
}

/** The encoding of the XML declaration, read from the first octets as ASCII. */
function declaredEncoding(bytes: Uint8Array): string | undefined {
  const start = startsWithMark(bytes) ? 3 : 0;
  if (bytes[start] !== 0x3c || bytes[start + 1] !== 0x3f || bytes[start + 2] !== 0x78) return undefined;
  let head = '';
  for (let i = start; i < Math.min(bytes.length, start + 200); i++) {
    const octet = bytes[i] ?? 0;
    if (octet === 0x3e) break;
    head += String.fromCharCode(octet);
  }
  return /\sencoding\s*=\s*["']([A-Za-z0-9._:-]+)["']/.exec(head)?.[1];
}

function decodeUtf8(bytes: Uint8Array, findings: readonly Finding[]): DecodedXml {
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    const loose = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    const finding = notWellFormed('the document has octets that are not UTF-8');
    return {
      text: loose,
      octetAt: clamped(utf8Offsets(loose), bytes.length),
      findings: [...findings, finding],
      sound: false,
    };
  }
  const octetAt = text.length === bytes.length ? undefined : clamped(utf8Offsets(text), bytes.length);
  return { text, octetAt, findings, sound: true };
}

function decodeOther(bytes: Uint8Array, label: string, unit: 1 | 2): DecodedXml {
  let decoder: TextDecoder;
  try {
    decoder = new TextDecoder(label, { ignoreBOM: true });
  } catch {
    return decodeUtf8(bytes, [prolog(`the encoding ${label} is unknown, UTF-8 is expected; read as UTF-8`)]);
  }
  const text = decoder.decode(bytes);
  const octetAt = (i: number): number => Math.min(bytes.length, i * unit);
  return { text, octetAt, findings: [prolog(`the encoding is ${label}, UTF-8 is expected`)], sound: true };
}

/** Octet of each UTF-16 unit of a text in UTF-8. */
function utf8Offsets(text: string): Uint32Array {
  const offsets = new Uint32Array(text.length + 1);
  let octet = 0;
  for (let i = 0; i < text.length; i++) {
    offsets[i] = octet;
    const code = text.charCodeAt(i);
    // each half of a surrogate pair counts for two of the four octets
    octet += code < 0x80 ? 1 : code < 0x800 || (code >= 0xd800 && code <= 0xdfff) ? 2 : 3;
  }
  offsets[text.length] = octet;
  return offsets;
}

function clamped(offsets: Uint32Array, length: number): (unit: number) => number {
  return (unit) => Math.min(length, offsets[unit] ?? length);
}

export function prolog(message: string): Finding {
  return { kind: 'prolog', severity: 'deviation', path: '', span: undefined, message, confidence: 'high' };
}

export function notWellFormed(message: string, span?: Finding['span']): Finding {
  return { kind: 'not-well-formed', severity: 'error', path: '', span, message, confidence: 'high' };
}
