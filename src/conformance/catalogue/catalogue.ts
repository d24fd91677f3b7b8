/**
 * The catalogue: ERDEF tables, item tables, requirements and what belongs to them, from scr-tables. Each part is read
 * when it is first asked for; everything together takes some ten milliseconds. The files are trusted here: that they
 * keep their schemas and fit together is what `lint.ts` checks.
 */
import type { Confidence, Version } from '../../protocol/version.ts';
import { nearest as nearestNames } from '../nearest.ts';
import { CatalogueError, frozenIds, readTable, tablesDirectory, tablesIn } from './files.ts';
import type {
  AdapterNeed,
  Ambiguity,
  Area,
  ErdefTable,
  Group,
  Item,
  ItemTable,
  NewFeature,
  Release,
  ReleaseDocuments,
  Requirement,
  Source,
} from './types.ts';

export interface Catalogue {
  /** The folder it was read from. */
  readonly directory: string;
  readonly tables: readonly ItemTable[];
  /** All items, table by table. */
  readonly items: readonly Item[];
  readonly areas: readonly Area[];
  /** All requirements, area by area. */
  readonly requirements: readonly Requirement[];
  readonly groups: readonly Group[];
  readonly ambiguities: readonly Ambiguity[];
  readonly sources: readonly Source[];
  readonly adapters: readonly AdapterNeed[];
  readonly documents: readonly ReleaseDocuments[];
  /** The 19 features named as new in 1.3, and what came with it besides. */
  readonly newFeatures: readonly NewFeature[];
  /** Requirement ids by the release that froze them. */
  readonly frozen: ReadonlyMap<string, readonly string[]>;

  item(id: string): Item | undefined;
  requirement(id: string): Requirement | undefined;
  table(name: string): ItemTable | undefined;
  area(id: string): Area | undefined;
  group(name: string): Group | undefined;
  ambiguity(id: string): Ambiguity | undefined;
  erdef(release: Release): ErdefTable;
  /** The requirements of an item, in the order of the areas. */
  requirementsOf(item: string): readonly Requirement[];
  /** Versions in which a requirement applies: those of the statement in which its item is not NA. */
  effectiveVersions(requirement: Requirement): readonly Version[];
  /** The ambiguities that affect a requirement. */
  ambiguitiesOf(requirement: string): readonly Ambiguity[];
  /** Names of requirements, items, areas, tables and ERDEF rows that are nearly this one, nearest first. */
  nearest(name: string): readonly string[];
}

type ListedArea = Omit<Area, 'requirements'>;

interface AreaFile {
  readonly area: string;
  readonly requirements: readonly (Omit<Requirement, 'area' | 'altStatusCodes'> & {
    readonly altStatusCodes?: readonly number[];
  })[];
}
type ItemFile = Omit<ItemTable, 'items'> & { readonly items: readonly Omit<Item, 'table' | 'requirements'>[] };

/** Computes once, at the first call. */
function once<T>(compute: () => T): () => T {
  let value: { readonly of: T } | undefined;
  return () => {
    value ??= { of: compute() };
    return value.of;
  };
}

function readAreas(directory: string): readonly Area[] {
  const { areas } = readTable<{ areas: readonly ListedArea[] }>(directory, 'areas.json');
  const listed = byKey(areas, ({ id }) => id);
  return tablesIn(directory, 'requirements').map((file) => {
    const { area, requirements } = readTable<AreaFile>(directory, file);
    const entry = listed.get(area);
    if (entry === undefined) throw new CatalogueError(`areas.json does not list ${area}, the area of ${file}`);
    return {
      ...entry,
      requirements: requirements.map((one) => ({
        ...one,
        area,
        altStatusCodes: one.altStatusCodes ?? [],
        confidenceByVersion: one.confidenceByVersion,
        transaction: one.transaction,
        statusCode: one.statusCode,
        feature: one.feature,
        featureVersions: one.featureVersions,
        condition: one.condition,
        ixit: one.ixit,
      })),
    };
  });
}

function readItems(directory: string, requirements: readonly Requirement[]): readonly ItemTable[] {
  const owned = new Map<string, string[]>();
  for (const { id, item } of requirements) owned.set(item, [...(owned.get(item) ?? []), id]);
  return tablesIn(directory, 'items').map((file) => {
    const table = readTable<ItemFile>(directory, file);
    return {
      ...table,
      note: table.note,
      items: table.items.map((item) => ({
        ...item,
        table: table.table,
        requirements: owned.get(item.id) ?? [],
        condition: item.condition,
        assessable: item.assessable,
        note: item.note,
      })),
    };
  });
}

function byKey<T>(list: readonly T[], key: (one: T) => string): ReadonlyMap<string, T> {
  return new Map(list.map((one) => [key(one), one]));
}

/** The catalogue of a folder laid out like scr-tables; nothing is read before it is asked for. */
export function openCatalogue(directory: string): Catalogue {
  const areas = once(() => readAreas(directory));
  const requirements = once(() => areas().flatMap((area) => area.requirements));
  const tables = once(() => readItems(directory, requirements()));
  const items = once(() => tables().flatMap((table) => table.items));
  const groups = once(() => readTable<{ groups: readonly Group[] }>(directory, 'groups.json').groups);
  const ambiguities = once(
    () => readTable<{ ambiguities: readonly Ambiguity[] }>(directory, 'ambiguities.json').ambiguities,
  );
  const sources = once(() => readTable<{ sources: readonly Source[] }>(directory, 'sources.json').sources);
  const adapters = once(() => readTable<{ adapters: readonly AdapterNeed[] }>(directory, 'adapters.json').adapters);
  const documents = once(
    () => readTable<{ releases: readonly ReleaseDocuments[] }>(directory, 'documents.json').releases,
  );
  const newFeatures = once(() => {
    const file = readTable<{ features: readonly NewFeature[]; besides: readonly NewFeature[] }>(
      directory,
      'features-1.3.json',
    );
    return [...file.features, ...file.besides];
  });
  const frozen = once(() => frozenIds(directory));
  const erdefs = {
    '1.2': once(() => readTable<ErdefTable>(directory, 'erdef-1.2.json')),
    '1.3': once(() => readTable<ErdefTable>(directory, 'erdef-1.3.json')),
  };
  const itemById = once(() => byKey(items(), (item) => item.id));
  const requirementById = once(() => byKey(requirements(), (requirement) => requirement.id));
  const affecting = once(() => {
    const map = new Map<string, Ambiguity[]>();
    for (const ambiguity of ambiguities()) {
      for (const id of ambiguity.affects) map.set(id, [...(map.get(id) ?? []), ambiguity]);
    }
    return map;
  });
  const names = once(() => [
    ...requirementById().keys(),
    ...itemById().keys(),
    ...areas().map((area) => area.id),
    ...tables().map((table) => table.table),
    ...[...erdefs['1.2']().rows, ...erdefs['1.3']().rows].map((row) => row.id),
  ]);

  return {
    directory,
    get tables() {
      return tables();
    },
    get items() {
      return items();
    },
    get areas() {
      return areas();
    },
    get requirements() {
      return requirements();
    },
    get groups() {
      return groups();
    },
    get ambiguities() {
      return ambiguities();
    },
    get sources() {
      return sources();
    },
    get adapters() {
      return adapters();
    },
    get documents() {
      return documents();
    },
    get newFeatures() {
      return newFeatures();
    },
    get frozen() {
      return frozen();
    },
    item: (id) => itemById().get(id),
    requirement: (id) => requirementById().get(id),
    table: (name) => tables().find((table) => table.table === name),
    area: (id) => areas().find((area) => area.id === id),
    group: (name) => groups().find((group) => group.group === name),
    ambiguity: (id) => ambiguities().find((ambiguity) => ambiguity.id === id),
    erdef: (release) => erdefs[release](),
    requirementsOf: (item) =>
      (itemById().get(item)?.requirements ?? []).flatMap((id) => requirementById().get(id) ?? []),
    effectiveVersions: (requirement) => {
      const item = itemById().get(requirement.item);
      return requirement.versions.filter((version) => item !== undefined && item.status[version] !== 'NA');
    },
    ambiguitiesOf: (requirement) => affecting().get(requirement) ?? [],
    nearest: (name) => nearestNames(name, names()),
  };
}

/** The catalogue of this package. */
export const catalogue: Catalogue = openCatalogue(tablesDirectory());

/** Confidence of a requirement in a version: a requirement of low confidence is observed, never judged. */
export function confidenceIn(requirement: Requirement, version: Version): Confidence {
  return requirement.confidenceByVersion?.[version] ?? requirement.confidence;
}
