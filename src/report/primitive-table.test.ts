import { describe, expect, it } from 'vitest';
import type { PrimitiveRow } from '../conformance/features/primitives.ts';
import { primitiveTable, shortened } from './primitive-table.ts';

describe('a list of ids', () => {
  it.each([
    [['CSP-LOG-001'], 'CSP-LOG-001'],
    [['CSP-LOG-001', 'CSP-LOG-002'], 'CSP-LOG-001, 002'],
    [['CSP-LOG-003', 'CSP-LOG-001', 'CSP-LOG-002', 'CSP-LOG-007'], 'CSP-LOG-001…003, 007'],
    [['CSP-LOG-009', 'CSP-LOG-010', 'CSP-LOG-011', 'TRN-CIR-TCP-001'], 'CSP-LOG-009…011, TRN-CIR-TCP-001'],
    [[], ''],
  ])('%j is written %s', (ids, text) => {
    expect(shortened(ids)).toBe(text);
  });
});

describe('the table', () => {
  const row: PrimitiveRow = {
    primitive: 'KeepAlive-Request',
    version: '1.1',
    area: 'fundamental',
    direction: 'C->S',
    items: ['IMPS-CSP-S-KEEPALIVE'],
    judged: ['CSP-KA-001'],
    observed: ['CSP-KA-008'],
    scenarios: 2,
    monitored: [],
    served: 'yes',
    confidence: 'high',
  };
  const lines = (...rows: PrimitiveRow[]) =>
    primitiveTable(rows)
      .split('\n')
      .filter((line) => /^\| (`|\s)/.test(line));

  it('has one line for versions in which all is the same', () => {
    expect(lines(row, { ...row, version: '1.2' })).toEqual([
      '| `KeepAlive-Request` | 1.1 1.2 | IMPS-CSP-S-KEEPALIVE | CSP-KA-001; (CSP-KA-008) | 2 | takes | high |',
    ]);
  });

  it('has further lines where versions differ, and says what is missing', () => {
    const bare = { ...row, version: '1.3', items: [], judged: [], observed: [], scenarios: 0, served: 'no' } as const;
    const [, last] = lines(row, bare);
    expect(last).toBe('|  | 1.3 | none | none | none | no | high |');
    expect(primitiveTable([bare])).toContain('- KeepAlive-Request of 1.3 lacks an item');
  });

  it.each([
    [{ monitored: ['CSP-KA-001'] }, '2 + monitor', 'takes'],
    [{ scenarios: 0, monitored: ['CSP-KA-001'] }, 'monitor', 'takes'],
    [{ direction: 'S->C' as const, served: 'where equipped' as const }, '2', 'sends where equipped'],
    [{ direction: 'both' as const }, '2', 'sends'],
  ])('tells %j', (changes, checks, served) => {
    expect(lines({ ...row, ...changes })[0]).toContain(`| ${checks} | ${served} |`);
  });
});
