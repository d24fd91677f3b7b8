/** The rest of the catalogue: items, areas, tables, ERDEF rows, ambiguities, sources. */
import { catalogue } from '../../conformance/catalogue/catalogue.ts';
import type { Ambiguity, Area, ErdefRow, Item, ItemTable, Source } from '../../conformance/catalogue/types.ts';
import { isWithin, pathOfSteps } from '../../conformance/features/places.ts';
import { VERSIONS } from '../../protocol/version.ts';
import type { Known } from './known.ts';
import { each, type Field, given, type Shown } from './shown.ts';

export function statusOf(item: Item): string {
  return VERSIONS.map((v) => `${v} ${item.status[v]}`).join(', ');
}

export function showItem(item: Item): Shown {
  return {
    kind: 'item',
    id: item.id,
    title: `${item.id}  ${item.feature}`,
    fields: [
      ['table', item.table],
      ['role', item.role],
      ['status', `${statusOf(item)} (confidence ${item.statusConfidence}; ${item.statusBasis})`],
      ...given('mandatory where', item.condition),
      ...given('requires', item.requires ?? undefined),
      ...given('group', item.group ?? undefined),
      ...given('codes', item.functionCodes.join(', ')),
      ...given('primitives', item.primitives.join(', ')),
      ...given('assessed', item.assessable),
      ...given('note', item.note),
      ['sources', item.sources.join('; ')],
      ...catalogue.requirementsOf(item.id).map((r): Field => [r.id, r.statement]),
    ],
  };
}

export function showArea(area: Area, { features, sources }: Known): Shown {
  const uris = new Set(features.scenarios.map((s) => s.uri));
  const path = (uri: string) => uri.replace(/^features\//, '').replace(/\.feature$/, '');
  const files = (folder: string, name: (file: string) => string) =>
    sources.files(folder).filter((file) => isWithin(name(file), area));
  const below = (folder: string) => (file: string) => file.slice(folder.length + 1).replace(/\.ts$/, '');
  return {
    kind: 'area',
    id: area.id,
    title: `${area.id}  ${area.title}`,
    fields: [
      ['path', area.folder],
      ...each('chapter', area.chapters),
      ['requirements', `scr-tables/requirements/${area.id.toLowerCase()}.json`],
      ...each(
        'feature',
        [...uris].filter((uri) => isWithin(path(uri), area)),
      ),
      ...each('steps', files('steps', pathOfSteps)),
      ...each('defects', files('src/proof/defects', below('src/proof/defects'))),
      ...each('variants', files('src/proof/variants', below('src/proof/variants'))),
      ...area.requirements.map((r): Field => [r.id, r.statement]),
    ],
  };
}

export function showTable(table: ItemTable): Shown {
  return {
    kind: 'table',
    id: table.table,
    title: `${table.table}  ${table.title}`,
    fields: [
      ['role', table.role ?? 'server and client'],
      ...given('note', table.note),
      ...table.items.map((item): Field => [item.id, `${statusOf(item)}  ${item.feature}`]),
    ],
  };
}

export function showAmbiguity(a: Ambiguity): Shown {
  return {
    kind: 'ambiguity',
    id: a.id,
    title: `${a.id}  ${a.point}`,
    fields: [
      ['area', a.area],
      ...a.readings.map((r): Field => ['reading', `${r.reading} (${r.sources.join('; ') || 'no source'})`]),
      ['default', a.default],
      ...given('switch', a.switch),
      ...given('in the ICS', a.choices && `readings: { ${a.id}: ${a.choices.join(' or ')} }`),
      ['affects', a.affects.join(', ') || 'nothing that is checked'],
    ],
  };
}

export function showSource(source: Source): Shown {
  const cites = (sources: readonly string[]) => sources.some((one) => one.split(':')[0] === source.tag);
  const items = catalogue.items.filter((item) => cites(item.sources));
  return {
    kind: 'source',
    id: source.tag,
    title: `${source.tag}  ${source.title}`,
    fields: [
      ['kind', source.kind],
      ['says', source.says],
      ...given('items', items.map((item) => item.id).join(', ')),
      ...catalogue.requirements
        .filter((r) => cites(r.sources))
        .map((r): Field => [r.id, r.sources.filter((one) => cites([one])).join('; ')]),
    ],
  };
}

export function showRow(row: ErdefRow, release: string): Shown {
  return {
    kind: 'ERDEF row',
    id: row.id,
    title: `${row.id}  ${row.feature}`,
    fields: [
      ['release', release],
      ['role', row.role],
      ['status', row.status],
      ['as printed', row.asPrinted],
      ['read as', row.normalised],
      ...row.errata.map((e): Field => ['erratum', `printed ${e.asPrinted}, read ${e.corrected}: ${e.why}`]),
    ],
  };
}
