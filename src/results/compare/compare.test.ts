import { describe, expect, it } from 'vitest';
import { sampleResults } from '../../testing/report/sample.ts';
import type { CheckResult, RequirementResult, RunResults, Transcript } from '../results.ts';
import { compareRuns } from './compare.ts';

const base = sampleResults({ flawless: true, configurations: ['1.2-xml'] });

type Said = readonly [scenario: string, configuration: string, verdict: CheckResult['verdict'], observed?: string];

const RANK = ['error', 'fail', 'inconclusive', 'pass'] as const;

function requirement(id: string, said: readonly Said[], more: Partial<RequirementResult> = {}): RequirementResult {
  const checks = said.map(
    ([scenario, configuration, verdict, observed]): CheckResult => ({
      scenario,
      configuration,
      verdict,
      cause: undefined,
      expected: verdict === 'fail' ? 'Status 200' : undefined,
      observed,
      place: undefined,
      durationMs: 1,
      transcript: `${scenario} ${configuration}`,
      notes: [],
    }),
  );
  return {
    id,
    item: 'IMPS-CSP-S-LOGIN',
    level: 'MUST',
    weight: 'mandatory',
    confidence: 'high',
    applicability: 'applicable',
    because: undefined,
    verdict: RANK.find((word) => checks.some(({ verdict }) => verdict === word)) ?? 'not-covered',
    note: false,
    checks,
    statement: `statement of ${id}`,
    area: id.replace(/-\d+$/, ''),
    versions: ['1.2'],
    sources: [],
    ...more,
  };
}

function run(requirements: readonly RequirementResult[], more: Partial<RunResults['run']> = {}): RunResults {
  const transcripts = requirements
    .flatMap(({ checks }) => checks)
    .filter(({ scenario }) => !scenario.startsWith('monitor: '))
    .map(({ scenario, configuration }) => ({
      key: `${scenario} ${configuration}`,
      scenario,
      configuration,
      line: 1,
      entries: [],
    }));
  return {
    ...base,
    requirements,
    transcripts: transcripts as unknown as readonly Transcript[],
    run: { ...base.run, ...more },
  };
}

const LOGIN = 'features/csp/access/login.feature:12 Login is confirmed';
const kindOf = (before: RunResults, after: RunResults, id = 'CSP-LOG-001') =>
  compareRuns(before, after).changes.find(({ requirement }) => requirement === id)?.kind;
const one = (...said: Said[]) => run([requirement('CSP-LOG-001', said)]);

describe('a comparison', () => {
  it('tells new, mended, lasting and undecided failures apart', () => {
    const pass = one([LOGIN, '1.2-xml', 'pass']);
    const fail = one([LOGIN, '1.2-xml', 'fail', 'Status 500']);
    const open = one([LOGIN, '1.2-xml', 'inconclusive']);
    expect(kindOf(pass, pass)).toBe('unchanged');
    expect(kindOf(pass, fail)).toBe('new-failure');
    expect(kindOf(open, fail)).toBe('new-failure');
    expect(kindOf(fail, pass)).toBe('mended');
    expect(kindOf(fail, fail)).toBe('still-failing');
    expect(kindOf(pass, open)).toBe('newly-open');
    expect(kindOf(fail, open)).toBe('newly-open');
    expect(kindOf(open, open)).toBe('still-open');
    expect(kindOf(open, pass)).toBe('decided');
  });

  it('is worse for a new failure and for what passed and is open, not for what failed and is open', () => {
    const pass = one([LOGIN, '1.2-xml', 'pass']);
    const other = requirement('CSP-LOG-002', [[LOGIN, '1.2-xml', 'pass']]);
    const with2 = (results: RunResults) => ({ ...results, requirements: [...results.requirements, other] });
    const fail = with2(one([LOGIN, '1.2-xml', 'fail', 'Status 500']));
    const open = with2(one([LOGIN, '1.2-xml', 'inconclusive']));
    expect(compareRuns(with2(pass), fail)).toMatchObject({ exitCode: 1, because: '1 requirement fails anew' });
    expect(compareRuns(with2(pass), open)).toMatchObject({ exitCode: 1, because: '1 passed and is open now' });
    expect(compareRuns(fail, open)).toMatchObject({ exitCode: 0 });
    expect(compareRuns(fail, with2(pass))).toMatchObject({
      exitCode: 0,
      because: 'of 2 requirements that were judged in both runs none became worse',
    });
  });

  it('never calls mended what was not run again', () => {
    const failed = one([LOGIN, '1.2-xml', 'fail', 'x'], [LOGIN, '1.3-xml', 'pass']);
    expect(kindOf(failed, one([LOGIN, '1.3-xml', 'pass']))).toBe('no-longer-tested');
    const elsewhere = 'features/csp/access/login.feature:40 Login by another way';
    expect(kindOf(failed, one([elsewhere, '1.2-xml', 'pass'], [LOGIN, '1.3-xml', 'pass']))).toBe('no-longer-tested');
    const unselected = requirement('CSP-LOG-001', [], {
      verdict: 'not-selected',
      applicability: 'not-selected',
      because: 'the selection "CSP-KA" leaves it out',
    });
    const compared = compareRuns(failed, run([unselected]));
    expect(compared.changes[0]).toMatchObject({
      kind: 'no-longer-tested',
      worse: true,
      after: { status: 'untested', because: 'the selection "CSP-KA" leaves it out' },
    });
    expect(compared.exitCode).toBe(1);
  });

  it('names the checks that were not run again where the others pass', () => {
    const before = one([LOGIN, '1.2-xml', 'pass'], [LOGIN, '1.3-xml', 'pass']);
    const [change] = compareRuns(before, one([LOGIN, '1.2-xml', 'pass'])).changes;
    expect(change?.notRunAgain).toEqual(['features/csp/access/login.feature Login is confirmed [1.3-xml]']);
    expect(change?.after.because).toBe('1 check was not run again');
  });

  it('does not take a check that saw nothing for one that passed', () => {
    const before = one([LOGIN, '1.2-xml', 'fail', 'x'], [LOGIN, '1.3-xml', 'pass']);
    const blind = requirement(
      'CSP-LOG-001',
      [
        [LOGIN, '1.2-xml', 'inconclusive'],
        [LOGIN, '1.3-xml', 'pass'],
      ],
      {
        verdict: 'pass',
      },
    );
    expect(kindOf(before, run([blind]))).toBe('no-longer-tested');
  });

  it('believes a monitor only if the scenario in which it had found something was run again', () => {
    const found = requirement('SYN-XML-007', [['monitor: letters', '1.2-xml', 'fail', 'x']]);
    const where = { ...found, checks: found.checks.map((c) => ({ ...c, transcript: `${LOGIN} 1.2-xml` })) };
    const login = requirement('CSP-LOG-001', [[LOGIN, '1.2-xml', 'pass']]);
    const quiet = requirement('SYN-XML-007', [['monitor: letters', '1.2-xml', 'pass']]);
    expect(kindOf(run([login, where]), run([login, quiet]), 'SYN-XML-007')).toBe('mended');
    expect(kindOf(run([login, where]), run([quiet]), 'SYN-XML-007')).toBe('no-longer-tested');
  });

  it('knows a scenario again although its line moved, and counts examples of one name', () => {
    const moved = LOGIN.replace(':12', ':14');
    expect(kindOf(one([LOGIN, '1.2-xml', 'fail', 'x']), one([moved, '1.2-xml', 'pass']))).toBe('mended');
    const two = one([LOGIN, '1.2-xml', 'fail', 'x'], [LOGIN, '1.2-xml', 'pass']);
    expect(kindOf(two, one([LOGIN, '1.2-xml', 'pass']))).toBe('no-longer-tested');
  });

  it('holds a failure that was not tested before against the later run', () => {
    const before = run([requirement('CSP-LOG-002', [[LOGIN, '1.2-xml', 'pass']])]);
    const after = run([
      requirement('CSP-LOG-001', [[LOGIN, '1.2-xml', 'fail', 'x']]),
      requirement('CSP-LOG-002', [[LOGIN, '1.2-xml', 'pass']]),
    ]);
    expect(compareRuns(before, after)).toMatchObject({
      exitCode: 1,
      because: '1 fails and was not tested before',
      changes: [{ kind: 'first-tested-failing', before: { verdict: 'not in the catalogue' } }, { kind: 'unchanged' }],
    });
  });

  it('takes what is only observed for not tested', () => {
    const observed = run([requirement('CSP-LOG-001', [[LOGIN, '1.2-xml', 'pass']], { weight: 'informative' })]);
    expect(compareRuns(one([LOGIN, '1.2-xml', 'pass']), observed).changes[0]).toMatchObject({
      kind: 'no-longer-tested',
      after: { because: 'it is informative in this run and not judged' },
    });
    expect(compareRuns(observed, observed).changes).toEqual([]);
  });

  it('is worse if nothing was judged in both, whatever is left out', () => {
    const nothing = run([], { aborted: 'nothing answers' });
    const compared = compareRuns(nothing, nothing, { onlyCommon: true });
    expect(compared).toMatchObject({ exitCode: 1, because: 'no requirement was judged in both runs' });
  });

  it('leaves out what is no longer tested if asked to', () => {
    const two = run([
      requirement('CSP-LOG-001', [[LOGIN, '1.2-xml', 'pass']]),
      requirement('CSP-LOG-002', [[LOGIN, '1.2-xml', 'fail', 'x']]),
    ]);
    const compared = compareRuns(two, one([LOGIN, '1.2-xml', 'pass']), { onlyCommon: true });
    expect(compared).toMatchObject({ exitCode: 0, onlyCommon: true, totals: { 'no-longer-tested': 1, mended: 0 } });
  });

  it('says first what makes the runs differ beside the implementation', () => {
    const before = one([LOGIN, '1.2-xml', 'pass']);
    const [item, ...items] = base.items.filter(({ claimed }) => claimed);
    const after: RunResults = {
      ...run([requirement('CSP-LOG-001', [[LOGIN, '1.2-xml', 'pass']], { statement: 'another text' })], {
        selection: 'CSP-LOG',
        aborted: 'interrupted by SIGINT',
        kind: 'certification',
      }),
      items: [...items, ...(item === undefined ? [] : [{ ...item, claimed: false }])],
      tool: { ...base.tool, version: '9.0.0' },
      configurations: [],
    };
    const { caveats, changes } = compareRuns(before, after);
    expect(caveats.map(({ kind }) => kind)).toEqual([
      'ended-early',
      'selection',
      'configurations',
      'claims',
      'catalogue',
      'tool',
      'kind',
    ]);
    expect(caveats[0]?.message).toBe('the second run ended early: interrupted by SIGINT');
    expect(caveats[1]?.message).toBe('what was selected: first everything; then CSP-LOG');
    expect(caveats[3]?.message).toBe(`claims: no longer claimed: ${item?.id}`);
    expect(caveats[4]?.message).toBe('catalogue: text, level or confidence changed: CSP-LOG-001');
    expect(changes[0]?.redefined).toBe(true);
    expect(compareRuns(before, before).caveats).toEqual([]);
  });

  it('groups failures with one observation', () => {
    const ids = ['CSP-LOG-001', 'CSP-LOG-002', 'CSP-LOG-003'];
    const all = (said: CheckResult['verdict'], observed: readonly (string | undefined)[]) =>
      run(ids.map((id, i) => requirement(id, [[LOGIN, '1.2-xml', said, observed[i]]])));
    const compared = compareRuns(all('pass', []), all('fail', ['Status 500', 'no answer', 'Status 500']));
    expect(compared.groups).toEqual([
      { kind: 'new-failure', observed: 'Status 500', requirements: ['CSP-LOG-001', 'CSP-LOG-003'] },
      { kind: 'new-failure', observed: 'no answer', requirements: ['CSP-LOG-002'] },
    ]);
    expect(compareRuns(all('fail', ['x', 'x', 'y']), all('pass', [])).groups).toEqual([
      { kind: 'mended', observed: 'x', requirements: ['CSP-LOG-001', 'CSP-LOG-002'] },
      { kind: 'mended', observed: 'y', requirements: ['CSP-LOG-003'] },
    ]);
  });
});
