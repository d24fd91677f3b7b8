/** Everything a server holds about one other domain that it speaks with: set-ups under way, sessions, and the queue. */
import type { SspPrimitive } from '../../protocol/ssp/envelope.ts';
import type { SspFeature } from './options.ts';

/** One side of a set-up, and how far it has come. */
export interface Handshake {
  /** The requestor's identifier, which all steps but one bear. */
  readonly id: string;
  readonly secret: string;
  theirs: Uint8Array | undefined;
  /** The parts of the last step sent: the secret, the proof, the own half. */
  sent: 'secret' | 'proof' | 'half';
  ownHalf: string | undefined;
  /** Seconds: the least that either side has named so far. */
  timeToLive: number;
  readonly stop: () => void;
}

export interface SspSession {
  readonly ownHalf: string;
  readonly peerHalf: string;
  /** Seconds without a document after which it is over. */
  timeToLive: number;
  /** Milliseconds since the epoch. */
  lastUsed: number;
  stop: () => void;
}

/** The end of a request to another domain: its answer, or the code of why there is none. */
export type Ending = { readonly answer: SspPrimitive } | { readonly code: 503 | 504 | 516 };

/** A request that waits for its session, its turn or its answer. */
export interface Entry {
  readonly id: string;
  readonly primitive: SspPrimitive;
  readonly length: number;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
  readonly ended: (ending: Ending) => void;
  /** A newer entry of the same key takes its place while it was not handed over. */
  readonly replaces: string | undefined;
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
  /** Undefined until it is looked up. */
  url: string | undefined;
  /** The address another address of the domain sent us to, for the set-up under way and the session it leads to. */
  movedTo: string | undefined;
  moves: number;
  /** Found by look-up, and forgotten when nothing is left of it. */
  readonly found: boolean;
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
  /** The features that were negotiated; undefined: nothing was, and the minimum is agreed. */
  agreed: ReadonlySet<SspFeature> | undefined;
}

export function newLink(domain: string, url: string | undefined, found = false): Link {
  return {
    domain,
    url,
    movedTo: undefined,
    moves: 0,
    found,
    asking: undefined,
    asked: new Map(),
    sessions: [],
    queue: new Map(),
    queuedLength: 0,
    failures: 0,
    stopPause: undefined,
    given: new Map(),
    agreed: undefined,
  };
}
