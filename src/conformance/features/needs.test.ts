import { describe, expect, it } from 'vitest';
import { catalogue } from '../catalogue/catalogue.ts';
import { readIut } from '../ics/load.ts';
import { TEMPLATE } from '../ics/template.ts';
import type { Capability } from '../iut/adapter.ts';
import { isNeed, lackOf, lackOfTag, type Means } from './needs.ts';

const { ixit } = readIut(TEMPLATE, 'iut.yaml');
const means = (changes: object = {}, ...capabilities: Capability[]): Means => ({
  ixit: { ...ixit, ...changes },
  capabilities: new Set(capabilities),
});

describe('what a tester needs', () => {
  it('is known for every adapter of the catalogue', () => {
    const known = new Set(catalogue.adapters.map((a) => `needs-adapter:${a.id}`));
    for (const requirement of catalogue.requirements.filter((r) => known.has(r.testability))) {
      expect(lackOf(requirement, means())?.message).not.toContain('nobody knows how');
    }
  });

  it('names the key of the IXIT or the ability of the adapter', () => {
    const missing = (id: string, m: Means) => {
      const requirement = catalogue.requirement(id);
      return requirement === undefined ? 'no requirement' : lackOf(requirement, m)?.missing;
    };
    expect(missing('CSP-CLS-013', means())).toBe('ixit.limits.contactLists');
    expect(missing('CSP-CLS-013', means({ limits: { ...ixit.limits, contactLists: 5 } }))).toBeUndefined();
    expect(missing('CSP-OUT-010', means())).toBe('adapter: disconnect');
    expect(missing('CSP-OUT-010', means({}, 'disconnect'))).toBeUndefined();
    expect(missing('CSP-IMS-029', means())).toBe('ixit.limits.queue');
    expect(missing('CSP-IMS-030', means())).toBe('ixit.accounts.unfunded');
    const network = { headers: [['X-Line', '358401234567']] };
    expect(missing('CSP-REG-003', means())).toBe('ixit.network.headers');
    expect(missing('CSP-REG-003', means({ network }))).toBe('ixit.accounts.phone');
    expect(missing('CSP-REG-003', means({ network, specialAccounts: { phone: ixit.accounts.alice } }))).toBeUndefined();
    expect(missing('CSP-SRC-001', means())).toBe('ixit.policies.searchable');
    expect(missing('CSP-JON-020', means({ groups: { public: 'wv:/lobby', joinable: undefined } }))).toBeUndefined();
  });

  it('can be asked for by tag, with a value', () => {
    const both = means({ policies: { ...ixit.policies, secondLogin: 'both' } }, 'clock');
    expect(lackOfTag('clock', both)).toBeUndefined();
    expect(lackOfTag('disconnect', both)?.missing).toBe('adapter: disconnect');
    expect(lackOfTag('policies.secondLogin', both)).toBeUndefined();
    expect(lackOfTag('policies.secondLogin=refuse', both)?.message).toBe(
      'the scenario is about refuse, the implementation does both',
    );
    expect(lackOfTag('accounts.barred', both)?.missing).toBe('ixit.accounts.barred');
    expect(
      lackOfTag('policies.storeAndForward=false', means({ policies: { ...ixit.policies, storeAndForward: false } })),
    ).toBeUndefined();
    expect(
      lackOfTag('policies.storeAndForward', means({ policies: { ...ixit.policies, storeAndForward: false } }))?.missing,
    ).toBe('ixit.policies.storeAndForward');
  });

  it('is told apart from what nobody knows', () => {
    expect(isNeed('limits.contacts')).toBe(true);
    expect(isNeed('limits.contact')).toBe(false);
    expect(lackOfTag('moon', means())?.missing).toBe('@needs:moon');
  });
});
