/** A run from plan to results: starts the implementation, runs what is planned, judges, keeps what was measured. */

import type { Syntax } from '../../protocol/syntax/types.ts';
import type { Version } from '../../protocol/version.ts';
import { type Baseline, compare } from '../baseline/baseline.ts';
import { type Catalogue, catalogue as packageCatalogue } from '../catalogue/catalogue.ts';
import type { Ics, Ixit } from '../ics/types.ts';
import { ConfigurationError } from '../ics/yaml.ts';
import type { IutAdapter } from '../iut/adapter.ts';
import { MONITORED, SERVER_MONITORS } from '../monitors/index.ts';
import { type Monitor, watchStream } from '../monitors/monitor.ts';
import { observe } from '../monitors/stream.ts';
import type { FeatureIndex } from '../plan/features.ts';
import { lintFeatures } from '../plan/lint.ts';
import { makePlan, type Plan, type PlannedRequirement } from '../plan/plan.ts';
import { parseSelection } from '../plan/select.ts';
import { RESULTS_SCHEMA, type RunResults, type Transcript } from '../results.ts';
import { cleanText, makeTranscript, redactors } from '../transcripts/transcript.ts';
import { checkOfTally, checksOf, type Judged, scenarioVerdict, type Tally } from '../verdicts/checks.ts';
import { exitOf } from '../verdicts/exit.ts';
import { judgeExpressions, judgeItem, judgeRequirement } from '../verdicts/judge.ts';
import { noCounts } from '../verdicts/words.ts';
import { runScenarios, type SupportCode } from './cucumber.ts';
import { listeners, type RunListener } from './events.ts';
import type { ScenarioOutcome } from './scenario.ts';

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

/** Scenarios in a row in which nothing answered at all, after which the run ends. */
const DEAD_IN_A_ROW = 3;
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
    const listener = listeners(...(options.listeners ?? []));
    listener.runStarted({
      target: { name: adapter.name, kind: adapter.kind },
      seed,
      selection: options.select,
      configurations: plan.configurations,
      scenarios: plan.schedule.length,
      requirements: plan.requirements.filter((r) => r.applicability === 'applicable').length,
    });
    const measured = createMeasured(plan, ixit, options.monitors ?? SERVER_MONITORS);
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
          return measured.dead() ? `nothing answers at ${ixit.address} any more` : undefined;
        },
      });
    } catch (error) {
      // A fault of the harness ends the run; what was measured before it is still judged and written.
      measured.fault(error);
      aborted = 'the harness itself failed';
    }
    if (aborted !== undefined) listener.runAborted(aborted);
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
    await adapter.stop();
  }
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

/** Everything measured so far. */
interface Measured {
  readonly judged: ReadonlyMap<string, readonly Judged[]>;
  readonly transcripts: readonly Transcript[];
  readonly messages: number;
  add(outcome: ScenarioOutcome, index: number): { transcript: Transcript; checks: readonly Judged[] };
  /** The checks of the monitors, over everything seen. */
  monitorChecks(): readonly Judged[];
  /** Nothing answered in the last scenarios. */
  dead(): boolean;
  /** Faults of the harness outside steps: of a monitor, of a reader. */
  readonly faults: readonly string[];
  fault(error: unknown): void;
}

function createMeasured(plan: Plan, ixit: Ixit, monitors: readonly Monitor[]): Measured {
  const planned = new Map(plan.requirements.map((r) => [r.requirement.id, r]));
  const watching = monitors.filter((m) => planned.get(m.requirement)?.applicability === 'applicable');
  const judged = new Map<string, Judged[]>();
  const tallies = new Map<string, { tally: Tally; planned: PlannedRequirement }>();
  const transcripts: Transcript[] = [];
  const redactorFor = redactors(ixit.secrets);
  const faults: string[] = [];
  let messages = 0;
  let deadInARow = 0;
  const fault = (error: unknown) =>
    faults.push(error instanceof Error ? (error.stack ?? error.message) : String(error));

  const tallyOf = (monitor: Monitor, { scheduled }: ScenarioOutcome) => {
    const { configuration } = scheduled;
    const requirement = planned.get(monitor.requirement);
    if (requirement === undefined || !requirement.configurations.includes(configuration.id)) return undefined;
    const key = `${monitor.requirement} ${monitor.name} ${configuration.id}`;
    let entry = tallies.get(key);
    if (entry === undefined) {
      entry = {
        tally: { name: monitor.name, configuration, seen: 0, violations: 0, first: undefined },
        planned: requirement,
      };
      tallies.set(key, entry);
    }
    return entry.tally;
  };

  return {
    judged,
    transcripts,
    get messages() {
      return messages;
    },
    add(outcome, index) {
      const { scheduled, exchanges } = outcome;
      const key = `s${index}`;
      const observed = observe(exchanges, scheduled.configuration, outcome.deliberate, fault);
      for (const [monitor, { seen, violations }] of watchStream(watching, observed, scheduled.configuration, fault)) {
        const tally = tallyOf(monitor, outcome);
        if (tally === undefined) continue;
        tally.seen += seen;
        tally.violations += violations.length;
        const first = violations[0];
        if (first !== undefined) tally.first ??= { ...first, transcript: key };
      }
      const redact = redactorFor(outcome);
      const clean = (text: string | undefined) => (text === undefined ? undefined : cleanText(redact, text));
      const checks = checksOf(outcome, planned, key).map(({ check, ...rest }) => ({
        ...rest,
        check: { ...check, expected: clean(check.expected), observed: clean(check.observed) },
      }));
      for (const check of checks) judged.set(check.requirement, [...(judged.get(check.requirement) ?? []), check]);
      const transcript = makeTranscript({
        key,
        outcome,
        observed,
        verdict: scenarioVerdict(outcome, checks),
        redactor: redact,
      });
      transcripts.push(transcript);
      messages += exchanges.reduce((n, e) => n + 1 + (e.response === undefined ? 0 : 1), 0);
      if (exchanges.length > 0) {
        deadInARow = exchanges.every((e) => e.response === undefined) ? deadInARow + 1 : 0;
      }
      return { transcript, checks };
    },
    monitorChecks: () => [...tallies.values()].flatMap(({ tally, planned: p }) => checkOfTally(tally, p) ?? []),
    dead: () => deadInARow >= DEAD_IN_A_ROW,
    faults,
    fault,
  };
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

function resultsOf(input: ResultsInput): RunResults {
  const { options, catalogue, plan, ics, measured, aborted } = input;
  const judged = new Map([...measured.judged].map(([id, list]) => [id, [...list]]));
  for (const check of measured.monitorChecks()) {
    judged.set(check.requirement, [...(judged.get(check.requirement) ?? []), check]);
  }
  const requirements = plan.requirements.map((r) => judgeRequirement(r, judged.get(r.requirement.id) ?? []));
  const byId = new Map(requirements.map((r) => [r.id, r]));
  const items = catalogue.items.map((item) => judgeItem(item, plan, byId));
  const expressions = judgeExpressions({ catalogue, ics, plan, items: new Map(items.map((i) => [i.id, i])) });
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
