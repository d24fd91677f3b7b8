/**
 * The results as JUnit XML, so that a build is red exactly where the exit code is. A test case is one requirement in one
 * configuration, whatever number of scenarios checked it; class and name stay the same from run to run.
 *
 * - `failure`: what makes exit code 1. `error`: what makes 3 or 4. Where nothing else says why the exit code is not 0 (the
 *   run ended early, a stale entry of the baseline, a row of the release definition), a test case of the run itself does.
 * - `skipped`, with the reason: expected by the baseline, not covered, open for want of means or of an occasion, or open
 *   without counting.
 * - What is only observed or recommended passes; how it deviates stands in the output. What does not apply is left out.
 *
 * Elements and attributes are those that the schemas of CI servers know: no properties inside a test case.
 */

import type { CheckResult, RequirementResult, RunResults, Transcript } from '../results/results.ts';
import { isExcuse } from '../results/standing.ts';
import { again } from './view/again.ts';
import { causeInWords, placeInWords } from './view/findings.ts';
import { remarkInWords, waiverInWords } from './view/laboratory.ts';
import { byId, isJudged } from './view/marks.ts';
import { oneLine, visible } from './view/octets.ts';
import { sections } from './view/sections.ts';
import { list, scenarioParts } from './view/words.ts';
import { xmlAttribute, xmlText } from './xml-text.ts';

export interface Outcome {
  readonly kind: 'pass' | 'failure' | 'error' | 'skipped';
  readonly type?: string;
  readonly message?: string;
  readonly text?: string;
}

interface Case {
  readonly classname: string;
  readonly name: string;
  readonly outcome: Outcome;
  readonly seconds: number;
  readonly output: readonly string[];
}

interface Suite {
  readonly name: string;
  readonly cases: readonly Case[];
}

/** The whole document. */
export function junit(results: RunResults): string {
  const transcripts = new Map(results.transcripts.map((t) => [t.key, t]));
  const tested = suitesOf(results, transcripts);
  const suites = [...tested, ...suiteOfRun(results, tested)];
  const all = suites.flatMap(({ cases }) => cases);
  const name = visible(`${results.tool.name} ${results.tool.version}: ${results.target.name}`);
  // The outermost element has no attribute for skipped tests.
  const attributes = `${xmlAttribute('name', name)}${counts(all)}${xmlAttribute('time', seconds(results.run.durationMs / 1000))}`;
  const lines = suites.flatMap((one) => suiteLines(one, results));
  return ['<?xml version="1.0" encoding="UTF-8"?>', `<testsuites${attributes}>`, ...lines, '</testsuites>', ''].join(
    '\n',
  );
}

function suitesOf(results: RunResults, transcripts: ReadonlyMap<string, Transcript>): Suite[] {
  const requirements = byId(results.requirements);
  return sections(results).flatMap((section) => {
    const own = section.items.flatMap((item) => item.requirements.flatMap((id) => requirements.get(id) ?? []));
    const ran = results.configurations.map(({ id }) => ({
      name: `${section.name} / ${id}`,
      cases: own.flatMap((r) => {
        const checks = r.checks.filter(({ configuration }) => configuration.split(', ').includes(id));
        return checks.length === 0 ? [] : [caseOf(r, id, checks, results, transcripts)];
      }),
    }));
    const uncovered = own.filter((r) => r.verdict === 'not-covered').map((r) => uncoveredCase(r, results));
    return [...ran, { name: `${section.name} / not covered`, cases: uncovered }].filter(
      ({ cases }) => cases.length > 0,
    );
  });
}

function suiteLines({ name, cases }: Suite, results: RunResults): string[] {
  const time = cases.reduce((sum, one) => sum + one.seconds, 0);
  const attributes = [
    xmlAttribute('name', name),
    counts(cases),
    xmlAttribute('skipped', cases.filter(({ outcome }) => outcome.kind === 'skipped').length),
    xmlAttribute('time', seconds(time)),
    xmlAttribute('timestamp', results.run.startedAt.replace(/(\.\d+)?Z$/, '')),
  ];
  return [`  <testsuite${attributes.join('')}>`, ...cases.flatMap(caseLines), '  </testsuite>'];
}

function counts(cases: readonly Case[]): string {
  const of = (kind: Outcome['kind']) => cases.filter(({ outcome }) => outcome.kind === kind).length;
  return [
    xmlAttribute('tests', cases.length),
    xmlAttribute('failures', of('failure')),
    xmlAttribute('errors', of('error')),
  ].join('');
}

function seconds(n: number): string {
  return n.toFixed(3);
}

function caseLines({ classname, name, seconds: time, outcome, output }: Case): string[] {
  const { kind, type, message, text } = outcome;
  const attributes = xmlAttribute('type', type) + xmlAttribute('message', message);
  return [
    `    <testcase${xmlAttribute('classname', classname)}${xmlAttribute('name', name)}${xmlAttribute('time', seconds(time))}>`,
    ...(kind === 'pass' ? [] : [`      <${kind}${attributes}>${xmlText(visible(text ?? ''))}</${kind}>`]),
    ...(output.length > 0 ? [`      <system-out>${xmlText(visible(output.join('\n')))}</system-out>`] : []),
    '    </testcase>',
  ];
}

function caseOf(
  requirement: RequirementResult,
  configuration: string,
  checks: readonly CheckResult[],
  results: RunResults,
  transcripts: ReadonlyMap<string, Transcript>,
): Case {
  const placed = checks.map((check) => {
    const transcript = check.transcript === undefined ? undefined : transcripts.get(check.transcript);
    return { check, place: placeInWords({ check, transcript }) };
  });
  const notes = checks.flatMap((check) => check.notes.map((note) => `${check.scenario}: ${note}`));
  return {
    classname: `${configuration}.${requirement.item}`,
    name: requirement.id,
    outcome: outcomeOf(requirement, configuration, placed, results),
    seconds: checks.reduce((sum, { durationMs }) => sum + durationMs, 0) / 1000,
    output: [
      `${requirement.level}, ${requirement.weight}: ${requirement.statement}`,
      ...new Set(notes),
      ...ofLaboratory(requirement, results),
    ],
  };
}

/** A waiver makes nothing green: it is said in the output of the case. */
function ofLaboratory({ id }: RequirementResult, { waivers = [], laboratoryRemarks = [] }: RunResults): string[] {
  const own = (one: { readonly requirement: string }) => one.requirement === id;
  return [
    ...waivers.filter(own).map((one) => `waiver, changes no verdict: ${waiverInWords(one)}`),
    ...laboratoryRemarks.filter(own).map((one) => `remark: ${remarkInWords(one)}`),
  ];
}

/** A check, and its deciding place in words. */
export interface Placed {
  readonly check: CheckResult;
  readonly place: string | undefined;
}

/** The outcome of a requirement in a configuration: red exactly where it makes the exit code so. */
export function outcomeOf(
  requirement: RequirementResult,
  configuration: string,
  placed: readonly Placed[],
  results: RunResults,
): Outcome {
  const { expectation, run } = results;
  const judged = isJudged(requirement);
  const of = (verdict: CheckResult['verdict']) => placed.filter(({ check }) => check.verdict === verdict);
  const described = (some: readonly Placed[]) =>
    [
      requirement.statement,
      ...some.flatMap((one) => details(one)),
      `source: ${list(requirement.sources)}`,
      `again: ${again(results, requirement.id, [configuration])}`,
    ].join('\n');
  const errors = of('error');
  const [broken] = errors;
  if (broken !== undefined) {
    return { kind: 'error', type: 'error', message: causeLine(broken.check), text: described(errors) };
  }
  const failures = judged ? of('fail') : [];
  const open = of('inconclusive');
  const [first] = [...failures, ...open];
  if (first === undefined) return { kind: 'pass' };
  const wavers = expectation?.flaky?.includes(requirement.id) === true;
  if (expectation !== undefined && (wavers || expectation.met.includes(requirement.id))) {
    return {
      kind: 'skipped',
      message: `${wavers ? 'known to waver' : 'expected'}: ${oneLine(expectation.reasons?.[requirement.id] ?? expectation.file)}`,
    };
  }
  const [failed] = failures;
  if (failed !== undefined) {
    const { expected, observed } = failed.check;
    const message = `expected ${oneLine(expected ?? 'otherwise')}, observed ${oneLine(observed ?? 'this')}`;
    return { kind: 'failure', type: 'fail', message, text: described(failures) };
  }
  const strict = run.kind === 'certification';
  const obstacle = open.find(({ check }) => strict || !isExcuse(check.cause));
  if (judged && obstacle !== undefined && requirement.verdict !== 'pass') {
    return { kind: 'error', type: 'inconclusive', message: causeLine(obstacle.check), text: described(open) };
  }
  // A check without an observation does not weaken others that passed.
  const seen = placed.some(({ check }) => check.verdict === 'pass' && requirement.verdict === 'pass');
  if (seen) return { kind: 'pass' };
  return { kind: 'skipped', message: `${judged ? 'not tested' : 'not judged'}: ${causeLine(first.check)}` };
}

function causeLine(check: CheckResult): string {
  return oneLine(causeInWords(check.cause));
}

/** A check in lines: `features/csp/access/login.feature:12` first, which editors and CI servers can follow. */
function details({ check, place }: Placed): string[] {
  const { place: at, name } = scenarioParts(check.scenario);
  return [
    at === '' ? name : `${at}: ${name}`,
    ...(check.expected === undefined ? [] : [`  expected: ${oneLine(check.expected)}`]),
    ...(check.observed === undefined ? [] : [`  observed: ${oneLine(check.observed)}`]),
    ...(check.cause === undefined ? [] : [`  cause: ${causeLine(check)}`]),
    ...(place === undefined ? [] : [`  decided by: ${place}`]),
    ...(check.place?.path === undefined ? [] : [`  path: ${check.place.path}`]),
  ];
}

function uncoveredCase(requirement: RequirementResult, { run }: RunResults): Case {
  const why = oneLine(requirement.because ?? 'no scenario checks it');
  const strict = run.kind === 'certification' && isJudged(requirement);
  return {
    classname: `not covered.${requirement.item}`,
    name: requirement.id,
    outcome: strict
      ? { kind: 'error', type: 'not-covered', message: `not covered: ${why}` }
      : { kind: 'skipped', message: `not covered: ${why}` },
    seconds: 0,
    output: [`${requirement.level}, ${requirement.weight}: ${requirement.statement}`],
  };
}

/** Test case of the run itself: for an exit code that no requirement explains, an early end, or faults. */
function suiteOfRun({ run }: RunResults, suites: readonly Suite[]): Suite[] {
  const said = suites.some(({ cases }) => cases.some(({ outcome }) => ['failure', 'error'].includes(outcome.kind)));
  const faults = run.faults ?? [];
  if (run.exitCode === 0 || (said && run.aborted === undefined && faults.length === 0)) return [];
  const kind = run.exitCode === 1 ? 'failure' : 'error';
  const message = oneLine(run.aborted ?? run.because ?? `exit code ${run.exitCode}`);
  const outcome: Outcome = { kind, type: `exit code ${run.exitCode}`, message, text: faults.join('\n') };
  return [{ name: 'The run', cases: [{ classname: 'run', name: 'exit code', outcome, seconds: 0, output: [] }] }];
}
