/** Results of a run by the name of their file, or of the folder they lie in. */
import { existsSync, statSync } from 'node:fs';
import { readJsonObject } from '../conformance/transcripts/read.ts';
import { RESULTS_SCHEMA, type RunResults } from '../results/results.ts';
import { UsageError } from './failure.ts';
import { resultsIn } from './reports.ts';
import { faultIn } from './schemas.ts';

/** @throws UsageError that names the file and its fault */
export function resultsAt(path: string): RunResults {
  if (!existsSync(path)) throw new UsageError(`${path}: there is no such file or folder`);
  const results = statSync(path).isDirectory() ? resultsIn(path) : read(path);
  // Transcripts are most of the file and are only shown.
  if (!Array.isArray(results.transcripts)) throw new UsageError(`${path}: the list "transcripts" is missing`);
  const fault = faultIn('results', { ...results, transcripts: [] });
  if (fault !== undefined) throw new UsageError(`${path} does not fit the schema of results.json: ${fault}`);
  return results;
}

function read(file: string): RunResults {
  let parsed: unknown;
  try {
    parsed = readJsonObject(file);
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
