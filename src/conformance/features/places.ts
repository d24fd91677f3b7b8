/**
 * One path per area: its scenarios, steps and defects carry the path that areas.json gives it, so that from an id every
 * place follows. A step that scenarios of several areas use stands in the vocabulary.
 */
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Area } from '../catalogue/types.ts';
import type { FeatureIndex, FeatureProblem, ScenarioSource } from './features.ts';
import { definitionsByText, type StepDefinition, type StepDefinitions } from './steps.ts';

/** The path of the step file whose words belong to no single area. */
export const VOCABULARY = 'vocabulary';

/** True for the path of the area and for paths below it: `csp/access/login`, `csp/access/login/effects`. */
export function isWithin(path: string, { folder }: Pick<Area, 'folder'>): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** The path of a step file: `csp/access/login` for `steps/csp/access/login.steps.ts`, compiled or not. */
export function pathOfSteps(uri: string): string {
  return uri.replace(/^.*?\bsteps\//, '').replace(/(\.steps)?\.[jt]s$/, '');
}

/** Places of requirements about clients: those of their areas, below `client`. */
const ofClients = new WeakMap<Area, Area>();

/** The area of a requirement; for one about clients with the place that scenarios, steps and defects of clients have. */
export function placeOfRequirement(id: string, catalogue: Catalogue): Area | undefined {
  const requirement = catalogue.requirement(id);
  const area = catalogue.area(requirement?.area ?? '');
  if (area === undefined || requirement?.actor !== 'client' || area.folder.startsWith('client/')) return area;
  const known = ofClients.get(area) ?? { ...area, folder: `client/${area.folder}` };
  ofClients.set(area, known);
  return known;
}

/** The area of the requirement that a scenario cites first. */
export function areaOf(scenario: ScenarioSource, catalogue: Catalogue): Area | undefined {
  const [first = ''] = scenario.requirements;
  return placeOfRequirement(first, catalogue);
}

/** Scenarios that stand in another place than the area of the requirement they cite first. */
export function lintScenarioPlaces(features: FeatureIndex, catalogue: Catalogue): FeatureProblem[] {
  return features.scenarios.flatMap((scenario) => {
    const area = areaOf(scenario, catalogue);
    const path = scenario.uri.replace(/^features\//, '').replace(/\.feature$/, '');
    if (area === undefined || isWithin(path, area)) return [];
    const { uri, line } = scenario;
    const place = `features/${area.folder}.feature or a feature in the folder features/${area.folder}`;
    return [{ uri, line, message: `a scenario of ${area.id} stands in ${place}` }];
  });
}

/** Step definitions outside the file of the only area that uses them, or shared ones outside the vocabulary. */
export function lintStepPlaces(
  features: FeatureIndex,
  { stepDefinitions }: StepDefinitions,
  catalogue: Catalogue,
): FeatureProblem[] {
  const users = usersOf(features, stepDefinitions, catalogue);
  return stepDefinitions.flatMap((definition) => {
    const path = pathOfSteps(definition.uri);
    const areas = [...(users.get(definition) ?? [])];
    const [only] = areas;
    if (only === undefined) return [];
    const shared = areas.length > 1;
    const vocabulary = vocabularyOf(areas);
    // Clients have few words, and most areas share them: they stand together.
    if (areas.every(({ folder }) => isClients(folder)) && isClients(path)) return [];
    if (shared ? path === vocabulary : isWithin(path, only)) return [];
    const { uri, line, pattern } = definition;
    const names = areas.map((area) => area.id).join(', ');
    const place = shared ? vocabulary : only.folder;
    return [
      { uri, line, message: `scenarios of ${names} use "${String(pattern)}": it stands in steps/${place}.steps.ts` },
    ];
  });
}

const isClients = (path: string): boolean => path.startsWith('client/');

/** The vocabulary of areas: servers among themselves and clients under test have their own, `ssp/vocabulary`. */
function vocabularyOf(areas: readonly Area[]): string {
  const apart = ['ssp', 'client'].find((side) => areas.every(({ folder }) => folder.startsWith(`${side}/`)));
  return apart === undefined ? VOCABULARY : `${apart}/${VOCABULARY}`;
}

function usersOf(
  features: FeatureIndex,
  definitions: readonly StepDefinition[],
  catalogue: Catalogue,
): ReadonlyMap<StepDefinition, ReadonlySet<Area>> {
  const fitting = definitionsByText(definitions);
  const users = new Map<StepDefinition, Set<Area>>();
  for (const scenario of features.scenarios) {
    const area = areaOf(scenario, catalogue);
    if (area === undefined) continue;
    for (const { text } of scenario.pickle.steps) {
      for (const one of fitting(text)) users.set(one, (users.get(one) ?? new Set()).add(area));
    }
  }
  return users;
}
