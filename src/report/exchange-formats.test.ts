/** Formats for other tools: each fits the schema of its consumer, and its totals are those of the result. */
import { readFileSync } from 'node:fs';
import type { Envelope } from '@cucumber/messages';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { loadFeatures } from '../conformance/features/features.ts';
import type { RunResults } from '../results/results.ts';
import { isJudged } from '../results/standing.ts';
import { sampleResults } from '../testing/report/sample.ts';
import { allure } from './allure/allure.ts';
import { cucumberMessages } from './cucumber-messages.ts';
import { EARL_OUTCOMES, earl } from './earl.ts';
import { junit } from './junit.ts';

const failing = sampleResults({ configurations: ['1.2-xml', '1.3-wbxml'] });
const failed = failing.requirements.filter((r) => isJudged(r) && r.verdict === 'fail').map(({ id }) => id);
const [known = '', ...unknown] = failed;
const expected: RunResults = {
  ...failing,
  expectation: {
    file: 'known.yaml',
    met: [known],
    unexpected: unknown,
    stale: ['CSP-KA-001'],
    reasons: { [known]: 'names are mended in 4.3 (https://tracker.example/17)' },
  },
};
const early = { ...failing, run: { ...failing.run, aborted: 'nobody answers', exitCode: 3 } };
const RUNS = [
  ['a run with failures', failing],
  ['a run with a baseline', expected],
  ['a run that ended early', early],
  ['a run without failures', sampleResults({ configurations: ['1.2-xml'], flawless: true })],
] as const;

const features = loadFeatures('features');
const messagesOf = (results: RunResults): Envelope[] =>
  [...cucumberMessages({ results, features, text: () => 'Feature: x' })].map((line) => JSON.parse(line) as Envelope);

interface AllureTest {
  readonly uuid: string;
  readonly historyId: string;
  readonly fullName: string;
  readonly status: string;
  readonly labels: readonly { readonly name: string; readonly value: string }[];
  readonly links: readonly { readonly url: string; readonly type: string }[];
  readonly steps: readonly { readonly attachments: readonly { readonly source: string }[] }[];
}

describe.each(RUNS)('%s', (_, results) => {
  it('as Cucumber messages fits their schema', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const valid = ajv.compile<Envelope>(
      JSON.parse(readFileSync('node_modules/@cucumber/messages/messages.schema.json', 'utf8')) as object,
    );
    for (const envelope of messagesOf(results)) expect(valid(envelope), ajv.errorsText(valid.errors)).toBe(true);
  });

  it('has as many scenarios of each verdict there', () => {
    const envelopes = messagesOf(results);
    const hooks = envelopes.flatMap(({ testStepFinished }) =>
      testStepFinished?.testStepId.endsWith('-hook') === true ? [testStepFinished.testStepResult.status] : [],
    );
    const count = (status: string) => hooks.filter((one) => String(one) === status).length;
    const ran = (...verdicts: string[]) =>
      results.transcripts.filter(({ verdict }) => verdicts.includes(verdict)).length;
    expect(hooks).toHaveLength(results.totals.scenarios.run);
    expect([count('PASSED'), count('FAILED'), count('PENDING')]).toEqual([
      ran('pass'),
      ran('fail', 'error'),
      ran('inconclusive'),
    ]);
    expect(envelopes.at(-1)?.testRunFinished?.success).toBe(results.run.exitCode === 0);
  });

  it('has an assertion of EARL for each requirement, and as many failures as count', () => {
    const { '@graph': graph } = JSON.parse([...earl(results)].join('')) as {
      readonly '@graph': readonly {
        readonly '@type': unknown;
        readonly '@id'?: string;
        readonly [key: string]: unknown;
      }[];
    };
    const ids = new Set(graph.flatMap((node) => node['@id'] ?? []));
    const assertions = graph.filter((node) => node['@type'] === 'earl:Assertion');
    expect(assertions).toHaveLength(results.requirements.length);
    for (const one of assertions) {
      for (const key of ['earl:test', 'earl:subject', 'earl:assertedBy']) expect(ids).toContain(one[key]);
    }
    const outcomes = assertions.map((one) => (one['earl:result'] as Record<string, string>)['earl:outcome']);
    expect(EARL_OUTCOMES).toEqual(expect.arrayContaining([...new Set(outcomes)]));
    const count = (outcome: string) => outcomes.filter((one) => one === outcome).length;
    const verdicts = (verdict: string) => results.requirements.filter((r) => r.verdict === verdict).length;
    expect(count('earl:passed')).toBe(verdicts('pass'));
    expect(count('earl:failed')).toBe(results.requirements.filter((r) => isJudged(r) && r.verdict === 'fail').length);
    expect(count('earl:untested')).toBe(verdicts('not-selected') + verdicts('not-covered'));
  });

  it('has the tests of JUnit in Allure, each with the same outcome', () => {
    const files = [...allure(results)];
    const tests = files
      .filter(({ name }) => name.endsWith('-result.json'))
      .map(({ content }) => JSON.parse(content) as AllureTest);
    const own = tests.filter(({ fullName }) => fullName !== 'the run');
    const count = (status: string) => own.filter((test) => test.status === status).length;
    const xml = junit(results);
    const inJunit = [...xml.matchAll(/<testcase classname="(?!run")[^>]*>\n\s*<(failure|error|skipped|system-out)/g)];
    const kinds = (kind: string) => inJunit.filter(([, one]) => one === kind).length;
    expect([own.length, count('failed'), count('broken'), count('skipped'), count('passed')]).toEqual([
      inJunit.length,
      kinds('failure'),
      kinds('error'),
      kinds('skipped'),
      kinds('system-out'),
    ]);
    expect(new Set(tests.map(({ uuid }) => uuid)).size).toBe(tests.length);
    expect(new Set(tests.map(({ historyId }) => historyId)).size).toBe(tests.length);
    const names = new Set(files.map(({ name }) => name));
    for (const { source } of tests.flatMap(({ steps }) => steps.flatMap(({ attachments }) => attachments))) {
      expect(names).toContain(source);
    }
  });
});

describe('Allure', () => {
  const tests = [...allure(expected)]
    .filter(({ name }) => name.endsWith('-result.json'))
    .map(
      ({ content }) =>
        JSON.parse(content) as AllureTest & { readonly statusDetails: Readonly<Record<string, unknown>> },
    );

  it('shows what the baseline expects as known, with a link to where it is tracked', () => {
    const one = tests.find(({ fullName }) => fullName.startsWith(known));
    expect(one).toMatchObject({ statusDetails: { known: true } });
    expect(one?.links).toContainEqual({
      name: 'https://tracker.example/17',
      url: 'https://tracker.example/17',
      type: 'issue',
    });
    expect(one?.labels).toContainEqual({ name: 'framework', value: 'imps-conformance' });
  });

  it('keeps the identity of a test from run to run, and not that of its result', () => {
    const later = { ...expected, run: { ...expected.run, startedAt: '2026-12-01T00:00:00.000Z' } };
    const again = [...allure(later)].find(({ content }) => content.includes(`"fullName":"${tests[0]?.fullName}"`));
    const other = JSON.parse(again?.content ?? '{}') as AllureTest;
    expect(other.historyId).toBe(tests[0]?.historyId);
    expect(other.uuid).not.toBe(tests[0]?.uuid);
  });

  it('has a test of the run where an entry of the baseline is stale', () => {
    expect(tests.find(({ fullName }) => fullName === 'the run')?.status).toBe('failed');
  });
});
