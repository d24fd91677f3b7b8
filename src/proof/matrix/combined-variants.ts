/**
 * Legal variants that are run as one server. A run of the whole suite for each variant takes minutes in all; a server that
 * is several of them at once shows as well that the suite lets each of them be. Where it does not, they are run alone.
 */

import { SYNTAXES, type Syntax } from '../../protocol/syntax/types.ts';
import { VERSIONS, type Version } from '../../protocol/version.ts';
import type { Variant } from '../index.ts';

/** Variants in one server at most: more would hide each other too easily. */
const VARIANTS_PER_SERVER = 8;

/** A server without some of its services hides what the others do differently there. */
export function runsAlone({ unclaimed, claimed }: Variant): boolean {
  return unclaimed !== undefined || claimed !== undefined;
}

export function versionsOf(some: readonly Variant[]): readonly Version[] {
  return VERSIONS.filter((version) => some.every(({ versions }) => versions?.includes(version) ?? true));
}

/** The syntaxes in which each of them makes a difference. */
export function syntaxesOf(some: readonly Variant[]): readonly Syntax[] {
  return SYNTAXES.filter((syntax) => some.every(({ syntaxes }) => syntaxes?.includes(syntax) ?? true));
}

/** Do they fit into one server: a version and syntax for all, and nothing of the IXIT told in two ways? */
function fits(some: readonly Variant[], one: Variant): boolean {
  if (some.length >= VARIANTS_PER_SERVER || runsAlone(one) || some.some(runsAlone)) return false;
  const told = new Set(some.flatMap(({ ixit }) => Object.keys(ixit ?? {})));
  if (Object.keys(one.ixit ?? {}).some((key) => told.has(key))) return false;
  return versionsOf([...some, one]).length > 0 && syntaxesOf([...some, one]).length > 0;
}

/** Each variant in exactly one group, at most one of a family in each. */
export function together(families: readonly (readonly Variant[])[]): readonly (readonly Variant[])[] {
  const groups: Variant[][] = [];
  for (const family of [...families].sort((a, b) => b.length - a.length)) {
    const taken = new Set<Variant[]>();
    for (const variant of family) {
      const group = groups.find((some) => !taken.has(some) && fits(some, variant));
      const joined = group ?? [];
      if (group === undefined) groups.push(joined);
      joined.push(variant);
      taken.add(joined);
    }
  }
  return groups;
}
