/** `impsc compare`: what became better and worse from one run to another. */
import { resolve } from 'node:path';
import { writeWhole } from '../../conformance/transcripts/write.ts';
import { comparisonLines } from '../../report/compare/console.ts';
import { comparisonMarkdown } from '../../report/compare/markdown.ts';
import { comparisonPage } from '../../report/compare/page.ts';
import { terminalOf } from '../../report/console/terminal.ts';
import { compareRuns } from '../../results/compare/compare.ts';
import type { Comparison } from '../../results/compare/types.ts';
import { UsageError } from '../failure.ts';
import { resultsAt } from '../result-file.ts';

export interface CompareCommandOptions {
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly html?: string;
  readonly onlyCommon?: boolean;
}

export async function compareCommand(
  { json, markdown, html, onlyCommon }: CompareCommandOptions,
  before = '',
  after = '',
): Promise<number> {
  if (json === true && markdown === true) throw new UsageError('--json and --markdown do not go together');
  const comparison = compareRuns(resultsAt(before), resultsAt(after), { onlyCommon });
  if (html !== undefined) await writePage(html, comparison);
  if (json === true) process.stdout.write(`${JSON.stringify(comparison, undefined, 2)}\n`);
  else if (markdown === true) process.stdout.write(comparisonMarkdown(comparison));
  else process.stdout.write(`${comparisonLines(comparison, terminalOf(process.stdout)).join('\n')}\n`);
  return comparison.exitCode;
}

/** The page beside what is printed, so that a pipe still has JSON or Markdown alone. */
async function writePage(path: string, comparison: Comparison): Promise<void> {
  const page = await comparisonPage(comparison);
  try {
    writeWhole(resolve(path), page);
  } catch (error) {
    throw new UsageError(`--html ${path}: it cannot be written: ${(error as Error).message}`);
  }
  process.stderr.write(`Written: ${path}\n`);
}
