/** Clients that hold connections for calls, in a process of their own: each says HELO and waits. */
import { connect, type Socket } from 'node:net';

/** The work: connect for these sessions. */
export interface Work {
  readonly port: number;
  readonly sessions: readonly string[];
}

/** Connections opened at a time. */
const AT_ONCE = 200;

let calls = 0;
let wanted = 0;

function bind(port: number, session: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true }, () => socket.write(`HELO ${session}\r\n`));
    socket.once('error', reject);
    socket.once('data', () => {
      socket.on('data', (octets) => {
        calls += octets.toString('latin1').split('WVCI').length - 1;
        if (calls === wanted) process.send?.('called');
      });
      resolve(socket);
    });
  });
}

async function bindAll({ port, sessions }: Work): Promise<void> {
  for (let from = 0; from < sessions.length; from += AT_ONCE) {
    await Promise.all(sessions.slice(from, from + AT_ONCE).map((session) => bind(port, session)));
  }
}

process.on('message', (message: Work | number) => {
  if (typeof message === 'number') {
    wanted = calls + message;
    process.send?.('ready');
    return;
  }
  bindAll(message).then(
    () => process.send?.('bound'),
    (error: unknown) => process.send?.(error instanceof Error ? error.message : String(error)),
  );
});
process.on('disconnect', () => process.exit());
process.send?.('started');
