/**
 * The server of the tester, which a client under test meets: the reference server in the hand of a scenario. Scenarios know
 * only this interface; who puts a run together hands over what stands behind it.
 */
import type { DigestSchemaName } from '../../protocol/facts/digest.ts';
import type { ServiceLeaf } from '../../protocol/facts/service-tree.ts';
import type { Envelope, Primitive, PrimitiveName } from '../../protocol/messages/envelope.ts';
import type { Syntax } from '../../protocol/syntax/types.ts';
import type { Version } from '../../protocol/version.ts';
import type { ServerResponse } from '../../transport/http/server.ts';
import type { Tap } from '../../transport/types.ts';

/** One thing the server does otherwise than usual. */
export interface Interference {
  /** Only for messages of the client that hold this primitive; without it for every message. */
  readonly on?: PrimitiveName | undefined;
  /** The number of times that it happens; without it once. */
  readonly times?: number | undefined;
  /** In place of carrying the message out: another answer, or the connection closed without one. */
  readonly instead?: ((request: Envelope) => Envelope | ServerResponse | 'close') | undefined;
  /** Changes the answer before it is written. */
  readonly message?: ((answer: Envelope, request: Envelope | undefined) => Envelope) | undefined;
  /** Changes the written answer. */
  readonly http?: ((response: ServerResponse) => ServerResponse) | undefined;
  /** The answer waits for this. */
  readonly until?: Promise<unknown> | undefined;
}

/** Decisions of the server that hold for a scenario. */
export interface ServerSettings {
  /** Longest KeepAliveTime that is granted, seconds. */
  readonly keepAlive?: number | undefined;
  /** Least ServerPollMin, seconds. */
  readonly pollMinimum?: number | undefined;
  /** True: whatever waits is told by the flag Poll and handed out at polls alone, one at a time. */
  readonly atPolls?: boolean | undefined;
  /** Functions that are not agreed, by their codes in the service tree. */
  readonly withheld?: readonly ServiceLeaf[] | undefined;
  /** The login asks for the capabilities of the client. */
  readonly capabilityRequest?: boolean | undefined;
  /** Two-way login is refused with 401 or taken; digest schemas in the order of preference. */
  readonly digestSchemas?: readonly Exclude<DigestSchemaName, 'PWD' | 'MD6'>[] | undefined;
  readonly challengeCode?: 200 | 401 | undefined;
}

/** One scenario of a client with the server. Exchanges go into the tap as they end. */
export interface Meeting {
  /** Does something otherwise from now on; what is given back ends that. */
  interfere(with_: Interference): () => void;
  /**
   * Begins a transaction in the session of the client, which gets it when it polls, and says there is something in the
   * next answer. False where the client has no session, or did not agree to the function it belongs to.
   */
  begin(primitive: Primitive): boolean;
  /** Ends the session of the client by Disconnect. False where there is none. */
  disconnect(): boolean;
  /** Forgets every session without a word, and everything else. */
  forget(): void;
  /** SessionID of the session that the client has, by what the server knows. */
  readonly sessionId: string | undefined;
  /** Transactions that wait for the client or are open. */
  readonly waiting: number;
}

export interface TestersServer {
  readonly url: string;
  /** Ends the meeting before, if one is on, and begins anew: no sessions, lists, groups. */
  meet(options: {
    readonly tap: Tap;
    readonly version: Version;
    readonly syntax: Syntax;
    readonly settings: ServerSettings;
  }): Meeting;
  /** Requests of the client that are not answered yet. */
  readonly open: number;
}
