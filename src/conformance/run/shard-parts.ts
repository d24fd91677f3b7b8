/** The parts of a shard: what merging needs beside the transcripts, which stand in its results. */
import type { Configuration, Leftover, RunResults } from '../../results/results.ts';
import type { Ics } from '../ics/types.ts';
import type { Plan, PlannedRequirement } from '../plan/plan.ts';
import type { Judged } from '../verdicts/checks.ts';
import type { Counted } from './measured.ts';

/** `--shard 2/3`: the second of three parts of a run. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

export const SHARD_SCHEMA = 'imps-conformance/shard/1';

/** A requirement of the plan; the catalogue has the rest. */
export interface PlannedInShard extends Omit<PlannedRequirement, 'requirement' | 'item'> {
  readonly requirement: string;
}

/** Checks of a scenario. */
export interface ScenarioInShard {
  /** Its number in the whole run, from 1. */
  readonly index: number;
  readonly checks: readonly Judged[];
  readonly messages: number;
  readonly leftovers: readonly Leftover[];
}

export interface ShardParts {
  readonly schema: typeof SHARD_SCHEMA;
  readonly shard: Shard;
  readonly tool: RunResults['tool'];
  readonly target: RunResults['target'];
  readonly seed: number;
  readonly selection: string | undefined;
  readonly command: readonly string[] | undefined;
  readonly kind: RunResults['run']['kind'];
  readonly startedAt: string;
  readonly durationMs: number;
  readonly aborted: string | undefined;
  readonly ics: Ics;
  readonly configurations: readonly Configuration[];
  readonly matrix: Plan['matrix'];
  /** Scenarios of the whole run. */
  readonly scheduled: number;
  readonly planned: readonly PlannedInShard[];
  readonly scenarios: readonly ScenarioInShard[];
  readonly counted: readonly Counted[];
  readonly faults: readonly string[];
  readonly leftovers: readonly Leftover[];
  readonly found: readonly string[];
  readonly remarks: readonly string[];
  /** The server refused everything, so that nothing may be judged. */
  readonly unjudged: boolean;
}
