import { describe, expect, it } from 'vitest';
import type { CheckResult, ExpressionResult, RequirementResult, VerdictWord, Weight } from '../../results/results.ts';
import { type ExitInput, exitOf } from './exit.ts';

function requirement(
  verdict: VerdictWord,
  weight: Weight = 'mandatory',
  cause?: CheckResult['cause'],
): RequirementResult {
  const ran = verdict === 'pass' || verdict === 'fail' || verdict === 'inconclusive' || verdict === 'error';
  return {
    id: `X-${verdict}`,
    weight,
    verdict,
    checks: ran ? [{ verdict, cause } as CheckResult] : [],
  } as unknown as RequirementResult;
}
const untestable = { kind: 'untestable', missing: 'ixit.accounts.barred', message: '' } as const;
const timeout = { kind: 'timeout', wait: 'timers.response', boundMs: 1, message: '' } as const;

const code = (requirements: readonly RequirementResult[], changes: Partial<ExitInput> = {}) =>
  exitOf({ requirements, kind: 'development', aborted: undefined, faults: 0, expectation: undefined, ...changes }).code;

describe('the exit code', () => {
  it('is 0 when what counts passes', () => {
    expect(code([requirement('pass'), requirement('not-applicable'), requirement('not-selected')])).toBe(0);
  });

  it('is 1 when something that counts fails, and only then', () => {
    expect(code([requirement('pass'), requirement('fail')])).toBe(1);
    expect(code([requirement('fail', 'optional')])).toBe(1);
    const passed = requirement('pass');
    expect(code([passed, requirement('fail', 'recommended'), requirement('fail', 'informative')])).toBe(0);
  });

  it('is 3 when something that counts is open', () => {
    expect(code([requirement('inconclusive', 'mandatory', timeout)])).toBe(3);
    expect(code([requirement('pass'), requirement('inconclusive', 'informative', timeout)])).toBe(0);
    expect(code([requirement('fail'), requirement('inconclusive', 'mandatory', timeout)])).toBe(1);
  });

  it('forgives what only the tester lacks, and what nobody checks, but not in a certification', () => {
    const open = [requirement('pass'), requirement('inconclusive', 'mandatory', untestable)];
    expect(code(open)).toBe(0);
    expect(code(open, { kind: 'certification' })).toBe(3);
    const uncovered = [requirement('pass'), requirement('not-covered')];
    expect(code(uncovered)).toBe(0);
    expect(code(uncovered, { kind: 'certification' })).toBe(3);
  });

  it('is 3 when nothing was judged, in all or of a claimed role', () => {
    expect(code([])).toBe(3);
    expect(code([requirement('not-covered'), requirement('pass', 'informative')])).toBe(3);
    const roles = [
      { role: 'csp-server', judged: 4 },
      { role: 'ssp-server', judged: 0 },
    ];
    const claim = { versions: ['1.3'], syntaxes: ['xml'], roles } as const;
    expect(code([requirement('pass')], { whole: { expressions: [], claim } })).toBe(3);
    expect(
      code([requirement('pass')], { whole: { expressions: [], claim: { ...claim, roles: roles.slice(0, 1) } } }),
    ).toBe(0);
  });

  it('follows the mandatory rows of the release definition in a run of the whole', () => {
    const row = (value: 'true' | 'false' | 'unknown', open?: 'excused' | 'not-tested') =>
      ({ id: 'S-016', release: '1.3', status: 'M', value, open }) as ExpressionResult;
    const whole = (...expressions: ExpressionResult[]) =>
      code([requirement('pass')], { whole: { expressions, claim: undefined } });
    expect(whole(row('true'))).toBe(0);
    expect(whole(row('false'))).toBe(1);
    expect(whole(row('unknown', 'not-tested'))).toBe(3);
    expect(whole(row('unknown', 'excused'))).toBe(0);
    expect(whole({ ...row('false'), status: 'O' })).toBe(0);
  });

  it('is 3 when the run ended early, whatever was measured before', () => {
    expect(code([requirement('fail')], { aborted: 'nothing answers' })).toBe(3);
  });

  it('is 4 for a fault of the harness, before all else', () => {
    expect(code([requirement('error'), requirement('fail')], { aborted: 'interrupted' })).toBe(4);
    expect(code([requirement('pass')], { faults: 1 })).toBe(4);
    expect(code([requirement('error', 'informative')])).toBe(4);
  });

  it('follows the baseline: expected failures are none, unexpected and stale ones are', () => {
    const expectation = { unexpected: [], stale: [], met: ['X-fail'] };
    expect(code([requirement('fail')], { expectation })).toBe(0);
    expect(code([requirement('fail')], { expectation: { ...expectation, met: [], unexpected: ['X-fail'] } })).toBe(1);
    expect(code([requirement('pass')], { expectation: { unexpected: [], stale: ['X-pass'], met: [] } })).toBe(1);
    expect(
      code([requirement('inconclusive', 'mandatory', timeout)], {
        expectation: { ...expectation, met: ['X-inconclusive'] },
      }),
    ).toBe(0);
  });
});
