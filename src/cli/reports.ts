/** The reports of a run in a folder: each is written whole or not at all, whether or not the others fail. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { JOURNAL, readJournal } from '../conformance/transcripts/journal.ts';
import { readJsonObject } from '../conformance/transcripts/read.ts';
import { writeFolder, writeResults, writeWhole } from '../conformance/transcripts/write.ts';
import { EXIT } from '../conformance/verdicts/exit.ts';
import { RESULTS_SCHEMA, type RunResults } from '../results/results.ts';
import { UsageError } from './failure.ts';
import { USUAL_FORMATS } from './formats.ts';
import { findProject } from './project.ts';

/** The folder of the result files of Allure. */
export const ALLURE_RESULTS = 'allure-results';

/** The file that a shard has beside its results. */
export const SHARD = 'shard.json';

/** A report: its file, its word for `--format` (results.json has none), and its writer. */
export interface Writer {
  readonly name: string;
  readonly format: string | undefined;
  write(file: string, results: RunResults): Promise<void> | void;
  /** True for a folder: it holds nothing but what was written, and is replaced as a whole. */
  readonly folder?: boolean;
}

/** results.json is first: the measurements are kept if a later report fails. */
export const WRITERS: readonly Writer[] = [
  {
    name: 'results.json',
    format: undefined,
    write: (file, results) => void writeResults(resolve(file, '..'), results),
  },
  {
    name: 'junit.xml',
    format: 'junit',
    write: async (file, results) => writeWhole(file, (await import('../report/junit.ts')).junit(results)),
  },
  {
    name: 'summary.md',
    format: 'markdown',
    write: async (file, results) => writeWhole(file, (await import('../report/markdown.ts')).markdown(results)),
  },
  {
    name: 'index.html',
    format: 'html',
    async write(file, results) {
      const { seededList } = await import('./seeded.ts');
      const { referenceOf } = await import('../report/reference/index.ts');
      await (await import('../report/html/html.ts')).writeHtml(results, file, { reference: referenceOf(seededList()) });
    },
  },
  {
    name: 'pull-request.md',
    format: 'pull-request',
    write: async (file, results) => writeWhole(file, (await import('../report/pull-request.ts')).pullRequest(results)),
  },
  {
    name: 'results.csv',
    format: 'csv',
    write: async (file, results) => writeWhole(file, (await import('../report/csv.ts')).csv(results)),
  },
  {
    name: 'badge.json',
    format: 'badge',
    write: async (file, results) => writeWhole(file, (await import('../report/badge.ts')).badgeJson(results)),
  },
  {
    name: 'annotations.txt',
    format: 'github',
    write: async (file, results) => writeWhole(file, (await import('../report/github.ts')).annotations(results)),
  },
  {
    name: 'earl.jsonld',
    format: 'earl',
    write: async (file, results) => writeWhole(file, (await import('../report/earl.ts')).earl(results)),
  },
  {
    name: 'cucumber.ndjson',
    format: 'cucumber',
    write: async (file, results) => writeWhole(file, await cucumberLines(results)),
  },
  {
    name: ALLURE_RESULTS,
    format: 'allure',
    folder: true,
    write: async (file, results) => writeFolder(file, (await import('../report/allure/allure.ts')).allure(results)),
  },
];

async function cucumberLines(results: RunResults): Promise<Iterable<string>> {
  const { cucumberMessages } = await import('../report/cucumber-messages.ts');
  const { loadFeatures } = await import('../conformance/features/features.ts');
  const { root } = findProject();
  const text = (uri: string) => {
    const file = join(root, uri);
    return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  };
  return cucumberMessages({ results, features: loadFeatures('features', root), text });
}

export interface Written {
  /** With the exit code the process ends with: 4 where a report was lost and nothing else was wrong. */
  readonly results: RunResults;
  readonly written: readonly string[];
  /** Reports that could not be written, each with the error. */
  readonly lost: readonly string[];
}

export async function writeReports(
  measured: RunResults,
  into: string,
  formats: readonly string[] = USUAL_FORMATS,
  writers: readonly Writer[] = WRITERS,
): Promise<Written> {
  const directory = resolve(into);
  const written: string[] = [];
  const lost: string[] = [];
  for (const { name, format, write, folder } of writers) {
    if (format !== undefined && !formats.includes(format)) continue;
    const file = join(directory, name);
    try {
      if (folder === true) removeFolder(file);
      await write(file, measured);
      written.push(file);
    } catch (error) {
      removeFile(file);
      lost.push(`${name} was not written: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  const [first] = lost;
  const { run } = measured;
  const results =
    first === undefined || run.exitCode !== EXIT.conformant
      ? measured
      : { ...measured, run: { ...run, exitCode: EXIT.harness, because: first } };
  // The journal is the only copy of the results until results.json is written.
  if (written.some((file) => file.endsWith('results.json'))) removeFile(join(directory, JOURNAL));
  return { results, written: written.map(shortest), lost };
}

/** Takes the reports of a former run out of a folder, so that it never shows two runs at once. */
export function removeReports(folder: string): void {
  for (const { name } of WRITERS.filter((writer) => writer.folder === true)) removeFolder(join(resolve(folder), name));
  for (const name of [...WRITERS.map((writer) => writer.name), JOURNAL, SHARD]) removeFile(join(resolve(folder), name));
}

/** Results in the folder of a run; of a killed run, those in its journal. @throws UsageError if there are none */
export function resultsIn(folder: string): RunResults {
  const journal = join(resolve(folder), JOURNAL);
  if (existsSync(journal)) {
    const results = readJournal(journal);
    if (results !== undefined) return results;
    throw new UsageError(`${journal} is no journal of this program, or was cut before a scenario had run`);
  }
  const file = join(resolve(folder), 'results.json');
  if (!existsSync(file)) throw new UsageError(`${folder} holds neither results.json nor ${JOURNAL}`);
  try {
    const results = readJsonObject(file) as unknown as RunResults;
    if (results.schema === RESULTS_SCHEMA) return results;
  } catch {
    // Said below.
  }
  throw new UsageError(`${file} is no results.json of this program`);
}

/** The page that `impsc report allure` makes goes with the files it was made of. */
function removeFolder(path: string): void {
  rmSync(path, { recursive: true, force: true });
}

/** A file that is not there, or is a folder, stays as it is. */
function removeFile(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // A folder in its place: nothing of ours.
  }
}

function shortest(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith('..') || isAbsolute(path) ? file : path;
}
