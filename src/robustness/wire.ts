/** The ways to the server, with every wait bounded: what comes back is described, never thrown. */
import { openTcpChannel } from '../transport/cir/tcp-channel.ts';
import type { HttpClient } from '../transport/http/client.ts';
import { type HttpRequestBytes, TransportError } from '../transport/types.ts';
import { latin } from './flaws/octets.ts';

/** The end of a message, as far as the bearer knows it. */
export interface Outcome {
  /** `silence`: nothing within the bound; `closed`: the connection ended instead; `gone`: nobody listens. */
  readonly kind: 'answer' | 'silence' | 'closed' | 'gone';
  /** HTTP status of an answer over HTTP. */
  readonly status?: number | undefined;
  readonly body: Uint8Array;
  /** Octets that came, heads included as far as they are known. */
  readonly octets: number;
  readonly ms: number;
  /** The answer, in words. */
  readonly words: string;
}

export interface Wire {
  post(contentType: string, body: Uint8Array): Promise<Outcome>;
  /** A whole HTTP request by hand, over a connection of its own. */
  raw(request: Uint8Array): Promise<Outcome>;
  /** Octets over a CIR connection, followed by those of the twin, until that is answered by OK. */
  call(octets: Uint8Array, twin: Uint8Array): Promise<{ readonly flawed: Outcome; readonly twin: Outcome }>;
}

export interface WireOptions {
  readonly http: HttpClient;
  readonly url: string;
  /** Milliseconds for connections, and for an answer over CIR. */
  readonly connect: number;
  readonly cirAnswer: number;
  readonly cir: { readonly host: string; readonly port: number } | undefined;
}

const NOTHING = new Uint8Array(0);
const PARTY = 'robustness';
/** A call may come at any time: something waits for the session. */
const CALL = /^WVCI /i;

export function createWire({ http, url, connect, cirAnswer, cir }: WireOptions): Wire {
  async function exchange(request: HttpRequestBytes, alone: boolean): Promise<Outcome> {
    const begun = performance.now();
    const options = alone ? { fresh: true, afterSending: 'half-close' as const } : {};
    let done = await http.exchange(request, { party: PARTY, ...options });
    // A kept connection that was closed before anything of this message was looked at says nothing of it.
    if (done.lost === true) done = await http.exchange(request, { party: PARTY, ...options });
    const { response, failure, partial } = done;
    const ms = performance.now() - begun;
    if (response !== undefined) {
      const { status, body, headers } = response;
      const octets = headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 20) + body.length;
      return { kind: 'answer', status, body, octets, ms, words: `HTTP ${status}` };
    }
    const octets = partial?.body.length ?? 0;
    switch (failure?.cause) {
      case 'timeout':
        return {
          kind: failure.wait === 'timers.connect' ? 'gone' : 'silence',
          body: NOTHING,
          octets,
          ms,
          words: 'no answer',
        };
      case 'refused':
        return { kind: 'gone', body: NOTHING, octets, ms, words: 'nobody listens' };
      case 'too-large':
        return { kind: 'answer', body: NOTHING, octets: Number.POSITIVE_INFINITY, ms, words: 'too large an answer' };
      default:
        return { kind: 'closed', body: NOTHING, octets, ms, words: 'connection closed' };
    }
  }

  /** Says octets over a connection and waits for so many lines, an end, or the bound. */
  async function converse(said: readonly Uint8Array[]): Promise<Outcome> {
    const begun = performance.now();
    const told = (kind: Outcome['kind'], words: string, octets = 0): Outcome => ({
      kind,
      body: NOTHING,
      octets,
      ms: performance.now() - begun,
      words,
    });
    if (cir === undefined) return told('gone', 'nobody listens');
    let channel: Awaited<ReturnType<typeof openTcpChannel>>;
    try {
      channel = await openTcpChannel(cir, connect);
    } catch (error) {
      if (!(error instanceof TransportError)) throw error;
      return told('gone', 'nobody listens');
    }
    const end = await new Promise<'ok' | 'ended' | 'late'>((resolve) => {
      const timer = setTimeout(() => resolve('late'), cirAnswer);
      const tell = (what: 'ok' | 'ended') => {
        clearTimeout(timer);
        // Everything that comes with it belongs to the answer, too.
        setImmediate(() => resolve(what));
      };
      channel.onChange(() => {
        if (channel.ended) tell('ended');
        else if (/^OK\r?\n$/i.test(channel.lines.findLast((line) => !CALL.test(line)) ?? '')) tell('ok');
      });
      for (const octets of said) channel.send(latin(octets));
    });
    const octets = channel.lines.reduce((sum, line) => sum + line.length, channel.rest.length);
    channel.close();
    if (end === 'late') return told('silence', 'no answer', octets);
    return end === 'ended' ? told('closed', 'connection closed', octets) : told('answer', 'OK', octets);
  }

  return {
    post: (contentType, body) =>
      exchange({ method: 'POST', url, headers: [['Content-Type', contentType]], body }, false),
    raw: (request) => exchange({ method: 'POST', url, headers: [], body: NOTHING, raw: request }, true),
    async call(octets, twin) {
      const flawed = await converse([octets, Buffer.from('\r\n'), twin]);
      // The connection may be closed for what was said; then the session deserves another one.
      return { flawed, twin: flawed.kind === 'answer' ? flawed : await converse([twin]) };
    },
  };
}
