/** A process that takes its share of a run against the embedded server: begun here, asked over its channel. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { ScenarioBegun } from '../conformance/events.ts';
import { harnessFailed, stop } from '../conformance/run/ending.ts';
import type { Helper, HelperEvents, Rest } from '../conformance/run/helper.ts';
import type { Done } from '../conformance/run/measured.ts';
import type { RunOptions } from '../conformance/run/options.ts';
import { prepare } from '../conformance/run/prepare.ts';

/** The order to the helper. */
type HelperOrder =
  | { readonly kind: 'perform'; readonly numbers: readonly number[] }
  | { readonly kind: 'abort'; readonly why: string }
  | { readonly kind: 'finish' };

/** The messages of the helper. */
type HelperMessage =
  | { readonly kind: 'ready'; readonly scenarios: number }
  | { readonly kind: 'started'; readonly scenario: ScenarioBegun }
  | { readonly kind: 'finished'; readonly done: Done }
  | { readonly kind: 'performed'; readonly aborted: string | undefined }
  | { readonly kind: 'rest'; readonly rest: Rest };

/** Compiled, the neighbours of this module end in .js. */
const MAIN = fileURLToPath(new URL(`./main${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url));

/** Characters of its error output that are kept. */
const ERROR_OUTPUT_KEPT = 2_000;

interface Waiting {
  resolve(value: never): void;
  reject(error: Error): void;
}

/** A helper that loads while the run is still being planned. */
export interface StartedHelper {
  /** Lets it take part in a run with a schedule of that many scenarios. */
  join(scenarios: number, events: HelperEvents): Helper;
  /** Ends it, if it never took part. */
  dismiss(): void;
}

/** Begins `impsc run --helper` with these arguments, which have to lead to the same plan as here. */
export function forkHelper(args: readonly string[]): StartedHelper {
  const child = fork(MAIN, ['run', '--helper', ...args], {
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  let waiting: Waiting | undefined;
  let broken: Error | undefined;
  let planned: number | undefined;
  let joined: { readonly scenarios: number; readonly events: HelperEvents } | undefined;
  const breakDown = (why: string) => {
    broken ??= new Error(why);
    waiting?.reject(broken);
    waiting = undefined;
  };
  const answer = (value: unknown) => {
    waiting?.resolve(value as never);
    waiting = undefined;
  };
  child.on('message', (message) => {
    const news = message as HelperMessage;
    if (news.kind === 'started') joined?.events.started(news.scenario);
    else if (news.kind === 'finished') joined?.events.finished(news.done);
    else if (news.kind === 'performed') answer(news.aborted);
    else if (news.kind === 'rest') answer(news.rest);
    else {
      planned = news.scenarios;
      compare();
    }
  });
  const compare = () => {
    if (planned === undefined || joined === undefined || planned === joined.scenarios) return;
    breakDown(`a process of the run planned ${planned} scenarios where there are ${joined.scenarios}`);
  };
  child.on('error', (error) => breakDown(`a process of the run could not be started: ${error.message}`));
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    if (said.length < ERROR_OUTPUT_KEPT) said += chunk.toString('utf8');
  });
  child.on('close', (code, signal) =>
    breakDown(`a process of the run ended with ${signal ?? `exit code ${code}`}: ${said.trim() || 'it said nothing'}`),
  );

  function ask<T>(order: HelperOrder): Promise<T> {
    if (broken !== undefined) return Promise.reject(broken);
    return new Promise<T>((resolve, reject) => {
      waiting = { resolve, reject };
      child.send(order);
    });
  }

  const dismiss = () => {
    if (child.connected) child.disconnect();
  };
  return {
    dismiss,
    join(scenarios, events) {
      joined = { scenarios, events };
      compare();
      return {
        perform: (numbers) => ask({ kind: 'perform', numbers }),
        finish: () => ask({ kind: 'finish' }),
        abort(why) {
          if (child.connected) child.send({ kind: 'abort', why } satisfies HelperOrder);
        },
        kill: dismiss,
      };
    },
  };
}

/** The other side: does what it is asked until it is asked to finish or its parent is gone. */
export async function helpRun(options: RunOptions): Promise<void> {
  // A parent that is gone hears nothing any more; this process ends with the connection.
  const tell = (news: HelperMessage) => {
    if (process.connected) process.send?.(news);
  };
  const abortion = new AbortController();
  // Ctrl-C reaches the whole group of processes; the parent says when to end.
  process.on('SIGINT', () => undefined);
  process.once('disconnect', () => process.exit(0));
  if (!process.connected) return;
  const { plan, measured, perform, close } = await prepare({ ...options, signal: abortion.signal }, new Date());
  const listener = {
    scenarioStarted: (scenario: ScenarioBegun) => tell({ kind: 'started', scenario }),
    scenarioFinished: (done: Done) => tell({ kind: 'finished', done }),
  };
  await new Promise<void>((finish) => {
    process.on('message', async (message) => {
      const order = message as HelperOrder;
      if (order.kind === 'abort') abortion.abort(order.why);
      else if (order.kind === 'finish') finish();
      else {
        const aborted = await perform(order.numbers, listener).catch((error: unknown) => {
          measured.fault(error);
          return harnessFailed(error);
        });
        tell({ kind: 'performed', aborted });
      }
    });
    tell({ kind: 'ready', scenarios: plan.schedule.length });
  });
  await close();
  await stop(options.adapter, measured.fault);
  tell({ kind: 'rest', rest: { counted: measured.counted, faults: measured.faults } });
}
