/** A seeded defect or a legal variant by its name, to be served or run against as it is. */
import { nearest } from '../conformance/nearest.ts';
import { defects, defectsByPath, variants } from '../proof/index.ts';
import type { Defect, Variant } from '../proof/types.ts';
import type { Seeded } from '../report/view/reference.ts';
import { UsageError } from './failure.ts';

function found<T extends { readonly id: string }>(all: readonly T[], id: string, what: string): T {
  const one = all.find((entry) => entry.id === id);
  if (one !== undefined) return one;
  const [near] = nearest(
    id,
    all.map((entry) => entry.id),
  );
  const hint = near === undefined ? '' : `; did you mean ${near}?`;
  throw new UsageError(`there is no ${what} ${id}${hint} ("impsc defects --list" has all)`);
}

/** @throws UsageError if there is none of that name */
export function defectNamed(id: string): Defect {
  return found(defects, id, 'defect');
}

/** @throws UsageError if there is none of that name */
export function variantNamed(id: string): Variant {
  return found(variants, id, 'variant');
}

/** Every defect and variant as the page shows them. */
export function seededList(): readonly Seeded[] {
  return [
    ...Object.entries(defectsByPath).flatMap(([area, all]) =>
      all
        .filter(({ handset }) => handset === undefined)
        .map(({ id, title, requirements, versions, syntaxes }): Seeded => {
          return { id, kind: 'defect', title, area, requirements, versions, syntaxes };
        }),
    ),
    ...variants.map(({ id, title, mayFail = [], versions, syntaxes }): Seeded => {
      return { id, kind: 'variant', title, area: '', requirements: mayFail, versions, syntaxes };
    }),
  ];
}
