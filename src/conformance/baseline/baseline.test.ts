import { describe, expect, it } from 'vitest';
import type { CheckResult, RequirementResult } from '../../results/results.ts';
import { catalogue } from '../catalogue/catalogue.ts';
import { readBaseline } from './baseline.ts';
import { compare as held } from './expectation.ts';

const text = (entries: string) => `expected:\n${entries}`;
const compare = (baseline: ReturnType<typeof readBaseline>, requirements: readonly RequirementResult[]) =>
  held(baseline, requirements, { today: '2026-11-30', part: false });
const baseline = (entries: string) => readBaseline(text(entries), 'known.yaml', catalogue);

function requirement(
  id: string,
  ...checks: readonly (readonly [configuration: string, verdict: CheckResult['verdict'], scenario?: string])[]
): RequirementResult {
  const order = ['error', 'fail', 'inconclusive', 'pass'] as const;
  const verdict = order.find((v) => checks.some(([, c]) => c === v)) ?? 'not-covered';
  return {
    id,
    weight: 'mandatory',
    verdict,
    checks: checks.map(([configuration, v, scenario = 'features/csp/access/keep-alive.feature:6 A name']) => ({
      scenario,
      configuration,
      verdict: v,
    })),
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

const LOGIN = 'features/csp/access/login.feature:12 Login is confirmed';
const OTHER = 'features/csp/access/login.feature:30 Login is refused';

describe('the scope of an entry', () => {
  const failing = (said: string) => [
    requirement('CSP-LOG-001', ['1.2-xml', 'fail', said], ['1.3-wbxml', 'pass', OTHER]),
  ];
  const entry = (scope: string) =>
    baseline(`  - { requirement: CSP-LOG-001, ${scope}, reason: "the server forgets it" }\n`);

  it.each([
    'versions: ["1.2"]',
    'syntaxes: [xml]',
    'bearers: [http]',
    'configurations: ["1.2-xml"]',
    'scenario: features/csp/access/login.feature',
    'scenario: "features/csp/access/login.feature:12"',
    'scenario: Login is confirmed',
    'scenario: features/csp/access/login.feature Login is confirmed',
    'versions: ["1.2"], syntaxes: [xml], scenario: Login is confirmed',
  ])('%s holds the failure', (scope) => {
    expect(compare(entry(scope), failing(LOGIN))).toMatchObject({ met: ['CSP-LOG-001'], unexpected: [], stale: [] });
  });

  it.each([
    ['versions: ["1.3"]', ['CSP-LOG-001 (1.3)']],
    ['syntaxes: [wbxml]', ['CSP-LOG-001 (wbxml)']],
    ['bearers: [sms]', []],
    ['scenario: Login is refused', ['CSP-LOG-001 (Login is refused)']],
    ['scenario: No scenario of ours', ['CSP-LOG-001 (No scenario of ours)']],
  ])('%s does not, and is stale where it ran and passes', (scope, stale) => {
    expect(compare(entry(scope), failing(LOGIN))).toMatchObject({ met: [], unexpected: ['CSP-LOG-001'], stale });
  });

  it('is not stale where a part was run and its scenario was not', () => {
    const given = entry('scenario: No scenario of ours');
    const said = held(given, [requirement('CSP-LOG-001', ['1.2-xml', 'pass'])], { today: '2026-11-30', part: true });
    expect(said.stale).toEqual([]);
  });
});

describe('the last day of an entry', () => {
  const entry = baseline(
    '  - { requirement: CSP-KA-001, reason: "the server forgets it", owner: Ada, link: "https://t.example/1", expires: 2026-11-30 }\n',
  );
  const failing = [requirement('CSP-KA-001', ['1.2-xml', 'fail'])];

  it('is still part of it', () => {
    const said = held(entry, failing, { today: '2026-11-30', part: false });
    expect(said).toMatchObject({ met: ['CSP-KA-001'], expired: [] });
    expect(said.reasons).toEqual({
      'CSP-KA-001': 'the server forgets it (Ada, until 2026-11-30, https://t.example/1)',
    });
  });

  it('ends what it expects, whether the requirement was run or not', () => {
    const tomorrow = { today: '2026-12-01', part: false };
    expect(held(entry, failing, tomorrow)).toMatchObject({
      met: [],
      unexpected: ['CSP-KA-001'],
      stale: [],
      expired: ['CSP-KA-001, until 2026-11-30'],
    });
    expect(held(entry, [], tomorrow).expired).toEqual(['CSP-KA-001, until 2026-11-30']);
  });
});

describe('the list of flaky requirements', () => {
  const flaky = (n: number) =>
    Array.from(
      { length: n },
      (_, i) =>
        `  - { requirement: CSP-LOG-00${i % 9}, versions: ["1.${(i % 3) + 1}"], reason: "it wavers under load", owner: Ada, expires: 2027-01-31 }\n`,
    ).join('');
  const file = (list: string) => readBaseline(`expected: []\nflaky:\n${list}`, 'known.yaml', catalogue);
  const one = file(
    '  - { requirement: CSP-KA-001, reason: "it wavers under load", owner: Ada, expires: 2027-01-31 }\n',
  );

  it('holds what fails, is open or passes', () => {
    expect(compare(one, [requirement('CSP-KA-001', ['1.2-xml', 'fail'])])).toMatchObject({
      met: [],
      flaky: ['CSP-KA-001'],
      unexpected: [],
    });
    expect(compare(one, [requirement('CSP-KA-001', ['1.2-xml', 'inconclusive'])]).flaky).toEqual(['CSP-KA-001']);
    expect(compare(one, [requirement('CSP-KA-001', ['1.2-xml', 'pass'])])).toMatchObject({ flaky: [], stale: [] });
  });

  it('is bounded in length and in time', () => {
    expect(() => file(flaky(11))).toThrow('known.yaml');
    expect(() => file('  - { requirement: CSP-KA-001, reason: "it wavers under load", owner: Ada }\n')).toThrow(
      'the key "expires" is missing',
    );
    const failing = [requirement('CSP-KA-001', ['1.2-xml', 'fail'])];
    expect(held(one, failing, { today: '2027-02-01', part: false })).toMatchObject({
      flaky: [],
      unexpected: ['CSP-KA-001'],
      expired: ['CSP-KA-001, until 2027-01-31'],
    });
  });
});

describe('a baseline that is not finished', () => {
  const unwritten = '  - { requirement: CSP-KA-001, reason: "FILL IN why it fails and who mends it" }\n';

  it('is refused until the reasons are written', () => {
    expect(() => baseline(unwritten)).toThrow(/known\.yaml:2:\d+: expected\[0\]\.reason: write why CSP-KA-001 fails/);
    expect(readBaseline(text(unwritten), 'known.yaml', catalogue, { unwritten: true }).entries).toHaveLength(1);
  });

  it('is refused for a day that does not exist', () => {
    expect(() =>
      baseline('  - { requirement: CSP-KA-001, reason: "the server forgets it", expires: 2026-02-30 }\n'),
    ).toThrow('expected[0].expires: 2026-02-30 is no day');
    expect(() => baseline('  - { requirement: CSP-KA-001, reason: "the server forgets it", expires: soon }\n')).toThrow(
      '2027-03-31',
    );
  });
});
