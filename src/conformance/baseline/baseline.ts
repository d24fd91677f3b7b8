/** Known failures with their reasons. A baseline changes the exit code, never a verdict. Its format: docs/baseline.md. */

import type { Catalogue } from '../catalogue/catalogue.ts';
import { readText } from '../ics/text.ts';
import { parseYaml, type YamlFile } from '../ics/yaml.ts';
import { ConfigurationError, type Problem } from '../problems.ts';
import { BASELINE_SCHEMA } from './schema.ts';
import type { Scope } from './scope.ts';

interface Known extends Scope {
  readonly requirement: string;
  readonly reason: string;
  readonly link?: string | undefined;
  readonly owner?: string | undefined;
  /** The last day it is expected on, as an ISO date. */
  readonly expires?: string | undefined;
}

export interface BaselineEntry extends Known {
  readonly verdict: 'fail' | 'inconclusive';
}

/** A requirement that passes at one time and not at another. */
export interface FlakyEntry extends Known {
  readonly owner: string;
  readonly expires: string;
}

export interface Baseline {
  readonly file: string;
  readonly entries: readonly BaselineEntry[];
  readonly flaky: readonly FlakyEntry[];
}

/** Begins the reason of an entry that `impsc baseline update` added; a run refuses it until somebody wrote the reason. */
export const UNWRITTEN = 'FILL IN why it fails and who mends it';

export interface ReadOptions {
  /** Reasons that are still to be written are let through. */
  readonly unwritten?: boolean | undefined;
}

/**
 * Reads a baseline file.
 * @throws ConfigurationError with line and key of everything wrong, requirements included that do not exist.
 */
export function loadBaseline(file: string, catalogue: Catalogue, options: ReadOptions = {}): Baseline {
  return readBaseline(readText(file, 'baseline file'), file, catalogue, options);
}

interface Written {
  readonly expected: readonly (Known & { readonly verdict?: 'fail' | 'inconclusive' })[];
  readonly flaky?: readonly FlakyEntry[];
}

export function readBaseline(text: string, file: string, catalogue: Catalogue, options: ReadOptions = {}): Baseline {
  const yaml = parseYaml<Written>(text, file, BASELINE_SCHEMA, 'baseline file');
  const { expected, flaky = [] } = yaml.value;
  const entries = expected.map((entry): BaselineEntry => ({ ...entry, verdict: entry.verdict ?? 'fail' }));
  const problems = [
    ...problemsOf('expected', entries, yaml, catalogue, options),
    ...problemsOf('flaky', flaky, yaml, catalogue, options),
  ];
  if (problems.length > 0) throw new ConfigurationError('The baseline file cannot be used.', problems);
  return { file, entries, flaky };
}

function problemsOf(
  list: 'expected' | 'flaky',
  entries: readonly Known[],
  yaml: YamlFile<Written>,
  catalogue: Catalogue,
  { unwritten = false }: ReadOptions,
): Problem[] {
  const seen = new Set<string>();
  return entries.flatMap((entry, i): Problem[] => {
    const problem = (key: keyof Known, message: string) => yaml.problemAt([list, i, key], message);
    const { reason, ...rest } = entry;
    const { requirement, expires } = entry;
    const key = JSON.stringify({ ...rest, owner: undefined, link: undefined, expires: undefined });
    const twice = seen.has(key);
    seen.add(key);
    return [
      ...(catalogue.requirement(requirement) === undefined
        ? [problem('requirement', noSuchRequirement(requirement, catalogue))]
        : []),
      ...(twice ? [problem('requirement', `${requirement} stands twice`)] : []),
      ...(reason.startsWith('FILL IN') && !unwritten
        ? [problem('reason', `write why ${requirement} fails and who mends it`)]
        : []),
      ...(expires !== undefined && !isDay(expires) ? [problem('expires', `${expires} is no day`)] : []),
    ];
  });
}

/** The message about an id that no requirement has. */
export function noSuchRequirement(requirement: string, catalogue: Catalogue): string {
  const near = catalogue.nearest(requirement).join(', ');
  return `there is no requirement ${requirement}${near === '' ? '' : `; the nearest are ${near}`}`;
}

/** True for a day of the calendar, `2027-03-31`. */
export function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
