/**
 * Workflow commands of GitHub: an annotation for each failure, with file and line of its scenario, the causes that explain most
 * first. GitHub shows ten errors and ten warnings of a step; the last one says how many more there are.
 */
import type { RunResults } from '../results/results.ts';
import { again } from './view/again.ts';
import { answer } from './view/answer.ts';
import { type Block, causeInWords, configurationsOf, findings, perRequirement } from './view/findings.ts';
import { oneLine } from './view/octets.ts';
import { scenarioParts } from './view/words.ts';

/** Annotations of one kind that GitHub shows for a step. */
const ANNOTATIONS_SHOWN = 10;

type Level = 'error' | 'warning' | 'notice';

interface Annotation {
  readonly level: Level;
  readonly title: string;
  readonly message: string;
  /** `features/csp/access/login.feature:12`; empty for what belongs to no scenario. */
  readonly place: string;
}

export function annotations(results: RunResults): string {
  const lines = [...shown([...failures(results), ...baseline(results)]), ...shown(open(results)), summary(results)];
  return `${lines.map(command).join('\n')}\n`;
}

function failures(results: RunResults): Annotation[] {
  const { expectation, groups = [] } = results;
  const expected = new Set([...(expectation?.met ?? []), ...(expectation?.flaky ?? [])]);
  const order = groups.flatMap(({ requirements }) => requirements);
  const place = ({ requirement: { id } }: Block) => (order.includes(id) ? order.indexOf(id) : order.length);
  const blocks = perRequirement(findings(results, 'fail')).filter(({ requirement }) => !expected.has(requirement.id));
  const harness = perRequirement(findings(results, 'error'));
  return [
    ...[...blocks].sort((a, b) => place(a) - place(b)).map((block) => failure(block, results)),
    ...harness.map((block) => undecided('error', block)),
  ];
}

function failure(block: Block, results: RunResults): Annotation {
  const { requirement, check } = block;
  const configurations = configurationsOf(block);
  return {
    level: 'error',
    title: `${requirement.id} fails [${configurations.join(', ')}]`,
    message: [
      requirement.statement,
      `expected: ${oneLine(check.expected ?? 'otherwise')}`,
      `observed: ${oneLine(check.observed ?? 'this')}`,
      `again: ${again(results, requirement.id, configurations)}`,
    ].join('\n'),
    place: scenarioParts(check.scenario).place,
  };
}

function open(results: RunResults): Annotation[] {
  const expected = new Set([...(results.expectation?.met ?? []), ...(results.expectation?.flaky ?? [])]);
  return perRequirement(findings(results, 'inconclusive'))
    .filter(({ requirement: { id, verdict } }) => verdict === 'inconclusive' && !expected.has(id))
    .map((block) => undecided('warning', block));
}

function undecided(level: Level, block: Block): Annotation {
  const { requirement, check } = block;
  return {
    level,
    title: `${requirement.id} ${level === 'error' ? 'met an error of the suite' : 'is open'} [${configurationsOf(block).join(', ')}]`,
    message: `${requirement.statement}\n${oneLine(causeInWords(check.cause))}`,
    place: scenarioParts(check.scenario).place,
  };
}

function baseline({ expectation }: RunResults): Annotation[] {
  if (expectation === undefined) return [];
  const { file, stale, expired = [] } = expectation;
  const about = (title: string, entries: readonly string[]) =>
    entries.map((entry): Annotation => ({ level: 'error', title, message: `${file}: ${entry}`, place: '' }));
  return [...about('Stale in the baseline', stale), ...about('Expired in the baseline', expired)];
}

function shown(all: readonly Annotation[]): readonly Annotation[] {
  const [first] = all;
  if (first === undefined || all.length <= ANNOTATIONS_SHOWN) return all;
  const more = all.length - ANNOTATIONS_SHOWN + 1;
  const rest: Annotation = {
    level: first.level,
    title: `and ${more} more`,
    message: 'The report has all of them.',
    place: '',
  };
  return [...all.slice(0, ANNOTATIONS_SHOWN - 1), rest];
}

function summary(results: RunResults): Annotation {
  const { exitCode } = results.run;
  const level = exitCode === 0 ? 'notice' : 'error';
  return { level, title: `Exit code ${exitCode}`, message: answer(results).sentence, place: '' };
}

/** `::error file=a,line=1,title=b::message`, with what would end a part of it encoded. */
function command({ level, title, message, place }: Annotation): string {
  const [, file, line] = /^(.*):(\d+)$/.exec(place) ?? [];
  const at = file === undefined ? [] : [`file=${property(file)}`, `line=${line}`];
  return `::${level} ${[...at, `title=${property(title)}`].join(',')}::${data(message)}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
