/** `impsc lint` checks that catalogue, features, steps and seeded defects fit together. For those who write them. */
import { catalogue } from '../../conformance/catalogue/catalogue.ts';
import { lintCatalogue } from '../../conformance/catalogue/lint/lint.ts';
import { readNotCovered } from '../../conformance/catalogue/not-covered.ts';
import { loadSteps } from '../../conformance/cucumber/cucumber.ts';
import { loadFeatures } from '../../conformance/features/features.ts';
import { lintCoverage, lintFeatures, lintSteps } from '../../conformance/features/lint.ts';
import { lintScenarioPlaces, lintStepPlaces, placeOfRequirement } from '../../conformance/features/places.ts';
import type { StepDefinitions } from '../../conformance/features/steps.ts';
import { MONITORED } from '../../conformance/monitors/index.ts';
import { defects, defectsByPath, unkilled, variants } from '../../proof/index.ts';
import { requirementsToKill } from '../../proof/matrix/matrix.ts';
import { problemsOfPlaces, problemsOfSeeds } from '../../proof/matrix/seed-lint.ts';
import { CLIENT_MONITORS } from '../../watch/clients.ts';
import { problemsOfLayout } from '../new/unfilled.ts';
import { problemsOfPrimitives } from '../primitives.ts';
import { findProject } from '../project.ts';

export async function lintCommand(): Promise<number> {
  const project = findProject();
  const features = loadFeatures('features', project.root);
  const { library } = await loadSteps(project.root, project.steps);
  const steps = library as unknown as StepDefinitions;
  const problems = [
    ...lintCatalogue(catalogue).map((p) => `${p.where}: ${p.message} (${p.rule})`),
    ...[
      ...lintFeatures(features, catalogue),
      ...lintScenarioPlaces(features, catalogue),
      ...lintSteps(features, steps),
      ...lintStepPlaces(features, steps, catalogue),
      ...lintCoverage(
        features,
        catalogue,
        new Set([...MONITORED, ...CLIENT_MONITORS.map(({ requirement }) => requirement)]),
        readNotCovered(),
      ),
    ].map((p) => `${p.uri}${p.line === 0 ? '' : `:${p.line}`}: ${p.message}`),
    ...problemsOfPrimitives(features.scenarios, project.root),
    ...problemsOfLayout(catalogue, features, defects),
    ...problemsOfPlaces(defectsByPath, (id) => placeOfRequirement(id, catalogue)),
    ...problemsOfSeeds(
      { defects, variants, reasons: unkilled },
      (id) => catalogue.requirement(id) !== undefined,
      await requirementsToKill({ features }),
    ),
  ];
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  const { requirements } = catalogue;
  const cited = new Set(features.scenarios.flatMap((s) => s.requirements));
  const checked = requirements.filter((r) => cited.has(r.id) || MONITORED.has(r.id)).length;
  const count = problems.length === 1 ? 'one problem' : `${problems.length} problems`;
  process.stdout.write(
    `${requirements.length} requirements, ${checked} of them checked by ${features.scenarios.length} scenarios and ${MONITORED.size} monitors; ${count}\n`,
  );
  return problems.length === 0 ? 0 : 1;
}
