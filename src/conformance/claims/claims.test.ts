import { describe, expect, it } from 'vitest';
import { catalogue } from '../catalogue/catalogue.ts';
import type { Ics } from '../ics/types.ts';
import { readClaims } from './claims.ts';

const base: Ics = {
  name: 'Server',
  vendor: undefined,
  roles: ['csp-server'],
  versions: ['1.1', '1.2', '1.3'],
  syntaxes: ['xml'],
  bearers: ['http'],
  optional: 'none',
  claimed: [],
  notClaimed: [],
  readings: {},
};
const claimed = (...items: string[]) => items.map((item) => ({ item, versions: undefined }));

describe('claims', () => {
  it('hold all mandatory items of the role and no optional ones', () => {
    const claims = readClaims(catalogue, base);
    expect(claims.claimed('IMPS-CSP-S-LOGIN', '1.2')).toBe(true);
    expect(claims.of('IMPS-CSP-S-GETSPI', '1.2')).toEqual({ claimed: false, because: 'is optional and not claimed' });
    expect(claims.claimed('IMPS-CSP-C-LOGIN', '1.2')).toBe(false);
    expect(claims.claimed('IMPS-SSP-S-SETUP', '1.2')).toBe(false);
  });

  it('bring conditional items in where their condition holds, in chains too', () => {
    const without = readClaims(catalogue, base);
    expect(without.of('IMPS-CSP-S-SUBPRES', '1.2').because).toBe(
      'counts where IMPS-CSP-S-PRESENCE holds, which it does not',
    );
    const claims = readClaims(catalogue, { ...base, claimed: claimed('IMPS-CSP-S-PRESENCE') });
    expect(claims.claimed('IMPS-CSP-S-SUBPRES', '1.2')).toBe(true);
    // Optional up to 1.2, mandatory with presence from 1.3 on; what depends on it follows.
    expect(claims.claimed('IMPS-CSP-S-CALI', '1.2')).toBe(false);
    expect(claims.claimed('IMPS-CSP-S-CALI', '1.3')).toBe(true);
    expect(claims.claimed('IMPS-CSP-S-PROAUTH', '1.3')).toBe(true);
  });

  it('follow syntaxes and presence for the tables that hang on them', () => {
    expect(readClaims(catalogue, base).claimed('IMPS-XMLS-S-DOC', '1.2')).toBe(true);
    expect(readClaims(catalogue, base).of('IMPS-WBXML-S-DOC', '1.2').because).toBe(
      'belongs to the syntax wbxml, which is not claimed',
    );
    expect(readClaims(catalogue, base).claimed('IMPS-PA-S-MULTICLIENT', '1.2')).toBe(false);
    const presence = readClaims(catalogue, { ...base, claimed: claimed('IMPS-CSP-S-PRESENCE') });
    expect(presence.claimed('IMPS-PA-S-MULTICLIENT', '1.2')).toBe(true);
  });

  it('can be made and withdrawn version by version', () => {
    const claims = readClaims(catalogue, {
      ...base,
      claimed: [{ item: 'IMPS-CSP-S-GETSPI', versions: ['1.2'] }],
      notClaimed: claimed('IMPS-CSP-S-LOGIN4'),
    });
    expect(claims.claimed('IMPS-CSP-S-GETSPI', '1.2')).toBe(true);
    expect(claims.claimed('IMPS-CSP-S-GETSPI', '1.3')).toBe(false);
    expect(claims.functions('1.2')).toContain('GETSPI');
    expect(claims.functions('1.1')).not.toContain('GETSPI');
    expect(claims.of('IMPS-CSP-S-LOGIN4', '1.1').because).toBe('is expressly not claimed, though mandatory');
  });

  it('can be made and withdrawn syntax by syntax', () => {
    const both = { ...base, syntaxes: ['xml', 'wbxml'] as const };
    const claims = readClaims(catalogue, {
      ...both,
      claimed: [{ item: 'IMPS-CSP-S-GETSPI', versions: undefined, syntaxes: ['xml'] }],
      notClaimed: [{ item: 'IMPS-CSP-S-LOGIN4', versions: ['1.2'], syntaxes: ['wbxml'] }],
    });
    expect(claims.claimed('IMPS-CSP-S-GETSPI', '1.2', 'xml')).toBe(true);
    expect(claims.claimed('IMPS-CSP-S-GETSPI', '1.2', 'wbxml')).toBe(false);
    expect(claims.claimed('IMPS-CSP-S-GETSPI', '1.2')).toBe(true);
    expect(claims.claimed('IMPS-CSP-S-LOGIN4', '1.2', 'wbxml')).toBe(false);
    expect(claims.claimed('IMPS-CSP-S-LOGIN4', '1.1', 'wbxml')).toBe(true);
    expect(claims.claimed('IMPS-CSP-S-LOGIN4', '1.2')).toBe(true);
  });

  it('of everything optional leave out what cannot be assessed on the wire', () => {
    const claims = readClaims(catalogue, { ...base, optional: 'all' });
    expect(claims.claimed('IMPS-CSP-S-SRCH', '1.2')).toBe(true);
    expect(claims.claimed('IMPS-CSPT-S-SMS', '1.2')).toBe(false);
  });

  it('say that a version is not claimed', () => {
    expect(readClaims(catalogue, { ...base, versions: ['1.2'] }).of('IMPS-CSP-S-LOGIN', '1.1').because).toBe(
      'cannot count: version 1.1 is not claimed',
    );
  });
});
