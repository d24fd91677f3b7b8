/** The sessions with other servers: those that live, their time, and what keeps them (ssp, section 5). */
import type { Clock } from '../clock.ts';
import type { Link, SspSession } from './link.ts';

export interface SspSessions {
  open(link: Link, halves: Pick<SspSession, 'ownHalf' | 'peerHalf' | 'timeToLive'>): void;
  /** A document came or went. */
  used(session: SspSession): void;
  /** It is over, whoever ended it. */
  drop(link: Link, session: SspSession): void;
  dropAll(link: Link): void;
}

interface SessionParts {
  readonly clock: Clock;
  /** Half of the time passed without a document: where something depends on the session, it is kept alive. */
  readonly quiet: (link: Link, session: SspSession) => void;
}

export function createSspSessions({ clock, quiet }: SessionParts): SspSessions {
  /** One timer a session, wound up again only when it rings. */
  function wind(link: Link, session: SspSession, asked: number): void {
    const time = session.timeToLive * 1_000;
    const idle = clock.now() - session.lastUsed;
    const left = idle < time / 2 ? time / 2 - idle : time - idle;
    session.stop = clock.after(Math.max(1, left), () => {
      const now = clock.now() - session.lastUsed;
      if (now >= session.timeToLive * 1_000) return drop(link, session);
      const isQuiet = now >= (session.timeToLive * 1_000) / 2;
      wind(link, session, isQuiet ? session.lastUsed : asked);
      // once for each silence: what is not answered is not asked again
      if (isQuiet && asked !== session.lastUsed) quiet(link, session);
    });
  }

  function drop(link: Link, session: SspSession): void {
    session.stop();
    link.sessions = link.sessions.filter((other) => other !== session);
    if (link.sessions.length > 0) return;
    link.movedTo = undefined;
    link.moves = 0;
  }

  return {
    open(link, halves) {
      const session: SspSession = { ...halves, lastUsed: clock.now(), stop() {} };
      // what came under the last session may still be on its way
      for (const older of link.sessions.slice(0, -1)) older.stop();
      link.sessions = [...link.sessions.slice(-1), session];
      wind(link, session, -1);
    },
    used(session) {
      session.lastUsed = clock.now();
    },
    drop,
    dropAll(link) {
      for (const session of link.sessions) session.stop();
      link.sessions = [];
    },
  };
}
