import { describe, expect, it } from 'vitest';
import { catalogue } from '../catalogue/catalogue.ts';
import { parseFeatures } from '../features/features.ts';
import { readIut } from '../ics/load.ts';
import { TEMPLATE } from '../ics/template.ts';
import { makePlan, type PlannedRequirement } from '../plan/plan.ts';
import { checkOfTally, checksOf, type Judged, scenarioVerdict, weigh, withoutEmptyPass } from './checks.ts';
import { judgeItem, judgeRequirement } from './judge.ts';
import type { ScenarioOutcome, Signal } from './scenario-outcome.ts';

const { ics, ixit } = readIut(TEMPLATE, 'iut.yaml');
// MUST and judged; SHOULD; of low confidence; permitted.
const features = parseFeatures([
  {
    uri: 'f.feature',
    text: 'Feature: F\n  @CSP-KA-001 @TRN-HTTP-005 @TRN-HTTP-029 @CSP-SVC-004\n  Scenario: s\n    Given a\n',
  },
]);
const plan = makePlan({
  catalogue,
  ics,
  means: { ixit, capabilities: new Set() },
  features,
  monitored: new Set(),
  seed: 1,
});
const planned = new Map(plan.requirements.map((r) => [r.requirement.id, r]));
const [scheduled] = plan.schedule;
if (scheduled === undefined) throw new Error('nothing is scheduled');

function outcome(signal?: Signal, extra: Partial<ScenarioOutcome> = {}): ScenarioOutcome {
  return {
    scheduled: scheduled as ScenarioOutcome['scheduled'],
    signal,
    steps: [],
    exchanges: [],
    stepOf: new Map(),
    deliberate: new Set(),
    notes: [],
    leftovers: [],
    secrets: [],
    looks: 1,
    readings: new Map(),
    calls: [],
    observations: [],
    durationMs: 5,
    ...extra,
  };
}
const failed: Signal = {
  verdict: 'fail',
  cause: undefined,
  expected: '200',
  observed: '500',
  place: { exchange: 2, side: 'response' },
};

function requirementOf(id: string): PlannedRequirement {
  const found = planned.get(id);
  if (found === undefined) throw new Error(`${id} is not planned`);
  return found;
}

describe('checks of a scenario', () => {
  const judged = new Map(checksOf(outcome(failed), planned, 's1').map((j) => [j.requirement, j]));

  it('fail for what is judged', () => {
    expect(judged.get('CSP-KA-001')?.check).toMatchObject({
      scenario: 'f.feature:3 s',
      verdict: 'fail',
      expected: '200',
      observed: '500',
      transcript: 's1',
      notes: [],
    });
  });

  it('are notes for a SHOULD, for low confidence and for what is permitted', () => {
    const notes = ['TRN-HTTP-005', 'TRN-HTTP-029', 'CSP-SVC-004'].map((id) => {
      const { check, deviates } = judged.get(id) as Judged;
      expect([id, check.verdict, deviates, check.expected]).toEqual([id, 'pass', true, '200']);
      return check.notes[0]?.split(':')[0];
    });
    expect(notes).toEqual(['SHOULD not followed', 'of low confidence, not judged', 'permitted, not judged']);
  });

  it('give the scenario the worst verdict', () => {
    expect(scenarioVerdict(outcome(failed), [...judged.values()])).toBe('fail');
    expect(scenarioVerdict(outcome(), [])).toBe('pass');
  });

  it('carry observations and remarks', () => {
    const [first] = checksOf(
      outcome(undefined, { notes: ['slow'], observations: [{ expected: 'a', observed: 'b' }] }),
      planned,
      's1',
    );
    expect(first).toMatchObject({
      deviates: true,
      check: { verdict: 'pass', notes: ['observed, not judged: expected a, observed b', 'slow'] },
    });
  });
});

describe('a failure that is about one of several requirements', () => {
  const step = (verdict: 'pass' | 'fail' | 'not-run') => ({
    keyword: 'Then',
    text: 't',
    verdict,
    durationMs: 1,
    exchanges: [],
  });
  const about: Signal = { ...failed, about: ['CSP-KA-001'] };
  const verdicts = (extra: Partial<ScenarioOutcome>) =>
    Object.fromEntries(checksOf(outcome(about, extra), planned, 's1').map((j) => [j.requirement, j.check.verdict]));

  it('leaves the others as far as the scenario had come', () => {
    expect(verdicts({ steps: [step('pass'), step('fail')] })).toMatchObject({
      'CSP-KA-001': 'fail',
      'TRN-HTTP-005': 'pass',
    });
    expect(verdicts({ steps: [step('fail'), step('not-run')] })).toMatchObject({
      'CSP-KA-001': 'fail',
      'TRN-HTTP-005': 'inconclusive',
    });
  });
});

describe('checks of a monitor', () => {
  const configuration = { id: '1.2-xml', version: '1.2', syntax: 'xml', bearer: 'http' } as const;
  const first = { expected: 'a', observed: 'b', place: { exchange: 1, side: 'response' as const }, transcript: 's7' };

  it('pass when something was seen and nothing violated, and are none when nothing was seen', () => {
    expect(
      checkOfTally({ name: 'm', configuration, seen: 3, violations: 0, first: undefined }, requirementOf('CSP-KA-001'))
        ?.check.verdict,
    ).toBe('pass');
    expect(
      checkOfTally({ name: 'm', configuration, seen: 0, violations: 0, first: undefined }, requirementOf('CSP-KA-001')),
    ).toBeUndefined();
  });

  it('lead to the first violation and say how many there were', () => {
    const check = checkOfTally(
      { name: 'm', configuration, seen: 9, violations: 4, first },
      requirementOf('CSP-KA-001'),
    )?.check;
    expect(check).toMatchObject({ scenario: 'monitor: m', verdict: 'fail', transcript: 's7', notes: ['4 times in 9'] });
  });
});

describe('verdicts', () => {
  const judge = (signal?: Signal) =>
    checksOf(outcome(signal), planned, 's1').filter((j) => j.requirement === 'CSP-KA-001');

  it('of a requirement are the worst of its checks', () => {
    const passes = judge();
    const fails = judge(failed);
    const open = judge({ ...failed, verdict: 'inconclusive', cause: { kind: 'transport-lost', message: 'gone' } });
    const verdict = (...lists: (readonly Judged[])[]) =>
      judgeRequirement(requirementOf('CSP-KA-001'), lists.flat()).verdict;
    expect(verdict(passes)).toBe('pass');
    expect(verdict(passes, open)).toBe('inconclusive');
    expect(verdict(fails, open, passes)).toBe('fail');
    expect(verdict()).toBe('not-covered');
  });

  it('of what the tester cannot check is inconclusive, naming the key', () => {
    const result = judgeRequirement(requirementOf('CSP-LOG-013'), []);
    expect(result.verdict).toBe('inconclusive');
    expect(result.checks[0]?.cause).toMatchObject({ kind: 'untestable', missing: 'ixit.accounts.barred' });
  });

  it('of what does not apply is that, with the reason', () => {
    expect(judgeRequirement(requirementOf('SSP-GRP-014'), [])).toMatchObject({ verdict: 'not-applicable', checks: [] });
  });

  it('of an item follow from its requirements that count', () => {
    const item = catalogue.item('IMPS-CSP-S-KEEPALIVE');
    if (item === undefined) throw new Error('no item');
    const results = (signal?: Signal) =>
      new Map(
        plan.requirements.map((r) => [
          r.requirement.id,
          judgeRequirement(r, r.requirement.id === 'CSP-KA-001' ? judge(signal) : []),
        ]),
      );
    expect(judgeItem(item, plan, results(failed))).toMatchObject({
      verdict: 'fail',
      because: 'CSP-KA-001',
      claimed: true,
    });
    // Other requirements of the item need a clock, which the tester lacks, or have no scenario: said beside the verdict.
    const passed = judgeItem(item, plan, results());
    expect(passed.verdict).toBe('pass');
    expect(passed.because).toMatch(/^\d of \d requirements not covered; untestable: CSP-KA-003, /);
    const search = catalogue.item('IMPS-CSP-S-SRCH');
    if (search === undefined) throw new Error('no item');
    expect(judgeItem(search, plan, results())).toMatchObject({
      verdict: 'not-applicable',
      claimed: false,
      because: 'is optional and not claimed',
    });
  });
});

describe('a scenario in which nothing was looked at', () => {
  const cause = { kind: 'nothing-observed' };
  it('shows nothing, whether no expectation was evaluated or no message could be read', () => {
    expect(withoutEmptyPass(outcome(undefined, { looks: 0 }), true).signal).toMatchObject({
      verdict: 'inconclusive',
      cause,
    });
    expect(withoutEmptyPass(outcome(), false).signal).toMatchObject({ verdict: 'inconclusive', cause });
    expect(withoutEmptyPass(outcome(), true).signal).toBeUndefined();
    expect(withoutEmptyPass(outcome(failed, { looks: 0 }), false).signal).toBe(failed);
  });

  it('takes nothing from another that had something to look at', () => {
    const check = (signal?: Signal) =>
      checksOf(outcome(signal), planned, 's1').filter((j) => j.requirement === 'CSP-KA-001');
    const unseen = check(withoutEmptyPass(outcome(undefined, { looks: 0 }), true).signal);
    const verdict = (...lists: (readonly Judged[])[]) =>
      judgeRequirement(requirementOf('CSP-KA-001'), lists.flat()).verdict;
    expect(verdict(unseen)).toBe('inconclusive');
    expect(verdict(unseen, check())).toBe('pass');
    expect(verdict(unseen, check(failed))).toBe('fail');
  });

  it('is held against no SHOULD where there was no answer to look at', () => {
    const should = plan.requirements.find((r) => r.weight === 'recommended');
    if (should === undefined) throw new Error('no SHOULD is planned');
    const nothing = { ...failed, unanswered: true };
    expect(weigh(should, '1.2', nothing)).toMatchObject({ verdict: 'inconclusive', deviates: false });
    expect(weigh(should, '1.2', { ...failed, observed: 'Status 500' }).verdict).toBe('inconclusive');
    // Unless the same request had succeeded in its usual form.
    for (const finding of [nothing, { ...failed, observed: 'Status 500' }]) {
      expect(weigh(should, '1.2', { ...finding, controlled: true })).toMatchObject({ verdict: 'pass', deviates: true });
    }
    expect(weigh(should, '1.2', failed)).toMatchObject({ verdict: 'pass', deviates: true });
    expect(weigh(requirementOf('CSP-KA-001'), '1.2', nothing).verdict).toBe('fail');
  });
});
