/**
 * The results as JUnit XML. A test suite is a section of the catalogue in one configuration, a test case one check of one
 * requirement. What JUnit has no word for is said like this:
 *
 * - `fail` of a requirement that decides about conformance is `failure`; of a recommended or informative one it is no
 *   failure, but a property `observed` and a line of output: it is reported and never judged.
 * - `inconclusive` is `error` with `type="inconclusive"`: a build that cannot say whether the server conforms must not be
 *   green. An error of the harness is `error` with `type="error"`.
 * - What applies and has no scenario is `skipped` in a suite of its own; what does not apply is not listed.
 */
import type { CheckResult, RequirementResult, RunResults, Transcript } from '../conformance/results.ts';
import { causeInWords, placeInWords } from './findings.ts';
import { byId, isJudged } from './marks.ts';
import { sections } from './sections.ts';
import { list, scenarioParts } from './words.ts';
import { xmlAttribute, xmlText } from './xml-text.ts';

interface Case {
  readonly lines: readonly string[];
  readonly outcome: 'pass' | 'failure' | 'error' | 'skipped';
  readonly seconds: number;
}

/** The whole document. */
export function junit(results: RunResults): string {
  const requirements = byId(results.requirements);
  const transcripts = new Map(results.transcripts.map((t) => [t.key, t]));
  const suites: string[] = [];
  const all: Case[] = [];
  for (const section of sections(results)) {
    const own = section.items.flatMap((item) => item.requirements.flatMap((id) => requirements.get(id) ?? []));
    for (const configuration of results.configurations) {
      const cases = own.flatMap((requirement) =>
        requirement.checks
          .filter((check) => check.configuration === configuration.id)
          .map((check) => testCase(requirement, check, transcripts)),
      );
      all.push(...cases);
      suites.push(...suite(`${section.name} / ${configuration.id}`, cases, results));
    }
    // A check that could not run at all is made once, for every configuration it was meant for.
    const known = new Set(results.configurations.map((c) => c.id));
    const elsewhere = own.flatMap((requirement) =>
      requirement.checks
        .filter((check) => !known.has(check.configuration))
        .map((check) => testCase(requirement, check, transcripts)),
    );
    all.push(...elsewhere);
    suites.push(...suite(`${section.name} / not run`, elsewhere, results));
    const uncovered = own.filter((r) => r.verdict === 'not-covered').map(notCovered);
    all.push(...uncovered);
    suites.push(...suite(`${section.name} / not covered`, uncovered, results));
  }
  const name = `${results.tool.name} ${results.tool.version}: ${results.target.name}`;
  const attributes = `${xmlAttribute('name', name)}${counts(all)}${xmlAttribute('time', seconds(results.run.durationMs / 1000))}`;
  return ['<?xml version="1.0" encoding="UTF-8"?>', `<testsuites${attributes}>`, ...suites, '</testsuites>', ''].join(
    '\n',
  );
}

function suite(name: string, cases: readonly Case[], results: RunResults): string[] {
  if (cases.length === 0) return [];
  const time = cases.reduce((sum, one) => sum + one.seconds, 0);
  const attributes = [
    xmlAttribute('name', name),
    counts(cases),
    xmlAttribute('time', seconds(time)),
    xmlAttribute('timestamp', results.run.startedAt.replace(/(\.\d+)?Z$/, '')),
  ];
  return [`  <testsuite${attributes.join('')}>`, ...cases.flatMap((one) => one.lines), '  </testsuite>'];
}

function counts(cases: readonly Case[]): string {
  const of = (outcome: Case['outcome']) => cases.filter((one) => one.outcome === outcome).length;
  return [
    xmlAttribute('tests', cases.length),
    xmlAttribute('failures', of('failure')),
    xmlAttribute('errors', of('error')),
    xmlAttribute('skipped', of('skipped')),
  ].join('');
}

function seconds(n: number): string {
  return n.toFixed(3);
}

function testCase(
  requirement: RequirementResult,
  check: CheckResult,
  transcripts: ReadonlyMap<string, Transcript>,
): Case {
  const { name } = scenarioParts(check.scenario);
  const time = check.durationMs / 1000;
  const judged = isJudged(requirement);
  const transcript = check.transcript === undefined ? undefined : transcripts.get(check.transcript);
  const place = placeInWords({ check, transcript });
  const observed = !judged && check.verdict === 'fail';
  const outcome =
    check.verdict === 'error' || check.verdict === 'inconclusive'
      ? 'error'
      : check.verdict === 'fail' && judged
        ? 'failure'
        : 'pass';
  const remarks = [...check.notes, ...(observed ? details(requirement, check, place) : [])];
  return {
    outcome,
    seconds: time,
    lines: [
      `    <testcase${open(requirement, `${requirement.id} ${name}`)}${xmlAttribute('time', seconds(time))}>`,
      ...properties([
        ['requirement', requirement.id],
        ['item', requirement.item],
        ['level', requirement.level],
        ['weight', requirement.weight],
        ['confidence', requirement.confidence],
        ['configuration', check.configuration],
        ['scenario', check.scenario],
        ...(observed ? [['observed', 'deviates, not judged'] as const] : []),
      ]),
      ...(outcome === 'failure' ? failure(requirement, check, place) : []),
      ...(outcome === 'error' ? error(requirement, check, place) : []),
      ...(remarks.length > 0 ? [`      <system-out>${xmlText(remarks.join('\n'))}</system-out>`] : []),
      '    </testcase>',
    ],
  };
}

function open(requirement: RequirementResult, name: string): string {
  return xmlAttribute('classname', requirement.item) + xmlAttribute('name', name);
}

function properties(pairs: readonly (readonly [name: string, value: string])[]): string[] {
  return [
    '      <properties>',
    ...pairs.map(([name, value]) => `        <property${xmlAttribute('name', name)}${xmlAttribute('value', value)}/>`),
    '      </properties>',
  ];
}

function failure(requirement: RequirementResult, check: CheckResult, place: string | undefined): string[] {
  const message = `expected ${oneLine(check.expected)}, observed ${oneLine(check.observed)}`;
  const text = details(requirement, check, place).join('\n');
  return [
    `      <failure${xmlAttribute('type', 'fail')}${xmlAttribute('message', message)}>${xmlText(text)}</failure>`,
  ];
}

function error(requirement: RequirementResult, check: CheckResult, place: string | undefined): string[] {
  const cause = causeInWords(check.cause);
  const text = [requirement.statement, `cause: ${cause}`, ...(place === undefined ? [] : [`at: ${place}`])].join('\n');
  return [
    `      <error${xmlAttribute('type', check.verdict)}${xmlAttribute('message', cause)}>${xmlText(text)}</error>`,
  ];
}

function details(requirement: RequirementResult, check: CheckResult, place: string | undefined): string[] {
  return [
    requirement.statement,
    `expected: ${check.expected ?? 'not said'}`,
    `observed: ${check.observed ?? 'not said'}`,
    ...(place === undefined ? [] : [`decided by: ${place}`]),
    ...(check.place?.path === undefined ? [] : [`path: ${check.place.path}`]),
    `source: ${list(requirement.sources)}`,
  ];
}

function oneLine(text: string | undefined): string {
  return text === undefined ? 'not said' : text.replace(/\s+/g, ' ').trim();
}

function notCovered(requirement: RequirementResult): Case {
  const why = requirement.because === undefined ? 'not covered' : `not covered: ${requirement.because}`;
  return {
    outcome: 'skipped',
    seconds: 0,
    lines: [
      `    <testcase${open(requirement, `${requirement.id} not covered`)}${xmlAttribute('time', '0.000')}>`,
      ...properties([
        ['requirement', requirement.id],
        ['item', requirement.item],
        ['level', requirement.level],
        ['weight', requirement.weight],
      ]),
      `      <skipped${xmlAttribute('message', why)}/>`,
      '    </testcase>',
    ],
  };
}
