/** The rows of the release definitions: before a run as far as claims decide, after it as far as they were tested. */
import type { Version } from '../../protocol/version.ts';
import type { Explanation, ExpressionResult, RequirementResult } from '../../results/results.ts';
import type { Catalogue } from '../catalogue/catalogue.ts';
import type { ErdefTable, Role } from '../catalogue/types.ts';
import { type ErdefReading, evaluateErdef } from '../claims/erdef.ts';
import { groupEvaluator } from '../claims/groups.ts';
import { list } from '../expressions/evaluate.ts';
import { truth } from '../expressions/truth.ts';
import { speaksSsp } from '../ics/ssp.ts';
import type { Ics } from '../ics/types.ts';
import type { Plan } from '../plan/plan.ts';
import { type ItemOutcome, itemOutcomes } from './outcome.ts';

export interface ExpressionInput {
  readonly catalogue: Catalogue;
  readonly ics: Ics;
  readonly plan: Plan;
  /** Results of the run by requirement; undefined before a run: claims alone decide. */
  readonly requirements: ReadonlyMap<string, RequirementResult> | undefined;
}

/** The rows of the releases that the ICS claims and, after a run, that were run; 1.1 has no rows of its own. */
export function judgeExpressions(input: ExpressionInput): ExpressionResult[] {
  const { ics, plan, requirements } = input;
  const ran = (release: Version) =>
    requirements === undefined || plan.configurations.some(({ version }) => version === release);
  return (['1.2', '1.3'] as const)
    .filter((release) => ics.versions.includes(release) && ran(release))
    .flatMap((release) => rowsOf(input, release));
}

function rowsOf(input: ExpressionInput, release: '1.2' | '1.3'): ExpressionResult[] {
  const outcome = outcomesIn(input, release);
  const rows = evaluated(input, release, outcome);
  if (outcome === undefined) return rows;
  // Second evaluation, as if missing means and occasions were there: a row that then holds is open only for them.
  const indulgent = evaluated(input, release, (id) => {
    const found = outcome(id);
    return found?.open === 'excused' ? { ...found, value: 'true' } : found;
  });
  return rows.map((row, i) => {
    if (row.value !== 'unknown') return row;
    const items = untestedItems(row, rows, outcome);
    const because = items.length === 0 ? row.because : `not tested: ${list(items)}`;
    return { ...row, because, untested: items, open: indulgent[i]?.value === 'true' ? 'excused' : 'not-tested' };
  });
}

type Outcomes = (item: string) => ItemOutcome | undefined;

function outcomesIn({ catalogue, ics, plan, requirements }: ExpressionInput, version: Version): Outcomes | undefined {
  if (requirements === undefined) return undefined;
  const outcome = itemOutcomes({ ics, plan, requirements }, version);
  const known = new Map<string, ItemOutcome>();
  return (id) => {
    const item = catalogue.item(id);
    if (item === undefined) return undefined;
    const found = known.get(id) ?? outcome(item);
    known.set(id, found);
    return found;
  };
}

function evaluated(input: ExpressionInput, release: '1.2' | '1.3', outcome: Outcomes | undefined): ExpressionResult[] {
  const { catalogue, ics, plan } = input;
  const table: ErdefTable = catalogue.erdef(release);
  const standing = {
    version: release,
    claimed: (item: string) => truth(plan.claims.claimed(item, release)),
    outcome: (item: string) => outcome?.(item),
  };
  const groups = groupEvaluator(catalogue, standing, {});
  const servers = speaksSsp(ics, release);
  const both = servers && ics.roles.includes('csp-server');
  const serves = both ? 'both' : servers ? 'servers' : 'clients';
  const reading = release === '1.3' ? readingOfErrata(ics) : 'corrected';
  const roles: readonly Role[] = [
    ...(ics.roles.includes('csp-client') ? (['client'] as const) : []),
    ...(ics.roles.some((r) => r !== 'csp-client') ? (['server'] as const) : []),
  ];
  return roles.flatMap((role) => evaluateErdef(table, (name) => groups.group(name), { role, serves, reading }));
}

/** The errata of the release definition 1.3 are open points with a choice, of one switch for all of them. */
const ERRATA = ['AMB-004', 'AMB-005'] as const;
function readingOfErrata({ readings }: Ics): ErdefReading {
  return ERRATA.some((id) => readings[id] === 'printed') ? 'printed' : 'corrected';
}

/** The items a row hangs on, itself or through rows it names, that are not tested or undecided; each with what lacks. */
function untestedItems(row: ExpressionResult, rows: readonly ExpressionResult[], outcome: Outcomes): readonly string[] {
  const byId = new Map(rows.map((one) => [one.id, one]));
  const seen = new Set<string>();
  const items = new Set<string>();
  const visit = (node: Explanation): void => {
    if (node.value !== 'unknown' || seen.has(node.text)) return;
    seen.add(node.text);
    const named = byId.get(node.text);
    if (named !== undefined) visit(named.explanation);
    if (outcome(node.text)?.value === 'unknown') items.add(`${node.text} (${outcome(node.text)?.because})`);
    node.parts.forEach(visit);
  };
  visit(row.explanation);
  return [...items];
}
