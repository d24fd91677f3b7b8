/** The end of a scenario as it is judged: everything that was exchanged, and what ended it. */
import type { Cause, Inputs, Leftover, OutsideCall, Place, StepResult } from '../../results/results.ts';
import type { Exchange } from '../../transport/types.ts';
import type { Scheduled } from '../plan/scheduled.ts';

/** The end of a scenario by something that was thrown. */
export interface Signal {
  readonly verdict: 'fail' | 'inconclusive' | 'error';
  readonly cause: Cause | undefined;
  readonly expected: string | undefined;
  readonly observed: string | undefined;
  readonly place: Place | undefined;
  /** True if it fails because there was no answer to look at. */
  readonly unanswered?: boolean | undefined;
  /** The requirements it is about, if not all that the scenario checks. */
  readonly about?: readonly string[] | undefined;
}

/** A scenario that is over. */
export interface ScenarioOutcome {
  readonly scheduled: Scheduled;
  readonly signal: Signal | undefined;
  readonly steps: readonly StepResult[];
  readonly exchanges: readonly Exchange[];
  /** Step (from 1) during which each exchange ended; undefined in the clean-up. By exchange number. */
  readonly stepOf: ReadonlyMap<number, number>;
  /** Exchanges in which the harness sent something wrong on purpose. */
  readonly deliberate: ReadonlySet<number>;
  readonly notes: readonly string[];
  /** Changes that could not be undone. */
  readonly leftovers: readonly Leftover[];
  /** Passwords and digests of the clients, to be kept out of what is written. */
  readonly secrets: readonly string[];
  /** Expectations that were evaluated in a When or a Then. */
  readonly looks: number;
  /** Deviations that are never judged: what was looked for and what was seen. */
  readonly observations: readonly { readonly expected: string; readonly observed: string }[];
  readonly durationMs: number;
  /** Readings of clocks in microseconds, by party, and calls to the outside. */
  readonly readings: ReadonlyMap<string, readonly number[]>;
  readonly calls: readonly OutsideCall[];
  readonly away?: Inputs['away'];
  /** The process and the lane that ran it. */
  readonly ran?: Pick<Inputs, 'names' | 'lane' | 'accounts' | 'address'>;
}
