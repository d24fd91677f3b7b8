/** The simulated peer server: see docs/peer.md for what it is good for. */
import { anyVersion } from '../protocol/messages/any-version.ts';
import { domainOfService } from '../protocol/ssp/addresses.ts';
import type { Dialect } from '../protocol/ssp/dialect.ts';
import {
  isSsp,
  type SspEnvelope,
  type SspPrimitive,
  type SspPrimitiveName,
  type SspSessionEnvelope,
  type SspSetupEnvelope,
  type SspTransaction,
  sspStep,
} from '../protocol/ssp/envelope.ts';
import { SSP_FEATURES } from '../protocol/ssp/primitives.ts';
import type { SspValue, SspVersion } from '../protocol/ssp/types.ts';
import { byMediaType } from '../transport/http/by-media-type.ts';
import { createHttpClient, type HttpClient } from '../transport/http/client.ts';
import {
  type HttpServer,
  type ListenOptions,
  listen,
  type ServerRequest,
  type ServerResponse,
} from '../transport/http/server.ts';
import { defaultDialect } from '../transport/ssp/dialects.ts';
import { createTap } from '../transport/tap.ts';
import type { Exchange, Tap } from '../transport/types.ts';
import { featuresOf, objection, standardAnswer, status, treeOfFeatures } from './answers.ts';
import { realClock } from './clock.ts';
import { PeerError } from './errors.ts';
import { createInbox, type WaitOptions } from './inbox.ts';
import { forDomain } from './meta.ts';
import { type Randomness, unguessable } from './secrets.ts';
import { createSessions } from './sessions.ts';
import { createSetups } from './setup.ts';
import { createTransactions } from './transactions.ts';
import type {
  Arrival,
  PeerAnswer,
  PeerOptions,
  PeerSession,
  PeerTimers,
  PostOptions,
  Received,
  RequestOptions,
  Responder,
  StepChange,
} from './types.ts';
import { createUsers, type PeerUser, type Users } from './users.ts';
import { createWire, type Verdict } from './wire.ts';

export interface Peer {
  readonly domain: string;
  readonly version: SspVersion;
  readonly dialect: Dialect;
  readonly tap: Tap;
  readonly transport: HttpClient;
  /** The URL at which other servers reach the peer; empty before `start`. */
  readonly url: string;
  readonly users: Users;
  readonly sessions: readonly PeerSession[];
  /** Set-ups under way. */
  readonly setups: readonly { readonly domain: string; readonly role: string; readonly state: string }[];
  /** Requests of the peer without an answer. */
  readonly unanswered: readonly { readonly domain: string; readonly id: string; readonly request: SspPrimitive }[];
  /** Everything that came, served or not. */
  readonly arrivals: readonly Arrival[];
  /** Transactions that other servers began. */
  readonly received: readonly Received[];
  /** Responses that belong to no open request. */
  readonly strays: readonly {
    readonly domain: string;
    readonly transaction: SspTransaction;
    readonly arrival: Arrival;
  }[];
  /** Faults that no caller could be told. */
  readonly faults: readonly unknown[];
  /** Every secret that was made or received, to be kept out of reports. */
  readonly secrets: ReadonlySet<string>;

  /** Listens. Requests of other media types go to `otherwise`, where CSP is served on the same port. */
  start(otherwise?: ListenOptions['handle']): Promise<string>;
  /** Serves at a URL where somebody else listens, who hands over what comes. */
  attach(url: string): (request: ServerRequest) => Promise<ServerResponse>;
  stop(): Promise<void>;

  /** Opens a session as requestor, or gives that which there is. */
  open(domain: string): Promise<PeerSession>;
  /** Waits until the other server has opened one, or gives that which there is. */
  waitForSession(domain: string, bound?: number): Promise<PeerSession>;
  /** Changes the steps of every set-up from now on; undefined: no longer. */
  changeSteps(change: StepChange | undefined): void;

  /** Answers documents by HTTP alone where `refuse` gives an answer for them; they are not served. Undefined: no longer. */
  refuseDocuments(refuse: ((arrival: Arrival) => ServerResponse | undefined) | undefined): void;

  /** Sends a request and waits for its answer, opening a session first where there is none. */
  request<N extends SspPrimitiveName>(
    domain: string,
    name: N,
    value: SspValue<N>,
    options?: RequestOptions,
  ): Promise<PeerAnswer>;
  /** Sends transactions in one document, in the open session; nobody waits for answers, which become `strays`. */
  send(domain: string, transactions: readonly SspTransaction[], options?: RequestOptions): Promise<Exchange>;
  /** Posts an envelope of one's own to a domain, or to an address that begins with http. */
  post(to: string, envelope: SspEnvelope, options?: PostOptions): Promise<Exchange>;
  /** Posts octets; resolves whatever became of them. */
  postRaw(to: string, body: Uint8Array | string, options?: PostOptions): Promise<Exchange>;
  /** Answers a primitive in another way; undefined: as the peer does by itself. */
  respond<N extends SspPrimitiveName>(name: N, responder: Responder<N> | undefined): void;
  /** The first transaction of that kind that nobody has taken yet, as soon as it has come. */
  waitFor<N extends SspPrimitiveName>(name: N, options?: WaitOptions<N>): Promise<Received<N>>;

  keepAlive(domain: string, timeToLive?: number): Promise<PeerAnswer>;
  /** Ends the session as its requestor. */
  logout(domain: string): Promise<PeerAnswer>;
  /** Ends the session as its provider, with a reason. */
  disconnect(domain: string, code?: number): Promise<PeerAnswer>;
  /** Forgets the session without a word, as a server that was started again. */
  forget(domain: string): void;
  /** The features that the other server supports. */
  discover(domain: string): Promise<readonly string[]>;
  /** Asks for features; what is granted is in force from then on. */
  negotiate(domain: string, features: readonly string[]): Promise<readonly string[]>;
  getUserProfile(domain: string, userIds: readonly string[], meta?: SspValue<'MetaInfo'>): Promise<PeerAnswer>;
  updateUserProfile(domain: string, user: PeerUser, meta?: SspValue<'MetaInfo'>): Promise<PeerAnswer>;
}

const DEFAULT_TIMERS: PeerTimers = { setup: 30_000, response: 30_000 };

/** A peer that neither listens nor sends yet. */
export function createPeer(options: PeerOptions): Peer {
  const dialect = options.dialect ?? defaultDialect();
  const { version = '1.3', clock = realClock, host = '127.0.0.1' } = options;
  const domain = options.domain.toLowerCase();
  const timers: PeerTimers = { ...DEFAULT_TIMERS, ...options.timers };
  const random: Randomness = { ...unguessable, ...options.random };
  const timeToLive = options.timeToLive ?? dialect.timers.timeToLive.value;
  const offered = options.features ?? SSP_FEATURES;
  const transport = options.transport ?? createHttpClient({ tap: options.tap ?? createTap() });
  const users = createUsers(options.users ?? []);
  const sessions = createSessions(dialect, clock, options.expires === true, options.tolerant);
  const transactions = createTransactions(clock, options.ids);
  const inbox = createInbox(clock, timers.response);
  const responders = new Map<SspPrimitiveName, Responder<never>>();
  const strays: { domain: string; transaction: SspTransaction; arrival: Arrival }[] = [];
  const faults: unknown[] = [];
  const secrets = new Set<string>();
  let change: StepChange | undefined;
  let refuse: ((arrival: Arrival) => ServerResponse | undefined) | undefined;
  let server: HttpServer | undefined;
  let attached = '';

  async function addressOf(of: string): Promise<string | undefined> {
    const { addresses = {} } = options;
    if (typeof addresses === 'function') return addresses(of.toLowerCase());
    return Object.entries(addresses).find(([name]) => name.toLowerCase() === of.toLowerCase())?.[1];
  }

  const wire = createWire({
    dialect,
    version,
    party: options.party ?? domain,
    http: transport,
    clock,
    writing: options.writing ?? {},
    instead: (arrival) => refuse?.(arrival),
    serve: (arrival) => {
      const { envelope } = arrival;
      if (envelope === undefined) return { refused: 'no usable content' };
      return envelope.kind === 'setup' ? serveSetup(envelope) : serveSession(envelope, arrival);
    },
  });

  const setups = createSetups({
    domain,
    version,
    dialect,
    clock,
    random,
    bound: timers.setup,
    timeToLive,
    redirectTo: options.redirectTo ?? [],
    followRedirect: options.followRedirect ?? true,
    tolerant: options.tolerant === true,
    addressOf,
    freshId: transactions.freshId,
    post: (url, envelope) => wire.post(url, envelope),
    change: () => change,
    opened: (session) => {
      sessions.add(session);
      inbox.sessionOpened(session);
    },
    learnt: (secret) => secrets.add(secret),
    fault: (error) => faults.push(error),
  });

  /** A refusal by Status goes where all steps go: to the address that is found for the domain. */
  async function serveSetup(envelope: SspSetupEnvelope): Promise<Verdict> {
    const verdict = await setups.arrive(envelope);
    if (verdict.refused === undefined || dialect.setup.refusal.value !== 'status') return verdict;
    const claimed = (envelope.step?.value as { serviceID?: string } | undefined)?.serviceID;
    const url = await addressOf(domainOfService(claimed ?? '') ?? '');
    if (url === undefined) return verdict;
    const step = sspStep('Status', { code: verdict.code ?? 401 });
    const refusal: SspSetupEnvelope = { kind: 'setup', version, mode: 'Response', id: envelope.id, step };
    return { refused: verdict.refused, next: () => void wire.post(url, refusal).catch((e: unknown) => faults.push(e)) };
  }

  async function serveSession(envelope: SspSessionEnvelope, arrival: Arrival): Promise<Verdict> {
    const session = sessions.addressed(envelope.sessionId);
    if (typeof session === 'string') return { refused: session };
    session.lastActivity = clock.now();
    const requests: SspTransaction[] = [];
    for (const transaction of envelope.transactions) {
      if (transaction.mode === 'Request') requests.push(transaction);
      else takeResponse(session, transaction, arrival);
    }
    if (dialect.answers.carriedBy.value === 'post') {
      return { next: () => void serveRequests(session, requests, arrival) };
    }
    const answers = await Promise.all(requests.map((t) => answerTo(session, t, arrival)));
    const given = answers.filter((a) => a !== undefined);
    return given.length === 0 ? {} : { answer: inSession(session, given) };
  }

  function takeResponse(session: PeerSession, transaction: SspTransaction, arrival: Arrival): void {
    const { id, primitive } = transaction;
    const { domain: from } = session;
    if (id !== undefined && primitive !== undefined && transactions.answer(from, id, primitive, arrival)) return;
    strays.push({ domain: from, transaction, arrival });
  }

  async function serveRequests(session: PeerSession, requests: readonly SspTransaction[], arrival: Arrival) {
    for (const request of requests) {
      try {
        const answer = await answerTo(session, request, arrival);
        if (answer !== undefined) await wire.post(session.url, inSession(session, [answer]));
      } catch (error) {
        faults.push(error);
      }
    }
  }

  /** The answer to a request; undefined where there is none to give. */
  async function answerTo(
    session: PeerSession,
    transaction: SspTransaction,
    arrival: Arrival,
  ): Promise<SspTransaction | undefined> {
    const { id, primitive, unknown } = transaction;
    if (id === undefined) return undefined;
    const answered = (answer: SspPrimitive): SspTransaction => ({ mode: 'Response', id, primitive: answer });
    if (primitive === undefined) return unknown === undefined ? undefined : answered(status(405));
    const before = transactions.given(session.domain, id);
    const { name, value } = primitive;
    const about = {
      domain: session.domain,
      session,
      transaction,
      name,
      value,
      arrival,
      repeated: before !== undefined,
    };
    const received: Received = { ...about, answered: before ?? undefined };
    inbox.add(received);
    if (before === null) return undefined;
    if (before !== undefined) return answered(before);
    transactions.remember(session.domain, id, null);
    const answer = await decide(received);
    transactions.remember(session.domain, id, answer);
    if (answer === null) return undefined;
    received.answered = answer;
    if (name === 'LogoutRequest' || name === 'Disconnect') end(session, `${session.domain} sent ${name}`);
    return answered(answer);
  }

  async function decide(received: Received): Promise<SspPrimitive | null> {
    const code = options.checks === false ? undefined : objection(received);
    if (code !== undefined) return status(code);
    const responder = responders.get(received.name) as Responder<SspPrimitiveName> | undefined;
    const chosen = await responder?.(received);
    if (chosen !== undefined) return chosen;
    const grant = options.grant ?? ((_, asked) => asked);
    try {
      return standardAnswer(received, { users, timeToLive, offered, grant });
    } catch (error) {
      // what a broken document lacks cannot be answered for
      if (received.arrival.read.valid) throw error;
      return status(400);
    }
  }

  function end(session: PeerSession, why: string): void {
    sessions.remove(session);
    transactions.forget(session.domain);
    transactions.fail(session.domain, new PeerError('session-ended', why));
  }

  function inSession(
    session: PeerSession,
    all: readonly SspTransaction[],
    sessionId = dialect.sessionHalf.value === 'sender' ? session.ownHalf : session.peerHalf,
  ): SspSessionEnvelope {
    session.lastActivity = clock.now();
    return { kind: 'session', version: session.version, sessionId, transactions: all };
  }

  function sessionWith(to: string): PeerSession {
    const session = sessions.with(to);
    if (session === undefined) throw new PeerError('no-session', `there is no session with ${to}`);
    return session;
  }

  async function open(to: string): Promise<PeerSession> {
    return sessions.with(to) ?? setups.open(to);
  }

  async function request<N extends SspPrimitiveName>(
    to: string,
    name: N,
    value: SspValue<N>,
    given: RequestOptions = {},
  ): Promise<PeerAnswer> {
    const session = await open(to);
    const id = given.id ?? transactions.freshId();
    const asked = { name, value };
    const answer = transactions.expect(session.domain, id, asked, given.bound ?? timers.response);
    const envelope = inSession(session, [{ mode: 'Request', id, primitive: asked }], given.sessionId);
    wire.post(session.url, envelope, given).catch((error: unknown) => {
      const failed = error instanceof PeerError ? error : new PeerError('transport', String(error));
      transactions.fail(session.domain, failed, id);
    });
    const { primitive, arrival } = await answer;
    return answerOf(id, name, primitive, arrival);
  }

  async function locate(to: string): Promise<string> {
    const url = /^https?:/i.test(to) ? to : await addressOf(to);
    if (url === undefined) throw new PeerError('no-address', `no address is known for ${to}`);
    return url;
  }

  const meta = forDomain(domain);

  return {
    domain,
    version,
    dialect,
    tap: transport.tap,
    transport,
    users,
    strays,
    faults,
    secrets,
    arrivals: wire.arrivals,
    received: inbox.all,
    get url() {
      return server === undefined ? attached : `${server.url}${dialect.transport.path.value}`;
    },
    get sessions() {
      return sessions.all;
    },
    get setups() {
      return setups.pending;
    },
    get unanswered() {
      return transactions.open;
    },
    async start(otherwise) {
      if (server !== undefined) throw new Error(`the peer listens already, at ${server.url}`);
      const route = byMediaType({ [dialect.transport.contentType.value]: (r) => wire.handle(r) }, otherwise);
      server = await listen({ ...route, host, port: options.port ?? 0, onError: (error) => faults.push(error) });
      return `${server.url}${dialect.transport.path.value}`;
    },
    attach(url) {
      attached = url;
      return (request) => wire.handle(request);
    },
    async stop() {
      setups.stop();
      inbox.stop();
      for (const session of [...sessions.all]) end(session, 'the peer was stopped');
      if (options.transport === undefined) transport.close();
      const listening = server;
      server = undefined;
      await listening?.close(0);
    },
    open,
    async waitForSession(of, bound) {
      return sessions.with(of) ?? inbox.waitForSession(of.toLowerCase(), bound);
    },
    changeSteps(given) {
      change = given;
    },
    refuseDocuments(given) {
      refuse = given;
    },
    request,
    send: async (to, all, given = {}) => {
      const session = sessionWith(to);
      return wire.post(session.url, inSession(session, all, given.sessionId), given);
    },
    post: async (to, envelope, given) => wire.post(await locate(to), envelope, given),
    postRaw: async (to, body, given) =>
      wire.postRaw(await locate(to), typeof body === 'string' ? new TextEncoder().encode(body) : body, given),
    respond(name, responder) {
      if (responder === undefined) responders.delete(name);
      else responders.set(name, responder);
    },
    waitFor: (name, given) => inbox.waitFor(name, given),
    async keepAlive(to, ttl) {
      const answer = await request(to, 'KeepAliveRequest', ttl === undefined ? {} : { timeToLive: ttl });
      const { primitive } = answer;
      const session = sessions.with(to);
      const granted = isSsp(primitive, 'KeepAliveResponse') ? primitive.value.timeToLive : undefined;
      if (session !== undefined && granted !== undefined) session.timeToLive = granted;
      return answer;
    },
    async logout(to) {
      const session = sessionWith(to);
      const answer = await request(to, 'LogoutRequest', {});
      if (answer.success) end(session, 'the peer logged out');
      return answer;
    },
    async disconnect(to, code = 601) {
      const session = sessionWith(to);
      const answer = await request(to, 'Disconnect', { Status: { code } });
      end(session, 'the peer disconnected');
      return answer;
    },
    forget(of) {
      const session = sessions.with(of);
      if (session !== undefined) end(session, 'the peer forgot the session');
    },
    async discover(of) {
      const answer = await request(of, 'ServiceDiscoveryRequest', { MetaInfo: meta });
      return featuresOf(answer.as('ServiceDiscoveryResponse').ServiceTree);
    },
    async negotiate(to, features) {
      const ServiceTree = treeOfFeatures(features);
      const answer = await request(to, 'ServiceNegotiationRequest', { MetaInfo: meta, ServiceTree });
      const granted = featuresOf(answer.as('ServiceNegotiationResponse').ServiceTree);
      sessionWith(to).agreed = granted;
      return granted;
    },
    getUserProfile: (of, ids, given = meta) =>
      request(of, 'GetUserProfileRequest', { MetaInfo: given, UserID: ids.map((userID) => ({ userID })) }),
    updateUserProfile(of, { id: userID, profile = {} }, given = meta) {
      const Property = Object.entries(profile).map(([Name, Value]) => ({ Name, Value }));
      return request(of, 'UpdateUserProfileRequest', { MetaInfo: given, UserProfile: [{ userID, Property }] });
    },
  };
}

function answerOf(id: string, request: string, primitive: SspPrimitive, arrival: Arrival): PeerAnswer {
  const own = isSsp(primitive, 'Status') ? primitive.value : anyVersion(primitive.value).Status;
  const code = own?.code;
  return {
    id,
    primitive,
    code,
    success: code === undefined || (code >= 200 && code <= 299),
    arrival,
    as: (name) => {
      if (!isSsp(primitive, name)) {
        throw new PeerError('refused', `${request} was answered by ${primitive.name} ${code ?? ''}`.trim(), code);
      }
      return primitive.value;
    },
  };
}
