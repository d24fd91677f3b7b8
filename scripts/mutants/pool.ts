/** Several processes that try mutants. One that is silent too long is ended, and its mutant counts as hung. */
import { type ChildProcess, fork } from 'node:child_process';
import type { Outcome } from './trial.ts';
import type { News, Order } from './worker.ts';

/** Longest silence of a process, milliseconds: several times the bound of the slowest scenario. */
const SILENCE_MS = 90_000;
/** Mutants after which a process is replaced: modules loaded for them stay in its memory. */
const MUTANTS_EACH = 60;

export interface PoolInput {
  readonly numbers: readonly number[];
  readonly most: number;
  readonly jobs: number;
  /** The script of the worker, and its arguments. */
  readonly script: string;
  readonly args: readonly string[];
  /** Called with every outcome, in order of arrival. */
  done(outcome: Outcome): void;
}

/** Tries all of them. Rejects if a process cannot start. */
export async function tryAll(input: PoolInput): Promise<void> {
  const queue = [...input.numbers];
  const place = async () => {
    while (queue.length > 0) await oneProcess(queue, input);
  };
  await Promise.all(Array.from({ length: Math.min(input.jobs, queue.length) }, place));
}

/** Lets one process work until there is nothing left, it has done its part, or it had to be ended. */
function oneProcess(queue: number[], { most, script, args, done }: PoolInput): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = fork(script, args, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    const said = listenTo(child);
    let current: number | undefined;
    let begun = 0;
    let timer: NodeJS.Timeout | undefined;
    const watch = () => {
      clearTimeout(timer);
      timer = setTimeout(() => child.kill('SIGKILL'), SILENCE_MS);
    };
    const next = () => {
      current = begun < MUTANTS_EACH ? queue.shift() : undefined;
      begun += 1;
      if (current === undefined) child.disconnect();
      else child.send({ number: current, most } satisfies Order);
    };
    child.on('message', (news: News) => {
      watch();
      if (news.kind === 'done') done(news.outcome);
      if (news.kind !== 'alive') next();
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      clearTimeout(timer);
      if (current === undefined && begun > 0) return resolve();
      if (current === undefined) return reject(new Error(`a process ended with ${signal ?? code}: ${said()}`));
      const fate = signal === 'SIGKILL' ? 'hung' : 'broken';
      done({ number: current, fate, by: [said().slice(0, 300)], ran: 0, reached: 0, faults: false });
      resolve();
    });
    watch();
  });
}

/** The end of the error output of a process. */
function listenTo(child: ChildProcess): () => string {
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = `${said}${chunk.toString('utf8')}`.slice(-2_000);
  });
  return () => said.trim();
}
