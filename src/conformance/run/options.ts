/** Options of a run. */
import type { Syntax } from '../../protocol/syntax/types.ts';
import type { Version } from '../../protocol/version.ts';
import type { Remark, RunResults, Waiver } from '../../results/results.ts';
import type { Baseline } from '../baseline/baseline.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { SupportCode } from '../cucumber/cucumber.ts';
import type { RunListener } from '../events.ts';
import type { FeatureIndex } from '../features/features.ts';
import type { IutAdapter } from '../iut/adapter.ts';
import type { Monitor } from '../monitors/monitor.ts';
import type { MatrixSelection } from '../plan/matrix.ts';
import type { Scheduled } from '../plan/scheduled.ts';
import type { Outside } from '../scenario/outside.ts';
import type { ScenarioRun } from '../scenario/scenario.ts';
import type { Survey } from '../state/survey.ts';
import type { HelperFactory } from './helper.ts';
import type { Shard, ShardParts } from './shard-parts.ts';
import type { Target } from './target.ts';

/** A run of recorded scenarios. */
export interface Replay {
  /** Of the process whose scenarios are judged again. */
  readonly names: string;
  readonly startedAt: Date;
  /** The schedule with each scenario at the number it had. */
  schedule(planned: readonly Scheduled[]): readonly Scheduled[];
  outside(scenario: ScenarioRun): Outside | undefined;
  readonly survey: Survey;
  readonly target: Target;
}

export interface RunOptions {
  readonly adapter: IutAdapter;
  readonly features: FeatureIndex;
  readonly support: SupportCode;
  readonly seed: number;
  readonly select?: string | undefined;
  readonly versions?: readonly Version[] | undefined;
  readonly syntaxes?: readonly Syntax[] | undefined;
  /** `full`: what one syntax is enough for runs in every one. */
  readonly matrix?: MatrixSelection | undefined;
  readonly baseline?: Baseline | undefined;
  readonly certification?: boolean | undefined;
  /** Waivers and remarks of a laboratory: kept with the results, no verdict depends on them. */
  readonly waivers?: readonly Waiver[] | undefined;
  readonly remarks?: readonly Remark[] | undefined;
  readonly tool: RunResults['tool'];
  /** Options that repeat the run; kept with the results. */
  readonly command?: readonly string[] | undefined;
  readonly listeners?: readonly RunListener[] | undefined;
  readonly monitors?: readonly Monitor[] | undefined;
  readonly catalogue?: Catalogue | undefined;
  /** Ends the run early; what was measured is still judged. */
  readonly signal?: AbortSignal | undefined;
  /** Time passes by waiting: scenarios that let it pass run last, side by side where they can. */
  readonly realTime?: boolean | undefined;
  /** Lanes side by side on one server, each with users of its own; 1 without it. */
  readonly lanes?: number | undefined;
  /** One of several parts of a run, to be merged: the scenarios whose numbers fall to it. */
  readonly shard?: Shard | undefined;
  /** Called at the end of a shard; what it is given makes the parts from which shards are merged. */
  readonly onParts?: ((parts: () => ShardParts) => void) | undefined;
  /** Ends the run at the first requirement that counts and fails, unless the baseline expects it. */
  readonly failFast?: boolean | undefined;
  /** Transcripts to judge again in place of an implementation: see conformance/replay. */
  readonly replay?: Replay | undefined;
  /** An earlier result, of which this run repeats a part: the results are those of both, merged. */
  readonly onto?: RunResults | undefined;
  /** Other processes that take their share of the scenarios, each with an implementation of its own. */
  readonly helpers?: readonly HelperFactory[] | undefined;
}
