/** A result in one JSON object, for scripts: the answer, the numbers, what fails and what is open. */
import type { RequirementResult, RunResults } from '../results/results.ts';
import { answer } from './view/answer.ts';
import { isJudged } from './view/marks.ts';

export const OUTLINE_SCHEMA = 'imps-conformance/outline/1';

export interface Outline {
  readonly schema: typeof OUTLINE_SCHEMA;
  readonly exitCode: number;
  readonly because: string | undefined;
  /** The sentence that answers the question of the run. */
  readonly answer: string;
  readonly seed: number;
  readonly totals: RunResults['totals'];
  /** Requirements that count and fail, those a baseline expects included. */
  readonly failures: readonly OutlineEntry[];
  /** Requirements that count and stay open. */
  readonly open: readonly OutlineEntry[];
  readonly expectation: Omit<NonNullable<RunResults['expectation']>, 'reasons'> | undefined;
  /** Waivers in force; they change nothing above. */
  readonly waivers: NonNullable<RunResults['waivers']>;
  /** Files that were written. */
  readonly written: readonly string[];
}

export interface OutlineEntry {
  readonly requirement: string;
  readonly statement: string;
  readonly scenario: string | undefined;
  readonly configuration: string | undefined;
  readonly expected: string | undefined;
  readonly observed: string | undefined;
  readonly cause: string | undefined;
}

export function outline(results: RunResults, written: readonly string[] = []): Outline {
  const { run, totals, expectation } = results;
  const counting = results.requirements.filter(isJudged);
  const { reasons: _, ...held } = expectation ?? {};
  return {
    schema: OUTLINE_SCHEMA,
    exitCode: run.exitCode,
    because: run.because,
    answer: answer(results).sentence,
    seed: run.seed,
    totals,
    failures: counting.filter(({ verdict }) => verdict === 'fail').map(entry),
    open: counting.filter(({ verdict }) => verdict === 'inconclusive' || verdict === 'error').map(entry),
    expectation: expectation && (held as Outline['expectation']),
    waivers: results.waivers ?? [],
    written,
  };
}

function entry({ id, statement, verdict, checks }: RequirementResult): OutlineEntry {
  const deciding = checks.find((check) => check.verdict === verdict);
  return {
    requirement: id,
    statement,
    scenario: deciding?.scenario,
    configuration: deciding?.configuration,
    expected: deciding?.expected,
    observed: deciding?.observed,
    cause: deciding?.cause?.message,
  };
}
