/** Which mark stands for a result: the eight marks of reports, and how results become one of them. */
import type { CheckResult, ItemResult, RequirementResult, RunResults } from '../../results/results.ts';

export { isJudged, onlyUntestable } from '../../results/standing.ts';

export type Mark = 'pass' | 'fail' | 'inconclusive' | 'note' | 'observed' | 'error' | 'not-applicable' | 'not-run';

/** The word that always stands beside a mark, or in its label where it stands alone. */
export function markWord(mark: Mark): string {
  return mark.replace('-', ' ');
}

export function requirementMark(requirement: RequirementResult): Mark {
  const { verdict } = requirement;
  if (verdict === 'not-applicable') return 'not-applicable';
  if (verdict === 'not-selected' || verdict === 'not-covered') return 'not-run';
  if (verdict === 'error') return 'error';
  if (requirement.weight === 'informative') return 'observed';
  if (requirement.weight === 'recommended' && verdict === 'fail') return 'note';
  if (verdict === 'pass' && requirement.note) return 'note';
  return verdict;
}

/** The word beside the mark of a requirement; says more than the mark where nothing ran. */
export function requirementWord(requirement: RequirementResult): string {
  const mark = requirementMark(requirement);
  if (mark === 'observed' && requirement.note) return 'observed, deviates';
  return mark === 'not-run' ? requirement.verdict.replace('-', ' ') : markWord(mark);
}

/** A check on its own, seen with the weight of the requirement it was made for. */
export function checkMark(check: CheckResult, requirement: Pick<RequirementResult, 'weight'>): Mark {
  if (check.verdict === 'error' || check.verdict === 'inconclusive') return check.verdict;
  if (requirement.weight === 'informative') return 'observed';
  if (requirement.weight === 'recommended' && check.verdict === 'fail') return 'note';
  return check.verdict;
}

/** The requirements of an item, in the order of the item. */
export function requirementsOf(item: ItemResult, byId: ReadonlyMap<string, RequirementResult>): RequirementResult[] {
  return item.requirements.flatMap((id) => byId.get(id) ?? []);
}

export function itemMark(item: ItemResult, requirements: readonly RequirementResult[]): Mark {
  switch (item.verdict) {
    case 'not-applicable':
      return 'not-applicable';
    case 'not-selected':
    case 'not-covered':
      return 'not-run';
    case 'pass': {
      const ran = requirements.map(requirementMark).filter((m) => m !== 'not-applicable' && m !== 'not-run');
      if (ran.length > 0 && ran.every((m) => m === 'observed')) return 'observed';
      return ran.includes('note') ? 'note' : 'pass';
    }
    default:
      return item.verdict;
  }
}

/** True if conformance of this claim hangs on the item: a mandatory requirement, or M in a version that was run. */
export function isMandatory(
  item: ItemResult,
  requirements: readonly RequirementResult[],
  results: Pick<RunResults, 'configurations'>,
): boolean {
  if (item.verdict === 'not-applicable') return false;
  if (requirements.some((r) => r.weight === 'mandatory' && r.applicability !== 'not-applicable')) return true;
  return results.configurations.some((c) => item.status[c.version] === 'M');
}

/** Requirements by id. */
export function byId<T extends { readonly id: string }>(things: readonly T[]): ReadonlyMap<string, T> {
  return new Map(things.map((thing) => [thing.id, thing]));
}
