/** Octets in both directions: documents posted to other servers, and documents that come in. */
import type { Dialect } from '../protocol/ssp/dialect.ts';
import { type SspEnvelope, sealSsp, unsealSsp } from '../protocol/ssp/envelope.ts';
import { readSsp } from '../protocol/ssp/read.ts';
import type { SspReadResult, SspVersion } from '../protocol/ssp/types.ts';
import { type SspWriteOptions, writeSsp } from '../protocol/ssp/write.ts';
import type { HttpClient } from '../transport/http/client.ts';
import type { ServerRequest, ServerResponse } from '../transport/http/server.ts';
import type { Exchange, Header } from '../transport/types.ts';
import type { PeerClock } from './clock.ts';
import { PeerError } from './errors.ts';
import type { Arrival, PostOptions } from './types.ts';

/** The fate of a document that came in. */
export interface Verdict {
  /** Why it is not served; undefined if it is. */
  readonly refused?: string;
  /** Code for a refusal that is said by a Status. */
  readonly code?: number;
  /** Answer in the HTTP response, in a dialect that has it so. */
  readonly answer?: SspEnvelope | undefined;
  /** The work after the HTTP acknowledgement. */
  readonly next?: () => void;
}

export interface WireSettings {
  readonly dialect: Dialect;
  readonly version: SspVersion;
  readonly party: string;
  readonly http: HttpClient;
  readonly clock: PeerClock;
  readonly writing: SspWriteOptions;
  readonly serve: (arrival: Arrival) => Verdict | Promise<Verdict>;
  /** An HTTP answer in the place of the usual one, for a document that is then not served. */
  readonly instead: (arrival: Arrival) => ServerResponse | undefined;
}

export interface Wire {
  readonly arrivals: readonly Arrival[];
  /** Posts a document. @throws PeerError `transport` where it was not acknowledged with 2xx. */
  post(url: string, envelope: SspEnvelope, options?: PostOptions): Promise<Exchange>;
  /** Posts octets as they are; the exchange is returned whatever became of it. */
  postRaw(url: string, body: Uint8Array, options?: PostOptions): Promise<Exchange>;
  /** Takes a POST of another server. */
  handle(request: ServerRequest): Promise<ServerResponse>;
}

const NOTHING = new Uint8Array();
/** The connection is closed without an octet of a response. */
const SILENCE: ServerResponse = { status: 200, raw: NOTHING, close: true };

export function createWire(settings: WireSettings): Wire {
  const { dialect, http, clock, party } = settings;
  const arrivals: Arrival[] = [];

  function arrive(carriedBy: Arrival['carriedBy'], headers: readonly Header[], body: Uint8Array): Arrival {
    const read = readSsp(body, dialect, { assume: settings.version });
    const number = arrivals.length + 1;
    const envelope = isUsable(read) ? unsealSsp(read) : undefined;
    const arrival: Arrival = { number, at: clock.now(), carriedBy, headers, body, read, envelope, refused: undefined };
    arrivals.push(arrival);
    return arrival;
  }

  async function postRaw(url: string, body: Uint8Array, options: PostOptions = {}): Promise<Exchange> {
    const { contentType = dialect.transport.contentType.value, headers = [], fresh } = options;
    const type: readonly Header[] = contentType === null ? [] : [['Content-Type', contentType]];
    return http.exchange({ method: 'POST', url, headers: [...type, ...headers], body }, { party, fresh });
  }

  return {
    arrivals,
    postRaw,
    async post(url, envelope, options = {}) {
      const headers = [...identifying(envelope, dialect), ...(options.headers ?? [])];
      const octets = writeSsp(sealSsp(envelope), dialect, settings.writing);
      const exchange = await postRaw(url, octets, { ...options, headers });
      const { response, failure } = exchange;
      if (response === undefined) throw new PeerError('transport', `${url}: ${failure?.message ?? 'no answer'}`);
      if (response.status < 200 || response.status > 299) {
        throw new PeerError('transport', `${url}: HTTP ${response.status} ${response.reason}`.trim());
      }
      if (response.body.length > 0) {
        const arrival = arrive('http-response', response.headers, response.body);
        const expected = dialect.answers.carriedBy.value === 'http-response';
        if (!expected && !dialect.answers.acceptBoth) arrival.refused = 'a document in an HTTP response';
        else {
          const verdict = await settings.serve(arrival);
          arrival.refused = verdict.refused;
          verdict.next?.();
        }
      }
      return exchange;
    },
    async handle(request) {
      const arrival = arrive('post', request.headers, request.body);
      if (arrival.envelope === undefined) {
        arrival.refused = arrival.read.findings.find((f) => f.severity === 'error')?.message ?? 'no usable content';
        return { status: 400 };
      }
      const instead = settings.instead(arrival);
      if (instead !== undefined) {
        arrival.refused = `answered with HTTP ${instead.status} on purpose`;
        return instead;
      }
      const verdict = await settings.serve(arrival);
      arrival.refused = verdict.refused;
      if (verdict.next !== undefined) setImmediate(verdict.next);
      if (verdict.refused !== undefined && verdict.next === undefined) {
        return dialect.setup.refusal.value === 'http' ? { status: 400 } : SILENCE;
      }
      if (verdict.answer === undefined) return { status: 200 };
      const body = writeSsp(sealSsp(verdict.answer), dialect, settings.writing);
      return { status: 200, headers: [['Content-Type', dialect.transport.contentType.value]], body };
    },
  };
}

/** True if a document counts as XML: unescaped ampersands are let pass, anything else that is not well-formed is not. */
function isUsable({ findings }: SspReadResult): boolean {
  return findings.every((f) => f.kind !== 'not-well-formed' || f.message.startsWith('an ampersand'));
}

/** The headers that repeat the identifiers. */
function identifying(envelope: SspEnvelope, dialect: Dialect): Header[] {
  const { transaction, session } = dialect.transport.headers.value;
  const id = envelope.kind === 'setup' ? envelope.id : envelope.transactions[0]?.id;
  const headers: Header[] = [];
  // what no header can hold is left out
  const add = (name: string, value: string | undefined) => {
    if (name !== '' && value !== undefined && /^[\x21-\x7e]+$/.test(value)) headers.push([name, value]);
  };
  add(transaction, id);
  if (envelope.kind === 'session') add(session, envelope.sessionId);
  return headers;
}
