/** State that the parts of the service access point share. */

import type { FunctionsValue } from '../../protocol/facts/service-tree.ts';
import type { Primitive } from '../../protocol/messages/envelope.ts';
import type { Version } from '../../protocol/version.ts';
import type { AccessProfile, DigestSchema } from '../access-profile.ts';
import type { Clock } from '../clock.ts';
import type { ServiceElement } from '../element.ts';
import type { Account, Accounts } from '../sessions/accounts.ts';
import type { Capabilities, CapabilityOffer, CirReach } from '../sessions/capabilities.ts';
import type { Challenge, Nonces } from '../sessions/nonces.ts';
import type { OutboxEntry } from '../sessions/outbox.ts';
import type { Negotiated, ServiceOffer } from '../sessions/service-agreement.ts';
import type { SessionRecord, Sessions } from '../sessions/sessions.ts';
import type { AnyHandler, Call } from './call.ts';

export interface Core {
  readonly clock: Clock;
  readonly profile: AccessProfile;
  readonly accounts: Accounts;
  readonly sessions: Sessions;
  readonly nonces: Nonces;
  readonly rules: AccessRules;
  readonly elements: readonly ServiceElement[];
  /** Handlers by request primitive, of the access point and of all elements. */
  readonly routes: ReadonlyMap<string, AnyHandler>;
  newId(prefix: string): string;
  /** Accounts made by automatic registration so far. */
  registrations: number;
  /** Something waits for a session: whoever runs CIR channels is told. */
  waiting(session: SessionRecord): void;
  readonly cir: CirPort;
  /** A programming error somewhere; the server goes on. */
  fault(error: unknown, where: string): void;
}

/** Communication initiation as the access point sees it. */
export interface CirPort {
  /** The ways in which the client of a session could be called. */
  reach(session: SessionRecord): CirReach;
  /** Something began to wait for the session. */
  waiting(session: SessionRecord): void;
  /** The session is over. */
  closed(session: SessionRecord): void;
}

/** The code to refuse with, or undefined to go on. */
export interface Check {
  readonly name: 'version' | 'session' | 'primitive' | 'function' | 'structure';
  readonly check: (call: Call, core: Core) => number | undefined;
}

/** The rule for a login of a user who has sessions already. */
export interface Admission {
  /** 200 to open a session, or the code to refuse with. */
  readonly code: number;
  /** Sessions to end first. */
  readonly ending: readonly SessionRecord[];
}

export interface AccessRules {
  /** In this order; the first that objects decides. */
  readonly checks: readonly Check[];
  /** When a session last heard then ends, milliseconds of the clock. */
  deadline(session: SessionRecord): number;
  /** The time to grant for what was asked at login, seconds. */
  keepAliveAtLogin(asked: number | undefined): number;
  /** The time a KeepAlive-Request asks for: granted (perhaps another), or undefined: refused with 605. */
  keepAliveLater(asked: number): number | undefined;
  /** Does a primitive of the client start the keep-alive time anew? */
  restartsTimer(primitive: string): boolean;
  passwordFits(account: Account, given: string): boolean;
  digestFits(account: Account, challenge: Challenge, given: string): boolean;
  /** One of the schemas offered, which may stand in one element or several; undefined: none in common. */
  chooseDigest(offered: readonly string[]): DigestSchema | undefined;
  admit(sessions: readonly SessionRecord[], clientKey: string): Admission;
  /** `reach`: the ways in which the server could call the client. */
  agreeCapabilities(offer: CapabilityOffer, reach: CirReach): Capabilities;
  offer(version: Version, account: Account | undefined): ServiceOffer;
  negotiate(session: SessionRecord, asked: FunctionsValue | undefined, offer: ServiceOffer): Negotiated;
  /** May a server-initiated transaction go to this session? */
  maySend(session: SessionRecord, primitive: Primitive): boolean;
  /** The answer given before to a request that came again; `print` tells its message from others. */
  recall(session: SessionRecord, id: string, print: number, now: number): Primitive | undefined;
  /** Most transactions in one message, and most server-initiated ones among them. */
  perMessage(session: SessionRecord): number;
  requestsPerMessage(session: SessionRecord): number;
  /** Most server-initiated transactions open at a time. */
  openRequests(session: SessionRecord): number;
  /** Largest message for the session, octets; undefined: any. */
  messageSize(session: SessionRecord): number | undefined;
  /** Keeps transactions for a later message that found no room in one. */
  keepForLater(session: SessionRecord, entries: readonly OutboxEntry[]): void;
  /** The Poll flag of a message to the session; undefined: left out. */
  pollFlag(session: SessionRecord): boolean | undefined;
  /** Is the poll answered, or was it too early? */
  servesPoll(session: SessionRecord, now: number): boolean;
  /** Random identifiers nobody can guess. */
  newSessionId(): string;
  newNonce(): string;
}
