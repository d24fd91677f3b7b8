import { describe, expect, it } from 'vitest';
import type { Variant } from '../index.ts';
import { variantFamilies, variants } from '../index.ts';
import { syntaxesOf, together, versionsOf } from './combined-variants.ts';
import { placeFor } from './variant-runs.ts';

const variant = (id: string, rest: Partial<Variant> = {}): Variant => ({
  id,
  title: id,
  change: (options) => options,
  ...rest,
});
const names = (groups: readonly (readonly Variant[])[]) => groups.map((group) => group.map(({ id }) => id));

describe('legal variants that make one server', () => {
  it('are of different families', () => {
    const groups = together([[variant('a1'), variant('a2')], [variant('b1')]]);
    expect(names(groups)).toEqual([['a1', 'b1'], ['a2']]);
  });

  it('share a version and a syntax', () => {
    const groups = together([
      [variant('a', { versions: ['1.1'] })],
      [variant('b', { versions: ['1.3'] })],
      [variant('c', { syntaxes: ['wbxml'] })],
      [variant('d', { versions: ['1.1', '1.2'] })],
      [variant('e', { syntaxes: ['xml'] })],
    ]);
    expect(names(groups)).toEqual([
      ['a', 'c', 'd'],
      ['b', 'e'],
    ]);
  });

  it('tell different things of the IXIT', () => {
    const told = { ixit: { policies: { searchable: false } } };
    expect(names(together([[variant('a', told)], [variant('b', told)]]))).toEqual([['a'], ['b']]);
  });

  it('claim what the conforming server claims', () => {
    expect(names(together([[variant('a', { unclaimed: ['X'] })], [variant('b')]]))).toEqual([['a'], ['b']]);
  });

  it('are all in exactly one group', () => {
    const groups = together(variantFamilies);
    expect(names(groups).flat().sort()).toEqual(variants.map(({ id }) => id).sort());
    for (const group of groups) {
      expect(versionsOf(group)).not.toEqual([]);
      expect(syntaxesOf(group)).not.toEqual([]);
    }
  });

  it('meet every version in XML and WBXML', () => {
    const places = together(variantFamilies).map((some) => Object.values(placeFor(some)).join(' '));
    expect(new Set(places).size).toBe(6);
  });
});
