/** The reference server as the server that a client under test meets: each scenario has a fresh one behind the same address. */
import type { Interference, Meeting, ServerSettings, TestersServer } from '../conformance/clients/tester.ts';
import type { Document } from '../protocol/messages/document.ts';
import { type Envelope, seal, unseal } from '../protocol/messages/envelope.ts';
import { contentTypeFor, read, syntaxOfContentType, write } from '../protocol/syntax/index.ts';
import type { Clock } from '../server/clock.ts';
import type { Hooks } from '../server/hooks.ts';
import { serverProfile } from '../server/profile.ts';
import { createServer, type ReferenceServer } from '../server/server.ts';
import type { NewAccount } from '../server/sessions/accounts.ts';
import { mediaType } from '../transport/http/headers.ts';
import { type HttpServer, listen, type ServerRequest, type ServerResponse } from '../transport/http/server.ts';
import type { Tap } from '../transport/types.ts';

export interface TestersServerOptions {
  readonly clock: Clock;
  readonly domain: string;
  readonly accounts: readonly NewAccount[];
  /** The user that the client under test is. */
  readonly user: string;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly onFault: (error: unknown, where: string) => void;
}

/** The options, and the address once it is known. */
type Placed = TestersServerOptions & { base(): string };

export interface OwnTestersServer extends TestersServer {
  close(): Promise<void>;
}

/** An interference that is on, and how often it is still to happen. */
interface Active {
  readonly what: Interference;
  left: number;
}

/** The message in a request of the client, as far as it can be read. */
function envelopeIn({ headers, body }: ServerRequest): Envelope | undefined {
  const type = mediaType(headers);
  const syntax = type === undefined ? undefined : syntaxOfContentType(type);
  if (syntax === undefined) return undefined;
  const { document } = read(body, syntax, { lenient: true });
  return document === undefined ? undefined : unseal(document);
}

function concerns({ on }: Interference, request: Envelope | undefined): boolean {
  return on === undefined || (request?.transactions.some(({ primitive }) => primitive.name === on) ?? false);
}

class Encounter implements Meeting {
  readonly server: ReferenceServer;
  readonly tap: Tap;
  open = 0;
  readonly #active: Active[] = [];
  readonly #options: Placed;
  readonly #began: number;
  /** Interferences with the message that is being answered. */
  #now: readonly Interference[] = [];

  constructor(options: Placed, tap: Tap, settings: ServerSettings) {
    this.#options = options;
    this.tap = tap;
    this.#began = options.clock.now();
    const hooks: Hooks = { outgoing: (document, { request }) => this.#changed(document, request) };
    this.server = createServer({
      profile: profileFor(options, settings),
      clock: options.clock,
      accounts: options.accounts,
      hooks,
      onFault: options.onFault,
    });
  }

  get #session() {
    const { accounts, access } = this.server;
    const { user } = this.#options;
    return access.sessionsOf(accounts.canonical(user) ?? user).at(-1);
  }

  get sessionId(): string | undefined {
    return this.#session?.id;
  }

  get waiting(): number {
    const session = this.#session;
    return session === undefined ? 0 : this.server.access.waiting(session);
  }

  interfere(what: Interference): () => void {
    const entry: Active = { what, left: what.times ?? 1 };
    this.#active.push(entry);
    return () => {
      entry.left = 0;
    };
  }

  begin(primitive: Parameters<Meeting['begin']>[0]): boolean {
    const session = this.#session;
    return session !== undefined && this.server.access.send(session, primitive) === 'queued';
  }

  disconnect(): boolean {
    const { sessionId } = this;
    return sessionId !== undefined && this.server.disconnect(sessionId);
  }

  forget(): void {
    this.server.reset();
  }

  async answer(request: ServerRequest): Promise<ServerResponse> {
    const sentAt = this.#options.clock.now() - this.#began;
    this.open += 1;
    try {
      const response = await this.#respond(request);
      this.#record(request, response === 'close' ? undefined : response, sentAt);
      return response === 'close' ? { status: 200, raw: new Uint8Array(), close: true } : response;
    } finally {
      this.open -= 1;
    }
  }

  async #respond(request: ServerRequest): Promise<ServerResponse | 'close'> {
    const asked = envelopeIn(request);
    const chosen = this.#active.filter(({ what, left }) => left > 0 && concerns(what, asked));
    for (const one of chosen) one.left -= 1;
    const all = chosen.map(({ what }) => what);
    for (const { until } of all) await until;
    const instead = asked && all.find((one) => one.instead !== undefined)?.instead?.(asked);
    if (instead === 'close') return instead;
    const response = instead === undefined ? this.#usual(request, all) : responseOf(instead, request);
    return all.reduce((given, { http }) => http?.(given) ?? given, response);
  }

  #usual(request: ServerRequest, all: readonly Interference[]): ServerResponse {
    if (request.method !== 'POST') return { status: 405, headers: [['Allow', 'POST']] };
    const { headers, body, path, remoteAddress: from } = request;
    this.#now = all;
    try {
      return this.server.handle({ contentType: mediaType(headers), headers, body, path, from });
    } finally {
      this.#now = [];
    }
  }

  #changed(document: Document, request: Document | undefined): Document {
    const changes = this.#now.flatMap(({ message }) => message ?? []);
    const answer = changes.length === 0 ? undefined : unseal(document);
    if (answer === undefined) return document;
    const asked = request && unseal(request);
    return seal(changes.reduce((given, change) => change(given, asked), answer));
  }

  #record(request: ServerRequest, response: ServerResponse | undefined, sentAt: number): void {
    const { method, path, headers, body, remoteAddress } = request;
    const { tap } = this;
    tap.record({
      number: tap.nextNumber(),
      party: 'client',
      bearer: 'http',
      request: { method, url: `${this.#options.base()}${path}`, headers, body },
      response: response && {
        status: response.status,
        reason: '',
        headers: [...(response.headers ?? []), ['Content-Length', String(response.body?.length ?? 0)]],
        body: response.body ?? new Uint8Array(),
      },
      failure: response === undefined ? { cause: 'closed', message: 'the tester closed the connection' } : undefined,
      sentAt,
      answeredAt: response === undefined ? undefined : this.#options.clock.now() - this.#began,
      connection: remoteAddress,
    });
  }
}

function responseOf(answer: Envelope | ServerResponse, { headers }: ServerRequest): ServerResponse {
  if ('status' in answer) return answer;
  const syntax = syntaxOfContentType(mediaType(headers) ?? '') ?? 'xml';
  return {
    status: 200,
    headers: [['Content-Type', contentTypeFor(answer.version, syntax)]],
    body: write(seal(answer), { syntax }),
  };
}

function profileFor({ domain }: TestersServerOptions, settings: ServerSettings) {
  const { keepAlive, pollMinimum, withheld, capabilityRequest, digestSchemas, challengeCode } = settings;
  return serverProfile({
    homeDomains: [domain],
    keepAlive:
      keepAlive === undefined
        ? { margin: 0.5 }
        : { margin: 0.5, minimum: Math.min(5, keepAlive), maximum: keepAlive, default: keepAlive },
    polling: {
      ...(pollMinimum !== undefined && { minimum: pollMinimum }),
      ...(settings.atPolls === true && { afterAnswers: false, severalPerMessage: false }),
    },
    services: { ...(withheld !== undefined && { withheld }) },
    login: {
      ...(capabilityRequest !== undefined && { capabilityRequest }),
      ...(digestSchemas !== undefined && { digestSchemas }),
      ...(challengeCode !== undefined && { challengeCode }),
    },
  });
}

/** Listens; the first meeting begins with `meet`. Requests outside of one are answered 503. */
export async function openTestersServer(options: TestersServerOptions): Promise<OwnTestersServer> {
  let on: Encounter | undefined;
  const http: HttpServer = await listen({
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    methods: ['POST', 'GET', 'PUT', 'HEAD', 'DELETE', 'OPTIONS'],
    handle: (request) => on?.answer(request) ?? { status: 503 },
    onError: (error) => options.onFault(error, "the tester's server"),
  });
  return {
    url: `${http.url}/`,
    meet({ tap, settings }) {
      on = new Encounter({ ...options, base: () => http.url }, tap, settings);
      return on;
    },
    get open() {
      return on?.open ?? 0;
    },
    async close() {
      on = undefined;
      await http.close(0);
    },
  };
}
