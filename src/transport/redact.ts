/**
 * Keeps secrets out of transcripts. Secret octets are overwritten by filler of the same length, so that lengths, spans
 * and offsets of a redacted transcript are those of the wire, in XML and in WBXML alike.
 */
import { formsOf, literally } from './secret-forms.ts';
import type { Exchange, Header, HttpRequestBytes, HttpResponseBytes } from './types.ts';

/** The octet in place of each secret octet. */
const FILLER = 0x2a;
/** So many texts are remembered with what became of them. */
const KNOWN_TEXTS = 1_000;
/** Headers whose value is secret whatever it is. */
const SECRET_HEADERS = ['authorization', 'proxy-authorization', 'cookie', 'set-cookie'];
/** Elements whose whole content is secret anywhere in XML, whether or not the value is known. */
const SECRET_ELEMENT =
  /<(?:[A-Za-z_][\w.-]*:)?(?:Password|DigestBytes)(?:\s[^<>]*)?(?<!\/)>((?:<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|[^<])*)/g;
const ELEMENT_BEGINS = '<(?:[A-Za-z_][\\w.-]*:)?(?:Password|DigestBytes)';
/** Runs in which a digest may stand, in base64 or hexadecimal, and those that hold one in hexadecimal. */
const LONG_RUN = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{22,}/g;
const HEXADECIMAL = /[0-9A-Fa-f]{32}/;

/** Called with the place of each secret. */
type Cover = (start: number, end: number) => void;

/** The secrets of one transcript, prepared once. */
export interface Redactor {
  octets(octets: Uint8Array): Uint8Array;
  /** The same for texts about messages. */
  text(text: string): string;
  headers(headers: readonly Header[]): readonly Header[];
  exchange(exchange: Exchange): Exchange;
}

/**
 * Prepares redaction of these texts: passwords, digests and other secrets. The whole value of each named header is
 * secret, like that of Authorization.
 */
export function redactor(secrets: Iterable<string>, secretHeaders: readonly string[] = []): Redactor {
  const forms = [...new Set(secrets)].sort((a, b) => b.length - a.length).map(formsOf);
  const literals = new Set(forms.flatMap((form) => form.literals));
  // The longer form first: a shorter one may be part of it. One look at a message must be enough, since most hold nothing
  // of all this; a disguise is looked for only where there is a sign of one.
  const sorted = [...literals].sort((a, b) => b.length - a.length).map(literally);
  const triggers = new Set(forms.flatMap((form) => form.triggers));
  const known = new RegExp([...sorted, ...triggers, ELEMENT_BEGINS].join('|'), 'g');
  let disguises: RegExp | undefined;
  const digests = new Set(forms.flatMap((form) => form.digests));
  const names = new Set([...SECRET_HEADERS, ...secretHeaders.map((name) => name.toLowerCase())]);
  const headerLines = new RegExp(
    `^(?:${[...names].map((n) => n.replace(/[^\w-]/g, '\\$&')).join('|')}):[ \\t]*([^\\r\\n]*)`,
    'gim',
  );
  /** Texts looked at before, and what became of them: URLs and headers are the same in most exchanges. */
  const cleaned = new Map<string, string>();

  /** Finds the secrets in octets that are read as Latin-1. */
  function find(text: string, cover: Cover): void {
    let elements = false;
    let disguised = false;
    known.lastIndex = 0;
    for (let match = known.exec(text); match !== null; match = known.exec(text)) {
      const [found] = match;
      if (literals.has(found)) cover(match.index, known.lastIndex);
      else if (found.startsWith('<')) elements = true;
      else disguised = true;
    }
    if (elements) coverElements(text, cover);
    if (disguised) {
      disguises ??= new RegExp(forms.map((form) => form.disguised()).join('|'), 'g');
      for (const { 0: found, index } of text.matchAll(disguises)) cover(index, index + found.length);
    }
    if (digests.size > 0) findDigests(text, cover);
  }

  function findDigests(text: string, cover: Cover): void {
    LONG_RUN.lastIndex = 0;
    for (let match = LONG_RUN.exec(text); match !== null; match = LONG_RUN.exec(text)) {
      const { 0: run, index } = match;
      if (digests.has(run)) cover(index, index + run.length);
      if (!HEXADECIMAL.test(run)) continue;
      const lower = run.toLowerCase();
      for (const digest of digests) {
        const at = lower.indexOf(digest);
        if (at >= 0) cover(index + at, index + at + digest.length);
      }
    }
  }

  function octets(given: Uint8Array): Uint8Array {
    const view = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
    let copy: Buffer | undefined;
    find(view.toString('latin1'), (start, end) => {
      copy ??= Buffer.from(view);
      copy.fill(FILLER, start, end);
    });
    return copy ?? given;
  }

  function headers(given: readonly Header[]): readonly Header[] {
    return given.map(([name, value]) => {
      if (!names.has(name.toLowerCase())) return [name, text(value)] as const;
      const scheme = /^[A-Za-z]+ /.exec(value)?.[0] ?? '';
      return [name, scheme + '*'.repeat(value.length - scheme.length)] as const;
    });
  }

  function text(value: string): string {
    const known = cleaned.get(value);
    if (known !== undefined) return known;
    const clean = Buffer.from(octets(Buffer.from(value, 'utf8'))).toString('utf8');
    if (cleaned.size < KNOWN_TEXTS) cleaned.set(value, clean);
    return clean;
  }

  function raw(given: Uint8Array): Uint8Array {
    const view = Buffer.from(octets(given));
    const written = view.toString('latin1');
    for (const match of written.matchAll(headerLines)) {
      const line = match.index + match[0].length;
      view.fill(FILLER, line - (match[1]?.length ?? 0), line);
    }
    const query = /^[A-Z]+ [^\s?]*\?([^\s]*)/.exec(written);
    if (query !== null) view.fill(FILLER, query[0].length - (query[1]?.length ?? 0), query[0].length);
    return view;
  }

  function request(given: HttpRequestBytes): HttpRequestBytes {
    return {
      method: given.method,
      url: withoutQuery(text(given.url)),
      headers: headers(given.headers),
      body: octets(given.body),
      ...(given.raw !== undefined && { raw: raw(given.raw) }),
    };
  }

  function response(given: HttpResponseBytes): HttpResponseBytes {
    return { ...given, reason: text(given.reason), headers: headers(given.headers), body: octets(given.body) };
  }

  return {
    octets,
    text,
    headers,
    exchange: (exchange) => ({
      ...exchange,
      request: request(exchange.request),
      response: exchange.response && response(exchange.response),
      partial: exchange.partial && response(exchange.partial),
      failure: exchange.failure && { ...exchange.failure, message: text(exchange.failure.message) },
    }),
  };
}

/** Covers the content of secret elements. */
function coverElements(text: string, cover: Cover): void {
  for (const { 0: found, 1: content = '', index } of text.matchAll(SECRET_ELEMENT)) {
    cover(index + found.length - content.length, index + found.length);
  }
}

/** Covers a whole query: if it protects an access point, it holds a secret. */
function withoutQuery(url: string): string {
  const at = url.indexOf('?');
  return at < 0 ? url : url.slice(0, at + 1) + '*'.repeat(url.length - at - 1);
}

/** One exchange without the given secrets. For many exchanges prepare a {@link redactor} once. */
export function redact(exchange: Exchange, secrets: Iterable<string>): Exchange {
  return redactor(secrets).exchange(exchange);
}
