/**
 * The HTTP binding from the server's side (transport reference, section 2): takes any octets whatever, hands whole
 * requests to a handler and writes its answer with Content-Length, never with a transfer coding. An empty answer
 * carries `Content-Length: 0`, so that a client can complete on the headers alone.
 */
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TlsOptions } from 'node:tls';
import type { Header } from '../types.ts';
import type { HttpLimits } from './reader.ts';
import {
  ServerConnection,
  type ServerRequest,
  type ServerResponse,
  type ServerSettings,
  type ServerTimers,
} from './server-connection.ts';

export type { ServerRequest, ServerResponse, ServerTimers } from './server-connection.ts';

export interface ListenOptions {
  readonly host?: string;
  /** 0 lets the system choose. */
  readonly port?: number;
  readonly handle: (request: ServerRequest) => ServerResponse | Promise<ServerResponse>;
  /** Methods served; others are answered 405 with Allow. Default POST alone. */
  readonly methods?: readonly string[];
  /** True if a body of that media type (lower case, no parameters; undefined: no header) is taken; otherwise 415. */
  readonly accepts?: (mediaType: string | undefined) => boolean;
  readonly limits?: Partial<HttpLimits>;
  readonly timers?: Partial<ServerTimers>;
  readonly maxConnections?: number;
  readonly tls?: TlsOptions;
  /** Called if the handler throws (the client gets 500), and for errors of the listening socket. */
  readonly onError?: (error: unknown) => void;
  /** Called for requests refused before the handler saw them. */
  readonly onRefused?: (status: number, reason: string) => void;
}

export interface HttpServer {
  /** Without a path, for instance `http://127.0.0.1:8080`. */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** Number of open connections. */
  readonly connections: number;
  /** Stops listening, closes idle connections, lets requests in hand be answered for `graceMs`, then closes the rest. */
  close(graceMs?: number): Promise<void>;
}

export const SERVER_LIMITS: HttpLimits = { head: 16_384, body: 1_048_576 };
export const SERVER_TIMERS: ServerTimers = { head: 10_000, body: 20_000, idle: 60_000, linger: 1_000 };

/** An answer without a body. */
export function emptyAnswer(status: number, headers: readonly Header[] = []): ServerResponse {
  return { status, headers };
}

/** Starts a server; resolves once it listens, rejects with the system's error (address in use, not permitted). */
export function listen(options: ListenOptions): Promise<HttpServer> {
  const timers: ServerTimers = { ...SERVER_TIMERS, ...options.timers };
  const settings: ServerSettings = {
    handle: options.handle,
    methods: options.methods ?? ['POST'],
    accepts: options.accepts,
    onError: options.onError,
    onRefused: options.onRefused,
    limits: { ...SERVER_LIMITS, ...options.limits },
    timers,
    closing: false,
  };
  const connections = new Set<ServerConnection>();
  const accept = (socket: Socket) => {
    socket.setNoDelay(true);
    const connection = new ServerConnection(socket, settings);
    connections.add(connection);
    socket.on('close', () => connections.delete(connection));
  };
  const server: Server =
    options.tls === undefined
      ? createServer({ allowHalfOpen: true, noDelay: true }, accept)
      : createTlsServer({ handshakeTimeout: timers.head, ...options.tls, allowHalfOpen: true }, accept);
  if (options.maxConnections !== undefined) server.maxConnections = options.maxConnections;
  // Of TLS connections that are still being set up only these sockets are known.
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  const shortest = Math.min(timers.head, timers.body, timers.idle, timers.linger);
  const sweep = setInterval(
    () => {
      const now = performance.now();
      for (const connection of connections) connection.sweep(now);
    },
    Math.min(1_000, Math.max(20, shortest / 4)),
  );
  sweep.unref();

  return new Promise((resolve, reject) => {
    server.on('error', (error) => {
      if (server.listening) {
        options.onError?.(error);
        return;
      }
      // Only the caller of listen gets this error.
      clearInterval(sweep);
      reject(error);
    });
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      const host = options.host ?? '127.0.0.1';
      resolve({
        url: `${options.tls === undefined ? 'http' : 'https'}://${host.includes(':') ? `[${host}]` : host}:${port}`,
        host,
        port,
        get connections() {
          return connections.size;
        },
        close: (graceMs = 1_000) =>
          new Promise((done) => {
            settings.closing = true;
            clearInterval(sweep);
            const force = setTimeout(() => {
              for (const socket of sockets) socket.destroy();
            }, graceMs);
            server.close(() => {
              clearTimeout(force);
              done();
            });
            for (const connection of connections) connection.retire();
          }),
      });
    });
  });
}
