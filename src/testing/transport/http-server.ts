/** For tests: a TCP server on loopback that sends whatever it is told. */
import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface TestServer {
  readonly url: string;
  readonly port: number;
  /** Connections accepted so far. */
  readonly accepted: readonly Socket[];
  /** Everything received on each connection, as Latin-1 text. */
  readonly received: readonly string[];
  close(): Promise<void>;
}

/** Starts a server that calls `talk` for each connection, with its number from 0. */
export async function testServer(talk: (socket: Socket, index: number) => void): Promise<TestServer> {
  const accepted: Socket[] = [];
  const received: string[] = [];
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const index = accepted.push(socket) - 1;
    received.push('');
    socket.on('error', () => socket.destroy());
    socket.on('data', (chunk) => {
      received[index] += chunk.toString('latin1');
    });
    talk(socket, index);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/csp`,
    port,
    accepted,
    received,
    close() {
      for (const socket of accepted) socket.destroy();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
}

/** Calls back whenever a whole request head (and Content-Length body) has come on a connection. */
export function onRequest(socket: Socket, answer: (text: string, count: number) => void): void {
  let text = '';
  let count = 0;
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
    for (;;) {
      const end = text.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/content-length: *(\d+)/i.exec(text.slice(0, end))?.[1] ?? 0);
      if (text.length < end + 4 + length) return;
      const whole = text.slice(0, end + 4 + length);
      text = text.slice(whole.length);
      answer(whole, ++count);
    }
  });
}

/** A plain answer with Content-Length. */
export function plainAnswer(body: string, extra = ''): string {
  return `HTTP/1.1 200 OK\r\n${extra}Content-Length: ${body.length}\r\n\r\n${body}`;
}
