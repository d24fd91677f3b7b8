/** The outside of a scenario as it is, recorded while it answers: see outside.ts. */
import { createHash } from 'node:crypto';
import { type ClientClock, realClock } from '../../client/clock.ts';
import { createHttpClient } from '../../transport/http/client.ts';
import { tlsOf } from '../ics/trust.ts';
import type { IutAdapter } from '../iut/adapter.ts';
import type { RunContext } from './context.ts';
import { CHANNEL, type Outside } from './outside.ts';
import type { ScenarioRun } from './scenario.ts';

export function outsideOf(context: RunContext, scenario: ScenarioRun): Outside {
  return context.replayed?.(scenario) ?? live(context, scenario);
}

/** Letters that keep the cookies of a party apart: others in each scenario and run, the same when it is judged again. */
export function tokensOf({ runId }: RunContext, { index }: ScenarioRun, party: string): () => string {
  let made = 0;
  return () => {
    const hash = createHash('sha256').update(`${runId} ${index} ${party} ${made++}`).digest();
    return hash.readUIntBE(0, 6).toString(36).padStart(10, '0').slice(-10);
  };
}

function live(context: RunContext, scenario: ScenarioRun): Outside {
  const { ixit, adapter, keeping, pacing, patienceOf } = context;
  const { calls, readings } = scenario;
  const http = createHttpClient({
    tap: scenario.tap,
    // The IXIT bounds an answer as a whole.
    timers: { ...ixit.timers, body: undefined },
    limits: { body: ixit.http.maxAnswer },
    headers: ixit.http.headers,
    keeping,
    pacing,
    ...(ixit.http.proxy !== undefined && { proxy: ixit.http.proxy }),
    tls: tlsOf(ixit.http.tls),
  });
  const recorded = async <T>(what: string, call: () => Promise<T>): Promise<T> => {
    const at = calls.push({ what }) - 1;
    try {
      return await call();
    } catch (error) {
      calls[at] = { what, failed: error instanceof Error ? error.message : String(error) };
      throw error;
    }
  };
  const clock = clockOf(context);
  const patience = patienceOf?.(scenario.scheduled, (text) => scenario.notes.push(text));
  return {
    transport: http,
    reach: (url) => recorded('connect', async () => (await http.open(url)).close()),
    virtual: clock !== realClock,
    clock(party) {
      const own = readings.get(party) ?? [];
      readings.set(party, own);
      return {
        wait: clock.wait,
        now() {
          const now = Math.round(clock.now() * 1000);
          own.push(now);
          return now / 1000;
        },
      };
    },
    patience: patience && {
      ...patience,
      bound(what, full) {
        const bound = patience.bound(what, full);
        calls.push({ what: `wait for ${what}`, value: String(bound) });
        return bound;
      },
    },
    adapter: recordedAdapter(adapter, recorded),
    channel: (what) => void calls.push({ what: CHANNEL, value: what }),
    date() {
      const now = new Date();
      calls.push({ what: 'date', value: now.toISOString() });
      return now;
    },
  };
}

type Recorded = <T>(what: string, call: () => Promise<T>) => Promise<T>;

function recordedAdapter(adapter: IutAdapter, recorded: Recorded): IutAdapter {
  const { createAccount, advanceClock, disconnect, systemMessage, loginMessage } = adapter;
  return {
    ...adapter,
    get capabilities() {
      return adapter.capabilities;
    },
    get waits() {
      return adapter.waits === true;
    },
    ...(createAccount && {
      createAccount: (account) => recorded('createAccount', () => createAccount.call(adapter, account)),
    }),
    ...(advanceClock && { advanceClock: (ms) => recorded('advanceClock', () => advanceClock.call(adapter, ms)) }),
    ...(disconnect && { disconnect: (user) => recorded('disconnect', () => disconnect.call(adapter, user)) }),
    ...(systemMessage && {
      systemMessage: (...given) => recorded('systemMessage', () => systemMessage.apply(adapter, given)),
    }),
    ...(loginMessage && {
      loginMessage: (...given) => recorded('loginMessage', () => loginMessage.apply(adapter, given)),
    }),
  };
}

/**
 * The clock the clients wait in. Where the adapter drives the server's clock, a wait is time that is let pass there;
 * real time counts besides, so that every wait ends.
 */
function clockOf({ adapter }: RunContext): ClientClock {
  if (adapter.kind !== 'embedded' || adapter.advanceClock === undefined) return realClock;
  const advance = adapter.advanceClock.bind(adapter);
  let advanced = 0;
  return {
    now: () => performance.now() + advanced,
    async wait(ms, signal) {
      if (signal?.aborted === true) return;
      advanced += ms;
      await advance(ms);
    },
  };
}
