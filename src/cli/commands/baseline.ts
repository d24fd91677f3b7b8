/** `impsc baseline`: holds a result against a baseline, or writes what fails into it. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Baseline, loadBaseline } from '../../conformance/baseline/baseline.ts';
import { compare, type ExpectationFacts } from '../../conformance/baseline/expectation.ts';
import { updateBaseline } from '../../conformance/baseline/update.ts';
import { catalogue } from '../../conformance/catalogue/catalogue.ts';
import { readText } from '../../conformance/ics/text.ts';
import { writeWhole } from '../../conformance/transcripts/write.ts';
import { exitOf } from '../../conformance/verdicts/exit.ts';
import { visible } from '../../report/view/octets.ts';
import type { RunResults } from '../../results/results.ts';
import { isPart } from '../../results/standing.ts';
import { UsageError } from '../failure.ts';
import { resultsAt } from '../result-file.ts';

export interface BaselineOptions {
  readonly results: string;
  readonly baseline?: string;
  readonly open?: boolean;
  readonly prune?: boolean;
}

/** The day of the run decides what has expired, so that a result says the same tomorrow. */
function factsOf(results: RunResults): ExpectationFacts {
  return { today: results.run.startedAt.slice(0, 10), part: isPart(results) || results.run.aborted !== undefined };
}

function fileOf({ baseline }: BaselineOptions): string {
  if (baseline === undefined) throw new UsageError('--baseline FILE is needed');
  return baseline;
}

export async function baselineUpdateCommand(options: BaselineOptions): Promise<number> {
  const file = fileOf(options);
  const results = resultsAt(options.results);
  const text = existsSync(file) ? readText(file, 'baseline file') : undefined;
  const before: Baseline =
    text === undefined ? { file, entries: [], flaky: [] } : loadBaseline(file, catalogue, { unwritten: true });
  const update = updateBaseline(text, before, results.requirements, {
    ...factsOf(results),
    open: options.open === true,
    prune: options.prune === true,
  });
  if (update.text !== text) writeFile(file, update.text);
  const { aborted } = results.run;
  say([
    ...(aborted === undefined
      ? []
      : [`The run ended early (${aborted}): what it did not reach is not in the baseline.`]),
    ...told('Added, write the reason of each', update.added),
    ...told(
      options.prune === true ? 'Taken out, since it passes' : 'Stale, passes again (--prune takes it out)',
      update.stale,
    ),
    ...told('Expired, mend it or give it another day', update.expired),
    update.text === text ? `Unchanged: ${file}` : `Written: ${file}`,
  ]);
  return 0;
}

export async function baselineCheckCommand(options: BaselineOptions): Promise<number> {
  const file = fileOf(options);
  const results = resultsAt(options.results);
  const baseline = loadBaseline(file, catalogue);
  const held = compare(baseline, results.requirements, factsOf(results));
  const { met, flaky = [], unexpected, stale, expired = [] } = held;
  const { requirements, run, expressions, claim } = results;
  const { code, because } = exitOf({
    requirements,
    kind: run.kind,
    aborted: run.aborted,
    faults: run.faults?.length ?? 0,
    expectation: held,
    whole: isPart(results) ? undefined : { expressions, claim },
    claimsTooLittle: (run.findingsAboutTheFile?.length ?? 0) > 0,
  });
  say([
    ...told('Fails and is not expected', unexpected),
    ...told('Stale, passes again', stale),
    ...told('Expired', expired),
    ...told('Fails as expected', met),
    ...told('Known to waver', flaky),
    `Exit code ${code}, ${because}.`,
  ]);
  return code;
}

function told(title: string, entries: readonly string[]): string[] {
  return entries.length === 0 ? [] : [`${title}:`, ...entries.map((entry) => `  ${visible(entry)}`)];
}

function say(lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

function writeFile(file: string, text: string): void {
  try {
    writeWhole(resolve(file), text);
  } catch (error) {
    throw new UsageError(`--baseline ${file}: it cannot be written: ${(error as Error).message}`);
  }
}
