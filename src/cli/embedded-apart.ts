/**
 * The reference server in a process of its own: it answers while this one reads and judges, so a run takes about two
 * thirds of the time on two processors. Only the conforming server can be had so; a changed one runs in this process.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { AdapterError } from '../conformance/iut/adapter.ts';
import { type EmbeddedIut, embeddedIut } from './embedded.ts';
import type { Call, Reply } from './embedded-process.ts';

/** What is asked of the process; everything else an adapter has is known here. */
const OPERATIONS = [
  'reset',
  'createAccount',
  'advanceClock',
  'disconnect',
  'systemMessage',
  'loginMessage',
] as const satisfies readonly (keyof EmbeddedIut)[];

/** Compiled, the neighbours of this module end in .js. */
const PROGRAM = fileURLToPath(
  new URL(`./embedded-process${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
);

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** The embedded reference server; its process begins to load at once, and ends with this one whatever happens. */
export function embeddedIutApart(): EmbeddedIut {
  const { kind, name, capabilities } = embeddedIut();
  const faults: EmbeddedIut['faults'][number][] = [];
  const waiting = new Map<number, Waiting>();
  const child = fork(PROGRAM, { serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  let calls = 0;
  let ended: Error | undefined;

  const end = (error: Error) => {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(ended);
    waiting.clear();
  };
  child.on('message', (message) => {
    const { id, value, error, faults: seen } = message as Reply;
    faults.push(...seen.slice(faults.length));
    const call = waiting.get(id);
    waiting.delete(id);
    if (error === undefined) call?.resolve(value);
    else call?.reject(new Error(error));
  });
  child.on('error', (error) => end(new AdapterError(`the reference server could not be started: ${error.message}`)));
  child.on('exit', (code, signal) =>
    end(new AdapterError(`the reference server has ended: ${signal ?? `exit code ${code}`}`)),
  );
  // A run that never begins must not be kept waiting by it.
  child.unref();
  child.channel?.unref();

  function call(operation: Call['operation'], args: readonly unknown[] = []): Promise<unknown> {
    if (ended !== undefined) return Promise.reject(ended);
    const id = ++calls;
    return new Promise((resolve, reject) => {
      waiting.set(id, { resolve, reject });
      child.send({ id, operation, args } satisfies Call);
    });
  }

  const operations = Object.fromEntries(
    OPERATIONS.map((operation) => [operation, (...args: unknown[]) => call(operation, args)]),
  ) as Pick<EmbeddedIut, (typeof OPERATIONS)[number]>;

  return {
    kind,
    name,
    capabilities,
    faults,
    ...operations,
    async start() {
      child.ref();
      child.channel?.ref();
      return (await call('start')) as Awaited<ReturnType<EmbeddedIut['start']>>;
    },
    async stop() {
      if (ended !== undefined) return;
      const gone = once(child, 'exit');
      await call('stop').catch(() => undefined);
      child.disconnect();
      await gone;
    },
  };
}
