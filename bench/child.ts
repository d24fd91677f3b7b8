/** The server that is measured over sockets, in a process of its own: the reference server with users on line, or a bare echo. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, largeServer, type Member, request, userOf } from './population.ts';

/** The message to the parent once the child listens. */
export interface Listening {
  readonly port: number;
  /** Nobody for the echo. */
  readonly members: readonly Member[];
}

/** A server that does the least node:http can do about a POST. */
function startEcho(): Promise<number> {
  const echo = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks);
      response.writeHead(200, {
        'Content-Type': incoming.headers['content-type'] ?? '',
        'Content-Length': body.length,
      });
      response.end(body);
    });
  });
  return new Promise((resolve, reject) => {
    echo.on('error', reject);
    echo.listen(0, '127.0.0.1', () => resolve((echo.address() as AddressInfo).port));
  });
}

/** The first user has all others in the contact list `all`. */
async function startServer(users: number): Promise<Listening> {
  const server = largeServer(users);
  const members = Array.from({ length: users }, (_, i) => join(server, userOf(i)));
  const [first, ...others] = members;
  if (first !== undefined) {
    const NickName = others.map(({ user }) => ({ Name: user, UserID: user }));
    const value = { ContactList: first.user.replace('@', '/all@'), NickList: { NickName } };
    request(server, first, { name: 'CreateList-Request', value });
  }
  const { port } = await server.start();
  return { port, members };
}

const [what, users] = process.argv.slice(2);
const listening: Listening =
  what === 'echo' ? { port: await startEcho(), members: [] } : await startServer(Number(users));
process.send?.(listening);
// Every message asks for the CPU time used so far, microseconds.
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.(user + system);
});
// Whoever started this process ends it, or is gone.
process.on('disconnect', () => process.exit());
