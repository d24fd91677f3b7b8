/** `impsc report allure`: the page of Allure for a result. */
import { join, resolve } from 'node:path';
import { makeAllurePage } from '../allure-program.ts';
import { UsageError } from '../failure.ts';
import { ALLURE_RESULTS, resultsIn, writeReports } from '../reports.ts';

export interface AllureOptions {
  readonly page?: string;
}

export async function allureCommand({ page }: AllureOptions, folder = 'reports/latest'): Promise<number> {
  const to = resolve(page ?? join(folder, 'allure-report'));
  const { lost } = await writeReports(resultsIn(folder), folder, ['allure']);
  const failed = lost.find((what) => what.startsWith(ALLURE_RESULTS));
  if (failed !== undefined) throw new UsageError(failed);
  makeAllurePage(resolve(folder, ALLURE_RESULTS), to);
  process.stdout.write(
    `Written: ${join(to, 'index.html')}\nOpen it through a web server ("allure open ${to}"): a browser lets no page read files.\n`,
  );
  return 0;
}
