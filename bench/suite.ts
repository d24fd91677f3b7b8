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
import { type Effort, median } from './harness.ts';
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

async function wallTime(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
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
    });
    if (finished !== schedule.length) throw new Error(`the floor ran ${finished} of ${schedule.length} scenarios`);
  };
  let notPassed = 0;

  const first = { real: await wallTime(real), floor: await wallTime(floor) };
  const times: { real: number; floor: number }[] = [];
  for (let round = 0; round < (quick ? 2 : 5); round++) {
    times.push({ real: await wallTime(real), floor: await wallTime(floor) });
  }
  const share = (t: { real: number; floor: number }) => t.real / (1.5 * t.floor + ALLOWANCE_MS);
  const of = (what: 'real' | 'floor') => `${number(median(times.map((t) => t[what])))} ms`;
  const figures: Figure[] = [
    {
      what: 'the suite, the first time in its process',
      value: `${number(first.real)} ms`,
      ratio: share(first),
      to: '1.5 floors + 2 s',
      target: { atMost: 1 },
    },
    {
      what: 'the suite, again',
      value: of('real'),
      ratio: median(times.map(share)),
      to: '1.5 floors + 2 s',
      target: { atMost: 1 },
    },
    { what: '', value: '', ratio: median(times.map((t) => t.real / t.floor)), to: 'floor' },
    { what: 'the floor, the first time', value: `${number(first.floor)} ms` },
    { what: 'the floor, again', value: of('floor') },
    { what: 'a scenario of the suite', value: `${number(median(times.map((t) => t.real)) / schedule.length)} ms` },
  ];
  return {
    title: 'Suite',
    remark:
      `${schedule.length} scenario runs of ${SELECT} with ${steps} steps, embedded reference server, judged; ` +
      `${notPassed === 0 ? 'all pass' : `${notPassed} do not pass`}.`,
    figures,
  };
}
