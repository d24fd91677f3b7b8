/**
 * The results as Cucumber messages (ndjson), for the tools of that world. A test case is a scenario in a configuration. Its
 * last step, a hook, has the verdict: a step that fails may deviate from a SHOULD, and a scenario whose steps all pass
 * may have observed nothing.
 *
 * Inconclusive is PENDING, an error of the harness FAILED; a step that was not run is SKIPPED.
 */
import {
  AttachmentContentEncoding,
  type Duration,
  type Envelope,
  type Pickle,
  type TestStepResult,
  TestStepResultStatus,
  type Timestamp,
} from '@cucumber/messages';
import { type FeatureIndex, parseFeatures, type ScenarioSource } from '../conformance/features/features.ts';
import type { CheckResult, RunResults, StepResult, Transcript } from '../results/results.ts';
import { causeInWords } from './view/findings.ts';
import { oneLine, visible } from './view/octets.ts';
import { scenarioParts } from './view/words.ts';

const HOOK = 'verdict';
const STEP = 'step';
const RUN = 'run';

const STATUS: Readonly<Record<StepResult['verdict'], TestStepResultStatus>> = {
  pass: TestStepResultStatus.PASSED,
  fail: TestStepResultStatus.FAILED,
  inconclusive: TestStepResultStatus.PENDING,
  error: TestStepResultStatus.FAILED,
  'not-run': TestStepResultStatus.SKIPPED,
};

export interface MessagesInput {
  readonly results: RunResults;
  readonly features: FeatureIndex;
  /** The text of a feature file; undefined if there is none of that name. */
  readonly text: (uri: string) => string | undefined;
}

/** The lines of the file, each with its end. */
export function* cucumberMessages(input: MessagesInput): Generator<string> {
  for (const envelope of envelopes(input)) yield `${JSON.stringify(envelope)}\n`;
}

function* envelopes({ results, features, text }: MessagesInput): Generator<Envelope> {
  const known = new Map(features.scenarios.map((scenario) => [scenario.id, scenario]));
  const checks = checksByTranscript(results);
  const at = clock(Date.parse(results.run.startedAt));
  yield { meta: metaOf(results) };
  const sources = results.transcripts.map((transcript) => known.get(transcript.scenario) ?? madeUp(transcript));
  const seen = new Set<string>();
  for (const { uri, document } of sources) {
    if (seen.has(uri)) continue;
    seen.add(uri);
    yield { source: { uri, data: text(uri) ?? '', mediaType: 'text/x.cucumber.gherkin+plain' as never } };
    yield { gherkinDocument: document };
  }
  const place = { uri: 'steps', location: { line: 1 } };
  yield {
    stepDefinition: {
      id: STEP,
      pattern: { source: '.*', type: 'REGULAR_EXPRESSION' as never },
      sourceReference: place,
    },
  };
  yield { hook: { id: HOOK, name: 'verdict', sourceReference: place } };
  yield { testRunStarted: { id: RUN, timestamp: at.now() } };
  for (const [i, transcript] of results.transcripts.entries()) {
    const source = sources[i];
    if (source !== undefined) yield* testCase(transcript, source, checks.get(transcript.key) ?? [], at);
  }
  const { exitCode, because } = results.run;
  yield {
    testRunFinished: {
      testRunStartedId: RUN,
      success: exitCode === 0,
      timestamp: at.now(),
      ...(because !== undefined && { message: `exit code ${exitCode}, ${because}` }),
    },
  };
}

function metaOf({ tool, subject }: RunResults): NonNullable<Envelope['meta']> {
  const host = subject?.host;
  return {
    protocolVersion: '32.0.0',
    implementation: { name: tool.name, version: tool.version },
    runtime: { name: 'node.js', version: host?.node ?? '' },
    os: { name: host?.system ?? '' },
    cpu: { name: '' },
  };
}

function* testCase(
  transcript: Transcript,
  source: ScenarioSource,
  checks: readonly CheckResult[],
  at: ReturnType<typeof clock>,
): Generator<Envelope> {
  const { key, configuration, steps } = transcript;
  const started = `${key}-started`;
  const pickle = pickleOf(transcript, source);
  yield { pickle };
  const testSteps = pickle.steps.map(({ id }) => ({
    id: `${id}-test`,
    pickleStepId: id,
    stepDefinitionIds: [STEP],
    stepMatchArgumentsLists: [{ stepMatchArguments: [] }],
  }));
  yield {
    testCase: {
      id: `${key}-case`,
      pickleId: pickle.id,
      testSteps: [...testSteps, { id: `${key}-hook`, hookId: HOOK }],
      testRunStartedId: RUN,
    },
  };
  yield { testCaseStarted: { id: started, testCaseId: `${key}-case`, attempt: 0, timestamp: at.now() } };
  for (const [i, { id }] of testSteps.entries()) {
    const result = stepResult(steps[i], transcript);
    yield { testStepStarted: { testCaseStartedId: started, testStepId: id, timestamp: at.now() } };
    at.pass(steps[i]?.durationMs ?? 0);
    yield {
      testStepFinished: { testCaseStartedId: started, testStepId: id, testStepResult: result, timestamp: at.now() },
    };
  }
  const hook = `${key}-hook`;
  yield { testStepStarted: { testCaseStartedId: started, testStepId: hook, timestamp: at.now() } };
  for (const check of checks.filter(({ notes }) => notes.length > 0)) {
    yield {
      attachment: {
        testCaseStartedId: started,
        testStepId: hook,
        body: visible(check.notes.join('\n')),
        contentEncoding: AttachmentContentEncoding.IDENTITY,
        mediaType: 'text/x.cucumber.log+plain',
        timestamp: at.now(),
      },
    };
  }
  const message = messageOf(transcript, checks);
  const testStepResult: TestStepResult = {
    status: STATUS[transcript.verdict],
    duration: durationOf(0),
    ...(message !== undefined && { message: visible(`[${configuration}] ${message}`) }),
  };
  yield { testStepFinished: { testCaseStartedId: started, testStepId: hook, testStepResult, timestamp: at.now() } };
  yield { testCaseFinished: { testCaseStartedId: started, timestamp: at.now(), willBeRetried: false } };
}

/** A step of a scenario that passes did not fail it: it deviates from something that is not judged. */
function stepResult(step: StepResult | undefined, { verdict }: Transcript): TestStepResult {
  const own = step?.verdict ?? 'not-run';
  const noted = verdict === 'pass' && own !== 'not-run';
  return { status: noted ? TestStepResultStatus.PASSED : STATUS[own], duration: durationOf(step?.durationMs ?? 0) };
}

function messageOf({ verdict }: Transcript, checks: readonly CheckResult[]): string | undefined {
  const check = checks.find((one) => one.verdict === verdict);
  if (verdict === 'pass' || check === undefined) return undefined;
  const kind = verdict === 'error' ? 'error of the harness: ' : '';
  if (check.cause !== undefined) return `${kind}${causeInWords(check.cause)}`;
  return `expected ${check.expected ?? 'otherwise'}, observed ${check.observed ?? 'this'}`;
}

function pickleOf({ key, configuration, requirements, scenario }: Transcript, { pickle }: ScenarioSource): Pickle {
  const ids = pickle.tags[0]?.astNodeId ?? pickle.astNodeIds[0] ?? '';
  const names = [...requirements.map((id) => `@${id}`), `@${configuration}`];
  return {
    ...pickle,
    id: key,
    name: `${scenarioParts(scenario).name} [${configuration}]`,
    tags: names.map((name) => ({ name, astNodeId: ids })),
    steps: pickle.steps.map((step, i) => ({ ...step, id: `${key}-${i}` })),
  };
}

/** A scenario of a result whose feature file is another one today: made again from what the result says of it. */
function madeUp({ key, scenario, feature, steps }: Transcript): ScenarioSource {
  const { place, name } = scenarioParts(scenario);
  const uri = `${place.replace(/:\d+$/, '') || 'features/unknown.feature'}#${key}`;
  const lines = steps.map(({ text }) => `    * ${oneLine(text)}`);
  const text = [
    `Feature: ${oneLine(feature)}`,
    `  Scenario: ${oneLine(name)}`,
    ...(lines.length === 0 ? ['    * nothing'] : lines),
  ];
  const [made] = parseFeatures([{ uri, text: text.join('\n') }]).scenarios;
  if (made === undefined) throw new Error(`the scenario ${scenario} cannot be written as Gherkin`);
  return withOwnIds(made, key);
}

/** Identifiers of a document that was parsed alone begin from the same number as those of all others. */
function withOwnIds(source: ScenarioSource, key: string): ScenarioSource {
  const own = (id: unknown) => `${key}/${id}`;
  const rename = (name: string, value: unknown): unknown => {
    if (name === 'id' || name === 'astNodeId') return own(value);
    return name === 'astNodeIds' && Array.isArray(value) ? value.map(own) : value;
  };
  const renamed = <T>(value: T): T => JSON.parse(JSON.stringify(value), rename) as T;
  return { ...source, pickle: renamed(source.pickle), document: renamed(source.document) };
}

function checksByTranscript({ requirements }: RunResults): ReadonlyMap<string, readonly CheckResult[]> {
  const found = new Map<string, CheckResult[]>();
  for (const check of requirements.flatMap(({ checks }) => checks)) {
    if (check.transcript === undefined || check.scenario.startsWith('monitor: ')) continue;
    const list = found.get(check.transcript);
    if (list === undefined) found.set(check.transcript, [check]);
    else list.push(check);
  }
  return found;
}

const NANOS = 1_000_000;

function durationOf(ms: number): Duration {
  const seconds = Math.floor(ms / 1000);
  return { seconds, nanos: Math.round((ms - 1000 * seconds) * NANOS) };
}

/** The time of the messages: that of the run, moved on by the steps one after the other. */
function clock(from: number) {
  let ms = from;
  return {
    now: (): Timestamp => durationOf(ms),
    pass(more: number) {
      ms += more;
    },
  };
}
