/** Shards: parts of one run that are run elsewhere and merged. All have the plan and the order of the whole run. */
import type { RunResults } from '../../results/results.ts';
import type { Ics } from '../ics/types.ts';
import type { Plan } from '../plan/plan.ts';
import { ConfigurationError } from '../problems.ts';
import type { Survey } from '../state/survey.ts';
import type { Measured } from './measured.ts';
import type { RunOptions } from './options.ts';
import { SHARD_SCHEMA, type Shard, type ShardParts } from './shard-parts.ts';

/** Most shards of a run. */
const MOST = 1000;

/** Reads `2/3`. @throws ConfigurationError */
export function readShard(text: string): Shard {
  const [, index = '', of = ''] = /^([0-9]{1,4})\/([0-9]{1,4})$/.exec(text) ?? [];
  const shard = { index: Number(index), of: Number(of) };
  if (shard.index >= 1 && shard.index <= shard.of && shard.of <= MOST) return shard;
  throw new ConfigurationError(`--shard ${text}: write which of how many, as in 2/3; up to ${MOST} are possible`);
}

/** Numbers of the scenarios to run, from 1: neighbours in the order of the run go to different shards. */
export function numbersOf({ schedule }: Plan, shard: Shard | undefined): readonly number[] {
  const numbers = schedule.map((_, index) => index + 1);
  return shard === undefined ? numbers : numbers.filter((number) => (number - 1) % shard.of === shard.index - 1);
}

/** The plan as a shard judges it: requirements whose scenarios all run in other shards are not selected here. */
export function planOfShard(plan: Plan, shard: Shard | undefined, watched: ReadonlySet<string>): Plan {
  if (shard === undefined) return plan;
  const here = new Set(numbersOf(plan, shard).flatMap((number) => plan.schedule[number - 1]?.requirements ?? []));
  const elsewhere = new Set(plan.schedule.flatMap(({ requirements }) => requirements));
  return {
    ...plan,
    requirements: plan.requirements.map((planned) => {
      const { id } = planned.requirement;
      if (planned.applicability !== 'applicable' || planned.lack !== undefined) return planned;
      if (here.has(id) || watched.has(id) || !elsewhere.has(id)) return planned;
      return {
        ...planned,
        applicability: 'not-selected',
        because: `shard ${shard.index} of ${shard.of} leaves it to the others`,
      };
    }),
  };
}

interface Ended {
  readonly options: RunOptions;
  readonly plan: Plan;
  readonly ics: Ics;
  readonly measured: Measured;
  readonly earlier: Survey;
  readonly target: { readonly remarks: readonly string[]; readonly unjudged: boolean };
  readonly results: RunResults;
}

/** The parts of a shard that came to its end. */
export function partsOf({ options, plan, ics, measured, earlier, target, results }: Ended): ShardParts {
  const { run, tool } = results;
  return {
    schema: SHARD_SCHEMA,
    shard: options.shard ?? { index: 1, of: 1 },
    tool,
    target: results.target,
    seed: run.seed,
    selection: run.selection,
    command: run.command,
    kind: run.kind,
    startedAt: run.startedAt,
    durationMs: run.durationMs,
    aborted: run.aborted,
    ics,
    configurations: plan.configurations,
    matrix: plan.matrix,
    scheduled: plan.schedule.length,
    planned: plan.requirements.map(({ requirement, item: _, ...rest }) => ({ ...rest, requirement: requirement.id })),
    scenarios: measured.done.map(({ index, checks, messages, leftovers }) => ({ index, checks, messages, leftovers })),
    counted: measured.counted,
    faults: measured.faults,
    leftovers: earlier.leftovers,
    found: earlier.found,
    remarks: target.remarks,
    unjudged: target.unjudged,
  };
}
