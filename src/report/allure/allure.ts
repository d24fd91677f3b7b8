/**
 * The results as files of Allure: a test result for each requirement in each configuration, red exactly where the exit code
 * is. Its steps are the checks, theirs the steps of the scenario. What did not simply pass has its conversation attached.
 *
 * Status: `failed` makes exit code 1, `broken` 3 or 4; `skipped` counts for nothing, with its reason.
 */
import { createHash } from 'node:crypto';
import type { CheckResult, RequirementResult, RunResults, StepResult, Transcript } from '../../results/results.ts';
import { outcomeOf } from '../junit.ts';
import { again } from '../view/again.ts';
import { causeInWords, placeInWords } from '../view/findings.ts';
import { byId, isJudged } from '../view/marks.ts';
import { oneLine, visible } from '../view/octets.ts';
import { sections } from '../view/sections.ts';
import { list } from '../view/words.ts';
import { conversation } from './conversation.ts';

type Status = 'passed' | 'failed' | 'broken' | 'skipped';

/** A file of the folder, by its name. */
export interface AllureFile {
  readonly name: string;
  readonly content: string;
}

interface Step {
  readonly name: string;
  readonly status: Status;
  readonly statusDetails?: { readonly message: string };
  readonly stage: 'finished';
  readonly start: number;
  readonly stop: number;
  readonly steps: readonly Step[];
  readonly attachments: readonly { readonly name: string; readonly source: string; readonly type: string }[];
}

const STATUS = { pass: 'passed', failure: 'failed', error: 'broken', skipped: 'skipped' } as const;
const CHECK: Readonly<Record<StepResult['verdict'], Status>> = {
  pass: 'passed',
  fail: 'failed',
  inconclusive: 'broken',
  error: 'broken',
  'not-run': 'skipped',
};

/** The files, one after the other. */
export function* allure(results: RunResults): Generator<AllureFile> {
  const transcripts = new Map(results.transcripts.map((t) => [t.key, t]));
  const requirements = byId(results.requirements);
  const attached = new Set<string>();
  yield { name: 'environment.properties', content: environment(results) };
  yield { name: 'categories.json', content: JSON.stringify(CATEGORIES) };
  for (const section of sections(results)) {
    for (const item of section.items) {
      for (const requirement of item.requirements.flatMap((id) => requirements.get(id) ?? [])) {
        for (const { id } of results.configurations) {
          const checks = requirement.checks.filter(({ configuration }) => configuration.split(', ').includes(id));
          if (checks.length === 0) continue;
          const input = { requirement, configuration: id, checks, section: section.name, results, transcripts };
          yield result(input);
          yield* attachments(checks, transcripts, attached);
        }
        if (requirement.verdict === 'not-covered') yield uncovered(requirement, section.name, results);
      }
    }
  }
  const run = resultOfRun(results);
  if (run !== undefined) yield run;
}

const CATEGORIES = [
  { name: 'Not conformant', matchedStatuses: ['failed'] },
  { name: 'Inconclusive, or an error of the harness', matchedStatuses: ['broken'] },
  { name: 'Expected by the baseline', matchedStatuses: ['skipped'], messageRegex: '(?s)(expected|known to waver): .*' },
  { name: 'Not tested', matchedStatuses: ['skipped'] },
];

function environment({ target, tool, run, configurations }: RunResults): string {
  const facts: Readonly<Record<string, string>> = {
    Implementation: target.name,
    Suite: `${tool.name} ${tool.version} (${tool.commit})`,
    Configurations: configurations.map(({ id }) => id).join(' '),
    Seed: String(run.seed),
    Selection: run.selection ?? 'everything',
    'Exit.code': String(run.exitCode),
  };
  return Object.entries(facts)
    .map(([key, value]) => `${key}=${oneLine(value).replaceAll('\\', '\\\\')}\n`)
    .join('');
}

interface Input {
  readonly requirement: RequirementResult;
  readonly configuration: string;
  readonly checks: readonly CheckResult[];
  readonly section: string;
  readonly results: RunResults;
  readonly transcripts: ReadonlyMap<string, Transcript>;
}

/** A name that is the same from run to run, in the form of a UUID. */
function uuid(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join('-');
}

function file(fullName: string, results: RunResults, rest: object): AllureFile {
  const id = uuid(`${fullName} ${results.run.startedAt}`);
  const history = createHash('md5').update(fullName).digest('hex');
  const content = { uuid: id, historyId: history, testCaseId: history, fullName, stage: 'finished', ...rest };
  return { name: `${id}-result.json`, content: JSON.stringify(content) };
}

function labels(requirement: RequirementResult, configuration: string, section: string) {
  const severity = { mandatory: 'critical', optional: 'normal', recommended: 'minor', informative: 'trivial' };
  return [
    { name: 'parentSuite', value: configuration },
    { name: 'suite', value: section },
    { name: 'subSuite', value: requirement.item },
    { name: 'epic', value: section },
    { name: 'feature', value: requirement.item },
    { name: 'story', value: requirement.id },
    { name: 'severity', value: severity[requirement.weight] },
    { name: 'package', value: requirement.area },
    { name: 'testClass', value: `${configuration}.${requirement.item}` },
    { name: 'framework', value: 'imps-conformance' },
    ...[requirement.level, requirement.weight, `confidence ${requirement.confidence}`].map((value) => ({
      name: 'tag',
      value,
    })),
  ];
}

/** The page of the requirement in the report beside, and the addresses in the reason of a baseline entry. */
function links({ id }: RequirementResult, { expectation }: RunResults) {
  const urls = expectation?.reasons?.[id]?.match(/https?:\/\/[^\s,;)]+/g) ?? [];
  return [
    { name: `${id} in the report`, url: `../index.html#/requirement/${id}`, type: 'tms' },
    ...urls.map((url) => ({ name: url, url, type: 'issue' })),
  ];
}

function result({ requirement, configuration, checks, section, results, transcripts }: Input): AllureFile {
  const placed = checks.map((check) => {
    const transcript = check.transcript === undefined ? undefined : transcripts.get(check.transcript);
    return { check, place: placeInWords({ check, transcript }) };
  });
  const outcome = outcomeOf(requirement, configuration, placed, results);
  const start = Date.parse(results.run.startedAt);
  const steps = checks.map((check) => stepOfCheck(check, requirement, transcripts, start));
  return file(`${requirement.id} [${configuration}]`, results, {
    name: `${requirement.id} ${requirement.statement}`,
    description: `${requirement.level}, ${requirement.weight}. Source: ${list(requirement.sources)}\n\nAgain: \`${again(results, requirement.id, [configuration])}\``,
    status: STATUS[outcome.kind],
    statusDetails: {
      ...(outcome.message !== undefined && { message: visible(outcome.message) }),
      ...(outcome.text !== undefined && { trace: visible(outcome.text) }),
      known: results.expectation?.met.includes(requirement.id) === true,
      flaky: results.expectation?.flaky?.includes(requirement.id) === true,
    },
    start,
    stop: start + Math.round(checks.reduce((sum, { durationMs }) => sum + durationMs, 0)),
    labels: labels(requirement, configuration, section),
    links: links(requirement, results),
    parameters: [{ name: 'configuration', value: configuration }],
    steps,
    attachments: [],
  });
}

function stepOfCheck(
  check: CheckResult,
  requirement: RequirementResult,
  transcripts: ReadonlyMap<string, Transcript>,
  start: number,
): Step {
  const transcript = check.transcript === undefined ? undefined : transcripts.get(check.transcript);
  const status = check.verdict === 'fail' && !isJudged(requirement) ? 'skipped' : CHECK[check.verdict];
  const monitor = check.scenario.startsWith('monitor: ');
  const notes = check.notes.map((note) => leaf(note, 'passed', start, 0));
  const steps = monitor ? [] : (transcript?.steps ?? []).map((step) => gherkinStep(step, check, start));
  const said =
    check.cause === undefined
      ? check.expected === undefined
        ? undefined
        : `expected ${check.expected}, observed ${check.observed ?? 'nothing'}`
      : causeInWords(check.cause);
  return {
    ...leaf(check.scenario, status, start, check.durationMs),
    ...(said !== undefined && { statusDetails: { message: visible(said) } }),
    steps: [...steps, ...notes],
    attachments:
      transcript === undefined || !isTold(check)
        ? []
        : [{ name: `conversation ${transcript.key}`, source: sourceOf(transcript), type: 'text/plain' }],
  };
}

/** A step that fails in a check that passes deviates from what is not judged. */
function gherkinStep(step: StepResult, { verdict }: CheckResult, start: number): Step {
  const status = verdict === 'pass' && step.verdict !== 'not-run' ? 'passed' : CHECK[step.verdict];
  return leaf(`${step.keyword} ${step.text}`, status, start, step.durationMs);
}

function leaf(name: string, status: Status, start: number, durationMs: number): Step {
  const stop = start + Math.round(durationMs);
  return { name: oneLine(name), status, stage: 'finished', start, stop, steps: [], attachments: [] };
}

function isTold({ verdict, notes }: CheckResult): boolean {
  return verdict !== 'pass' || notes.length > 0;
}

/** A key may come from a file that somebody else wrote: it never becomes a path. */
function sourceOf({ key }: Transcript): string {
  return `${uuid(key)}-attachment.txt`;
}

function* attachments(
  checks: readonly CheckResult[],
  transcripts: ReadonlyMap<string, Transcript>,
  attached: Set<string>,
): Generator<AllureFile> {
  for (const check of checks.filter(isTold)) {
    const transcript = check.transcript === undefined ? undefined : transcripts.get(check.transcript);
    if (transcript === undefined || attached.has(transcript.key)) continue;
    attached.add(transcript.key);
    yield { name: sourceOf(transcript), content: conversation(transcript) };
  }
}

function uncovered(requirement: RequirementResult, section: string, results: RunResults): AllureFile {
  const start = Date.parse(results.run.startedAt);
  const strict = results.run.kind === 'certification' && isJudged(requirement);
  return file(`${requirement.id} [not covered]`, results, {
    name: `${requirement.id} ${requirement.statement}`,
    status: strict ? 'broken' : 'skipped',
    statusDetails: { message: `not covered: ${oneLine(requirement.because ?? 'no scenario checks it')}` },
    start,
    stop: start,
    labels: labels(requirement, 'not covered', section),
    links: links(requirement, results),
    parameters: [],
    steps: [],
    attachments: [],
  });
}

/** A test of the run itself, where it ended early, or the harness failed, or an entry of the baseline is stale. */
function resultOfRun(results: RunResults): AllureFile | undefined {
  const { run, expectation } = results;
  const stale = [...(expectation?.stale ?? []), ...(expectation?.expired ?? [])];
  const faults = run.faults ?? [];
  if (run.aborted === undefined && faults.length === 0 && stale.length === 0) return undefined;
  const start = Date.parse(run.startedAt);
  return file('the run', results, {
    name: 'The run itself',
    status: run.exitCode === 1 ? 'failed' : 'broken',
    statusDetails: {
      message: oneLine(run.aborted ?? run.because ?? `exit code ${run.exitCode}`),
      trace: visible([...stale, ...faults].join('\n')),
    },
    start,
    stop: start,
    labels: [{ name: 'suite', value: 'The run' }],
    links: [],
    parameters: [],
    steps: [],
    attachments: [],
  });
}
