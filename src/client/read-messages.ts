/** Messages of an exchange as they were read. Each is read once, however many monitors and steps ask. */
import {
  asRead,
  type Document,
  type ReadResult,
  read,
  type Syntax,
  syntaxOfContentType,
  syntaxOfOctets,
} from '../protocol/syntax/index.ts';
import type { Version } from '../protocol/version.ts';
import { header } from '../transport/http/headers.ts';
import type { Exchange } from '../transport/types.ts';

const ANSWER = Symbol('answer as read');
const REQUEST = Symbol('request as read');

/**
 * The result of reading stands with the exchange. In a WeakMap it would keep messages from being freed until all of the memory is
 * looked through for garbage: the engine takes the values of one that is older than they are for used.
 */
interface WithReadings extends Exchange {
  [ANSWER]?: { readonly result: ReadResult | undefined };
  [REQUEST]?: { readonly result: ReadResult | undefined };
}

/**
 * The syntax in which an answer is read: the actual one. A Content-Type that names another, or none, is a finding of
 * its own (TRN-HTTP-005) and must not affect other verdicts.
 */
function syntaxOfAnswer(exchange: Exchange, body: Uint8Array): Syntax | undefined {
  const own = header(exchange.response?.headers ?? [], 'Content-Type');
  return (
    syntaxOfOctets(body) ?? (own === undefined ? undefined : syntaxOfContentType(own)) ?? syntaxOfRequest(exchange)
  );
}

const CHARSET = /;\s*charset\s*=\s*"?([^\s;"]+)/i;

/** The character set the Content-Type of an answer names. */
function charsetOfAnswer(exchange: Exchange): string | undefined {
  const own = header(exchange.response?.headers ?? [], 'Content-Type');
  return own?.includes(';') === true ? CHARSET.exec(own)?.[1] : undefined;
}

function syntaxOfRequest(exchange: Exchange): Syntax | undefined {
  const type = header(exchange.request.headers, 'Content-Type');
  return type === undefined ? undefined : syntaxOfContentType(type);
}

/**
 * The message of the answer, with the findings of the reader. Undefined when there is none to read: no answer, another
 * status than 200 (its body is no CSP), no body. `assume` is the version to take when the message says none.
 */
export function answerRead(exchange: WithReadings, assume?: Version, fallback: Syntax = 'xml'): ReadResult | undefined {
  const known = exchange[ANSWER];
  if (known !== undefined) return known.result;
  const response = exchange.ssp === undefined ? exchange.response : undefined;
  const readable = response !== undefined && response.status === 200 && response.body.length > 0;
  const result = readable
    ? read(response.body, syntaxOfAnswer(exchange, response.body) ?? fallback, {
        ...(assume === undefined ? {} : { assume }),
        charset: charsetOfAnswer(exchange),
      })
    : undefined;
  exchange[ANSWER] = { result };
  return result;
}

/** The message of the request; undefined without a body or when its Content-Type names no syntax. */
export function requestRead(exchange: WithReadings): ReadResult | undefined {
  const known = exchange[REQUEST];
  if (known !== undefined) return known.result;
  const syntax = exchange.ssp === undefined ? syntaxOfRequest(exchange) : undefined;
  const { body } = exchange.request;
  const result = syntax === undefined || body.length === 0 ? undefined : read(body, syntax);
  exchange[REQUEST] = { result };
  return result;
}

/** Says which valid document a request was written from, so that it need not be read to know what it says. */
export function noteRequest(exchange: WithReadings, document: Document, syntax: Syntax): void {
  if (syntaxOfRequest(exchange) !== syntax) return;
  exchange[REQUEST] = { result: asRead(document, syntax, exchange.request.body) };
}
