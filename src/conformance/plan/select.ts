/**
 * What `--select` chooses: the language of the catalogue (see `catalogue/select.ts`), and feature files besides:
 * `features/csp`, `features/csp/access/login.feature`, `features/csp/access/login.feature:12`.
 */
import type { Catalogue } from '../catalogue/catalogue.ts';
import { type FurtherWords, select } from '../catalogue/select.ts';
import type { Requirement } from '../catalogue/types.ts';
import { ConfigurationError } from '../ics/yaml.ts';
import type { ScenarioSource } from './features.ts';

export interface Selection {
  readonly text: string;
  /** Whether a requirement is selected, at all or by the scenario at hand. */
  requirement(requirement: Requirement, scenario: ScenarioSource | undefined): boolean;
}

/**
 * Reads a selection.
 * @throws ConfigurationError that names the part which is not understood, and what may have been meant.
 */
export function parseSelection(text: string, catalogue: Catalogue, scenarios: readonly ScenarioSource[]): Selection {
  const idsFor = (scenario: ScenarioSource | undefined): ReadonlySet<string> => {
    const selection = select(catalogue, text, fileWords(scenarios, scenario));
    if (selection.ok) return selection.ids;
    const { at, message } = selection.problem;
    throw new ConfigurationError(`--select "${text}", character ${at + 1}: ${message}`);
  };
  const whole = idsFor(undefined);
  // Only where files are named does it matter by which scenario a requirement is checked.
  const byScenario = new Map<ScenarioSource, ReadonlySet<string>>();
  const idsOf = (scenario: ScenarioSource): ReadonlySet<string> => {
    const known = byScenario.get(scenario) ?? idsFor(scenario);
    byScenario.set(scenario, known);
    return known;
  };
  const namesFiles = text.includes('features/') || text.includes('.feature');
  return {
    text,
    requirement: (requirement, scenario) =>
      (scenario === undefined || !namesFiles ? whole : idsOf(scenario)).has(requirement.id),
  };
}

/** The words that name files. For a scenario at hand a file means what that scenario cites, if it is in it. */
function fileWords(scenarios: readonly ScenarioSource[], at: ScenarioSource | undefined): FurtherWords {
  return (word) => {
    if (!word.includes('.feature') && !word.startsWith('features/')) return undefined;
    const [, path = word, line] = /^(.*?)\/?(?::(\d+))?$/.exec(word) ?? [];
    const inside = scenarios.filter((s) => s.uri === path || s.uri.startsWith(`${path}/`));
    if (inside.length === 0) {
      return {
        problem: `no feature file or folder is '${path}'`,
        near: path,
        among: [...new Set(scenarios.map((s) => s.uri))],
      };
    }
    const chosen = line === undefined ? inside : scenarioAt(inside, Number(line));
    if (chosen === undefined) {
      const first = Math.min(...inside.map((s) => s.line));
      return {
        problem: `no scenario of ${path} stands at line ${line}; the first is at line ${first}`,
        near: '',
        among: [],
      };
    }
    const meant = at === undefined ? chosen : chosen.filter((s) => s === at);
    return { ids: new Set(meant.flatMap((s) => s.requirements)) };
  };
}

/** A line inside a scenario means that scenario: the last one that begins at or before it. */
function scenarioAt(scenarios: readonly ScenarioSource[], line: number): readonly ScenarioSource[] | undefined {
  const begun = scenarios.filter((s) => s.line <= line).sort((a, b) => b.line - a.line)[0];
  return begun === undefined ? undefined : [begun];
}
