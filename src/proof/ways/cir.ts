/** Other decisions of communication initiation. */
import type { CirRules } from '../../server/cir/rules.ts';
import type { Change } from '../types.ts';
import { hooks } from './families.ts';

export function cir(change: (standard: CirRules) => Partial<CirRules>): Change {
  return hooks({ cir: (standard) => ({ ...standard, ...change(standard) }) });
}
