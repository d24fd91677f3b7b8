/** Several results side by side, as rows: by area, then by requirement, one mark for each result. */
import { caveats } from '../../results/compare/caveats.ts';
import type { RequirementResult, RunResults } from '../../results/results.ts';
import { isPart } from '../../results/standing.ts';
import { type Answer, answer } from '../view/answer.ts';
import { isJudged, type Mark, requirementMark, requirementWord } from '../view/marks.ts';
import { countRequirements, type SectionCounts, sections } from '../view/sections.ts';

export interface Cell {
  readonly mark: Mark;
  /** `fail, observed 507`: the mark in words. */
  readonly word: string;
}

export interface Row {
  readonly requirement: RequirementResult;
  /** One cell for each result. */
  readonly cells: readonly Cell[];
  /** True if something fails or stays undecided in one of them. */
  readonly bad: boolean;
  /** True if the results do not all say the same. */
  readonly differs: boolean;
}

export interface Area {
  readonly name: string;
  readonly rows: readonly Row[];
  /** For each result: requirements that count and pass, of those that count and apply. */
  readonly passed: readonly { readonly pass: number; readonly of: number }[];
}

export interface ResultColumn {
  /** Unlike that of every other column. */
  readonly name: string;
  readonly results: RunResults;
  readonly answer: Answer;
  readonly counts: Omit<SectionCounts, 'name'>;
  /** Why it is less than a whole run: a selection, a run that ended early. */
  readonly reservations: readonly string[];
}

export interface Matrix {
  readonly columns: readonly ResultColumn[];
  readonly areas: readonly Area[];
  /** Differences of the columns from the first that are not the implementation's. */
  readonly caveats: readonly string[];
}

export function matrixOf(all: readonly RunResults[]): Matrix {
  const columns = all.map((results, i): ResultColumn => {
    const earlier = all.slice(0, i).filter(({ target }) => target.name === results.target.name).length;
    return {
      name: earlier === 0 ? results.target.name : `${results.target.name} (${earlier + 1})`,
      results,
      answer: answer(results),
      counts: countRequirements(results.requirements),
      reservations: reservationsOf(results),
    };
  });
  const [first] = all;
  return {
    columns,
    areas: areasOf(all),
    caveats:
      first === undefined
        ? []
        : columns.slice(1).flatMap(({ name, results }) =>
            caveats(first, results)
              .filter(({ kind }) => kind !== 'ended-early')
              .map(({ message }) => `${name}: ${message}`),
          ),
  };
}

function reservationsOf(results: RunResults): string[] {
  const { run } = results;
  return [
    ...(run.aborted === undefined ? [] : ['ended early']),
    ...(isPart(results) ? ['a part only'] : []),
    ...(run.mergedFrom === undefined ? [] : [`merged from ${run.mergedFrom.length} runs`]),
    ...(results.expectation === undefined ? [] : ['with a baseline']),
  ];
}

function areasOf(all: readonly RunResults[]): Area[] {
  const byId = all.map(({ requirements }) => new Map(requirements.map((r) => [r.id, r])));
  const items = new Map(all.flatMap((results) => results.items.map((item) => [item.id, item] as const)).reverse());
  const known = new Set<string>();
  return sections({ items: [...items.values()].reverse() }).flatMap(({ name, items: own }) => {
    const ids = [...new Set(own.flatMap((item) => item.requirements))].filter((id) => !known.has(id));
    for (const id of ids) known.add(id);
    const rows = ids.flatMap((id) => rowOf(id, byId) ?? []);
    return rows.length === 0 ? [] : [{ name, rows, passed: byId.map((one) => passedIn(ids, one)) }];
  });
}

const LEFT_OUT: readonly RequirementResult['verdict'][] = ['not-applicable', 'not-selected'];

type ById = ReadonlyMap<string, RequirementResult>;

/** Undefined for what applies to none of the implementations, or was selected in none of the runs. */
function rowOf(id: string, byId: readonly ById[]): Row | undefined {
  const found = byId.map((one) => one.get(id));
  const requirement = found.find((r) => r !== undefined);
  if (requirement === undefined || found.every((r) => r === undefined || LEFT_OUT.includes(r.verdict)))
    return undefined;
  const cells = found.map(cellOf);
  return {
    requirement,
    cells,
    bad: cells.some(({ mark }) => mark === 'fail' || mark === 'inconclusive' || mark === 'error'),
    differs: new Set(cells.map(({ mark }) => mark)).size > 1,
  };
}

function cellOf(requirement: RequirementResult | undefined): Cell {
  if (requirement === undefined) return { mark: 'not-run', word: 'not in its catalogue' };
  const mark = requirementMark(requirement);
  const word = requirementWord(requirement);
  const observed = requirement.checks.find(({ verdict }) => verdict === 'fail')?.observed;
  return { mark, word: mark === 'fail' && observed !== undefined ? `${word}, observed ${observed}` : word };
}

function passedIn(ids: readonly string[], byId: ById): Area['passed'][number] {
  const own = ids.flatMap((id) => byId.get(id) ?? []).filter((r) => isJudged(r) && r.verdict !== 'not-applicable');
  return { pass: own.filter(({ verdict }) => verdict === 'pass').length, of: own.length };
}
