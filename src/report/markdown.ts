/** The results as Markdown: a summary for a pull request or the summary page of a CI run. */
import type { RunResults } from '../results/results.ts';
import { code, fenced, inline } from './markdown-text.ts';
import { again } from './view/again.ts';
import { answer, exitMeaning } from './view/answer.ts';
import { releases, rowsOfPart } from './view/definition.ts';
import {
  alsoIn,
  type Block,
  causeInWords,
  configurationsOf,
  findings,
  perRequirement,
  placeInWords,
} from './view/findings.ts';
import { laboratoryParts } from './view/laboratory.ts';
import { requirementMark } from './view/marks.ts';
import { countRequirements, sectionCounts } from './view/sections.ts';
import { count, dateTime, duration, groupInWords, list, scenarioParts } from './view/words.ts';

/** Entries shown per list; summaries of CI systems are limited in size. */
const ENTRIES_SHOWN = 100;

export function markdown(results: RunResults): string {
  const said = answer(results);
  const { run, totals } = results;
  const facts = [
    results.target.name,
    dateTime(run.startedAt),
    results.configurations.map((c) => c.id).join(', '),
    count(totals.scenarios.run, 'scenario'),
    duration(run.durationMs),
    `seed ${run.seed}`,
  ];
  const lines = [
    `# ${inline(said.question)}: **${said.value}**, ${inline(said.because)}.`,
    '',
    facts.map(inline).join(' · '),
    '',
    ...said.more.flatMap((line) => [inline(line), '']),
    `Exit code ${run.exitCode}, ${inline(exitMeaning(results))}.`,
    '',
    ...table(results),
    ...whereToBegin(results),
    ...block('Fail', perRequirement(findings(results, 'fail')), (one) => failure(one, results)),
    ...block('Error of the harness', perRequirement(findings(results, 'error')), open),
    ...block('Inconclusive', perRequirement(findings(results, 'inconclusive')), open),
    ...aboutTheFile(results),
    ...readings(results),
    ...remarks(results),
    ...laboratory(results),
    ...notes(results),
    ...expressions(results),
    ...notCovered(results),
    `ERDEF identifiers are those of the published release definition; all other item and requirement identifiers are this project's own.`,
    '',
  ];
  return lines.join('\n');
}

/** Open points whose reading the ICS chose. */
function readings({ run }: RunResults): string[] {
  const chosen = (run.readings ?? []).filter((r) => r.chosen);
  if (chosen.length === 0) return [];
  const lines = chosen.map(({ id, point, reading }) => `- ${inline(`${id}, ${point}: ${reading}`)}`);
  return ['## Readings of open points that the ICS asks for', '', ...lines, ''];
}

/** Errors that the run found in the ICS/IXIT file. */
function aboutTheFile({ run }: RunResults): string[] {
  const found = run.findingsAboutTheFile ?? [];
  if (found.length === 0) return [];
  const lines = found.map(({ message, configurations }) => `- ${inline(`${message} [${configurations.join(', ')}]`)}`);
  return ['## Wrong in the ICS/IXIT file', '', ...lines, ''];
}

function table(results: RunResults): string[] {
  const row = (name: string, n: ReturnType<typeof countRequirements>, strong = '') => {
    const cells = [n.apply, n.pass, n.fail, n.open, n.note, n.observed, n.notCovered, n.notSelected];
    return `| ${strong}${inline(name)}${strong} | ${cells.map((cell) => (cell === 0 ? '·' : `${strong}${cell}${strong}`)).join(' | ')} |`;
  };
  return [
    '| Requirements | apply | pass | fail | open | note | observed | not covered | not selected |',
    '| --- | --: | --: | --: | --: | --: | --: | --: | --: |',
    ...sectionCounts(results)
      .filter((n) => n.apply + n.notSelected > 0)
      .map((n) => row(n.name, n)),
    row('All', countRequirements(results.requirements), '**'),
    '',
  ];
}

/** Causes at the head of the summary. */
const MOST_CAUSES = 10;

function whereToBegin({ groups = [] }: RunResults): string[] {
  if (groups.length === 0) return [];
  const entries = groups
    .slice(0, MOST_CAUSES)
    .flatMap((group) => [
      `- ${inline(groupInWords(group))}`,
      `  Observed ${code(group.observed ?? 'nothing')}, first in ${code(group.scenario)} [${inline(group.configuration)}].`,
    ]);
  const more = groups.length - MOST_CAUSES;
  return ['## Where to begin', '', ...entries, ...(more > 0 ? [`- and ${count(more, 'further cause')}`] : []), ''];
}

function remarks({ run }: RunResults): string[] {
  if (run.remarks === undefined || run.remarks.length === 0) return [];
  return ['## During the run', '', ...run.remarks.map((remark) => `- ${inline(remark)}`), ''];
}

function laboratory(results: RunResults): string[] {
  return laboratoryParts(results).flatMap(([title, lines]) => [
    `## ${title}`,
    '',
    ...lines.map((line) => `- ${inline(line)}`),
    '',
  ]);
}

function block(title: string, all: readonly Block[], show: (finding: Block) => string[]): string[] {
  if (all.length === 0) return [];
  const rest =
    all.length > ENTRIES_SHOWN
      ? [
          `- and ${count(all.length - ENTRIES_SHOWN, 'more requirement')}: ${ENTRIES_SHOWN} are shown here, all of them in results.json`,
        ]
      : [];
  return [`## ${title}`, '', ...all.slice(0, ENTRIES_SHOWN).flatMap(show), ...rest, ''];
}

function failure(finding: Block, results: RunResults): string[] {
  const { check } = finding;
  const place = placeInWords(finding);
  const path = check.place?.path;
  return [
    ...head(finding),
    ...(check.expected === undefined ? [] : ['', '  Expected', '', ...fenced(check.expected)]),
    ...(check.observed === undefined
      ? []
      : [
          '',
          finding.varies ? `  Observed in ${code(check.configuration)}; another value elsewhere` : '  Observed',
          '',
          ...fenced(check.observed),
        ]),
    '',
    ...(place === undefined
      ? []
      : [`  Decided by ${inline(place)}${path === undefined ? '' : `, ${code(path)}`}.`, '']),
    ...also(finding),
    `  Again: ${code(again(results, finding.requirement.id, configurationsOf(finding)))}`,
    '',
    `  Source: ${inline(list(finding.requirement.sources))}; confidence ${finding.requirement.confidence}.`,
    '',
  ];
}

function open(finding: Block): string[] {
  const place = placeInWords(finding);
  const at = place === undefined ? '' : ` (${inline(place)})`;
  return [...head(finding), '', `  Cause: ${inline(causeInWords(finding.check.cause))}${at}.`, '', ...also(finding)];
}

function also(finding: Block): string[] {
  const where = alsoIn(finding);
  return where === undefined ? [] : [`  Also ${inline(where)}.`, ''];
}

function head({ requirement, check, configurations }: Block): string[] {
  const { place, name } = scenarioParts(check.scenario);
  const scenario = place === '' ? inline(name) : `${code(place)} ${inline(name)}`;
  return [
    `- **${requirement.id}** (${requirement.level}, ${requirement.weight}, ${inline(requirement.item)}): ${inline(requirement.statement)}`,
    '',
    `  ${scenario}, in ${configurations.map(code).join(', ')}`,
  ];
}

function notes(results: RunResults): string[] {
  const noted = results.requirements.filter((r) => requirementMark(r) === 'note');
  if (noted.length === 0) return [];
  const lines = noted.slice(0, ENTRIES_SHOWN).map((r) => {
    const remarks = [...new Set(r.checks.flatMap((check) => check.notes))];
    return `- **${r.id}**: ${inline(remarks.length === 0 ? r.statement : remarks.join('; '))}`;
  });
  return ['## Note', '', ...lines, ''];
}

function expressions(results: RunResults): string[] {
  const part = rowsOfPart(results);
  if (part !== undefined) return [inline(part), ''];
  const value = { true: 'holds', false: '**no**', unknown: 'unknown' } as const;
  return releases(results.expressions).flatMap(({ version, rows }) => [
    `## Release definition ${version}`,
    '',
    '| Row | Feature | Status | Value | Because |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map(
      (e) => `| ${inline(e.id)} | ${inline(e.feature)} | ${e.status} | ${value[e.value]} | ${inline(e.because)} |`,
    ),
    '',
  ]);
}

function notCovered(results: RunResults): string[] {
  const open = results.requirements.filter((r) => r.verdict === 'not-covered');
  if (open.length === 0) return [];
  const lines = open.map(
    (r) => `- **${r.id}**: ${inline(r.statement)}${r.because === undefined ? '' : ` (${inline(r.because)})`}`,
  );
  return [
    '## Not covered',
    '',
    '<details>',
    `<summary>${count(open.length, 'requirement')} without a scenario</summary>`,
    '',
    ...lines,
    '',
    '</details>',
    '',
  ];
}
