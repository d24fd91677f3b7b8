/**
 * All checks, in one run: types, lint, architecture rules, dead code, unit tests, the suite against the embedded
 * reference server, the seeded defects, the browser tests. The last line is `N passed, N failed` over everything.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const work = join(root, 'reports', 'checks');

interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly remark?: string;
}
interface Check {
  readonly name: string;
  readonly command: readonly string[];
  /** Counts of a finished command; without it the command itself counts as one. */
  readonly tally?: (exitCode: number) => Tally;
}

const bin = (name: string) => join(root, 'node_modules', '.bin', name);
const one = (exitCode: number): Tally => (exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

function vitestTally(file: string): (exitCode: number) => Tally {
  return (exitCode) => {
    const result = readJson<{ numPassedTests: number; numFailedTests: number; numPendingTests: number }>(file);
    if (result === undefined) return { passed: 0, failed: 1, remark: 'the test runner left no result' };
    const broken = exitCode !== 0 && result.numFailedTests === 0 ? 1 : 0;
    return {
      passed: result.numPassedTests,
      failed: result.numFailedTests + broken,
      ...(result.numPendingTests > 0 ? { remark: `${result.numPendingTests} not run` } : {}),
    };
  };
}

function suiteTally(exitCode: number): Tally {
  const results = readJson<{ totals: { scenarios: { run: number; pass: number } } }>(
    join(work, 'suite', 'results.json'),
  );
  if (results === undefined) return { passed: 0, failed: 1, remark: 'the run left no results' };
  const { run, pass } = results.totals.scenarios;
  const failed = run - pass;
  return {
    passed: pass,
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    remark: `${run} scenario runs, exit code ${exitCode}`,
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

/** As compiled: `npm test` sees to that before. */
const impsc = ['node', 'dist/src/cli/main.js'];
const unit = join(work, 'unit.json');
const browser = join(work, 'browser.json');

/** Light checks run side by side; what uses both cores or measures nothing runs alone. */
const together: readonly Check[] = [
  { name: 'types', command: [bin('tsc'), '--noEmit'] },
  { name: 'types of the page', command: [bin('tsc'), '--noEmit', '-p', 'src/explorer/page/tsconfig.json'] },
  { name: 'lint', command: [bin('biome'), 'check', '.'] },
  { name: 'architecture', command: [bin('depcruise'), '--config', '.dependency-cruiser.cjs', 'src', 'steps'] },
  { name: 'dead code', command: [bin('knip')] },
  { name: 'catalogue and features', command: [...impsc, 'lint'] },
];
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

interface Outcome extends Tally {
  readonly name: string;
  readonly seconds: number;
}

function perform(check: Check): Promise<Outcome> {
  const started = performance.now();
  return new Promise((resolve) => {
    const [command = '', ...args] = check.command;
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, CI: 'true' },
    });
    const output: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => output.push(chunk));
    const finish = (code: number, trouble?: string) => {
      const tally = (check.tally ?? one)(code);
      const outcome = { name: check.name, seconds: (performance.now() - started) / 1000, ...tally };
      if (tally.failed > 0 || code !== 0) {
        console.log(`\n--- ${check.name}: exit code ${code}${trouble === undefined ? '' : `, ${trouble}`}`);
        console.log(Buffer.concat(output).toString('utf8').trimEnd());
        console.log(`--- end of ${check.name}\n`);
      }
      console.log(line(outcome));
      resolve(outcome);
    };
    child.on('error', (error) => finish(127, error.message));
    child.on('close', (code) => finish(code ?? 1));
  });
}

function line(outcome: Outcome): string {
  const counts = `${outcome.passed} passed, ${outcome.failed} failed`;
  const remark = outcome.remark === undefined ? '' : `  (${outcome.remark})`;
  return `${outcome.failed === 0 ? ' ' : '!'} ${outcome.name.padEnd(24)} ${counts.padEnd(26)} ${outcome.seconds.toFixed(1)} s${remark}`;
}

async function main(): Promise<void> {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  const only = process.argv.slice(2);
  const wanted = (check: Check) => only.length === 0 || only.some((name) => check.name.includes(name));
  const outcomes: Outcome[] = [];
  const queue = together.filter(wanted);
  const worker = async () => {
    for (let check = queue.shift(); check !== undefined; check = queue.shift()) outcomes.push(await perform(check));
  };
  await Promise.all([worker(), worker()]);
  for (const check of alone.filter(wanted)) outcomes.push(await perform(check));
  const passed = outcomes.reduce((sum, o) => sum + o.passed, 0);
  const failed = outcomes.reduce((sum, o) => sum + o.failed, 0);
  if (outcomes.length === 0)
    console.log(`no check is named so; the checks are: ${[...together, ...alone].map((c) => c.name).join(', ')}`);
  if (!existsSync(join(root, 'node_modules')))
    console.log('the packages are not installed: run `node scripts/setup.mjs`');
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && outcomes.length > 0 ? 0 : 1;
}

await main();
