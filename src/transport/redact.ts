/**
 * Keeps secrets out of transcripts. Secret octets are overwritten by filler of the same length, so that lengths, spans
 * and offsets of a redacted transcript are those of the wire, in XML and in WBXML alike.
 */
import type { Exchange, Header, HttpRequestBytes, HttpResponseBytes } from './types.ts';

/** What stands in place of each secret octet. */
const FILLER = 0x2a;
/** Values shorter than this are not searched for as text: they would blot out what is no secret. */
const SHORTEST = 4;
/** Elements whose whole content is secret wherever it stands in XML, known value or not. */
const SECRET_ELEMENTS = ['Password', 'DigestBytes'];
/** So many texts are remembered with what became of them. */
const KNOWN_TEXTS = 1_000;
const SECRET_HEADERS = new Set(['authorization', 'proxy-authorization', 'cookie', 'set-cookie']);

/** The forms in which a secret text may stand in a message, as octets. */
function formsOf(secret: string): Buffer[] {
  const plain = Buffer.from(secret, 'utf8');
  if (plain.length < SHORTEST) return [];
  const escaped = secret.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  const texts = new Set([
    secret,
    escaped,
    escaped.replace(/"/g, '&quot;').replace(/'/g, '&apos;'),
    encodeURIComponent(secret),
    plain.toString('base64'),
    plain.toString('base64url'),
    ...embeddedBase64(plain),
  ]);
  const forms = [...texts].map((text) => Buffer.from(text, 'utf8'));
  // The longer form first: a shorter one may be part of it.
  return forms.filter((form) => form.length >= SHORTEST).sort((a, b) => b.length - a.length);
}

/** What remains the same of the base64 form when the secret stands in the middle of other octets, at each of 3 phases. */
function embeddedBase64(plain: Buffer): string[] {
  const found: string[] = [];
  for (let phase = 0; phase < 3; phase++) {
    const padded = Buffer.concat([Buffer.alloc(phase), plain]);
    const text = padded.toString('base64').replace(/=+$/, '');
    const skip = phase === 0 ? 0 : phase + 1;
    const spare = padded.length % 3 === 0 ? 0 : 1;
    const part = text.slice(skip, text.length - spare);
    if (part.length >= 8) found.push(part);
  }
  return found;
}

/** Finds out whether octets, as Latin-1 text, may hold any of this: most messages hold none, and one look is enough. */
function suspicion(forms: readonly Buffer[]): RegExp {
  const patterns = forms.map((form) => form.toString('latin1').replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'));
  return new RegExp([...patterns, ...SECRET_ELEMENTS.map((element) => `<${element}`)].join('|'));
}

function blot(octets: Buffer, start: number, end: number): void {
  octets.fill(FILLER, start, end);
}

/** The secrets of one transcript, prepared once. */
export interface Redactor {
  octets(octets: Uint8Array): Uint8Array;
  headers(headers: readonly Header[]): readonly Header[];
  exchange(exchange: Exchange): Exchange;
}

/** Prepares redaction of these texts: passwords, digests, and whatever else must not be kept. */
export function redactor(secrets: Iterable<string>): Redactor {
  const forms = [...new Set(secrets)].flatMap(formsOf).sort((a, b) => b.length - a.length);
  const suspicious = suspicion(forms);
  /** Texts looked at before, and what became of them: URLs and headers are the same in most exchanges. */
  const cleaned = new Map<string, string>();

  function octets(given: Uint8Array): Uint8Array {
    const view = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
    if (!suspicious.test(view.toString('latin1'))) return given;
    let copy: Buffer | undefined;
    const cover = (start: number, end: number) => {
      copy ??= Buffer.from(view);
      blot(copy, start, end);
    };
    for (const form of forms) {
      for (let at = view.indexOf(form); at >= 0; at = view.indexOf(form, at + form.length)) cover(at, at + form.length);
    }
    for (const element of SECRET_ELEMENTS) {
      for (let at = view.indexOf(`<${element}`); at >= 0; at = view.indexOf(`<${element}`, at + 1)) {
        const start = view.indexOf('>', at) + 1;
        if (
          start === 0 ||
          view[start - 2] === 0x2f ||
          !/[\s>]/.test(String.fromCharCode(view[at + element.length + 1] ?? 0))
        )
          continue;
        const end = view.indexOf('<', start);
        cover(start, end < 0 ? view.length : end);
      }
    }
    return copy ?? given;
  }

  function headers(given: readonly Header[]): readonly Header[] {
    return given.map(([name, value]) => {
      if (!SECRET_HEADERS.has(name.toLowerCase())) return [name, text(value)] as const;
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
    const cleaned = octets(given);
    const view = Buffer.from(cleaned);
    for (const match of view.toString('latin1').matchAll(/^(?:proxy-)?(?:authorization|cookie):[ \t]*([^\r\n]*)/gim)) {
      const line = match.index + match[0].length;
      blot(view, line - (match[1]?.length ?? 0), line);
    }
    return view;
  }

  function request(given: HttpRequestBytes): HttpRequestBytes {
    return {
      method: given.method,
      url: text(given.url),
      headers: headers(given.headers),
      body: octets(given.body),
      ...(given.raw !== undefined && { raw: raw(given.raw) }),
    };
  }

  function response(given: HttpResponseBytes): HttpResponseBytes {
    return { ...given, headers: headers(given.headers), body: octets(given.body) };
  }

  return {
    octets,
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

/** One exchange without the given secrets. For many exchanges prepare a {@link redactor} once. */
export function redact(exchange: Exchange, secrets: Iterable<string>): Exchange {
  return redactor(secrets).exchange(exchange);
}
