import { describe, expect, it } from 'vitest';
import { readIut } from './load.ts';
import { TEMPLATE } from './template.ts';
import { writeIut } from './write.ts';

describe('writing an ICS/IXIT file', () => {
  it('gives a file that reads as what was written', () => {
    const rich = TEMPLATE.replace('# policies:', 'policies:')
      .replace('#   secondLogin: both            # or: refuse, replace', '  secondLogin: refuse')
      .replace('# restricted: ', 'restricted: ')
      .replace('file:limited.password', 'text:env:odd')
      .replace('# - { item', '- { item')
      .replace('pollMinimum: 0', 'pollMinimum: 0.25')
      .replace('# implementation:', 'implementation:')
      .replace('# laboratory:', 'laboratory:')
      .replace('#   name: Example Test', '  name: Example Test')
      .replace('    restart: 10', '    restart: 7')
      .replace('# http:', 'http:')
      .replace('#   headers: { Authorization: "Bearer 1234" }', '  headers: { X-Key: "text:env:odd" }')
      .replace('#   perSecond: 20 ', '  perSecond: 20 ')
      .replace('#   retryAfterMax: 10 ', '  retryAfterMax: 3 ')
      .replace('# network:', 'network:')
      .replace(
        '#   headers: { X-Up-Calling-Line-Id: "358401234567" }\n\n  # A program',
        '  headers: { X-Line: "358" }\n\n  # A program',
      );
    const { ics, ixit } = readIut(rich, 'iut.yaml');
    expect(ics.laboratory).toEqual({ name: 'Example Test Laboratory' });
    expect(ics.implementation).toEqual({ version: '1.0', build: '1.0.0-1184' });
    expect(ixit.http).toMatchObject({ perSecond: 20, retryAfterMax: 3000, headers: [['X-Key', 'env:odd']] });
    expect(ixit.policies.secondLogin).toBe('refuse');
    expect(ixit.specialAccounts.restricted?.password).toBe('env:odd');
    expect(ixit.network.headers).toEqual([['X-Line', '358']]);
    const again = readIut(writeIut(ics, ixit, 'two\nlines'), 'again.yaml');
    expect(again.ics).toEqual(ics);
    expect(again.ixit).toEqual(ixit);
  });
});
