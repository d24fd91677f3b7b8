/** Other decisions of the search service element. */
import type { SearchRules } from '../../server/search/rules.ts';
import type { Change } from '../types.ts';
import { hooks } from './families.ts';

/** Other decisions of the search service element. */
export function search(rules: Partial<SearchRules>): Change {
  return hooks({ elements: { search: { rules: () => rules } } });
}
