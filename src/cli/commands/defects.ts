/** `impsc defects` */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { relative, resolve } from 'node:path';
import { catalogue } from '../../conformance/catalogue/catalogue.ts';
import { loadSteps } from '../../conformance/cucumber/cucumber.ts';
import { loadFeatures } from '../../conformance/features/features.ts';
import { writeWhole } from '../../conformance/transcripts/write.ts';
import { type Defect, defects, unkilled, type Variant, variantFamilies, variants } from '../../proof/index.ts';
import { together } from '../../proof/matrix/combined-variants.ts';
import {
  type DefectResult,
  type KillMatrix,
  matrixOf,
  requirementsToKill,
  runDefect,
} from '../../proof/matrix/matrix.ts';
import { type Seeds, selectSeeds } from '../../proof/matrix/selection.ts';
import { type MatrixInput, runVariants, type VariantResult } from '../../proof/matrix/variant-runs.ts';
import { terminalOf } from '../../report/console/terminal.ts';
import { UsageError } from '../failure.ts';
import { commitOf, findProject } from '../project.ts';

export interface DefectsCommandOptions {
  readonly select?: string;
  readonly out: string;
  readonly variants?: boolean;
  readonly list?: boolean;
  readonly quiet?: boolean;
  readonly jobs?: number;
  readonly thorough?: boolean;
  readonly worker?: boolean;
}

export async function defectsCommand(options: DefectsCommandOptions): Promise<number> {
  if (options.worker === true) return defectsWorker();
  const chosen = choose(options.select);
  const wanted = options.variants === false ? [] : chosen.variants;
  if (options.list === true) return list(chosen.defects, wanted);
  const input = await loadInput();
  const tasks: Task[] = [
    // What takes longest comes first, so that no process ends long after the others.
    ...servers(wanted, options.thorough === true).map(
      (group): Task => ({ kind: 'variants', ids: group.map(({ id }) => id), thorough: options.thorough === true }),
    ),
    ...chosen.defects.map(({ id }): Task => ({ kind: 'defect', ids: [id] })),
  ];
  const say = options.quiet === true ? () => {} : progress(tasks.length);
  const jobs = Math.max(1, Math.min(options.jobs ?? availableParallelism(), tasks.length));
  const results = jobs === 1 ? await perform(tasks, input, say) : await performAll(tasks, jobs, say);
  const inOrder = <T extends { readonly id: string }>(ids: readonly { readonly id: string }[], found: readonly T[]) =>
    ids.flatMap(({ id }) => found.filter((one) => one.id === id));
  const toKill = await requirementsToKill(input);
  const ids = new Set(chosen.defects.flatMap((defect) => defect.requirements));
  const matrix = matrixOf(
    options.select === undefined ? toKill : toKill.filter((r) => ids.has(r.requirement.id)),
    inOrder(
      chosen.defects,
      results.flatMap((r) => (r.kind === 'defect' ? [r.result] : [])),
    ),
    inOrder(
      wanted,
      results.flatMap((r) => (r.kind === 'variants' ? r.results : [])),
    ),
    unkilled,
    input.tool,
  );
  const file = resolve(options.out, 'kill-matrix.json');
  writeWhole(file, `${JSON.stringify(matrix, null, 1)}\n`);
  process.stdout.write(summary(matrix, file));
  return good(matrix) ? 0 : 1;
}

/** A defect, or variants that make one server, to be run. */
interface Task {
  readonly kind: 'defect' | 'variants';
  readonly ids: readonly string[];
  /** Every version and syntax; for variants. */
  readonly thorough?: boolean;
}
type TaskResult =
  | { readonly kind: 'defect'; readonly result: DefectResult }
  | { readonly kind: 'variants'; readonly results: readonly VariantResult[] };

/** Which variants make a server together; thoroughly, each makes one of its own. */
function servers(wanted: readonly Variant[], thorough: boolean): readonly (readonly Variant[])[] {
  if (thorough) return wanted.map((one) => [one]);
  return together(variantFamilies.map((family) => family.filter((one) => wanted.includes(one))));
}
type Say = (trouble: string | undefined) => void;

async function loadInput(): Promise<MatrixInput> {
  const project = findProject();
  return {
    features: loadFeatures('features', project.root),
    support: await loadSteps(project.root, project.steps),
    tool: { name: 'imps-conformance', version: project.version, commit: commitOf(project.root) },
  };
}

async function performOne({ kind, ids, thorough }: Task, input: MatrixInput): Promise<TaskResult> {
  if (kind === 'defect') {
    const defect = defects.find(({ id }) => ids.includes(id));
    if (defect === undefined) throw new UsageError(`there is no defect ${ids.join()}`);
    return { kind, result: await runDefect(defect, input) };
  }
  const some = variants.filter(({ id }) => ids.includes(id));
  return { kind, results: await runVariants(some, input, thorough === true) };
}

function troubleOf(done: TaskResult): string | undefined {
  if (done.kind === 'defect') {
    const { missed, collateral } = done.result;
    return missed.length === 0 && collateral.length === 0 ? undefined : describe(done.result);
  }
  const trouble = done.results
    .filter(({ green }) => !green)
    .flatMap(({ id, red }) => [`legal variant ${id} is not green`, ...red.map((line) => `  ${line}`)]);
  return trouble.length === 0 ? undefined : trouble.join('\n');
}

async function perform(tasks: readonly Task[], input: MatrixInput, say: Say): Promise<TaskResult[]> {
  const results: TaskResult[] = [];
  for (const task of tasks) {
    const done = await performOne(task, input);
    results.push(done);
    say(troubleOf(done));
  }
  return results;
}

/** Shares the tasks among processes: each asks for the next one when it is done with the last. */
async function performAll(tasks: readonly Task[], jobs: number, say: Say): Promise<TaskResult[]> {
  const queue = [...tasks];
  const results: TaskResult[] = [];
  const work = () =>
    new Promise<void>((finish, fail) => {
      const child = fork(process.argv[1] ?? '', ['defects', '--worker'], {
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
        // Short-lived objects die young in a large nursery; one process for each core leaves none for helpers of the engine.
        execArgv: ['--min-semi-space-size=64', '--max-semi-space-size=64', '--single-threaded-gc', '--v8-pool-size=1'],
      });
      let current: Task | undefined;
      const next = () => {
        current = queue.shift();
        if (current === undefined) child.disconnect();
        else child.send(current);
      };
      child.on('message', (message: TaskResult | 'ready') => {
        if (message !== 'ready') {
          results.push(message);
          say(troubleOf(message));
        }
        next();
      });
      child.on('error', fail);
      child.on('exit', (code) => {
        if (code === 0 && current === undefined) finish();
        else fail(new Error(`the process that ran ${current?.ids.join() ?? 'nothing'} ended with code ${code}`));
      });
    });
  await Promise.all(Array.from({ length: jobs }, work));
  return results;
}

/** The other side of {@link performAll}: runs what it is sent until the connection ends. */
async function defectsWorker(): Promise<number> {
  const input = await loadInput();
  const ended = new Promise<void>((resolve) => {
    process.once('disconnect', resolve);
  });
  process.on('message', (task: Task) => {
    performOne(task, input).then(
      (done) => process.send?.(done),
      (error: unknown) => {
        process.stderr.write(
          `impsc: ${task.ids.join()}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
        );
        process.exit(4);
      },
    );
  });
  process.send?.('ready');
  await ended;
  return 0;
}

/** @throws ConfigurationError if the selection cannot be read; UsageError if it names neither a defect nor a variant */
function choose(select: string | undefined): Seeds {
  const all = { defects, variants };
  if (select === undefined) return all;
  const { scenarios } = loadFeatures('features', findProject().root);
  const chosen = selectSeeds(select, all, { catalogue, scenarios });
  if (chosen.defects.length + chosen.variants.length > 0) return chosen;
  throw new UsageError(`"${select}" names no defect, no variant and no requirement with a defect`);
}

function list(some: readonly Defect[], legal: readonly Variant[]): number {
  for (const defect of some)
    process.stdout.write(`${defect.id}  ${defect.requirements.join(', ')}\n  ${defect.title}\n`);
  for (const variant of legal) process.stdout.write(`${variant.id}  (legal variant)\n  ${variant.title}\n`);
  return 0;
}

function describe(result: DefectResult): string {
  const missed = result.missed.length === 0 ? '' : `\n  not killed: ${result.missed.join(', ')}`;
  const collateral = result.collateral.length === 0 ? '' : `\n  collateral: ${result.collateral.join(', ')}`;
  return `defect ${result.id} [${result.configurations.join(', ')}]: ${result.title}${missed}${collateral}`;
}

/** One line that is renewed on a terminal; elsewhere only what went wrong is said, and every fiftieth. */
function progress(total: number): (trouble: string | undefined) => void {
  const terminal = terminalOf(process.stderr);
  let count = 0;
  return (trouble) => {
    count += 1;
    const renew = terminal.live ? '\r\u001b[2K' : '';
    if (trouble !== undefined) process.stderr.write(`${renew}${trouble}\n`);
    if (terminal.live) process.stderr.write(`\r${count} of ${total}`);
    else if (count % 50 === 0) process.stderr.write(`${count} of ${total}\n`);
    if (terminal.live && count === total) process.stderr.write('\r\u001b[2K');
  };
}

function good({ defects: all, requirements, variants: legal }: KillMatrix): boolean {
  return (
    all.every((d) => d.missed.length === 0 && d.collateral.length === 0) &&
    requirements.every((r) => r.killed || r.reason !== undefined) &&
    legal.every((v) => v.green)
  );
}

function summary(matrix: KillMatrix, file: string): string {
  const { totals, requirements } = matrix;
  const without = requirements.filter((r) => !r.killed && r.reason === undefined).map((r) => r.id);
  return [
    '',
    `${totals.killed} of ${totals.requirements} judged requirements are killed by a defect, ${totals.reasoned} have a written reason why not.`,
    `${totals.exact} of ${totals.defects} defects hit exactly their requirements.`,
    `${totals.green} of ${totals.variants} legal variants stay green${serversIn(matrix)}.`,
    ...(without.length === 0 ? [] : [`Neither killed nor reasoned: ${without.join(', ')}`]),
    `Written: ${relative(process.cwd(), file)}`,
    '',
  ].join('\n');
}

/** Several variants may have been one server. */
function serversIn({ variants: legal }: KillMatrix): string {
  const made = new Set(legal.map(({ id, together: others }) => [id, ...others].sort().join()));
  return made.size === legal.length ? '' : `, in ${made.size} servers that are one or several of them`;
}
