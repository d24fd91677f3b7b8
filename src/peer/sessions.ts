/** The table of sessions: one entry per half of another server; the newest with a domain is the one that is used. */
import { issuerOf } from '../protocol/ssp/addresses.ts';
import type { Dialect } from '../protocol/ssp/dialect.ts';
import type { PeerClock } from './clock.ts';
import type { PeerSession } from './types.ts';

export interface Sessions {
  readonly all: readonly PeerSession[];
  with(domain: string): PeerSession | undefined;
  add(session: PeerSession): void;
  remove(session: PeerSession): void;
  /** The session that a document belongs to, or why there is none. */
  addressed(half: string | undefined): PeerSession | string;
}

/** `expires`: a session whose time-to-live passed without a document is closed when somebody looks. */
export function createSessions(dialect: Dialect, clock: PeerClock, expires: boolean, tolerant = false): Sessions {
  let all: PeerSession[] = [];
  const live = (session: PeerSession): boolean =>
    !expires || clock.now() - session.lastActivity <= session.timeToLive * 1000;

  function sweep(): readonly PeerSession[] {
    all = all.filter(live);
    return all;
  }

  return {
    get all() {
      return sweep();
    },
    with: (domain) => sweep().findLast((session) => session.domain === domain.toLowerCase()),
    add: (session) => void all.push(session),
    remove(session) {
      all = all.filter((other) => other !== session);
    },
    addressed(half) {
      if (half === undefined) return 'the document has no session identifier';
      const written = dialect.sessionHalf.value === 'sender' ? 'peerHalf' : 'ownHalf';
      const session = sweep().findLast((other) => other[written] === half);
      if (session === undefined) return `no session has the identifier ${half}`;
      if (!tolerant && written === 'peerHalf' && issuerOf(half) !== session.domain) {
        return `the identifier ${half} names another domain than ${session.domain}`;
      }
      return session;
    },
  };
}
