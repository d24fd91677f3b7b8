/** A scenario as the plan has it: with its configuration, and the requirements it is judged for there. */
import type { Configuration } from '../../results/results.ts';
import type { ScenarioSource } from '../features/features.ts';

/** A scenario in a configuration, as planned. */
export interface Scheduled {
  readonly source: ScenarioSource;
  readonly configuration: Configuration;
  /** The requirements it is judged for here: those of its tags that apply and are selected. */
  readonly requirements: readonly string[];
}
