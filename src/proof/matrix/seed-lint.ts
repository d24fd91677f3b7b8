/** Checks that the seeded defects, the legal variants and the catalogue fit together. */
import type { Area } from '../../conformance/catalogue/types.ts';
import { isWithin } from '../../conformance/features/places.ts';
import type { PlannedRequirement } from '../../conformance/plan/plan.ts';
import type { Defect, Variant } from '../index.ts';

export interface Seeds {
  readonly defects: readonly Pick<Defect, 'id' | 'requirements' | 'unavoidable'>[];
  readonly variants: readonly Pick<Variant, 'id' | 'mayFail'>[];
  /** Reasons why requirements have no defect, by id. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** Defects outside the file, or folder, that has the path of the area of their first requirement. */
export function problemsOfPlaces(
  byPath: Readonly<Record<string, readonly Pick<Defect, 'id' | 'requirements'>[]>>,
  areaOf: (requirement: string) => Pick<Area, 'id' | 'folder'> | undefined,
): readonly string[] {
  return Object.entries(byPath).flatMap(([path, defects]) =>
    defects.flatMap(({ id, requirements: [first = ''] }) => {
      const area = areaOf(first);
      if (area === undefined || isWithin(path, area)) return [];
      return [`${id}: a defect of ${area.id} stands in src/proof/defects/${area.folder}.ts, not in ${path}.ts`];
    }),
  );
}

/**
 * Ids that are not unique, requirements that do not exist or are said twice, and those `toKill` that have neither a
 * defect nor a written reason.
 */
export function problemsOfSeeds(
  { defects, variants, reasons }: Seeds,
  exists: (requirement: string) => boolean,
  toKill: readonly Pick<PlannedRequirement, 'requirement'>[],
): readonly string[] {
  const problems: string[] = [];
  const ids = new Set<string>();
  for (const { id } of [...defects, ...variants]) {
    if (ids.has(id)) problems.push(`${id}: several defects or variants have this id`);
    ids.add(id);
  }
  for (const { id, requirements, unavoidable = [] } of defects) {
    if (requirements.length === 0) problems.push(`${id}: the defect names no requirement`);
    for (const one of unavoidable) {
      if (requirements.includes(one)) problems.push(`${id}: ${one} is among both its requirements and the unavoidable`);
    }
  }
  const named = [
    ...defects.map(({ id, requirements, unavoidable = [] }) => ({ id, names: [...requirements, ...unavoidable] })),
    ...variants.map(({ id, mayFail = [] }) => ({ id, names: mayFail })),
    { id: 'reasons', names: Object.keys(reasons) },
  ];
  for (const { id, names } of named) {
    for (const one of names) if (!exists(one)) problems.push(`${id}: there is no requirement ${one}`);
  }
  const killed = new Set(defects.flatMap(({ requirements }) => requirements));
  for (const { requirement } of toKill) {
    const { id } = requirement;
    const reasoned = reasons[id] !== undefined;
    if (killed.has(id) && reasoned) problems.push(`${id}: has a defect, and yet a written reason why not`);
    if (!killed.has(id) && !reasoned) problems.push(`${id}: judged, and neither a defect nor a written reason why not`);
  }
  return problems;
}
