/**
 * Communication initiation over TCP: many idle connections, the memory of one, and the time until one client, and all of
 * them, have been called. The clients are in a process of their own, over sockets.
 */
import type { ChildProcess } from 'node:child_process';
import type { Primitive } from '../src/protocol/messages/envelope.ts';
import type { ReferenceServer } from '../src/server/server.ts';
import type { Effort } from './harness.ts';
import { ask, joinAll, largeServer, type Member, pollsOf } from './population.ts';
import { forked } from './processes.ts';
import { number, type Section } from './table.ts';
import { template, textsOf } from './template.ts';

const offer = template<'session' | 'id'>({
  name: 'ClientCapability-Request',
  value: {
    CapabilityList: {
      ClientType: 'OTHER',
      InitialDeliveryMethod: 'P',
      AcceptedContentType: ['text/plain'],
      AcceptedContentLength: 32_767,
      SupportedBearer: ['HTTP'],
      MultiTrans: 10,
      ParserSize: 100_000,
      SupportedCIRMethod: ['STCP'],
    },
  },
});
const NEWS: Primitive = { name: 'Disconnect', value: { Result: { Code: 200 } } };
/** Clients called one by one. */
const SINGLES = 200;

function said(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => child.once('message', resolve));
}

/** Milliseconds until all these clients were called. */
async function wake(server: ReferenceServer, child: ChildProcess, members: readonly Member[]): Promise<number> {
  const ready = said(child);
  child.send(members.length);
  await ready;
  const called = said(child);
  const began = performance.now();
  for (const { session } of members) {
    const live = server.access.session(session);
    if (live === undefined || server.access.send(live, NEWS) !== 'queued') throw new Error('a session is not there');
  }
  await called;
  const took = performance.now() - began;
  // Each is heard, so that the next thing that waits is a reason to call.
  for (const poll of pollsOf(members)) for (let more = true; more; more = ask(server, poll).includes('<Poll>T'));
  return took;
}

/** Connects them all. Each takes a file descriptor on both sides: the limit of the system may be lower. */
async function bound(child: ChildProcess, port: number, members: readonly Member[]): Promise<void> {
  const answer = said(child);
  child.send({ port, sessions: members.map(({ session }) => session) });
  const outcome = await answer;
  if (outcome !== 'bound') throw new Error(`not all connections could be opened (ulimit -n): ${String(outcome)}`);
}

export async function calls(effort: Effort): Promise<Section> {
  const count = effort.quick ? 1_000 : 10_000;
  const server = largeServer(count, { cir: {} });
  await server.start();
  const members = joinAll(server, 0, count);
  const ports = members.map(({ session }) => textsOf(ask(server, offer({ session, id: 'c' })), 'TCPPort')[0]);
  const { child } = await forked('callers.ts', []);
  try {
    const before = process.memoryUsage().rss;
    await bound(child, Number(ports[0]), members);
    const each = (process.memoryUsage().rss - before) / count;
    const singles: number[] = [];
    for (const member of members.slice(0, SINGLES)) singles.push(await wake(server, child, [member]));
    const one = singles.sort((a, b) => a - b)[SINGLES >> 1] ?? Number.NaN;
    const all = await wake(server, child, members);
    return {
      title: 'Communication initiation over TCP',
      remark: `${number(count)} idle connections on the reference server; the clients in another process.`,
      figures: [
        { what: 'memory of one connection', value: `${number(each / 1024)} KiB` },
        { what: 'until one client was called, median', value: `${number(one)} ms` },
        { what: 'until all were called', value: `${number(all)} ms` },
      ],
    };
  } finally {
    child.disconnect();
    await server.stop();
  }
}
