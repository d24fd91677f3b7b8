/**
 * Time for the tester's servers. Where the adapter drives the clock of the implementation, a wait is time that is let pass
 * there, once nothing is on its way any more; elsewhere it is real time.
 */
import { type PeerClock, realClock } from '../../peer/clock.ts';
import type { IutAdapter } from '../iut/adapter.ts';

export interface DrivenClock extends PeerClock {
  /** Waits for what the implementation or a timer of this clock settles. */
  until<T>(promise: Promise<T>): Promise<T>;
  /** Waits until nothing is on its way between tester and implementation; in real time it is a short pause. */
  settle(): Promise<void>;
}

/** Turns of the event loop without traffic, after which none is on its way in this process. */
const QUIET_TURNS = 150;
/** And the least duration of that, milliseconds: the kernel may take its time with a packet on loopback. */
const QUIET_MS = 8;
/** Time let pass at once, milliseconds. */
const SLICE = 5_000;
const PAUSE_MS = 300;

/** `moved` counts the documents that were seen on the wire. */
export function createPeerClock(adapter: IutAdapter, moved: () => number): DrivenClock {
  if (adapter.kind !== 'embedded' || adapter.advanceClock === undefined) {
    return {
      ...realClock,
      until: (promise) => promise,
      settle: () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS)),
    };
  }
  const advance = adapter.advanceClock.bind(adapter);
  const timers = new Set<{ readonly due: number; readonly call: () => void }>();
  let now = 0;

  async function quiet(settled: () => boolean): Promise<void> {
    let seen = moved();
    let since = performance.now();
    for (let turns = 0; turns < QUIET_TURNS || performance.now() - since < QUIET_MS; turns++) {
      if (settled()) return;
      await new Promise((resolve) => setImmediate(resolve));
      if (moved() === seen) continue;
      seen = moved();
      since = performance.now();
      turns = 0;
    }
  }

  async function pass(ms: number): Promise<void> {
    await advance(ms);
    now += ms;
    const due = [...timers].filter((timer) => timer.due <= now).sort((a, b) => a.due - b.due);
    for (const timer of due) {
      if (timers.delete(timer)) timer.call();
    }
  }

  return {
    now: () => now,
    after(ms, call) {
      const timer = { due: now + ms, call };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    async until(promise) {
      let settled = false;
      const mark = () => {
        settled = true;
      };
      promise.then(mark, mark);
      for (;;) {
        await quiet(() => settled);
        if (settled) return promise;
        await pass(SLICE);
      }
    },
    settle: () => quiet(() => false),
  };
}
