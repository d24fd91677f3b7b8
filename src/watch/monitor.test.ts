import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createClient } from '../client/client.ts';
import { createServer as createReferenceServer } from '../server/server.ts';
import { type Monitor, startMonitor } from './monitor.ts';
import { resultsOf } from './results.ts';
import { Watcher } from './watcher.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** A server that answers each chunk with what `answer` makes of it. */
async function rawServer(answer: (socket: Socket, chunk: Buffer) => void): Promise<number> {
  const server: Server = createServer((socket) => {
    socket.on('data', (chunk) => answer(socket, chunk));
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => new Promise((resolve) => server.close(resolve)));
  return (server.address() as { port: number }).port;
}

async function monitored(port: number): Promise<{ readonly monitor: Monitor; readonly watcher: Watcher }> {
  const watcher = new Watcher();
  const monitor = await startMonitor({
    watcher,
    listen: { host: '127.0.0.1', port: 0 },
    upstream: { host: '127.0.0.1', port, tls: undefined },
  });
  closing.push(() => monitor.close());
  return { monitor, watcher };
}

const results = (watcher: Watcher) =>
  resultsOf(watcher, {
    tool: { name: 'test', version: '0', commit: '' },
    name: 'traffic',
    startedAt: new Date(0),
    durationMs: 0,
    failOn: 'fail',
  });

describe('the monitor', () => {
  it('watches a client and a server that know nothing of it', async () => {
    const server = createReferenceServer({ accounts: [{ user: 'wv:alice@example.com', password: 'sesame-word' }] });
    const { url } = await server.start({ host: '127.0.0.1', port: 0 });
    closing.push(() => server.stop());
    const { monitor, watcher } = await monitored(Number(new URL(url).port));
    const client = createClient({
      url: `${monitor.url}/`,
      version: '1.2',
      syntax: 'xml',
      userId: 'wv:alice@example.com',
      password: 'sesame-word',
    });
    await client.login();
    await client.request('KeepAlive-Request', {});
    await client.logout();
    await client.close();
    monitor.settle();
    const { requirements, run, transcripts } = results(watcher);
    const verdict = (id: string) => requirements.find((r) => r.id === id)?.verdict;
    expect(watcher.counts.exchanges).toBe(3);
    expect(requirements.filter((r) => r.verdict === 'fail').map(({ id }) => id)).toEqual([]);
    expect([verdict('CSP-CLT-001'), verdict('TRN-HTTP-005'), verdict('CSP-GCN-013')]).toEqual([
      'pass',
      'pass',
      'inconclusive',
    ]);
    expect([run.exitCode, transcripts.length, watcher.faults]).toEqual([0, 0, []]);
  });

  it('passes on what it cannot read, in both directions and unchanged', async () => {
    const port = await rawServer((socket, chunk) => socket.write(Buffer.from([...chunk].reverse())));
    const { monitor } = await monitored(port);
    const { connect } = await import('node:net');
    const socket = connect(Number(new URL(monitor.url).port), '127.0.0.1');
    closing.push(async () => void socket.destroy());
    const came = new Promise<Buffer>((resolve) => socket.once('data', resolve));
    const sent = Buffer.from([0, 255, 1, 254, 13, 10, 13, 10]);
    socket.write(sent);
    expect([...(await came)]).toEqual([...sent].reverse());
    monitor.settle();
    expect(monitor.remarks.length).toBe(1);
  });
});
