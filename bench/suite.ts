/**
 * Wall time of the access suite, in all versions and syntaxes, against the embedded reference server; next to the
 * floor: as many scenarios with the same steps, run the same way, whose step definitions do nothing.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { embeddedIut } from '../src/cli/embedded.ts';
import { findProject, type Project } from '../src/cli/project.ts';
import { catalogue } from '../src/conformance/catalogue/catalogue.ts';
import type { Ics, Ixit } from '../src/conformance/ics/types.ts';
import type { IutAdapter } from '../src/conformance/iut/adapter.ts';
import { MONITORED } from '../src/conformance/monitors/index.ts';
import { type FeatureIndex, loadFeatures } from '../src/conformance/plan/features.ts';
import { makePlan } from '../src/conformance/plan/plan.ts';
import { parseSelection } from '../src/conformance/plan/select.ts';
import { loadSteps, runScenarios, type SupportCode } from '../src/conformance/run/cucumber.ts';
import { run } from '../src/conformance/run/run.ts';
import type { Scheduled } from '../src/conformance/run/scenario.ts';
import { cpuTime, type Effort, median } from './harness.ts';
import { type Figure, number, type Section } from './table.ts';

const SELECT = 'features/csp/access';
const SEED = 1;
/** What the target allows beyond one and a half floors, milliseconds. */
const ALLOWANCE_MS = 2_000;

interface Planned {
  readonly ics: Ics;
  readonly ixit: Ixit;
  readonly adapter: IutAdapter;
  readonly schedule: readonly Scheduled[];
}

/** What `run` schedules for the selection. */
async function plan(features: FeatureIndex): Promise<Planned> {
  const adapter = embeddedIut();
  const { ics, ixit } = await adapter.start();
  await adapter.stop();
  const selection = parseSelection(SELECT, catalogue, features.scenarios);
  const means = { ixit, capabilities: adapter.capabilities };
  const input = { catalogue, ics, means, features, monitored: MONITORED, selection, seed: SEED };
  return { ics, ixit, adapter, schedule: makePlan(input).schedule };
}

/** Support code with one step definition for every step text of the schedule, all empty. */
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
  writeFileSync(file, `import { Given } from '@cucumber/cucumber';\n${definitions.join('\n')}\n`);
  try {
    return await loadSteps(root, [relative(root, file)]);
  } finally {
    rmSync(file);
  }
}

/** What a run took, milliseconds: on the clock, and of the processors. */
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

/** Pairs of runs until there are enough, or they took too long. */
async function pairsOf(
  real: () => Promise<void>,
  floor: () => Promise<void>,
  quick: boolean,
): Promise<readonly Pair[]> {
  const pairs: Pair[] = [];
  const [most, longest] = quick ? [2, 5_000] : [5, 20_000];
  for (let took = 0; pairs.length < most && took < longest; ) {
    const pair = { real: await timeOf(real), floor: await timeOf(floor) };
    took += pair.real.wall + pair.floor.wall;
    pairs.push(pair);
  }
  return pairs;
}

export async function suite({ quick }: Effort): Promise<Section> {
  const project = findProject();
  const features = loadFeatures('features', project.root);
  const { schedule, ics, ixit, adapter } = await plan(features);
  const steps = schedule.reduce((sum, { source }) => sum + source.pickle.steps.length, 0);
  const support = await loadSteps(project.root, project.steps);
  const empty = await emptySupport(project, schedule);

  const real = async () => {
    const results = await run({
      adapter: embeddedIut(),
      features,
      support,
      select: SELECT,
      seed: SEED,
      tool: { name: 'imps-conformance', version: project.version, commit: 'unknown' },
    });
    const { run: ran, pass } = results.totals.scenarios;
    if (ran !== schedule.length) throw new Error(`the suite ran ${ran} scenarios, the floor ${schedule.length}`);
    notPassed = ran - pass;
  };
  const floor = async () => {
    let finished = 0;
    await runScenarios({
      support: empty,
      schedule,
      context: { ics, ixit, adapter, runId: 'bench' },
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
  let notPassed = 0;

  const first: Pair = { real: await timeOf(real), floor: await timeOf(floor) };
  const pairs = await pairsOf(real, floor, quick);
  const share = (pair: Pair, of: keyof Took) => pair.real[of] / (1.5 * pair.floor[of] + ALLOWANCE_MS);
  const middle = (figure: (pair: Pair) => number) => median(pairs.map(figure));
  const ms = (figure: number) => `${number(figure)} ms`;
  const bound = { to: '1.5 floors + 2 s', target: { atMost: 1 } };
  const figures: Figure[] = [
    {
      what: 'the suite, the first time in its process',
      value: ms(first.real.wall),
      ratio: share(first, 'wall'),
      ...bound,
    },
    {
      what: 'the suite, again',
      value: ms(middle((p) => p.real.wall)),
      ratio: middle((p) => share(p, 'wall')),
      ...bound,
    },
    { what: '', value: '', ratio: middle((p) => p.real.wall / p.floor.wall), to: 'floor' },
    {
      what: 'its CPU time, the first time',
      value: ms(first.real.cpu),
      ratio: share(first, 'cpu'),
      to: bound.to,
    },
    {
      what: 'its CPU time, again',
      value: ms(middle((p) => p.real.cpu)),
      ratio: middle((p) => share(p, 'cpu')),
      to: bound.to,
    },
    { what: 'the floor, the first time', value: ms(first.floor.wall) },
    { what: 'the floor, again', value: ms(middle((p) => p.floor.wall)) },
    { what: 'a scenario of the suite', value: ms(middle((p) => p.real.wall) / schedule.length) },
  ];
  return {
    title: 'Suite',
    remark:
      `${schedule.length} scenario runs of ${SELECT} with ${steps} steps, embedded reference server, judged; ` +
      `${notPassed === 0 ? 'all pass' : `${notPassed} do not pass`}.`,
    figures,
  };
}
