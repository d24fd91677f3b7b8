/** Servers with one fault each in how they take malformed messages, in memory: no wait passes, no heap is measured. */
import { embeddedServerOptions } from '../../embedded/iut.ts';
import type { Channel, Problem } from '../../results/robustness.ts';
import type { Post } from '../../server/post.ts';
import { createServer } from '../../server/server.ts';
import type { HttpClient } from '../../transport/http/client.ts';
import type { ServerResponse } from '../../transport/http/server.ts';
import type { HttpExchange, TransportCause } from '../../transport/types.ts';

/** The fault's answer to a message; `hangs` and `dies` in place of one, undefined for that of the conforming server. */
type Answer = ServerResponse | 'hangs' | 'dies' | undefined;

export interface Fault {
  readonly id: string;
  readonly channel: Channel;
  readonly problem: Problem;
  /** Most octets that the smallest input has. */
  readonly within: number;
  /** Octets that are kept for ever. */
  readonly keeps?: (text: string) => number;
  readonly answers?: (text: string) => Answer;
}

const count = (text: string, part: string) => text.split(part).length - 1;
const large: ServerResponse = { status: 400, body: Buffer.alloc(200_000, 'x') };
const when = (condition: boolean, answer: Answer): Answer => (condition ? answer : undefined);

/** Messages are looked at in Latin-1: a character is an octet. */
export const FAULTS: readonly Fault[] = [
  {
    id: 'dies of elements 40 deep',
    channel: 'xml',
    problem: 'death',
    within: 200,
    answers: (text) => when(count(text, '<a>') > 40, 'dies'),
  },
  {
    id: 'dies of a descriptor that comes late',
    channel: 'xml',
    problem: 'death',
    within: 40,
    answers: (text) => when(/<Transaction>.*<SessionDescriptor>/s.test(text), 'dies'),
  },
  {
    id: 'hangs on entities',
    channel: 'xml',
    problem: 'hang',
    within: 10,
    answers: (text) => when(text.includes('<!ENTITY'), 'hangs'),
  },
  {
    id: 'dies of an offset beyond the string table',
    channel: 'wbxml',
    problem: 'death',
    within: 2,
    answers: (text) => when(text.includes('\x83\x7f'), 'dies'),
  },
  {
    id: 'hangs on a number that does not end',
    channel: 'wbxml',
    problem: 'hang',
    within: 6,
    answers: (text) => when(/\xff{6}/.test(text), 'hangs'),
  },
  {
    id: 'keeps what does not end',
    channel: 'wbxml',
    problem: 'leak',
    within: 1,
    keeps: (text) => (text === '' || text.endsWith('\x01') ? 0 : 20_000_000),
  },
  {
    id: 'hangs on a quote that is not closed',
    channel: 'pts',
    problem: 'hang',
    within: 1,
    answers: (text) => when(count(text, '"') === 1, 'hangs'),
  },
  {
    id: 'fails on brackets',
    channel: 'pts',
    problem: 'fault',
    within: 5,
    answers: (text) => when(count(text, '(') - count(text, ')') > 4, { status: 500 }),
  },
  {
    id: 'keeps what is cut off',
    channel: 'xml',
    problem: 'leak',
    within: 1,
    keeps: (text) => (text === '' || text.endsWith('>') ? 0 : 20_000_000),
  },
  {
    id: 'answers an unknown encoding with all it knows',
    channel: 'xml',
    problem: 'amplification',
    within: 6,
    answers: (text) => when(text.includes('x-none'), large),
  },
  {
    id: 'says back what it does not understand',
    channel: 'pts',
    problem: 'amplification',
    within: 7,
    answers: (text) => when(/^WV99/.test(text), large),
  },
];

/** A server with a fault, or none, and the way to it. */
export function faultyServer(fault: Fault | undefined) {
  const server = createServer(embeddedServerOptions());
  let kept = 0;
  let lives = true;
  const answerOf = (post: Post): Answer => {
    const text = Buffer.from(post.body).toString('latin1');
    kept += fault?.keeps?.(text) ?? 0;
    return fault?.answers?.(text) ?? server.handle(post);
  };
  const exchange: HttpClient['exchange'] = async (request, { party }) => {
    const given = { number: 1, party, bearer: 'http', request, sentAt: 0, connection: undefined } as const;
    const failed = (cause: TransportCause): HttpExchange => ({
      ...given,
      response: undefined,
      failure: { cause, message: cause },
      answeredAt: undefined,
    });
    if (!lives) return failed('refused');
    const contentType = request.headers.find(([name]) => name === 'Content-Type')?.[1];
    const answer = answerOf({ contentType, headers: request.headers, body: request.body, path: '/' });
    if (answer === 'dies') lives = false;
    if (answer === 'dies' || answer === 'hangs' || answer === undefined)
      return failed(answer === 'hangs' ? 'timeout' : 'closed');
    const { status, headers = [], body = new Uint8Array(0) } = answer;
    const response = { status, reason: '', headers, body: Buffer.from(body) };
    return { ...given, response, failure: undefined, answeredAt: 0 };
  };
  const http = (): HttpClient => ({
    tap: { exchanges: [], now: () => 0, nextNumber: () => 1, record: () => {}, onExchange: () => {} },
    exchange,
    open: () => Promise.reject(new Error('this server is in memory')),
    close: () => {},
  });
  return {
    http,
    memory: () => kept,
    restart: async () => {
      lives = true;
      server.reset();
    },
  };
}
