/** The results as a comment of a pull request: the answer, the totals, what failed and what is open, within the limit of GitHub. */
import type { RunResults } from '../results/results.ts';
import { code, inline } from './markdown-text.ts';
import { again } from './view/again.ts';
import { answer, exitMeaning } from './view/answer.ts';
import { type Block, causeInWords, configurationsOf, findings, perRequirement } from './view/findings.ts';
import { laboratoryParts } from './view/laboratory.ts';
import { oneLine } from './view/octets.ts';
import { countRequirements } from './view/sections.ts';
import { count, dateTime, duration, groupInWords, scenarioParts } from './view/words.ts';
import { within } from './within.ts';

/** Characters of an observation; all of it stands in the report. */
const LONGEST = 300;

/** Causes that are named before the failures. */
const MOST_CAUSES = 5;

export function pullRequest(results: RunResults): string {
  const blocks = (verdict: 'fail' | 'error' | 'inconclusive') => perRequirement(findings(results, verdict));
  const entries = [
    ...titled(
      'Fail',
      blocks('fail').map((block) => failure(block, results)),
    ),
    ...titled('Error of the harness', blocks('error').map(open)),
    ...titled('Open', blocks('inconclusive').map(open)),
    ...laboratoryParts(results).flatMap(([title, all]) =>
      titled(
        title,
        all.map((line) => lines([`- ${inline(line)}`])),
      ),
    ),
  ];
  return within(
    head(results),
    entries,
    (left) => `\n${count(left, 'further entry', 'further entries')} in the report.\n`,
  );
}

function head(results: RunResults): string {
  const said = answer(results);
  const { run, groups = [] } = results;
  const n = countRequirements(results.requirements);
  const facts = [
    results.target.name,
    results.configurations.map(({ id }) => id).join(', '),
    dateTime(run.startedAt),
    duration(run.durationMs),
    `seed ${run.seed}`,
  ];
  const causes = groups.slice(0, MOST_CAUSES).map((group) => `- ${inline(groupInWords(group))}`);
  return [
    `## ${inline(said.question)}: **${said.value}**, ${inline(said.because)}.`,
    '',
    facts.map(inline).join(' · '),
    '',
    '| apply | pass | fail | open | note | observed | not covered | not selected |',
    '| --: | --: | --: | --: | --: | --: | --: | --: |',
    `| ${[n.apply, n.pass, n.fail, n.open, n.note, n.observed, n.notCovered, n.notSelected].join(' | ')} |`,
    '',
    ...said.more.flatMap((line) => [inline(line.slice(0, 1_000)), '']),
    `Exit code ${run.exitCode}, ${inline(exitMeaning(results))}.`,
    '',
    ...(causes.length === 0 ? [] : ['### Where to begin', '', ...causes, '']),
  ].join('\n');
}

function titled(title: string, entries: readonly string[]): string[] {
  const [first, ...rest] = entries;
  return first === undefined ? [] : [`\n### ${title}\n\n${first}`, ...rest];
}

function failure(block: Block, results: RunResults): string {
  const { requirement, check } = block;
  return lines([
    lead(block, results),
    `expected ${code(short(check.expected ?? 'otherwise'))}, observed ${code(short(check.observed ?? 'this'))}`,
    code(again(results, requirement.id, configurationsOf(block))),
  ]);
}

function open(block: Block): string {
  return lines([lead(block), inline(short(causeInWords(block.check.cause)))]);
}

function lead(block: Block, results?: RunResults): string {
  const { requirement, check } = block;
  const { place, name } = scenarioParts(check.scenario);
  const expected = results?.expectation?.met.includes(requirement.id) === true ? ' *(expected)*' : '';
  const where = `${code(place === '' ? name : place)} [${configurationsOf(block).join(', ')}]`;
  return `- **${requirement.id}**${expected}: ${inline(requirement.statement)} ${where}`;
}

function lines([first = '', ...rest]: readonly string[]): string {
  return `${[first, ...rest.map((line) => `  ${line}`)].join('  \n')}\n`;
}

function short(text: string): string {
  const flat = [...oneLine(text)];
  return flat.length <= LONGEST ? flat.join('') : `${flat.slice(0, LONGEST).join('')}…`;
}
