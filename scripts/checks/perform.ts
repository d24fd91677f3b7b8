/** Runs one check as a process and counts its passes and failures. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly remark?: string;
}
export interface Check {
  readonly name: string;
  readonly command: readonly string[];
  /** Counts of a finished command; without it the command itself counts as one. */
  readonly tally?: (exitCode: number) => Tally;
}
export interface Outcome extends Tally {
  readonly name: string;
  readonly seconds: number;
}

export const bin = (name: string) => join(root, 'node_modules', '.bin', name);
const one = (exitCode: number): Tally => (exitCode === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 });

export function readJson<T>(path: string): T | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as T;
  } catch {
    return undefined;
  }
}

export function vitestTally(file: string): (exitCode: number) => Tally {
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

/** Seconds between two lines of progress. */
const HEARTBEAT_S = 30;

/** Runs a check, prints its progress every half minute, and its output if it failed. */
export function perform(check: Check): Promise<Outcome> {
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  return new Promise((resolve) => {
    const [command = '', ...args] = check.command;
    const child = spawn(command, args, {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, CI: 'true' },
    });
    const output: Buffer[] = [];
    let last = '';
    const take = (chunk: Buffer) => {
      output.push(chunk);
      last = lastLine(chunk.toString('utf8')) ?? last;
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const heartbeat = setInterval(
      () => console.log(`  ${check.name}: ${seconds().toFixed(0)} s so far${last === '' ? '' : `, at: ${last}`}`),
      HEARTBEAT_S * 1000,
    );
    const finish = (code: number, trouble?: string) => {
      clearInterval(heartbeat);
      const tally = (check.tally ?? one)(code);
      const outcome = { name: check.name, seconds: seconds(), ...tally };
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

/** The last line that is not empty, without colours, shortened. */
function lastLine(text: string): string | undefined {
  const plain = text.replaceAll(/\u001b\[[0-9;]*m/g, '');
  const line = plain.split(/[\r\n]+/).findLast((one) => /\w/.test(one));
  return line?.trim().slice(0, 100);
}

function line(outcome: Outcome): string {
  const counts = `${outcome.passed} passed, ${outcome.failed} failed`;
  const remark = outcome.remark === undefined ? '' : `  (${outcome.remark})`;
  return `${outcome.failed === 0 ? ' ' : '!'} ${outcome.name.padEnd(24)} ${counts.padEnd(26)} ${outcome.seconds.toFixed(1)} s${remark}`;
}

/** Runs checks two at a time, in their order. */
export async function performTwoAtATime(checks: readonly Check[]): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const queue = [...checks];
  const worker = async () => {
    for (let check = queue.shift(); check !== undefined; check = queue.shift()) outcomes.push(await perform(check));
  };
  await Promise.all([worker(), worker()]);
  return outcomes;
}

/** Prints `N passed, N failed` over everything and sets the exit code. */
export function conclude(outcomes: readonly Outcome[]): void {
  const passed = outcomes.reduce((sum, o) => sum + o.passed, 0);
  const failed = outcomes.reduce((sum, o) => sum + o.failed, 0);
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 && outcomes.length > 0 ? 0 : 1;
}
