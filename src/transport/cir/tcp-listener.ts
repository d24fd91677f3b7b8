/**
 * The server's end of CIR connections over TCP: lines in, lines out. Which line means something is not decided here; how
 * much of them is read is. A connection that sends too long a line, or too many, is closed and its reason told.
 */
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { LineBuffer } from './lines.ts';

export interface TcpCirLimits {
  /** Longest line, octets, its end included. */
  readonly line: number;
  /** Most lines of one connection in a second. */
  readonly linesPerSecond: number;
  /** Most connections at a time. */
  readonly connections: number;
}

export const TCP_CIR_LIMITS: TcpCirLimits = { line: 1_024, linesPerSecond: 20, connections: 20_000 };

/** Most octets waiting for a client that does not read. */
const UNREAD = 16_384;

export interface TcpCirConnection {
  /** Address of the client. */
  readonly from: string;
  /** Sends a line, which gets its CRLF here. */
  send(line: string): void;
  /** Closes it; nothing more is read. */
  close(): void;
}

export interface TcpCirOptions {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
  readonly limits?: Partial<TcpCirLimits> | undefined;
  readonly opened: (connection: TcpCirConnection) => void;
  /** A line without its end. */
  readonly line: (connection: TcpCirConnection, text: string) => void;
  /** The connection is over, whoever ended it. Called once. */
  readonly ended: (connection: TcpCirConnection) => void;
  /** Told why a connection was closed here. */
  readonly refused: (connection: TcpCirConnection, reason: string) => void;
  readonly onError: (error: unknown) => void;
}

export interface TcpCirListener {
  readonly port: number;
  close(): Promise<void>;
}

class Connection implements TcpCirConnection {
  readonly from: string;
  readonly #socket: Socket;
  readonly #options: TcpCirOptions;
  readonly #limits: TcpCirLimits;
  readonly #buffer: LineBuffer;
  #second = 0;
  #lines = 0;
  #closed = false;

  constructor(socket: Socket, options: TcpCirOptions, limits: TcpCirLimits) {
    this.from = socket.remoteAddress ?? '';
    this.#socket = socket;
    this.#options = options;
    this.#limits = limits;
    this.#buffer = new LineBuffer(limits.line);
    socket.on('data', (segment) => this.#read(segment));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.#closed = true;
      options.ended(this);
    });
  }

  send(line: string): void {
    if (this.#closed) return;
    this.#socket.write(`${line}\r\n`);
    if (this.#socket.writableLength > UNREAD) this.#refuse(`more than ${UNREAD} octets that the client does not read`);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    // Unread input would turn the end into a reset, which can overtake lines that were sent.
    this.#socket.resume().end();
    this.#socket.destroySoon();
  }

  #refuse(reason: string): void {
    this.#options.refused(this, reason);
    this.close();
  }

  #read(segment: Uint8Array): void {
    if (this.#closed) return;
    const lines = this.#buffer.push(segment);
    if (lines === undefined) {
      this.#refuse(`a line of more than ${this.#limits.line} octets`);
      return;
    }
    for (const line of lines) {
      if (this.#closed) return;
      if (this.#tooMany()) {
        this.#refuse(`more than ${this.#limits.linesPerSecond} lines a second`);
        return;
      }
      this.#options.line(
        this,
        Buffer.from(line)
          .toString('utf8')
          .replace(/\r?\n$/, ''),
      );
    }
  }

  #tooMany(): boolean {
    const second = Math.floor(performance.now() / 1_000);
    if (second !== this.#second) {
      this.#second = second;
      this.#lines = 0;
    }
    this.#lines += 1;
    return this.#lines > this.#limits.linesPerSecond;
  }
}

/** Starts to listen; rejects with the system's error. */
export function listenTcpCir(options: TcpCirOptions): Promise<TcpCirListener> {
  const limits: TcpCirLimits = { ...TCP_CIR_LIMITS, ...options.limits };
  const sockets = new Set<Socket>();
  const server = createServer({ noDelay: true, keepAlive: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    options.opened(new Connection(socket, options, limits));
  });
  server.maxConnections = limits.connections;
  return new Promise((resolve, reject) => {
    server.on('error', (error) => (server.listening ? options.onError(error) : reject(error)));
    server.listen({ host: options.host, port: options.port, backlog: 4_096 }, () => {
      const { port } = server.address() as AddressInfo;
      resolve({
        port,
        close: () =>
          new Promise((done) => {
            server.close(() => done());
            for (const socket of sockets) socket.destroy();
          }),
      });
    });
  });
}
