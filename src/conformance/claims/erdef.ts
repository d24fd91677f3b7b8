/**
 * The value of the ERDEF rows of a release. In 1.3 the rows of one role name each other in circles and are evaluated
 * as a greatest fixed point; in 1.2 there are no circles and the same computation is the plain one.
 */

import type { Explanation, ExpressionResult } from '../../results/results.ts';
import type { ErdefRow, ErdefTable, Role } from '../catalogue/types.ts';
import { evaluate, type NameValue } from '../expressions/evaluate.ts';
import { type Expression, namesIn } from '../expressions/expression.ts';
import { fixedPoint } from '../expressions/fixed-point.ts';
import { expressionOf, parseExpression } from '../expressions/parse.ts';
import type { Truth } from '../expressions/truth.ts';

/**
 * `corrected`: errata corrected, the default. `printed`: as the release definition has it, so that S-001 asks for a
 * client item, S-006 for a group that does not exist, S-015 cannot be read, and 1.2 asks SSP of every server.
 */
export type ErdefReading = 'corrected' | 'printed';

export interface ErdefOptions {
  readonly role: Role;
  readonly reading?: ErdefReading;
  /** The sides that a 1.2 server claims to serve: one that serves both is held to both groups. Default: either is enough. */
  readonly serves?: 'clients' | 'servers' | 'both';
  /** `least` shows what the other fixed point would give. Default `greatest`. */
  readonly fixedPoint?: 'greatest' | 'least';
}

/** The expression of a row in a reading; undefined with the problem where it cannot be read. */
export function rowExpression(
  row: ErdefRow,
  reading: ErdefReading,
): { readonly expression: Expression } | { readonly problem: string } {
  if (reading === 'corrected') return { expression: expressionOf(row.normalised) };
  const text = row.normalisedAsPrinted === undefined ? row.normalised : (row.normalisedAsPrinted ?? row.asPrinted);
  const result = parseExpression(text);
  if (result.ok) return { expression: result.expression };
  return { problem: `cannot be read as printed: character ${result.problem.at + 1}, ${result.problem.message}` };
}

/**
 * Evaluates the rows of one role, in their order. `group` gives the value of the groups; a row of the other role, as
 * the printed S-001 names one, is false.
 */
export function evaluateErdef(
  table: ErdefTable,
  group: (name: string) => Explanation,
  options: ErdefOptions,
): readonly ExpressionResult[] {
  const reading = options.reading ?? 'corrected';
  const rows = table.rows.filter((row) => row.role === options.role);
  const expressions = new Map<string, Expression>();
  const unreadable = new Map<string, string>();
  for (const row of rows) {
    const read = rowExpression(row, reading);
    if ('problem' in read) unreadable.set(row.id, read.problem);
    else expressions.set(row.id, heldToBoth(read.expression, table, options) ?? read.expression);
  }
  const otherRole = (name: string): boolean => table.rows.some((row) => row.id === name && row.role !== options.role);

  const outside = (name: string): NameValue => {
    const problem = unreadable.get(name);
    if (problem !== undefined) return { value: 'unknown', because: problem };
    if (otherRole(name)) return { value: 'false', because: `an item of the other side than ${options.role}` };
    if (!name.includes(':')) return { value: 'false', because: 'no row of that name exists' };
    const { value, because, parts } = group(name);
    return { value, because, parts };
  };
  const start = options.fixedPoint === 'least' ? 'false' : 'true';
  const { values, rounds } = fixedPoint(expressions, (name) => outside(name).value, start);

  const rowValue = (name: string): NameValue => {
    const value = values.get(name);
    if (value === undefined) return outside(name);
    const round = rounds.get(name);
    return {
      value,
      because:
        round === undefined ? (value === 'true' ? 'holds' : 'does not hold') : `${verb(value)} in round ${round}`,
    };
  };
  return rows.map((row) => {
    const expression = expressions.get(row.id);
    const explanation: Explanation =
      expression === undefined
        ? { text: row.asPrinted, value: 'unknown', because: unreadable.get(row.id) ?? '', parts: [] }
        : evaluate(expression, rowValue);
    const value = values.get(row.id) ?? 'unknown';
    const round = rounds.get(row.id);
    return {
      id: row.id,
      release: table.release,
      feature: row.feature,
      status: row.status,
      asPrinted: row.asPrinted,
      normalised: row.normalised,
      value,
      because: round === undefined ? explanation.because : `${explanation.because} (${verb(value)} in round ${round})`,
      explanation,
      errata: row.errata.map((erratum) =>
        reading === 'printed'
          ? `read as printed, '${erratum.asPrinted}', by choice of the ICS; corrected it is '${erratum.corrected}': ${erratum.why}`
          : `printed '${erratum.asPrinted}', read '${erratum.corrected}': ${erratum.why}`,
      ),
    };
  });
}

function verb(value: Truth): string {
  return { true: 'reached', false: 'struck', unknown: 'left open' }[value];
}

/** The corrected 1.2 server row is an alternative; who serves both clients and servers is held to both parts. */
function heldToBoth(expression: Expression, table: ErdefTable, options: ErdefOptions): Expression | undefined {
  const applies = table.release === '1.2' && options.role === 'server' && options.serves === 'both';
  return applies && expression.kind === 'or' ? { ...expression, kind: 'and' } : undefined;
}

/** Do all mandatory rows hold? `unknown` where one of them is open and none is false. */
export function mandatoryRowsMet(results: readonly ExpressionResult[]): Truth {
  const values = results.filter((row) => row.status === 'M').map((row) => row.value);
  if (values.includes('false')) return 'false';
  return values.includes('unknown') ? 'unknown' : 'true';
}

/** The groups that the rows of a role name. */
export function groupsNamed(table: ErdefTable, role: Role): readonly string[] {
  const names = table.rows
    .filter((row) => row.role === role)
    .flatMap((row) => namesIn(expressionOf(row.normalised)))
    .filter((name) => name.includes(':'));
  return [...new Set(names)];
}
