/** Connections kept for reuse: per party and server any number of idle ones; those that bear a name, parties may share. */

import { HttpConnection, type HttpTimers } from './connection.ts';
import type { Keeping } from './keeping.ts';
import type { HttpLimits } from './reader.ts';
import type { Target } from './target.ts';

export interface ConnectionChoice {
  readonly party: string;
  /** A name: whoever gives it, of whichever party, shares one connection, one after the other. */
  readonly connection?: string | undefined;
  /** A new connection; it is closed after use unless it bears a name. */
  readonly fresh?: boolean | undefined;
  readonly timers: HttpTimers;
}

/** A connection in use. `release` has to be called once, whatever happened. */
export class Slot {
  /** The connection had been used before. */
  readonly reused: boolean;
  readonly connection: HttpConnection;
  readonly #release: (connection: HttpConnection) => void;

  constructor(connection: HttpConnection, reused: boolean, release: (connection: HttpConnection) => void) {
    this.connection = connection;
    this.reused = reused;
    this.#release = release;
  }

  release(): void {
    this.#release(this.connection);
  }
}

export interface HttpPool {
  /** A connection, at once where one is idle. */
  take(target: Target, choice: ConnectionChoice): Slot | Promise<Slot>;
  /** Closes all connections, or those of one party. */
  close(party?: string): void;
}

interface Named {
  connection: HttpConnection | undefined;
  tail: Promise<void>;
}

/** Lets a turn of the event loop pass, so that octets and a close that have arrived are seen before reuse. */
function oneTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

export function createPool(limits: HttpLimits, keeping: Keeping): HttpPool {
  const idle = new Map<string, HttpConnection[]>();
  const named = new Map<string, Named>();
  const owners = new Map<HttpConnection, string>();

  async function connect(target: Target, choice: ConnectionChoice): Promise<HttpConnection> {
    const connection = await HttpConnection.open(target.endpoint, choice.timers, limits);
    owners.set(connection, choice.party);
    return connection;
  }

  function drop(connection: HttpConnection): void {
    owners.delete(connection);
    connection.close();
  }

  function slot(
    old: HttpConnection | undefined,
    target: Target,
    choice: ConnectionChoice,
    release: (connection: HttpConnection) => void,
  ): Slot | Promise<Slot> {
    if (old !== undefined) return new Slot(old, true, release);
    return connect(target, choice).then((connection) => new Slot(connection, false, release));
  }

  /** True if an idle connection is still open, as far as the client can know before using it. */
  async function stillOpen(connection: HttpConnection): Promise<boolean> {
    const wait = keeping.watch();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    else await oneTurn();
    if (wait > 0 && connection.closedUnasked) keeping.closedUnasked();
    return connection.usable;
  }

  /** The next usable idle connection; unusable ones are closed. */
  async function idleOne(free: HttpConnection[]): Promise<HttpConnection | undefined> {
    for (let candidate = free.pop(); candidate !== undefined; candidate = free.pop()) {
      if (!candidate.stale && candidate.usable && (await stillOpen(candidate))) return candidate;
      drop(candidate);
    }
    return undefined;
  }

  function anySlot(key: string, target: Target, choice: ConnectionChoice): Slot | Promise<Slot> {
    const free = idle.get(key) ?? [];
    idle.set(key, free);
    const keeps = choice.fresh !== true && keeping.keeps;
    const release = (connection: HttpConnection) => {
      if (!keeps || !connection.usable) {
        drop(connection);
        return;
      }
      connection.idle(true);
      free.push(connection);
    };
    if (!keeps || free.length === 0) return slot(undefined, target, choice, release);
    if (keeping.trusted) {
      const found = free.pop();
      if (found?.usable === true) return slot(found, target, choice, release);
      if (found !== undefined) drop(found);
    }
    return idleOne(free).then((found) => slot(found, target, choice, release));
  }

  async function namedSlot(key: string, target: Target, choice: ConnectionChoice): Promise<Slot> {
    const entry: Named = named.get(key) ?? { connection: undefined, tail: Promise.resolve() };
    named.set(key, entry);
    const before = entry.tail;
    let next = () => {};
    entry.tail = new Promise((resolve) => {
      next = resolve;
    });
    await before;
    const old = entry.connection;
    entry.connection = undefined;
    const kept =
      old !== undefined && choice.fresh !== true && keeping.keeps && old.usable && (await stillOpen(old))
        ? old
        : undefined;
    if (old !== undefined && kept === undefined) drop(old);
    try {
      return await slot(kept, target, choice, (connection) => {
        connection.idle(true);
        entry.connection = connection;
        next();
      });
    } catch (error) {
      next();
      throw error;
    }
  }

  return {
    take(target, choice) {
      const key = `${choice.party} ${target.key}`;
      return choice.connection === undefined
        ? anySlot(key, target, choice)
        : namedSlot(`${target.key} ${choice.connection}`, target, choice);
    },
    close(party) {
      for (const [connection, owner] of owners) if (party === undefined || owner === party) drop(connection);
    },
  };
}
