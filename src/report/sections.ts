/**
 * The sections a report is laid out in: items in the order of their tables, the large table of CSP server items cut at
 * its service elements. The areas of requirements are finer; what they are called is the catalogue's business, so an
 * area nobody listed here goes with its neighbours.
 */
import type { ItemResult, RequirementResult, RunResults } from '../conformance/results.ts';
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

const AREAS: Readonly<Record<string, string>> = {
  'session and transaction layer': 'Session and transactions',
  addresses: 'Session and transactions',
  login: 'Session and transactions',
  'logout and disconnect': 'Session and transactions',
  'keep-alive': 'Session and transactions',
  'service negotiation': 'Session and transactions',
  'client capability negotiation': 'Session and transactions',
  'polling and communication initiation': 'Session and transactions',
  'multiple sessions': 'Session and transactions',
  'registration and automatic login of 1.3': 'Session and transactions',
  'service provider information': 'Common features',
  segmentation: 'Common features',
  maps: 'Common features',
  search: 'Common features',
  invitation: 'Common features',
  'verify ID': 'Common features',
  'system messages': 'Common features',
  'general notifications of 1.3': 'Common features',
  'public profiles': 'Common features',
  'contact lists': 'Presence and contact lists',
  'attribute lists': 'Presence and contact lists',
  'presence delivery': 'Presence and contact lists',
  'presence authorization': 'Presence and contact lists',
  'watcher list': 'Presence and contact lists',
  'instant messaging': 'Messaging and access lists',
  'delivery reports': 'Messaging and access lists',
  'offline messages': 'Messaging and access lists',
  'extended conversation': 'Messaging and access lists',
  'access control by blocked and granted lists': 'Messaging and access lists',
  'group creation and deletion': 'Groups',
  'joining and leaving groups': 'Groups',
  'group members, roles and reject list': 'Groups',
  'group properties': 'Groups',
  'group change notification': 'Groups',
};

export interface Section {
  readonly name: string;
  readonly items: readonly ItemResult[];
}

/** The items of a run by section, in the order the results give them. Every item is in exactly one section. */
export function sections(results: Pick<RunResults, 'items' | 'requirements'>): readonly Section[] {
  const requirements = byId(results.requirements);
  const names = results.items.map((item) => sectionName(item, requirements));
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
  return [...found].map(([name, items]) => ({ name, items }));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: Math.max(0, to - from) }, (_, i) => from + i);
}

function sectionName(item: ItemResult, requirements: ReadonlyMap<string, RequirementResult>): string | undefined {
  if (item.role === 'client') return 'Client role';
  const table = TABLES[item.table];
  if (table !== undefined) return table;
  const votes = new Map<string, number>();
  for (const id of item.requirements) {
    const name = AREAS[requirements.get(id)?.area ?? ''];
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
