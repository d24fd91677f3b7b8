/**
 * The sections a report is laid out in: items in the order of their tables, the large table of CSP server items cut at
 * its service elements.
 */
import type { ItemResult, RequirementResult, RunResults } from '../../results/results.ts';
import { byId, isJudged, requirementMark } from './marks.ts';

const TABLES: Readonly<Record<string, string>> = {
  'csp-transport': 'Transport of CSP',
  'csp-xmls': 'Syntaxes of CSP',
  'csp-wbxml': 'Syntaxes of CSP',
  'csp-pts': 'Syntaxes of CSP',
  'csp-sms-1.2': '1.2 only: SMS, command line',
  'clp-1.2': '1.2 only: SMS, command line',
  pa: 'Presence attributes',
  'pa-xmls': 'Presence attributes',
  ssp: 'Server to server',
  'ssp-xmls': 'Server to server',
  'ssp-transport': 'Server to server',
};

/** Areas of requirements, by the first parts of their ids. Areas that belong to no section go with their neighbours. */
const AREAS: Readonly<Record<string, readonly string[]>> = {
  'Session and transactions': ['SES', 'ADR', 'LOG', 'OUT', 'KA', 'SVC', 'CAP', 'POL', 'MUL', 'REG'],
  'Common features': ['SPI', 'SEG', 'MAP', 'SRC', 'INV', 'VID', 'SYS', 'NOT', 'PUB'],
  'Presence and contact lists': ['CLS', 'ATL', 'PRE', 'AUT', 'WAT'],
  'Messaging and access lists': ['IMS', 'DLR', 'OFF', 'EXC', 'ACL'],
  Groups: ['GRP', 'JON', 'MEM', 'PRP', 'GCN'],
};

const SECTION_OF_AREA: ReadonlyMap<string, string> = new Map(
  Object.entries(AREAS).flatMap(([section, areas]) => areas.map((area) => [`CSP-${area}`, section] as const)),
);

export interface Section {
  readonly name: string;
  readonly items: readonly ItemResult[];
}

/** The order of sections, whatever the order of the tables; others follow. */
const ORDER: readonly string[] = [
  ...Object.keys(AREAS),
  'Transport of CSP',
  'Syntaxes of CSP',
  'Presence attributes',
  'Server to server',
  'Client role',
  '1.2 only: SMS, command line',
];

/** The items of a run by section, within a section in the order the results give them. Every item is in exactly one. */
export function sections(results: Pick<RunResults, 'items'>): readonly Section[] {
  const names = results.items.map(sectionName);
  const found = new Map<string, ItemResult[]>();
  results.items.forEach((item, at) => {
    // An item nothing tells the section of stands with the one after it in its table, or before it.
    const neighbours = [...range(at + 1, names.length), ...range(0, at).reverse()];
    const near = neighbours.find((i) => names[i] !== undefined && results.items[i]?.table === item.table);
    const name = names[at] ?? (near === undefined ? undefined : names[near]) ?? item.table;
    const rows = found.get(name);
    if (rows === undefined) found.set(name, [item]);
    else rows.push(item);
  });
  const place = (name: string) => (ORDER.includes(name) ? ORDER.indexOf(name) : ORDER.length);
  return [...found].map(([name, items]) => ({ name, items })).sort((a, b) => place(a.name) - place(b.name));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}

function sectionName(item: ItemResult): string | undefined {
  if (item.role === 'client') return 'Client role';
  const table = TABLES[item.table];
  if (table !== undefined) return table;
  const votes = new Map<string, number>();
  for (const id of item.requirements) {
    const name = SECTION_OF_AREA.get(id.replace(/-\d+$/, ''));
    if (name !== undefined) votes.set(name, (votes.get(name) ?? 0) + 1);
  }
  return [...votes].sort((a, b) => b[1] - a[1])[0]?.[0];
}

export interface SectionCounts {
  readonly name: string;
  /** Requirements that apply to this claim. */
  readonly apply: number;
  readonly pass: number;
  readonly fail: number;
  /** Inconclusive, or an error of the harness. */
  readonly open: number;
  readonly note: number;
  readonly observed: number;
  readonly notCovered: number;
  readonly notSelected: number;
  readonly notApplicable: number;
}

type Counter = { -readonly [K in Exclude<keyof SectionCounts, 'name'>]: number };

/** Requirements counted per section: every requirement once, in the column of its mark. */
export function sectionCounts(results: Pick<RunResults, 'items' | 'requirements'>): readonly SectionCounts[] {
  const requirements = byId(results.requirements);
  return sections(results).map((section) => {
    const own = section.items.flatMap((item) => item.requirements.flatMap((id) => requirements.get(id) ?? []));
    return { name: section.name, ...countRequirements(own) };
  });
}

/** The same counts over any set of requirements, for the row of all. */
export function countRequirements(requirements: readonly RequirementResult[]): Omit<SectionCounts, 'name'> {
  const n: Counter = {
    apply: 0,
    pass: 0,
    fail: 0,
    open: 0,
    note: 0,
    observed: 0,
    notCovered: 0,
    notSelected: 0,
    notApplicable: 0,
  };
  for (const requirement of requirements) {
    if (requirement.verdict === 'not-applicable') n.notApplicable++;
    else if (requirement.verdict === 'not-selected') n.notSelected++;
    else n.apply++;
    if (requirement.verdict === 'not-covered') n.notCovered++;
    const mark = requirementMark(requirement);
    if (mark === 'pass') n.pass++;
    else if (mark === 'fail') n.fail++;
    else if (mark === 'inconclusive' || mark === 'error') n.open++;
    else if (mark === 'note') n.note++;
    else if (mark === 'observed') n.observed++;
  }
  return n;
}

/** Requirements that were decided one way or the other and count for conformance. */
export function judgedCount(requirements: readonly RequirementResult[]): number {
  return requirements.filter((r) => isJudged(r) && (r.verdict === 'pass' || r.verdict === 'fail')).length;
}
