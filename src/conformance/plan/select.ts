/**
 * The selection language of `--select`: which requirements and scenarios a run is about.
 *
 *   CSP-LOG-001            a requirement            IMPS-CSP-S-LOGIN   an item: all its requirements
 *   CSP-LOG-*              a pattern                CSP-LOG            an area
 *   csp-server             a table                  core, MUST         (through keys:) level:MUST confidence:high
 *   features/x.feature:12  a scenario, a file, a folder
 *
 * joined by `and`, `or` (or a comma), `not` and parentheses.
 */
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { Requirement } from '../catalogue/types.ts';
import { didYouMean, nearest } from '../ics/nearest.ts';
import { ConfigurationError } from '../ics/yaml.ts';
import type { ScenarioSource } from './features.ts';

export interface Selection {
  readonly text: string;
  /** Whether a requirement is selected, at all or by the scenario at hand. */
  requirement(requirement: Requirement, scenario: ScenarioSource | undefined): boolean;
}

type Test = (requirement: Requirement, scenario: ScenarioSource | undefined) => boolean;

/** Attributes of a requirement that can be asked for as `key:value`. */
const KEYS: Readonly<Record<string, (r: Requirement) => readonly string[]>> = {
  level: (r) => [r.level],
  confidence: (r) => [r.confidence],
  area: (r) => [r.area],
  item: (r) => [r.item],
  actor: (r) => [r.actor],
  version: (r) => r.versions,
  primitive: (r) => r.primitives,
  transaction: (r) => (r.transaction === undefined ? [] : [r.transaction]),
  feature: (r) => (r.feature === undefined ? [] : [r.feature]),
};

/**
 * Reads a selection.
 * @throws ConfigurationError that names the part which is not understood, and what may have been meant.
 */
export function parseSelection(text: string, catalogue: Catalogue, scenarios: readonly ScenarioSource[]): Selection {
  const tokens = text.match(/[(),]|[^\s(),]+/g) ?? [];
  let at = 0;
  const fail = (message: string): never => {
    throw new ConfigurationError(`--select "${text}": ${message}`);
  };
  const either = (): Test => {
    const parts = [both()];
    while (tokens[at]?.toLowerCase() === 'or' || tokens[at] === ',') {
      at++;
      parts.push(both());
    }
    return (r, s) => parts.some((part) => part(r, s));
  };
  const both = (): Test => {
    const parts = [one()];
    while (tokens[at]?.toLowerCase() === 'and') {
      at++;
      parts.push(one());
    }
    return (r, s) => parts.every((part) => part(r, s));
  };
  const one = (): Test => {
    const token = tokens[at++];
    if (token === undefined) return fail('something is missing at the end');
    if (token.toLowerCase() === 'not') {
      const inner = one();
      return (r, s) => !inner(r, s);
    }
    if (token === '(') {
      const inner = either();
      if (tokens[at++] !== ')') return fail('a ")" is missing');
      return inner;
    }
    if (token === ')' || token === ',') return fail(`"${token}" stands where a name should be`);
    return term(token, catalogue, scenarios, fail);
  };
  if (tokens.length === 0) fail('the expression is empty');
  const test = either();
  if (at < tokens.length) fail(`"${tokens[at] ?? ''}" stands where "and", "or" or the end should be`);
  return { text, requirement: test };
}

function term(
  token: string,
  catalogue: Catalogue,
  scenarios: readonly ScenarioSource[],
  fail: (message: string) => never,
): Test {
  if (token.includes('.feature') || token.startsWith('features/')) return ofFiles(token, scenarios, fail);
  const [, key, value] = /^([a-z]+):(.+)$/.exec(token) ?? [];
  if (key !== undefined && value !== undefined) {
    const read = KEYS[key];
    if (read === undefined)
      return fail(
        `there is no key "${key}"${didYouMean(key, Object.keys(KEYS)) || `; keys are ${Object.keys(KEYS).join(', ')}`}`,
      );
    const wanted = value.toLowerCase();
    const known = new Set(catalogue.requirements.flatMap((r) => read(r)));
    if (![...known].some((k) => k.toLowerCase() === wanted)) {
      return fail(`no requirement has ${key} "${value}"${didYouMean(value, known)}`);
    }
    return (r) => read(r).some((v) => v.toLowerCase() === wanted);
  }
  if (token.includes('*')) {
    const pattern = new RegExp(`^${token.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`, 'i');
    if (!catalogue.requirements.some((r) => pattern.test(r.id) || pattern.test(r.item))) {
      return fail(`no requirement or item is like "${token}"`);
    }
    return (r) => pattern.test(r.id) || pattern.test(r.item);
  }
  const name = token.toUpperCase();
  if (catalogue.requirement(name) !== undefined) return (r) => r.id === name;
  if (catalogue.item(name) !== undefined) return (r) => r.item === name;
  if (catalogue.area(name) !== undefined) return (r) => r.area === name;
  const table = catalogue.table(token.toLowerCase());
  if (table !== undefined) {
    const items = new Set(table.items.map((i) => i.id));
    return (r) => items.has(r.item);
  }
  const near = catalogue.nearest(name);
  const hint = near.length === 0 ? '; "impsc list" shows what there is' : `; the nearest are ${near.join(', ')}`;
  return fail(`there is no requirement, item, area or table "${token}"${hint}`);
}

function ofFiles(token: string, scenarios: readonly ScenarioSource[], fail: (message: string) => never): Test {
  const [, path = token, line] = /^(.*?)(?::(\d+))?$/.exec(token) ?? [];
  const folder = path.endsWith('/') ? path : `${path}/`;
  const inFile = scenarios.filter((s) => s.uri === path || s.uri.startsWith(folder));
  if (inFile.length === 0) {
    const uris = new Set(scenarios.map((s) => s.uri));
    const near = nearest(path, uris);
    return fail(`no feature file is "${path}"${near.length === 0 ? '' : `; the nearest are ${near.join(', ')}`}`);
  }
  if (line === undefined) {
    const chosen = new Set(inFile);
    const cited = new Set(inFile.flatMap((s) => s.requirements));
    return (r, s) => (s === undefined ? cited.has(r.id) : chosen.has(s));
  }
  // A line inside a scenario means that scenario: the last one that begins at or before it.
  const at = Number(line);
  const begun = inFile.filter((s) => s.line <= at || s.pickle.steps.length === 0).sort((a, b) => b.line - a.line)[0];
  if (begun === undefined)
    return fail(
      `no scenario of ${path} stands at line ${line}; the first is at line ${Math.min(...inFile.map((s) => s.line))}`,
    );
  return (r, s) => (s === undefined ? begun.requirements.includes(r.id) : s === begun);
}
