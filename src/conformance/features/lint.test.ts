import { describe, expect, it } from 'vitest';
import { catalogue } from '../catalogue/catalogue.ts';
import { parseFeatures } from './features.ts';
import { lintCoverage, lintFeatures, lintSteps } from './lint.ts';
import { lintScenarioPlaces, lintStepPlaces } from './places.ts';

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

  it('finds scenarios that stand in the place of another area', () => {
    const text = 'Feature: F\n  @CSP-LOG-001 @CSP-SES-005\n  Scenario: s\n    Given a';
    const at = (uri: string) => lintScenarioPlaces(parseFeatures([{ uri, text }]), catalogue).map((p) => p.message);
    expect(at('features/csp/access/login.feature')).toEqual([]);
    expect(at('features/csp/access/login/effects.feature')).toEqual([]);
    for (const uri of ['features/csp/access/logins.feature', 'features/csp/session/results.feature']) {
      expect(at(uri)).toEqual([
        'a scenario of CSP-LOG stands in features/csp/access/login.feature or a feature in the folder features/csp/access/login',
      ]);
    }
  });

  it('finds steps of one area outside its file, and shared steps outside the vocabulary', () => {
    const two = features(
      'Feature: F\n  @CSP-LOG-001\n  Scenario: s\n    Given both\n    Given login\n  @CSP-KA-001\n  Scenario: t\n    Given both',
    );
    const at = (path: string, pattern: string) => ({ ...definition(pattern), uri: `dist/steps/${path}.steps.js` });
    const places = (...stepDefinitions: readonly ReturnType<typeof at>[]) =>
      lintStepPlaces(two, { stepDefinitions }, catalogue).map((p) => p.message);
    expect(places(at('vocabulary', 'both'), at('csp/access/login', 'login'))).toEqual([]);
    expect(places(at('csp/access/login', 'both'), at('vocabulary', 'login'))).toEqual([
      'scenarios of CSP-LOG, CSP-KA use "both": it stands in steps/vocabulary.steps.ts',
      'scenarios of CSP-LOG use "login": it stands in steps/csp/access/login.steps.ts',
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
