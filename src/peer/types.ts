/** The parts of a simulated peer, and its interface. */
import type { Dialect } from '../protocol/ssp/dialect.ts';
import type {
  SspEnvelope,
  SspPrimitive,
  SspPrimitiveName,
  SspSetupEnvelope,
  SspTransaction,
} from '../protocol/ssp/envelope.ts';
import type { SspReadResult, SspValue, SspVersion } from '../protocol/ssp/types.ts';
import type { SspWriteOptions } from '../protocol/ssp/write.ts';
import type { HttpClient } from '../transport/http/client.ts';
import type { Header, Tap } from '../transport/types.ts';
import type { PeerClock } from './clock.ts';
import type { Randomness } from './secrets.ts';
import type { PeerUser } from './users.ts';

/** Bounds of the peer's waits, milliseconds. */
export interface PeerTimers {
  /** For each step of a set-up. */
  readonly setup: number;
  /** For the answer to a request, and for something awaited to arrive. */
  readonly response: number;
}

export interface PeerOptions {
  /** The domain that the peer speaks for. */
  readonly domain: string;
  readonly version?: SspVersion;
  /** Default: that of the project. */
  readonly dialect?: Dialect;
  /**
   * Address of the SSP access point of a domain, without regard to letter case: a table, or a look-up of one's own.
   * Secrets go there and nowhere else.
   */
  readonly addresses?:
    | Readonly<Record<string, string>>
    | ((domain: string) => string | undefined | Promise<string | undefined>);
  /** The address on which the peer listens. Default 127.0.0.1 and a port that the system chooses. */
  readonly host?: string;
  readonly port?: number;
  /** Name in the transcript. Default the domain. */
  readonly party?: string;
  /** Default: one of its own, which `stop` closes. */
  readonly transport?: HttpClient;
  readonly tap?: Tap;
  readonly timers?: Partial<PeerTimers>;
  /** Time-to-live asked for and granted, seconds. Default that of the dialect. */
  readonly timeToLive?: number;
  readonly clock?: PeerClock;
  readonly random?: Partial<Randomness>;
  readonly users?: readonly PeerUser[];
  /** Features offered to others, by their names in the service tree of CSP. Default: all that SSP has. */
  readonly features?: readonly string[];
  /** Features granted to a domain that asks for some. Default: what it asks for, as far as offered. */
  readonly grant?: (domain: string, asked: readonly string[]) => readonly string[];
  /** Addresses to which a requestor is sent on instead of a session. */
  readonly redirectTo?: readonly string[];
  /** Follow a redirect. Default true; at most three in a row. */
  readonly followRedirect?: boolean;
  /** Close a session whose time-to-live passed without a document. Default false: nothing attests it. */
  readonly expires?: boolean;
  /** False: carry out whatever comes, without looking at sessions, domains and agreements. Default true. */
  readonly checks?: boolean;
  /** Begins every identifier of a transaction. Default `t`; a server may remember those of earlier sessions. */
  readonly ids?: string;
  /** Go on after slips: a digest of another algorithm, a half without the domain of its issuer. Default false. */
  readonly tolerant?: boolean;
  /** Legal variants of the octets. */
  readonly writing?: SspWriteOptions;
}

/** Which side of a session set-up a server took. */
export type Role = 'requestor' | 'provider';

/** A session with another domain. */
export interface PeerSession {
  readonly domain: string;
  readonly role: Role;
  readonly version: SspVersion;
  /** The half that this peer issued, and the other server's. */
  readonly ownHalf: string;
  readonly peerHalf: string;
  readonly url: string;
  /** Seconds, as agreed. */
  timeToLive: number;
  /** Time of the last document in either direction. */
  lastActivity: number;
  /** Features in force; undefined: nothing was negotiated, the minimum holds. */
  agreed: readonly string[] | undefined;
}

/** A document that reached the peer: as a POST, or in the response to one of its own. */
export interface Arrival {
  /** From 1, in order of arrival. */
  readonly number: number;
  readonly at: number;
  readonly carriedBy: 'post' | 'http-response';
  readonly headers: readonly Header[];
  readonly body: Uint8Array;
  readonly read: SspReadResult;
  readonly envelope: SspEnvelope | undefined;
  /** Why it was not served, in words; undefined where it was. */
  refused: string | undefined;
}

/** A transaction that another server began. */
export interface Received<N extends SspPrimitiveName = SspPrimitiveName> {
  readonly domain: string;
  readonly session: PeerSession;
  readonly transaction: SspTransaction;
  readonly name: N;
  readonly value: SspValue<N>;
  readonly arrival: Arrival;
  /** The same identifier came before in this session: it is answered again and not carried out. */
  readonly repeated: boolean;
  /** The answer; undefined as long as there is none. */
  answered: SspPrimitive | undefined;
}

/** The answer to a request of the peer. */
export interface PeerAnswer {
  readonly id: string;
  readonly primitive: SspPrimitive;
  /** Code of the Status; undefined for an answer without one. */
  readonly code: number | undefined;
  /** No Status, or a code of 2xx. */
  readonly success: boolean;
  readonly arrival: Arrival;
  /** The value of the answer, which has to be that primitive. @throws PeerError otherwise. */
  as<N extends SspPrimitiveName>(name: N): SspValue<N>;
}

/**
 * The answer to a transaction that another server began: a primitive, `undefined` for what the peer answers by itself,
 * `null` for none at all. A promise answers late.
 */
export type Responder<N extends SspPrimitiveName> = (
  received: Received<N>,
) => SspPrimitive | null | undefined | Promise<SspPrimitive | null | undefined>;

/**
 * Changes a step of the set-up before it is sent: another one, several one after the other, or `null` for none. For
 * wrong secrets, wrong halves, steps out of turn, and the like.
 */
export type StepChange = (
  envelope: SspSetupEnvelope,
  about: { readonly domain: string; readonly role: Role },
) => SspSetupEnvelope | readonly SspSetupEnvelope[] | null;

export interface RequestOptions {
  /** Identifier of the transaction instead of a fresh one. */
  readonly id?: string;
  /** The value of Session/@sessionID instead of the peer's own half. */
  readonly sessionId?: string;
  /** Milliseconds instead of `timers.response`. */
  readonly bound?: number;
  readonly headers?: readonly Header[];
}

export interface PostOptions {
  /** Content-Type instead of that of the dialect; null for none. */
  readonly contentType?: string | null;
  readonly headers?: readonly Header[];
  /** Over a connection of its own. */
  readonly fresh?: boolean;
}
