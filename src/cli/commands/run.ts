/** `impsc run` */
import { isAbsolute, relative, resolve } from 'node:path';
import { loadBaseline } from '../../conformance/baseline/baseline.ts';
import { catalogue } from '../../conformance/catalogue/catalogue.ts';
import { loadIut } from '../../conformance/ics/load.ts';
import type { IutAdapter } from '../../conformance/iut/adapter.ts';
import { programIut } from '../../conformance/iut/program.ts';
import { remoteIut } from '../../conformance/iut/remote.ts';
import { loadFeatures } from '../../conformance/plan/features.ts';
import type { RunResults } from '../../conformance/results.ts';
import { loadSteps } from '../../conformance/run/cucumber.ts';
import { run } from '../../conformance/run/run.ts';
import { writeResults, writeWhole } from '../../conformance/transcripts/write.ts';
import type { Syntax } from '../../protocol/syntax/types.ts';
import type { Version } from '../../protocol/version.ts';
import { writeConsole } from '../../report/console.ts';
import { createProgress } from '../../report/progress.ts';
import { terminalOf } from '../../report/terminal.ts';
import { embeddedIut } from '../embedded.ts';
import { commitOf, findProject } from '../project.ts';

export interface RunCommandOptions {
  readonly iut?: string;
  readonly select?: string;
  readonly version?: readonly Version[];
  readonly syntax?: readonly Syntax[];
  readonly seed?: number;
  readonly baseline?: string;
  readonly certification?: boolean;
  readonly out: string;
  readonly format?: readonly string[];
  readonly quiet?: boolean;
}

/** Reports beside results.json unless `--format` says otherwise. */
const FORMATS = ['html', 'junit', 'markdown'];

export async function runCommand(options: RunCommandOptions): Promise<number> {
  const project = findProject();
  const terminal = terminalOf(process.stdout);
  const adapter = adapterFor(options.iut);
  const baseline = options.baseline === undefined ? undefined : loadBaseline(options.baseline, catalogue);
  const features = loadFeatures('features', project.root);
  const support = await loadSteps(project.root, project.steps);
  const interruption = interruptible();
  try {
    const results = await run({
      adapter,
      features,
      support,
      baseline,
      seed: options.seed ?? Math.floor(Math.random() * 1_000_000),
      select: options.select,
      versions: options.version,
      syntaxes: options.syntax,
      certification: options.certification,
      tool: { name: 'imps-conformance', version: project.version, commit: commitOf(project.root) },
      listeners: options.quiet === true ? [] : [createProgress(terminal)],
      signal: interruption.signal,
    });
    const written = await writeReports(results, options);
    writeConsole(results, terminal, { written });
    tellFaults(adapter);
    return results.run.exitCode;
  } finally {
    interruption.end();
  }
}

function adapterFor(file: string | undefined): IutAdapter {
  if (file === undefined) return embeddedIut();
  const description = loadIut(file, { knownItems: new Set(catalogue.items.map((item) => item.id)) });
  return description.program === undefined ? remoteIut(description) : programIut(description, description.program);
}

/** Ctrl-C ends the run after the scenario that is on; a second one ends the program. */
function interruptible(): { readonly signal: AbortSignal; end(): void } {
  const controller = new AbortController();
  const onSignal = (signal: NodeJS.Signals) => {
    if (controller.signal.aborted) process.exit(3);
    process.stderr.write(`\nimpsc: ${signal}: ending after this scenario; once more ends at once\n`);
    controller.abort(`interrupted by ${signal}`);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    signal: controller.signal,
    end() {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}

/** results.json first: whatever fails later, what was measured is kept. */
async function writeReports(results: RunResults, options: RunCommandOptions): Promise<string[]> {
  const directory = resolve(options.out);
  const written = [writeResults(directory, results)];
  const formats = options.format ?? FORMATS;
  if (formats.includes('junit')) {
    const { junit } = await import('../../report/junit.ts');
    written.push(put(resolve(directory, 'junit.xml'), junit(results)));
  }
  if (formats.includes('markdown')) {
    const { markdown } = await import('../../report/markdown.ts');
    written.push(put(resolve(directory, 'summary.md'), markdown(results)));
  }
  if (formats.includes('html')) {
    const { writeHtml } = await import('../../report/html.ts');
    const file = resolve(directory, 'index.html');
    try {
      await writeHtml(results, file);
      written.push(file);
    } catch (error) {
      process.stderr.write(
        `impsc: index.html was not written: ${error instanceof Error ? error.message : String(error)}\n`,
      );
    }
  }
  return written.map(shortest);
}

function put(file: string, text: string): string {
  writeWhole(file, text);
  return file;
}

function shortest(file: string): string {
  const path = relative(process.cwd(), file);
  return path.startsWith('..') || isAbsolute(path) ? file : path;
}

/** A programming error of the reference server is ours, whatever the verdicts. */
function tellFaults(adapter: IutAdapter): void {
  const { faults = [] } = adapter as Partial<ReturnType<typeof embeddedIut>>;
  const first = faults[0];
  if (first === undefined) return;
  const what = first.error instanceof Error ? (first.error.stack ?? first.error.message) : String(first.error);
  process.stderr.write(
    `impsc: the reference server had ${faults.length} programming errors, the first in ${first.where}: ${what}\n`,
  );
}
