/** The results of a run, from its plan and what was measured; those of shards, merged, are made in the same way. */
import {
  type MergedRun,
  RESULTS_SCHEMA,
  type RequirementResult,
  type RunResults,
  type Transcript,
} from '../../results/results.ts';
import { isPart, wasJudged } from '../../results/standing.ts';
import { compare } from '../baseline/expectation.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { roleOf } from '../claims/claims.ts';
import { speaksSsp } from '../ics/ssp.ts';
import type { Ics } from '../ics/types.ts';
import { monitoredBy } from '../monitors/index.ts';
import type { Plan } from '../plan/plan.ts';
import type { Survey } from '../state/survey.ts';
import type { Judged } from '../verdicts/checks.ts';
import { exitOf } from '../verdicts/exit.ts';
import { fileFindings } from '../verdicts/file-findings.ts';
import { groupFailures, specificsOf } from '../verdicts/groups.ts';
import { judgeItem, judgeRequirement } from '../verdicts/judge.ts';
import { mergeResults } from '../verdicts/merge.ts';
import { lostAnswers, remarksOnLeftovers, remarksOnLost, remarksOnPace, remarksOnWaits } from '../verdicts/remarks.ts';
import { resolveRoots } from '../verdicts/roots.ts';
import { judgeExpressions } from '../verdicts/rows.ts';
import { differencesOf } from '../verdicts/siblings.ts';
import { noCounts } from '../verdicts/words.ts';
import { FAILED_FAST } from './fail-fast.ts';
import type { Measured } from './measured.ts';
import type { RunOptions } from './options.ts';
import { planOfShard } from './shard.ts';
import type { Target } from './target.ts';

/** Readings of open points used in the run. */
function readingsOf({ ambiguities }: Catalogue, { readings }: Ics): NonNullable<RunResults['run']['readings']> {
  return ambiguities.flatMap(({ id, point, choices }) =>
    choices?.[0] === undefined
      ? []
      : [{ id, point, reading: readings[id] ?? choices[0], chosen: readings[id] !== undefined }],
  );
}

/** An earlier result, and the plan of all that was selected for it. */
export interface Onto {
  readonly first: RunResults;
  readonly whole: Plan;
}

export interface ResultsInput {
  readonly onto: Onto | undefined;
  readonly options: Pick<
    RunOptions,
    'seed' | 'select' | 'monitors' | 'command' | 'certification' | 'baseline' | 'tool' | 'shard' | 'waivers' | 'remarks'
  > & { readonly adapter: Pick<RunOptions['adapter'], 'name' | 'kind'> };
  readonly catalogue: Catalogue;
  readonly plan: Plan;
  readonly ics: Ics;
  readonly subject: () => RunResults['subject'];
  readonly measured: Measured;
  readonly earlier: Pick<Survey, 'leftovers' | 'found'>;
  readonly target: Pick<Target, 'unjudged' | 'remarks'>;
  readonly aborted: string | undefined;
  readonly startedAt: Date;
  readonly durationMs: number;
}

/** A fault of the harness costs this part of the results, not all of them. */
function guarded<T>(measured: Measured, otherwise: T, call: () => T): T {
  try {
    return call();
  } catch (error) {
    measured.fault(error);
    return otherwise;
  }
}

function claimOf({ catalogue, ics, plan, onto }: ResultsInput, requirements: ReadonlyMap<string, RequirementResult>) {
  const judged = (role: string) =>
    catalogue.items
      .filter((item) => roleOf(item) === role)
      .flatMap((item) => item.requirements.flatMap((id) => requirements.get(id) ?? []))
      .filter(wasJudged).length;
  const { configurations } = onto?.whole ?? plan;
  const played = (role: string) =>
    role !== 'ssp-server' || configurations.some(({ version }) => speaksSsp(ics, version));
  const roles = ics.roles.filter(played).map((role) => ({ role, judged: judged(role) }));
  return { versions: ics.versions, syntaxes: ics.syntaxes, roles };
}

/** The checks of scenarios and monitors, by requirement. */
function allJudged(measured: Measured): Map<string, Judged[]> {
  const judged = new Map([...measured.judged].map(([id, list]) => [id, [...list]]));
  for (const check of measured.monitorChecks()) {
    judged.set(check.requirement, [...(judged.get(check.requirement) ?? []), check]);
  }
  return judged;
}

/** Scenarios by verdict; those that need what has no known form in the syntax are counted apart. */
function countedScenarios(transcripts: readonly Transcript[], requirements: readonly RequirementResult[]) {
  const unassessed = new Set(
    requirements.flatMap((r) =>
      (r.notAssessable ?? []).map(({ scenario, configuration }) => `${configuration} ${scenario}`),
    ),
  );
  const apart = (t: Transcript) => t.verdict === 'inconclusive' && unassessed.has(`${t.configuration} ${t.scenario}`);
  const counted = transcripts.filter((t) => !apart(t));
  const scenarios = { run: counted.length, pass: 0, fail: 0, inconclusive: 0, error: 0 };
  for (const t of counted) scenarios[t.verdict]++;
  const notAssessable = transcripts.length - counted.length;
  return notAssessable === 0 ? scenarios : { ...scenarios, notAssessable };
}

function mergedFrom(
  first: RunResults,
  { startedAt, options, measured, mended, exitCode }: ResultsInput & Pick<MergedRun, 'mended' | 'exitCode'>,
): readonly MergedRun[] {
  const { run, totals } = first;
  const before = run.mergedFrom ?? [
    { startedAt: run.startedAt, seed: run.seed, exitCode: run.exitCode, scenarios: totals.scenarios.run, mended: [] },
  ];
  const scenarios = measured.transcripts.length;
  return [...before, { startedAt: startedAt.toISOString(), seed: options.seed, exitCode, scenarios, mended }];
}

export function resultsOf(input: ResultsInput): RunResults {
  const { options, catalogue, ics, measured, target, aborted, onto } = input;
  const own = planOfShard(input.plan, options.shard, monitoredBy(options.monitors));
  const judged = target.unjudged ? new Map<string, Judged[]>() : allJudged(measured);
  const judgedNow = resolveRoots(
    own.requirements.map((r) => judgeRequirement(r, judged.get(r.requirement.id) ?? [], aborted)),
  );
  const merged = onto && mergeResults(onto.first, { requirements: judgedNow, transcripts: measured.transcripts });
  const kept: Pick<RunResults, 'requirements' | 'transcripts'> = merged ?? {
    requirements: judgedNow,
    transcripts: measured.transcripts,
  };
  const { requirements, transcripts } = kept;
  const plan = onto?.whole ?? own;
  const faults = [...(onto?.first.run.faults ?? []), ...measured.faults];
  const byId = new Map(requirements.map((r) => [r.id, r]));
  const items = catalogue.items.map((item) => judgeItem(item, plan, byId));
  const expressions = guarded(measured, [], () => judgeExpressions({ catalogue, ics, plan, requirements: byId }));
  const kind = options.certification === true ? 'certification' : 'development';
  const claim = claimOf(input, byId);
  const { configurations } = plan;
  const selection = onto === undefined ? options.select : onto.first.run.selection;
  const run = { selection, shard: options.shard };
  const part = isPart({ configurations, claim, run });
  const today = input.startedAt.toISOString().slice(0, 10);
  const { baseline } = options;
  const expectation =
    baseline &&
    compare(baseline, requirements, {
      today,
      part: part || aborted !== undefined,
      shard: options.shard !== undefined,
    });
  const aboutTheFile = fileFindings(requirements);
  const exit = exitOf({
    requirements,
    kind,
    aborted,
    failedFast: aborted?.startsWith(FAILED_FAST) === true,
    faults: faults.length,
    expectation,
    whole: part ? undefined : { expressions, claim },
    claimsTooLittle: aboutTheFile.length > 0,
  });
  const counted = { requirements: noCounts(), items: noCounts() };
  for (const r of requirements) counted.requirements[r.verdict]++;
  for (const i of items) counted.items[i.verdict]++;
  const scenarios = countedScenarios(transcripts, requirements);
  return {
    schema: RESULTS_SCHEMA,
    tool: options.tool,
    run: {
      startedAt: input.startedAt.toISOString(),
      durationMs: Math.round(input.durationMs),
      seed: options.seed,
      selection,
      command: options.command,
      exitCode: exit.code,
      because: exit.because,
      faults,
      leftovers: [...(onto?.first.run.leftovers ?? []), ...input.earlier.leftovers, ...measured.leftovers],
      found: input.earlier.found,
      kind,
      aborted,
      readings: readingsOf(catalogue, ics),
      matrix: plan.matrix,
      ...(options.shard !== undefined && { shard: options.shard }),
      ...(aboutTheFile.length > 0 && { findingsAboutTheFile: aboutTheFile }),
      ...(merged &&
        onto && { mergedFrom: mergedFrom(onto.first, { ...input, mended: merged.mended, exitCode: exit.code }) }),
      remarks: [
        ...(onto?.first.run.remarks ?? []),
        ...target.remarks,
        ...input.earlier.found,
        ...remarksOnLeftovers([...input.earlier.leftovers, ...measured.leftovers]),
        ...remarksOnLost(transcripts),
        ...remarksOnPace(transcripts),
        ...remarksOnWaits(requirements),
      ],
    },
    target: { name: options.adapter.name, kind: options.adapter.kind },
    subject: guarded(measured, undefined, input.subject),
    ...(options.waivers !== undefined && { waivers: options.waivers }),
    ...(options.remarks !== undefined && { laboratoryRemarks: options.remarks }),
    configurations,
    claim,
    totals: {
      ...counted,
      scenarios,
      checks: requirements.reduce((n, r) => n + r.checks.length, 0),
      messages: measured.messages + (onto?.first.totals.messages ?? 0),
      lostAnswers: lostAnswers(transcripts),
    },
    items,
    requirements,
    expressions,
    transcripts,
    differences: guarded(measured, [], () => differencesOf(transcripts, requirements, configurations)),
    groups: guarded(measured, [], () => groupFailures(requirements, specificsOf(catalogue, transcripts))),
    expectation,
  };
}
