/**
 * Expressions that refer to each other in circles. The 1.3 rows do: S-001 needs S-006, S-006 needs S-001 or S-002,
 * S-002 needs S-001. From "nothing holds" nothing could ever hold, so they are evaluated from the other end: all rows
 * start true, every row whose expression is not true is lowered to what the expression is worth, and so on until
 * nothing changes. With AND and OR only this ends in the largest set of rows that is consistent, and there is just one.
 */

import { truthOf } from './evaluate.ts';
import type { Expression } from './expression.ts';
import type { Truth } from './truth.ts';

export interface FixedPoint {
  readonly values: ReadonlyMap<string, Truth>;
  /** By row that did not stay as it started: the round, from 1, in which it got its last value. */
  readonly rounds: ReadonlyMap<string, number>;
}

function holdsNot(expression: Expression): boolean {
  if (expression.kind === 'name') return false;
  return expression.kind === 'not' || expression.parts.some(holdsNot);
}

/**
 * The fixed point of rows that name each other. Other names are asked of `outside`. `start` is `true` for the greatest
 * fixed point, which is the one that counts, and `false` for the least, which shows why it does.
 */
export function fixedPoint(
  rows: ReadonlyMap<string, Expression>,
  outside: (name: string) => Truth,
  start: 'true' | 'false' = 'true',
): FixedPoint {
  for (const [id, expression] of rows) {
    if (holdsNot(expression))
      throw new Error(`row ${id}: with NOT there may be no fixed point; rows have AND and OR only`);
  }
  let values: ReadonlyMap<string, Truth> = new Map([...rows.keys()].map((id) => [id, start]));
  const rounds = new Map<string, number>();
  // Each round lowers (raises) at least one row by a step, or ends it: at most two steps a row.
  for (let round = 1; ; round++) {
    const current = values;
    const next = new Map<string, Truth>();
    for (const [id, expression] of rows) {
      next.set(
        id,
        truthOf(expression, (name) => current.get(name) ?? outside(name)),
      );
    }
    let changed = false;
    for (const [id, value] of next) {
      if (value !== current.get(id)) {
        rounds.set(id, round);
        changed = true;
      }
    }
    if (!changed) return { values: current, rounds };
    values = next;
  }
}
