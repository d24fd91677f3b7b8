/** `--only-failed`: what failed or was open in an earlier result is run again, as it was run then, and merged into it. */
import { copyFileSync, existsSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { selectionOfFailed } from '../conformance/verdicts/rerun.ts';
import type { RunResults } from '../results/results.ts';
import { UsageError } from './failure.ts';
import { resultsAt } from './result-file.ts';

/** Options of a run that the earlier result decides. */
interface Narrowed {
  readonly iut?: string;
  readonly defect?: string;
  readonly realTime?: boolean;
  readonly select?: string;
  readonly version?: readonly RunResults['configurations'][number]['version'][];
  readonly syntax?: readonly RunResults['configurations'][number]['syntax'][];
}

interface Given extends Narrowed {
  readonly onlyFailed?: string;
  readonly certification?: boolean;
  readonly shard?: string;
}

export interface Earlier {
  readonly results: RunResults;
  readonly options: Narrowed;
}

/** @throws UsageError, ConfigurationError where nothing can be run again */
export function earlierOf(given: Given): Earlier | undefined {
  const { onlyFailed: path } = given;
  if (path === undefined) return undefined;
  const other = (['select', 'version', 'syntax', 'certification', 'shard'] as const).find(
    (name) => given[name] !== undefined,
  );
  if (other !== undefined)
    throw new UsageError(`--${other} does not go with --only-failed: the earlier result decides what is run`);
  const results = resultsAt(path);
  const { configurations } = results;
  return {
    results,
    options: {
      ...targetOf(given, results),
      select: selectionOfFailed(results, path),
      version: [...new Set(configurations.map(({ version }) => version))],
      syntax: [...new Set(configurations.map(({ syntax }) => syntax))],
    },
  };
}

/** The implementation of the earlier run, unless one is named. */
function targetOf({ iut, defect, realTime }: Given, { run, target }: RunResults): Narrowed {
  const { command = [] } = run;
  const said = (name: string) => (command.includes(name) ? command[command.indexOf(name) + 1] : undefined);
  const named = iut !== undefined || defect !== undefined;
  const from = named ? { iut, defect } : { iut: said('--iut'), defect: said('--defect') };
  if (target.kind !== 'embedded' && from.iut === undefined) {
    throw new UsageError(`the earlier result is of ${target.name}: name its file with --iut`);
  }
  const waited = realTime === true || command.includes('--real-time');
  return {
    ...(from.iut !== undefined && { iut: from.iut }),
    ...(from.defect !== undefined && { defect: from.defect }),
    ...(waited && { realTime: true }),
  };
}

/** @throws UsageError if the implementation or the suite is not the one of the earlier run */
export function demandFit({ results }: Earlier, now: Pick<RunResults, 'target' | 'tool'>): void {
  const { target, tool } = results;
  if (target.name !== now.target.name) {
    throw new UsageError(`the earlier result is of ${target.name}, not of ${now.target.name}: run everything again`);
  }
  if (tool.version !== now.tool.version || tool.commit !== now.tool.commit) {
    throw new UsageError(
      `the earlier result was made by version ${tool.version} (${tool.commit}) of this program, which is now ${now.tool.version} (${now.tool.commit}): run everything again`,
    );
  }
}

/** Name of the copy of an earlier result that the merged one would overwrite. */
const FIRST = 'results.first.json';

/** Keeps the earlier result where the merged one is written to the same folder. */
export function keepFirst(path: string, out: string): void {
  const file = statSync(path).isDirectory() ? join(path, 'results.json') : path;
  const same = resolve(dirname(file)) === resolve(out) && basename(file) === 'results.json';
  if (same && existsSync(file)) copyFileSync(file, join(out, FIRST));
}
