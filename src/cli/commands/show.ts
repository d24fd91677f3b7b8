/** `impsc show`: everything the suite knows of one id. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../../conformance/catalogue/catalogue.ts';
import type { Ambiguity, ErdefRow, Item, Requirement } from '../../conformance/catalogue/types.ts';
import { loadFeatures, type ScenarioSource } from '../../conformance/features/features.ts';
import { SERVER_MONITORS } from '../../conformance/monitors/index.ts';
import { nearest } from '../../conformance/nearest.ts';
import { PRESENCE_ATTRIBUTES, type PresenceAttribute } from '../../protocol/facts/presence.ts';
import { VERSIONS } from '../../protocol/version.ts';
import { style, terminalOf, wrap } from '../../report/console/terminal.ts';
import { attributeFacts, attributeNamed, attributesIn } from '../../report/view/presence-attributes.ts';
import { UsageError } from '../failure.ts';
import { findProject } from '../project.ts';

/** Something to show: a heading and labelled texts, in order. */
export interface Shown {
  readonly title: string;
  readonly fields: readonly (readonly [label: string, text: string])[];
  /** Text that is shown as it is: scenarios. */
  readonly listings: readonly { readonly heading: string; readonly text: string }[];
}

export async function showCommand(_options: object, id = ''): Promise<number> {
  const project = findProject();
  const { scenarios } = loadFeatures('features', project.root);
  const shown = describe(id, scenarios, project.root);
  if (shown === undefined) {
    const near = [
      ...catalogue.nearest(id.toUpperCase()),
      ...nearest(
        id,
        PRESENCE_ATTRIBUTES.map(({ name }) => name),
      ),
    ];
    throw new UsageError(
      `nothing has the id "${id}"${near.length === 0 ? '' : `; the nearest are ${near.join(', ')}`}`,
    );
  }
  const terminal = terminalOf(process.stdout);
  const s = style(terminal);
  const lines = [s.bold(shown.title), ''];
  const label = Math.max(...shown.fields.map(([name]) => name.length));
  for (const [name, text] of shown.fields) {
    const [first = '', ...rest] = wrap(text, Math.max(40, terminal.columns - label - 2));
    lines.push(`${s.dim(name.padEnd(label))}  ${first}`, ...rest.map((line) => `${' '.repeat(label + 2)}${line}`));
  }
  for (const { heading, text } of shown.listings) lines.push('', s.dim(heading), text);
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}

/** What there is to show of an id or of a presence attribute; undefined for a name nobody has. */
export function describe(id: string, scenarios: readonly ScenarioSource[], root: string): Shown | undefined {
  const name = id.toUpperCase();
  const requirement = catalogue.requirement(name);
  if (requirement !== undefined) return ofRequirement(requirement, scenarios, root);
  const item = catalogue.item(name);
  if (item !== undefined) return ofItem(item);
  const area = catalogue.area(name);
  if (area !== undefined) {
    return {
      title: `${area.id}  ${area.title}`,
      fields: area.requirements.map((r) => [r.id, r.statement]),
      listings: [],
    };
  }
  const attribute = attributeNamed(id);
  if (attribute !== undefined) return ofAttribute(attribute);
  const ambiguity = catalogue.ambiguity(name);
  if (ambiguity !== undefined) return ofAmbiguity(ambiguity);
  for (const release of ['1.3', '1.2'] as const) {
    const row = catalogue.erdef(release).rows.find((r) => r.id === name);
    if (row !== undefined) return ofRow(row, release);
  }
  return undefined;
}

type Field = readonly [label: string, text: string];
const given = (label: string, text: string | undefined): readonly Field[] =>
  text === undefined || text === '' ? [] : [[label, text]];

function ofRequirement(r: Requirement, scenarios: readonly ScenarioSource[], root: string): Shown {
  const item = catalogue.item(r.item);
  const monitors = SERVER_MONITORS.filter((m) => m.requirement === r.id);
  const own = scenarios.filter((s) => s.requirements.includes(r.id));
  const ambiguities = catalogue.ambiguitiesOf(r.id);
  const codes =
    r.statusCode === undefined
      ? undefined
      : `${r.statusCode}${r.altStatusCodes.length === 0 ? '' : `; accepted too: ${r.altStatusCodes.join(', ')}`}`;
  return {
    title: r.id,
    fields: [
      ['statement', r.statement],
      ['level', `${r.level}, confidence ${r.confidence}${r.confidence === 'low' ? ': observed, never judged' : ''}`],
      ['versions', catalogue.effectiveVersions(r).join(', ')],
      ['item', `${r.item}${item === undefined ? '' : `  ${item.feature} (${statusOf(item)})`}`],
      ['actor', r.actor],
      ...given('transaction', r.transaction),
      ...given('primitives', r.primitives.join(', ')),
      ...given('function', r.feature),
      ...given('code', codes),
      ...given('counts where', r.condition),
      ['how checked', r.oracle],
      ...given('needs', r.testability === 'wire' ? undefined : r.testability.replace('needs-adapter:', '')),
      ...given('tester knows', r.ixit),
      ['runs in', r.runsIn],
      ['sources', r.sources.join('; ')],
      ...monitors.map((m): Field => ['monitor', m.name]),
      ...ambiguities.map((a): Field => ['open point', `${a.id}  ${a.point} Default: ${a.default}`]),
      ...(own.length + monitors.length === 0 ? ([['scenario', 'none yet']] as const) : []),
    ],
    listings: own.map((s) => ({ heading: `${s.uri}:${s.line}`, text: scenarioText(s, root) })),
  };
}

/** The lines of a scenario: from its tags to the next scenario or the end. */
function scenarioText(scenario: ScenarioSource, root: string): string {
  const lines = readFileSync(join(root, scenario.uri), 'utf8').split('\n');
  const isHead = (line: string) => /^\s*(@|Scenario|Rule|Background|#)/.test(line);
  let start = scenario.line - 1;
  while (start > 0 && !/^\s*Scenario/.test(lines[start] ?? '')) start--;
  while (start > 0 && /^\s*@/.test(lines[start - 1] ?? '')) start--;
  let end = Math.max(start, scenario.line - 1) + 1;
  while (/^\s*(@|Scenario)/.test(lines[end - 1] ?? '') && !/^\s*Scenario/.test(lines[end - 1] ?? '')) end++;
  while (end < lines.length && !isHead(lines[end] ?? '')) end++;
  return lines.slice(start, end).join('\n').trimEnd();
}

function statusOf(item: Item): string {
  return VERSIONS.map((v) => `${v} ${item.status[v]}`).join(', ');
}

function ofItem(item: Item): Shown {
  return {
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
    listings: [],
  };
}

function ofAmbiguity(a: Ambiguity): Shown {
  return {
    title: `${a.id}  ${a.point}`,
    fields: [
      ['area', a.area],
      ...a.readings.map((r): Field => ['reading', `${r.reading} (${r.sources.join('; ') || 'no source'})`]),
      ['default', a.default],
      ...given('switch', a.switch),
      ...given('in the ICS', a.choices && `readings: { ${a.id}: ${a.choices.join(' or ')} }`),
      ['affects', a.affects.join(', ') || 'nothing that is checked'],
    ],
    listings: [],
  };
}

function ofAttribute(attribute: PresenceAttribute): Shown {
  const mentioning = catalogue.requirements.filter((r) =>
    attributesIn(`${r.statement}\n${r.oracle}`).includes(attribute),
  );
  return {
    title: `${attribute.name}  presence attribute`,
    fields: [...attributeFacts(attribute), ...mentioning.map((r): Field => [r.id, r.statement])],
    listings: [],
  };
}

function ofRow(row: ErdefRow, release: string): Shown {
  return {
    title: `${row.id}  ${row.feature}`,
    fields: [
      ['release', release],
      ['role', row.role],
      ['status', row.status],
      ['as printed', row.asPrinted],
      ['read as', row.normalised],
      ...row.errata.map((e): Field => ['erratum', `printed ${e.asPrinted}, read ${e.corrected}: ${e.why}`]),
    ],
    listings: [],
  };
}
