/**
 * The suite as a call, for the test runner of a vendor: inside vitest, jest or node:test, or any program. Nothing is
 * printed and no process is begun; the result says what a run of the command line says.
 */
import { loadBaseline } from '../conformance/baseline/baseline.ts';
import { catalogue } from '../conformance/catalogue/catalogue.ts';
import { loadSteps } from '../conformance/cucumber/cucumber.ts';
import type { RunListener } from '../conformance/events.ts';
import { loadFeatures } from '../conformance/features/features.ts';
import { paced } from '../conformance/iut/paced.ts';
import { inRealTime } from '../conformance/iut/real-time.ts';
import { run } from '../conformance/run/run.ts';
import type { Syntax } from '../protocol/configuration.ts';
import type { Version } from '../protocol/version.ts';
import { type OutlineEntry, outline } from '../report/outline.ts';
import type { RunResults } from '../results/results.ts';
import { UsageError } from './failure.ts';
import { describedIn, implementation } from './implementation.ts';
import { keepAttachments, laboratoryFor } from './laboratory.ts';
import { PROFILES_FILE, profileNamed } from './profiles.ts';
import { commitOf, findProject } from './project.ts';
import { removeReports, writeReports } from './reports.ts';

export type { OutlineEntry } from '../report/outline.ts';
export type { RunResults } from '../results/results.ts';

export interface ConformanceOptions {
  /** ICS/IXIT file of the implementation under test; without it the reference server. */
  readonly iut?: string;
  /** A seeded defect of the reference server. */
  readonly defect?: string;
  /** As for `--select`: requirements, items, areas, feature files. */
  readonly select?: string;
  readonly versions?: readonly Version[];
  readonly syntaxes?: readonly Syntax[];
  /** A named profile of `impsc.profiles.yaml`; it goes with no selection of its own. */
  readonly profile?: string;
  /** Order of the scenarios; 1 without it, so that the same test runs in the same order. */
  readonly seed?: number;
  /** Lanes side by side; as many as the IXIT has sets of accounts. */
  readonly lanes?: number;
  /** Requests a second at most. */
  readonly pace?: number;
  /** Wait where time must pass. */
  readonly realTime?: boolean;
  /** File of expected failures. */
  readonly baseline?: string;
  /** Remarks and waivers of the laboratory. */
  readonly laboratory?: string;
  readonly failFast?: boolean;
  /** Folder that reports are written to; without it nothing is written. */
  readonly out?: string;
  /** Reports beside results.json, as for `--format`. */
  readonly formats?: readonly string[];
  /** Called after each scenario. */
  readonly onScenario?: (scenario: ScenarioTold) => void;
  /** Ends the run early; what was measured is still judged. */
  readonly signal?: AbortSignal;
}

export interface ScenarioTold {
  /** `features/csp/access/login.feature:12 name of the scenario`. */
  readonly scenario: string;
  readonly configuration: string;
  readonly requirements: readonly string[];
  readonly verdict: 'pass' | 'fail' | 'inconclusive' | 'error';
}

export interface ConformanceReport {
  /** As the command line: 0 conformant, 1 not, 3 incomplete, 4 error of the harness. */
  readonly exitCode: number;
  /** The answer in one sentence. */
  readonly answer: string;
  /** Requirements that count and fail, without those a baseline expects. */
  readonly failures: readonly OutlineEntry[];
  /** Requirements that count and stay open. */
  readonly open: readonly OutlineEntry[];
  readonly results: RunResults;
  /** The failures in lines, for the message of an assertion; empty if there are none. */
  readonly message: string;
  /** @throws ConformanceError unless the exit code is 0 */
  assert(): void;
}

/** The result is not conformant, or not complete. Its message names each failure. */
export class ConformanceError extends Error {
  override readonly name = 'ConformanceError';
  readonly report: ConformanceReport;
  constructor(report: ConformanceReport) {
    super(report.message === '' ? report.answer : `${report.answer}\n${report.message}`);
    this.report = report;
  }
}

let before: Promise<unknown> = Promise.resolve();

/**
 * Runs the suite. Calls wait for each other: one run is on at a time in a process.
 * @throws ConfigurationError, UsageError for wrong options or files; AdapterError if the implementation cannot be started
 */
export function runConformance(options: ConformanceOptions = {}): Promise<ConformanceReport> {
  const turn = before.then(() => carryOut(options));
  before = turn.catch(() => {});
  return turn;
}

async function carryOut(options: ConformanceOptions): Promise<ConformanceReport> {
  const { iut, defect, select, versions, syntaxes, profile, out } = options;
  if (profile !== undefined && [select, versions, syntaxes].some((given) => given !== undefined)) {
    throw new UsageError('profile goes with none of select, versions, syntaxes');
  }
  const chosen = profile === undefined ? { select, versions, syntaxes } : profileNamed(profile, PROFILES_FILE);
  const { root, steps, version } = findProject();
  const named = implementation(iut, defect);
  const atPace = options.pace === undefined ? named : paced(named, options.pace);
  const laboratory = laboratoryFor(options);
  if (laboratory !== undefined && out !== undefined) keepAttachments(laboratory.attachments, out);
  const measured = await run({
    adapter: options.realTime === true ? inRealTime(atPace) : atPace,
    features: loadFeatures('features', root),
    support: await loadSteps(root, steps),
    seed: options.seed ?? 1,
    ...chosen,
    lanes: options.lanes ?? (iut === undefined ? 1 : 1 + (describedIn(iut).ixit.lanes?.length ?? 0)),
    realTime: options.realTime,
    baseline: options.baseline === undefined ? undefined : loadBaseline(options.baseline, catalogue),
    waivers: laboratory?.waivers,
    remarks: laboratory?.remarks,
    failFast: options.failFast,
    tool: { name: 'imps-conformance', version, commit: commitOf(root) },
    command: [...(iut === undefined ? [] : ['--iut', iut]), ...(defect === undefined ? [] : ['--defect', defect])],
    listeners: listenersOf(options),
    signal: options.signal,
  });
  if (out === undefined) return reportOf(measured);
  const { results, lost } = await writeReports(measured, out, options.formats);
  const [first] = lost;
  if (first !== undefined) throw new Error(first);
  return reportOf(results);
}

function listenersOf({ onScenario, out }: ConformanceOptions): readonly RunListener[] {
  return [
    ...(out === undefined ? [] : [{ runStarted: () => removeReports(out) }]),
    ...(onScenario === undefined
      ? []
      : [
          {
            scenarioFinished({ transcript }: Parameters<Required<RunListener>['scenarioFinished']>[0]) {
              const { scenario, configuration, requirements, verdict } = transcript;
              onScenario({ scenario, configuration, requirements, verdict });
            },
          },
        ]),
  ];
}

function reportOf(results: RunResults): ConformanceReport {
  const { exitCode, answer, failures: all, open } = outline(results);
  const { met = [], flaky = [] } = results.expectation ?? {};
  const failures = all.filter(({ requirement }) => !met.includes(requirement) && !flaky.includes(requirement));
  const report: ConformanceReport = {
    exitCode,
    answer,
    failures,
    open,
    results,
    message: failures.map(inWords).join('\n'),
    assert() {
      if (exitCode !== 0) throw new ConformanceError(report);
    },
  };
  return report;
}

function inWords({ requirement, statement, scenario, configuration, expected, observed }: OutlineEntry): string {
  return [
    `${requirement} ${statement}`,
    `  ${scenario ?? ''} [${configuration ?? ''}]`,
    `  expected ${expected ?? 'otherwise'}`,
    `  observed ${observed ?? 'this'}`,
  ].join('\n');
}
