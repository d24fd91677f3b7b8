import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createServer as createReferenceServer } from '../server/server.ts';
import { defaultCapabilities } from './capabilities.ts';
import { createClient } from './client.ts';
import type { Client } from './types.ts';

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

async function until(look: () => boolean): Promise<void> {
  while (!look()) await new Promise((resolve) => setTimeout(resolve, 2));
}

/** Quick, so that nothing here waits long; no outcome depends on how quick. */
const TIMERS = { answer: 40, ping: 30, pause: 2, longestPause: 8 };

/** The reference server in real time, and two users; `elsewhere` is where callers connect in place of its own channel. */
async function setUp(elsewhere?: number) {
  const server = createReferenceServer({
    accounts: ['alice', 'bob'].map((user) => ({ user, password: 'secret' })),
    cir: {},
  });
  const { url } = await server.start();
  stops.push(() => server.stop());
  const open = async (name: string, methods: readonly string[]) => {
    const client = createClient({
      ...{ url, version: '1.2', syntax: 'xml', party: name, password: 'secret' },
      userId: `wv:${name}@example.com`,
    } as const);
    stops.push(() => client.close());
    const capabilityList = { ...defaultCapabilities('1.2'), SupportedCIRMethod: [...methods] };
    await client.open({ capabilityList });
    return client;
  };
  const alice = await open('alice', []);
  const bob = await open('bob', ['STCP']);
  if (elsewhere !== undefined) Object.assign(bob.session.capabilities ?? {}, { TCPPort: elsewhere });
  const send = () =>
    alice.request('SendMessage-Request', {
      DeliveryReport: false,
      MessageInfo: {
        ContentType: 'text/plain',
        ContentSize: 5,
        Recipient: { User: [{ UserID: 'wv:bob@example.com' }] },
        Sender: { User: { UserID: 'wv:alice@example.com' } },
      },
      ContentData: 'hello',
    } as never);
  return { server, alice, bob, send };
}

/** A server of a test's own for the connections; `serve` gets each with its number, from 1. */
async function channelServer(
  serve: (socket: Socket, number: number) => void,
): Promise<{ port: number; heard: string[] }> {
  const heard: string[] = [];
  let count = 0;
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('data', (octets) =>
      heard.push(
        ...octets
          .toString()
          .split('\r\n')
          .filter((line) => line !== ''),
      ),
    );
    serve(socket, ++count);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  stops.push(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  return { port: typeof address === 'object' && address !== null ? address.port : 0, heard };
}

const polls = (client: Client) =>
  client.tap.exchanges.filter(({ request }) => Buffer.from(request.body).includes('Polling-Request')).length;

describe('a client that can be called', () => {
  it('polls when it is called, and only then while it has a connection', async () => {
    const { bob, send } = await setUp();
    bob.calls.start(TIMERS);
    await until(() => bob.calls.state === 'bound');
    const before = polls(bob);
    await send();
    await until(() => bob.inbox.of('NewMessage').length === 1);
    expect(polls(bob)).toBeGreaterThan(before);
    await bob.logout();
    expect([bob.calls.state, bob.calls.connections]).toEqual(['absent', 1]);
  });

  it('says HELO again when no OK comes, when the connection breaks, and when its PING stays unanswered', async () => {
    const { port, heard } = await channelServer((socket, number) => {
      if (number === 1) socket.end();
      if (number === 3) socket.end('OK\r\n');
      if (number >= 4) socket.write('OK\r\n');
    });
    const { bob } = await setUp(port);
    bob.calls.start(TIMERS);
    await until(() => bob.calls.connections >= 5);
    const hello = `HELO ${bob.session.sessionId}`;
    expect(heard.slice(0, 4)).toEqual([hello, hello, hello, hello]);
    expect(heard).toContain('PING');
  });

  it('takes lines joined or split, any version, and no cookie but its own', async () => {
    let socket: Socket | undefined;
    const { port } = await channelServer((one) => {
      socket = one;
      one.setNoDelay(true);
    });
    const { bob } = await setUp(port);
    bob.calls.start({ ...TIMERS, answer: 60_000, ping: 60_000 });
    await until(() => socket !== undefined);
    const { cookie } = bob.session;
    socket?.write(`OK\r\nWVCI 9.9 ${cookie}\r\n`);
    await until(() => bob.calls.state === 'bound' && polls(bob) >= 1);
    // One call is answered by polls until nothing waits: they have to end before the next lines.
    await new Promise((resolve) => setTimeout(resolve, 50));
    const before = polls(bob);
    socket?.write('WVCI 1.2 of-another\r\n');
    socket?.write(`WVCI 1.2 ${cookie?.slice(0, 3)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(polls(bob)).toBe(before);
    socket?.write(`${cookie?.slice(3)}\r\n`);
    await until(() => polls(bob) === before + 1);
  });

  it('polls by itself while nobody answers at the address', async () => {
    const { port } = await channelServer((socket) => socket.destroy());
    const { bob, send } = await setUp(port);
    Object.assign(bob.session, { pollMinimum: 5 });
    bob.calls.start(TIMERS);
    await send();
    await until(() => bob.inbox.of('NewMessage').length === 1);
    expect(bob.calls.state).toBe('absent');
  });

  it('opens a new connection when the server says that it has none', async () => {
    const { server, bob } = await setUp();
    bob.calls.start({ ...TIMERS, ping: 60_000 });
    await until(() => bob.calls.state === 'bound');
    server.setCirState(bob.session.sessionId ?? '', false);
    await bob.keepAlive();
    await until(() => bob.calls.connections === 2 && bob.calls.state === 'bound');
  });

  it('cannot be called where nothing was agreed', async () => {
    const { alice } = await setUp();
    expect(() => alice.calls.start()).toThrow('cannot be called over TCP');
  });
});
