/**
 * Does the suite say the same twice? Runs it again and again, in another order each time, and compares every verdict of
 * every requirement and check with those of the first run.
 *
 *   node --import tsx scripts/same-verdicts.ts                          20 orders of all: half an hour
 *   node --import tsx scripts/same-verdicts.ts --version 1.3 --runs 5
 *   node --import tsx scripts/same-verdicts.ts --select CSP-LOG --syntax xml
 *   node --import tsx scripts/same-verdicts.ts --iut served.yaml --runs 2      the same server, twice in a row
 *
 * Without --iut each run has a reference server of its own; with it all runs meet the same one, so that what an earlier
 * run left behind comes to light, too. Exit code 0 when nothing differs, 1 when something does, 2 for wrong options.
 */
import { parseArgs } from 'node:util';
import { complain, UsageError } from '../src/cli/failure.ts';
import { findProject } from '../src/cli/project.ts';
import { catalogue } from '../src/conformance/catalogue/catalogue.ts';
import { loadSteps } from '../src/conformance/cucumber/cucumber.ts';
import { loadFeatures } from '../src/conformance/features/features.ts';
import { knownTo } from '../src/conformance/ics/known.ts';
import { loadIut } from '../src/conformance/ics/load.ts';
import { remoteIut } from '../src/conformance/iut/remote.ts';
import { run } from '../src/conformance/run/run.ts';
import { embeddedIut } from '../src/embedded/iut.ts';
import { SYNTAXES } from '../src/protocol/configuration.ts';
import { VERSIONS } from '../src/protocol/version.ts';
import { differences } from '../src/results/differences.ts';
import type { RunResults } from '../src/results/results.ts';

function readOptions() {
  const { values } = parseArgs({
    options: {
      runs: { type: 'string', default: '20' },
      seed: { type: 'string', default: '1' },
      select: { type: 'string' },
      version: { type: 'string' },
      syntax: { type: 'string' },
      iut: { type: 'string' },
    },
  });
  const number = (name: 'runs' | 'seed', least: number) => {
    const value = Number(values[name]);
    if (!Number.isSafeInteger(value) || value < least)
      throw new UsageError(`--${name}: "${values[name]}" is no whole number from ${least}`);
    return value;
  };
  const some = <T extends string>(name: 'version' | 'syntax', known: readonly T[]): T[] | undefined =>
    values[name]?.split(',').map((given) => {
      const found = known.find((one) => one === given.trim());
      if (found === undefined) throw new UsageError(`--${name}: "${given}" is none of ${known.join(', ')}`);
      return found;
    });
  return {
    runs: number('runs', 2),
    seed: number('seed', 0),
    select: values.select,
    versions: some('version', VERSIONS),
    syntaxes: some('syntax', SYNTAXES),
    iut: values.iut,
  };
}

async function main(): Promise<number> {
  const { runs, seed: from, iut, ...chosen } = readOptions();
  const project = findProject();
  const features = loadFeatures('features', project.root);
  const support = await loadSteps(project.root, project.steps);
  const description = iut === undefined ? undefined : loadIut(iut, knownTo(catalogue));
  let first: RunResults | undefined;
  let differing = 0;
  for (let seed = from; seed < from + runs; seed++) {
    const results = await run({
      adapter: description === undefined ? embeddedIut() : remoteIut(description),
      features,
      support,
      seed,
      ...chosen,
      tool: { name: 'imps-conformance', version: project.version, commit: 'unknown' },
    });
    const { totals, run: facts } = results;
    const { pass, fail, inconclusive, error } = totals.requirements;
    console.log(
      `seed ${seed}: ${totals.scenarios.run} scenarios; ${pass} pass, ${fail} fail, ${inconclusive} inconclusive, ` +
        `${error} error; exit code ${facts.exitCode}, ${facts.because}; ${(facts.durationMs / 1000).toFixed(1)} s`,
    );
    for (const fault of facts.faults ?? []) console.log(`  fault of the harness: ${fault}`);
    if (first === undefined) {
      first = results;
      for (const { id, verdict, checks } of results.requirements) {
        if (verdict !== 'fail' && verdict !== 'error') continue;
        const check = checks.find((one) => one.verdict === verdict);
        const why = check?.cause?.message ?? `expected ${check?.expected}, observed ${check?.observed}`;
        console.log(`  ${verdict} from the beginning: ${id}  ${check?.scenario} [${check?.configuration}]: ${why}`);
      }
    }
    const found = differences(first, results);
    if (found.length > 0) differing++;
    for (const { requirement, check, first: was, second: is } of found) {
      console.log(
        `  ${requirement}${check === undefined ? '' : `  ${check}`}\n    seed ${from}: ${was}\n    seed ${seed}: ${is}`,
      );
    }
  }
  console.log(
    differing === 0
      ? `${runs} runs, the same verdicts in all of them.`
      : `${differing} of ${runs} runs differ from the first.`,
  );
  return differing === 0 ? 0 : 1;
}

try {
  process.exitCode = await main();
} catch (error) {
  process.exitCode = (error as { code?: unknown }).code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION' ? 2 : complain(error);
}
