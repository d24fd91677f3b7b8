import { describe, expect, it } from 'vitest';
import type { RunListener } from '../events.ts';
import type { Helper, HelperEvents } from './helper.ts';
import type { Done } from './measured.ts';
import type { RunOptions } from './options.ts';
import type { Prepared } from './prepare.ts';
import { shareOut } from './share.ts';

const done = (index: number) => ({ index }) as unknown as Done;

/** A run of so many scenarios, and who ran which. */
function stage(scenarios: number, perform?: Prepared['perform']) {
  const here: number[] = [];
  const taken: number[] = [];
  const faults: unknown[] = [];
  const counted: unknown[] = [];
  const prepared = {
    plan: { schedule: Array.from({ length: scenarios }, () => ({})) },
    lanes: [{}],
    measured: {
      take: ({ index }: Done) => taken.push(index),
      takeCounted: (list: readonly unknown[]) => counted.push(...list),
      fault: (fault: unknown) => faults.push(fault),
    },
    perform:
      perform ??
      (async (numbers: readonly number[]) => {
        here.push(...numbers);
        await new Promise((resolve) => setImmediate(resolve));
        return undefined;
      }),
  } as unknown as Prepared;
  return { prepared, here, taken, faults, counted };
}

const listener = { scenarioStarted() {}, scenarioFinished() {} } as unknown as Required<RunListener>;

function helper(events: HelperEvents, changes: Partial<Helper> = {}): Helper {
  return {
    async perform(numbers) {
      await new Promise((resolve) => setImmediate(resolve));
      for (const number of numbers) events.finished(done(number));
      return undefined;
    },
    finish: async () => ({ counted: [], faults: ['a fault elsewhere'] }),
    abort() {},
    kill() {},
    ...changes,
  };
}

const options = (...factories: ((events: HelperEvents) => Helper)[]) =>
  ({ helpers: factories.map((make) => (_: number, events: HelperEvents) => make(events)) }) as unknown as RunOptions;

const all = (count: number) => Array.from({ length: count }, (_, i) => i + 1);

describe('a run shared among processes', () => {
  it('runs every scenario once, some of them elsewhere', async () => {
    const { prepared, here, taken, faults } = stage(500);
    expect(await shareOut(prepared, options(helper), listener)).toBeUndefined();
    expect(here.length).toBeGreaterThan(0);
    expect(taken.length).toBeGreaterThan(0);
    expect([...here, ...taken].sort((a, b) => a - b)).toEqual(all(500));
    expect(faults).toEqual(['a fault elsewhere']);
  });

  it('is not shared where it is short', async () => {
    const { prepared, here } = stage(20);
    const never = () => {
      throw new Error('no helper is needed');
    };
    expect(await shareOut(prepared, options(never), listener)).toBeUndefined();
    expect(here).toEqual(all(20));
  });

  it('ends early everywhere when one share has to', async () => {
    const aborted: string[] = [];
    const { prepared, taken } = stage(500, async () => 'nothing answers');
    const slow = (events: HelperEvents) => helper(events, { abort: (why) => aborted.push(why) });
    expect(await shareOut(prepared, options(slow), listener)).toBe('nothing answers');
    expect(aborted).toEqual(['nothing answers']);
    expect(taken.length).toBeLessThan(100);
  });

  it('fails when another process breaks down, after its own share has ended', async () => {
    let killed = false;
    let running = 0;
    const { prepared } = stage(500, async () => {
      running += 1;
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
      return undefined;
    });
    const broken = (events: HelperEvents) =>
      helper(events, {
        perform: () => Promise.reject(new Error('it ended with exit code 9')),
        kill() {
          killed = true;
        },
      });
    await expect(shareOut(prepared, options(broken), listener)).rejects.toThrow('exit code 9');
    expect(running).toBe(0);
    expect(killed).toBe(true);
  });
});
