/**
 * A small client for the tests of the server and its elements: real octets through `handle`, no sockets. It reads what
 * the server sends strictly; a message that is not valid is an error here, so every test checks the syntax as well.
 */

import type { Document } from '../../protocol/messages/document.ts';
import {
  type Envelope,
  type EnvelopeTransaction,
  is,
  type Primitive,
  type PrimitiveName,
  primitive,
  seal,
  type TransactionMode,
  unseal,
} from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import { contentTypeFor, read, write } from '../../protocol/syntax/index.ts';
import type { Syntax } from '../../protocol/syntax/types.ts';
import { VERSIONS, type Version } from '../../protocol/version.ts';
import type { ReferenceServer } from '../../server/server.ts';
import type { ServerResponse } from '../../transport/http/server.ts';

export interface TestClientOptions {
  readonly user?: string;
  readonly password?: string;
  readonly version?: Version;
  readonly syntax?: Syntax;
  /** ClientID/URL. */
  readonly client?: string;
}

/** Every version in every syntax that carries all of it, for `describe.each`. */
export const FORMS: readonly (readonly [Version, 'xml' | 'wbxml'])[] = VERSIONS.flatMap((version) =>
  (['xml', 'wbxml'] as const).map((syntax) => [version, syntax] as const),
);

/** The result of one POST. */
export interface Reply {
  readonly status: number;
  readonly octets: Uint8Array;
  /** Undefined for an empty answer. */
  readonly envelope: Envelope | undefined;
}

/** Every function of the service tree, as empty features. */
export const ALL_FUNCTIONS: Value<'Functions'> = {
  WVCSPFeat: { FundamentalFeat: {}, PresenceFeat: {}, IMFeat: {}, GroupFeat: {} },
} as Value<'Functions'>;

/** Capabilities of an undemanding client: everything pushed, plenty at a time. */
export function someCapabilities(version: Version): Value<'CapabilityList'> {
  const common = {
    ClientType: 'OTHER',
    InitialDeliveryMethod: 'P',
    AcceptedContentType: ['text/plain'],
    ParserSize: 100_000,
  };
  const list =
    version === '1.3'
      ? {
          ...common,
          AcceptedContentType: [{ ContentType: 'text/plain' }],
          AcceptedPushLength: 32_767,
          MultiTrans: 1,
          MultiTransPerMessage: 1,
          SupportedBearer: ['HTTP'],
        }
      : { ...common, AcceptedContentLength: 32_767, SupportedBearer: ['HTTP'], MultiTrans: 1 };
  return list as unknown as Value<'CapabilityList'>;
}

export class TestClient {
  readonly version: Version;
  readonly syntax: Syntax;
  readonly user: string;
  readonly password: string;
  readonly clientId: Value<'ClientID'>;
  sessionId: string | undefined;
  #ids = 0;

  constructor(
    readonly server: ReferenceServer,
    options: TestClientOptions = {},
  ) {
    this.version = options.version ?? '1.2';
    this.syntax = options.syntax ?? 'xml';
    this.user = options.user ?? 'wv:alice@example.com';
    this.password = options.password ?? 'secret';
    this.clientId = { URL: options.client ?? `http://client.example/${this.user}` };
  }

  nextId(): string {
    this.#ids += 1;
    return `c${this.#ids}`;
  }

  postOctets(octets: Uint8Array, contentType = contentTypeFor(this.version, this.syntax)): Reply {
    return this.#replyOf(this.server.handle({ contentType, body: octets, from: '127.0.0.1' }));
  }

  #replyOf(response: ServerResponse): Reply {
    const body = response.body ?? new Uint8Array();
    if (body.length === 0 || response.status !== 200) {
      return { status: response.status, octets: body, envelope: undefined };
    }
    const result = read(body, this.syntax);
    const bad = result.findings.map((finding) => `${finding.path}: ${finding.message}`);
    if (bad.length > 0 || result.document === undefined) {
      throw new Error(`the server sent a bad message:\n${bad.join('\n')}\n${new TextDecoder().decode(body)}`);
    }
    return { status: response.status, octets: body, envelope: unseal(result.document) };
  }

  postDocument(document: Document): Reply {
    return this.postOctets(this.octetsOf(document));
  }

  octetsOf(document: Document): Uint8Array {
    return write(document, { syntax: this.syntax });
  }

  /** The envelope of this client around transactions; Inband once it is logged in. */
  envelope(transactions: readonly EnvelopeTransaction[], sessionId = this.sessionId): Envelope {
    return {
      version: this.version,
      sessionType: sessionId === undefined ? 'Outband' : 'Inband',
      sessionId,
      transactions,
    };
  }

  post(transactions: readonly EnvelopeTransaction[], sessionId = this.sessionId): Reply {
    return this.postDocument(seal(this.envelope(transactions, sessionId)));
  }

  /** Sends one request and returns the primitive that answers it, which must come under its TransactionID. */
  request<N extends PrimitiveName>(name: N, value: Value<N>, id = this.nextId()): Primitive {
    return this.send(primitive(name, value) as Primitive, id);
  }

  send(request: Primitive, id = this.nextId(), mode: TransactionMode = 'Request'): Primitive {
    const { status, envelope } = this.post([{ mode, id, primitive: request }]);
    const answer = envelope?.transactions.find(
      (transaction) => transaction.id === id && transaction.mode === 'Response',
    );
    if (answer === undefined) throw new Error(`${request.name} got no answer (HTTP ${status})`);
    return answer.primitive;
  }

  /** As `request`, waiting for what other domains have to say, as the server does over HTTP. */
  async requestInTime<N extends PrimitiveName>(name: N, value: Value<N>, id = this.nextId()): Promise<Primitive> {
    const request = primitive(name, value) as Primitive;
    const body = this.octetsOf(seal(this.envelope([{ mode: 'Request', id, primitive: request }])));
    const contentType = contentTypeFor(this.version, this.syntax);
    const { envelope } = this.#replyOf(await this.server.handleInTime({ contentType, body }));
    const answer = envelope?.transactions.find((one) => one.id === id && one.mode === 'Response');
    if (answer === undefined) throw new Error(`${name} got no answer`);
    return answer.primitive;
  }

  loginRequest(extra: Readonly<Record<string, unknown>> = {}): Primitive {
    const value = {
      UserID: this.user,
      ClientID: this.clientId,
      Password: this.password,
      TimeToLive: 600,
      SessionCookie: 'cookie',
      ...extra,
    };
    return primitive('Login-Request', value as unknown as Value<'Login-Request'>) as Primitive;
  }

  /** Logs in; the answer is a Login-Response, or Status. Keeps the SessionID. */
  login(extra: Readonly<Record<string, unknown>> = {}): Primitive {
    this.sessionId = undefined;
    const answer = this.send(this.loginRequest(extra));
    if (is(answer, 'Login-Response')) this.sessionId = answer.value.SessionID;
    return answer;
  }

  /** Negotiates capabilities and services; by default everything. */
  negotiate(
    functions: Value<'Functions'> = ALL_FUNCTIONS,
    capabilities: Readonly<Record<string, unknown>> = {},
  ): { readonly capabilities: Primitive; readonly services: Primitive } {
    const own = this.version === '1.1' ? { ClientID: this.clientId } : {};
    const list = { ...someCapabilities(this.version), ...capabilities };
    return {
      capabilities: this.request('ClientCapability-Request', {
        ...own,
        CapabilityList: list,
      } as unknown as Value<'ClientCapability-Request'>),
      services: this.request('Service-Request', {
        ...own,
        Functions: functions,
        AllFunctionsRequest: false,
      } as Value<'Service-Request'>),
    };
  }

  /** Logs in and negotiates everything; throws when the login fails. */
  start(): this {
    const answer = this.login();
    if (this.sessionId === undefined) throw new Error(`login failed with ${codeOf(answer)}`);
    this.negotiate();
    return this;
  }

  /** Polls once. */
  poll(): readonly EnvelopeTransaction[] {
    const reply = this.post([{ mode: 'Request', id: '', primitive: primitive('Polling-Request', {}) as Primitive }]);
    return reply.envelope?.transactions ?? [];
  }

  /** Answers a server-initiated transaction, by default with Status 200. */
  answer(id: string | undefined, answer: Primitive = OK): Reply {
    return this.post([{ mode: 'Response', id, primitive: answer }]);
  }

  /** Polls and answers until nothing comes any more; MessageDelivered answers NewMessage. */
  drain(most = 50): readonly Primitive[] {
    const received: Primitive[] = [];
    let came = this.poll();
    for (let i = 0; i < most; i++) {
      if (came.length === 0) return received;
      const next: EnvelopeTransaction[] = [];
      for (const { id, mode, primitive: one } of came) {
        received.push(one);
        if (mode !== 'Request' || one.name === 'Disconnect') continue;
        next.push(...(this.answer(id, answerTo(one)).envelope?.transactions ?? []));
      }
      came = next.length > 0 ? next : this.poll();
    }
    throw new Error(`still something waiting after ${most} polls`);
  }
}

const OK = primitive('Status', { Result: { Code: 200 } } as Value<'Status'>) as Primitive;

function answerTo(received: Primitive): Primitive {
  if (!is(received, 'NewMessage')) return OK;
  const { MessageID } = received.value.MessageInfo as { MessageID?: string };
  return primitive('MessageDelivered', { MessageID: MessageID ?? '' }) as Primitive;
}

/** The Code of the Result of a primitive; undefined where it carries none. */
export function codeOf(answer: Primitive): number | undefined {
  const value = answer.value as { Result?: { Code?: number } };
  return value.Result?.Code;
}

/** Numbers from 0 to below 1 that only look random (mulberry32): the same seed gives the same history. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
