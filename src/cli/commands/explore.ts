/** `impsc explore`: the page of the report, with runs begun from it. */
import { resolve } from 'node:path';
import { loadSteps } from '../../conformance/cucumber/cucumber.ts';
import type { RunListener } from '../../conformance/events.ts';
import { loadFeatures } from '../../conformance/features/features.ts';
import type { IutAdapter } from '../../conformance/iut/adapter.ts';
import type { RunOptions } from '../../conformance/run/options.ts';
import { run } from '../../conformance/run/run.ts';
import { JOURNAL, journalIn } from '../../conformance/transcripts/journal.ts';
import type { LiveRequest } from '../../explorer/page/data/live.ts';
import { startExplorer } from '../../explorer/server/server.ts';
import { SYNTAXES, type Syntax } from '../../protocol/syntax/types.ts';
import { VERSIONS, type Version } from '../../protocol/version.ts';
import { html } from '../../report/html/html.ts';
import { referenceOf } from '../../report/reference/index.ts';
import type { RunResults } from '../../results/results.ts';
import { UsageError } from '../failure.ts';
import { describedIn, implementation } from '../implementation.ts';
import { commitOf, findProject } from '../project.ts';
import { removeReports, writeReports } from '../reports.ts';
import { seededList } from '../seeded.ts';

export interface ExploreCommandOptions {
  readonly iut?: string;
  readonly host: string;
  readonly port: number;
  readonly out: string;
}

export async function exploreCommand(options: ExploreCommandOptions): Promise<number> {
  const { iut, host, port, out } = options;
  const project = findProject();
  const features = loadFeatures('features', project.root);
  const support = await loadSteps(project.root, project.steps);
  const tool = { name: 'imps-conformance', version: project.version, commit: commitOf(project.root) };
  const target = targetOf(iut);
  const reference = referenceOf(seededList());

  /** The part of a run that a request decides. */
  const planned = (request: LiveRequest, seed: number): RunOptions => ({
    adapter: target.adapter(request),
    features,
    support,
    tool,
    seed,
    select: request.select,
    versions: request.versions as readonly Version[] | undefined,
    syntaxes: request.syntaxes as readonly Syntax[] | undefined,
    command: [
      ...(iut === undefined ? [] : ['--iut', iut]),
      ...(request.defect === undefined ? [] : ['--defect', request.defect]),
      ...(request.variant === undefined ? [] : ['--variant', request.variant]),
    ],
  });

  async function perform(request: LiveRequest, listener: RunListener, signal: AbortSignal): Promise<RunResults> {
    const begins: RunListener = { runStarted: () => removeReports(out) };
    const listeners = [begins, journalIn(resolve(out, JOURNAL)), listener];
    const seed = Math.floor(Math.random() * 1_000_000);
    const measured = await run({ ...planned(request, seed), listeners, signal });
    const { results } = await writeReports(measured, out, undefined);
    return results;
  }

  const explorer = await startExplorer({
    host,
    port,
    choices: { target: target.name, versions: [...VERSIONS], syntaxes: [...SYNTAXES], seeded: iut === undefined },
    first: await run({ ...planned({}, 0), signal: AbortSignal.abort('nothing was run yet') }),
    run: perform,
    page: (results) => html(results, { reference }),
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE')
      throw new UsageError(`port ${port} of ${host} is in use; --port 0 takes any free one`);
    if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
      throw new UsageError(`${host} is no address of this machine`);
    }
    throw error;
  });
  process.stdout.write(`Explore ${target.name} at ${explorer.address}\nReports of each run: ${out}\nCtrl-C ends it.\n`);
  await new Promise<void>((done) => {
    process.once('SIGINT', done);
    process.once('SIGTERM', done);
  });
  await explorer.close();
  return 0;
}

interface Target {
  readonly name: string;
  adapter(request: LiveRequest): IutAdapter;
}

/** The implementation a run is against: one of the user's own, or the reference server, with what is asked for switched on. */
function targetOf(file: string | undefined): Target {
  return {
    name: file === undefined ? 'the reference server' : describedIn(file).ics.name,
    // A file is read anew for each run, so that a corrected one counts.
    adapter: ({ defect, variant }) => implementation(file, defect, variant),
  };
}
