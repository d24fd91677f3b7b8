/**
 * Defects and variants that `--select` chooses, in the language of a run: by their own ids and patterns over them
 * (`keep-alive-202`, `sloppy-*`), and defects by whatever names a requirement they break, feature files too.
 */
import type { Catalogue } from '../../conformance/catalogue/catalogue.ts';
import type { ScenarioSource } from '../../conformance/features/features.ts';
import { type Resolution, select, type Vocabulary } from '../../conformance/selection/language.ts';
import { allWords, notUnderstood } from '../../conformance/selection/selection.ts';
import { isGlob, patternOf } from '../../conformance/selection/words.ts';
import type { Defect, Variant } from '../types.ts';

export interface Seeds {
  readonly defects: readonly Defect[];
  readonly variants: readonly Variant[];
}

/**
 * Those of `seeds` that a selection names, perhaps none.
 * @throws ConfigurationError that names the part which is not understood, and what may have been meant
 */
export function selectSeeds(
  text: string,
  seeds: Seeds,
  known: { readonly catalogue: Catalogue; readonly scenarios: readonly ScenarioSource[] },
): Seeds {
  const selection = select(text, seedWords(seeds, allWords(known.catalogue, known.scenarios)));
  if (!selection.ok) throw notUnderstood(text, selection.problem);
  const chosen = ({ id }: { readonly id: string }) => selection.ids.has(id);
  return { defects: seeds.defects.filter(chosen), variants: seeds.variants.filter(chosen) };
}

function seedWords({ defects, variants }: Seeds, requirements: Vocabulary): Vocabulary {
  const ids = [...defects, ...variants].map(({ id }) => id);
  const all = () => new Set(ids);
  return {
    all,
    word(word): Resolution {
      const lower = word.toLowerCase();
      if (lower === 'all') return { ids: all() };
      const pattern = isGlob(word) ? patternOf(word) : undefined;
      const own = ids.filter((id) => pattern?.test(id) ?? id.toLowerCase() === lower);
      const meant = requirements.word(word);
      if ('ids' in meant) {
        const breaking = defects.filter((defect) => defect.requirements.some((id) => meant.ids.has(id)));
        return { ids: new Set([...own, ...breaking.map(({ id }) => id)]) };
      }
      if (own.length > 0) return { ids: new Set(own) };
      return { ...meant, problem: `${meant.problem}, nor a defect or variant`, among: [...ids, ...meant.among] };
    },
  };
}
