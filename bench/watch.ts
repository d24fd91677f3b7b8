/**
 * The passive monitor: what it adds to a request on its way, and how much it can judge. Requests go to an echo of node:http,
 * directly and through the monitor, which reads and judges every one.
 */
import { startMonitor } from '../src/watch/monitor.ts';
import { Watcher } from '../src/watch/watcher.ts';
import { cpuTime, type Effort, median } from './harness.ts';
import { withServers } from './processes.ts';
import { number, perSecond, type Section } from './table.ts';
import { connect, type Wire } from './wire.ts';

const CONTENT_TYPE = 'application/vnd.wv.csp.xml';
const NAMESPACE = 'http://www.openmobilealliance.org/DTD/WV-CSP1.2';

/** A KeepAlive-Request; the TransactionID differs from one to the next. */
function keepAlive(session: string, id: number): Buffer {
  return Buffer.from(
    `<WV-CSP-Message xmlns="${NAMESPACE}"><Session><SessionDescriptor><SessionType>Inband</SessionType><SessionID>${session}</SessionID>` +
      `</SessionDescriptor><Transaction><TransactionDescriptor><TransactionMode>Request</TransactionMode><TransactionID>k${id}</TransactionID>` +
      '</TransactionDescriptor><TransactionContent xmlns="http://www.openmobilealliance.org/DTD/WV-TRC1.2"><KeepAlive-Request/>' +
      '</TransactionContent></Transaction></Session></WV-CSP-Message>',
  );
}

/** Milliseconds of single requests, one after the other. */
async function times(wire: Wire, session: string, turnMs: number): Promise<readonly number[]> {
  const all: number[] = [];
  const until = performance.now() + turnMs;
  while (performance.now() < until) {
    const began = performance.now();
    await wire.post(keepAlive(session, all.length % 90));
    all.push(performance.now() - began);
  }
  return all;
}

export function watch({ turnMs, rounds }: Effort): Promise<Section> {
  return withServers(1, async ({ port, members }) => {
    const session = members[0]?.session ?? '';
    const watcher = new Watcher();
    const listen = { host: '127.0.0.1', port: 0 };
    const monitor = await startMonitor({ watcher, listen, upstream: { host: '127.0.0.1', port, tls: undefined } });
    const direct = await connect(port, CONTENT_TYPE);
    const through = await connect(Number(new URL(monitor.url).port), CONTENT_TYPE);
    await times(direct, session, 500);
    await times(through, session, 500);
    const added: number[] = [];
    let messages = 0;
    let microseconds = 0;
    for (let round = 0; round < rounds; round++) {
      const own = cpuTime();
      const alone = await times(direct, session, turnMs);
      const before = cpuTime();
      const watched = await times(through, session, turnMs);
      monitor.settle();
      // The share of the client that sends is known from the requests that went directly.
      const client = ((before - own) / alone.length) * watched.length;
      microseconds += (cpuTime() - before - client) * 1_000;
      messages += 2 * watched.length;
      added.push(median(watched) - median(alone));
    }
    direct.close();
    through.close();
    await monitor.close();
    if (watcher.counts.exchanges < messages / 2 || watcher.faults.length > 0)
      throw new Error('the monitor did not judge all');
    const rate = (messages * 1e6) / microseconds;
    return {
      title: 'Passive monitor',
      remark: 'KeepAlive-Request in XML through the monitor; CPU time is that of the monitor alone.',
      figures: [
        {
          what: 'added to a request, median',
          value: `${number(median(added))} ms`,
          ratio: median(added),
          to: '1 ms',
          target: { atMost: 1 },
        },
        {
          what: 'passed on and judged',
          value: perSecond(rate, 'messages'),
          ratio: rate / 2_000,
          to: '2,000 a second of one core',
          target: { atLeast: 1 },
        },
      ],
    };
  });
}
