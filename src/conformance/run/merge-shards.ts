/**
 * The result of a whole run from its shards. It is made in the way of a run in one piece, from the same plan and the same
 * checks; a shard that is missing or ended early leaves it incomplete.
 */
import type { RunResults } from '../../results/results.ts';
import type { Baseline } from '../baseline/baseline.ts';
import { type Catalogue, catalogue as packageCatalogue } from '../catalogue/catalogue.ts';
import { readClaims } from '../claims/claims.ts';
import { SERVER_MONITORS } from '../monitors/index.ts';
import type { Plan, PlannedRequirement } from '../plan/plan.ts';
import { ConfigurationError } from '../problems.ts';
import { createMeasured } from './measured.ts';
import { resultsOf } from './results-of.ts';
import type { ShardParts } from './shard-parts.ts';

/** A shard: its parts, and its results. */
export interface ReadShard {
  /** Its folder, for messages. */
  readonly name: string;
  readonly parts: ShardParts;
  readonly results: Pick<RunResults, 'transcripts' | 'subject' | 'waivers' | 'laboratoryRemarks'>;
}

export interface MergeOptions {
  readonly tool: RunResults['tool'];
  readonly baseline?: Baseline | undefined;
  readonly catalogue?: Catalogue | undefined;
}

/** @throws ConfigurationError if the shards are not those of one run */
export function mergeShards(shards: readonly ReadShard[], options: MergeOptions): RunResults {
  const catalogue = options.catalogue ?? packageCatalogue;
  const [first, ...others] = [...shards].sort((a, b) => a.parts.shard.index - b.parts.shard.index);
  if (first === undefined) throw new ConfigurationError('no shard was given to merge');
  demandTool(first, options.tool);
  for (const other of others) demandOneRun(first, other);
  const all = [first, ...others];
  demandOnce(all);
  const plan = planOf(first.parts, catalogue);
  const measured = createMeasured(plan, { secrets: [], secretHeaders: [] }, SERVER_MONITORS);
  for (const { parts, results, name } of all) {
    const byKey = new Map(results.transcripts.map((transcript) => [transcript.key, transcript]));
    for (const scenario of parts.scenarios) {
      const transcript = byKey.get(`s${scenario.index}`);
      if (transcript === undefined) {
        throw new ConfigurationError(`${name}: results.json lacks the transcript of scenario ${scenario.index}`);
      }
      measured.take({ ...scenario, transcript });
    }
    measured.takeCounted(parts.counted);
    for (const fault of parts.faults) measured.fault(fault);
  }
  const { seed, selection: select, command, kind, target, ics } = first.parts;
  const { startedAt, durationMs } = spanOf(all);
  const { subject, waivers, laboratoryRemarks: remarks } = first.results;
  const merged = resultsOf({
    options: {
      seed,
      select,
      command,
      certification: kind === 'certification',
      adapter: target,
      waivers,
      remarks,
      ...options,
    },
    subject: () => subject,
    catalogue,
    plan,
    ics,
    measured,
    target: {
      unjudged: all.some(({ parts }) => parts.unjudged),
      remarks: all.flatMap(({ parts }) => parts.remarks),
    },
    onto: undefined,
    earlier: {
      leftovers: all.flatMap(({ parts }) => parts.leftovers),
      found: all.flatMap(({ parts }) => parts.found),
    },
    aborted: whyIncomplete(all),
    startedAt,
    durationMs,
  });
  return { ...merged, run: { ...merged.run, shards: all.map(({ parts }) => briefly(parts)) } };
}

function briefly({ shard, startedAt, durationMs, scenarios }: ShardParts) {
  return { index: shard.index, startedAt, durationMs, scenarios: scenarios.length };
}

function spanOf(all: readonly ReadShard[]): { readonly startedAt: Date; readonly durationMs: number } {
  const starts = all.map(({ parts }) => Date.parse(parts.startedAt));
  const ends = all.map(({ parts }) => Date.parse(parts.startedAt) + parts.durationMs);
  const began = Math.min(...starts);
  return { startedAt: new Date(began), durationMs: Math.max(...ends) - began };
}

function whyIncomplete(all: readonly ReadShard[]): string | undefined {
  const of = all[0]?.parts.shard.of ?? 1;
  const there = new Set(all.map(({ parts }) => parts.shard.index));
  const missing = Array.from({ length: of }, (_, i) => i + 1).filter((index) => !there.has(index));
  if (missing.length > 0) {
    return `shard ${missing.join(', ')} of ${of} ${missing.length === 1 ? 'is' : 'are'} missing`;
  }
  const early = all.find(({ parts }) => parts.aborted !== undefined);
  return early && `shard ${early.parts.shard.index} of ${of}: ${early.parts.aborted}`;
}

function planOf(
  { ics, configurations, matrix, scheduled, planned, selection }: ShardParts,
  catalogue: Catalogue,
): Plan {
  const requirements = planned.map(({ requirement: id, ...rest }): PlannedRequirement => {
    const requirement = catalogue.requirement(id);
    const item = requirement && catalogue.item(requirement.item);
    if (requirement === undefined || item === undefined) throw new ConfigurationError(`there is no requirement ${id}`);
    return { ...rest, requirement, item };
  });
  const schedule: Plan['schedule'] = Array.from({ length: scheduled });
  return { claims: readClaims(catalogue, ics), selection, configurations, matrix, requirements, schedule };
}

function demandTool({ parts, name }: ReadShard, tool: RunResults['tool']): void {
  if (parts.tool.version === tool.version && parts.tool.commit === tool.commit) return;
  throw new ConfigurationError(
    `${name} was made by version ${parts.tool.version} (${parts.tool.commit}) of this program, which is ${tool.version} (${tool.commit})`,
  );
}

function demandOneRun(first: ReadShard, other: ReadShard): void {
  const facts = ({ parts }: ReadShard): readonly (readonly [string, unknown])[] => [
    ['number of shards', parts.shard.of],
    ['version of this program', [parts.tool.version, parts.tool.commit]],
    ['implementation', parts.target],
    ['seed', parts.seed],
    ['selection', parts.selection],
    ['claims', parts.ics],
    ['versions or syntaxes', parts.configurations],
    ['plan', [parts.scheduled, parts.planned]],
  ];
  const theirs = facts(other);
  const differs = facts(first).find(([, value], i) => JSON.stringify(value) !== JSON.stringify(theirs[i]?.[1]));
  if (differs === undefined) return;
  throw new ConfigurationError(`${first.name} and ${other.name} are no shards of one run: another ${differs[0]}`);
}

function demandOnce(all: readonly ReadShard[]): void {
  for (const [i, { parts, name }] of all.entries()) {
    const twin = all.slice(0, i).find((other) => other.parts.shard.index === parts.shard.index);
    if (twin !== undefined)
      throw new ConfigurationError(`${twin.name} and ${name} are both shard ${parts.shard.index}`);
  }
}
