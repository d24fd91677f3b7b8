import { expect, it } from 'vitest';
import type { CheckResult, RequirementResult, RunResults } from './results.ts';
import { waveringIn } from './wavering.ts';

type Said = readonly [scenario: string, verdict: CheckResult['verdict'], cause?: CheckResult['cause']];

function run(seed: number, verdict: string, ...said: Said[]): RunResults {
  const checks = said.map(([scenario, word, cause]) => ({ scenario, configuration: '1.2-xml', verdict: word, cause }));
  const requirement = { id: 'CSP-LOG-001', weight: 'mandatory', verdict, checks } as unknown as RequirementResult;
  return { run: { seed }, requirements: [requirement] } as unknown as RunResults;
}
const timeout = { kind: 'timeout', wait: 'timers.response', boundMs: 1, message: '' } as const;

it('names nothing where all runs say the same', () => {
  expect(waveringIn([run(1, 'pass', ['a', 'pass']), run(2, 'pass', ['a', 'pass'])])).toEqual([]);
});

it('names requirement and check with the seeds of each verdict', () => {
  const runs = [run(1, 'pass', ['a', 'pass']), run(2, 'fail', ['a', 'fail']), run(3, 'pass', ['a', 'pass'])];
  const said = [
    { verdict: 'pass', seeds: [1, 3] },
    { verdict: 'fail', seeds: [2] },
  ];
  expect(waveringIn(runs)).toEqual([
    { requirement: 'CSP-LOG-001', check: undefined, said, counts: true },
    { requirement: 'CSP-LOG-001', check: 'a [1.2-xml]', said, counts: true },
  ]);
});

it('sees a check that wavers under a verdict that does not, and one that is missing', () => {
  const runs = [
    run(1, 'fail', ['a', 'fail'], ['b', 'pass']),
    run(2, 'fail', ['a', 'fail'], ['b', 'inconclusive', timeout]),
    run(3, 'fail', ['a', 'fail']),
  ];
  expect(waveringIn(runs)).toMatchObject([
    {
      check: 'b [1.2-xml]',
      said: [
        { verdict: 'pass', seeds: [1] },
        { verdict: 'inconclusive, timeout', seeds: [2] },
        { verdict: 'not checked', seeds: [3] },
      ],
    },
  ]);
});

it('holds examples of one name together, whatever their order', () => {
  const first = run(1, 'fail', ['a', 'fail'], ['a', 'pass']);
  const second = run(2, 'fail', ['a', 'pass'], ['a', 'fail']);
  expect(waveringIn([first, second])).toEqual([]);
});
