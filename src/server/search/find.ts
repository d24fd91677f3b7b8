/** Carrying out a search: one pass over all users or groups. */
import { Refusal } from '../element.ts';
import type { Session } from '../sessions/session.ts';
import type { Criteria } from './criteria.ts';
import type { SearchParts } from './parts.ts';

/** The candidates out of `all` that meet the criteria. @throws Refusal 535 when there is too much to look at. */
function passing<T>(
  all: Iterable<T>,
  tests: readonly ((candidate: T) => boolean)[],
  criteria: Criteria,
  { rules, profile }: SearchParts,
): readonly T[] {
  const found: T[] = [];
  let examined = 0;
  for (const candidate of all) {
    examined += 1;
    if (profile.examined > 0 && examined > profile.examined) {
      throw new Refusal(535, `the search was given up after looking at ${profile.examined}`);
    }
    if (rules.combines(criteria, (n) => tests[n]?.(candidate) === true)) found.push(candidate);
  }
  return found;
}

/** Canonical addresses of what the searcher may find, users in the order of their accounts, groups in that of creation. */
export function find(criteria: Criteria, searcher: Session, parts: SearchParts): readonly string[] {
  const { point, rules } = parts;
  if (criteria.kind === 'user') {
    const tests = criteria.pairs.flatMap(({ element, text }) =>
      element.kind === 'user' ? [element.test(text, searcher, parts)] : [],
    );
    return passing(point.accounts.all(), tests, criteria, parts).map((account) => account.user);
  }
  const tests = criteria.pairs.flatMap(({ element, text }) =>
    element.kind === 'group' ? [element.test(text, searcher, parts)] : [],
  );
  const groups = [...parts.groups().all()].filter((group) => rules.showsGroup(group, searcher));
  return passing(groups, tests, criteria, parts).map((group) => group.id);
}
