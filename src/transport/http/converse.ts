/** One request out over a connection, and its answer in. */
import type { Header, HttpRequestBytes } from '../types.ts';
import type { HttpConnection, HttpTimers, Received } from './connection.ts';
import type { ExchangeOptions } from './exchange-options.ts';
import { header } from './headers.ts';
import type { HttpLimits } from './reader.ts';
import type { Target } from './target.ts';

/** Headers that every request of a client gets. */
export interface Additions {
  /** Headers added where there is none of that name. */
  readonly headers: readonly Header[];
  /** True while connections are kept. */
  readonly keeps: boolean;
}

/** The request with the headers that HTTP needs; as it is where it is to be sent verbatim. */
export function complete(
  request: HttpRequestBytes,
  target: Target,
  exchange: ExchangeOptions,
  additions: Additions,
): HttpRequestBytes {
  if (exchange.verbatim === true || request.raw !== undefined) return request;
  const has = (name: string) => header(request.headers, name) !== undefined;
  const headers: Header[] = has('Host') ? [...request.headers] : [['Host', target.host], ...request.headers];
  for (const extra of additions.headers) if (!has(extra[0])) headers.push(extra);
  if (target.proxyAuthorization !== undefined && !has('Proxy-Authorization')) {
    headers.push(['Proxy-Authorization', target.proxyAuthorization]);
  }
  if (exchange.expectContinue === true && !has('Expect')) headers.push(['Expect', '100-continue']);
  if ((exchange.fresh === true || !additions.keeps) && !has('Connection')) headers.push(['Connection', 'close']);
  const bodied = request.body.length > 0 || request.method === 'POST';
  if (bodied && !has('Content-Length') && !has('Transfer-Encoding')) {
    headers.push(['Content-Length', String(request.body.length)]);
  }
  return { ...request, headers };
}

const EMPTY = new Uint8Array();

/** Writes the request and waits for the answer. */
export function converse(
  connection: HttpConnection,
  request: HttpRequestBytes,
  target: Target,
  exchange: ExchangeOptions,
  bounds: HttpTimers,
  limits: HttpLimits,
): Promise<Received> {
  connection.idle(false);
  const after = exchange.afterSending ?? 'keep';
  const finish = () => {
    if (after === 'half-close') connection.finish();
    if (after === 'close') connection.finishAndClose();
  };
  const body = exchange.bodyOctets === undefined ? request.body : request.body.subarray(0, exchange.bodyOctets);
  if (body.length < request.body.length) connection.retire();
  let bodySent = exchange.expectContinue !== true;
  let pause: NodeJS.Timeout | undefined;
  const sendBody = () => {
    if (bodySent) return;
    bodySent = true;
    clearTimeout(pause);
    connection.write(body);
    finish();
  };
  const answer = connection.receive(request.method, bounds, {
    limits: exchange.limits === undefined ? limits : { ...limits, ...exchange.limits },
    onInformational: (status) => {
      if (status === 100) sendBody();
    },
  });
  if (request.raw !== undefined) {
    connection.write(request.raw);
    finish();
  } else {
    let head = `${request.method} ${target.requestTarget} HTTP/1.1\r\n`;
    for (const [name, value] of request.headers) head += `${name}: ${value}\r\n`;
    head += '\r\n';
    if (bodySent) {
      connection.writeMessage(head, body);
      finish();
    } else {
      connection.writeMessage(head, EMPTY);
      pause = setTimeout(sendBody, bounds.continue);
    }
  }
  if (pause === undefined) return answer;
  return answer.finally(() => {
    clearTimeout(pause);
    if (!bodySent) connection.retire();
  });
}
