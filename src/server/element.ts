/**
 * The interface between a service element and the service access point. The access point knows sessions,
 * transactions and negotiation; presence, messaging, groups and content plug in here and never see a socket.
 */
import type { Primitive, PrimitiveName } from '../protocol/messages/envelope.ts';
import type { Value } from '../protocol/messages/infer.ts';
import type { Version } from '../protocol/version.ts';
import type { AccessProfile, ServiceName } from './access-profile.ts';
import type { Clock } from './clock.ts';
import type { Accounts } from './sessions/accounts.ts';
import type { Outcome } from './sessions/outbox.ts';
import type { Session, SessionEnd } from './sessions/session.ts';

export interface SendOptions {
  /** Called once, with the client's answer or when there will be none. Not called when `send` did not queue. */
  readonly onOutcome?: (outcome: Outcome) => void;
  /**
   * A key under which a newer transaction replaces an undelivered older one of the same session
   * (presence notifications: old values need not be delivered).
   */
  readonly replaces?: string;
  /** Canonical address of the user who caused it, where one did: a visitor's home domain has to know. */
  readonly from?: string;
}

/**
 * The fate of a transaction given to `send`: it waits for the client to poll; the session did not agree to the
 * function it belongs to, so nothing is sent; the queue of the session is full; the session is over.
 */
export type Sent = 'queued' | 'not-agreed' | 'full' | 'closed';

/** A refusal to be sent as Status; throw it from a handler. Nothing of the request may have been carried out. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  constructor(
    readonly code: number,
    readonly description?: string,
    readonly details?: readonly Value<'DetailedResult'>[],
  ) {
    super(description ?? `refused with ${code}`);
  }
}

/** Services of the access point to the elements. */
export interface AccessPoint {
  readonly clock: Clock;
  readonly profile: AccessProfile;
  readonly accounts: Accounts;
  /** All live sessions of a user (canonical address), oldest first. */
  sessionsOf(user: string): readonly Session[];
  session(id: string): Session | undefined;
  /** Queues a server-initiated transaction; the client gets it when it polls. Order per session is kept. */
  send(session: Session, primitive: Primitive, options?: SendOptions): Sent;
  /**
   * Takes back a transaction sent under that `replaces` key and not handed out yet, with `open` also one that was; its
   * `onOutcome` is not called.
   * Optional, so that tests can do with less of an access point.
   */
  withdraw?(session: Session, replaces: string, open?: boolean): void;
  /**
   * Carries a request out as if a client of that session had sent it; for visitors, who have no client here. Optional,
   * as `withdraw`.
   */
  perform?(request: Primitive, context: RequestContext): Primitive;
  /** Can the user of another domain be reached? Optional, too. */
  reaches?(user: string): boolean;
  /** Sends a request of a user to another domain; `ended` is called once. Optional, too. */
  ask?(request: RemoteRequest, ended: (answer: Primitive) => void): void;
  /** Number of server-initiated transactions waiting for a session or open in it. */
  waiting(session: Session): number;
  /** A fresh identifier, unique within the server, of at most 50 characters for a prefix of at most 10. */
  newId(prefix: string): string;
  /** The element of that name, for calls between elements through the interfaces they declare. */
  element<T extends ServiceElement>(name: string): T | undefined;
}

/** A child of a PresenceSubList that is no attribute of the version: the handler sees the list without it. */
export interface LeftOut {
  readonly name: string;
  /** From a namespace of its own: an addition, which may be carried without being understood. */
  readonly foreign: boolean;
}

/** A request as a handler gets it: already checked for session, version, agreed function and structure. */
export interface RequestContext {
  readonly session: Session;
  readonly version: Version;
  readonly transactionId: string;
  /** Entries of its presence lists beside the attributes of the version; none where it is missing. */
  readonly leftOut?: readonly LeftOut[];
  /**
   * For work that takes its time: the handler returns 101, 102 or what is true so far, and the function given back here, to
   * be called once, delivers the final answer. Where the message is still unanswered that takes the place of the first one;
   * otherwise it goes out under the same TransactionID when the client polls, or, with `drop`, not at all.
   * False: dropped, or the session is over.
   */
  later(late?: 'queue' | 'drop'): (answer: Primitive | number) => boolean;
}

/**
 * Answers one request primitive. Returns the primitive of the answer; a plain code stands for Status with that code.
 * Throws {@link Refusal} to refuse.
 */
export type Handler<N extends PrimitiveName = PrimitiveName> = (
  request: Value<N>,
  context: RequestContext,
) => Primitive | number;

export type Handlers = { readonly [N in PrimitiveName]?: Handler<N> };

/** A request that another domain is to carry out. */
export interface RemoteRequest {
  readonly domain: string;
  /** The acting user, a canonical address. */
  readonly user: string;
  readonly request: Primitive;
  /** The version of the request, and of the answer. */
  readonly version: Version;
}

/** The part of the element that stands between this server and other domains. */
export interface Outside {
  /** Can users of that domain be reached? */
  reaches(domain: string): boolean;
  /** Sessions that stand for a user of another domain, one at least where the domain is reached. */
  visitorsOf(user: string): readonly Session[];
  visitor(id: string): Session | undefined;
  /** Status with 503 or 504, or 516, where there is no answer. */
  ask(request: RemoteRequest, ended: (answer: Primitive) => void): void;
  /** As `send` of the access point, for a visitor. */
  send(visitor: Session, primitive: Primitive, options: SendOptions): Sent;
  /** The handler of another element, or one in its place that carries out what concerns other domains. */
  before(primitive: PrimitiveName, handler: AnyRequestHandler): AnyRequestHandler;
}

/** A handler as the table of routes sees it. */
export type AnyRequestHandler = (request: unknown, context: RequestContext) => Primitive | number;

export interface ServiceElement {
  readonly name: string;
  /**
   * The part of the service tree that the element realizes: codes, and the feature itself for its functions without a code.
   * Service negotiation offers exactly this, less what profile and account withhold.
   */
  readonly functions: readonly ServiceName[];
  /** Handlers by request primitive. Defects wrap them here. */
  readonly handlers: Handlers;
  /**
   * The obstacle to a login whose user proved who it is (1.3, where Result can carry system messages), or
   * undefined. `answers` came with the Login-Request.
   */
  loginObstacle?(
    user: string,
    answers: Value<'SystemMessageResponseList', '1.3'> | undefined,
  ): Value<'Result'> | undefined;
  /** A session was opened, before its Login-Response goes out. Nothing is negotiated yet, except inside a 1.3 login. */
  sessionOpened?(session: Session): void;
  /** Capability negotiation of a session ended, at login (1.3) or by transaction; again when it is repeated. */
  capabilitiesAgreed?(session: Session): void;
  /** Service negotiation of a session ended: what could not be sent before may be sent now. Again when repeated. */
  servicesAgreed?(session: Session): void;
  /** A session ended; it is no longer in `sessionsOf`. Elements are told in the order of `elements.ts`. */
  sessionClosed?(session: Session, why: SessionEnd): void;
  /** Everything the element knows is dropped. */
  reset?(): void;
  /** Of the one element that speaks with other servers. */
  readonly outside?: Outside;
}
