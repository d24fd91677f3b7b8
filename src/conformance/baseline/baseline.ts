/** Known failures with their reasons. A baseline changes the exit code, never a verdict. */

import type { RequirementResult, RunResults } from '../../results/results.ts';
import { isJudged as counts } from '../../results/standing.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import { readText } from '../ics/text.ts';
import { parseYaml } from '../ics/yaml.ts';
import { ConfigurationError, type Problem } from '../problems.ts';

export interface BaselineEntry {
  readonly requirement: string;
  readonly verdict: 'fail' | 'inconclusive';
  /** Configurations it is expected in; undefined: wherever it fails. */
  readonly configurations: readonly string[] | undefined;
  readonly reason: string;
}
export interface Baseline {
  readonly file: string;
  readonly entries: readonly BaselineEntry[];
}

const schema = {
  type: 'object',
  description: 'a map with the key expected',
  required: ['expected'],
  additionalProperties: false,
  properties: {
    expected: {
      type: 'array',
      description: 'a list of expected failures',
      items: {
        type: 'object',
        description: '{ requirement: CSP-LOG-001, reason: why it fails }',
        required: ['requirement', 'reason'],
        additionalProperties: false,
        properties: {
          requirement: { type: 'string', description: 'the id of a requirement: CSP-LOG-001' },
          verdict: { enum: ['fail', 'inconclusive'], description: 'fail (the default) or inconclusive' },
          configurations: {
            type: 'array',
            minItems: 1,
            description: 'a list of configurations: ["1.2-xml"]',
            items: { type: 'string', pattern: '^1\\.[123]-(xml|wbxml)$', description: 'a configuration: 1.2-xml' },
          },
          reason: { type: 'string', minLength: 10, description: 'a sentence on why it fails and who mends it' },
        },
      },
    },
  },
};

/**
 * Reads a baseline file.
 * @throws ConfigurationError with line and key of everything wrong, requirements included that do not exist.
 */
export function loadBaseline(file: string, catalogue: Catalogue): Baseline {
  return readBaseline(readText(file, 'baseline file'), file, catalogue);
}

export function readBaseline(text: string, file: string, catalogue: Catalogue): Baseline {
  type Entry = { requirement: string; verdict?: 'fail' | 'inconclusive'; configurations?: string[]; reason: string };
  const yaml = parseYaml<{ expected: Entry[] }>(text, file, schema, 'baseline file');
  const problems: Problem[] = [];
  const seen = new Set<string>();
  const entries = yaml.value.expected.map((entry, i): BaselineEntry => {
    const at = ['expected', i, 'requirement'];
    if (catalogue.requirement(entry.requirement) === undefined) {
      const near = catalogue.nearest(entry.requirement).join(', ');
      problems.push(
        yaml.problemAt(
          at,
          `there is no requirement ${entry.requirement}${near === '' ? '' : `; the nearest are ${near}`}`,
        ),
      );
    }
    const key = `${entry.requirement} ${entry.verdict ?? 'fail'} ${entry.configurations?.join() ?? ''}`;
    if (seen.has(key)) problems.push(yaml.problemAt(at, `${entry.requirement} stands twice`));
    seen.add(key);
    return {
      requirement: entry.requirement,
      verdict: entry.verdict ?? 'fail',
      configurations: entry.configurations,
      reason: entry.reason,
    };
  });
  if (problems.length > 0) throw new ConfigurationError('The baseline file cannot be used.', problems);
  return { file, entries };
}

/**
 * Holds a run against a baseline. `met`: requirements whose every failure was expected; `unexpected`: those that count
 * and fail otherwise; `stale`: entries of requirements that ran and did not fail as expected. Entries of requirements
 * that did not run are neither.
 */
export function compare(
  baseline: Baseline,
  requirements: readonly RequirementResult[],
): NonNullable<RunResults['expectation']> {
  const met = new Set<string>();
  const unexpected: string[] = [];
  const stale: string[] = [];
  const expects = (id: string, verdict: string, configuration: string) =>
    baseline.entries.some(
      (e) => e.requirement === id && e.verdict === verdict && (e.configurations?.includes(configuration) ?? true),
    );
  for (const requirement of requirements) {
    if (!counts(requirement) || (requirement.verdict !== 'fail' && requirement.verdict !== 'inconclusive')) continue;
    const wrong = requirement.checks.filter((c) => c.verdict === 'fail' || c.verdict === 'inconclusive');
    const surprising = wrong.filter((c) => !expects(requirement.id, c.verdict, c.configuration));
    if (surprising.length === 0) met.add(requirement.id);
    else if (surprising.some((c) => c.verdict === 'fail')) unexpected.push(requirement.id);
  }
  const byId = new Map(requirements.map((r) => [r.id, r]));
  for (const entry of baseline.entries) {
    const checks = (byId.get(entry.requirement)?.checks ?? []).filter(
      (c) => entry.configurations?.includes(c.configuration) ?? true,
    );
    if (checks.length === 0 || checks.some((c) => c.verdict === entry.verdict)) continue;
    if (checks.some((c) => c.verdict !== 'pass')) continue;
    stale.push(
      entry.configurations === undefined
        ? entry.requirement
        : `${entry.requirement} (${entry.configurations.join(', ')})`,
    );
  }
  const reasons = Object.fromEntries(baseline.entries.map(({ requirement, reason }) => [requirement, reason]));
  return { file: baseline.file, met: [...met], unexpected, stale, reasons };
}
