/** The names that an ICS may use: items and open points of the catalogue. */
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { LoadOptions } from './load.ts';

/** Options for reading a file whose claims and readings are held against the catalogue. */
export function knownTo(catalogue: Catalogue): Required<Pick<LoadOptions, 'knownItems' | 'openPoints'>> {
  return {
    knownItems: new Set(catalogue.items.map((item) => item.id)),
    openPoints: new Map(catalogue.ambiguities.map((point) => [point.id, point.choices])),
  };
}
