/** `impsc run` */
import { rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { loadBaseline } from '../../conformance/baseline/baseline.ts';
import { catalogue } from '../../conformance/catalogue/catalogue.ts';
import { loadSteps } from '../../conformance/cucumber/cucumber.ts';
import type { RunListener } from '../../conformance/events.ts';
import { loadFeatures } from '../../conformance/features/features.ts';
import { MOST_LANES } from '../../conformance/ics/types.ts';
import type { IutAdapter } from '../../conformance/iut/adapter.ts';
import { paced } from '../../conformance/iut/paced.ts';
import { inRealTime, withOtherAccounts } from '../../conformance/iut/real-time.ts';
import type { MatrixSelection } from '../../conformance/plan/matrix.ts';
import { run } from '../../conformance/run/run.ts';
import { readShard } from '../../conformance/run/shard.ts';
import type { ShardParts } from '../../conformance/run/shard-parts.ts';
import { PLACES } from '../../conformance/run/waiting.ts';
import { JOURNAL, journalIn } from '../../conformance/transcripts/journal.ts';
import { makeFolder } from '../../conformance/transcripts/write.ts';
import type { Syntax } from '../../protocol/syntax/types.ts';
import type { Version } from '../../protocol/version.ts';
import { writeConsole } from '../../report/console/console.ts';
import { createProgress } from '../../report/console/progress.ts';
import { terminalOf } from '../../report/console/terminal.ts';
import { outline } from '../../report/outline.ts';
import { CLIENT_MONITORS } from '../../watch/clients.ts';
import { demandFit, type Earlier, earlierOf, keepFirst } from '../again.ts';
import { UsageError } from '../failure.ts';
import { takeFolder } from '../folder-lock.ts';
import { tellGithub } from '../github.ts';
import { describedIn, implementation, simulatedClient } from '../implementation.ts';
import { keepAttachments, laboratoryFor } from '../laboratory.ts';
import { ROBUSTNESS, withProfile } from '../profiles.ts';
import { commitOf, findProject } from '../project.ts';
import { removeReports, type Written, writeReports } from '../reports.ts';
import { forkHelper, helpRun, type StartedHelper } from '../run-helper.ts';
import { writeShard } from '../shards.ts';

export interface RunCommandOptions {
  readonly iut?: string;
  readonly defect?: string;
  readonly variant?: string;
  /** The side under test where no file says it: the reference server, or the simulated client. */
  readonly role?: 'server' | 'client';
  /** An earlier result, of which only what failed or was open is run again. */
  readonly onlyFailed?: string;
  readonly select?: string;
  readonly version?: readonly Version[];
  readonly syntax?: readonly Syntax[];
  readonly matrix?: MatrixSelection;
  readonly seed?: number;
  readonly baseline?: string;
  readonly laboratory?: string;
  readonly certification?: boolean;
  readonly out: string;
  readonly format?: readonly string[];
  readonly quiet?: boolean;
  readonly verbose?: boolean;
  /** One JSON object on standard output instead of the report; progress goes to standard error. */
  readonly json?: boolean;
  readonly failFast?: boolean;
  readonly profile?: string;
  readonly profiles?: string;
  readonly jobs?: number;
  readonly lanes?: number;
  readonly shard?: string;
  /** Of the robustness profile: how many are sent, or the number of the one to send. */
  readonly messages?: number;
  readonly message?: number;
  /** Requests a second at most. */
  readonly pace?: number;
  readonly helper?: boolean;
  readonly realTime?: boolean;
  /** Of a helper against a server that waits: by how many places the accounts are turned. */
  readonly turned?: number;
}

export async function runCommand(given: RunCommandOptions): Promise<number> {
  if (given.profile === ROBUSTNESS) return runMalformed(given);
  if (given.messages !== undefined || given.message !== undefined) {
    throw new UsageError(`--messages and --message go with --profile ${ROBUSTNESS}`);
  }
  return (await carryOut(given))?.results.run.exitCode ?? 0;
}

/** Options that say which scenarios are run, and how: there are none in a robustness profile. */
const OF_SCENARIOS = [
  'select',
  'matrix',
  'baseline',
  'certification',
  'onlyFailed',
  'shard',
  'lanes',
  'format',
] as const;

async function runMalformed(given: RunCommandOptions): Promise<number> {
  const wrong = OF_SCENARIOS.find((name) => given[name] !== undefined);
  if (wrong !== undefined)
    throw new UsageError(`--profile ${ROBUSTNESS} sends messages, no scenarios; leave ${wrong} out`);
  demandWritable(given.out);
  const { robustnessCommand } = await import('../robustness.ts');
  const interruption = interruptible();
  try {
    const seed = given.seed ?? Math.floor(Math.random() * 1_000_000);
    return await robustnessCommand(adapterFor(given), { ...given, seed }, interruption.signal);
  } finally {
    interruption.end();
  }
}

/** Runs and reports; undefined for a helper, which has nothing of its own. */
export async function carryOut(asked: RunCommandOptions): Promise<Written | undefined> {
  if (asked.helper === true) return withHelpers(asked);
  demandWritable(asked.out);
  const giveBack = takeFolder(asked.out);
  try {
    return await withHelpers(asked);
  } finally {
    giveBack();
  }
}

async function withHelpers(asked: RunCommandOptions): Promise<Written | undefined> {
  const given = withProfile(asked);
  const earlier = earlierOf(given);
  // Shards find each other by their order.
  const seed = given.seed ?? (given.shard === undefined ? Math.floor(Math.random() * 1_000_000) : 1);
  const options = { ...given, ...earlier?.options, seed };
  const helpers = helpersFor(options);
  try {
    return await perform(options, helpers, earlier);
  } finally {
    for (const { dismiss } of helpers) dismiss();
  }
}

async function perform(
  options: RunCommandOptions & { readonly seed: number },
  helpers: readonly StartedHelper[],
  earlier: Earlier | undefined,
): Promise<Written | undefined> {
  const project = findProject();
  const terminal = terminalOf(process.stdout);
  const adapter = adapterFor(options);
  const lanes = lanesFor(options);
  const shard = options.shard === undefined ? undefined : readShard(options.shard);
  const baseline = options.baseline === undefined ? undefined : loadBaseline(options.baseline, catalogue);
  const laboratory = options.helper === true ? undefined : laboratoryFor(options);
  const planned = {
    adapter,
    features: loadFeatures('features', project.root),
    support: await loadSteps(project.root, project.steps),
    seed: options.seed,
    select: options.select,
    versions: options.version,
    syntaxes: options.syntax,
    matrix: options.matrix,
    ...(adapter.client !== undefined && { monitors: CLIENT_MONITORS }),
    realTime: options.realTime,
    lanes,
    shard,
    command: commandOf(options),
    tool: { name: 'imps-conformance', version: project.version, commit: commitOf(project.root) },
  };
  if (earlier !== undefined) {
    demandFit(earlier, { target: adapter, tool: planned.tool });
    keepFirst(options.onlyFailed ?? '', options.out);
  }
  if (options.helper === true) {
    await helpRun(planned);
    return undefined;
  }
  const interruption = interruptible();
  try {
    if (laboratory !== undefined) keepAttachments(laboratory.attachments, options.out);
    let parts: (() => ShardParts) | undefined;
    const measured = await run({
      ...planned,
      onto: earlier?.results,
      baseline,
      waivers: laboratory?.waivers,
      remarks: laboratory?.remarks,
      certification: options.certification,
      failFast: options.failFast,
      listeners: [
        { runStarted: () => removeReports(options.out) },
        journalIn(resolve(options.out, JOURNAL)),
        ...progressOf(options),
      ],
      signal: interruption.signal,
      helpers: helpers.map(({ join }) => join),
      onParts: (made) => {
        parts = made;
      },
    });
    if (planned.shard !== undefined && parts !== undefined) writeShard(options.out, parts());
    const finished = await writeReports(measured, options.out, options.format);
    const { results, written, lost } = finished;
    if (options.json === true) process.stdout.write(`${JSON.stringify(outline(results, written))}\n`);
    else {
      writeConsole(results, terminal, { written });
      tellGithub(results, options.format);
    }
    for (const what of lost) process.stderr.write(`impsc: ${what}\n`);
    return finished;
  } finally {
    interruption.end();
  }
}

function progressOf({ quiet, json, verbose }: RunCommandOptions): readonly RunListener[] {
  if (quiet === true) return [];
  return [createProgress(terminalOf(json === true ? process.stderr : process.stdout), undefined, verbose)];
}

/**
 * Processes beside this one, which begin to load at once. A server that is not ours has one set of accounts, on which two
 * processes would meet; a selection is mostly done before another process is ready.
 */
function helpersFor(options: RunCommandOptions): readonly StartedHelper[] {
  const { jobs, iut, select, helper, role } = options;
  if (iut !== undefined && jobs !== undefined && jobs > 1) {
    throw new UsageError('--jobs is for the embedded reference server: several processes would share its accounts');
  }
  if (helper === true || role === 'client') return [];
  if (iut !== undefined) return waitersFor(options, iut);
  const processes = jobs ?? (select === undefined ? availableParallelism() : 1);
  return Array.from({ length: Math.max(0, processes - 1) }, () => forkHelper(argumentsOf(options)));
}

/** Processes that wait beside this one, each as another user; a program serves one process only. */
function waitersFor(options: RunCommandOptions, iut: string): readonly StartedHelper[] {
  if (options.realTime !== true || describedIn(iut).program !== undefined || lanesFor(options) > 1) return [];
  const common = [...argumentsOf(options), '--iut', iut, '--real-time'];
  return Array.from({ length: PLACES - 1 }, (_, i) => forkHelper([...common, '--turned', String(i + 1)]));
}

/** As many as asked for, or as there are sets of accounts. */
function lanesFor({ lanes, iut, helper }: RunCommandOptions): number {
  if (lanes !== undefined && (lanes < 1 || lanes > MOST_LANES)) {
    throw new UsageError(`--lanes ${lanes}: from 1 to ${MOST_LANES} lanes can be run`);
  }
  if (iut === undefined && lanes !== undefined && lanes > 1) {
    throw new UsageError('--lanes is for an implementation of your own (--iut); --jobs shares the work otherwise');
  }
  if (iut === undefined || helper === true) return 1;
  return lanes ?? 1 + (describedIn(iut).ixit.lanes?.length ?? 0);
}

/** Options that lead another process to the same plan. */
function argumentsOf({ defect, variant, select, version, syntax, seed, matrix }: RunCommandOptions): string[] {
  const given = {
    '--defect': defect,
    '--variant': variant,
    '--select': select,
    '--version': version?.join(),
    '--syntax': syntax?.join(),
    '--seed': seed,
    '--matrix': matrix,
  };
  return Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name, String(value)]));
}

/** Options that repeat a run, except those that select a part of it. */
function commandOf({ iut, defect, variant, role, realTime, matrix }: RunCommandOptions): string[] {
  return [
    ...(role === 'client' ? ['--role', role] : []),
    ...(iut === undefined ? [] : ['--iut', iut]),
    ...(defect === undefined ? [] : ['--defect', String(defect)]),
    ...(variant === undefined ? [] : ['--variant', String(variant)]),
    ...(realTime === true ? ['--real-time'] : []),
    ...(matrix === 'full' ? ['--matrix', matrix] : []),
  ];
}

/** A run that takes minutes must not end with nowhere to write to. */
function demandWritable(directory: string): void {
  const trial = join(resolve(directory), `.${process.pid}.tmp`);
  try {
    makeFolder(resolve(directory));
    writeFileSync(trial, '');
    rmSync(trial);
  } catch (error) {
    throw new UsageError(`--out ${directory}: nothing can be written there: ${(error as Error).message}`);
  }
}

function adapterFor({ iut, defect, variant, role, realTime, pace, turned = 0 }: RunCommandOptions): IutAdapter {
  if (realTime === true && iut === undefined) {
    throw new UsageError('--real-time is for an implementation of your own (--iut)');
  }
  const named = role === 'client' && defect === undefined ? simulatedClient() : implementation(iut, defect, variant);
  const adapter = pace === undefined ? named : paced(named, pace);
  return realTime === true ? withOtherAccounts(inRealTime(adapter), turned) : adapter;
}

/** Ctrl-C ends the run after the scenario that is on; a second one ends the program. */
function interruptible(): { readonly signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const onSignal = (signal: NodeJS.Signals) => {
    if (controller.signal.aborted) process.exit(3);
    process.stderr.write(`\nimpsc: ${signal}: ending after this scenario; once more ends at once\n`);
    controller.abort(`interrupted by ${signal}`);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    signal: controller.signal,
    end() {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
