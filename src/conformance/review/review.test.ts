import { describe, expect, it } from 'vitest';
import { catalogue } from '../catalogue/catalogue.ts';
import { parseFeatures } from '../features/features.ts';
import { readIut } from '../ics/load.ts';
import { TEMPLATE } from '../ics/template.ts';
import type { Ics } from '../ics/types.ts';
import { review } from './review.ts';
import { secondsOf, warningsOn } from './warnings.ts';

const { ics, ixit } = readIut(TEMPLATE, 'iut.yaml');
const features = parseFeatures([{ uri: 'f.feature', text: 'Feature: F\n  @CSP-KA-001\n  Scenario: s\n    Given a\n' }]);
const reviewOf = (changes: Partial<Ics> = {}) =>
  review({ catalogue, ics: { ...ics, ...changes }, ixit, features, monitored: new Set() });
const claimed = (...items: string[]) => items.map((item) => ({ item, versions: undefined }));

describe('the static review', () => {
  it('finds nothing in sound claims, and says what follows from them', () => {
    const result = reviewOf();
    expect(result.objections).toEqual([]);
    expect(result.functions['1.2']).toEqual(['MF', 'MP', 'MM', 'MG', 'GETPR', 'UPDPR']);
    expect(result.functions['1.3']).toContain('CALI');
    expect(result.scenarios).toBe(6);
  });

  it('says what was left as in the example, what is careless, and how long a run takes', () => {
    const result = reviewOf();
    expect(result.warnings).toEqual([
      'still as in the example file: ics.name, ixit.address, ixit.domain, ixit.accounts.alice.user, ixit.accounts.alice.password, ixit.accounts.bob.user, ixit.accounts.bob.password, ixit.accounts.carol.user, ixit.accounts.carol.password, ixit.accounts.dave.user, ixit.accounts.dave.password',
    ]);
    expect(secondsOf(1667, { pollMinimum: 0 })).toBe(417);
    expect(secondsOf(1667, { pollMinimum: 2000 })).toBe(6085);
    const careless = {
      ...ixit,
      address: 'http://h/?key=SECRET',
      http: { ...ixit.http, tls: { ca: undefined, client: undefined, insecure: true } },
    };
    const [, query, trust] = warningsOn(ics, careless);
    expect(query).toMatch(/^address http:\/\/h\/\?\*\*\*: its query/);
    expect(trust).toMatch(/^ixit.http.tls.insecure: any certificate is taken/);
  });

  it('names mandatory items left out, and what falls with them', () => {
    const result = reviewOf({ notClaimed: claimed('IMPS-CSP-S-KEEPALIVE') });
    expect(result.objections.map((o) => [o.kind, o.id, o.fatal])).toEqual([
      ['mandatory', 'IMPS-CSP-S-KEEPALIVE', true],
      ['release', 'OMA-ERDEF-IMPS-S-001', true],
      ['release', 'OMA-ERDEF-IMPS-S-016', true],
    ]);
  });

  it('names claims without what they require, with the versions', () => {
    const result = reviewOf({ claimed: claimed('IMPS-CSP-S-STSRC', 'IMPS-CSP-S-PRESENCE') });
    const [objection] = result.objections.filter((o) => o.id === 'IMPS-CSP-S-STSRC');
    expect(objection).toMatchObject({ kind: 'requires', versions: ['1.1', '1.2', '1.3'] });
    expect(objection?.message).toContain('IMPS-CSP-S-SRCH');
  });

  it('finds that a 1.3 server needs the binary syntax', () => {
    const result = reviewOf({ syntaxes: ['xml'] });
    expect(result.objections.map((o) => o.id)).toContain('IMPS-CSP-S-SYNTAX');
  });

  it('tells the rows of the releases apart, which are numbered alike', () => {
    const rows = reviewOf().expressions.map((row) => `${row.release} ${row.id}`);
    expect(rows).toContain('1.2 OMA-ERDEF-IMPS-S-001');
    expect(rows).toContain('1.3 OMA-ERDEF-IMPS-S-001');
    expect(new Set(rows).size).toBe(rows.length);
  });

  it('reads the release definition 1.3 as printed where the ICS says so, which no server can meet', () => {
    const value = (readings: Ics['readings']) => {
      const row = reviewOf({ readings }).expressions.find((e) => e.release === '1.3' && e.id.endsWith('S-001'));
      return [row?.value, row?.errata.some((erratum) => erratum.includes('by choice of the ICS'))];
    };
    expect(value({})).toEqual(['true', false]);
    expect(value({ 'AMB-005': 'corrected' })).toEqual(['true', false]);
    expect(value({ 'AMB-004': 'printed' })).toEqual(['false', true]);
  });

  it('says what cannot be tested, and what is missing for it', () => {
    const clock = reviewOf().untestable.find((u) => u.missing === 'adapter: clock');
    expect(clock?.requirements).toContain('CSP-KA-005');
  });

  it('says which claimed options nothing checks', () => {
    expect(reviewOf().unchecked).toContain('IMPS-CSP-S-GETPR');
  });
});
