/**
 * Wall time of the access suite, in all versions and syntaxes, against the embedded reference server; next to the
 * floor: as many scenarios with the same steps, run the same way, whose step definitions do nothing.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { extname, join, relative } from 'node:path';
import { findProject, type Project } from '../src/cli/project.ts';
import { catalogue } from '../src/conformance/catalogue/catalogue.ts';
import { loadSteps, runScenarios, type SupportCode } from '../src/conformance/cucumber/cucumber.ts';
import { type FeatureIndex, loadFeatures } from '../src/conformance/features/features.ts';
import type { Ics, Ixit } from '../src/conformance/ics/types.ts';
import type { IutAdapter } from '../src/conformance/iut/adapter.ts';
import { MONITORED } from '../src/conformance/monitors/index.ts';
import { makePlan } from '../src/conformance/plan/plan.ts';
import type { Scheduled } from '../src/conformance/plan/scheduled.ts';
import { run } from '../src/conformance/run/run.ts';
import { createPeerHost } from '../src/conformance/scenario/peer-host.ts';
import { parseSelection } from '../src/conformance/selection/selection.ts';
import { createLedger } from '../src/conformance/state/ledger.ts';
import { embeddedIut } from '../src/embedded/iut.ts';
import { createKeeping } from '../src/transport/http/keeping.ts';
import { createPacing } from '../src/transport/http/pacing.ts';
import { cpuTime, type Effort, median } from './harness.ts';
import { forked } from './processes.ts';
import { type Figure, number, type Section } from './table.ts';

const SELECT = 'features/csp/access';
const SEED = 1;
/** Allowance of the target beyond one and a half floors, milliseconds. */
const ALLOWANCE_MS = 2_000;

interface Planned {
  readonly ics: Ics;
  readonly ixit: Ixit;
  readonly adapter: IutAdapter;
  readonly schedule: readonly Scheduled[];
}

/** The scenarios that `run` schedules for the selection. */
async function plan(features: FeatureIndex): Promise<Planned> {
  const adapter = embeddedIut();
  const { ics, ixit } = await adapter.start();
  await adapter.stop();
  const selection = parseSelection(SELECT, catalogue, features.scenarios);
  const means = { ixit, capabilities: adapter.capabilities };
  const input = { catalogue, ics, means, features, monitored: MONITORED, selection, seed: SEED };
  return { ics, ixit, adapter, schedule: makePlan(input).schedule };
}

/**
 * Support code with one step definition for every step text of the schedule, all empty. Scenarios are finished as they
 * always are: one that is not stays in memory until its time is over, and slows down what is measured next.
 */
async function emptySupport({ root }: Project, schedule: readonly Scheduled[]): Promise<SupportCode> {
  const steps = new Map<string, boolean>();
  for (const { text, argument } of schedule.flatMap(({ source }) => source.pickle.steps)) {
    const withArgument = argument !== undefined;
    if ((steps.get(text) ?? withArgument) !== withArgument) {
      throw new Error(`the step "${text}" stands with and without an argument; one definition cannot take both`);
    }
    steps.set(text, withArgument);
  }
  const definitions = [...steps].map(([text, withArgument]) => {
    const pattern = `/^${text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&').replaceAll('\n', '\\n')}$/`;
    return `Given(${pattern}, async (${withArgument ? '_argument' : ''}) => {});`;
  });
  // Inside the project, where the import of Cucumber resolves; not tracked.
  const folder = join(root, 'reports', 'bench');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'empty-steps.mjs');
  const context = new URL(`../src/conformance/scenario/context${extname(import.meta.url)}`, import.meta.url).href;
  const head = [
    "import { After, Given } from '@cucumber/cucumber';",
    `import { runContext } from ${JSON.stringify(context)};`,
    'After(async () => { await runContext().scenario?.finish(); });',
  ];
  writeFileSync(file, [...head, ...definitions, ''].join('\n'));
  try {
    return await loadSteps(root, [relative(root, file)]);
  } finally {
    rmSync(file);
  }
}

/** Duration of a run, milliseconds: on the clock, and of the processors. */
interface Took {
  readonly wall: number;
  readonly cpu: number;
}

async function timeOf(work: () => Promise<unknown>): Promise<Took> {
  const began = performance.now();
  const used = cpuTime();
  await work();
  return { wall: performance.now() - began, cpu: cpuTime() - used };
}

interface Pair {
  readonly real: Took;
  readonly floor: Took;
}

/** The suite and its floor, to be run as often as one likes. */
export interface SuiteRuns {
  readonly scenarios: number;
  readonly steps: number;
  /** Of the last run. */
  notPassed(): number;
  real(): Promise<Took>;
  floor(): Promise<Took>;
}

export async function suiteRuns(): Promise<SuiteRuns> {
  const project = findProject();
  const features = loadFeatures('features', project.root);
  const { schedule, ics, ixit, adapter } = await plan(features);
  let support: SupportCode | undefined;
  let empty: SupportCode | undefined;
  let notPassed = 0;

  const real = async (loaded: SupportCode) => {
    const results = await run({
      adapter: embeddedIut(),
      features,
      support: loaded,
      select: SELECT,
      seed: SEED,
      tool: { name: 'imps-conformance', version: project.version, commit: 'unknown' },
    });
    const { run: ran, pass } = results.totals.scenarios;
    if (ran !== schedule.length) throw new Error(`the suite ran ${ran} scenarios, the floor ${schedule.length}`);
    notPassed = ran - pass;
  };
  const floor = async (loaded: SupportCode) => {
    let finished = 0;
    await runScenarios({
      support: loaded,
      schedule,
      context: {
        ics,
        ixit,
        adapter,
        runId: 'bench',
        host: createPeerHost(ixit, adapter),
        keeping: createKeeping({ trusted: true }),
        ledger: createLedger(ixit),
        pacing: createPacing(),
      },
      limits: { scenarioMs: 30_000, cleanUpMs: 10_000 },
      onStarted: () => undefined,
      onFinished({ signal }) {
        finished += 1;
        return signal === undefined ? undefined : `a step with an empty body ended as ${signal.verdict}`;
      },
      onFault(error) {
        throw error;
      },
    });
    if (finished !== schedule.length) throw new Error(`the floor ran ${finished} of ${schedule.length} scenarios`);
  };
  return {
    scenarios: schedule.length,
    steps: schedule.reduce((sum, { source }) => sum + source.pickle.steps.length, 0),
    notPassed: () => notPassed,
    async real() {
      support ??= await loadSteps(project.root, project.steps);
      const loaded = support;
      return timeOf(() => real(loaded));
    },
    async floor() {
      empty ??= await emptySupport(project, schedule);
      const loaded = empty;
      return timeOf(() => floor(loaded));
    },
  };
}

/** Pairs of runs until there are enough, or they took too long. */
async function pairsOf(runs: Pick<SuiteRuns, 'real' | 'floor'>, most: number, longestMs: number): Promise<Pair[]> {
  const pairs: Pair[] = [];
  const began = performance.now();
  while (pairs.length < most && (pairs.length === 0 || performance.now() - began < longestMs)) {
    pairs.push({ real: await runs.real(), floor: await runs.floor() });
  }
  return pairs;
}

/** The options of Node that `npm run conformance` has. */
function optionsOfNode(root: string): readonly string[] {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly scripts: { readonly conformance: string };
  };
  return scripts.conformance.split(' ').filter((word) => word.startsWith('--'));
}

/** Each run in a process that has run nothing before; loading it is not counted. */
async function once(what: 'suite' | 'floor'): Promise<Took> {
  const { message } = await forked('suite-once.ts', [what], optionsOfNode(findProject().root));
  return message as Took;
}

export async function suite({ quick }: Effort): Promise<Section> {
  const fresh = { real: () => once('suite'), floor: () => once('floor') };
  const first = await pairsOf(fresh, quick ? 1 : 3, 30_000);
  const runs = await suiteRuns();
  await pairsOf(runs, 1, 0);
  const again = await pairsOf(runs, quick ? 2 : 9, quick ? 5_000 : 30_000);

  const share = ({ real, floor }: Pair, of: keyof Took) => real[of] / (1.5 * floor[of] + ALLOWANCE_MS);
  const middle = (pairs: readonly Pair[], figure: (pair: Pair) => number) => median(pairs.map(figure));
  const ms = (figure: number) => `${number(figure)} ms`;
  const bound = '1.5 floors + 2 s';
  const line = (what: string, pairs: readonly Pair[], of: keyof Took): Figure => ({
    what,
    value: ms(middle(pairs, ({ real }) => real[of])),
    ratio: middle(pairs, (pair) => share(pair, of)),
    to: bound,
    ...(of === 'wall' && { target: { atMost: 1 } }),
  });
  const figures: Figure[] = [
    line('the suite, again in its process', again, 'wall'),
    { what: '', value: '', ratio: middle(again, ({ real, floor }) => real.wall / floor.wall), to: 'floor' },
    line('the suite, first in a process', first, 'wall'),
    { what: '', value: '', ratio: middle(first, ({ real, floor }) => real.wall / floor.wall), to: 'floor' },
    line('its CPU time, again', again, 'cpu'),
    line('its CPU time, first', first, 'cpu'),
    { what: 'the floor, again', value: ms(middle(again, ({ floor }) => floor.wall)) },
    { what: 'the floor, first', value: ms(middle(first, ({ floor }) => floor.wall)) },
    { what: 'a scenario of the suite, again', value: ms(middle(again, ({ real }) => real.wall) / runs.scenarios) },
  ];
  const notPassed = runs.notPassed();
  return {
    title: 'Suite',
    remark:
      `${runs.scenarios} scenario runs of ${SELECT} with ${runs.steps} steps, embedded reference server, judged; ` +
      `${notPassed === 0 ? 'all pass' : `${notPassed} do not pass`}.`,
    figures,
  };
}
