/** The order of verdicts: of what ran, a verdict only ever worsens. */
import type { CheckResult, VerdictWord } from '../../results/results.ts';

export type Ran = CheckResult['verdict'];

const RANK: Readonly<Record<Ran, number>> = { pass: 0, inconclusive: 1, fail: 2, error: 3 };

/** The worst of several verdicts; undefined where nothing ran. */
export function worst(verdicts: Iterable<Ran>): Ran | undefined {
  let result: Ran | undefined;
  for (const verdict of verdicts) if (result === undefined || RANK[verdict] > RANK[result]) result = verdict;
  return result;
}

/** An object with a count of 0 for every verdict. */
export function noCounts(): Record<VerdictWord, number> {
  return { pass: 0, fail: 0, inconclusive: 0, error: 0, 'not-applicable': 0, 'not-selected': 0, 'not-covered': 0 };
}
