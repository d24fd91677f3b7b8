/** Search over what a run knows by name: items, requirements, rows, scenarios, primitives, presence attributes. */
import { PRESENCE_ATTRIBUTES } from '../../../protocol/facts/presence.ts';
import { releases } from '../../../report/view/definition.ts';
import type { Mark } from '../../../report/view/marks.ts';
import { itemMark, requirementMark } from '../../../report/view/marks.ts';
import type { Reference } from '../../../report/view/reference.ts';
import { scenarioParts } from '../../../report/view/words.ts';
import type { RequirementResult } from '../../../results/results.ts';
import { to } from '../router.ts';
import type { Report } from './report.ts';

export interface Entry {
  readonly kind:
    | 'Requirement'
    | 'Item'
    | 'Row'
    | 'Attribute'
    | 'Primitive'
    | 'Element'
    | 'Code'
    | 'Source'
    | 'Open point'
    | 'Defect'
    | 'Variant'
    | 'Term'
    | 'Scenario';
  readonly id: string;
  readonly text: string;
  readonly href: string;
  readonly mark: Mark | undefined;
  /** Id, text and whatever else it may be found by, in lower case. */
  readonly haystack: string;
}

export interface Found {
  readonly entries: readonly Entry[];
  /** All that match, shown or not. */
  readonly total: number;
  /** Of how many. */
  readonly of: number;
  /** For a search without a match: the words nearest to the query. */
  readonly nearest: string | undefined;
}

/** Kinds that stand before the others. */
const FIRST: ReadonlySet<Entry['kind']> = new Set(['Requirement', 'Item']);

/** Entries shown at once. */
const ENTRIES_SHOWN = 60;

function entry(
  kind: Entry['kind'],
  id: string,
  text: string,
  href: string,
  mark: Mark | undefined,
  more: readonly string[] = [],
): Entry {
  return { kind, id, text, href, mark, haystack: [id, text, ...more].join(' ').toLowerCase() };
}

/** Everything that can be found; what stands in the reference, once it was read. */
export function entriesOf(report: Report, reference?: Reference): readonly Entry[] {
  const { run, heads } = report;
  const scenarios = new Map(heads.map((head) => [head.scenario, head]));
  const primitives = new Map<string, number>();
  for (const head of heads) for (const name of head.primitives) primitives.set(name, (primitives.get(name) ?? 0) + 1);
  return [
    ...run.requirements.map((r) =>
      entry('Requirement', r.id, r.statement, to.requirement(r.id), requirementMark(r), [
        ...r.sources,
        ...observedIn(r),
      ]),
    ),
    ...run.items.map((i) => entry('Item', i.id, i.feature, to.item(i.id), itemMark(i, report.requirementsOf(i)))),
    ...releases(run.expressions).flatMap(({ version, rows }) =>
      rows.map((e) => entry('Row', e.id, `${e.feature}, ${version}`, to.definition(version, e.id), undefined)),
    ),
    ...PRESENCE_ATTRIBUTES.map(({ name, meaning }) => entry('Attribute', name, meaning, to.attribute(name), undefined)),
    ...(reference === undefined
      ? [...primitives].map(([name, n]) => entry('Primitive', name, `in ${n} scenarios`, to.scenarios(name), undefined))
      : referenceEntries(reference)),
    ...[...scenarios.values()].map((head) => {
      const { place, name } = scenarioParts(head.scenario);
      return entry(
        'Scenario',
        place.split('/').at(-1) ?? '',
        name,
        to.scenario(report.addressOf(head.key)),
        head.verdict,
      );
    }),
  ];
}

function referenceEntries(reference: Reference): readonly Entry[] {
  const { primitives, elements, codes, sources, openPoints, seeded, glossary } = reference;
  const names = new Set(primitives.map(({ name }) => name));
  return [
    ...primitives.map(({ name, direction, transaction }) =>
      entry('Primitive', name, `${transaction}, ${direction}`, to.entry('primitive', name), undefined),
    ),
    ...codes.map(({ code, name, meaning }) =>
      entry('Code', String(code), `${name}: ${meaning}`, to.entry('code', String(code)), undefined),
    ),
    ...elements
      .filter(({ key }) => !names.has(key))
      .map(({ key, forms, tokens }) =>
        entry(
          'Element',
          key,
          `${forms[0]?.notation ?? ''}${tokens[0] === undefined ? '' : `; token ${tokens[0][1]}`}`,
          to.entry('element', key),
          undefined,
        ),
      ),
    ...glossary.map(({ term, meaning }) => entry('Term', term, meaning, to.entry('term', term), undefined)),
    ...openPoints.map(({ id, point }) => entry('Open point', id, point, to.entry('open-point', id), undefined)),
    ...sources.map(({ tag, title, says }) => entry('Source', tag, title, to.entry('source', tag), undefined, [says])),
    ...seeded.map(({ id, kind, title, requirements }) =>
      entry(kind === 'defect' ? 'Defect' : 'Variant', id, title, to.entry('defect', id), undefined, requirements),
    ),
  ];
}

/** Observations of its checks and reasons why they stay open, so that a status code or an observation leads to the requirement. */
function observedIn({ checks }: RequirementResult): readonly string[] {
  return [...new Set(checks.flatMap(({ observed, cause }) => [observed, cause?.message]))].filter(
    (text) => text !== undefined,
  );
}

/** Entries that hold every word asked for; those whose id begins with it come first. */
export function search(entries: readonly Entry[], text: string): Found {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return { entries: [], total: 0, of: entries.length, nearest: undefined };
  const matching = entries.filter((entry) => words.every((word) => entry.haystack.includes(word)));
  const rank = (entry: Entry) => {
    const id = entry.id.toLowerCase();
    if (id === words.join(' ')) return 0;
    if (`-${id}`.endsWith(`-${words.join(' ')}`) && /\d$/.test(id) && !FIRST.has(entry.kind)) return 1;
    if (words.some((word) => id.startsWith(word))) return 2;
    if (words.some((word) => `-${id}`.includes(`-${word}`))) return 3;
    return words.some((word) => id.includes(word)) ? 4 : 5;
  };
  const order = (entry: Entry) => {
    const near = rank(entry);
    // An identifier that was typed whole, or the number of a row, comes first; then items and requirements; then the rest.
    if (near < 2) return near;
    return near + (FIRST.has(entry.kind) ? 0 : 10) + (entry.mark === 'not-applicable' ? 0.5 : 0);
  };
  const ordered = matching.map((entry) => [order(entry), entry] as const).sort((a, b) => a[0] - b[0]);
  return {
    entries: ordered.slice(0, ENTRIES_SHOWN).map(([, entry]) => entry),
    total: matching.length,
    of: entries.length,
    nearest: matching.length > 0 ? undefined : nearest(entries, words),
  };
}

/** Every unknown word replaced by the one nearest to it that some entry has. */
function nearest(entries: readonly Entry[], words: readonly string[]): string | undefined {
  const known = new Set(entries.flatMap((entry) => entry.haystack.match(/[\p{L}\d-]{2,}/gu) ?? []));
  const better = words.map((word) => {
    // Another number is not near: it means something else.
    if (/^\d+$/.test(word)) return undefined;
    if (entries.some((entry) => entry.haystack.includes(word))) return word;
    let best: string | undefined;
    let least = Math.max(1, Math.floor(word.length / 3)) + 1;
    for (const candidate of known) {
      if (Math.abs(candidate.length - word.length) >= least) continue;
      const d = distance(word, candidate);
      if (d < least) [least, best] = [d, candidate];
    }
    return best;
  });
  if (better.some((word) => word === undefined)) return undefined;
  const text = better.join(' ');
  return text === words.join(' ') ? undefined : text;
}

/** Edits that turn one word into the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min((next[j - 1] ?? 0) + 1, (row[j] ?? 0) + 1, (row[j - 1] ?? 0) + same));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
