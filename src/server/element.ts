/**
 * What a service element gives the service access point, and what it gets from it. The access point knows sessions,
 * transactions and negotiation; presence, messaging, groups and content plug in here and never see a socket.
 */
import type { Primitive, PrimitiveName } from '../protocol/envelope.ts';
import type { Value } from '../protocol/model/infer.ts';
import type { Version } from '../protocol/version.ts';
import type { Clock } from './clock.ts';
import type { Capabilities } from './access/capabilities.ts';
import type { Accounts } from './access/accounts.ts';
import type { ServerProfile } from './profile.ts';

/** A session as service elements see it. */
export interface Session {
  readonly id: string;
  /** Canonical address of the user, `wv:alice@home`. */
  readonly user: string;
  readonly version: Version;
  /** The ClientID of the login, as the client wrote it. */
  readonly clientId: Value<'ClientID'>;
  /** Text that is equal for equal clients, for comparisons and map keys. */
  readonly clientKey: string;
  readonly applicationId: string | undefined;
  /** What capability negotiation agreed, or the defaults. */
  readonly capabilities: Capabilities;
  /** Whether a function code of the service tree (`GCLI`, `NEWM`, ...) was agreed in this session. */
  agreed(functionCode: string): boolean;
  readonly alive: boolean;
}

/** What came back for a transaction the server opened. */
export type Outcome =
  | { readonly kind: 'answered'; readonly primitive: Primitive }
  /** The session ended before the client answered. */
  | { readonly kind: 'lost' };

export interface SendOptions {
  /** Called once, with the client's answer or when the session ends unanswered. */
  readonly onOutcome?: (outcome: Outcome) => void;
  /**
   * A key under which a newer transaction replaces an undelivered older one of the same session
   * (presence notifications: old values need not be delivered).
   */
  readonly replaces?: string;
}

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
  readonly profile: ServerProfile;
  readonly accounts: Accounts;
  /** All live sessions of a user (canonical address), oldest first. */
  sessionsOf(user: string): readonly Session[];
  session(id: string): Session | undefined;
  /** Queues a server-initiated transaction; the client gets it when it polls. Order per session is kept. */
  send(session: Session, primitive: Primitive, options?: SendOptions): void;
  /** Number of server-initiated transactions waiting for a session or open in it. */
  waiting(session: Session): number;
  /** A fresh identifier, unique within the server, of at most 50 characters. */
  newId(prefix: string): string;
  /** The element of that name, for calls between elements through the interfaces they declare. */
  element<T extends ServiceElement>(name: string): T | undefined;
}

/** A request as a handler gets it: already checked for session, version, agreed function and structure. */
export interface RequestContext {
  readonly session: Session;
  readonly version: Version;
  readonly transactionId: string;
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

export interface ServiceElement {
  readonly name: string;
  /** Handlers by request primitive. Defects wrap them here. */
  readonly handlers: Handlers;
  /** A session was opened, before its Login-Response goes out. */
  sessionOpened?(session: Session): void;
  /** Capability negotiation of a session ended, at login (1.3) or by transaction. */
  capabilitiesAgreed?(session: Session): void;
  /** A session ended (logout, disconnect, expiry); it is no longer in `sessionsOf`. */
  sessionClosed?(session: Session, why: 'logout' | 'disconnect' | 'expired' | 'replaced'): void;
  /** Everything the element knows is dropped. */
  reset?(): void;
}
