/**
 * The words of a selection of requirements: ids, patterns (`CSP-LOG-*`), areas (`LOG`, `CSP-LOG`, `SSP`), items, tables,
 * ERDEF rows, levels (`must`), `all`, or a key and a value (`confidence:high`). Letter case does not matter.
 */
import { VERSIONS } from '../../protocol/version.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { ErdefRow, Requirement } from '../catalogue/types.ts';
import { namesIn } from '../expressions/expression.ts';
import { expressionOf } from '../expressions/parse.ts';
import type { Resolution, Vocabulary } from './language.ts';

type Values = (catalogue: Catalogue, requirement: Requirement) => readonly string[];

/** The keys of `key:value`, each with the values a requirement has under it. */
const KEYS: Readonly<Record<string, Values>> = {
  id: (_, one) => [one.id],
  area: (_, one) => [one.area],
  item: (_, one) => [one.item],
  table: (catalogue, one) => [catalogue.item(one.item)?.table ?? ''],
  level: (_, one) => [one.level],
  confidence: (_, one) => [one.confidence],
  version: (catalogue, one) => catalogue.effectiveVersions(one),
  actor: (_, one) => [one.actor],
  role: (catalogue, one) => [catalogue.item(one.item)?.role ?? ''],
  status: (catalogue, one) => Object.values(catalogue.item(one.item)?.status ?? {}),
  feature: (_, one) => (one.feature === undefined ? [] : [one.feature]),
  transaction: (_, one) => (one.transaction === undefined ? [] : [one.transaction]),
  primitive: (_, one) => one.primitives,
  code: (_, one) =>
    [one.statusCode, ...one.altStatusCodes].flatMap((code) => (code === undefined ? [] : [String(code)])),
  source: (_, one) => one.sources.map((source) => source.split(':')[0] ?? source),
  ambiguity: (catalogue, one) => catalogue.ambiguitiesOf(one.id).map((ambiguity) => ambiguity.id),
  testability: (_, one) => [one.testability],
  'runs-in': (_, one) => [one.runsIn],
};

/** Keys of which all values are known even where no requirement has one. */
const ALL_VALUES: Readonly<Record<string, readonly string[]>> = {
  level: ['MUST', 'SHOULD', 'MAY'],
  confidence: ['high', 'medium', 'low'],
  version: VERSIONS,
};

/** Requirements by the words of the catalogue; `further` is asked first what a word means. */
export function requirementWords(
  catalogue: Catalogue,
  further: (word: string) => Resolution | undefined = () => undefined,
): Vocabulary {
  return {
    all: () => idsOf(catalogue.requirements),
    word: (word) => further(word) ?? resolveWord(catalogue, word),
  };
}

/** A pattern with `*` and `?`, in any letter case. */
export function patternOf(glob: string): RegExp {
  const escaped = glob
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${escaped}$`, 'i');
}

export function isGlob(word: string): boolean {
  return /[*?]/.test(word);
}

function idsOf(requirements: readonly Requirement[]): ReadonlySet<string> {
  return new Set(requirements.map((one) => one.id));
}

/** `LOG` is in `CSP-LOG`, `CIR` in `TRN-CIR-TCP`, `SSP` in all areas of SSP: whole words between hyphens. */
function areaHas(area: string, word: string): boolean {
  return `-${area}-`.toLowerCase().includes(`-${word.toLowerCase()}-`);
}

function resolveWord(catalogue: Catalogue, word: string): Resolution {
  const colon = word.indexOf(':');
  if (colon >= 0) return keyAndValue(catalogue, word.slice(0, colon), word.slice(colon + 1).replace(/^"|"$/g, ''));
  const lower = word.toLowerCase();
  if (lower === 'all') return { ids: idsOf(catalogue.requirements) };
  if (isGlob(word)) return glob(catalogue, word);
  const same = (name: string): boolean => name.toLowerCase() === lower;

  const requirement = catalogue.requirements.find((one) => same(one.id));
  if (requirement !== undefined) return { ids: new Set([requirement.id]) };
  const item = catalogue.items.find((one) => same(one.id));
  if (item !== undefined) return { ids: new Set(item.requirements) };
  if (/^(must|should|may)$/.test(lower)) return keyAndValue(catalogue, 'level', word);
  // `ssp` and `pa` are tables and protocols: such a word means both, `table:ssp` the table alone.
  const tables = catalogue.tables.filter((one) => same(one.table)).flatMap((table) => table.items);
  const areas = catalogue.areas.filter((area) => areaHas(area.id, word)).flatMap((area) => area.requirements);
  const both = new Set([...tables.flatMap((one) => one.requirements), ...areas.map((one) => one.id)]);
  if (tables.length > 0 || both.size > 0) return { ids: both };
  const rows = [...catalogue.erdef('1.3').rows, ...catalogue.erdef('1.2').rows].filter((row) => same(row.id));
  if (rows.length > 0) return { ids: new Set(rows.flatMap((row) => rowRequirements(catalogue, row))) };

  const among = [...namesOf(catalogue), ...shortAreas(catalogue)];
  return { problem: `'${word}' is no requirement, area, item or table`, near: word, among };
}

/** Groups that a row names; rows that only combine other rows name none of their own. */
function rowRequirements(catalogue: Catalogue, row: ErdefRow): readonly string[] {
  const groups = namesIn(expressionOf(row.normalised)).flatMap((name) => catalogue.group(name) ?? []);
  return groups.flatMap((group) =>
    group.tables
      .flatMap((name) => catalogue.table(name)?.items ?? [])
      .filter((item) => item.role === group.role)
      .flatMap((item) => item.requirements),
  );
}

function glob(catalogue: Catalogue, word: string): Resolution {
  const pattern = patternOf(word);
  const ids = new Set(catalogue.requirements.filter((one) => pattern.test(one.id)).map((one) => one.id));
  for (const item of catalogue.items) {
    if (pattern.test(item.id)) for (const id of item.requirements) ids.add(id);
  }
  if (ids.size > 0) return { ids };
  const near = word.replace(/[*?].*$/, '').replace(/-$/, '');
  return {
    problem: `'${word}' matches no requirement and no item`,
    near,
    among: [...catalogue.areas.map((area) => area.id), ...shortAreas(catalogue)],
  };
}

function keyAndValue(catalogue: Catalogue, key: string, value: string): Resolution {
  const values = KEYS[key.toLowerCase()];
  const keys = Object.keys(KEYS);
  if (values === undefined) {
    return { problem: `'${key}' is no key; keys are ${keys.join(', ')}`, near: key, among: keys };
  }
  const lower = value.toLowerCase();
  const pattern = isGlob(value) ? patternOf(value) : undefined;
  const isArea = key.toLowerCase() === 'area';
  const matches = (one: string): boolean =>
    pattern?.test(one) ?? (one.toLowerCase() === lower || (isArea && areaHas(one, value)));
  const ids = idsOf(catalogue.requirements.filter((one) => values(catalogue, one).some(matches)));
  const known = [
    ...new Set([
      ...(ALL_VALUES[key.toLowerCase()] ?? []),
      ...catalogue.requirements.flatMap((one) => values(catalogue, one)),
    ]),
  ];
  if (ids.size > 0 || known.some(matches)) return { ids };
  const list = known.length <= 8 ? `; ${key} is one of ${known.join(', ')}` : '';
  return { problem: `no requirement has ${key} '${value}'${list}`, near: value, among: known };
}

function namesOf(catalogue: Catalogue): readonly string[] {
  return [
    ...catalogue.requirements.map((one) => one.id),
    ...catalogue.items.map((one) => one.id),
    ...catalogue.tables.map((one) => one.table),
    ...catalogue.areas.map((one) => one.id),
    ...catalogue.erdef('1.3').rows.map((one) => one.id),
  ];
}

function shortAreas(catalogue: Catalogue): readonly string[] {
  return [...new Set(catalogue.areas.map((area) => area.id.replace(/^[A-Z]+-/, '')))];
}
