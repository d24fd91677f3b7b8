import { describe, expect, it } from 'vitest';
import { lacksOf, type PrimitiveException, type PrimitiveRow, primitiveProblems } from './primitives.ts';

const row: PrimitiveRow = {
  primitive: 'GetMap-Request',
  version: '1.3',
  area: 'fundamental',
  direction: 'C->S',
  items: ['IMPS-CSP-S-GETMAP'],
  judged: ['CSP-MAP-001'],
  observed: [],
  scenarios: 1,
  monitored: [],
  served: 'yes',
  confidence: 'medium',
};

describe('what a primitive lacks', () => {
  it.each([
    ['nothing', {}, []],
    ['nothing, where a monitor stands for scenarios', { scenarios: 0, monitored: ['CSP-MAP-001'] }, []],
    ['nothing, where only some servers do it', { served: 'where equipped' }, []],
    ['an item', { items: [] }, ['an item']],
    ['checks', { scenarios: 0 }, ['a scenario or monitor']],
    [
      'everything',
      { items: [], scenarios: 0, served: 'no' },
      ['an item', 'a scenario or monitor', 'an implementation'],
    ],
  ] as const)('is %s', (_what, changes, lacks) => {
    expect(lacksOf({ ...row, ...changes })).toEqual(lacks);
  });
});

describe('problems of the table', () => {
  const unserved: PrimitiveRow = { ...row, served: 'no' };
  const reason = { primitive: 'GetMap-Request', lacks: 'an implementation', reason: 'nobody draws maps' } as const;

  it('are what is lacking without a reason', () => {
    expect(primitiveProblems([row, unserved], [])).toEqual(['GetMap-Request of 1.3 lacks an implementation']);
    expect(primitiveProblems([unserved], [reason])).toEqual([]);
  });

  it.each<[string, PrimitiveException]>([
    ['of another primitive', { ...reason, primitive: 'GetMap-Response' }],
    ['of another version', { ...reason, versions: ['1.2'] }],
    ['of something else', { ...reason, lacks: 'an item' }],
  ])('are reasons %s', (_what, exception) => {
    const problems = primitiveProblems([unserved], [exception]);
    expect(problems[0]).toBe('GetMap-Request of 1.3 lacks an implementation');
    expect(problems[1]).toMatch(/any more: take the exception out$/);
  });
});
