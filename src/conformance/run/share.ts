/**
 * Sharing the scenarios of a run among processes. Each has an implementation of its own and makes the same plan of the
 * same options; what it ran and judged comes back and is kept as if it had been run here. Verdicts do not depend on who
 * ran what: scenarios leave no trace, and all results are put in the order of the run.
 */
import type { RunListener } from './events.ts';
import type { HelperEvents } from './helper.ts';
import type { RunOptions } from './options.ts';
import type { Prepared } from './prepare.ts';

/** Scenarios handed out at a time, at least. */
const LEAST_BATCH = 4;
/** Shorter runs are done before another process is ready. */
const WORTH_SHARING = 100;

/** Runs the whole schedule, with the helpers of the options where it is long. Returns why the run ended early, if so. */
export async function shareOut(
  prepared: Prepared,
  options: RunOptions,
  listener: Required<RunListener>,
): Promise<string | undefined> {
  const { plan, measured } = prepared;
  const numbers = plan.schedule.map((_, index) => index + 1);
  const factories = options.helpers ?? [];
  if (factories.length === 0 || numbers.length < WORTH_SHARING) return prepared.perform(numbers, listener);

  const events: HelperEvents = {
    started: (scenario) => listener.scenarioStarted(scenario),
    finished(done) {
      measured.take(done);
      listener.scenarioFinished(done);
    },
  };
  const helpers = factories.map((begin) => begin(numbers.length, events));
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
      const size = Math.max(LEAST_BATCH, share);
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
