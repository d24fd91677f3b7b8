/**
 * Communication initiation over HTTP: each session has a URL that says if something waits (transport reference, 6.4). The
 * GET is no message of the session: it does not keep it alive.
 */
import { randomBytes } from 'node:crypto';
import type { SessionRecord } from '../sessions/sessions.ts';
import type { CirRules } from './rules.ts';

export interface HttpCir {
  /** The path of the URL of a session; the same one as long as it lives. */
  pathFor(session: SessionRecord): string;
  /** The status of a GET; undefined for a path that is none of these. */
  status(path: string): number | undefined;
  release(session: SessionRecord): void;
  reset(): void;
}

/** Paths of sessions that are over and still known as such: their clients may fetch once more. */
const REMEMBERED = 1_000;

export function createHttpCir(rules: CirRules, asked: (session: SessionRecord, waits: boolean) => void): HttpCir {
  const paths = new Map<string, string>();
  const sessions = new Map<string, SessionRecord | undefined>();
  return {
    pathFor(session) {
      const known = paths.get(session.id);
      if (known !== undefined) return known;
      const path = rules.path(session, randomBytes(16).toString('hex'));
      paths.set(session.id, path);
      sessions.set(path, session);
      return path;
    },
    status(path) {
      if (!sessions.has(path)) return undefined;
      const session = sessions.get(path);
      const status = rules.status(session);
      if (session !== undefined) asked(session, status === 200);
      return status;
    },
    release(session) {
      const path = paths.get(session.id);
      if (path === undefined) return;
      paths.delete(session.id);
      sessions.delete(path);
      sessions.set(path, undefined);
      if (sessions.size <= paths.size + REMEMBERED) return;
      for (const [old, living] of sessions) {
        if (living !== undefined) continue;
        sessions.delete(old);
        return;
      }
    },
    reset() {
      paths.clear();
      sessions.clear();
    },
  };
}
