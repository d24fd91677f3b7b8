/** Exchanges from a HAR file, as browsers and proxies write it: JSON with bodies as text or in base64. */
import type { Header } from '../../transport/types.ts';
import type { WireExchange } from '../wire/conversation.ts';

interface HarEntry {
  readonly startedDateTime?: string;
  readonly time?: number;
  readonly connection?: string;
  readonly request?: {
    readonly method?: string;
    readonly url?: string;
    readonly headers?: readonly { readonly name: string; readonly value: string }[];
    readonly postData?: { readonly text?: string; readonly encoding?: string };
  };
  readonly response?: {
    readonly status?: number;
    readonly statusText?: string;
    readonly headers?: readonly { readonly name: string; readonly value: string }[];
    readonly content?: { readonly text?: string; readonly encoding?: string };
  };
}

export interface HarFile {
  readonly log: { readonly entries: readonly HarEntry[] };
}

export function isHar(value: unknown): value is HarFile {
  if (typeof value !== 'object' || value === null || !('log' in value)) return false;
  const { log } = value;
  return typeof log === 'object' && log !== null && 'entries' in log && Array.isArray(log.entries);
}

/** The exchanges of a HAR file in the order in which they began. */
export function exchangesOfHar({ log }: HarFile): readonly WireExchange[] {
  const begun = log.entries.map(({ startedDateTime }) => Date.parse(startedDateTime ?? '')).filter(Number.isFinite);
  const first = begun.length === 0 ? 0 : Math.min(...begun);
  const entries = [...log.entries].sort((a, b) => timeOf(a, first) - timeOf(b, first));
  return entries.map((entry) => exchangeOf(entry, first));
}

function timeOf({ startedDateTime = '' }: HarEntry, first: number): number {
  const at = Date.parse(startedDateTime);
  return Number.isFinite(at) ? at - first : 0;
}

function exchangeOf(entry: HarEntry, first: number): WireExchange {
  const { request = {}, response, connection } = entry;
  const sentAt = timeOf(entry, first);
  // A status of 0 says that there was no answer.
  const answered = response?.status !== undefined && response.status > 0 ? response : undefined;
  return {
    bearer: 'http',
    request: {
      method: request.method ?? 'POST',
      url: request.url ?? '',
      headers: headersOf(request.headers),
      body: octetsOf(request.postData),
    },
    response: answered && {
      status: answered.status ?? 0,
      reason: answered.statusText ?? '',
      headers: headersOf(answered.headers),
      body: octetsOf(answered.content),
    },
    failure: answered === undefined ? { cause: 'closed', message: 'the recording holds no answer' } : undefined,
    sentAt,
    answeredAt: answered === undefined ? undefined : sentAt + (entry.time ?? 0),
    connection,
  };
}

function headersOf(given: readonly { readonly name: string; readonly value: string }[] = []): readonly Header[] {
  return given.map(({ name, value }) => [name, value] as const);
}

function octetsOf(content: { readonly text?: string; readonly encoding?: string } | undefined): Uint8Array {
  const { text = '', encoding } = content ?? {};
  return new Uint8Array(Buffer.from(text, encoding === 'base64' ? 'base64' : 'utf8'));
}

/** A HAR file of exchanges. Bodies are in base64, so that every octet is kept. */
export function harOf(
  exchanges: readonly WireExchange[],
  startedAt: Date,
  creator: string,
): HarFile & { readonly log: { readonly version: string; readonly creator: object } } {
  const named = (headers: readonly Header[]) => headers.map(([name, value]) => ({ name, value }));
  const typeOf = (headers: readonly Header[]) =>
    headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? 'application/octet-stream';
  const base64 = (octets: Uint8Array) => Buffer.from(octets).toString('base64');
  const entries = exchanges.map(({ request, response, sentAt, answeredAt, connection }) => ({
    startedDateTime: new Date(startedAt.getTime() + sentAt).toISOString(),
    time: answeredAt === undefined ? 0 : answeredAt - sentAt,
    ...(connection !== undefined && { connection }),
    request: {
      method: request.method,
      url: request.url,
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: named(request.headers),
      queryString: [],
      postData: { mimeType: typeOf(request.headers), text: base64(request.body), encoding: 'base64' },
      headersSize: -1,
      bodySize: request.body.length,
    },
    response: {
      status: response?.status ?? 0,
      statusText: response?.reason ?? '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: named(response?.headers ?? []),
      content: {
        size: response?.body.length ?? 0,
        mimeType: typeOf(response?.headers ?? []),
        text: base64(response?.body ?? new Uint8Array()),
        encoding: 'base64',
      },
      redirectURL: '',
      headersSize: -1,
      bodySize: response?.body.length ?? 0,
    },
    cache: {},
    timings: { send: 0, wait: answeredAt === undefined ? 0 : answeredAt - sentAt, receive: 0 },
  }));
  const [name = creator, version = ''] = creator.split(' ');
  return { log: { version: '1.2', creator: { name, version }, entries } };
}
