/** The parts of a simulated client, and its interface. */

import type { Draft } from '../protocol/messages/any-version.ts';
import type { EnvelopeTransaction, Primitive, PrimitiveName } from '../protocol/messages/envelope.ts';
import type { Value } from '../protocol/messages/infer.ts';
import type { Document, Syntax } from '../protocol/syntax/index.ts';
import type { Version } from '../protocol/version.ts';
import type { HttpClient } from '../transport/http/client.ts';
import type { HttpTimers } from '../transport/http/connection.ts';
import type { Tap } from '../transport/types.ts';
import type { Answer, Received, Reply } from './answers.ts';
import type { Calls } from './call-types.ts';
import type { ClientClock } from './clock.ts';
import type { Inbox } from './inbox.ts';
import type { Patience } from './patience.ts';
import type { WholeAnswer } from './segments.ts';
import type { RawOptions, SendOptions, Writing } from './send-options.ts';
import type {
  CapabilityOutcome,
  DiscoveryOptions,
  DiscoveryOutcome,
  LoginOptions,
  LoginOutcome,
  OpenOptions,
  ServiceOptions,
  ServiceOutcome,
} from './session-outcomes.ts';

/** Bounds of the client's own waits, milliseconds; their names in errors and in the IXIT are `timers.<key>`. */
export interface ClientTimers {
  /** For a server-initiated transaction to arrive; at least twice the poll minimum is always allowed. */
  readonly notification: number;
  /** For the final answer of a transaction, after a provisional one (1xx). */
  readonly transaction: number;
  /** Least time between two polls made on the client's own account, until ServerPollMin is agreed. */
  readonly pollMinimum: number;
}

export interface ClientOptions {
  /** Service access point, absolute http or https URL. */
  readonly url: string;
  readonly version: Version;
  readonly syntax: Syntax;
  /** Name in the transcript. Default `client`. */
  readonly party?: string;
  /** Needed for `login`, unless a login names another. */
  readonly userId?: string;
  readonly password?: string;
  /** Default: a URL made of the party's name. */
  readonly clientId?: Value<'ClientID'>;
  /** 1.3. */
  readonly applicationId?: string;
  /** Default: one of its own, which `close` closes. Several clients may share one. */
  readonly transport?: HttpClient;
  /** The tap that records exchanges, for a client with a transport of its own. Default a new tap. */
  readonly tap?: Tap;
  readonly timers?: Partial<ClientTimers & HttpTimers>;
  readonly clock?: ClientClock;
  /** Letters that keep session cookies apart; by default those of a random number. */
  readonly token?: () => string;
  /** Milliseconds between two polls of a wait that brought nothing, at most; the first ones are closer. 0: none. Default 100. */
  readonly idlePause?: number;
  /** Lengths of waits, adapted to the outcome of earlier ones. Default: always in full. */
  readonly patience?: Patience;
  /** True for a request of the server that does not concern this client: it is answered and stays out of the inbox. */
  readonly setAside?: (primitive: Primitive) => boolean;
  readonly writing?: Writing;
}

export interface WaitOptions<N extends PrimitiveName> {
  /** Which one; others stay in the inbox. */
  readonly where?: (value: Value<N>) => boolean;
  /** Bound in milliseconds instead of `timers.notification`. */
  readonly bound?: number;
}

/**
 * The answer to a transaction the server began: the primitive to send, `undefined` for what the standard says, `null`
 * for no answer at all.
 */
export type Responder = (received: Received) => Primitive | null | undefined;

/** A request to be sent together with others. */
export type RequestItem = {
  readonly [N in PrimitiveName]: readonly [name: N, value: Draft<N> | Value<N>];
}[PrimitiveName];

/** The session as the client knows it. */
export interface SessionView {
  /** Undefined when no session is open. */
  readonly sessionId: string | undefined;
  /** The session that was open last, also after its end. */
  readonly lastSessionId: string | undefined;
  /** Why the session ended, where the server ended it. */
  readonly ended: { readonly code: number; readonly by: PrimitiveName; readonly exchange: number } | undefined;
  /** The last message of the server said that something waits. */
  readonly pollFlag: boolean;
  /** The CIR flag of the last message that had one (1.2 and later). */
  readonly cir: boolean | undefined;
  /** Seconds; what login or keep-alive granted last. */
  readonly keepAliveTime: number | undefined;
  /** Milliseconds between polls on the client's own account: ServerPollMin once it is agreed. */
  readonly pollMinimum: number;
  /** The result of the last capability negotiation. */
  readonly capabilities: CapabilityOutcome['agreed'] | undefined;
  /** Most transactions open at a time. */
  readonly multiTrans: number;
  /** SessionCookie of the last login. */
  readonly cookie: string | undefined;
}

/** The simulated CSP client. */
export interface Client {
  readonly party: string;
  readonly version: Version;
  readonly syntax: Syntax;
  readonly url: string;
  readonly userId: string | undefined;
  readonly clientId: Value<'ClientID'>;
  readonly tap: Tap;
  readonly transport: HttpClient;
  readonly session: SessionView;
  /** Everything the server began. */
  readonly inbox: Inbox;
  /** Passwords and digests this client sent or got, for `redact`. */
  readonly secrets: ReadonlySet<string>;

  /** One request in a transaction of its own; resolves with the final answer, whatever its code. */
  request<N extends PrimitiveName>(name: N, value: Draft<N> | Value<N>, options?: SendOptions): Promise<Answer>;
  /** Several requests in one message. The answers are in the order of the requests. */
  requests(items: readonly RequestItem[], options?: SendOptions): Promise<readonly Answer[]>;
  /**
   * An answer that came in segments (1.3) as one: the missing ones are fetched, all are put together. Other answers are
   * returned as they are. Rejects with AnswerError where a segment is refused, or the pieces make no primitive.
   */
  whole(answer: Answer, options?: SendOptions): Promise<WholeAnswer>;
  /** Transactions as they are; no answer is demanded. */
  send(transactions: readonly EnvelopeTransaction[], options?: SendOptions): Promise<Reply>;
  /** A document as it is: its own session, its own TransactionIDs. */
  sendDocument(
    document: Document,
    options?: Omit<SendOptions, 'sessionType' | 'sessionId' | 'transactionIds'>,
  ): Promise<Reply>;
  /** Octets as they are. */
  sendRaw(body: Uint8Array | string, options?: RawOptions): Promise<Reply>;
  /** A TransactionID this client did not use yet. */
  freshId(): string;

  /** Login alone: two-way, four-way, re-establishment. A refusal is an outcome, not an error. */
  login(options?: LoginOptions): Promise<LoginOutcome>;
  /** Login, capability negotiation unless the server does not want it, service negotiation. Any refusal is an error. */
  open(options?: OpenOptions): Promise<LoginOutcome>;
  logout(options?: SendOptions): Promise<Answer>;
  /** KeepAlive-Request, proposing a TimeToLive in seconds if given. */
  keepAlive(timeToLive?: number, options?: SendOptions): Promise<Answer>;
  negotiateCapabilities(list?: Draft<'CapabilityList'>, options?: SendOptions): Promise<CapabilityOutcome>;
  negotiateServices(services?: ServiceOptions, options?: SendOptions): Promise<ServiceOutcome>;
  /** GetSPInfo-Request, in the session if one is open. */
  getSPInfo(options?: SendOptions): Promise<Answer>;
  discoverVersions(options?: DiscoveryOptions): Promise<DiscoveryOutcome>;

  /** One Polling-Request. What it brings is answered before this resolves. */
  poll(options?: SendOptions): Promise<Reply>;
  /** Polls until the server has nothing more. Returns what came. */
  drain(): Promise<readonly Received[]>;
  /** Takes a transaction of that primitive from the inbox, polling for it as the standard allows, within a bound. */
  waitFor<N extends PrimitiveName>(name: N, options?: WaitOptions<N>): Promise<Received<N>>;
  /** Polls in the background: every `intervalMs` (default the poll minimum), at once when the server says so. */
  startPolling(options?: { readonly intervalMs?: number }): void;
  /** Ends background polling; throws what made it stop earlier, if something did. */
  stopPolling(): Promise<void>;
  /** A CIR came: something waits, poll without delay. */
  nudge(): void;
  /** Communication initiation over TCP: keeps a connection for the session, and polls when it is called. */
  readonly calls: Calls;

  /** Sets how transactions of that primitive are answered; no responder restores what the standard says. */
  respond(name: PrimitiveName, responder?: Responder): void;

  /** Stops polling and closes connections. Does not log out. */
  close(): Promise<void>;
}
