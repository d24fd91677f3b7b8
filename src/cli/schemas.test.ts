import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { schemas } from '../../scripts/schemas.ts';
import { compareRuns } from '../results/compare/compare.ts';
import { sampleResults } from '../testing/report/sample.ts';
import { findProject } from './project.ts';
import { faultIn, SCHEMAS, schemaText } from './schemas.ts';

const results = sampleResults({ configurations: ['1.2-xml'] });
const asWritten = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('the schemas', () => {
  it('are those of the types: scripts/schemas.ts writes them', () => {
    const made = schemas();
    expect([...made.keys()].sort()).toEqual(readdirSync(join(findProject().root, 'docs', 'schemas')).sort());
    for (const name of SCHEMAS) expect(schemaText(name)).toBe(made.get(`${name}.schema.json`));
  });

  it('hold results and comparisons', () => {
    expect(faultIn('results', asWritten(results))).toBeUndefined();
    expect(faultIn('comparison', asWritten(compareRuns(results, sampleResults())))).toBeUndefined();
  });

  it('name the place of a fault', () => {
    const [first, ...rest] = results.requirements;
    const requirements = [{ ...first, verdict: 'green' }, ...rest];
    expect(faultIn('results', asWritten({ ...results, requirements }))).toMatch(
      /^\/requirements\/0\/verdict must be equal to one of the allowed values/,
    );
    expect(faultIn('results', { schema: 'imps-conformance/results/1' })).toContain('must have required property');
    expect(faultIn('results', { ...(asWritten(results) as object), totals: undefined })).toBe(
      "must have required property 'totals'",
    );
  });

  it('hold a baseline with all keys', () => {
    const baseline: unknown = parse(`
expected:
  - { requirement: CSP-KA-001, verdict: fail, versions: ["1.2"], syntaxes: [xml], bearers: [http], configurations: ["1.2-xml"],
      scenario: features/csp, reason: "the server forgets it", link: "https://t.example/1", owner: Ada, expires: 2027-01-31 }
flaky: []
`);
    expect(faultIn('baseline', baseline)).toBeUndefined();
    expect(faultIn('baseline', { expected: [{ requirement: 'CSP-KA-001' }] })).toBe(
      "/expected/0 must have required property 'reason'",
    );
  });
});
