/** `impsc flaky`: the same scenarios again and again, each time in another order; what wavers is named. */
import { loadSteps } from '../../conformance/cucumber/cucumber.ts';
import { loadFeatures } from '../../conformance/features/features.ts';
import { run } from '../../conformance/run/run.ts';
import { EXIT } from '../../conformance/verdicts/exit.ts';
import type { Syntax } from '../../protocol/syntax/types.ts';
import type { Version } from '../../protocol/version.ts';
import { visible } from '../../report/view/octets.ts';
import { count } from '../../report/view/words.ts';
import type { RunResults } from '../../results/results.ts';
import { wasJudged } from '../../results/standing.ts';
import { type Wavering, waveringIn } from '../../results/wavering.ts';
import { UsageError } from '../failure.ts';
import { implementation } from '../implementation.ts';
import { commitOf, findProject } from '../project.ts';

export interface FlakyOptions {
  readonly runs: number;
  readonly seed: number;
  readonly iut?: string;
  readonly select?: string;
  readonly version?: readonly Version[];
  readonly syntax?: readonly Syntax[];
  readonly json?: boolean;
}

export async function flakyCommand(options: FlakyOptions): Promise<number> {
  const { runs, seed, json } = options;
  if (runs < 2) throw new UsageError('--runs: two runs at least are needed to see a difference');
  const perform = await prepared(options);
  const done: RunResults[] = [];
  for (let n = 0; n < runs; n++) {
    const results = await perform(seed + n);
    done.push(results);
    if (json !== true) process.stdout.write(`${progressOf(results)}\n`);
    // A run that ended early says nothing about the others.
    if (results.run.aborted !== undefined) break;
  }
  const wavering = waveringIn(done);
  const code = codeOf(done, wavering);
  if (json === true)
    process.stdout.write(`${JSON.stringify({ runs: done.map(factsOf), wavering, exitCode: code }, undefined, 2)}\n`);
  else process.stdout.write(`${linesOf(done, wavering, code).join('\n')}\n`);
  return code;
}

async function prepared({ iut, select, version, syntax }: FlakyOptions) {
  const project = findProject();
  const features = loadFeatures('features', project.root);
  const support = await loadSteps(project.root, project.steps);
  const tool = { name: 'imps-conformance', version: project.version, commit: commitOf(project.root) };
  return (seed: number) =>
    run({
      adapter: implementation(iut, undefined),
      features,
      support,
      seed,
      select,
      versions: version,
      syntaxes: syntax,
      tool,
    });
}

function factsOf({ run: { seed, exitCode, aborted }, totals, requirements }: RunResults) {
  return { seed, exitCode, aborted, scenarios: totals.scenarios.run, judged: requirements.filter(wasJudged).length };
}

function progressOf(results: RunResults): string {
  const { seed, exitCode, because, durationMs } = results.run;
  const { run: scenarios, pass } = results.totals.scenarios;
  return `seed ${seed}: ${count(scenarios, 'scenario')}, ${pass} pass; exit code ${exitCode}, ${visible(because ?? '')}; ${(durationMs / 1000).toFixed(1)} s`;
}

function codeOf(done: readonly RunResults[], wavering: readonly Wavering[]): number {
  if (done.some(({ run: { exitCode } }) => exitCode === EXIT.harness)) return EXIT.harness;
  const whole = done.every(
    ({ run: { aborted }, requirements }) => aborted === undefined && requirements.some(wasJudged),
  );
  if (!whole) return EXIT.incomplete;
  return wavering.length > 0 ? EXIT.notConformant : EXIT.conformant;
}

function linesOf(done: readonly RunResults[], wavering: readonly Wavering[], code: number): string[] {
  const requirements = new Set(wavering.map(({ requirement }) => requirement));
  const said = wavering.flatMap(({ requirement, check, said: verdicts, counts }) => [
    `  ${requirement}${counts ? '' : ' (does not count)'}${check === undefined ? '' : `  ${visible(check)}`}`,
    ...verdicts.map(({ verdict, seeds }) => `    ${verdict}: seed ${seeds.join(', ')}`),
  ]);
  const early = done.find(({ run: { aborted } }) => aborted !== undefined);
  return [
    '',
    ...(wavering.length === 0 ? [] : ['Wavers:', ...said, '']),
    ...(early === undefined
      ? []
      : [`The run with seed ${early.run.seed} ended early: ${visible(early.run.aborted ?? '')}`]),
    wavering.length === 0
      ? `${count(done.length, 'run')}, the same verdicts in all of them.`
      : `${count(done.length, 'run')}; ${count(requirements.size, 'requirement')} ${requirements.size === 1 ? 'wavers' : 'waver'}.`,
    `Exit code ${code}.`,
  ];
}
