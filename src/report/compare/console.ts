/** A comparison on a terminal: caveats first, then the worst, one sentence at the end. */
import { KINDS } from '../../results/compare/groups.ts';
import type { Change, ChangeGroup, ChangeKind, Comparison } from '../../results/compare/types.ts';
import { type Style, style, type Terminal, type TextMark, wrap } from '../console/terminal.ts';
import { count } from '../view/words.ts';
import { headline, notRunAgainInWords, placeOf, runInWords, standingInWords, TITLES } from './words.ts';

const MARKS: Readonly<Record<ChangeKind, TextMark>> = {
  'new-failure': 'fail',
  'first-tested-failing': 'fail',
  'newly-open': 'inconclusive',
  'no-longer-tested': 'not-run',
  'still-failing': 'fail',
  'still-open': 'inconclusive',
  mended: 'pass',
  decided: 'pass',
  'first-tested': 'pass',
  unchanged: 'pass',
};

/** Kinds whose requirements are told one by one; of the others the ids. */
const TOLD: readonly ChangeKind[] = ['new-failure', 'first-tested-failing', 'newly-open', 'still-failing', 'mended'];

/** Requirements of a kind that are shown; the rest is counted. */
const REQUIREMENTS_SHOWN = 50;

export function comparisonLines(comparison: Comparison, terminal: Pick<Terminal, 'color' | 'columns'>): string[] {
  const s = style(terminal);
  const width = terminal.columns;
  const { before, after, caveats } = comparison;
  const lines = ['', ...wrap(`First  ${runInWords(before)}`, width), ...wrap(`Then   ${runInWords(after)}`, width), ''];
  if (caveats.length > 0) {
    lines.push(s.bold('Not the same question in both runs'), '');
    lines.push(...caveats.flatMap(({ message }) => hanging('- ', message, width)), '');
  }
  for (const kind of KINDS) lines.push(...part(kind, comparison, s, width));
  const { unchanged } = comparison.totals;
  if (unchanged > 0) lines.push(s.dim(`${count(unchanged, 'requirement')} pass in both.`), '');
  const answer = wrap(headline(comparison), width);
  lines.push(...answer.map(comparison.worse ? s.bad : s.good), `Exit code ${comparison.exitCode}.`);
  return lines;
}

function part(kind: ChangeKind, { groups, changes }: Comparison, s: Style, width: number): string[] {
  const own = groups.filter((group) => group.kind === kind);
  const total = own.reduce((sum, { requirements }) => sum + requirements.length, 0);
  if (total === 0) return [];
  const byId = new Map(changes.map((change) => [change.requirement, change]));
  const head = `${s.mark(MARKS[kind])}  ${s.bold(`${TITLES[kind]} (${total})`)}`;
  if (!TOLD.includes(kind)) return [head, ...inShort(own, width), ''];
  let room = REQUIREMENTS_SHOWN;
  const told = own.flatMap((group) => {
    const some = group.requirements.slice(0, room).flatMap((id) => byId.get(id) ?? []);
    room -= some.length;
    return groupLines(some, s, width);
  });
  const more =
    total > REQUIREMENTS_SHOWN
      ? [`  and ${count(total - REQUIREMENTS_SHOWN, 'more requirement')}: --json has all of them`]
      : [];
  return [head, ...told, ...more, ''];
}

/** Groups by reason, each with its ids. */
function inShort(groups: readonly ChangeGroup[], width: number): string[] {
  return groups.flatMap(({ observed, requirements }) => [
    ...wrap(`  ${observed ?? 'no reason was given'}:`, width),
    ...wrap(`    ${requirements.join(', ')}`, width),
  ]);
}

function groupLines(changes: readonly Change[], s: Style, width: number): string[] {
  const [lead, ...others] = changes;
  if (lead === undefined) return [];
  const place = placeOf(lead);
  const lost = notRunAgainInWords(lead);
  return [
    `  ${s.bold(lead.requirement)}${lead.redefined ? '  (its text changed between the runs)' : ''}`,
    ...wrap(`    ${lead.statement}`, width),
    ...(place === undefined ? [] : wrap(`    ${place}`, width).map(s.dim)),
    ...hanging('    first  ', standingInWords(lead.before), width),
    ...hanging('    then   ', standingInWords(lead.after), width),
    ...(lead.after.expected === undefined ? [] : hanging('    expected  ', lead.after.expected, width)),
    ...(lost === undefined ? [] : wrap(`    ${lost}`, width)),
    ...(others.length === 0
      ? []
      : hanging('    the same: ', others.map(({ requirement }) => requirement).join(', '), width)),
  ];
}

function hanging(lead: string, text: string, width: number): string[] {
  return wrap(text, width - lead.length).map((line, i) => (i === 0 ? lead : ' '.repeat(lead.length)) + line);
}
