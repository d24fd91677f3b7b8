/**
 * Sharing the scenarios of a run among processes. Each has an implementation of its own and makes the same plan of the
 * same options; what it ran and judged comes back and is kept as if it had been run here. Verdicts do not depend on who
 * ran what: scenarios leave no trace, and all results are put in the order of the run.
 */
import type { RunListener } from '../events.ts';
import type { HelperEvents } from './helper.ts';
import { type Lane, sortLanes } from './lanes.ts';
import type { RunOptions } from './options.ts';
import type { Prepared } from './prepare.ts';
import { numbersOf } from './shard.ts';
import { sortWaiting } from './waiting.ts';

/** Scenarios handed out at a time, at least. */
const LEAST_BATCH = 4;
/** Shorter runs are done before another process is ready. */
const WORTH_SHARING = 100;

/**
 * Runs the whole schedule on real time: first the scenarios that do not wait, then those that wait with one user, each
 * process with another account, then the others that wait.
 */
async function waitingLast(
  prepared: Prepared,
  options: RunOptions,
  listener: Required<RunListener>,
): Promise<string | undefined> {
  const { plan, catalogue } = prepared;
  const sorted = sortWaiting(plan.schedule, (id) => catalogue.requirement(id)?.testability === 'needs-adapter:clock');
  const own = new Set(numbersOf(plan, options.shard));
  const mine = (numbers: readonly number[]) => numbers.filter((number) => own.has(number));
  const [others, alone, together] = [mine(sorted.others), mine(sorted.alone), mine(sorted.together)];
  let aborted = await prepared.perform(others, listener);
  const factories = (options.helpers ?? []).slice(0, Math.max(0, alone.length - 1));
  const scenarios = alone.length + together.length;
  if (aborted === undefined && scenarios > 0) {
    listener.waitingBegun({ scenarios, alone: alone.length, places: factories.length + 1 });
  }
  aborted ??= await amongProcesses(prepared, { ...options, helpers: factories }, listener, alone, 1);
  aborted ??= await prepared.perform(together, listener);
  return aborted;
}

/** Runs the whole schedule, with the helpers of the options where it is long. Returns why the run ended early, if so. */
export async function shareOut(
  prepared: Prepared,
  options: RunOptions,
  listener: Required<RunListener>,
): Promise<string | undefined> {
  if (prepared.lanes.length > 1) return inLanes(prepared, options, listener);
  if (options.realTime === true) return waitingLast(prepared, options, listener);
  const numbers = numbersOf(prepared.plan, options.shard);
  if (numbers.length < WORTH_SHARING) return prepared.perform(numbers, listener);
  return amongProcesses(prepared, options, listener, numbers, numbers.length);
}

/** Most scenarios a lane takes at a time. A server decides how long one takes: lanes that took few wait for nobody. */
const LARGEST_OF_LANE = 8;

/** Handlers that a lane has on the process, for errors nobody caught: two of ours, one of Cucumber's. */
const LISTENERS_OF_LANE = 3;

/** Runs the schedule in lanes, then what must run alone. Each lane keeps the order of the run. */
async function inLanes(
  prepared: Prepared,
  options: RunOptions,
  listener: Required<RunListener>,
): Promise<string | undefined> {
  const { plan, catalogue, lanes, target } = prepared;
  const own = new Set(numbersOf(plan, options.shard));
  const sorted = sortLanes(plan.schedule, catalogue, options.adapter.waits === true);
  const beside = sorted.beside.filter((number) => own.has(number));
  const alone = sorted.alone.filter((number) => own.has(number));
  listener.lanesBegun({ lanes: lanes.length, beside: beside.length, alone: alone.length });
  const again: number[] = [];
  let aborted: string | undefined;
  let next = 0;
  const work = async (lane: Lane) => {
    while (next < beside.length && aborted === undefined) {
      const share = Math.ceil((beside.length - next) / (2 * lanes.length));
      const batch = beside.slice(next, next + Math.min(LARGEST_OF_LANE, share));
      next += batch.length;
      const why = await prepared.perform(batch, listener, lane, (number) => again.push(number));
      aborted ??= why;
    }
  };
  const listenersBefore = process.getMaxListeners();
  process.setMaxListeners(listenersBefore + LISTENERS_OF_LANE * lanes.length);
  const done = await Promise.allSettled(lanes.map(work));
  process.setMaxListeners(listenersBefore);
  const broken = done.find((share) => share.status === 'rejected');
  if (broken !== undefined) throw broken.reason;
  if (again.length > 0) {
    target.remark(
      `${again.length} of the scenarios that were on when the implementation went away were run again, one after the other.`,
    );
  }
  return aborted ?? prepared.perform([...again, ...alone], listener);
}

/** Shares scenarios out, in batches of `largest` at most. */
async function amongProcesses(
  prepared: Prepared,
  options: RunOptions,
  listener: Required<RunListener>,
  numbers: readonly number[],
  largest: number,
): Promise<string | undefined> {
  const { plan, measured } = prepared;
  const factories = options.helpers ?? [];
  if (factories.length === 0) return prepared.perform(numbers, listener);

  const events: HelperEvents = {
    started: (scenario) => listener.scenarioStarted(scenario),
    finished(done) {
      measured.take(done);
      listener.scenarioFinished(done);
    },
  };
  const helpers = factories.map((begin) => begin(plan.schedule.length, events));
  let aborted: string | undefined;
  const endEarly = (why: string) => {
    aborted ??= why;
    for (const helper of helpers) helper.abort(why);
  };
  const onAbort = () => endEarly(String(options.signal?.reason ?? 'interrupted'));
  options.signal?.addEventListener('abort', onAbort, { once: true });
  let next = 0;
  const work = async (perform: (batch: readonly number[]) => Promise<string | undefined>) => {
    while (next < numbers.length && aborted === undefined) {
      // Half of a fair share of what is left: many that are alike to begin with, so that each process soon knows what it
      // does, and few in the end, so that nobody waits long for the last ones.
      const share = Math.ceil((numbers.length - next) / (2 * (helpers.length + 1)));
      const size = Math.min(largest, Math.max(LEAST_BATCH, share));
      const batch = numbers.slice(next, next + size);
      next += size;
      const why = await perform(batch);
      if (why !== undefined) endEarly(why);
    }
  };
  const done = await Promise.allSettled(
    [
      work((batch) => prepared.perform(batch, listener)),
      ...helpers.map(async (helper) => {
        await work(helper.perform);
        const { counted, faults } = await helper.finish();
        measured.takeCounted(counted);
        for (const fault of faults) measured.fault(fault);
      }),
    ].map((share) =>
      share.catch((error: unknown) => {
        endEarly('another process of the run broke down');
        throw error;
      }),
    ),
  );
  options.signal?.removeEventListener('abort', onAbort);
  for (const helper of helpers) helper.kill();
  const broken = done.find((share) => share.status === 'rejected');
  if (broken !== undefined) throw broken.reason;
  return aborted;
}
