/** Things that the server of the tester does otherwise than usual. */
import type { Interference } from '../../src/conformance/scenario/client-bench.ts';
import type { Envelope, Primitive, PrimitiveName } from '../../src/protocol/messages/envelope.ts';
import { primitive } from '../../src/protocol/messages/envelope.ts';

type Loose = Readonly<Record<string, unknown>>;

/** As often as it comes to it. */
export const ALWAYS = Number.MAX_SAFE_INTEGER;

/** A message in place of the usual answer: this to everything that was asked. */
function answering(answer: (asked: Primitive) => Primitive): NonNullable<Interference['instead']> {
  return ({ version, sessionType, sessionId, transactions }): Envelope => ({
    version,
    sessionType,
    sessionId,
    transactions: transactions.map(({ id, primitive: asked }) => ({ mode: 'Response', id, primitive: answer(asked) })),
  });
}

export function status(code: number): Primitive {
  return primitive('Status', { Result: { Code: code } });
}

/** Status with this code to everything that was asked, and nothing of it is carried out. */
export function refusing(code: number): NonNullable<Interference['instead']> {
  return answering(() => status(code));
}

/** This answer to everything that was asked. */
export function instead(answer: Primitive): NonNullable<Interference['instead']> {
  return answering(() => answer);
}

/** Another value of the answer to a request. */
export function edited(on: PrimitiveName, edit: (value: Loose) => Loose, times?: number): Interference {
  return {
    on,
    times,
    message: (answer) => ({
      ...answer,
      transactions: answer.transactions.map((one) =>
        one.mode === 'Response'
          ? { ...one, primitive: { ...one.primitive, value: edit(one.primitive.value as Loose) } }
          : one,
      ),
    }),
  };
}

const text = (body: Uint8Array | undefined) => new TextDecoder().decode(body);
const octets = (content: string) => new TextEncoder().encode(content);

/** An element of no version in the answer, in XML. */
export const unheardOf: Interference = {
  http: (response) => ({
    ...response,
    body: octets(
      text(response.body)
        .replace(/<((?:\w+-Response|Status))\/>/, '<$1></$1>')
        .replace(/<\/(\w+-Response|Status)>/, '<UnheardOf>1</UnheardOf></$1>'),
    ),
  }),
};

/** Presence attributes of no version in everything the server sends, in XML. */
export const unheardOfPresence: Interference = {
  times: ALWAYS,
  http: (response) => ({
    ...response,
    body: octets(
      text(response.body).replaceAll(
        '</PresenceSubList>',
        '<UnheardOf><Qualifier>T</Qualifier><PresenceValue>1</PresenceValue></UnheardOf></PresenceSubList>',
      ),
    ),
  }),
};

/** Answers in the transfer coding `chunked`, without Content-Length. */
export const chunked: Interference = {
  times: ALWAYS,
  http(response) {
    const { body, headers = [] } = response;
    if (body === undefined || body.length === 0) return response;
    const head = [
      'HTTP/1.1 200 OK',
      ...headers.map(([name, value]) => `${name}: ${value}`),
      'Transfer-Encoding: chunked',
    ];
    const half = Math.ceil(body.length / 2);
    const parts = [body.subarray(0, half), body.subarray(half)].filter(({ length }) => length > 0);
    const raw = Buffer.concat([
      octets(`${head.join('\r\n')}\r\n\r\n`),
      ...parts.flatMap((part) => [octets(`${part.length.toString(16)}\r\n`), part, octets('\r\n')]),
      octets('0\r\n\r\n'),
    ]);
    return { ...response, raw };
  },
};
