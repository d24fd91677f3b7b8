/** Legal variants of the HTTP binding. */

import type { ServerResponse } from '../../../transport/http/server.ts';
import type { Variant } from '../../types.ts';
import { hooks, profile } from '../../ways/families.ts';

const utf8 = new TextEncoder();

/** In two chunks, without Content-Length; the connection is closed afterwards. */
function chunked({ status, headers = [], body }: ServerResponse): ServerResponse {
  if (status !== 200 || body === undefined || body.length < 2) return { status, headers, body, close: true };
  const half = body.length >> 1;
  const parts = [body.subarray(0, half), body.subarray(half)].flatMap((part) => [
    utf8.encode(`${part.length.toString(16)}\r\n`),
    part,
    utf8.encode('\r\n'),
  ]);
  const fields = headers.map(
    ([name, value]) => `${name}: ${name === 'Content-Type' ? `${value}; charset=utf-8` : value}\r\n`,
  );
  const head = `HTTP/1.1 200 OK\r\n${fields.join('')}Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n`;
  return { status, raw: Buffer.concat([utf8.encode(head), ...parts, utf8.encode('0\r\n\r\n')]), close: true };
}

/** Bodies that cannot be read. */
export const unreadableVariants: readonly Variant[] = [
  {
    id: 'http-error-for-unreadable',
    title: 'refuses bodies it cannot read with HTTP 400',
    change: profile({ unreadable: 'http-400' }),
  },
];

/** Answers of the transport. */
export const httpVariants: readonly Variant[] = [
  {
    id: 'http-chunked-and-closing',
    title: 'sends answers in chunks, with a charset parameter, and closes the connection after each',
    change: hooks({ response: chunked }),
  },
  {
    id: 'http-closes-on-unreadable',
    title: 'closes the connection over a body it cannot read, without an answer',
    change: hooks({
      response: (response) =>
        response.status === 400 ? { ...response, raw: new Uint8Array(), close: true } : response,
    }),
  },
  {
    id: 'status-for-unreadable',
    title: 'refuses bodies it cannot read with Status 400',
    change: profile({ unreadable: 'status-400' }),
  },
];
