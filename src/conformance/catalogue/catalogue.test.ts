import { describe, expect, it } from 'vitest';
import { catalogue, confidenceIn } from './catalogue.ts';

describe('catalogue', () => {
  it('holds a requirement under exactly one item, and every row of the release definitions', () => {
    const listed = catalogue.items.flatMap((item) => item.requirements);
    expect([...listed].sort()).toEqual(catalogue.requirements.map((one) => one.id).sort());
    expect(catalogue.erdef('1.2').rows).toHaveLength(2);
    expect(catalogue.erdef('1.3').rows).toHaveLength(30);
  });

  it('gives every item a status of the notation in every version', () => {
    for (const item of catalogue.items)
      for (const version of ['1.1', '1.2', '1.3'] as const) expect(item.status[version]).toMatch(/^(M|O|C|NA)$/);
  });

  it('has lost no requirement that was published', () => {
    const published = catalogue.frozen.get('1.0') ?? [];
    expect(published).not.toEqual([]);
    expect(published.filter((id) => catalogue.requirement(id) === undefined)).toEqual([]);
  });

  it('keeps the genuine expressions letter for letter', () => {
    const row = catalogue.erdef('1.3').rows.find((one) => one.id === 'OMA-ERDEF-IMPS-S-001');
    expect(row?.asPrinted).toBe(
      'OMA-TS-IMPS-CSP-1_3:MSF AND (OMA-ERDEF-IMPS-S-003 OR OMA-ERDEF-IMPS-S-004) AND OMA-ERDEF-IMPS-S-006 AND (OMA-ERDEF-IMPS-S-005 OR OMA-ERDEF-IMPS-C-007)',
    );
    expect(row?.errata.map((erratum) => erratum.kind)).toEqual(['wrong-item']);
  });

  it('finds by id and tells what belongs together', () => {
    const login = catalogue.item('IMPS-CSP-S-LOGIN');
    expect(login?.table).toBe('csp-server');
    expect(catalogue.requirementsOf('IMPS-CSP-S-LOGIN').map((one) => one.id)).toEqual(login?.requirements);
    expect(catalogue.requirement('CSP-LOG-001')).toMatchObject({ area: 'CSP-LOG', item: 'IMPS-CSP-S-LOGIN' });
    expect(catalogue.requirement('CSP-LOG-999')).toBeUndefined();
    expect(catalogue.requirementsOf('IMPS-NONE')).toEqual([]);
    expect(catalogue.ambiguitiesOf('CSP-ADR-007').map((one) => one.id)).toContain('AMB-070');
    expect(catalogue.area('CSP-LOG')?.title).toBe('login');
  });

  it('takes a requirement to apply where both it and its item exist', () => {
    for (const requirement of catalogue.requirements) {
      const item = catalogue.item(requirement.item);
      const effective = catalogue.effectiveVersions(requirement);
      expect(effective.length, requirement.id).toBeGreaterThan(0);
      for (const version of effective) {
        expect(requirement.versions).toContain(version);
        expect(item?.status[version]).not.toBe('NA');
      }
    }
    const ofItem13 = catalogue.requirement('CSP-SEG-001');
    if (ofItem13 === undefined) throw new Error('CSP-SEG-001 is gone');
    expect(catalogue.effectiveVersions({ ...ofItem13, versions: ['1.1', '1.2', '1.3'] })).toEqual(['1.3']);
    expect(catalogue.effectiveVersions({ ...ofItem13, versions: ['1.1'] })).toEqual([]);
    expect(catalogue.effectiveVersions({ ...ofItem13, item: 'IMPS-NONE' })).toEqual([]);
  });

  it('knows the confidence of a version where it differs', () => {
    const requirement = catalogue.requirement('SSP-TRN-002');
    if (requirement === undefined) throw new Error('SSP-TRN-002 is gone');
    expect(confidenceIn(requirement, '1.2')).toBe('low');
    expect(confidenceIn(requirement, '1.3')).toBe('high');
  });

  it('suggests names for one that is mistyped', () => {
    expect(catalogue.nearest('CSP-LOG-0O1')[0]).toBe('CSP-LOG-001');
    expect(catalogue.nearest('IMPS-CSP-S-LOGN')[0]).toBe('IMPS-CSP-S-LOGIN');
    expect(catalogue.nearest('completely different')).toEqual([]);
  });
});
