/** The report on a terminal: what failed and the octets that decided it, what stays open, the tables, one answer sentence. */
import type { ExpressionResult, RunResults } from '../../results/results.ts';
import { again } from '../view/again.ts';
import { answer, exitMeaning } from '../view/answer.ts';
import { arithmetic, differenceInWords, elementInWords } from '../view/configurations.ts';
import { type Release, releases, rowsOfPart } from '../view/definition.ts';
import {
  alsoIn,
  type Block,
  causeInWords,
  configurationsOf,
  findings,
  perRequirement,
  placeInWords,
} from '../view/findings.ts';
import { laboratoryParts } from '../view/laboratory.ts';
import { isJudged, requirementMark } from '../view/marks.ts';
import { bodyOf, header } from '../view/messages.ts';
import { formOf, fromBase64, hex, hexExcerpt, textExcerpt, withLines } from '../view/octets.ts';
import { countRequirements, sectionCounts } from '../view/sections.ts';
import { count, duration, groupInWords, list, offset, scenarioParts } from '../view/words.ts';
import { columns, type Style, style, type Terminal, wrap } from './terminal.ts';

export interface ConsoleOptions {
  /** Requirements shown in full in each part; the rest is counted. Default 50. */
  readonly most?: number;
  /** Files other reports were written to, named at the end. */
  readonly written?: readonly string[];
}

/** Writes the whole report of a finished run. */
export function writeConsole(results: RunResults, terminal: Terminal, options: ConsoleOptions = {}): void {
  terminal.write(`${consoleLines(results, terminal, options).join('\n')}\n`);
}

export function consoleLines(
  results: RunResults,
  terminal: Pick<Terminal, 'color' | 'columns'>,
  options: ConsoleOptions = {},
): string[] {
  const s = style(terminal);
  const width = terminal.columns;
  const most = options.most ?? 50;
  const lines: string[] = [''];

  const block = (title: string, all: readonly Block[], show: (f: Block) => string[]) => {
    if (all.length === 0) return;
    lines.push(s.bold(title), '');
    for (const finding of all.slice(0, most)) lines.push(...show(finding), '');
    if (all.length > most)
      lines.push(
        `  and ${count(all.length - most, 'more requirement')}: ${most} are shown here, all of them in results.json and index.html`,
        '',
      );
  };
  lines.push(...whereToBegin(results, s, width));
  block('Fail', perRequirement(findings(results, 'fail')), (f) => failure(f, results, s, width));
  block('Error of the harness', perRequirement(findings(results, 'error')), (f) => open(f, 'error', s, width));
  block('Inconclusive', perRequirement(findings(results, 'inconclusive')), (f) => open(f, 'inconclusive', s, width));
  lines.push(...differences(results, s, width, most));
  lines.push(...faults(results, s, width));
  lines.push(...aboutTheFile(results, s, width));
  lines.push(...readings(results, s, width));
  lines.push(...remarks(results, s, width));
  lines.push(...laboratory(results, s, width));
  lines.push(...table(results, s), '');
  const part = rowsOfPart(results);
  if (part !== undefined) lines.push(...wrap(part, width).map(s.dim), '');
  else for (const release of releases(results.expressions)) lines.push(...expressions(release, s, width));
  lines.push(...last(results, s, width, options.written ?? []));
  // Notes are not judged: they stand below the result, so that nobody takes them for findings.
  lines.push(...notes(results, width).map(s.dim));
  return lines;
}

function head(finding: Block, mark: 'fail' | 'error' | 'inconclusive', s: Style, width: number): string[] {
  const { requirement, check, configurations } = finding;
  const { place, name } = scenarioParts(check.scenario);
  const facts = `${requirement.level}, ${requirement.weight}, ${requirement.item}`;
  const fits = mark.length + requirement.id.length + facts.length + 6 <= width;
  return [
    `${s.mark(mark)}  ${s.bold(requirement.id)}${fits ? `  ${s.dim(facts)}` : ''}`,
    ...(fits ? [] : indent(wrap(facts, width - 2)).map(s.dim)),
    ...indent(wrap(requirement.statement, width - 2)),
    ...indent(wrap(`${place === '' ? name : `${place} ${name}`} [${configurations.join(', ')}]`, width - 2)).map(s.dim),
  ];
}

function failure(finding: Block, results: RunResults, s: Style, width: number): string[] {
  const { requirement, check } = finding;
  const side = (label: string, text: string | undefined, paint: (t: string) => string) =>
    text === undefined
      ? []
      : wrap(withLines(text), width - 14).map((line, i) => `  ${(i === 0 ? label : '').padEnd(12)}${paint(line)}`);
  const place = placeInWords(finding);
  return [
    ...head(finding, 'fail', s, width),
    ...side('expected', check.expected, s.good),
    ...side('observed', check.observed, s.bad),
    ...(finding.varies ? side('', `in ${check.configuration}; another value elsewhere`, s.dim) : []),
    ...(place === undefined ? [] : side('decided by', `${place}${pathOf(finding)}`, (t) => t)),
    ...indent(excerpt(finding, s, width - 4), 4),
    ...check.notes.flatMap((note) => side('note', note, (t) => t)),
    ...side('source', `${list(requirement.sources)}; confidence ${requirement.confidence}`, s.dim),
    ...side('also', alsoIn(finding), s.dim),
    `  ${'again'.padEnd(12)}${s.dim(again(results, requirement.id, configurationsOf(finding)))}`,
  ];
}

function pathOf(finding: Block): string {
  const path = finding.check.place?.path;
  return path === undefined ? '' : `, ${path.split('/').slice(-4).join('/')}`;
}

/** Scenarios that pass in one syntax or version and not in another. */
function differences({ differences: all = [], run }: RunResults, s: Style, width: number, most: number): string[] {
  const sums =
    run.matrix === undefined || run.matrix.run < 2 ? [] : arithmetic(run.matrix).flatMap((one) => wrap(one, width));
  const told = sums.length === 0 ? [] : [s.bold('Configurations'), '', ...sums.map(s.dim), ''];
  if (all.length === 0) return told;
  const lines = [...told, s.bold('Different in configurations that differ in one thing'), ''];
  for (const one of all.slice(0, most)) {
    lines.push(
      ...wrap(`${one.scenario}: ${differenceInWords(one)}`, width),
      ...wrap(`  ${elementInWords(one)}`, width),
      '',
    );
  }
  if (all.length > most) lines.push(`  and ${all.length - most} more`, '');
  return lines;
}

/** The deciding octets: rows of hexadecimal with the marked ones underlined, or the line of text. */
function excerpt(finding: Block, s: Style, width: number): string[] {
  const { place } = finding.check;
  if (place?.span === undefined || finding.transcript === undefined) return [];
  const base64 = bodyOf(finding.transcript, place);
  if (base64 === undefined || base64 === '') return [];
  const body = fromBase64(base64);
  const entry = finding.transcript.entries.find((e) => e.number === place.exchange);
  const headers = place.side === 'request' ? entry?.request.headers : entry?.response?.headers;
  const form = formOf(header(headers ?? [], 'content-type'), body);
  if (form === 'xml' || form === 'pts') {
    const line = textExcerpt(body, place.span, width - 10);
    const lead = `${String(line.line).padStart(4)}  `;
    const under = ' '.repeat(lead.length + [...line.before].length) + '^'.repeat([...line.marked].length);
    return [`${s.dim(lead)}${line.before}${s.bad(line.marked)}${line.after}`, s.bad(under)];
  }
  let before: number | undefined;
  return hexExcerpt(body, place.span).flatMap((row) => {
    const gap = before !== undefined && row.offset !== before + 16 ? [s.dim('  ...')] : [];
    before = row.offset;
    const cells = row.cells.map((cell) => (cell.marked ? s.bad(hex(cell.octet)) : hex(cell.octet)));
    const under = row.cells
      .map((cell) => (cell.marked ? '^^' : '  '))
      .join(' ')
      .trimEnd();
    return [
      ...gap,
      `${s.dim(offset(row.offset))}  ${cells.join(' ')}`,
      ...(under === '' ? [] : [s.bad(`${' '.repeat(offset(row.offset).length)}  ${under}`)]),
    ];
  });
}

function open(finding: Block, mark: 'error' | 'inconclusive', s: Style, width: number): string[] {
  const cause = wrap(causeInWords(finding.check.cause), width - 14);
  const place = placeInWords(finding);
  return [
    ...head(finding, mark, s, width),
    ...cause.map((line, i) => `  ${(i === 0 ? 'cause' : '').padEnd(12)}${s.as(mark, line)}`),
    ...(place === undefined ? [] : [`  ${'at'.padEnd(12)}${place}`]),
    ...wrapped('also', alsoIn(finding), width).map(s.dim),
  ];
}

/** Open points whose reading the ICS chose. */
function readings({ run }: RunResults, s: Style, width: number): string[] {
  const chosen = (run.readings ?? []).filter((r) => r.chosen);
  if (chosen.length === 0) return [];
  const lines = chosen.flatMap(({ id, point, reading }) => indent(wrap(`${id}  ${point}: ${reading}`, width - 2)));
  return [s.bold('Readings of open points that the ICS asks for'), '', ...lines, ''];
}

/** Errors that the run found in the ICS/IXIT file. */
function aboutTheFile({ run }: RunResults, s: Style, width: number): string[] {
  const found = run.findingsAboutTheFile ?? [];
  if (found.length === 0) return [];
  const items = `Implemented but not claimed, correct ics.items.claimed: ${list(found.map(({ item }) => item))}`;
  const lines = indent(wrap(items, width - 2));
  return [s.bold('Wrong in the ICS/IXIT file'), '', ...lines, ''];
}

function wrapped(label: string, text: string | undefined, width: number): string[] {
  return text === undefined
    ? []
    : wrap(text, width - 14).map((line, i) => `  ${(i === 0 ? label : '').padEnd(12)}${line}`);
}

/** Faults of the harness that belong to no scenario, with where they came from. */
function faults({ run }: RunResults, s: Style, width: number): string[] {
  if (run.faults === undefined || run.faults.length === 0) return [];
  const lines = run.faults.flatMap((fault) => fault.split('\n').flatMap((line) => indent(wrap(line, width - 2))));
  return [s.as('error', 'Faults of the harness itself'), '', ...lines, ''];
}

/** Causes shown at the head of the report; each failure stands below. */
const MOST_CAUSES = 5;

/** Failures by observation; the group that explains most comes first. */
function whereToBegin({ groups = [] }: RunResults, s: Style, width: number): string[] {
  if (groups.length === 0) return [];
  const lines = groups
    .slice(0, MOST_CAUSES)
    .flatMap((group) => [
      ...wrap(groupInWords(group), width).map((line, i) => (i === 0 ? s.bold(line) : line)),
      ...indent(wrap(`observed ${group.observed ?? 'nothing'}`, width - 2)).map(s.bad),
      ...indent(wrap(`first in ${group.scenario} [${group.configuration}]`, width - 2)).map(s.dim),
      '',
    ]);
  const more = groups.length - MOST_CAUSES;
  const rest = more > 0 ? [`  and ${count(more, 'further cause')}`, ''] : [];
  return [s.bold('Where to begin'), '', ...lines, ...rest];
}

/** Events beside the checks. */
function remarks({ run }: RunResults, s: Style, width: number): string[] {
  if (run.remarks === undefined || run.remarks.length === 0) return [];
  return [s.bold('During the run'), '', ...run.remarks.flatMap((remark) => indent(wrap(remark, width - 2))), ''];
}

/** Waivers and remarks of the laboratory, all of them. */
function laboratory(results: RunResults, s: Style, width: number): string[] {
  return laboratoryParts(results).flatMap(([title, lines]) => [
    s.bold(title),
    '',
    ...lines.flatMap((line) => indent(wrap(line, width - 2))),
    '',
  ]);
}

/** Noted requirements that are named. */
const MOST_NOTED = 20;

/** Names of requirements that pass with a remark and of observed deviations; the reports have the rest. */
function notes(results: RunResults, width: number): string[] {
  const noted = results.requirements.filter((r) => requirementMark(r) === 'note' || (!isJudged(r) && r.note));
  if (noted.length === 0) return [];
  const named = noted.slice(0, MOST_NOTED).map((r) => r.id);
  const rest = noted.length - named.length;
  const all = `${named.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
  return wrap(`Noted, not judged: ${all}. The written reports say what.`, width);
}

const COLUMNS = [
  ['note', 'note'],
  ['observed', 'observed'],
  ['notCovered', 'not covered'],
  ['notSelected', 'not selected'],
] as const;

function table(results: RunResults, s: Style): string[] {
  const cell = (n: number, mark?: 'fail' | 'inconclusive') =>
    n === 0 ? s.dim('·') : mark === undefined ? String(n) : s.as(mark, String(n));
  const all = countRequirements(results.requirements);
  // Columns nobody needs in this run are left out, so that the rest fits a narrow terminal.
  const more = COLUMNS.filter(([key]) => all[key] > 0);
  const row = (name: string, n: typeof all) => [
    name,
    cell(n.apply),
    cell(n.pass),
    cell(n.fail, 'fail'),
    cell(n.open, 'inconclusive'),
    ...more.map(([key]) => cell(n[key])),
  ];
  const heads = ['Requirements', 'apply', 'pass', 'fail', 'open', ...more.map(([, word]) => word)];
  const rows = sectionCounts(results).filter((n) => n.apply + n.notSelected > 0);
  const [first = '', ...rest] = columns(
    [heads, ...rows.map((n) => row(n.name, n)), row('All', all)],
    new Set([1, 2, 3, 4, 5, 6, 7, 8]),
  );
  return [s.dim(first), ...rest.slice(0, -1), ...rest.slice(-1).map(s.bold)];
}

function expressions({ version, rows: all }: Release, s: Style, width: number): string[] {
  const value = (e: ExpressionResult) =>
    e.value === 'true' ? s.good('holds') : e.value === 'false' ? (e.status === 'M' ? s.bad('no') : 'no') : 'unknown';
  const rows = columns(
    all.map((e) => [e.id, e.status, value(e)]),
    new Set(),
  );
  const room = Math.max(20, width - Math.max(...all.map((e) => e.id.length)) - 16);
  return [
    s.bold(`Release definition ${version}`),
    '',
    ...rows.flatMap((row, i) => {
      const [first = '', ...rest] = wrap(all[i]?.because ?? '', room);
      const lead = ' '.repeat(width - room);
      return [`${padTo(row, width - room)}${s.dim(first)}`, ...rest.map((line) => `${lead}${s.dim(line)}`)];
    }),
    '',
  ];
}

function padTo(text: string, width: number): string {
  const length = [...text.replace(/\u001b\[[0-9;]*m/g, '')].length;
  return text + ' '.repeat(Math.max(1, width - length));
}

function last(results: RunResults, s: Style, width: number, written: readonly string[]): string[] {
  const { run, totals } = results;
  const said = answer(results);
  const facts = [
    `${count(totals.scenarios.run, 'scenario')}, ${count(totals.checks, 'check')}, ${count(totals.messages, 'message')}`,
    `${duration(run.durationMs)}, seed ${run.seed}`,
  ];
  return [
    s.dim(facts.join('; ')),
    ...written.map((file) => s.dim(`Written: ${file}`)),
    '',
    ...wrap(said.sentence, width).map((line) => s.as(said.mark, line)),
    ...said.more.flatMap((line) => wrap(line, width)),
    `Exit code ${run.exitCode}, ${exitMeaning(results)}.`,
  ];
}

function indent(lines: readonly string[], by = 2): string[] {
  return lines.map((line) => ' '.repeat(by) + line);
}
