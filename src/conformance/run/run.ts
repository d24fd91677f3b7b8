/** A run from plan to results: starts the implementation, runs what is planned, judges, keeps what was measured. */

import type { RunResults } from '../../results/results.ts';
import { claimsOf } from '../claims/claimed.ts';
import { listeners, type RunListener } from '../events.ts';
import type { Plan } from '../plan/plan.ts';
import { NO_SURVEY, type Survey, survey } from '../state/survey.ts';
import { judgeRequirement } from '../verdicts/judge.ts';
import { demandSame } from '../verdicts/rerun.ts';
import { harnessFailed, stop } from './ending.ts';
import { failFast } from './fail-fast.ts';
import type { RunOptions } from './options.ts';
import { type Prepared, prepare } from './prepare.ts';
import { type Onto, resultsOf } from './results-of.ts';
import { numbersOf, partsOf } from './shard.ts';
import { shareOut } from './share.ts';
import { subjectOf } from './subject.ts';

/** Performs the schedule; returns why the run ended early, if it did. */
export type CarryOut = (
  prepared: Prepared,
  options: RunOptions,
  listener: Required<RunListener>,
) => Promise<string | undefined>;

/**
 * Carries a run out.
 * @throws ConfigurationError for a selection that is not understood or matches nothing; AdapterError when the
 * implementation cannot be started; other errors are faults of the harness.
 */
export async function run(given: RunOptions, carryOut: CarryOut = shareOut): Promise<RunResults> {
  const { adapter, seed } = given;
  const startedAt = given.replay?.startedAt ?? new Date();
  const began = performance.now();
  let close = async (): Promise<void> => {};
  try {
    const ending = new AbortController();
    const signals = [ending.signal, ...(given.signal === undefined ? [] : [given.signal])];
    const options = given.failFast === true ? { ...given, signal: AbortSignal.any(signals) } : given;
    const prepared = await prepare(options, startedAt);
    close = prepared.close;
    const { catalogue, ics, ixit, plan, measured, target } = prepared;
    const onto = options.onto && ontoOf(options.onto, prepared.planFor(options.onto.run.selection));
    const watching = options.failFast === true ? [failFast(plan, options.baseline, (why) => ending.abort(why))] : [];
    const listener = listeners([...(options.listeners ?? []), ...watching], measured.fault);
    const planned = {
      target: { name: adapter.name, kind: adapter.kind },
      seed,
      selection: options.select,
      configurations: plan.configurations,
      scenarios: numbersOf(plan, options.shard).length,
      requirements: plan.requirements.filter((r) => r.applicability === 'applicable').length,
    };
    const subject = () => subjectOf(ics, ixit, adapter.capabilities);
    const begun = { options, catalogue, plan, ics, subject, measured, startedAt, durationMs: 0, aborted: KILLED };
    // A journal holds this run alone: of a process that was killed nothing may be merged.
    listener.runStarted(planned, () => resultsOf({ ...begun, target, earlier: UNSEEN, onto: undefined }));
    let aborted: string | undefined;
    const earlier = options.replay?.survey ?? (await lookAround(prepared, options));
    if (earlier.answered) target.met();
    try {
      aborted = await carryOut(prepared, options, listener);
    } catch (error) {
      // A fault of the harness ends the run; what was measured before it is still judged and written.
      measured.fault(error);
      aborted = harnessFailed(error);
    }
    if (aborted !== undefined) listener.runAborted(aborted);
    await earlier.giveBack().catch(() => {});
    await prepared.close();
    await stop(adapter, measured.fault);
    const durationMs = performance.now() - began;
    const results = resultsOf({
      options,
      catalogue,
      plan,
      ics,
      subject,
      measured,
      target,
      onto,
      earlier,
      aborted,
      startedAt,
      durationMs,
    });
    listener.runFinished(results);
    options.onParts?.(() => partsOf({ options, plan, ics, measured, earlier, target, results }));
    return results;
  } finally {
    await close();
    await stop(adapter, () => {});
  }
}

/** Looks for state of earlier runs, if the implementation cannot be reset. */
async function lookAround({ plan, ics, lanes }: Prepared, { adapter }: RunOptions): Promise<Survey> {
  const configuration = plan.configurations.at(-1);
  if (configuration === undefined || adapter.capabilities.has('reset')) return NO_SURVEY;
  const claims = (item: string) => claimsOf(ics).claimed(item, configuration.version);
  const surveys = await Promise.all(lanes.map(({ ixit, ledger }) => survey({ ixit, ledger, configuration, claims })));
  return {
    leftovers: surveys.flatMap(({ leftovers }) => leftovers),
    found: surveys.flatMap(({ found }) => found),
    answered: surveys.some(({ answered }) => answered),
    giveBack: async () => void (await Promise.all(surveys.map(({ giveBack }) => giveBack()))),
  };
}

/** Reason given for a run of which only the journal is left. */
const KILLED = 'the process of the run was killed; this is what its journal holds';

const UNSEEN: Survey = { leftovers: [], found: [], answered: false, giveBack: async () => {} };

function ontoOf(first: RunResults, whole: Plan): Onto {
  demandSame(
    first,
    whole.requirements.map((r) => judgeRequirement(r, [])),
  );
  return { first, whole };
}
