/** Results of a run by the name of their file, or of the folder they lie in. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { RESULTS_SCHEMA, type RunResults } from '../results/results.ts';
import { UsageError } from './failure.ts';
import { resultsIn } from './reports.ts';

/** @throws UsageError that names the file and its fault */
export function resultsAt(path: string): RunResults {
  if (!existsSync(path)) throw new UsageError(`${path}: there is no such file or folder`);
  const results = statSync(path).isDirectory() ? resultsIn(path) : read(path);
  const fault = faultOf(results);
  if (fault !== undefined) throw new UsageError(`${path}: ${fault}`);
  return results;
}

function read(file: string): RunResults {
  let parsed: unknown;
  try {
    parsed = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new UsageError(`${file} is not JSON: ${(error as Error).message}`);
  }
  const schema = typeof parsed === 'object' && parsed !== null && 'schema' in parsed ? parsed.schema : undefined;
  if (schema === RESULTS_SCHEMA) return parsed as RunResults;
  throw new UsageError(
    schema === undefined
      ? `${file} is no results.json of this program: it has no "schema"`
      : `${file} has the schema ${JSON.stringify(schema)}; this program reads ${RESULTS_SCHEMA}`,
  );
}

/** Parts that everything else is made from. */
const LISTS = ['items', 'requirements', 'expressions', 'transcripts', 'configurations'] as const;

function faultOf(results: RunResults): string | undefined {
  const missing = LISTS.find((name) => !Array.isArray(results[name]));
  if (missing !== undefined) return `the list "${missing}" is missing`;
  if (typeof results.run?.startedAt !== 'string') return 'the facts of the run ("run") are missing';
  return undefined;
}
