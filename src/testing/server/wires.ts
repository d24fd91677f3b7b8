/**
 * For tests: servers of several domains that reach one another without sockets. Requests between them are calls; each may be
 * lost, held, given twice or answered with an error, as a test decides.
 */

import type { RelayOptions } from '../../server/relay/options.ts';
import type { ServerRequest, ServerResponse } from '../../transport/http/server.ts';
import type { Exchange, HttpRequestBytes } from '../../transport/types.ts';

export type Handle = (request: ServerRequest) => Promise<ServerResponse>;

/** The fate of one request: it arrives, or never does, arrives and its answer is lost, arrives twice, or waits on its way. */
export type Passage = 'arrives' | 'lost' | 'unanswered' | 'twice' | 'stalls';

export interface Wires {
  /** The address of a server that takes requests. */
  attach(name: string, handle: Handle): string;
  /** For the relay of the server of that name. */
  http(from: string): NonNullable<RelayOptions['http']>;
  /** Lets arrive what stalls. */
  release(): void;
  /** Requests so far. */
  readonly count: number;
}

function failed(cause: 'refused' | 'closed'): Exchange {
  return { response: undefined, failure: { cause, message: cause } } as unknown as Exchange;
}

/** @param passage decides on each request, by the names of its sender and its receiver */
export function createWires(passage: (from: string, to: string) => Passage = () => 'arrives'): Wires {
  const servers = new Map<string, Handle>();
  const stalled: (() => void)[] = [];
  let count = 0;

  async function arrive(
    handle: Handle,
    { body = new Uint8Array(), headers = [] }: HttpRequestBytes,
  ): Promise<Exchange> {
    const request = { method: 'POST', path: '/', headers, body: typeof body === 'string' ? Buffer.from(body) : body };
    const response = await handle(request as unknown as ServerRequest);
    if (response.raw !== undefined) return failed('closed');
    const answer = {
      status: response.status,
      headers: response.headers ?? [],
      body: response.body ?? new Uint8Array(),
    };
    return { response: answer, failure: undefined } as unknown as Exchange;
  }

  return {
    attach(name, handle) {
      servers.set(name, handle);
      return `http://${name}/`;
    },
    http: (from) => ({
      async exchange(request) {
        count += 1;
        const to = new URL(request.url).hostname;
        const handle = servers.get(to);
        const fate = passage(from, to);
        if (handle === undefined || fate === 'lost') return failed('refused');
        if (fate === 'stalls') await new Promise<void>((resolve) => stalled.push(resolve));
        const exchange = await arrive(handle, request);
        if (fate === 'twice') await arrive(handle, request);
        return fate === 'unanswered' ? failed('refused') : exchange;
      },
      close() {},
    }),
    release() {
      for (const go of stalled.splice(0)) go();
    },
    get count() {
      return count;
    },
  };
}
