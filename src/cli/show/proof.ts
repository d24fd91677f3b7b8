/** Seeded defects and legal variants of the reference server. */
import { catalogue } from '../../conformance/catalogue/catalogue.ts';
import { type Defect, defects, type Variant, variantFamilies, variants } from '../../proof/index.ts';
import { each, given, type Shown } from './shown.ts';
import type { Sources } from './sources.ts';

export const defectNamed = (id: string): Defect | undefined => defects.find((one) => one.id === id.toLowerCase());
export const variantNamed = (id: string): Variant | undefined => variants.find((one) => one.id === id.toLowerCase());

/** Place of a defect or variant; unknown for the few whose id is put together by a function. */
export function placeOfDefect(id: string, sources: Sources): string | undefined {
  return sources.places(['src/proof'], `'${id}'`)[0];
}

const statement = (id: string) => `${id}  ${catalogue.requirement(id)?.statement ?? ''}`;

export function showDefect(defect: Defect, sources: Sources): Shown {
  return {
    kind: 'defect',
    id: defect.id,
    title: `${defect.id}  seeded defect`,
    fields: [
      ['the server', defect.title],
      ...given('place', placeOfDefect(defect.id, sources)),
      ...each('must fail', defect.requirements.map(statement)),
      ...each('may fail', (defect.unavoidable ?? []).map(statement)),
      ...given('versions', defect.versions?.join(', ')),
      ...given('syntaxes', defect.syntaxes?.join(', ')),
      ...each('through', defect.through ?? []),
      ['prove it', `impsc defects --select ${defect.id}`],
      ['see it', `impsc run --defect ${defect.id}`],
    ],
  };
}

export function showVariant(variant: Variant, sources: Sources): Shown {
  const family = variantFamilies.findIndex((one) => one.includes(variant));
  const ixit = variant.ixit === undefined ? undefined : JSON.stringify(variant.ixit);
  return {
    kind: 'variant',
    id: variant.id,
    title: `${variant.id}  legal variant`,
    fields: [
      ['the server', variant.title],
      ...given('place', placeOfDefect(variant.id, sources)),
      ['family', `${family + 1} of ${variantFamilies.length}; variants of a family are not combined`],
      ...given('IXIT', ixit),
      ...given('versions', variant.versions?.join(', ')),
      ...given('syntaxes', variant.syntaxes?.join(', ')),
      ...given('does not claim', variant.unclaimed?.join(', ')),
      ...given('claims', variant.claimed?.join(', ')),
      ...each('may fail', (variant.mayFail ?? []).map(statement)),
      ['prove it', `impsc defects --select ${variant.id}`],
    ],
  };
}
