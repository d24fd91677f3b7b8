/** Parts that `impsc new` laid out and nobody has filled in yet. */
import type { Catalogue } from '../../conformance/catalogue/catalogue.ts';
import { FILL_IN } from '../../conformance/catalogue/fill-in.ts';
import type { FeatureIndex } from '../../conformance/features/features.ts';
import type { Defect } from '../../proof/index.ts';

export function problemsOfLayout(
  { requirements }: Pick<Catalogue, 'requirements'>,
  { scenarios }: FeatureIndex,
  defects: readonly Pick<Defect, 'id' | 'title' | 'requirements'>[],
): readonly string[] {
  const open = (text: string) => text.includes(FILL_IN);
  return [
    ...requirements.flatMap(({ id, statement, oracle }) => [
      ...(open(statement) ? [`${id}: its statement is to be filled in`] : []),
      ...(open(oracle) ? [`${id}: its oracle is to be filled in`] : []),
    ]),
    ...scenarios.flatMap(({ uri, line, name, document, pickle }) => [
      ...(open(name) ? [`${uri}:${line}: the name of the scenario is to be filled in`] : []),
      ...(open(document.feature?.description ?? '')
        ? [`${uri}:1: the description of the feature is to be filled in`]
        : []),
      ...pickle.steps.flatMap(({ text }) =>
        open(text) ? [`${uri}:${line}: the step "${text}" is to be filled in`] : [],
      ),
    ]),
    ...defects.flatMap(({ id, title, requirements: [first = ''] }) =>
      open(title) ? [`${first}: its defect ${id} is to be filled in, id and change as well`] : [],
    ),
  ];
}
