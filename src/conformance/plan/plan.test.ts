import { describe, expect, it } from 'vitest';
import { catalogue } from '../catalogue/catalogue.ts';
import { parseFeatures } from '../features/features.ts';
import { readIut } from '../ics/load.ts';
import { TEMPLATE } from '../ics/template.ts';
import type { Ics, Ixit } from '../ics/types.ts';
import type { Capability } from '../iut/adapter.ts';
import { parseSelection } from '../selection/selection.ts';
import { makePlan, type PlanInput } from './plan.ts';

const { ics, ixit } = readIut(TEMPLATE, 'iut.yaml');

const FEATURE = `Feature: F
  @CSP-KA-001
  Scenario: keep-alive
    Given A is logged in
  @CSP-KA-005
  Scenario: expiry
    Given A is logged in
  @CSP-OUT-003 @since:1.2
  Scenario: logout
    Given A is logged in
  @CSP-PRE-025
  Scenario: presence
    Given A is logged in
  @CSP-SRC-001
  Scenario: search
    Given A is logged in
  @CSP-LOG-015 @needs:policies.secondLogin=refuse
  Scenario: second login
    Given A is logged in
  @CSP-SES-014 @claims:IMPS-CSP-S-SRCH
  Scenario: presumes search
    Given A is logged in
`;

function plan(changes: Partial<PlanInput> & { ics?: Ics; ixit?: Ixit; capabilities?: Capability[] } = {}) {
  const { capabilities = [], ...rest } = changes;
  const made = makePlan({
    catalogue,
    ics,
    means: { ixit: changes.ixit ?? ixit, capabilities: new Set(capabilities) },
    features: parseFeatures([{ uri: 'features/f.feature', text: FEATURE }]),
    monitored: new Set(['CSP-SES-018']),
    seed: 1,
    ...rest,
  });
  const of = (id: string) => {
    const found = made.requirements.find((r) => r.requirement.id === id);
    if (found === undefined) throw new Error(`${id} is not planned`);
    return found;
  };
  const runs = (name: string) =>
    made.schedule
      .filter((s) => s.source.name === name)
      .map((s) => s.configuration.id)
      .sort();
  return { ...made, of, runs };
}

describe('planning', () => {
  it('runs a scenario in every configuration in which its requirement applies', () => {
    expect(plan().runs('keep-alive')).toEqual(['1.1-wbxml', '1.1-xml', '1.2-wbxml', '1.2-xml', '1.3-wbxml', '1.3-xml']);
    expect(plan().runs('logout')).toEqual(['1.2-wbxml', '1.2-xml', '1.3-wbxml', '1.3-xml']);
  });

  it('runs what the syntax makes no difference to in one syntax', () => {
    expect(plan().runs('presence')).toEqual(['1.1-xml', '1.2-xml', '1.3-xml']);
    expect(plan({ syntaxes: ['wbxml'] }).runs('presence')).toEqual(['1.1-wbxml', '1.2-wbxml', '1.3-wbxml']);
  });

  it('leaves out what is about another choice than the implementation makes', () => {
    const decides = (secondLogin: 'both' | 'refuse' | undefined) => {
      const means = { ...ixit, policies: { ...ixit.policies, secondLogin } };
      return plan({ means: { ixit: means, capabilities: new Set() } }).of('CSP-LOG-015');
    };
    expect(decides('both')).toMatchObject({
      applicability: 'not-applicable',
      because:
        'it is about another choice of the implementation (ixit.policies.secondLogin): the scenario is about refuse, the implementation does both',
    });
    expect(decides('refuse')).toMatchObject({ applicability: 'applicable', covered: true });
    expect(decides(undefined).lack?.missing).toBe('ixit.policies.secondLogin');
  });

  it('goes by claims made for a syntax', () => {
    const search = { item: 'IMPS-CSP-S-SRCH', versions: undefined, syntaxes: ['wbxml'] as const };
    const means = {
      ixit: { ...ixit, policies: { ...ixit.policies, searchable: true } },
      capabilities: new Set<Capability>(),
    };
    const made = plan({ ics: { ...ics, claimed: [...ics.claimed, search] }, means });
    expect(made.runs('search')).toEqual(['1.1-wbxml', '1.2-wbxml', '1.3-wbxml']);
    expect(made.of('CSP-SRC-001').configurations).toEqual(['1.1-wbxml', '1.2-wbxml', '1.3-wbxml']);
  });

  it('never schedules what does not apply, and says why', () => {
    const made = plan();
    expect(made.runs('search')).toEqual([]);
    expect(made.of('CSP-SRC-001')).toMatchObject({
      applicability: 'not-applicable',
      because: 'IMPS-CSP-S-SRCH is optional and not claimed',
    });
    expect(made.of('SSP-GRP-014').because).toBe('it is about the role ssp-server, which the ICS does not claim');
    expect(made.of('CSP-PRE-010').because).toMatch(/^it counts where .*IMPS-CSP-S-CCLI.* holds, which it does not/);
    expect(plan({ ics: { ...ics, versions: ['1.1'] } }).of('CSP-VID-001').because).toBe('it is about 1.2, 1.3 only');
  });

  it('leaves out what the command line leaves out, as not selected', () => {
    const made = plan({ versions: ['1.1'] });
    expect(made.configurations.map((c) => c.id)).toEqual(['1.1-xml', '1.1-wbxml']);
    expect(made.of('CSP-OUT-002')).toMatchObject({
      applicability: 'not-selected',
      because: 'it applies in 1.2-xml, 1.2-wbxml, 1.3-xml, 1.3-wbxml, which this run leaves out',
    });
    const features = parseFeatures([{ uri: 'features/f.feature', text: FEATURE }]);
    const selection = parseSelection('CSP-KA-001', catalogue, features.scenarios);
    const selected = plan({ selection });
    expect(selected.of('CSP-OUT-003')).toMatchObject({
      applicability: 'not-selected',
      because: 'the selection "CSP-KA-001" leaves it out',
    });
    expect(new Set(selected.schedule.map((s) => s.source.name))).toEqual(new Set(['keep-alive']));
  });

  it('names what the tester lacks, and schedules nothing that needs it', () => {
    expect(plan().of('CSP-KA-005').lack).toMatchObject({ missing: 'adapter: clock' });
    expect(plan().runs('expiry')).toEqual([]);
    expect(plan({ capabilities: ['clock'] }).of('CSP-KA-005')).toMatchObject({ lack: undefined, covered: true });
    expect(plan({ capabilities: ['clock'] }).runs('expiry')).toHaveLength(6);
    expect(plan().of('CSP-LOG-013').lack?.missing).toBe('ixit.accounts.barred');
  });

  it('takes needs of tags into account', () => {
    expect(plan().of('CSP-LOG-015').lack?.missing).toBe('ixit.policies.secondLogin');
    const refuses = { ...ixit, policies: { ...ixit.policies, secondLogin: 'refuse' as const } };
    expect(
      plan({ ixit: refuses, means: { ixit: refuses, capabilities: new Set() } }).runs('second login').length,
    ).toBeGreaterThan(0);
  });

  it('says why nothing checks a requirement', () => {
    const made = plan();
    expect(made.of('CSP-KA-002')).toMatchObject({ covered: false, because: 'there is no scenario for it yet' });
    expect(made.of('CSP-SES-014').because).toBe('its scenario presumes that IMPS-CSP-S-SRCH is claimed');
    expect(made.of('CSP-SES-018')).toMatchObject({ covered: true, because: undefined });
  });

  it('weighs requirements by level, confidence and status', () => {
    const made = plan();
    expect(made.of('CSP-KA-001').weight).toBe('mandatory');
    expect(made.of('CSP-PRE-025').weight).toBe('optional');
    expect(made.of('TRN-HTTP-005').weight).toBe('recommended');
    expect(made.of('TRN-HTTP-029').weight).toBe('informative');
    expect(made.of('CSP-SVC-004').weight).toBe('informative');
  });

  it('orders by the seed alone', () => {
    const order = (seed: number) => plan({ seed }).schedule.map((s) => `${s.source.name} ${s.configuration.id}`);
    expect(order(1)).toEqual(order(1));
    expect(order(1)).not.toEqual(order(2));
    expect([...order(1)].sort()).toEqual([...order(2)].sort());
  });

  it('does not apply what is not claimed to who claims all of it', () => {
    const features = parseFeatures([
      {
        uri: 'features/f.feature',
        text: `Feature: F
  @CSP-SES-010 @unclaimed:IMPS-CSP-S-GETMAP @version:1.3
  Scenario: map
    Given A is logged in
  @CSP-SES-010 @unclaimed:IMPS-CSP-S-SRCH
  Scenario: search
    Given A is logged in
`,
      },
    ]);
    const claiming = (...items: string[]): Ics => ({
      ...ics,
      claimed: [...ics.claimed, ...items.map((item) => ({ item, versions: undefined }))],
    });
    const applied = (claims: Ics, versions: PlanInput['versions']) =>
      plan({ features, ics: claims, versions }).of('CSP-SES-010');
    expect(applied(ics, ['1.2'])).toMatchObject({ applicability: 'applicable', covered: true });
    expect(applied(claiming('IMPS-CSP-S-SRCH'), ['1.2'])).toMatchObject({
      applicability: 'not-applicable',
      because: 'it is about what is not claimed, and all its scenarios could ask for is: IMPS-CSP-S-SRCH',
    });
    expect(applied(claiming('IMPS-CSP-S-SRCH'), ['1.2', '1.3'])).toMatchObject({ applicability: 'applicable' });
    expect(applied(claiming('IMPS-CSP-S-SRCH', 'IMPS-CSP-S-GETMAP'), ['1.3']).applicability).toBe('not-applicable');
  });
});
