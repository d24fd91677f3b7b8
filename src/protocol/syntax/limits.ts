/** Bounds of the readers: what passes them is reported and not read on. */
import type { ReadLimits, ReadOptions } from './types.ts';

/** Generous for any message of the standard, small enough that a hostile document cannot hold up a run. */
export const DEFAULT_LIMITS: ReadLimits = { size: 4 * 1024 * 1024, depth: 64, nodes: 50_000 };

/** Largest number of attributes of one element, as in the WBXML codec; the standard uses only namespace declarations. */
export const MOST_ATTRIBUTES = 64;

export function limitsOf(options: ReadOptions | undefined): ReadLimits {
  return options?.limits === undefined ? DEFAULT_LIMITS : { ...DEFAULT_LIMITS, ...options.limits };
}

/** Thrown inside a reader when a limit is passed; readers turn it into a finding. */
export class LimitPassed extends Error {
  override readonly name = 'LimitPassed';
}
