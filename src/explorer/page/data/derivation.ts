/**
 * From the answer down to what decided it: the rows of the release definition one by one, the group, the item, the
 * requirement. Values come from the run; only the order in which rows fell is worked out again here, to tell a row that
 * fell by itself from one that fell because it refers back.
 */

import { mandatoryRows } from '../../../report/view/answer.ts';
import { type Release, releases } from '../../../report/view/definition.ts';
import { isMandatory, requirementMark } from '../../../report/view/marks.ts';
import { count, list, sentence, stop } from '../../../report/view/words.ts';
import type { Explanation, ExpressionResult, ItemResult, RequirementResult } from '../../../results/results.ts';
import { atoms, evaluate, type Node, parse, shortId, type Truth } from './expression.ts';
import type { Report } from './report.ts';

/** The part of a name in an expression: it decides, it merely fell with others, nobody claimed it. */
export type AtomState = 'decides' | 'fell' | 'not-claimed' | 'holds' | 'unknown';

export type Station =
  | {
      readonly kind: 'row';
      readonly release: string;
      readonly row: ExpressionResult;
      readonly states: ReadonlyMap<string, AtomState>;
      readonly why: string;
    }
  | { readonly kind: 'group'; readonly id: string; readonly name: string; readonly why: string }
  | { readonly kind: 'item'; readonly item: ItemResult; readonly why: string }
  | { readonly kind: 'requirement'; readonly requirement: RequirementResult };

export interface Definition {
  readonly release: Release;
  readonly rows: ReadonlyMap<string, ExpressionResult>;
  readonly nodes: ReadonlyMap<string, Node>;
  /** Values of names that are no rows, why, and the items they come from. */
  readonly groups: ReadonlyMap<string, Explanation>;
  /** In which round a row was struck, from 1. */
  readonly struck: ReadonlyMap<string, number>;
}

/** The definitions of a run, the latest release first. */
export function definitionsOf(expressions: readonly ExpressionResult[]): readonly Definition[] {
  return releases(expressions).map(definitionOf).reverse();
}

function definitionOf(release: Release): Definition {
  const rows = new Map(release.rows.map((e) => [e.id, e]));
  const nodes = new Map<string, Node>();
  const groups = new Map<string, Explanation>();
  for (const row of release.rows) {
    const node = parse(row.normalised);
    if (node === undefined) continue;
    nodes.set(row.id, node);
    const outside = new Set(atoms(node).filter((atom) => !rows.has(atom)));
    collect(row.explanation, outside, groups);
  }
  const struck = new Map<string, number>();
  for (let round = 1; round <= release.rows.length; round++) {
    const value = (atom: string): Truth =>
      rows.has(atom) ? (struck.has(atom) ? 'false' : 'true') : (groups.get(atom)?.value ?? 'unknown');
    const falling = [...nodes].filter(([id, node]) => !struck.has(id) && evaluate(node, value) === 'false');
    if (falling.length === 0) break;
    for (const [id] of falling) struck.set(id, round);
  }
  return { release, rows, nodes, groups, struck };
}

/** The explanations of the names, wherever they stand in a tree; not of what lies below them. */
function collect(part: Explanation, names: ReadonlySet<string>, into: Map<string, Explanation>): void {
  if (names.has(part.text)) into.set(part.text, part);
  else for (const inner of part.parts) collect(inner, names, into);
}

/** The stations from a mandatory row that explains the answer; from the item where no row does. */
export function derive(report: Report): readonly Station[] {
  const { value } = report.answer;
  const wanted: Truth = value === 'yes' ? 'true' : value === 'no' ? 'false' : 'unknown';
  const mandatory = new Set(mandatoryRows(report.run));
  for (const definition of definitionsOf(report.run.expressions)) {
    const top = definition.release.rows.find((row) => row.value === wanted && mandatory.has(row));
    if (top !== undefined) return walk(top.id, wanted, definition, report);
  }
  return wanted === 'true' ? [] : itemStations(report, report.run.items);
}

function walk(top: string, wanted: Truth, definition: Definition, report: Report): readonly Station[] {
  const stations: Station[] = [];
  const seen = new Set<string>();
  let at: string | undefined = top;
  while (at !== undefined && !seen.has(at)) {
    seen.add(at);
    const row: ExpressionResult | undefined = definition.rows.get(at);
    if (row === undefined) return [...stations, ...groupStations(report, definition, at)];
    const node = definition.nodes.get(at);
    if (node === undefined) break;
    const next = decisive(node, at, wanted, definition, report);
    const { version } = definition.release;
    stations.push({ kind: 'row', release: version, row, ...statesOf(row, node, next, definition, report) });
    at = next;
  }
  return stations;
}

function valueIn(atom: string, definition: Definition): Truth {
  return definition.rows.get(atom)?.value ?? definition.groups.get(atom)?.value ?? 'unknown';
}

/** The one name that explains the value: in AND what fell first, groups before rows; in OR what was claimed. */
function decisive(node: Node, row: string, wanted: Truth, d: Definition, report: Report): string | undefined {
  if ('atom' in node) return node.atom;
  const value = (part: Node) => evaluate(part, (atom) => valueIn(atom, d));
  const parts = node.parts.filter((part) => value(part) === wanted);
  const rank = (part: Node): number => {
    const names = atoms(part);
    const claimed = names.some((name) => isClaimed(name, d, report)) ? 0 : 1000;
    const group = names.every((name) => !d.rows.has(name)) ? 0 : 100;
    const round = Math.min(...names.map((name) => d.struck.get(name) ?? 50));
    const back = round >= (d.struck.get(row) ?? 0) && group > 0 ? 10 : 0;
    return (node.op === 'OR' ? claimed : 0) + group + round + back;
  };
  const [first] = [...parts].sort((a, b) => rank(a) - rank(b));
  return first === undefined ? undefined : decisive(first, row, wanted, d, report);
}

/** True if the claim says anything for a row or a group: some item of the table behind it is claimed. */
export function isClaimed(atom: string, d: Definition, report: Report, seen: ReadonlySet<string> = new Set()): boolean {
  const node = d.nodes.get(atom);
  if (node === undefined) return itemsOfGroup(report, d, atom).some((item) => item.claimed);
  if (seen.has(atom)) return true;
  const deeper = new Set([...seen, atom]);
  const holds = (name: string): Truth => (isClaimed(name, d, report, deeper) ? 'true' : 'false');
  return evaluate(node, holds) === 'true';
}

function statesOf(
  row: ExpressionResult,
  node: Node,
  next: string | undefined,
  d: Definition,
  report: Report,
): { readonly states: ReadonlyMap<string, AtomState>; readonly why: string } {
  const states = new Map<string, AtomState>();
  for (const atom of atoms(node)) {
    const value = valueIn(atom, d);
    if (value === 'true') states.set(atom, 'holds');
    else if (value === 'unknown') states.set(atom, 'unknown');
    else if (atom === next) states.set(atom, 'decides');
    else states.set(atom, isClaimed(atom, d, report) ? 'fell' : 'not-claimed');
  }
  const of = (state: AtomState) => [...states].filter(([, s]) => s === state).map(([atom]) => atom);
  const own = d.struck.get(row.id) ?? 0;
  if (row.value === 'true') {
    const idle = [...of('fell'), ...of('not-claimed')];
    const why =
      idle.length === 0
        ? ''
        : `${names(idle)} ${idle.length === 1 ? 'does' : 'do'} not hold and ${idle.length === 1 ? 'is' : 'are'} not needed.`;
    return { states, why };
  }
  const back = of('fell').filter((atom) => (d.struck.get(atom) ?? 0) > own);
  const along = of('fell').filter((atom) => !back.includes(atom));
  const sentences: string[] = [];
  if ('op' in node && node.op === 'OR' && row.value === 'false') sentences.push('Any of them would do.');
  if (back.length > 0)
    sentences.push(`${names(back)} ${back.length === 1 ? 'fails' : 'fail'} only because of rows that failed before.`);
  if (along.length > 0) sentences.push(`${names(along)} ${along.length === 1 ? 'falls' : 'fall'} as well.`);
  const open = of('not-claimed');
  if (open.length > 0) sentences.push(`${names(open)} ${open.length === 1 ? 'is' : 'are'} not claimed.`);
  return { states, why: sentences.join(' ') };
}

function names(ids: readonly string[]): string {
  return list(ids.map(shortId));
}

const GROUPS: Readonly<Record<string, readonly [words: string, role: 'server' | 'client', mandatory: boolean]>> = {
  MSF: ['Mandatory server features', 'server', true],
  OSF: ['Optional server features', 'server', false],
  MCF: ['Mandatory client features', 'client', true],
  OCF: ['Optional client features', 'client', false],
};

/** The items behind a group: those its value was explained by; else those of its table and role. */
export function itemsOfGroup(report: Report, definition: Definition, group: string): readonly ItemResult[] {
  const explained = itemsIn(definition.groups.get(group), report);
  if (explained.length > 0) return explained;
  const match = /^(.+)-(1\.\d):([A-Z]+)$/.exec(group);
  const kind = GROUPS[match?.[3] ?? ''];
  if (match === null || kind === undefined) return [];
  const alias = (match[1] ?? '').toLowerCase();
  const [, role, mandatory] = kind;
  const table = alias === 'csp' ? `csp-${role}` : alias;
  return report.run.items.filter(
    (item) =>
      item.role === role &&
      item.table === table &&
      isMandatory(item, report.requirementsOf(item), report.run) === mandatory,
  );
}

function itemsIn(part: Explanation | undefined, report: Report): readonly ItemResult[] {
  const found = (part?.parts ?? []).flatMap((inner): readonly ItemResult[] => {
    const item = report.item(inner.text);
    return item === undefined ? itemsIn(inner, report) : [item];
  });
  return [...new Set(found)];
}

function groupStations(report: Report, definition: Definition, group: string): readonly Station[] {
  const match = /^(.+)-1\.\d:([A-Z]+)$/.exec(group);
  const [words] = GROUPS[match?.[2] ?? ''] ?? ['Group'];
  const items = itemsOfGroup(report, definition, group);
  const because = definition.groups.get(group)?.because;
  const met = items.filter((item) => item.verdict === 'pass').length;
  const why = because === undefined ? `${count(items.length, 'item')}, ${met} met.` : stop(sentence(because));
  return [
    { kind: 'group', id: group, name: `${words} of ${match?.[1] ?? group}`, why },
    ...itemStations(report, items),
  ];
}

/** The first item that is not met, and the first of its requirements that decides so. */
function itemStations(report: Report, items: readonly ItemResult[]): readonly Station[] {
  const open = items.filter((item) => ['fail', 'error', 'inconclusive'].includes(item.verdict));
  const item = open.find((one) => one.verdict === 'fail') ?? open[0];
  if (item === undefined) return [];
  const requirements = report.requirementsOf(item).filter((r) => r.verdict !== 'not-applicable');
  const marks = requirements.map(requirementMark);
  const of = (mark: string) => marks.filter((m) => m === mark).length;
  const counted = (['pass', 'fail', 'inconclusive', 'error'] as const).filter((mark) => of(mark) > 0);
  const others = open.length - 1;
  const why = [
    `${count(requirements.length, 'requirement')}: ${counted.map((mark) => `${of(mark)} ${mark}`).join(', ')}.`,
    ...(others > 0 ? [`${count(others, 'more item')} below.`] : []),
  ].join(' ');
  const requirement = requirements.find((r) => r.verdict === item.verdict);
  return [
    { kind: 'item', item, why },
    ...(requirement === undefined ? [] : [{ kind: 'requirement', requirement } as const]),
  ];
}
