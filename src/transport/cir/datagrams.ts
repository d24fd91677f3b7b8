/** UDP sockets for CIRs: one to send from, and one for a client that listens. */
import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';
import { TransportError } from '../types.ts';

/** The default port of a client for standalone UDP: `wv-csp-udp-cir`. */
export const UDP_CIR_PORT = 3717;

/** Sends datagrams; its sockets are opened when they are first needed and never keep a process alive. */
export interface DatagramSender {
  send(datagram: Uint8Array, host: string, port: number): void;
  close(): void;
}

/** An IPv4 address as a dual-stack socket shows it, without its prefix. */
export function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, '');
}

export function createDatagramSender(onError: (error: unknown) => void): DatagramSender {
  const sockets = new Map<'udp4' | 'udp6', Socket>();
  const socketFor = (host: string): Socket => {
    const family = isIPv6(host) ? 'udp6' : 'udp4';
    const known = sockets.get(family);
    if (known !== undefined) return known;
    const socket = createSocket(family);
    socket.on('error', onError);
    socket.unref();
    sockets.set(family, socket);
    return socket;
  };
  return {
    send(datagram, host, port) {
      const to = plainAddress(host);
      socketFor(to).send(datagram, port, to, (error) => {
        // Nobody listens there: a datagram is lost, as datagrams are.
        if (error !== null && (error as NodeJS.ErrnoException).code !== 'ECONNREFUSED') onError(error);
      });
    },
    close() {
      for (const socket of sockets.values()) socket.close();
      sockets.clear();
    },
  };
}

/** A datagram that came. */
export interface Datagram {
  readonly octets: Uint8Array;
  readonly from: string;
}

export interface DatagramListener {
  readonly host: string;
  readonly port: number;
  readonly datagrams: readonly Datagram[];
  /** Calls back after every datagram; the returned function stops that. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}

/** Listens; port 0 lets the system choose. @throws TransportError `refused`, with the system's code in its message. */
export function listenForDatagrams(host: string, port: number): Promise<DatagramListener> {
  const socket = createSocket(isIPv6(host) ? 'udp6' : 'udp4');
  const datagrams: Datagram[] = [];
  const listeners = new Set<() => void>();
  socket.on('message', (octets, { address }) => {
    datagrams.push({ octets: new Uint8Array(octets), from: address });
    for (const listener of [...listeners]) listener();
  });
  return new Promise((resolve, reject) => {
    socket.once('error', (error: NodeJS.ErrnoException) => {
      socket.close();
      reject(new TransportError('refused', `UDP port ${port} of ${host}: ${error.code ?? error.message}`));
    });
    socket.bind({ address: host, port, exclusive: true }, () => {
      socket.removeAllListeners('error');
      socket.on('error', () => {});
      resolve({
        host,
        port: socket.address().port,
        datagrams,
        onChange(listener) {
          listeners.add(listener);
          return () => listeners.delete(listener);
        },
        close: () => new Promise((done) => socket.close(() => done())),
      });
    });
  });
}
