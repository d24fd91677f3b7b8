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
      .replace('# network:', 'network:')
      .replace(
        '#   headers: { X-Up-Calling-Line-Id: "358401234567" }\n\n  # A program',
        '  headers: { X-Line: "358" }\n\n  # A program',
      );
    const { ics, ixit } = readIut(rich, 'iut.yaml');
    expect(ixit.policies.secondLogin).toBe('refuse');
    expect(ixit.specialAccounts.restricted?.password).toBe('env:odd');
    expect(ixit.network.headers).toEqual([['X-Line', '358']]);
    const again = readIut(writeIut(ics, ixit, 'two\nlines'), 'again.yaml');
    expect(again.ics).toEqual(ics);
    expect(again.ixit).toEqual(ixit);
  });
});
