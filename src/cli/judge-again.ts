/** A result judged again from its transcripts, with what this program has: features, steps, catalogue. */
import { MANIFEST, type Manifest } from '../bundle/manifest.ts';
import { loadSteps } from '../conformance/cucumber/cucumber.ts';
import { loadFeatures } from '../conformance/features/features.ts';
import { readIut } from '../conformance/ics/load.ts';
import { ConfigurationError } from '../conformance/problems.ts';
import { type Difference, differencesOf } from '../conformance/replay/differences.ts';
import { rejudge } from '../conformance/replay/rejudge.ts';
import { obstaclesTo } from '../results/certification.ts';
import type { RunResults } from '../results/results.ts';
import { UsageError } from './failure.ts';
import { commitOf, findProject } from './project.ts';

export interface JudgedAgain {
  readonly results: RunResults;
  readonly differences: readonly Difference[];
  /** Scenarios whose verdicts nobody can find again. */
  readonly asRecorded: readonly string[];
}

/** @throws UsageError for a result that lacks what judging it again needs */
export async function judgeAgain(recorded: RunResults): Promise<JudgedAgain> {
  const { subject, run, transcripts } = recorded;
  if (subject === undefined)
    throw new UsageError('the result does not hold its ICS and IXIT: an older version made it');
  if (run.mergedFrom !== undefined) {
    throw new UsageError('the result is merged from several runs; judge each of them again by itself');
  }
  const cut = transcripts.find(({ entries }) =>
    entries.some(({ request, response }) => request.cutFrom !== undefined || response?.cutFrom !== undefined),
  );
  if (cut !== undefined)
    throw new UsageError(`bodies of ${cut.scenario} were not kept whole: nobody can judge them again`);
  const { root, steps, version } = findProject();
  const judged = await rejudge({
    recorded,
    description: descriptionIn(subject.iut),
    features: loadFeatures('features', root),
    support: await loadSteps(root, steps),
    tool: { name: 'imps-conformance', version, commit: commitOf(root) },
  });
  return {
    results: judged.results,
    differences: differencesOf(recorded, judged),
    asRecorded: judged.asRecorded.map(({ scenario, configuration }) => `${scenario} [${configuration}]`),
  };
}

/** Obstacles to a certificate by the verdicts that were found again, of which the manifest says nothing. */
export function obstaclesAgain(
  results: RunResults,
  manifest: Pick<Manifest, 'kind' | 'obstacles'>,
): readonly Difference[] {
  // The program that judges again may be another one than the one that ran.
  const own = ({ kind }: { readonly kind: string }) => kind !== 'altered-tool';
  const now = obstaclesTo(results).filter(own);
  const was = manifest.obstacles.filter(own);
  const missing = now.filter(({ message }) => !was.some((one) => one.message === message));
  return missing.map(({ message }) => ({
    where: MANIFEST,
    message: `it does not say why the run is no certification: ${message}`,
  }));
}

function descriptionIn(iut: string): ReturnType<typeof readIut> {
  try {
    return readIut(iut, 'ICS/IXIT in the result', { environment: {} });
  } catch (error) {
    if (error instanceof ConfigurationError) throw new UsageError(error.message);
    throw error;
  }
}
