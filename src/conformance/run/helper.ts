/** Another process that takes its share of a run: what is asked of it, and what it tells. */
import type { ScenarioBegun } from '../events.ts';
import type { Counted, Done } from './measured.ts';

/** The last message of a process that has done its share. */
export interface Rest {
  readonly counted: readonly Counted[];
  readonly faults: readonly string[];
}

/** Another process that runs scenarios. Its promises are rejected when it breaks down. */
export interface Helper {
  /** Runs scenarios by their numbers; resolves with why the run must not go on, if so. */
  perform(numbers: readonly number[]): Promise<string | undefined>;
  /** Ends it. */
  finish(): Promise<Rest>;
  /** Has it end after the scenario that is on. */
  abort(why: string): void;
  /** Ends it at once, whatever it does. May be called twice. */
  kill(): void;
}

/** The messages of a helper while it performs. */
export interface HelperEvents {
  started(scenario: ScenarioBegun): void;
  finished(done: Done): void;
}

/** Begins a helper for a run with a schedule of that many scenarios. */
export type HelperFactory = (scenarios: number, events: HelperEvents) => Helper;
