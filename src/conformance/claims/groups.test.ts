import { describe, expect, it } from 'vitest';
import type { Version } from '../../protocol/version.ts';
import { catalogue } from '../catalogue/catalogue.ts';
import type { Item } from '../catalogue/types.ts';
import type { Truth } from '../expressions/truth.ts';
import { claimsOnly, groupEvaluator, type Standing } from './groups.ts';

/** The M items of some tables, and the C items, for a role and version. */
function mandatory(version: Version, role: 'server' | 'client', ...tables: string[]): Set<string> {
  const ids = tables
    .flatMap((name) => catalogue.table(name)?.items ?? [])
    .filter((item: Item) => item.role === role && (item.status[version] === 'M' || item.status[version] === 'C'));
  return new Set(ids.map((item) => item.id));
}
function without(set: ReadonlySet<string>, ...ids: string[]): Set<string> {
  return new Set([...set].filter((id) => !ids.includes(id)));
}
const SERVICES = ['IMPS-CSP-S-PRESENCE', 'IMPS-CSP-S-IM', 'IMPS-CSP-S-GROUP', 'IMPS-CSP-S-INVIT', 'IMPS-CSP-S-NEWM'];
const server13 = new Set([
  ...mandatory('1.3', 'server', 'csp-server', 'csp-transport', 'csp-xmls', 'csp-wbxml'),
  ...SERVICES,
  'IMPS-CSP-S-CALI',
]);

function value(group: string, version: Version, claimed: ReadonlySet<string>, optional: 'claimed' | 'all' = 'claimed') {
  return groupEvaluator(catalogue, claimsOnly(version, claimed), { optional }).group(group);
}
function afterRun(claimed: ReadonlySet<string>, outcomes: Record<string, Truth>): Standing {
  return {
    ...claimsOnly('1.3', claimed),
    outcome: (item) => ({ value: outcomes[item] ?? 'true', because: 'so it is said' }),
  };
}

describe('mandatory groups', () => {
  it('hold when every mandatory item is claimed', () => {
    const group = value('CSP-1.3:MSF', '1.3', server13);
    expect(group.value, group.because).toBe('true');
    expect(group.parts.length).toBe(25);
  });

  it('fall with a missing mandatory item, and say which', () => {
    const group = value('CSP-1.3:MSF', '1.3', without(server13, 'IMPS-CSP-S-LOGIN'));
    expect(group.value).toBe('false');
    expect(group.because).toContain('IMPS-CSP-S-LOGIN');
  });

  it('leave out conditional items whose condition does not hold', () => {
    const noPresence = without(server13, 'IMPS-CSP-S-PRESENCE', 'IMPS-CSP-S-CALI');
    const texts = value('CSP-1.3:MSF', '1.3', noPresence).parts.map((part) => part.text);
    expect(texts).not.toContain('IMPS-CSP-S-SUBPRES');
    expect(value('CSP-1.3:MSF', '1.3', server13).parts.map((part) => part.text)).toContain('IMPS-CSP-S-SUBPRES');
  });

  it('are left open, not false, by an item that is mandatory with low confidence only', () => {
    expect(catalogue.item('IMPS-CSP-S-LOGIN4')?.statusConfidence).toBe('low');
    const group = value('CSP-1.3:MSF', '1.3', without(server13, 'IMPS-CSP-S-LOGIN4'));
    expect(group.value).toBe('unknown');
    const part = group.parts.find((one) => one.text === 'IMPS-CSP-S-LOGIN4');
    expect(part?.because).toBe('not claimed; that it is mandatory is of low confidence');
  });

  it('follow what items require, groups of other tables included', () => {
    const noXml = without(server13, ...mandatory('1.3', 'server', 'csp-xmls'));
    const group = value('CSP-1.3:MSF', '1.3', noXml);
    const syntax = group.parts.find((one) => one.text === 'IMPS-CSP-S-SYNTAX');
    expect(syntax?.because).toContain('claimed without what it requires');
    expect(group.value).not.toBe('true');
  });

  it('count outcomes after a run: failed is false, inconclusive leaves open, not claimed options do not matter', () => {
    const run = (outcomes: Record<string, Truth>) =>
      groupEvaluator(catalogue, afterRun(server13, outcomes)).group('CSP-1.3:MSF').value;
    expect(run({})).toBe('true');
    expect(run({ 'IMPS-CSP-S-SESSION': 'false' })).toBe('false');
    expect(run({ 'IMPS-CSP-S-SESSION': 'unknown' })).toBe('unknown');
    expect(run({ 'IMPS-CSP-S-LOGIN4': 'false' })).toBe('unknown');
  });

  it('are false where no such group exists', () => {
    expect(value('CSP-WBXML-1.3:MSCF', '1.3', server13)).toMatchObject({
      value: 'false',
      because: 'no group of that name exists',
    });
  });
});

describe('optional groups', () => {
  it('by default hold when something is claimed and nothing claimed failed', () => {
    expect(value('CSP-1.3:OSF', '1.3', server13).value).toBe('true');
    const one = new Set(['IMPS-CSP-S-LOGIN', 'IMPS-CSP-S-GETSPI']);
    expect(value('CSP-1.3:OSF', '1.3', one)).toMatchObject({ value: 'true', because: 'all 1 claimed options are met' });
    expect(value('CSP-1.3:OSF', '1.3', new Set())).toMatchObject({ value: 'false', because: 'no option is claimed' });
    const failed = groupEvaluator(catalogue, afterRun(one, { 'IMPS-CSP-S-GETSPI': 'false' })).group('CSP-1.3:OSF');
    expect(failed.value).toBe('false');
  });

  it('read literally ask for all options', () => {
    expect(value('CSP-1.3:OSF', '1.3', server13, 'all').value).toBe('false');
    const everything = new Set(catalogue.items.map((item) => item.id));
    expect(value('CSP-1.3:OSF', '1.3', everything, 'all').value).toBe('true');
  });
});

describe('groups of 1.2 and 1.1', () => {
  const base = new Set([...mandatory('1.2', 'server', 'csp-server', 'csp-transport'), ...SERVICES, 'IMPS-CSP-S-CALI']);
  const xml = mandatory('1.2', 'server', 'csp-xmls', 'pa', 'pa-xmls');

  it('ask for one complete syntax, and for presence attributes where presence is claimed', () => {
    const full = value('CSP-1.2:MSF', '1.2', new Set([...base, ...xml]));
    expect(full.value, full.because).toBe('true');
    expect(
      value('CSP-1.2:MSF', '1.2', new Set([...base, ...mandatory('1.2', 'server', 'pa', 'pa-xmls')])),
    ).toMatchObject({
      value: 'false',
    });
    const noAttributes = value('CSP-1.2:MSF', '1.2', new Set([...base, ...mandatory('1.2', 'server', 'csp-xmls')]));
    expect(noAttributes.value).toBe('false');
    expect(noAttributes.because).toContain('IMPS-PA-S-');
  });

  it('are evaluated for 1.1 over the statuses of 1.1', () => {
    const claimed = new Set([
      ...mandatory('1.1', 'server', 'csp-server', 'csp-transport', 'csp-xmls', 'pa', 'pa-xmls'),
      ...SERVICES,
      'IMPS-CSP-S-CALI',
    ]);
    expect(value('CSP-1.2:MSF', '1.1', claimed).value).toBe('true');
    expect(value('SSP-1.2:MSF', '1.1', claimed)).toMatchObject({
      value: 'false',
      because: 'nothing of it exists in 1.1',
    });
  });

  it('take the SMS binding for a syntax', () => {
    const sms = ['IMPS-SMS-S-BINDING', 'IMPS-CSPT-S-SMS', ...mandatory('1.2', 'server', 'csp-pts')];
    const claimed = new Set([...base, ...mandatory('1.2', 'server', 'pa', 'pa-xmls'), ...sms]);
    expect(value('CSP-1.2:MSF', '1.2', claimed).value).toBe('true');
  });
});
