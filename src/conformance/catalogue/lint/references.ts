/** References: whatever one file names, another one has. */
import { isPrimitiveName } from '../../../protocol/facts/primitives.ts';
import { isServiceLeaf, leavesOf, SERVICE_TREE } from '../../../protocol/facts/service-tree.ts';
import { statusCode } from '../../../protocol/facts/status-codes.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Item, Requirement } from '../types.ts';
import type { CatalogueProblem } from './problem.ts';

export function lintReferences(catalogue: Catalogue): readonly CatalogueProblem[] {
  return [
    ...catalogue.requirements.flatMap((one) => requirementProblems(catalogue, one)),
    ...catalogue.items.flatMap((one) => itemProblems(catalogue, one)),
    ...otherFiles(catalogue),
  ];
}

const FEATURES: readonly string[] = SERVICE_TREE['1.3'].map((feature) => feature.name);
const MANDATORY_TOKENS: readonly string[] = ['MF', 'MP', 'MM', 'MG'];

function sourceProblems(catalogue: Catalogue, where: string, sources: readonly string[]): CatalogueProblem[] {
  const known = new Set(catalogue.sources.map((source) => source.tag));
  return sources.flatMap((source) => {
    const tag = source.split(':')[0] ?? source;
    return known.has(tag) ? [] : [{ rule: 'reference', where, message: `source tag '${tag}' is not in sources.json` }];
  });
}

/** Requirement, item and ambiguity ids cited in running text. */
function citations(catalogue: Catalogue, where: string, texts: readonly (string | undefined)[]): CatalogueProblem[] {
  const cited = texts.flatMap((text) => text?.match(/\b(?:[A-Z]+-)+\d{3}\b|\bIMPS-[A-Z]+-[SC]-[A-Z0-9]+\b/g) ?? []);
  return cited.flatMap((id) => {
    const exists =
      id.startsWith('WV-') ||
      id.startsWith('OMA-ERDEF-') ||
      /^[SC]-\d{3}$/.test(id) ||
      catalogue.requirement(id) !== undefined ||
      catalogue.item(id) !== undefined ||
      catalogue.ambiguity(id) !== undefined;
    return exists ? [] : [{ rule: 'reference', where, message: `cites ${id}, which does not exist` }];
  });
}

function requirementProblems(catalogue: Catalogue, one: Requirement): CatalogueProblem[] {
  const problems: CatalogueProblem[] = [
    ...sourceProblems(catalogue, one.id, one.sources),
    ...citations(catalogue, one.id, [one.statement, one.oracle, one.ixit]),
  ];
  const add = (rule: string, message: string): void => {
    problems.push({ rule, where: one.id, message });
  };
  if (catalogue.effectiveVersions(one).length === 0)
    add('versions', 'applies in no version: its item is NA in all of its own');
  for (const version of Object.keys(one.confidenceByVersion ?? {})) {
    if (!one.versions.some((v) => v === version))
      add('versions', `gives a confidence for ${version}, a version it does not have`);
  }
  for (const name of one.primitives) {
    if (!isPrimitiveName(name)) add('reference', `primitive '${name}' does not exist`);
  }
  for (const code of [one.statusCode, ...one.altStatusCodes]) {
    if (code !== undefined && statusCode(code) === undefined) add('reference', `result code ${code} is not known`);
  }
  if (one.statusCode !== undefined && one.altStatusCodes.includes(one.statusCode)) {
    add('status-code', `${one.statusCode} stands among the accepted codes beside itself`);
  }
  const adapter = /^needs-adapter:(.+)$/.exec(one.testability)?.[1];
  if (adapter !== undefined && !catalogue.adapters.some((need) => need.id === adapter)) {
    add('reference', `adapter '${adapter}' is not in adapters.json`);
  }
  if (one.feature !== undefined && !FEATURES.includes(one.feature)) {
    for (const version of one.featureVersions ?? one.versions) {
      const known: readonly string[] = leavesOf(version);
      if (!known.includes(one.feature))
        add('feature', `code ${one.feature} does not exist in ${version}; say so in featureVersions`);
    }
  }
  return problems;
}

function itemProblems(catalogue: Catalogue, item: Item): CatalogueProblem[] {
  const problems: CatalogueProblem[] = [
    ...sourceProblems(catalogue, item.id, item.sources),
    ...citations(catalogue, item.id, [item.statusBasis, item.note]),
  ];
  const add = (rule: string, message: string): void => {
    problems.push({ rule, where: item.id, message });
  };
  // The names of SSP primitives are those of its own element model, which is not one of CSP.
  if (!item.table.startsWith('ssp')) {
    for (const name of item.primitives)
      if (!isPrimitiveName(name)) add('reference', `primitive '${name}' does not exist`);
  }
  for (const code of item.functionCodes) {
    if (!isServiceLeaf(code) && !MANDATORY_TOKENS.includes(code))
      add('reference', `function code '${code}' does not exist`);
  }
  const applicable = (['1.1', '1.2', '1.3'] as const).filter((version) => item.status[version] !== 'NA');
  if (applicable.join() !== item.versions.join()) {
    add('versions', `has versions ${item.versions.join(', ')}, but a status other than NA in ${applicable.join(', ')}`);
  }
  const conditional = Object.values(item.status).includes('C');
  if (conditional !== (item.condition !== undefined)) {
    add('condition', conditional ? 'has status C without a condition' : 'has a condition without status C');
  }
  const status = item.status['1.3'];
  const side = item.role === 'server' ? 'SF' : 'CF';
  const group =
    status === 'NA' || catalogue.table(item.table)?.document13 === null ? null : `${status === 'O' ? 'O' : 'M'}${side}`;
  if (item.group !== group)
    add('group', `is in group ${item.group}, by its 1.3 status ${status} it should be in ${group}`);
  return problems;
}

function otherFiles(catalogue: Catalogue): CatalogueProblem[] {
  const problems: CatalogueProblem[] = [];
  const add = (where: string, message: string): void => {
    problems.push({ rule: 'reference', where, message });
  };
  const needItem = (where: string, id: string): void => {
    if (catalogue.item(id) === undefined) add(where, `item ${id} does not exist`);
  };
  const needRequirement = (where: string, id: string): void => {
    if (catalogue.requirement(id) === undefined) add(where, `requirement ${id} does not exist`);
  };
  const needTable = (where: string, name: string): void => {
    if (catalogue.table(name) === undefined) add(where, `table ${name} does not exist`);
  };
  for (const area of catalogue.areas) problems.push(...sourceProblems(catalogue, area.id, area.chapters));
  for (const ambiguity of catalogue.ambiguities) for (const id of ambiguity.affects) needRequirement(ambiguity.id, id);
  for (const feature of catalogue.newFeatures) {
    for (const id of feature.items) needItem(feature.name, id);
    for (const id of feature.requirements) needRequirement(feature.name, id);
  }
  for (const group of catalogue.groups) {
    for (const table of group.tables) needTable(group.group, table);
    for (const { claimed, tables } of group.where ?? []) {
      needItem(group.group, claimed);
      for (const table of tables) needTable(group.group, table);
    }
    for (const one of group.oneOf ?? []) {
      if ('item' in one) needItem(group.group, one.item);
      else for (const table of one.tables) needTable(group.group, table);
    }
  }
  const aliases = new Set(
    catalogue.documents.flatMap((release) => release.documents.flatMap((one) => one.alias ?? [])),
  );
  for (const { release, documents } of catalogue.documents) {
    for (const document of documents)
      for (const table of document.tables) needTable(`${release} ${document.ref}`, table);
  }
  for (const row of catalogue.erdef('1.3').rows) {
    for (const { alias } of row.specNames)
      if (!aliases.has(alias)) add(row.id, `document ${alias} is not in documents.json`);
  }
  const rows = new Set(catalogue.erdef('1.3').rows.map((row) => row.id));
  for (const table of catalogue.tables) {
    for (const row of Object.values(table.claimedBy13 ?? {}))
      if (!rows.has(row)) add(table.table, `ERDEF row ${row} does not exist`);
  }
  return problems;
}
