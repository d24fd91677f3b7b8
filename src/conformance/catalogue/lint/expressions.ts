/** Expressions: all of them parse, name what exists, and `requires` does not go in circles. */
import { namesIn } from '../../expressions/expression.ts';
import { parseExpression } from '../../expressions/parse.ts';
import type { Catalogue } from '../catalogue.ts';
import type { CatalogueProblem } from './problem.ts';

export function lintExpressions(catalogue: Catalogue): readonly CatalogueProblem[] {
  const problems: CatalogueProblem[] = [];
  const names = (where: string, text: string, allowNot: boolean): readonly string[] => {
    const result = parseExpression(text, { allowNot });
    if (result.ok) return namesIn(result.expression);
    const { at, message } = result.problem;
    problems.push({ rule: 'expression', where, message: `'${text}', character ${at + 1}: ${message}` });
    return [];
  };
  const overItems = (where: string, text: string, allowNot: boolean): void => {
    for (const name of names(where, text, allowNot)) {
      const exists = name.includes(':') ? catalogue.group(name) !== undefined : catalogue.item(name) !== undefined;
      if (!exists) problems.push({ rule: 'expression', where, message: `names ${name}, which does not exist` });
    }
  };
  for (const requirement of catalogue.requirements) {
    if (requirement.condition !== undefined) overItems(requirement.id, requirement.condition, true);
  }
  for (const item of catalogue.items) {
    if (item.condition !== undefined) overItems(item.id, item.condition, true);
    if (item.requires !== null) overItems(item.id, item.requires, false);
  }
  for (const release of ['1.2', '1.3'] as const) {
    const { rows } = catalogue.erdef(release);
    const ids = new Set(rows.map((row) => row.id));
    for (const row of rows) {
      for (const name of names(row.id, row.normalised, false)) {
        const exists = name.includes(':') ? catalogue.group(name) !== undefined : ids.has(name);
        if (!exists)
          problems.push({ rule: 'expression', where: row.id, message: `names ${name}, which does not exist` });
      }
      if (row.normalisedAsPrinted === null) {
        if (parseExpression(row.asPrinted).ok) {
          problems.push({
            rule: 'expression',
            where: row.id,
            message: 'is marked as unreadable as printed and can be read',
          });
        }
      } else if (row.normalisedAsPrinted !== undefined) names(row.id, row.normalisedAsPrinted, false);
    }
  }
  return [...problems, ...circles(catalogue)];
}

/** Circles over `requires`, a group standing for the items of its tables. */
function circles(catalogue: Catalogue): readonly CatalogueProblem[] {
  const state = new Map<string, 'open' | 'done'>();
  const problems: CatalogueProblem[] = [];
  const needs = (id: string): readonly string[] => {
    const group = catalogue.group(id);
    if (group !== undefined) {
      return group.tables.flatMap((name) =>
        (catalogue.table(name)?.items ?? []).filter((i) => i.role === group.role).map((i) => i.id),
      );
    }
    const requires = catalogue.item(id)?.requires;
    const result = typeof requires === 'string' ? parseExpression(requires) : undefined;
    return result?.ok === true ? namesIn(result.expression) : [];
  };
  const visit = (id: string, path: readonly string[]): void => {
    if (state.get(id) === 'done') return;
    if (state.get(id) === 'open') {
      const circle = [...path.slice(path.indexOf(id)), id].join(' needs ');
      problems.push({ rule: 'circle', where: id, message: `requires itself: ${circle}` });
      return;
    }
    state.set(id, 'open');
    for (const next of needs(id)) visit(next, [...path, id]);
    state.set(id, 'done');
  };
  for (const item of catalogue.items) visit(item.id, []);
  return problems;
}
