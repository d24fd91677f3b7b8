/**
 * Checks that features, steps and catalogue fit together. A requirement without a check needs a written reason, a scenario needs
 * requirements that exist, a step text needs exactly one definition, a definition needs a step that uses it.
 */
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Requirement } from '../catalogue/types.ts';
import { didYouMean } from '../nearest.ts';
import type { FeatureIndex, FeatureProblem, ScenarioSource } from './features.ts';
import { isNeed } from './needs.ts';
import { pathOfSteps, VOCABULARY } from './places.ts';
import { definitionsByText, type StepDefinition, type StepDefinitions } from './steps.ts';

/** Everything wrong with the scenarios themselves, parse errors and unknown tags included. */
export function lintFeatures(features: FeatureIndex, catalogue: Catalogue): FeatureProblem[] {
  return [...features.problems, ...features.scenarios.flatMap((s) => lintScenario(s, catalogue))];
}

function lintScenario(scenario: ScenarioSource, catalogue: Catalogue): FeatureProblem[] {
  const problems: FeatureProblem[] = [];
  const wrong = (message: string) => problems.push({ uri: scenario.uri, line: scenario.line, message });
  for (const id of scenario.requirements) {
    const requirement = catalogue.requirement(id);
    if (requirement === undefined) {
      wrong(
        `there is no requirement ${id}${didYouMean(
          id,
          catalogue.requirements.map((r) => r.id),
        )}`,
      );
      continue;
    }
    const versions = catalogue.effectiveVersions(requirement);
    if (!versions.some((v) => scenario.versions.includes(v))) {
      wrong(
        `${id} is about ${versions.join(', ')}, the scenario about ${scenario.versions.join(', ') || 'no version'}`,
      );
    }
  }
  for (const item of [...scenario.claims, ...scenario.unclaimed]) {
    if (catalogue.item(item) === undefined) {
      wrong(
        `there is no item ${item}${didYouMean(
          item,
          catalogue.items.map((i) => i.id),
        )}`,
      );
    }
  }
  for (const need of scenario.needs) {
    if (!isNeed(need)) wrong(`@needs:${need}: neither an ability of an adapter nor a key of the IXIT`);
  }
  return problems;
}

/** Steps that no or several definitions fit, and definitions nobody uses. */
export function lintSteps(features: FeatureIndex, { stepDefinitions }: StepDefinitions): FeatureProblem[] {
  const problems: FeatureProblem[] = [];
  const used = new Set<StepDefinition>();
  const fittingOf = definitionsByText(stepDefinitions);
  const known = new Set<string>();
  for (const { uri, line, pickle } of features.scenarios) {
    for (const { text } of pickle.steps) {
      if (known.has(text)) continue;
      known.add(text);
      const fitting = fittingOf(text);
      for (const one of fitting) used.add(one);
      if (fitting.length === 0) problems.push({ uri, line, message: `no step definition fits "${text}"` });
      if (fitting.length > 1) {
        const places = fitting.map((one) => `${one.uri}:${one.line}`).join(', ');
        problems.push({ uri, line, message: `several step definitions fit "${text}": ${places}` });
      }
    }
  }
  for (const definition of stepDefinitions) {
    const { uri, line, pattern } = definition;
    if (used.has(definition) || pathOfSteps(uri).split('/').at(-1) === VOCABULARY) continue;
    problems.push({ uri, line, message: `no scenario uses the step "${String(pattern)}"` });
  }
  return problems;
}

/** Requirements that neither a scenario nor a monitor checks and for which no reason is written. */
export function lintCoverage(
  features: FeatureIndex,
  catalogue: Catalogue,
  monitored: ReadonlySet<string>,
  reasonFor: (requirement: Requirement) => string | undefined,
): FeatureProblem[] {
  const cited = new Set(features.scenarios.flatMap((s) => s.requirements));
  const checked = (r: Requirement) => cited.has(r.id) || monitored.has(r.id);
  return catalogue.requirements
    .filter((r) => checked(r) === (reasonFor(r) !== undefined))
    .map((r) => ({
      uri: r.id,
      line: 0,
      message: checked(r)
        ? 'checked, and yet there is a written reason why not: take it out of not-covered.json'
        : 'neither a scenario, nor a monitor, nor a written reason',
    }));
}
