/** A run from plan to results: starts the implementation, runs what is planned, judges, keeps what was measured. */

import type { Syntax } from '../../protocol/syntax/types.ts';
import type { Version } from '../../protocol/version.ts';
import { type Baseline, compare } from '../baseline/baseline.ts';
import { type Catalogue, catalogue as packageCatalogue } from '../catalogue/catalogue.ts';
import type { Ics } from '../ics/types.ts';
import { ConfigurationError } from '../ics/yaml.ts';
import type { IutAdapter } from '../iut/adapter.ts';
import { MONITORED, SERVER_MONITORS } from '../monitors/index.ts';
import type { Monitor } from '../monitors/monitor.ts';
import type { FeatureIndex } from '../plan/features.ts';
import { lintFeatures } from '../plan/lint.ts';
import { makePlan, type Plan } from '../plan/plan.ts';
import { parseSelection } from '../plan/select.ts';
import { RESULTS_SCHEMA, type RunResults } from '../results.ts';
import { exitOf } from '../verdicts/exit.ts';
import { judgeExpressions, judgeItem, judgeRequirement } from '../verdicts/judge.ts';
import { noCounts } from '../verdicts/words.ts';
import { runScenarios, type SupportCode } from './cucumber.ts';
import { listeners, type RunListener } from './events.ts';
import { createMeasured, type Measured } from './measured.ts';
import { messageAndStack } from './signals.ts';

export interface RunOptions {
  readonly adapter: IutAdapter;
  readonly features: FeatureIndex;
  readonly support: SupportCode;
  readonly seed: number;
  readonly select?: string | undefined;
  readonly versions?: readonly Version[] | undefined;
  readonly syntaxes?: readonly Syntax[] | undefined;
  readonly baseline?: Baseline | undefined;
  readonly certification?: boolean | undefined;
  readonly tool: RunResults['tool'];
  readonly listeners?: readonly RunListener[] | undefined;
  readonly monitors?: readonly Monitor[] | undefined;
  readonly catalogue?: Catalogue | undefined;
  /** Ends the run early; what was measured is still judged. */
  readonly signal?: AbortSignal | undefined;
}

/** Longest clean-up of a scenario, milliseconds. */
const CLEAN_UP_MS = 10_000;

/**
 * Carries a run out.
 * @throws ConfigurationError for a selection that is not understood or matches nothing; AdapterError when the
 * implementation cannot be started; other errors are faults of the harness.
 */
export async function run(options: RunOptions): Promise<RunResults> {
  const { adapter, features, seed } = options;
  const catalogue = options.catalogue ?? packageCatalogue;
  const selection =
    options.select === undefined ? undefined : parseSelection(options.select, catalogue, features.scenarios);
  refuseBrokenFeatures(features, catalogue);
  const startedAt = new Date();
  const began = performance.now();
  try {
    const { ics, ixit } = await adapter.start();
    const plan = makePlan({
      catalogue,
      ics,
      means: { ixit, capabilities: adapter.capabilities },
      features,
      monitored: MONITORED,
      selection,
      versions: options.versions,
      syntaxes: options.syntaxes,
      seed,
    });
    refuseEmptyPlan(plan, options, ics);
    const measured = createMeasured(plan, ixit, options.monitors ?? SERVER_MONITORS);
    const listener = listeners(options.listeners ?? [], measured.fault);
    listener.runStarted({
      target: { name: adapter.name, kind: adapter.kind },
      seed,
      selection: options.select,
      configurations: plan.configurations,
      scenarios: plan.schedule.length,
      requirements: plan.requirements.filter((r) => r.applicability === 'applicable').length,
    });
    let aborted: string | undefined;
    try {
      aborted = await runScenarios({
        support: options.support,
        schedule: plan.schedule,
        context: { ics, ixit, adapter, runId: runIdOf(startedAt) },
        limits: { scenarioMs: ixit.timers.scenario, cleanUpMs: CLEAN_UP_MS },
        signal: options.signal,
        onStarted({ source, configuration, requirements }, index) {
          const { name, feature, line } = source;
          listener.scenarioStarted({ index, name, feature, line, configuration: configuration.id, requirements });
        },
        onFinished(outcome, index) {
          const done = measured.add(outcome, index);
          listener.scenarioFinished({ index, ...done });
          const why = measured.dead();
          return why === undefined ? undefined : `nothing answers at ${ixit.address} any more: ${why}`;
        },
        onFault: measured.fault,
      });
    } catch (error) {
      // A fault of the harness ends the run; what was measured before it is still judged and written.
      measured.fault(error);
      aborted = `the harness itself failed: ${firstLine(error)}`;
    }
    if (aborted !== undefined) listener.runAborted(aborted);
    await stop(adapter, measured.fault);
    const results = resultsOf({
      options,
      catalogue,
      plan,
      ics,
      measured,
      aborted,
      startedAt,
      durationMs: performance.now() - began,
    });
    listener.runFinished(results);
    return results;
  } finally {
    await stop(adapter, () => {});
  }
}

/**
 * Ends the implementation. What goes wrong there, and programming errors of an implementation of our own, are faults of
 * the harness; they take nothing away from what was measured.
 */
async function stop(adapter: IutAdapter, fault: (error: unknown) => void): Promise<void> {
  try {
    await adapter.stop();
  } catch (error) {
    fault(error);
  }
  for (const { where, error } of adapter.faults ?? []) fault(`${where}: ${messageAndStack(error)}`);
}

function firstLine(error: unknown): string {
  return messageAndStack(error).split('\n')[0] ?? '';
}

/** A few letters that keep names of this run apart from those of other runs on the same implementation. */
function runIdOf(startedAt: Date): string {
  return (startedAt.getTime() % 60_466_176).toString(36).padStart(5, '0');
}

/** Feature files that cannot be used make every verdict doubtful. */
function refuseBrokenFeatures(features: FeatureIndex, catalogue: Catalogue): void {
  const problems = lintFeatures(features, catalogue);
  if (problems.length === 0) return;
  const list = problems.map((p) => `  ${p.uri}:${p.line}: ${p.message}`).join('\n');
  throw new Error(`${problems.length} problems in feature files:\n${list}`);
}

function refuseEmptyPlan(plan: Plan, options: RunOptions, ics: Ics): void {
  if (plan.configurations.length === 0) {
    const asked = [...(options.versions ?? []), ...(options.syntaxes ?? [])].join(', ');
    throw new ConfigurationError(
      `nothing to run: ${asked} is not among what the ICS claims (versions ${ics.versions.join(', ')}; syntaxes ${ics.syntaxes.join(', ')})`,
    );
  }
  if (plan.requirements.some((r) => r.applicability === 'applicable')) return;
  const near = plan.requirements.find(
    (r) => r.applicability === 'not-applicable' && options.select?.includes(r.requirement.id),
  );
  const why = near === undefined ? '' : `: ${near.requirement.id} does not apply, ${near.because ?? ''}`;
  throw new ConfigurationError(`the selection "${options.select ?? ''}" matches nothing that applies${why}`);
}

interface ResultsInput {
  readonly options: RunOptions;
  readonly catalogue: Catalogue;
  readonly plan: Plan;
  readonly ics: Ics;
  readonly measured: Measured;
  readonly aborted: string | undefined;
  readonly startedAt: Date;
  readonly durationMs: number;
}

/** What a fault of the harness costs is this part of the results, not all of them. */
function guarded<T>(measured: Measured, otherwise: T, call: () => T): T {
  try {
    return call();
  } catch (error) {
    measured.fault(error);
    return otherwise;
  }
}

function resultsOf(input: ResultsInput): RunResults {
  const { options, catalogue, plan, ics, measured, aborted } = input;
  const judged = new Map([...measured.judged].map(([id, list]) => [id, [...list]]));
  for (const check of measured.monitorChecks()) {
    judged.set(check.requirement, [...(judged.get(check.requirement) ?? []), check]);
  }
  const requirements = plan.requirements.map((r) => judgeRequirement(r, judged.get(r.requirement.id) ?? [], aborted));
  const byId = new Map(requirements.map((r) => [r.id, r]));
  const items = catalogue.items.map((item) => judgeItem(item, plan, byId));
  const expressions = guarded(measured, [], () =>
    judgeExpressions({ catalogue, ics, plan, items: new Map(items.map((i) => [i.id, i])) }),
  );
  const expectation = options.baseline === undefined ? undefined : compare(options.baseline, requirements);
  const kind = options.certification === true ? 'certification' : 'development';
  const exit = exitOf({ requirements, kind, aborted, faults: measured.faults.length, expectation });
  const counted = { requirements: noCounts(), items: noCounts() };
  for (const r of requirements) counted.requirements[r.verdict]++;
  for (const i of items) counted.items[i.verdict]++;
  const scenarios = { run: measured.transcripts.length, pass: 0, fail: 0, inconclusive: 0, error: 0 };
  for (const t of measured.transcripts) scenarios[t.verdict]++;
  return {
    schema: RESULTS_SCHEMA,
    tool: options.tool,
    run: {
      startedAt: input.startedAt.toISOString(),
      durationMs: Math.round(input.durationMs),
      seed: options.seed,
      selection: options.select,
      exitCode: exit.code,
      because: exit.because,
      faults: measured.faults,
      kind,
      aborted,
    },
    target: { name: options.adapter.name, kind: options.adapter.kind },
    configurations: plan.configurations,
    totals: {
      ...counted,
      scenarios,
      checks: requirements.reduce((n, r) => n + r.checks.length, 0),
      messages: measured.messages,
    },
    items,
    requirements,
    expressions,
    transcripts: measured.transcripts,
    expectation,
  };
}
