/**
 * The reference server: a whole CSP service access point, in memory. `handle` is all of it but the socket: octets in,
 * octets out, at once. `start` puts it on HTTP.
 */

import { byMediaType } from '../transport/http/by-media-type.ts';
import { mediaType } from '../transport/http/headers.ts';
import {
  type HttpServer,
  type ListenOptions,
  listen,
  type ServerRequest,
  type ServerResponse,
} from '../transport/http/server.ts';
import { assembleAccess } from './access-point.ts';
import { createAnswerer } from './answerer.ts';
import type { CirEvent, CirOptions } from './cir/options.ts';
import { type Clock, systemClock } from './clock.ts';
import type { AccessPoint } from './element.ts';
import { builtIn, builtInElements, type ElementFactory } from './elements.ts';
import type { Exchange } from './exchange-log.ts';
import { combineHooks, type Hooks } from './hooks.ts';
import type { Post } from './post.ts';
import { type ServerProfile, serverProfile } from './profile.ts';
import { createRelay, type Relay } from './relay/index.ts';
import type { RelayOptions } from './relay/options.ts';
import { type Accounts, createAccounts, type NewAccount } from './sessions/accounts.ts';
import type { Session } from './sessions/session.ts';
import { createSmsAccess, type SmsAccess, type SmsOptions } from './sms.ts';

export type { Post } from './post.ts';

/** Milliseconds for which the answer to a client waits for other domains. */
const ANSWER_BOUND = 4_000;

export interface ServerOptions {
  readonly profile?: ServerProfile;
  readonly clock?: Clock;
  /** The accounts, or those to start with; `reset` goes back to them. */
  readonly accounts?: Accounts | readonly NewAccount[];
  /** Default: all built-in elements. */
  readonly elements?: readonly ElementFactory[];
  readonly hooks?: Hooks | readonly Hooks[];
  /** Told of programming errors; the client got 500 and the server goes on. */
  readonly onFault?: (error: unknown, where: string) => void;
  /** Called with every exchange that reached the server, for an operator's log. */
  readonly onExchange?: (exchange: Exchange) => void;
  /** Called for requests that the HTTP layer refused by itself: status and reason. */
  readonly onRefused?: (status: number, reason: string) => void;
  /** Talks to the servers of other domains. Default: no other domain is reached. */
  readonly relay?: RelayOptions | undefined;
  /** Runs channels for communication initiation. Default: only what the profile tells of channels served elsewhere. */
  readonly cir?: CirOptions;
  /** A telephone number at a short-message centre, for plain text. Default: none. */
  readonly sms?: SmsOptions | undefined;
  /** Told of every event of these channels, for an operator's log. */
  readonly onCir?: (event: CirEvent) => void;
  /** Told when a transaction begins to wait for a session: the moment for a CIR. */
  readonly onWaiting?: (session: Session) => void;
}

export interface ReferenceServer {
  readonly profile: ServerProfile;
  readonly clock: Clock;
  readonly accounts: Accounts;
  readonly access: AccessPoint;
  /** The access point towards other servers, where there is one. */
  readonly relay: Relay | undefined;
  /** Answers one POST at once. Never throws, whatever the octets. */
  handle(post: Post): ServerResponse;
  /** Answers when the other domains that a request concerns have answered, within some seconds. Never rejects. */
  handleInTime(post: Post): Promise<ServerResponse>;
  /**
   * Listens on HTTP, over TLS where that is given; port 0 lets the system choose. `delay`: milliseconds before each answer,
   * as of a server far away.
   */
  start(at?: {
    readonly host?: string;
    readonly port?: number;
    readonly delay?: number;
    readonly tls?: ListenOptions['tls'] | undefined;
  }): Promise<HttpServer>;
  stop(): Promise<void>;
  /** The server's decision to end a session: Disconnect 601 at the next poll. False for a session that is not there. */
  disconnect(sessionId: string): boolean;
  /** The value of the CIR flag for the client from now on (1.2 and later). */
  setCirState(sessionId: string, works: boolean | undefined): boolean;
  readonly sessionCount: number;
  /** As freshly made: no sessions, the accounts of the start, every element empty. */
  reset(): void;
}

function isAccounts(given: Accounts | readonly NewAccount[]): given is Accounts {
  return !Array.isArray(given);
}

/** CSP alone, or CSP and SSP on one port. */
function served(relay: Relay | undefined, csp: ListenOptions['handle']): Pick<ListenOptions, 'handle' | 'accepts'> {
  return relay === undefined
    ? { handle: csp }
    : byMediaType({ [relay.contentType]: (request) => relay.handle(request) }, csp);
}

function posted({ headers, body, path, remoteAddress: from }: ServerRequest): Post {
  return { contentType: mediaType(headers), headers, body, path, from };
}

/** All elements but those whose service another domain provides. */
function elementsBeside(relay: RelayOptions | undefined): readonly ElementFactory[] {
  if (relay?.services?.GroupFeat === undefined) return builtInElements;
  return builtInElements.filter((factory) => factory !== builtIn.groups);
}

export function createServer(options: ServerOptions = {}): ReferenceServer {
  const profile = options.profile ?? serverProfile();
  const clock = options.clock ?? systemClock;
  const given = options.accounts ?? [];
  const accounts = isAccounts(given) ? given : createAccounts(profile.homeDomains, given);
  const { hooks: hooksGiven = [] } = options;
  const hooks = combineHooks('length' in hooksGiven ? hooksGiven : [hooksGiven]);
  const onFault = options.onFault ?? (() => {});
  let relay: Relay | undefined;
  let sms: SmsAccess | undefined;
  const { relay: relayOptions } = options;
  const elements = options.elements ?? elementsBeside(relayOptions);
  const makeRelay: ElementFactory = (point) => {
    relay = createRelay(point, relayOptions as RelayOptions, (error) => onFault(error, 'relay'));
    return relay;
  };
  const { core, access, cir, reset } = assembleAccess({
    profile,
    clock,
    accounts,
    elements: relayOptions === undefined ? elements : [...elements, makeRelay],
    hooks,
    onFault,
    onWaiting(session) {
      sms?.waiting(session);
      options.onWaiting?.(session);
    },
    cir: options.cir,
    onCir: options.onCir ?? (() => {}),
  });
  const { answer, answerInTime } = createAnswerer(core, hooks, options.onExchange);
  let http: HttpServer | undefined;

  const handle = (post: Post): ServerResponse => {
    try {
      const response = answer(post);
      return hooks.response?.(response, post) ?? response;
    } catch (error) {
      onFault(error, 'handle');
      return { status: 500 };
    }
  };

  /** A GET is the question of a CIR URL; anything else takes POST alone. */
  const fetched = ({ path }: ServerRequest): ServerResponse => {
    const status = cir.status(path);
    return status === undefined ? { status: 405, headers: [['Allow', 'POST']] } : { status };
  };

  const handleInTime = async (post: Post): Promise<ServerResponse> => {
    try {
      const response = await answerInTime(post, ANSWER_BOUND);
      return hooks.response?.(response, post) ?? response;
    } catch (error) {
      onFault(error, 'handle');
      return { status: 500 };
    }
  };

  sms = options.sms === undefined ? undefined : createSmsAccess(options.sms, clock, handle);

  return {
    profile,
    clock,
    accounts,
    access,
    relay,
    handle,
    handleInTime,
    async start({ host = '127.0.0.1', port = 0, delay = 0, tls } = {}) {
      if (http !== undefined) throw new Error(`the server listens already, at ${http.url}`);
      http = await listen({
        host,
        port,
        ...(tls !== undefined && { tls }),
        limits: { body: profile.limits.messageOctets },
        methods: options.cir === undefined ? ['POST'] : ['POST', 'GET'],
        ...served(relay, (request) => {
          const answerPost = () =>
            relay === undefined || options.relay?.holdsAnswers === false
              ? handle(posted(request))
              : handleInTime(posted(request));
          const answerNow = () => (request.method === 'GET' ? fetched(request) : answerPost());
          return delay === 0 ? answerNow() : new Promise((resolve) => setTimeout(() => resolve(answerNow()), delay));
        }),
        onError: (error) => onFault(error, 'http'),
        ...(options.onRefused && { onRefused: options.onRefused }),
      });
      await cir.listen(host, http.url).catch(async (error: unknown) => {
        await this.stop();
        throw error;
      });
      return http;
    },
    async stop() {
      sms?.close();
      const listening = http;
      http = undefined;
      relay?.close();
      await Promise.all([cir.close(), listening?.close()]);
    },
    disconnect(sessionId) {
      const session = core.sessions.get(sessionId);
      if (session !== undefined) core.sessions.close(session, 'disconnect');
      return session !== undefined;
    },
    setCirState(sessionId, works) {
      const session = core.sessions.get(sessionId);
      if (session !== undefined) session.cir = works;
      return session !== undefined;
    },
    get sessionCount() {
      return core.sessions.size;
    },
    reset,
  };
}
