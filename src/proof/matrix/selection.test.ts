import { describe, expect, it } from 'vitest';
import { catalogue } from '../../conformance/catalogue/catalogue.ts';
import { parseFeatures } from '../../conformance/features/features.ts';
import type { Defect, Variant } from '../types.ts';
import { selectSeeds } from './selection.ts';

const change = <T>(options: T) => options;
const defect = (id: string, ...requirements: string[]): Defect => ({ id, title: id, requirements, change });
const variant = (id: string): Variant => ({ id, title: id, change });
const seeds = {
  defects: [
    defect('no-logout', 'CSP-OUT-001'),
    defect('login-unanswered', 'CSP-LOG-001'),
    defect('login-in-vain', 'CSP-LOG-002', 'CSP-OUT-001'),
  ],
  variants: [variant('login-slowly'), variant('few-words')],
};
const { scenarios } = parseFeatures([
  { uri: 'features/csp/out.feature', text: 'Feature: Out\n  @CSP-OUT-001\n  Scenario: It ends\n    When A logs out\n' },
]);

function chosen(text: string): string[] {
  const { defects, variants } = selectSeeds(text, seeds, { catalogue, scenarios });
  return [...defects, ...variants].map(({ id }) => id);
}

describe('a selection of defects and variants', () => {
  it('takes them by their ids and by patterns', () => {
    expect(chosen('few-words,no-logout')).toEqual(['no-logout', 'few-words']);
    expect(chosen('LOGIN-*')).toEqual(['login-unanswered', 'login-in-vain', 'login-slowly']);
    expect(chosen('all')).toHaveLength(5);
  });

  it('takes defects by whatever names a requirement they break', () => {
    expect(chosen('CSP-LOG-001')).toEqual(['login-unanswered']);
    expect(chosen('LOG')).toEqual(['login-unanswered', 'login-in-vain']);
    expect(chosen('features/csp/out.feature')).toEqual(['no-logout', 'login-in-vain']);
  });

  it('narrows down as a run does', () => {
    expect(chosen('login-* and not CSP-OUT-001')).toEqual(['login-unanswered', 'login-slowly']);
    expect(chosen('not (LOG or few-*)')).toEqual(['no-logout', 'login-slowly']);
    expect(chosen('LOG and few-words')).toEqual([]);
  });

  it('says what is not understood, and what may have been meant', () => {
    expect(() => chosen('no-logou')).toThrow(/character 1: .*no-logout/);
    expect(() => chosen('LOG and (few-words')).toThrow(/character 9: '\(' is never closed/);
  });
});
