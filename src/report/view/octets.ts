/** Octets as reports show them: hexadecimal excerpts with the deciding octets marked, lines of XML. Runs in a browser too. */
import type { Syntax } from '../../protocol/configuration.ts';

export interface OctetSpan {
  readonly start: number;
  readonly end: number;
}

/** Base64 as octets. Throws with the position of the first character that does not belong there. */
export function fromBase64(text: string): Uint8Array {
  const wrong = /[^A-Za-z0-9+/=\s]/.exec(text);
  if (wrong !== null) throw new Error(`not base64: character ${JSON.stringify(wrong[0])} at ${wrong.index}`);
  const binary = atob(text);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < binary.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}

/** One octet in hexadecimal, upper case. */
export function hex(octet: number): string {
  return octet.toString(16).toUpperCase().padStart(2, '0');
}

/** XML, WBXML, plain text or none of them, from the media type where it says so, else from the first octets. */
export function formOf(mediaType: string | undefined, body: Uint8Array): Syntax | 'other' | 'empty' {
  if (body.length === 0) return 'empty';
  if (isRequest(body)) return 'other';
  if (mediaType !== undefined && /wbxml/i.test(mediaType)) return 'wbxml';
  if (mediaType !== undefined && /xml/i.test(mediaType)) return 'xml';
  if (isPlainText(body)) return 'pts';
  if (mediaType !== undefined && /html/i.test(mediaType)) return 'other';
  const first = body[0] ?? 0;
  if (first === 0x3c || first === 0xef || first === 0xfe || first === 0xff) return 'xml';
  return first >= 0x01 && first <= 0x03 ? 'wbxml' : 'other';
}

/** The preamble of plain text, by its beginning. */
function isPlainText(body: Uint8Array): boolean {
  return /^WV(\d\d|XX)[A-Za-z]{2}\d/.test(String.fromCharCode(...body.subarray(0, 7)));
}

/** A whole HTTP request, kept as a body where it was written by hand. */
function isRequest(body: Uint8Array): boolean {
  if ((body[0] ?? 0) < 0x41 || (body[0] ?? 0) > 0x5a) return false;
  return /^[A-Z]+ [^\r\n]* HTTP\/\d/.test(new TextDecoder().decode(body.subarray(0, 2048)));
}

export interface HexRow {
  readonly offset: number;
  readonly cells: readonly { readonly octet: number; readonly marked: boolean }[];
}

/**
 * The rows of 16 octets around a span: one row before and after it, at most `rows` in all. A span with more rows is cut in
 * the middle, which shows as a jump of offsets.
 */
export function hexExcerpt(body: Uint8Array, span: OctetSpan, rows = 8): readonly HexRow[] {
  const start = Math.max(0, Math.min(span.start, body.length));
  const end = Math.max(start, Math.min(span.end, body.length));
  const first = Math.max(0, Math.floor(start / 16) - 1);
  const last = Math.min(Math.ceil(body.length / 16) - 1, Math.floor(Math.max(start, end - 1) / 16) + 1);
  const all = Array.from({ length: Math.max(0, last - first + 1) }, (_, i) => first + i);
  const half = Math.max(1, Math.floor(rows / 2));
  const shown = all.length <= rows ? all : [...all.slice(0, half), ...all.slice(all.length - half)];
  return shown.map((row) => ({
    offset: row * 16,
    cells: [...body.subarray(row * 16, row * 16 + 16)].map((octet, i) => {
      const at = row * 16 + i;
      return { octet, marked: at >= start && at < end };
    }),
  }));
}

export interface TextLine {
  /** Counted from 1. */
  readonly line: number;
  readonly before: string;
  readonly marked: string;
  readonly after: string;
}

/**
 * The line of a text that a span of its octets begins in, with what the span covers of it; long lines are cut to about
 * `width` characters around the marked part.
 */
export function textExcerpt(body: Uint8Array, span: OctetSpan, width = 100): TextLine {
  const decoder = new TextDecoder();
  const head = decoder.decode(body.subarray(0, span.start));
  const inside = decoder.decode(body.subarray(span.start, Math.max(span.start, span.end)));
  const tail = decoder.decode(body.subarray(Math.max(span.start, span.end)));
  const lineStart = Math.max(head.lastIndexOf('\n'), head.lastIndexOf('\r')) + 1;
  const newline = inside.search(/[\r\n]/);
  const marked = newline < 0 ? inside : inside.slice(0, newline);
  const rest = newline < 0 ? (tail.split(/[\r\n]/, 1)[0] ?? '') : '';
  const before = head.slice(lineStart);
  const kept = marked.length > width ? `${marked.slice(0, width - 1)}…` : marked;
  const room = Math.max(12, width - kept.length);
  const left = before.trimStart();
  return {
    line: head.slice(0, lineStart).split(/\r\n|\r|\n/).length,
    before: left.length > room / 2 ? `…${left.slice(-Math.floor(room / 2))}` : left,
    marked: kept,
    after: rest.length > room / 2 ? `${rest.slice(0, Math.floor(room / 2))}…` : rest,
  };
}

/** Characters that control a terminal, are invisible in a page, or reverse the order of their neighbours. */
const UNSEEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g;

/** Makes control characters visible, so that what a server sends cannot drive a terminal or hide in a page. */
export function visible(text: string): string {
  return text.replace(/\r(?!\n)/g, '\u240d').replace(UNSEEN, (c) => {
    const code = c.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    return code === 0x7f ? '\u2421' : '\ufffd';
  });
}

/** As {@link visible}; a line end inside quotation marks belongs to the value and is shown instead of breaking the line. */
export function withLines(text: string): string {
  return visible(text).replace(/"[^"]*"/g, (quotation) => quotation.replace(/\r\n|[\n\r]/g, '\u240a'));
}

/** As {@link withLines}, in one line. */
export function oneLine(text: string): string {
  return withLines(text).replace(/\s+/g, ' ').trim();
}
