/** `--format github`: annotations where GitHub reads them, and the summary of the step. */
import { appendFileSync } from 'node:fs';
import { annotations } from '../report/github.ts';
import { pullRequest } from '../report/pull-request.ts';
import type { RunResults } from '../results/results.ts';

export function tellGithub(
  results: RunResults,
  formats: readonly string[] = [],
  env: Readonly<Record<string, string | undefined>> = process.env,
): void {
  if (!formats.includes('github')) return;
  process.stdout.write(annotations(results));
  const file = env.GITHUB_STEP_SUMMARY;
  if (file === undefined || file === '') return;
  try {
    appendFileSync(file, `${pullRequest(results)}\n`);
  } catch (error) {
    process.stderr.write(`impsc: the summary of the step was not written: ${(error as Error).message}\n`);
  }
}
