/** The results as CSV (RFC 4180, UTF-8): one line for each requirement, whether it was run or not. */
import type { CheckResult, RequirementResult, RunResults } from '../results/results.ts';
import { isJudged, requirementWord } from './view/marks.ts';
import { oneLine } from './view/octets.ts';

const COLUMNS: readonly (readonly [name: string, cell: (r: RequirementResult) => string | number])[] = [
  ['requirement', ({ id }) => id],
  ['item', ({ item }) => item],
  ['area', ({ area }) => area],
  ['level', ({ level }) => level],
  ['weight', ({ weight }) => weight],
  ['confidence', ({ confidence }) => confidence],
  ['versions', ({ versions }) => versions.join(' ')],
  ['verdict', ({ verdict }) => verdict],
  ['counts', (r) => (isJudged(r) ? 'yes' : 'no')],
  ['word', requirementWord],
  ['because', ({ because }) => because ?? ''],
  ['checks', ({ checks }) => checks.length],
  ['checks not passed', ({ checks }) => checks.filter(({ verdict }) => verdict !== 'pass').length],
  ['scenario', (r) => deciding(r)?.scenario ?? ''],
  ['configuration', (r) => deciding(r)?.configuration ?? ''],
  ['expected', (r) => deciding(r)?.expected ?? ''],
  ['observed', (r) => deciding(r)?.observed ?? ''],
  ['cause', (r) => deciding(r)?.cause?.message ?? ''],
  ['statement', ({ statement }) => statement],
];

/** Of a requirement that did not pass, the check that decided. */
function deciding({ verdict, checks }: RequirementResult): CheckResult | undefined {
  return verdict === 'pass' ? undefined : checks.find((check) => check.verdict === verdict);
}

export function csv({ requirements }: Pick<RunResults, 'requirements'>): string {
  const lines = [COLUMNS.map(([name]) => name), ...requirements.map((r) => COLUMNS.map(([, cell]) => cell(r)))];
  return lines.map((cells) => `${cells.map(quoted).join(',')}\r\n`).join('');
}

/** In quotes where it must be. A cell that a spreadsheet would take for a formula begins with an apostrophe. */
function quoted(cell: string | number): string {
  if (typeof cell === 'number') return String(cell);
  const text = oneLine(cell);
  const safe = /^[=+\-@\t]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
