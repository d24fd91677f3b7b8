/** `impsc compare`: what became better and worse from one run to another. */
import { comparisonLines } from '../../report/compare/console.ts';
import { comparisonMarkdown } from '../../report/compare/markdown.ts';
import { terminalOf } from '../../report/console/terminal.ts';
import { compareRuns } from '../../results/compare/compare.ts';
import { UsageError } from '../failure.ts';
import { resultsAt } from '../result-file.ts';

export interface CompareCommandOptions {
  readonly json?: boolean;
  readonly markdown?: boolean;
  readonly onlyCommon?: boolean;
}

export async function compareCommand(
  { json, markdown, onlyCommon }: CompareCommandOptions,
  before = '',
  after = '',
): Promise<number> {
  if (json === true && markdown === true) throw new UsageError('--json and --markdown do not go together');
  const comparison = compareRuns(resultsAt(before), resultsAt(after), { onlyCommon });
  if (json === true) process.stdout.write(`${JSON.stringify(comparison, undefined, 2)}\n`);
  else if (markdown === true) process.stdout.write(comparisonMarkdown(comparison));
  else process.stdout.write(`${comparisonLines(comparison, terminalOf(process.stdout)).join('\n')}\n`);
  return comparison.exitCode;
}
