/** Everything `impsc show` looks things up in. Steps and the plan are loaded only where they are needed: they take time. */
import { loadSteps } from '../../conformance/cucumber/cucumber.ts';
import { type FeatureIndex, loadFeatures, type ScenarioSource } from '../../conformance/features/features.ts';
import { definitionsByText, type StepDefinition, type StepDefinitions } from '../../conformance/features/steps.ts';
import type { PlannedRequirement } from '../../conformance/plan/plan.ts';
import { mustBeKilled, plannedAtReferenceServer } from '../../proof/matrix/matrix.ts';
import type { Project } from '../project.ts';
import { type Sources, sourcesOf } from './sources.ts';

export interface Known {
  readonly root: string;
  readonly features: FeatureIndex;
  readonly sources: Sources;
  /** The definitions of the steps of scenarios, each once, in the order of the steps. */
  definitionsOf(scenarios: readonly ScenarioSource[]): Promise<readonly StepDefinition[]>;
  /** The reason why no defect has to make a requirement fail; undefined if one has to. */
  whyNotKilled(requirement: string): Promise<string | undefined>;
}

export function knownOf(project: Project): Known {
  const features = loadFeatures('features', project.root);
  let fitting: Promise<(text: string) => readonly StepDefinition[]> | undefined;
  let planned: Promise<readonly PlannedRequirement[]> | undefined;
  return {
    root: project.root,
    features,
    sources: sourcesOf(project.root),
    async definitionsOf(scenarios) {
      fitting ??= loadSteps(project.root, project.steps).then(({ library }) =>
        definitionsByText((library as unknown as StepDefinitions).stepDefinitions),
      );
      const fits = await fitting;
      return [...new Set(scenarios.flatMap(({ pickle }) => pickle.steps.flatMap(({ text }) => fits(text))))];
    },
    async whyNotKilled(requirement) {
      planned ??= plannedAtReferenceServer({ features });
      const one = (await planned).find((r) => r.requirement.id === requirement);
      if (one === undefined || mustBeKilled(one)) return undefined;
      if (one.applicability !== 'applicable') return `does not apply to the reference server: ${one.because ?? ''}`;
      if (!one.covered)
        return `not checked at the reference server${one.because === undefined ? '' : `: ${one.because}`}`;
      return 'observed, never judged: no defect has to make it fail';
    },
  };
}
