import { describe, expect, it } from 'vitest';
import type { CheckResult, RequirementResult } from '../../results/results.ts';
import { catalogue } from '../catalogue/catalogue.ts';
import { compare, readBaseline } from './baseline.ts';

const text = (entries: string) => `expected:\n${entries}`;
const baseline = (entries: string) => readBaseline(text(entries), 'known.yaml', catalogue);

function requirement(
  id: string,
  ...checks: readonly (readonly [configuration: string, verdict: CheckResult['verdict']])[]
): RequirementResult {
  const order = ['error', 'fail', 'inconclusive', 'pass'] as const;
  const verdict = order.find((v) => checks.some(([, c]) => c === v)) ?? 'not-covered';
  return {
    id,
    weight: 'mandatory',
    verdict,
    checks: checks.map(([configuration, v]) => ({ configuration, verdict: v })),
  } as unknown as RequirementResult;
}

const KNOWN = '  - { requirement: CSP-KA-001, reason: "the server forgets it, ticket 17" }\n';

describe('a baseline', () => {
  it('meets expected failures', () => {
    const result = compare(baseline(KNOWN), [requirement('CSP-KA-001', ['1.2-xml', 'fail'], ['1.3-xml', 'pass'])]);
    expect(result).toMatchObject({ met: ['CSP-KA-001'], unexpected: [], stale: [] });
  });

  it('does not hide other failures', () => {
    expect(compare(baseline(KNOWN), [requirement('CSP-KA-002', ['1.2-xml', 'fail'])]).unexpected).toEqual([
      'CSP-KA-002',
    ]);
  });

  it('is stale where something passes, and silent on what did not run', () => {
    expect(compare(baseline(KNOWN), [requirement('CSP-KA-001', ['1.2-xml', 'pass'])]).stale).toEqual(['CSP-KA-001']);
    expect(compare(baseline(KNOWN), [requirement('CSP-KA-001')]).stale).toEqual([]);
    expect(compare(baseline(KNOWN), []).stale).toEqual([]);
  });

  it('can be about some configurations only', () => {
    const some = baseline(
      '  - { requirement: CSP-KA-001, configurations: ["1.2-xml"], reason: "only the textual form of 1.2" }\n',
    );
    expect(compare(some, [requirement('CSP-KA-001', ['1.2-xml', 'fail'], ['1.3-xml', 'fail'])]).unexpected).toEqual([
      'CSP-KA-001',
    ]);
    expect(compare(some, [requirement('CSP-KA-001', ['1.2-xml', 'fail'], ['1.3-xml', 'pass'])]).met).toEqual([
      'CSP-KA-001',
    ]);
    expect(compare(some, [requirement('CSP-KA-001', ['1.2-xml', 'pass'])]).stale).toEqual(['CSP-KA-001 (1.2-xml)']);
  });

  it('can expect what stays open', () => {
    const open = baseline(
      '  - { requirement: CSP-KA-001, verdict: inconclusive, reason: "the test system has no clock" }\n',
    );
    expect(compare(open, [requirement('CSP-KA-001', ['1.2-xml', 'inconclusive'])]).met).toEqual(['CSP-KA-001']);
    expect(compare(open, [requirement('CSP-KA-001', ['1.2-xml', 'fail'])]).unexpected).toEqual(['CSP-KA-001']);
  });

  it('says line and key of what is wrong in it', () => {
    expect(() => baseline('  - { requirement: CSP-KA-1, reason: "long enough to be one" }\n')).toThrow(
      /known\.yaml:2:20: expected\[0\]\.requirement: there is no requirement CSP-KA-1; the nearest are CSP-KA/,
    );
    expect(() => baseline('  - { requirement: CSP-KA-001 }\n')).toThrow('the key "reason" is missing');
    expect(() => baseline(KNOWN + KNOWN)).toThrow('CSP-KA-001 stands twice');
    expect(() => readBaseline('expekted: []', 'known.yaml', catalogue)).toThrow('unknown key (did you mean expected?)');
  });
});
