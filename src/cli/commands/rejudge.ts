/** `impsc rejudge`: the verdicts of a finished run, found again from its transcripts. */
import { existsSync, readFileSync, statSync } from 'node:fs';
import { openBundle } from '../../bundle/open.ts';
import { makeFolder } from '../../conformance/transcripts/write.ts';
import { terminalOf } from '../../report/console/terminal.ts';
import type { RunResults } from '../../results/results.ts';
import { differenceLines } from '../difference-lines.ts';
import { UsageError } from '../failure.ts';
import { judgeAgain } from '../judge-again.ts';
import { writeReports } from '../reports.ts';
import { resultsAt } from '../result-file.ts';
import { faultIn } from '../schemas.ts';

export interface RejudgeOptions {
  readonly out?: string;
  readonly json?: boolean;
}

export async function rejudgeCommand(options: RejudgeOptions, path = ''): Promise<number> {
  const recorded = resultsOf(path);
  const { results, differences, asRecorded } = await judgeAgain(recorded);
  if (options.out !== undefined) {
    makeFolder(options.out);
    await writeReports(results, options.out);
  }
  if (options.json === true) process.stdout.write(`${JSON.stringify({ differences, asRecorded }, undefined, 2)}\n`);
  else {
    const terminal = terminalOf(process.stdout);
    terminal.write(`${differenceLines(recorded, { differences, asRecorded }, terminal).join('\n')}\n`);
  }
  return differences.length === 0 ? 0 : 1;
}

/** Results of a run, or of a bundle. */
function resultsOf(path: string): RunResults {
  if (!existsSync(path) || !statSync(path).isFile() || !isArchive(path)) return resultsAt(path);
  const { results } = openBundle(readFileSync(path), { fault: faultIn });
  if (results === undefined)
    throw new UsageError(`${path} holds no results that can be read: see "impsc verify ${path}"`);
  return results;
}

function isArchive(path: string): boolean {
  return readFileSync(path).subarray(0, 2).toString('latin1') === 'PK';
}
