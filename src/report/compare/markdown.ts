/** A comparison as Markdown, for a pull request: short enough for a comment of GitHub. */
import { KINDS } from '../../results/compare/groups.ts';
import type { Change, ChangeKind, Comparison } from '../../results/compare/types.ts';
import { code, inline } from '../markdown-text.ts';
import { count } from '../view/words.ts';
import { within } from '../within.ts';
import { headline, placeOf, runInWords, standingInWords, TITLES } from './words.ts';

export function comparisonMarkdown(comparison: Comparison): string {
  const { before, after, caveats, totals } = comparison;
  const head = [
    `# ${inline(headline(comparison))}`,
    '',
    `- First: ${inline(runInWords(before))}`,
    `- Then: ${inline(runInWords(after))}`,
    '',
    ...(caveats.length === 0
      ? []
      : ['**Not the same question in both runs:**', '', ...caveats.map(({ message }) => `- ${inline(message)}`), '']),
    `| ${KINDS.map((kind) => TITLES[kind]).join(' | ')} |`,
    `| ${KINDS.map(() => '--:').join(' | ')} |`,
    `| ${KINDS.map((kind) => totals[kind]).join(' | ')} |`,
    '',
  ];
  const entries = KINDS.flatMap((kind) => partOf(kind, comparison));
  return within(head.join('\n'), entries, (left) => `\n${count(left, 'further entry', 'further entries')} left out.\n`);
}

function partOf(kind: ChangeKind, { groups, changes }: Comparison): string[] {
  const own = groups.filter((group) => group.kind === kind);
  if (own.length === 0) return [];
  const byId = new Map(changes.map((change) => [change.requirement, change]));
  const entries = own.flatMap(({ requirements }) => {
    const [lead, ...others] = requirements.flatMap((id) => byId.get(id) ?? []);
    return lead === undefined ? [] : [entry(lead, others)];
  });
  const [first = '', ...rest] = entries;
  return [`\n## ${TITLES[kind]}\n\n${first}`, ...rest];
}

function entry(lead: Change, others: readonly Change[]): string {
  const place = placeOf(lead);
  const lines = [
    `- **${lead.requirement}**: ${inline(lead.statement)}${lead.redefined ? ' *(its text changed)*' : ''}`,
    `  ${code(standingInWords(lead.before))}, then ${code(standingInWords(lead.after))}`,
    ...(place === undefined ? [] : [`  in ${code(place)}`]),
    ...(others.length === 0 ? [] : [`  The same: ${others.map(({ requirement }) => requirement).join(', ')}`]),
  ];
  return `${lines.join('  \n')}\n`;
}
