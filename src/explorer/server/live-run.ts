/** Runs on request, one at a time, and the state of the one that is on. */
import type { RunListener, ScenarioDone } from '../../conformance/events.ts';
import { resultsSoFar } from '../../conformance/transcripts/journal.ts';
import type { RunResults } from '../../results/results.ts';
import type { LiveChoices, LiveRequest, LiveState, LiveTrouble } from '../page/data/live.ts';

/** The implementation to explore: given by the command line, which knows the implementation under test and the defects. */
export interface Explorable {
  readonly choices: LiveChoices;
  /** Results shown before the first run. */
  readonly first: RunResults;
  /** Rejects, with a sentence for the user, where the request selects nothing or the implementation cannot be started. */
  run(request: LiveRequest, listener: RunListener, signal: AbortSignal): Promise<RunResults>;
}

/** A run is on already, or none is. */
export class LiveConflict extends Error {
  override readonly name = 'LiveConflict';
}

export interface LiveRun {
  readonly results: RunResults;
  /** The results to be shown now, and their name: of a run that is on, those so far. */
  now(): { readonly of: string; readonly results: RunResults };
  state(): LiveState;
  /** Begins a run. @throws LiveConflict while another one is on */
  start(request: LiveRequest): void;
  /** Ends the run after the scenario that is on. @throws LiveConflict if none is */
  stop(): void;
  /** Calls back on every change; the returned function ends that. */
  watch(listener: () => void): () => void;
  /** Resolves when no run is on. */
  idle(): Promise<void>;
}

/** Troubles that are kept to be shown. */
const KEPT = 200;

/** @param now milliseconds */
export function createLiveRun(explorable: Explorable, now: () => number): LiveRun {
  const watchers = new Set<() => void>();
  let results = explorable.first;
  let count = 0;
  let on: { readonly controller: AbortController; readonly done: Promise<void> } | undefined;
  let begun = 0;
  let version = 0;
  let outline: RunResults | undefined;
  let finished: ScenarioDone[] = [];
  let startedAt = 0;
  let endedAt = 0;
  let planned = 0;
  let done = 0;
  let failed = 0;
  let message: string | undefined;
  let troubles: readonly LiveTrouble[] = [];

  const changed = () => {
    version += 1;
    for (const watcher of watchers) watcher();
  };

  const listener: RunListener = {
    runStarted(plan, outlineNow) {
      outline = outlineNow();
      planned = plan.scenarios;
      startedAt = now();
      changed();
    },
    scenarioFinished(scenarioDone) {
      finished.push(scenarioDone);
      const { verdict, scenario, configuration, requirements } = scenarioDone.transcript;
      done += 1;
      if (verdict === 'fail' || verdict === 'error') failed += 1;
      if (verdict !== 'pass')
        troubles = [...troubles, { scenario, configuration, verdict, requirements }].slice(0, KEPT);
      changed();
    },
    runAborted(why) {
      message = why;
    },
  };

  async function perform(request: LiveRequest, signal: AbortSignal): Promise<void> {
    try {
      results = await explorable.run(request, listener, signal);
      count += 1;
    } catch (error) {
      message = error instanceof Error ? error.message : String(error);
    } finally {
      on = undefined;
      outline = undefined;
      finished = [];
      endedAt = now();
      changed();
    }
  }

  return {
    get results() {
      return results;
    },
    now: () =>
      outline === undefined
        ? { of: `done-${count}`, results }
        : { of: `run-${begun}`, results: resultsSoFar(outline, finished) },
    state: () => ({
      running: on !== undefined,
      run: begun,
      version,
      results: count,
      planned,
      done,
      failed,
      elapsedMs: startedAt === 0 ? 0 : (on === undefined ? endedAt : now()) - startedAt,
      troubles,
      message,
    }),
    start(request) {
      if (on !== undefined) throw new LiveConflict('a run is on already; stop it first');
      [planned, done, failed, startedAt, endedAt, troubles, message] = [0, 0, 0, 0, 0, [], undefined];
      begun += 1;
      const controller = new AbortController();
      on = { controller, done: Promise.resolve().then(() => perform(request, controller.signal)) };
      changed();
    },
    stop() {
      if (on === undefined) throw new LiveConflict('no run is on');
      on.controller.abort('stopped in the page');
    },
    watch(watcher) {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    idle: async () => on?.done,
  };
}
