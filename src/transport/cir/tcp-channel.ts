/** The client's end of a CIR connection over TCP, with command of every octet: what comes is kept as it came. */
import { connect, type Socket } from 'node:net';
import { TransportError } from '../types.ts';
import { LineBuffer } from './lines.ts';

/** Longest line that is kept, octets. */
const LONGEST = 65_536;

export interface CirEndpoint {
  readonly host: string;
  readonly port: number;
}

export interface TcpChannel {
  /** Lines that came, each with its end, in Latin-1: a character is an octet. */
  readonly lines: readonly string[];
  /** The begun line that has not come to its end. */
  readonly rest: string;
  /** The server, or the network, ended the connection. */
  readonly ended: boolean;
  /** Octets as they are, given in Latin-1. */
  send(octets: string): void;
  /** Calls back after every line and at the end; the returned function stops that. */
  onChange(listener: () => void): () => void;
  close(): void;
}

/**
 * Connects.
 * @throws TransportError `refused`, or `timeout` of `timers.connect` after `connectMs` milliseconds.
 */
export function openTcpChannel(to: CirEndpoint, connectMs: number): Promise<TcpChannel> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: to.host, port: to.port, noDelay: true });
    const where = `${to.host}:${to.port}`;
    const timer = setTimeout(() => {
      socket.destroy();
      const message = `no connection to ${where} within ${connectMs} ms (timers.connect)`;
      reject(new TransportError('timeout', message, 'timers.connect', connectMs));
    }, connectMs);
    socket.once('connect', () => {
      clearTimeout(timer);
      resolve(channelOver(socket));
    });
    socket.once('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      reject(new TransportError('refused', `no connection to ${where}: ${error.code ?? error.message}`));
    });
  });
}

function channelOver(socket: Socket): TcpChannel {
  const lines: string[] = [];
  const buffer = new LineBuffer(LONGEST);
  const listeners = new Set<() => void>();
  let ended = false;
  const tell = () => {
    for (const listener of [...listeners]) listener();
  };
  socket.on('data', (segment) => {
    const whole = buffer.push(segment);
    if (whole === undefined) {
      socket.destroy();
      return;
    }
    for (const line of whole) lines.push(Buffer.from(line).toString('latin1'));
    tell();
  });
  socket.on('error', () => socket.destroy());
  const end = () => {
    if (ended) return;
    ended = true;
    tell();
  };
  socket.on('end', end);
  socket.on('close', end);
  return {
    lines,
    get rest() {
      return Buffer.from(buffer.rest).toString('latin1');
    },
    get ended() {
      return ended;
    },
    send(octets) {
      if (!ended) socket.write(octets, 'latin1');
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close: () => void socket.destroy(),
  };
}
