import { describe, expect, it } from 'vitest';
import { parseFeatures } from './features.ts';

const parse = (text: string) => parseFeatures([{ uri: 'features/x.feature', text }]);

describe('scenarios and their tags', () => {
  it('reads requirements, versions, syntaxes and needs', () => {
    const { scenarios, problems } = parse(`
@since:1.2
Feature: Keep-alive
  @CSP-KA-005 @TRN-HTTP-010 @until:1.2 @syntax:xml @needs:clock @needs:accounts.barred
  Scenario: expiry
    Given A is logged in
`);
    expect(problems).toEqual([]);
    expect(scenarios[0]).toMatchObject({
      id: 'features/x.feature:5 expiry',
      feature: 'Keep-alive',
      requirements: ['CSP-KA-005', 'TRN-HTTP-010'],
      versions: ['1.2'],
      syntaxes: ['xml'],
      needs: ['clock', 'accounts.barred'],
    });
  });

  it('gives each row of an outline its own line', () => {
    const { scenarios } = parse(`Feature: F
  @CSP-LOG-001
  Scenario Outline: login with <scheme>
    When A logs in with <scheme>
    Examples:
      | scheme |
      | PWD    |
      | MD5    |
`);
    expect(scenarios.map((s) => s.id)).toEqual([
      'features/x.feature:7 login with PWD',
      'features/x.feature:8 login with MD5',
    ]);
  });

  it('reports scenarios without a requirement, unknown tags, versions and syntaxes', () => {
    const { problems } = parse(`Feature: F
  @version:1.4 @syntax:json @wip
  Scenario: s
`);
    expect(problems.map((p) => `${p.line} ${p.message.split(':')[0]}`)).toEqual([
      '3 @version',
      '3 @syntax',
      '3 @wip',
      '3 no requirement is cited; a tag like @CSP-LOG-001 does that',
      '3 a scenario without steps would always pass',
    ]);
  });

  it('reports a file that cannot be parsed, with its line', () => {
    const { scenarios, problems } = parse('Feature: F\n  Scenario: s\n    Given x\n    Whenever y\n');
    expect(scenarios).toEqual([]);
    expect(problems[0]).toMatchObject({ uri: 'features/x.feature', line: 4 });
  });
});
