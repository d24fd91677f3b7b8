/** Everything a server holds about one other domain: set-ups under way, sessions, and the queue. */
import type { SspPrimitive } from '../../protocol/ssp/envelope.ts';

/** One side of a set-up, and how far it has come. */
export interface Handshake {
  /** The requestor's identifier, which all steps but one bear. */
  readonly id: string;
  readonly secret: string;
  theirs: Uint8Array | undefined;
  /** The parts of the last step sent: the secret, the proof, the own half. */
  sent: 'secret' | 'proof' | 'half';
  ownHalf: string | undefined;
  readonly stop: () => void;
}

export interface SspSession {
  readonly ownHalf: string;
  readonly peerHalf: string;
}

/** The end of a request to another domain: its answer, or the code of why there is none. */
export type Ending = { readonly answer: SspPrimitive } | { readonly code: 503 | 504 };

/** A request that waits for its session, its turn or its answer. */
export interface Entry {
  readonly id: string;
  readonly primitive: SspPrimitive;
  readonly length: number;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly ended: (ending: Ending) => void;
  tries: number;
  /** Acknowledged by the other server at least once. */
  handedOver: boolean;
  /** Waits for its turn; otherwise it is under way, or a timer brings it back. */
  due: boolean;
  stop: () => void;
  readonly stopExpiry: () => void;
}

export interface Link {
  readonly domain: string;
  readonly url: string;
  /** The set-up in which this server is requestor. */
  asking: Handshake | undefined;
  /** Those in which it is provider, by their identifiers: anybody can begin one in the name of the domain. */
  readonly asked: Map<string, Handshake>;
  /** The newest last; an older one still serves what comes under it. */
  sessions: SspSession[];
  readonly queue: Map<string, Entry>;
  queuedLength: number;
  /** Set-ups in a row that came to nothing, and the pause after them. */
  failures: number;
  stopPause: (() => void) | undefined;
  /** Answers given, by the other server's identifier; null while one is being made. */
  readonly given: Map<string, SspPrimitive | null>;
}

export function newLink(domain: string, url: string): Link {
  return {
    domain,
    url,
    asking: undefined,
    asked: new Map(),
    sessions: [],
    queue: new Map(),
    queuedLength: 0,
    failures: 0,
    stopPause: undefined,
    given: new Map(),
  };
}
