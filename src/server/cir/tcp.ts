/**
 * Communication initiation over TCP: HELO binds a connection to a session, PING asks if it lives, WVCI goes out on it
 * (transport reference, 6.2). One connection a session, one session a connection.
 */
import { listenTcpCir, type TcpCirConnection, type TcpCirListener } from '../../transport/cir/tcp-listener.ts';
import type { Clock } from '../clock.ts';
import type { SessionRecord } from '../sessions/sessions.ts';
import type { CirEvent, CirLimits, CirTimers } from './options.ts';
import type { CirRules } from './rules.ts';

export interface TcpCirOptions {
  readonly clock: Clock;
  readonly rules: CirRules;
  readonly timers: CirTimers;
  readonly limits: CirLimits;
  readonly sessionOf: (id: string) => SessionRecord | undefined;
  /** True if something waits for the session. */
  readonly waits: (session: SessionRecord) => boolean;
  /** A CIR went out with the answer to HELO. */
  readonly called: (session: SessionRecord) => void;
  readonly bound: (session: SessionRecord) => void;
  /** The connection of a live session is gone. */
  readonly lost: (session: SessionRecord) => void;
  readonly tell: (event: CirEvent) => void;
  readonly fault: (error: unknown) => void;
}

export interface TcpCir {
  /** Undefined as long as it does not listen. */
  readonly port: number | undefined;
  listen(host: string, port: number): Promise<void>;
  /** Sends a CIR; false where no connection is bound. */
  call(session: SessionRecord): boolean;
  isBound(session: SessionRecord): boolean;
  /** Closes the connection of a session that is over. */
  release(session: SessionRecord): void;
  reset(): void;
  close(): Promise<void>;
}

const METHOD = 'STCP';
const HELLO = /^HELO (\S+) ?$/i;

export function createTcpCir(options: TcpCirOptions): TcpCir {
  const { clock, rules, timers, limits, tell } = options;
  const unbound = new Map<TcpCirConnection, () => void>();
  const sessionOfConnection = new Map<TcpCirConnection, SessionRecord>();
  const connectionOf = new Map<string, TcpCirConnection>();
  let listener: TcpCirListener | undefined;

  function event(kind: CirEvent['kind'], session: SessionRecord | undefined, detail: string): void {
    tell({ kind, session: session?.id, user: session?.user, method: METHOD, detail });
  }

  function refuse(connection: TcpCirConnection, reason: string): void {
    event('refused', sessionOfConnection.get(connection), `${connection.from}: ${reason}`);
    connection.close();
  }

  function opened(connection: TcpCirConnection): void {
    if (unbound.size >= limits.unbound) {
      const [oldest] = unbound.keys();
      if (oldest !== undefined) refuse(oldest, 'no HELO, and others wait');
    }
    const late = () => refuse(connection, `no HELO within ${timers.hello} s`);
    unbound.set(connection, clock.after(timers.hello * 1_000, late));
  }

  /** Takes a connection out of the tables; its session, if it was bound. */
  function forget(connection: TcpCirConnection): SessionRecord | undefined {
    unbound.get(connection)?.();
    unbound.delete(connection);
    const session = sessionOfConnection.get(connection);
    sessionOfConnection.delete(connection);
    if (session !== undefined && connectionOf.get(session.id) === connection) {
      connectionOf.delete(session.id);
      return session;
    }
    return undefined;
  }

  function ended(connection: TcpCirConnection): void {
    const session = forget(connection);
    if (session?.alive !== true) return;
    event('lost', session, `the connection from ${connection.from} is gone`);
    options.lost(session);
  }

  function bind(connection: TcpCirConnection, id: string): void {
    const session = rules.hello(id, options.sessionOf);
    if (session === undefined) {
      refuse(connection, 'HELO for no live session');
      return;
    }
    const before = sessionOfConnection.get(connection);
    if (before !== undefined && before !== session) {
      refuse(connection, 'HELO for another session');
      return;
    }
    const other = connectionOf.get(session.id);
    if (other !== undefined && other !== connection) {
      if (!rules.takesOver(session)) {
        refuse(connection, 'the session has a connection');
        return;
      }
      forget(other);
      other.close();
    }
    unbound.get(connection)?.();
    unbound.delete(connection);
    sessionOfConnection.set(connection, session);
    connectionOf.set(session.id, connection);
    event('bound', session, connection.from);
    options.bound(session);
    const lines = rules.welcome(session, options.waits(session));
    for (const line of lines) connection.send(line);
    if (lines.length > 1) options.called(session);
  }

  function line(connection: TcpCirConnection, text: string): void {
    const [, id] = HELLO.exec(text) ?? [];
    if (id !== undefined) {
      bind(connection, id);
      return;
    }
    const first = unbound.has(connection);
    const answer = first ? rules.stranger(text) : rules.answer(text);
    if (answer === undefined) {
      refuse(connection, first ? 'the first line is no HELO' : 'a line that is neither PING nor HELO');
      return;
    }
    for (const one of answer) connection.send(one);
  }

  return {
    get port() {
      return listener?.port;
    },
    async listen(host, port) {
      listener = await listenTcpCir({
        host,
        port,
        limits: { connections: limits.connections },
        opened,
        line,
        ended,
        refused: (connection, reason) =>
          event('refused', sessionOfConnection.get(connection), `${connection.from}: ${reason}`),
        onError: options.fault,
      });
    },
    call(session) {
      const connection = connectionOf.get(session.id);
      if (connection === undefined) return false;
      connection.send(rules.notice(session));
      event('called', session, connection.from);
      return true;
    },
    isBound: (session) => connectionOf.has(session.id),
    release(session) {
      const connection = connectionOf.get(session.id);
      if (connection === undefined) return;
      forget(connection);
      connection.close();
    },
    reset() {
      for (const connection of [...unbound.keys(), ...sessionOfConnection.keys()]) {
        forget(connection);
        connection.close();
      }
    },
    async close() {
      const closing = listener;
      listener = undefined;
      for (const cancel of unbound.values()) cancel();
      await closing?.close();
    },
  };
}
