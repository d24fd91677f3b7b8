/**
 * All checks, in one run: types, lint, architecture rules, dead code, unit tests, the suite against the embedded
 * reference server, the packed package, the seeded defects, the browser tests. The last line is `N passed, N failed` over everything.
 */
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { impsc, light } from './checks/light.ts';
import {
  bin,
  type Check,
  conclude,
  type Outcome,
  perform,
  performTwoAtATime,
  readJson,
  root,
  type Tally,
  vitestTally,
} from './checks/perform.ts';

const work = join(root, 'reports', 'checks');

interface SuiteResults {
  readonly totals: { readonly scenarios: { readonly run: number; readonly pass: number } };
  readonly requirements: readonly {
    readonly checks: readonly {
      readonly scenario: string;
      readonly configuration: string;
      readonly cause?: { readonly kind: string };
    }[];
  }[];
}

/** Scenarios without an occasion to observe anything count neither as passed nor as failed. */
function suiteTally(exitCode: number): Tally {
  const results = readJson<SuiteResults>(join(work, 'suite', 'results.json'));
  if (results === undefined) return { passed: 0, failed: 1, remark: 'the run left no results' };
  const { run, pass } = results.totals.scenarios;
  const idle = new Set(
    results.requirements
      .flatMap(({ checks }) => checks)
      .filter(({ cause }) => cause?.kind === 'nothing-observed')
      .map(({ scenario, configuration }) => `${scenario} ${configuration}`),
  ).size;
  const failed = run - pass - idle;
  return {
    passed: pass,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    remark: `${run} scenario runs, ${idle} without occasion, exit code ${exitCode}`,
  };
}

function defectsTally(exitCode: number): Tally {
  const matrix = readJson<{
    requirements: { id: string; killed: boolean }[];
    variants?: { id: string; green: boolean }[];
  }>(join(work, 'defects', 'kill-matrix.json'));
  if (matrix === undefined) return { passed: 0, failed: 1, remark: 'no kill matrix was written' };
  const killed = matrix.requirements.filter((r) => r.killed).length;
  const green = matrix.variants?.filter((v) => v.green).length ?? 0;
  const failed = matrix.requirements.length - killed + ((matrix.variants?.length ?? 0) - green);
  return {
    passed: killed + green,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    remark: `${killed} of ${matrix.requirements.length} requirements killed, ${green} of ${matrix.variants?.length ?? 0} legal variants green`,
  };
}

const unit = join(work, 'unit.json');
const browser = join(work, 'browser.json');

/** These use both cores, or measure nothing beside others: they run one by one. */
const alone: readonly Check[] = [
  {
    name: 'unit tests',
    command: [bin('vitest'), 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${unit}`],
    tally: vitestTally(unit),
  },
  { name: 'suite', command: [...impsc, 'run', '--out', join(work, 'suite')], tally: suiteTally },
  {
    name: 'primitives on the wire',
    command: ['node', '--import', 'tsx', 'scripts/check-primitives.ts', join(work, 'suite', 'results.json')],
  },
  { name: 'package', command: ['node', '--import', 'tsx', 'scripts/check-package.ts'] },
  { name: 'defects', command: [...impsc, 'defects', '--out', join(work, 'defects')], tally: defectsTally },
  {
    name: 'browser tests',
    command: [
      bin('vitest'),
      'run',
      '-c',
      'vitest.browser.config.ts',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${browser}`,
    ],
    tally: vitestTally(browser),
  },
];

async function main(): Promise<void> {
  if (!existsSync(join(root, 'node_modules')))
    console.log('the packages are not installed: run `node scripts/setup.mjs`');
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const only = process.argv.slice(2);
  const wanted = (check: Check) => only.length === 0 || only.some((name) => check.name.includes(name));
  const chosen = [...light, ...alone].filter(wanted);
  if (chosen.length === 0)
    console.log(`no check is named so; the checks are: ${[...light, ...alone].map((c) => c.name).join(', ')}`);
  else console.log(`checks: ${chosen.map((c) => c.name).join(', ')}`);
  const outcomes: Outcome[] = await performTwoAtATime(light.filter(wanted));
  for (const check of alone.filter(wanted)) outcomes.push(await perform(check));
  conclude(outcomes);
}

await main();
