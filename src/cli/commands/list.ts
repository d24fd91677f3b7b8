/** `impsc list` */
import { catalogue } from '../../conformance/catalogue/catalogue.ts';
import type { Requirement } from '../../conformance/catalogue/types.ts';
import { loadFeatures, type ScenarioSource } from '../../conformance/features/features.ts';
import { MONITORED } from '../../conformance/monitors/index.ts';
import { didYouMean } from '../../conformance/nearest.ts';
import { ConfigurationError } from '../../conformance/problems.ts';
import { parseSelection, type Selection } from '../../conformance/selection/selection.ts';
import { VERSIONS } from '../../protocol/version.ts';
import { columns, terminalOf, truncate } from '../../report/console/terminal.ts';
import { primitiveTable } from '../../report/primitive-table.ts';
import { UsageError } from '../failure.ts';
import { rowsOfPrimitives } from '../primitives.ts';
import { findProject } from '../project.ts';

export interface ListCommandOptions {
  readonly select?: string;
  readonly json?: boolean;
  /** The page docs/primitives.md; of primitives only. */
  readonly markdown?: boolean;
}

type Row = Readonly<Record<string, string | number>>;
type Lister = (
  requirements: readonly Requirement[],
  scenarios: readonly ScenarioSource[],
  selection: Selection | undefined,
) => Row[];

const LISTERS: Readonly<Record<string, Lister>> = {
  areas: (requirements, scenarios) =>
    catalogue.areas.flatMap((area) => {
      const own = requirements.filter((r) => r.area === area.id);
      if (own.length === 0) return [];
      const cited = new Set(scenarios.flatMap((s) => s.requirements));
      const checked = own.filter((r) => cited.has(r.id) || MONITORED.has(r.id)).length;
      return [{ area: area.id, requirements: own.length, checked, title: area.title }];
    }),
  tables: (requirements) =>
    catalogue.tables.flatMap((table) => {
      const items = new Set(table.items.map((i) => i.id));
      const own = requirements.filter((r) => items.has(r.item));
      return own.length === 0
        ? []
        : [{ table: table.table, items: table.items.length, requirements: own.length, title: table.title }];
    }),
  items: (requirements) => {
    const wanted = new Set(requirements.map((r) => r.item));
    return catalogue.items
      .filter((i) => wanted.has(i.id) || requirements.length === catalogue.requirements.length)
      .map((item) => ({
        item: item.id,
        status: VERSIONS.map((v) => item.status[v]).join(' '),
        codes: item.functionCodes.join(' '),
        requirements: item.requirements.length,
        feature: item.feature,
      }));
  },
  requirements: (requirements, scenarios) => {
    const cited = new Set(scenarios.flatMap((s) => s.requirements));
    return requirements.map((r) => ({
      requirement: r.id,
      level: r.level,
      confidence: r.confidence,
      versions: r.versions.join(' '),
      checked: cited.has(r.id) ? 'scenario' : MONITORED.has(r.id) ? 'monitor' : '',
      statement: r.statement,
    }));
  },
  primitives: (requirements, scenarios) => {
    const wanted = new Set(requirements.flatMap((r) => r.primitives));
    return rowsOfPrimitives(scenarios)
      .filter((row) => wanted.has(row.primitive))
      .map((row) => ({
        primitive: row.primitive,
        version: row.version,
        'reference server': row.served,
        confidence: row.confidence,
        scenarios: row.scenarios,
        monitors: row.monitored.length,
        items: row.items.join(' '),
        requirements: [...row.judged, ...row.observed].join(' '),
      }));
  },
  scenarios: (requirements, scenarios, selection) => {
    const byId = new Map(requirements.map((r) => [r.id, r]));
    const chosen = (s: ScenarioSource) =>
      s.requirements.some((id) => {
        const r = byId.get(id);
        return r !== undefined && (selection?.requirement(r, s) ?? true);
      });
    return scenarios
      .filter(chosen)
      .map((s) => ({ scenario: `${s.uri}:${s.line}`, requirements: s.requirements.join(' '), name: s.name }));
  },
};

export async function listCommand(options: ListCommandOptions, what = 'areas'): Promise<number> {
  const lister = LISTERS[what];
  if (lister === undefined) {
    const known = Object.keys(LISTERS);
    throw new UsageError(
      `there is nothing called "${what}" to list${didYouMean(what, known) || `; ${known.join(', ')} are`}`,
    );
  }
  const { scenarios } = loadFeatures('features', findProject().root);
  if (options.markdown === true) {
    if (what !== 'primitives') throw new UsageError(`--markdown is for primitives, not for ${what}`);
    process.stdout.write(primitiveTable(rowsOfPrimitives(scenarios)));
    return 0;
  }
  const selection = options.select === undefined ? undefined : parseSelection(options.select, catalogue, scenarios);
  const selected = (r: Requirement) =>
    selection === undefined ||
    selection.requirement(r, undefined) ||
    scenarios.some((s) => s.requirements.includes(r.id) && selection.requirement(r, s));
  const rows = lister(catalogue.requirements.filter(selected), scenarios, selection);
  if (rows.length === 0) throw new ConfigurationError(`the selection "${options.select ?? ''}" matches no ${what}`);
  process.stdout.write(options.json === true ? `${JSON.stringify(rows, undefined, 2)}\n` : tableOf(rows));
  return 0;
}

/** A table that fits the terminal: the last column is cut, everything else is shown whole. */
function tableOf(rows: readonly Row[]): string {
  const terminal = terminalOf(process.stdout);
  const names = Object.keys(rows[0] ?? {});
  const numbers = new Set(names.flatMap((name, i) => (typeof rows[0]?.[name] === 'number' ? [i] : [])));
  const lines = columns([names, ...rows.map((row) => names.map((name) => String(row[name] ?? '')))], numbers);
  const width = terminal.live ? terminal.columns : Number.POSITIVE_INFINITY;
  return `${lines.map((line) => (line.length > width ? truncate(line, width) : line).trimEnd()).join('\n')}\n`;
}
