/** Messages of an exchange as they were read. Each is read once, however many monitors and steps ask. */
import {
  asRead,
  type Document,
  type ReadResult,
  read,
  type Syntax,
  syntaxOfContentType,
} from '../protocol/syntax/index.ts';
import type { Version } from '../protocol/version.ts';
import { header } from '../transport/headers.ts';
import type { Exchange } from '../transport/types.ts';

const answers = new WeakMap<Exchange, { readonly result: ReadResult | undefined }>();
const requests = new WeakMap<Exchange, { readonly result: ReadResult | undefined }>();

/** The syntax an answer is to be read in: what its Content-Type names, else that of the request. */
function syntaxOfAnswer(exchange: Exchange): Syntax | undefined {
  const own = header(exchange.response?.headers ?? [], 'Content-Type');
  return (own === undefined ? undefined : syntaxOfContentType(own)) ?? syntaxOfRequest(exchange);
}

function syntaxOfRequest(exchange: Exchange): Syntax | undefined {
  const type = header(exchange.request.headers, 'Content-Type');
  return type === undefined ? undefined : syntaxOfContentType(type);
}

/**
 * The message of the answer, with the findings of the reader. Undefined when there is none to read: no answer, another
 * status than 200 (its body is no CSP), no body. `assume` is the version to take when the message says none.
 */
export function answerRead(exchange: Exchange, assume?: Version, fallback: Syntax = 'xml'): ReadResult | undefined {
  const known = answers.get(exchange);
  if (known !== undefined) return known.result;
  const response = exchange.response;
  const readable = response !== undefined && response.status === 200 && response.body.length > 0;
  const result = readable
    ? read(response.body, syntaxOfAnswer(exchange) ?? fallback, assume === undefined ? {} : { assume })
    : undefined;
  answers.set(exchange, { result });
  return result;
}

/** The message of the request; undefined without a body or when its Content-Type names no syntax. */
export function requestRead(exchange: Exchange): ReadResult | undefined {
  const known = requests.get(exchange);
  if (known !== undefined) return known.result;
  const syntax = syntaxOfRequest(exchange);
  const { body } = exchange.request;
  const result = syntax === undefined || body.length === 0 ? undefined : read(body, syntax);
  requests.set(exchange, { result });
  return result;
}

/** Says which valid document a request was written from, so that it need not be read to know what it says. */
export function noteRequest(exchange: Exchange, document: Document, syntax: Syntax): void {
  if (syntaxOfRequest(exchange) !== syntax) return;
  requests.set(exchange, { result: asRead(document, syntax, exchange.request.body) });
}
