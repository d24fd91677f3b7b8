/** Ids: each used once, in the right file, under an item that exists, and none of a release lost. */
import type { Catalogue } from '../catalogue.ts';
import type { CatalogueProblem } from './problem.ts';

function twice(rule: string, ids: readonly string[]): CatalogueProblem[] {
  const seen = new Set<string>();
  return ids.flatMap((id) => {
    if (seen.has(id)) return [{ rule, where: id, message: 'stands twice; ids are used once' }];
    seen.add(id);
    return [];
  });
}

export function lintIds(catalogue: Catalogue): readonly CatalogueProblem[] {
  const problems: CatalogueProblem[] = [
    ...twice(
      'unique-id',
      catalogue.requirements.map((one) => one.id),
    ),
    ...twice(
      'unique-id',
      catalogue.items.map((one) => one.id),
    ),
    ...twice(
      'unique-id',
      catalogue.areas.map((one) => one.id),
    ),
    ...twice(
      'unique-id',
      catalogue.tables.map((one) => one.table),
    ),
    ...twice(
      'unique-id',
      catalogue.groups.map((one) => one.group),
    ),
    ...twice(
      'unique-id',
      catalogue.ambiguities.map((one) => one.id),
    ),
    ...twice(
      'unique-id',
      catalogue.sources.map((one) => one.tag),
    ),
    ...twice(
      'unique-id',
      catalogue.adapters.map((one) => one.id),
    ),
    // Both releases number their rows from S-001 and C-001 on.
    ...twice(
      'unique-id',
      catalogue.erdef('1.2').rows.map((row) => row.id),
    ),
    ...twice(
      'unique-id',
      catalogue.erdef('1.3').rows.map((row) => row.id),
    ),
  ];
  for (const requirement of catalogue.requirements) {
    if (requirement.id.replace(/-\d+$/, '') !== requirement.area) {
      problems.push({
        rule: 'area',
        where: requirement.id,
        message: `stands in the file of area ${requirement.area}; its id must begin with ${requirement.area}-`,
      });
    }
  }
  problems.push(...folders(catalogue), ...ownership(catalogue), ...frozen(catalogue));
  return problems;
}

/** The path of an area is its own, and none lies within another. */
function folders(catalogue: Catalogue): readonly CatalogueProblem[] {
  return catalogue.areas.flatMap(({ id, folder }) =>
    catalogue.areas
      .filter((other) => other.id !== id && `${folder}/`.startsWith(`${other.folder}/`))
      .map((other) => ({ rule: 'area', where: id, message: `its path ${folder} lies within ${other.id}'s` })),
  );
}

/** Each requirement names an item that exists, on the side of its actor. */
function ownership(catalogue: Catalogue): readonly CatalogueProblem[] {
  const problems: CatalogueProblem[] = [];
  for (const requirement of catalogue.requirements) {
    const item = catalogue.item(requirement.item);
    if (item === undefined) {
      problems.push({
        rule: 'one-item',
        where: requirement.id,
        message: `names item ${requirement.item}, which does not exist (nearest: ${catalogue.nearest(requirement.item).join(', ')})`,
      });
      continue;
    }
    if ((requirement.actor === 'client') !== (item.role === 'client')) {
      problems.push({
        rule: 'actor',
        where: requirement.id,
        message: `judges a ${requirement.actor} under ${item.id}, an item of a ${item.role}`,
      });
    }
  }
  return problems;
}

function frozen(catalogue: Catalogue): readonly CatalogueProblem[] {
  const problems: CatalogueProblem[] = [];
  for (const [release, ids] of catalogue.frozen) {
    problems.push(...twice('frozen-id', ids));
    for (const id of ids) {
      if (catalogue.requirement(id) === undefined) {
        problems.push({
          rule: 'frozen-id',
          where: id,
          message: `was published with ${release} and is gone; ids are never dropped or used again`,
        });
      }
    }
  }
  if (catalogue.frozen.size === 0) {
    problems.push({
      rule: 'frozen-id',
      where: 'scr-tables',
      message: 'no frozen-*.txt: the list of published ids is missing',
    });
  }
  return problems;
}
