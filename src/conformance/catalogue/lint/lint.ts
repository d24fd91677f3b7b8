/**
 * Does the catalogue hold together? Every rule that the loader and the planner rely on, checked over the files: schemas,
 * ids, references, expressions, coverage of primitives and function codes.
 */
import type { Catalogue } from '../catalogue.ts';
import { lintProtocolCoverage } from './coverage.ts';
import { lintExpressions } from './expressions.ts';
import { lintIds } from './ids.ts';
import type { CatalogueProblem } from './problem.ts';
import { lintReferences } from './references.ts';
import { validateTables } from './validate.ts';

/** All problems of a catalogue, empty when it holds together. Where files break their schemas, only that is reported. */
export function lintCatalogue(catalogue: Catalogue): readonly CatalogueProblem[] {
  const broken = validateTables(catalogue.directory).map(({ file, path, message }) => ({
    rule: 'schema',
    where: `scr-tables/${file}${path}`,
    message,
  }));
  if (broken.length > 0) return broken;
  return [
    ...lintIds(catalogue),
    ...lintReferences(catalogue),
    ...lintExpressions(catalogue),
    ...lintProtocolCoverage(catalogue),
  ];
}
