/** `impsc run --profile robustness`: malformed messages instead of scenarios, and a report of their own. */
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { IutAdapter } from '../conformance/iut/adapter.ts';
import { writeWhole } from '../conformance/transcripts/write.ts';
import type { Syntax } from '../protocol/configuration.ts';
import type { Version } from '../protocol/version.ts';
import { robustnessHtml } from '../report/robustness/html.ts';
import { robustnessLines } from '../report/robustness/lines.ts';
import { robustnessMarkdown } from '../report/robustness/markdown.ts';
import { CHANNELS, counts, type RobustnessResults } from '../results/robustness.ts';
import { runRobustness } from '../robustness/run.ts';
import type { Subject } from '../robustness/subject.ts';

/** Messages of a profile where nobody says how many. */
const MESSAGES = 2_000;

export interface RobustnessCommandOptions {
  readonly iut?: string | undefined;
  readonly version?: readonly Version[] | undefined;
  readonly syntax?: readonly Syntax[] | undefined;
  readonly seed: number;
  readonly out: string;
  readonly messages?: number | undefined;
  readonly message?: number | undefined;
  readonly quiet?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** Octets of the heap in use, after garbage was collected. */
function heapInUse(): () => number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  return () => {
    collect();
    return process.memoryUsage().heapUsed;
  };
}

/** The server of an adapter, started. */
export async function subjectOf(adapter: IutAdapter, options: Partial<RobustnessCommandOptions>): Promise<Subject> {
  const { ics, ixit: first } = await adapter.start();
  let ixit = first;
  const { version = ics.versions, syntax = ics.syntaxes } = options;
  return {
    name: adapter.name,
    versions: ics.versions.filter((one) => version.includes(one)),
    syntaxes: ics.syntaxes.filter((one) => syntax.includes(one)),
    traceless: adapter.reset === undefined,
    ixit: () => ixit,
    faults: () => adapter.faults?.length ?? 0,
    memory: adapter.kind === 'embedded' ? heapInUse() : undefined,
    ...(adapter.kind !== 'remote' && {
      async restart() {
        await adapter.stop();
        ({ ixit } = await adapter.start());
      },
    }),
  };
}

/** Exit code: 1 for anything that counts, 3 for an early end. */
function exitCodeFor({ findings, ended }: RobustnessResults): number {
  if (findings.some(({ problem }) => counts(problem))) return 1;
  return ended === undefined ? 0 : 3;
}

export async function robustnessCommand(
  adapter: IutAdapter,
  options: RobustnessCommandOptions,
  signal: AbortSignal,
): Promise<number> {
  const subject = await subjectOf(adapter, options);
  const { seed, messages = MESSAGES, message: only, quiet, json, out } = options;
  const command = ['impsc run --profile robustness', ...(options.iut === undefined ? [] : [`--iut ${options.iut}`])];
  for (const [name, given] of [
    ['version', options.version],
    ['syntax', options.syntax],
  ] as const) {
    if (given !== undefined) command.push(`--${name} ${given.join()}`);
  }
  try {
    const results = await runRobustness({
      subject,
      seed,
      messages,
      only,
      channels: CHANNELS,
      replay: (number) => [...command, `--seed ${seed}`, `--message ${number}`].join(' '),
      signal,
      progress: (sent, of) => {
        if (quiet !== true) process.stderr.write(`robustness: ${sent} of ${of} messages\n`);
      },
    });
    const text = `${JSON.stringify(results, undefined, 2)}\n`;
    writeWhole(join(out, 'robustness.json'), text);
    writeWhole(join(out, 'robustness.md'), robustnessMarkdown(results));
    writeWhole(join(out, 'robustness.html'), robustnessHtml(results));
    process.stdout.write(json === true ? text : robustnessLines(results, out));
    return exitCodeFor(results);
  } finally {
    await adapter.stop();
  }
}
