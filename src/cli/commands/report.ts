/** `impsc report`: the reports of a folder once more, or those of a run that was killed. */
import { writeConsole } from '../../report/console/console.ts';
import { terminalOf } from '../../report/console/terminal.ts';
import { tellGithub } from '../github.ts';
import { resultsIn, writeReports } from '../reports.ts';

export interface ReportOptions {
  readonly format?: readonly string[];
}

export async function reportCommand({ format }: ReportOptions, folder = 'reports/latest'): Promise<number> {
  const { results, written, lost } = await writeReports(resultsIn(folder), folder, format);
  writeConsole(results, terminalOf(process.stdout), { written });
  tellGithub(results, format);
  for (const what of lost) process.stderr.write(`impsc: ${what}\n`);
  return results.run.exitCode;
}
