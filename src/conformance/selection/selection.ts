/**
 * Requirements that `--select` chooses: the language of `language.ts`, and feature files besides:
 * `features/csp`, `features/csp/access/login.feature`, `features/csp/access/login.feature:12`.
 */
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Requirement } from '../catalogue/types.ts';
import type { ScenarioSource } from '../features/features.ts';
import { ConfigurationError } from '../problems.ts';
import { type Resolution, type SelectionProblem, select, type Vocabulary } from './language.ts';
import { requirementWords } from './words.ts';

export interface Selection {
  readonly text: string;
  /** True if a requirement is selected, at all or by the scenario at hand. */
  requirement(requirement: Requirement, scenario: ScenarioSource | undefined): boolean;
}

/** Requirements by the words of the catalogue, and by the feature files whose scenarios cite them. */
export function allWords(catalogue: Catalogue, scenarios: readonly ScenarioSource[]): Vocabulary {
  return requirementWords(catalogue, fileWords(filesAmong(scenarios), undefined));
}

/**
 * Reads a selection.
 * @throws ConfigurationError that names the part which is not understood, and what may have been meant.
 */
export function parseSelection(text: string, catalogue: Catalogue, scenarios: readonly ScenarioSource[]): Selection {
  const files = filesAmong(scenarios);
  const idsFor = (scenario: ScenarioSource | undefined): ReadonlySet<string> => {
    const selection = select(text, requirementWords(catalogue, fileWords(files, scenario)));
    if (selection.ok) return selection.ids;
    throw notUnderstood(text, selection.problem);
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

/** The error of a selection that cannot be read, with the place in it. */
export function notUnderstood(text: string, { at, message }: SelectionProblem): ConfigurationError {
  return new ConfigurationError(`--select "${text}", character ${at + 1}: ${message}`);
}

/** Scenarios that a word selects which names a file, a folder or a line. */
type Files = (
  word: string,
) => ReadonlySet<ScenarioSource> | Extract<Resolution, { readonly problem: string }> | undefined;

/** Every word is looked up once, however many scenarios ask what it means for them. */
function filesAmong(scenarios: readonly ScenarioSource[]): Files {
  const known = new Map<string, ReturnType<Files>>();
  return (word) => {
    if (known.has(word)) return known.get(word);
    const found = filesNamed(word, scenarios);
    known.set(word, found);
    return found;
  };
}

function filesNamed(word: string, scenarios: readonly ScenarioSource[]): ReturnType<Files> {
  if (!word.includes('.feature') && !word.startsWith('features/')) return undefined;
  const [, path = word, line] = /^(.*?)\/?(?::(\d+))?$/.exec(word) ?? [];
  const inside = scenarios.filter((s) => s.uri === path || s.uri.startsWith(`${path}/`));
  if (inside.length === 0) {
    const among = [...new Set(scenarios.map((s) => s.uri))];
    return { problem: `no feature file or folder is '${path}'`, near: path, among };
  }
  const chosen = line === undefined ? inside : scenarioAt(inside, Number(line));
  if (chosen !== undefined) return new Set(chosen);
  const first = Math.min(...inside.map((s) => s.line));
  const problem = `no scenario of ${path} stands at line ${line}; the first is at line ${first}`;
  return { problem, near: '', among: [] };
}

/** The words that name files. For a scenario at hand a file means what that scenario cites, if it is in it. */
function fileWords(files: Files, at: ScenarioSource | undefined): (word: string) => Resolution | undefined {
  return (word) => {
    const found = files(word);
    if (found === undefined || 'problem' in found) return found;
    const meant = at === undefined ? [...found] : found.has(at) ? [at] : [];
    return { ids: new Set(meant.flatMap((s) => s.requirements)) };
  };
}

/** A line inside a scenario means that scenario: the last one that begins at or before it. */
function scenarioAt(scenarios: readonly ScenarioSource[], line: number): readonly ScenarioSource[] | undefined {
  const begun = scenarios.filter((s) => s.line <= line).sort((a, b) => b.line - a.line)[0];
  return begun === undefined ? undefined : [begun];
}
