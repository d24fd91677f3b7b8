/** The table of primitives, docs/primitives.md: what it is made of, and whether the page there is still what it says. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue } from '../conformance/catalogue/catalogue.ts';
import type { ScenarioSource } from '../conformance/features/features.ts';
import { type PrimitiveRow, primitiveProblems, primitiveRows } from '../conformance/features/primitives.ts';
import { MONITORED } from '../conformance/monitors/index.ts';
import { servedPrimitives } from '../embedded/served-primitives.ts';
import { primitiveTable } from '../report/primitive-table.ts';

const PAGE = 'docs/primitives.md';

/** Everything the project knows of the primitives of CSP. */
export function rowsOfPrimitives(scenarios: readonly ScenarioSource[]): readonly PrimitiveRow[] {
  return primitiveRows({ catalogue, scenarios, monitored: MONITORED, serves: servedPrimitives() });
}

/** Problems of the primitives, and of the page about them below `root`. */
export function problemsOfPrimitives(scenarios: readonly ScenarioSource[], root: string): readonly string[] {
  const rows = rowsOfPrimitives(scenarios);
  return [...primitiveProblems(rows), ...pageProblems(readPage(root), primitiveTable(rows))].map(
    (problem) => `${PAGE}: ${problem}`,
  );
}

function readPage(root: string): string | undefined {
  try {
    return readFileSync(join(root, PAGE), 'utf8');
  } catch {
    return undefined;
  }
}

/** Says where a page first differs from what it ought to be, and how to make it anew. */
export function pageProblems(page: string | undefined, wanted: string): readonly string[] {
  if (page === wanted) return [];
  const anew = `make it anew with "npm run -s impsc -- list primitives --markdown > ${PAGE}"`;
  if (page === undefined) return [`the page is missing; ${anew}`];
  const [lines, wantedLines] = [page.split('\n'), wanted.split('\n')];
  const at = wantedLines.findIndex((line, n) => line !== lines[n]);
  return [`line ${at < 0 ? wantedLines.length : at + 1} is outdated; ${anew}`];
}
