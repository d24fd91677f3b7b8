/**
 * The reference server: a whole CSP service access point, in memory. `handle` is all of it but the socket: octets in,
 * octets out, at once. `start` puts it on HTTP.
 */
import type { Envelope } from '../protocol/envelope.ts';
import { seal } from '../protocol/envelope.ts';
import { read, syntaxOfContentType, write } from '../protocol/syntax/index.ts';
import type { Document, ReadResult, Syntax } from '../protocol/syntax/types.ts';
import type { Version } from '../protocol/version.ts';
import { mediaType } from '../transport/headers.ts';
import { type HttpServer, listen, type ServerResponse } from '../transport/http-server.ts';
import type { Header } from '../transport/types.ts';
import { assembleAccess } from './access/access-point.ts';
import { type Accounts, createAccounts, type NewAccount } from './access/accounts.ts';
import type { Core } from './access/core.ts';
import { deliver } from './access/delivery.ts';
import { discover } from './access/discovery.ts';
import { carryOut } from './access/dispatch.ts';
import { incomingOf, isUnreadable } from './access/incoming.ts';
import { type Clock, systemClock } from './clock.ts';
import type { AccessPoint, ElementFactory, Session } from './element.ts';
import { builtInElements } from './elements.ts';
import { combineHooks, type Decode, type Encode, type Hooks, type MessageContext } from './hooks.ts';
import { type ServerProfile, serverProfile } from './profile.ts';
import { status } from './results.ts';

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
  /** Told when a transaction begins to wait for a session: the moment for a CIR. */
  readonly onWaiting?: (session: Session) => void;
}

/** What the transport hands over: one POST. */
export interface Post {
  /** As it stood in the header; undefined without one. */
  readonly contentType: string | undefined;
  readonly headers?: readonly Header[];
  readonly body: Uint8Array;
}

export interface ReferenceServer {
  readonly profile: ServerProfile;
  readonly clock: Clock;
  readonly accounts: Accounts;
  readonly access: AccessPoint;
  /** Answers one POST. Never throws, whatever the octets. */
  handle(post: Post): ServerResponse;
  /** Listens on HTTP; port 0 lets the system choose. */
  start(at?: { readonly host?: string; readonly port?: number }): Promise<HttpServer>;
  stop(): Promise<void>;
  /** The server's decision to end a session: Disconnect 601 at the next poll. False for a session that is not there. */
  disconnect(sessionId: string): boolean;
  /** What the CIR flag tells the client from now on (1.2 and later). */
  setCirState(sessionId: string, works: boolean | undefined): boolean;
  readonly sessionCount: number;
  /** As freshly made: no sessions, the accounts of the start, every element empty. */
  reset(): void;
}

export const EMPTY_ANSWER: ServerResponse = { status: 200 };

function isAccounts(given: Accounts | readonly NewAccount[]): given is Accounts {
  return !Array.isArray(given);
}

export function createServer(options: ServerOptions = {}): ReferenceServer {
  const profile = options.profile ?? serverProfile();
  const clock = options.clock ?? systemClock;
  const given = options.accounts ?? [];
  const accounts = isAccounts(given) ? given : createAccounts(profile.homeDomains, given);
  const { hooks: hooksGiven = [] } = options;
  const hooks = combineHooks('length' in hooksGiven ? hooksGiven : [hooksGiven]);
  const onFault = options.onFault ?? (() => {});
  const { core, access, reset } = assembleAccess({
    profile,
    clock,
    accounts,
    elements: options.elements ?? builtInElements,
    hooks,
    onFault,
    onWaiting: options.onWaiting ?? (() => {}),
  });
  const answer = createAnswerer(core, hooks);
  let http: HttpServer | undefined;

  const handle = (post: Post): ServerResponse => {
    const syntax = post.contentType === undefined ? undefined : syntaxOfContentType(post.contentType);
    let response: ServerResponse;
    try {
      response = answer(post, syntax);
    } catch (error) {
      onFault(error, 'handle');
      response = { status: 500 };
    }
    return hooks.response?.(response, syntax === undefined ? undefined : { syntax }) ?? response;
  };

  return {
    profile,
    clock,
    accounts,
    access,
    handle,
    async start({ host = '127.0.0.1', port = 0 } = {}) {
      if (http !== undefined) throw new Error(`the server listens already, at ${http.url}`);
      http = await listen({
        host,
        port,
        limits: { body: profile.limits.messageOctets },
        handle: ({ headers, body }) => handle({ contentType: contentTypeOf(headers), headers, body }),
        onError: (error) => onFault(error, 'http'),
      });
      return http;
    },
    async stop() {
      const listening = http;
      http = undefined;
      await listening?.close();
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

function contentTypeOf(headers: readonly Header[]): string | undefined {
  return mediaType(headers);
}

/** From a POST to its answer; may throw where the code itself is wrong, or a hook. */
function createAnswerer(core: Core, hooks: Hooks): (post: Post, syntax: Syntax | undefined) => ServerResponse {
  const { profile } = core;
  const { limits } = profile;
  const readOptions = {
    lenient: false,
    limits: { size: limits.messageOctets, depth: limits.depth, nodes: limits.nodes },
  };
  const standardDecode: Decode = (octets, syntax, options) => read(octets, syntax, options);
  const standardEncode: Encode = (document, { syntax }) => write(document, { syntax });
  const { decode, encode } = hooks;
  const newest: Version = profile.versions.at(-1) ?? '1.3';

  const headersFor = new Map<string, readonly Header[]>();
  function ok(contentType: string, body: Uint8Array | undefined): ServerResponse {
    if (body === undefined) return EMPTY_ANSWER;
    let headers = headersFor.get(contentType);
    if (headers === undefined) {
      headers = [['Content-Type', (contentType.split(';', 1)[0] ?? '').trim().toLowerCase()]];
      // There are few spellings of four media types; a client that invents more is served without a table.
      if (headersFor.size < 64) headersFor.set(contentType, headers);
    }
    return { status: 200, headers, body };
  }

  function octetsOf(document: Document, context: MessageContext): Uint8Array {
    const outgoing = hooks.outgoing?.(document, context) ?? document;
    return encode === undefined ? standardEncode(outgoing, context) : encode(outgoing, context, standardEncode);
  }

  function unreadable(result: ReadResult, contentType: string, syntax: Syntax): ServerResponse {
    if (profile.unreadable === 'http-400') return { status: 400 };
    const envelope: Envelope = {
      version: result.version ?? newest,
      sessionType: 'Outband',
      transactions: [{ mode: 'Response', id: '', primitive: status(400, [], 'the message cannot be read') }],
    };
    return ok(contentType, octetsOf(seal(envelope), { syntax, session: undefined, request: undefined }));
  }

  return ({ contentType, body }, syntax) => {
    if (contentType === undefined || syntax === undefined || !profile.syntaxes.includes(syntax)) return { status: 415 };
    if (body.length > limits.messageOctets) return { status: 413 };
    const result =
      decode === undefined
        ? standardDecode(body, syntax, readOptions)
        : decode(body, syntax, readOptions, standardDecode);
    if (result.document === undefined || isUnreadable(result)) return unreadable(result, contentType, syntax);
    const context = { syntax, session: undefined, request: result.document };
    const document = hooks.incoming?.(result.document, context) ?? result.document;
    if (document.root === 'WV-CSP-VersionDiscovery-Request') {
      if (!profile.discovery.supported) return { status: 400 };
      return ok(contentType, octetsOf(discover(document, result.tree?.name ?? '', profile), context));
    }
    const incoming = incomingOf(result, document);
    if (incoming === undefined || incoming.transactions.length === 0) return unreadable(result, contentType, syntax);
    const outcomes = carryOut(core, incoming, body, newest);
    const octets = deliver(core, incoming, outcomes, (answer, session) =>
      octetsOf(answer, { syntax, session, request: document }),
    );
    if (octets !== undefined && octets.length <= limits.rememberedOctets && outcomes.session !== undefined) {
      const now = core.clock.now();
      for (const { id, print, answer } of outcomes.remember) outcomes.session.replies.remember(id, print, answer, now);
    }
    return ok(contentType, octets);
  };
}
