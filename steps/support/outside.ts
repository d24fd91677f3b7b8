/** Waits for what comes from the implementation beside the data channel: lines of a connection, datagrams. */
import { realClock } from '../../src/client/clock.ts';
import type { World } from './world.ts';

/** Parts into which a wait is cut where the clock of the implementation can be moved. */
const PARTS = 4;
/** Milliseconds for what is on its way between two moves of that clock. */
const ON_ITS_WAY = 25;

/** Something that changes by itself: calls back after each change; the returned function stops that. */
export type Changes = (listener: () => void) => () => void;

async function pause(changes: Changes, ms: number): Promise<void> {
  const early = new AbortController();
  const stop = changes(() => early.abort());
  try {
    await realClock.wait(ms, early.signal);
  } finally {
    stop();
  }
}

/** Waits until `look` finds something, at most `ms` milliseconds of the clients' clock; undefined: nothing came. */
export async function comesWithin<T>(
  world: World,
  changes: Changes,
  look: () => T | undefined,
  ms: number,
): Promise<T | undefined> {
  const { clock } = world;
  const until = clock.now() + ms;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    const left = until - clock.now();
    if (left <= 0) return undefined;
    if (!world.virtualTime) {
      await pause(changes, left);
      continue;
    }
    await pause(changes, ON_ITS_WAY);
    if (look() !== undefined) continue;
    await clock.wait(Math.min(left, ms / PARTS));
    await pause(changes, ON_ITS_WAY);
  }
}

/** The end of a wait in words: `nothing within 10 s (IXIT timers.cirNotice)`. */
export function nothingWithin(timer: string, ms: number): string {
  return `nothing within ${ms / 1000} s (IXIT timers.${timer})`;
}
