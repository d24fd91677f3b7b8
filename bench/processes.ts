/** Starting what is measured in processes of its own, and ending it. */
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Listening } from './child.ts';

export interface Started extends Listening {
  /** CPU time the process has used so far, microseconds. */
  cpuTime(): Promise<number>;
  stop(): void;
}

/**
 * Forks a module of this folder, with options of Node where it needs some, and waits for its first message.
 * @throws Error when it ends without one.
 */
export function forked(
  module: string,
  args: readonly string[],
  node: readonly string[] = [],
): Promise<{ child: ChildProcess; message: unknown }> {
  // Compiled, the neighbours of this module end in .js.
  const name = import.meta.url.endsWith('.ts') ? module : module.replace(/\.ts$/, '.js');
  const file = fileURLToPath(new URL(`./${name}`, import.meta.url));
  const execArgv = [...process.execArgv, ...node];
  const child = fork(file, [...args], { execArgv, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) =>
      reject(new Error(`bench/${module} ${args.join(' ')} ended without a result (${signal ?? `exit code ${code}`})`)),
    );
    child.once('message', (message) => resolve({ child, message }));
  });
}

async function start(...args: readonly string[]): Promise<Started> {
  const { child, message } = await forked('child.ts', args);
  return {
    ...(message as Listening),
    cpuTime: () =>
      new Promise((resolve) => {
        child.once('message', (used) => resolve(Number(used)));
        child.send('cpu');
      }),
    stop: () => child.disconnect(),
  };
}

/** Runs `measure` against a reference server with that many users on line and a bare echo, each in its own process. */
export async function withServers<T>(
  users: number,
  measure: (server: Started, echo: Started) => Promise<T>,
): Promise<T> {
  const server = await start('server', String(users));
  try {
    const echo = await start('echo');
    try {
      return await measure(server, echo);
    } finally {
      echo.stop();
    }
  } finally {
    server.stop();
  }
}
