/**
 * The passage: accepts connections, opens one to the server for each, and passes octets on unchanged and at once, in both
 * directions. Whoever listens gets a copy after the octets are on their way.
 */
import { createServer as createPlainServer, connect as plainConnect, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, connect as tlsConnect } from 'node:tls';

/** The copies of one connection. */
export interface Overheard {
  fromClient(chunk: Buffer): void;
  fromServer(chunk: Buffer): void;
  clientEnded(): void;
  serverEnded(): void;
  closed(): void;
}

export interface PassageOptions {
  readonly listen: { readonly host: string; readonly port: number };
  readonly upstream: {
    readonly host: string;
    readonly port: number;
    /** Over TLS; certificates it trusts (PEM) instead of the usual ones, or none checked. */
    readonly tls: { readonly ca: string | undefined; readonly insecure: boolean } | undefined;
  };
  /** Speak TLS to clients, with this certificate and key (PEM). */
  readonly tls?: { readonly cert: string; readonly key: string } | undefined;
  /** A connection was made; `name` tells it from others. */
  readonly overhear: (name: string) => Overheard;
  readonly onTrouble?: (message: string) => void;
}

export interface Passage {
  readonly port: number;
  readonly connections: number;
  /** Ends every connection, and takes no more. */
  close(): Promise<void>;
}

/** @throws the error of the socket where the address cannot be listened on. */
export async function openPassage(options: PassageOptions): Promise<Passage> {
  const sockets = new Set<Socket>();
  let count = 0;
  const accept = (client: Socket): void => {
    count += 1;
    const server = upstreamOf(options);
    for (const socket of [client, server]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.once('close', () => sockets.delete(socket));
    }
    join(client, server, options.overhear(`c${count}`), options.onTrouble);
  };
  const server: Server =
    options.tls === undefined
      ? createPlainServer({ allowHalfOpen: true }, accept)
      : createTlsServer({ ...options.tls, allowHalfOpen: true }, accept);
  server.on('tlsClientError', (error: Error) => options.onTrouble?.(`a client could not set up TLS: ${error.message}`));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.listen.port, options.listen.host, resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : options.listen.port,
    get connections() {
      return count;
    },
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function upstreamOf({ upstream: { host, port, tls } }: PassageOptions): Socket {
  if (tls === undefined) return plainConnect({ host, port, allowHalfOpen: true });
  const name = /^[\d.]+$|:/.test(host) ? {} : { servername: host };
  return tlsConnect({
    host,
    port,
    ...name,
    rejectUnauthorized: !tls.insecure,
    ...(tls.ca !== undefined && { ca: tls.ca }),
  });
}

/** Ties two sockets together: what one sends the other gets, the end of one direction included. */
function join(client: Socket, server: Socket, ear: Overheard, onTrouble: PassageOptions['onTrouble']): void {
  const pass = (from: Socket, to: Socket, hear: (chunk: Buffer) => void, ended: () => void) => {
    from.on('data', (chunk: Buffer) => {
      if (!to.write(chunk)) {
        from.pause();
        to.once('drain', () => from.resume());
      }
      hear(chunk);
    });
    from.on('end', () => {
      to.end();
      ended();
    });
  };
  pass(
    client,
    server,
    (chunk) => ear.fromClient(chunk),
    () => ear.clientEnded(),
  );
  pass(
    server,
    client,
    (chunk) => ear.fromServer(chunk),
    () => ear.serverEnded(),
  );
  let over = false;
  const end = (): void => {
    client.destroy();
    server.destroy();
    if (over) return;
    over = true;
    ear.closed();
  };
  client.on('error', end);
  server.on('error', (error) => {
    if (!over) onTrouble?.(`the connection to the server: ${error.message}`);
    end();
  });
  client.on('close', end);
  // What the server sent last still has to reach the client.
  server.on('close', (failed) => (failed || client.writableEnded ? end() : client.destroySoon()));
}
