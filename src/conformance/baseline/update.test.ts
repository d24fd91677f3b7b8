import { describe, expect, it } from 'vitest';
import type { CheckResult, RequirementResult } from '../../results/results.ts';
import { catalogue } from '../catalogue/catalogue.ts';
import { readBaseline } from './baseline.ts';
import { type UpdateOptions, updateBaseline } from './update.ts';

type Said = readonly [configuration: string, verdict: CheckResult['verdict'], scenario?: string];

function requirement(id: string, ...said: Said[]): RequirementResult {
  const checks = said.map(([configuration, verdict, scenario = 'features/csp/access/login.feature:12 Login']) => ({
    configuration,
    verdict,
    scenario,
  }));
  const verdict = checks.find((check) => check.verdict !== 'pass')?.verdict ?? 'pass';
  return { id, weight: 'mandatory', verdict, checks } as unknown as RequirementResult;
}

const OPTIONS: UpdateOptions = { today: '2026-11-30', part: false, open: false, prune: false };

function update(
  text: string | undefined,
  requirements: readonly RequirementResult[],
  options: Partial<UpdateOptions> = {},
) {
  const before = readBaseline(text ?? 'expected: []', 'known.yaml', catalogue, { unwritten: true });
  return updateBaseline(text, before, requirements, { ...OPTIONS, ...options });
}

const read = (text: string) => readBaseline(text, 'known.yaml', catalogue, { unwritten: true });

describe('an update of a baseline', () => {
  it('makes a file whose entries a run refuses until their reasons are written', () => {
    const { text, added } = update(undefined, [
      requirement('CSP-LOG-001', ['1.2-xml', 'fail'], ['1.3-xml', 'fail']),
      requirement('CSP-LOG-002', ['1.2-xml', 'pass']),
    ]);
    expect(added).toEqual(['CSP-LOG-001']);
    expect(text).toMatch(/^# Known failures/);
    expect(read(text).entries).toEqual([
      { requirement: 'CSP-LOG-001', verdict: 'fail', reason: 'FILL IN why it fails and who mends it' },
    ]);
    expect(() => readBaseline(text, 'known.yaml', catalogue)).toThrow('write why CSP-LOG-001 fails and who mends it');
  });

  it('adds no more than what failed: its configurations, its scenario', () => {
    const other = 'features/csp/access/login.feature:40 Login again';
    const { text } = update(undefined, [
      requirement('CSP-LOG-001', ['1.2-xml', 'fail'], ['1.3-xml', 'pass']),
      requirement('CSP-LOG-002', ['1.2-xml', 'fail'], ['1.2-xml', 'pass', other]),
    ]);
    expect(read(text).entries).toMatchObject([
      { requirement: 'CSP-LOG-001', configurations: ['1.2-xml'] },
      { requirement: 'CSP-LOG-002', scenario: 'features/csp/access/login.feature Login' },
    ]);
  });

  it('keeps comments, order and reasons, and changes nothing where nothing is new', () => {
    const known = `# ours
expected:
  # the clock
  - { requirement: CSP-KA-002, reason: "ticket 17, server team", owner: Ada }
  - requirement: CSP-LOG-001
    reason: ticket 18, server team
`;
    const failing = [requirement('CSP-LOG-001', ['1.2-xml', 'fail']), requirement('CSP-KA-002', ['1.2-xml', 'fail'])];
    expect(update(known, failing)).toEqual({ text: known, added: [], stale: [], expired: [] });
    const more = update(known, [...failing, requirement('CSP-LOG-005', ['1.2-xml', 'fail'])]);
    expect(more.text.startsWith(known)).toBe(true);
    expect(read(more.text).entries.map((entry) => entry.requirement)).toEqual([
      'CSP-KA-002',
      'CSP-LOG-001',
      'CSP-LOG-005',
    ]);
  });

  it('names stale entries, and takes them out only if asked to', () => {
    const known = `expected:
  - { requirement: CSP-KA-002, reason: "ticket 17, server team" }
  - { requirement: CSP-LOG-001, reason: "ticket 18, server team" }
`;
    const results = [requirement('CSP-KA-002', ['1.2-xml', 'pass']), requirement('CSP-LOG-001', ['1.2-xml', 'fail'])];
    expect(update(known, results)).toMatchObject({ text: known, stale: ['CSP-KA-002'] });
    const pruned = update(known, results, { prune: true });
    expect(read(pruned.text).entries.map((entry) => entry.requirement)).toEqual(['CSP-LOG-001']);
  });

  it('does not renew an entry that has expired', () => {
    const known = `expected:
  - { requirement: CSP-LOG-001, reason: "ticket 18, server team", expires: 2026-11-29 }
`;
    const said = update(known, [requirement('CSP-LOG-001', ['1.2-xml', 'fail'])]);
    expect(said).toMatchObject({ text: known, added: [], expired: ['CSP-LOG-001, until 2026-11-29'] });
  });

  it('adds what stays open only if asked to', () => {
    const open = [requirement('CSP-LOG-001', ['1.2-xml', 'inconclusive'])];
    expect(update(undefined, open).added).toEqual([]);
    expect(read(update(undefined, open, { open: true }).text).entries).toMatchObject([{ verdict: 'inconclusive' }]);
  });
});
