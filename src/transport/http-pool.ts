/** Connections kept for reuse: per party and server any number of idle ones; those that bear a name, parties may share. */

import { HttpConnection, type HttpTimers } from './http-connection.ts';
import type { HttpLimits } from './http-reader.ts';
import type { Target } from './http-target.ts';

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
  readonly #renewal: (old: HttpConnection) => Promise<HttpConnection>;
  readonly #release: (connection: HttpConnection) => void;
  #connection: HttpConnection;

  constructor(
    connection: HttpConnection,
    reused: boolean,
    renewal: (old: HttpConnection) => Promise<HttpConnection>,
    release: (connection: HttpConnection) => void,
  ) {
    this.#connection = connection;
    this.reused = reused;
    this.#renewal = renewal;
    this.#release = release;
  }

  get connection(): HttpConnection {
    return this.#connection;
  }

  /** Replaces the connection by a new one. */
  async renew(): Promise<void> {
    this.#connection = await this.#renewal(this.#connection);
  }

  release(): void {
    this.#release(this.#connection);
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

export function createPool(limits: HttpLimits): HttpPool {
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
    const renewal = (useless: HttpConnection) => {
      drop(useless);
      return connect(target, choice);
    };
    if (old !== undefined) return new Slot(old, true, renewal, release);
    return connect(target, choice).then((connection) => new Slot(connection, false, renewal, release));
  }

  function anySlot(key: string, target: Target, choice: ConnectionChoice): Slot | Promise<Slot> {
    const free = idle.get(key) ?? [];
    idle.set(key, free);
    let found: HttpConnection | undefined;
    while (choice.fresh !== true && found === undefined) {
      const candidate = free.pop();
      if (candidate === undefined) break;
      if (candidate.usable) found = candidate;
      else drop(candidate);
    }
    return slot(found, target, choice, (connection) => {
      if (choice.fresh === true || !connection.usable) {
        drop(connection);
        return;
      }
      connection.idle(true);
      free.push(connection);
    });
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
    const kept = choice.fresh !== true && old?.usable === true ? old : undefined;
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
