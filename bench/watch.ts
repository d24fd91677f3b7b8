/**
 * The passive monitor: what it adds to a request on its way, and how much it can judge. Requests go to the reference server,
 * directly and through the monitor, which reads and judges every one. The way is measured at a pace, the CPU time without.
 */
import { setTimeout as pause } from 'node:timers/promises';
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

/** Milliseconds between requests at a pace: with their answers 2,000 messages a second. */
const PACE_MS = 1;

/** Milliseconds of single requests, one after the other, each begun no earlier than `paceMs` after the one before. */
async function times(wire: Wire, session: string, turnMs: number, paceMs = 0): Promise<readonly number[]> {
  const all: number[] = [];
  const start = performance.now();
  while (performance.now() < start + turnMs) {
    const began = performance.now();
    await wire.post(keepAlive(session, all.length % 90));
    all.push(performance.now() - began);
    // Timers know whole milliseconds only: what one is late the next ones make up for.
    const early = start + all.length * paceMs - performance.now();
    if (early > 0.2) await pause(early);
  }
  return all;
}

/** The time that 99 of 100 requests keep. */
function slow(all: readonly number[]): number {
  return [...all].sort((a, b) => a - b)[Math.floor(all.length * 0.99)] ?? 0;
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
    monitor.settle();
    const added: number[] = [];
    const addedToSlow: number[] = [];
    let messages = 0;
    let taken = watcher.counts.exchanges;
    let microseconds = 0;
    for (let round = 0; round < rounds; round++) {
      const pacedAlone = await times(direct, session, turnMs, PACE_MS);
      const paced = await times(through, session, turnMs, PACE_MS);
      added.push(median(paced) - median(pacedAlone));
      addedToSlow.push(slow(paced) - slow(pacedAlone));
      monitor.settle();
      taken += paced.length;
      const own = cpuTime();
      const alone = await times(direct, session, turnMs);
      const before = cpuTime();
      const watched = await times(through, session, turnMs);
      monitor.settle();
      // The share of the client that sends is known from the requests that went directly.
      const client = ((before - own) / alone.length) * watched.length;
      microseconds += (cpuTime() - before - client) * 1_000;
      messages += 2 * watched.length;
    }
    direct.close();
    through.close();
    await monitor.close();
    // What passes without a look is counted, and remarked on.
    if (watcher.counts.exchanges !== taken + messages / 2 || watcher.faults.length + monitor.remarks.length > 0)
      throw new Error('the monitor did not judge all');
    const rate = (messages * 1e6) / microseconds;
    return {
      title: 'Passive monitor',
      remark:
        'KeepAlive-Request in XML; what is added, at 2,000 messages a second; judged, by CPU time of the monitor alone.',
      figures: [
        {
          what: 'added to a request, median',
          value: `${number(median(added))} ms`,
          ratio: median(added),
          to: '1 ms',
          target: { atMost: 1 },
        },
        {
          what: 'added to what 99 of 100 requests take',
          value: `${number(median(addedToSlow))} ms`,
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
