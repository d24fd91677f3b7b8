/** The one error of the codec. */
import type { Limits } from './limits.ts';
import { describe, type Problem, type ProblemKind } from './problem.ts';
import type { Partially } from './tree.ts';

/**
 * The only error `decode` and the encoder throw for bad input. `partial` holds what a decoder had read when it stopped;
 * elements still open end there.
 */
export class WbxmlError extends Error implements Problem {
  override readonly name = 'WbxmlError';
  readonly kind: ProblemKind;
  readonly offset: number;
  readonly what: string;
  readonly expected: string;
  readonly found: string;
  readonly limit: keyof Limits | undefined;
  partial: Partially | undefined = undefined;

  constructor(problem: Problem) {
    super(describe(problem));
    this.kind = problem.kind;
    this.offset = problem.offset;
    this.what = problem.what;
    this.expected = problem.expected;
    this.found = problem.found;
    this.limit = problem.limit;
  }
}
