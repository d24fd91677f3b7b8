/**
 * Open searches. A search keeps its results as they were found, so that a page costs the same wherever it lies and the
 * pages together bring every result once, whatever changes meanwhile. They belong to a session and end with it.
 */
import type { Session } from '../sessions/session.ts';
import type { SearchProfile } from './profile.ts';

export interface Search {
  /** Unique within the server, so that another session's ID never names a search of one's own. */
  readonly id: number;
  readonly session: Session;
  readonly kind: 'user' | 'group';
  /** Canonical addresses, in the order of the answer. */
  readonly found: readonly string[];
  /** SearchLimit of the first request. */
  readonly limit: number;
  /** Index of the result after the last one given, counted from 1. */
  next: number;
}

export interface Searches {
  open(search: Omit<Search, 'id' | 'next'>): Search;
  /** By SearchID as the client wrote it: decimal, or hexadecimal with `0x`. */
  find(id: string | number): Search | undefined;
  end(search: Search): void;
  endAll(session: Session): void;
  readonly size: number;
  clear(): void;
}

/** SearchID is an Integer of 32 bits from 1.2 on. */
const HIGHEST_SEARCH_ID = 0xffffffff;

export function createSearches({ searchesPerSession, kept: most }: SearchProfile): Searches {
  const open = new Map<number, Search>();
  const bySession = new Map<Session, Set<Search>>();
  let lastId = 0;
  let kept = 0;

  function end(search: Search): void {
    if (!open.delete(search.id)) return;
    kept -= search.found.length;
    const own = bySession.get(search.session);
    own?.delete(search);
    if (own?.size === 0) bySession.delete(search.session);
  }

  function makeRoom(session: Session, size: number): void {
    const own = bySession.get(session);
    while (own !== undefined && own.size >= searchesPerSession) {
      const all = [...own];
      const first = all.find((search) => search.next > search.found.length) ?? all[0];
      if (first === undefined) break;
      end(first);
    }
    for (const oldest of open.values()) {
      if (kept + size <= most) break;
      end(oldest);
    }
  }

  return {
    open(given) {
      makeRoom(given.session, given.found.length);
      do lastId = lastId >= HIGHEST_SEARCH_ID ? 1 : lastId + 1;
      while (open.has(lastId));
      const search: Search = { ...given, id: lastId, next: 1 };
      open.set(search.id, search);
      kept += search.found.length;
      const own = bySession.get(given.session) ?? new Set();
      bySession.set(given.session, own.add(search));
      return search;
    },
    find(id) {
      if (typeof id === 'number') return open.get(id);
      const text = id.trim();
      return /^(0x[0-9a-f]{1,8}|\d{1,10})$/i.test(text) ? open.get(Number(text)) : undefined;
    },
    end,
    endAll(session) {
      for (const search of [...(bySession.get(session) ?? [])]) end(search);
    },
    get size() {
      return open.size;
    },
    clear() {
      open.clear();
      bySession.clear();
      kept = 0;
    },
  };
}
