/** The rules of a certification: whatever keeps a run from being one, in words. Needs only results; runs in a browser. */
import type { RequirementResult, RunResults } from './results.ts';
import { isJudged, syntaxesLeftOut, untestedRoles } from './standing.ts';

/** Something that keeps a run from being a certification, and the way to mend it. */
export interface Obstacle {
  readonly kind: ObstacleKind;
  readonly message: string;
}

export type ObstacleKind =
  | 'development'
  | 'ended-early'
  | 'harness'
  | 'fails'
  | 'open'
  | 'not-run'
  | 'release'
  | 'filter'
  | 'versions'
  | 'syntaxes'
  | 'role'
  | 'baseline'
  | 'waiver'
  | 'merged'
  | 'claims'
  | 'defect'
  | 'not-stated'
  | 'altered-tool';

/** Ids named in a sentence; the others are counted. */
const NAMED = 5;

function ids(requirements: readonly Pick<RequirementResult, 'id'>[]): string {
  const named = requirements.slice(0, NAMED).map(({ id }) => id);
  const more = requirements.length - named.length;
  return more > 0 ? `${named.join(', ')} and ${more} more` : named.join(', ');
}

/** Obstacles to a certificate, the weightiest first; none for a certification that succeeded. */
export function obstaclesTo(results: RunResults): readonly Obstacle[] {
  return [...ofVerdicts(results), ...ofExtent(results), ...ofExceptions(results), ...ofStatements(results)];
}

function ofVerdicts(results: RunResults): readonly Obstacle[] {
  const { run, requirements, expressions } = results;
  const found: Obstacle[] = [];
  const add = (kind: ObstacleKind, message: string) => void found.push({ kind, message });
  if (run.aborted !== undefined) add('ended-early', `the run ended early: ${run.aborted}`);
  const errors = requirements.filter((r) => r.verdict === 'error');
  if (errors.length > 0) add('harness', `the harness failed at ${ids(errors)}`);
  for (const fault of run.faults ?? []) add('harness', `the harness failed: ${fault.split('\n')[0] ?? ''}`);
  const counting = requirements.filter(isJudged);
  const failed = counting.filter((r) => r.verdict === 'fail');
  if (failed.length > 0) {
    const items = new Set(failed.map(({ item }) => item)).size;
    const what =
      items === 1 ? 'a mandatory or claimed item is not met' : `${items} mandatory or claimed items are not met`;
    add('fails', `${what}: ${ids(failed)}`);
  }
  const open = counting.filter((r) => r.verdict === 'inconclusive');
  if (open.length > 0) add('open', `mandatory and not decided: ${ids(open)}`);
  const notRun = counting.filter((r) => r.verdict === 'not-covered');
  if (notRun.length > 0) add('not-run', `mandatory and not run: ${ids(notRun)}`);
  for (const row of expressions.filter(({ status, value }) => status === 'M' && value !== 'true')) {
    const word = row.value === 'false' ? 'does not hold' : 'is not known to hold';
    add('release', `${row.id} of release definition ${row.release} ${word}: ${row.because}`);
  }
  return found;
}

function ofExtent(results: RunResults): readonly Obstacle[] {
  const { run, claim, configurations } = results;
  const found: Obstacle[] = [];
  if (run.selection !== undefined) {
    const left = results.requirements.filter((r) => r.applicability === 'not-selected').length;
    found.push({
      kind: 'filter',
      message: `the run was filtered: --select '${run.selection}' left out ${left} requirements`,
    });
  }
  const versions = (claim?.versions ?? []).filter((v) => !configurations.some((c) => c.version === v));
  if (versions.length > 0) {
    found.push({ kind: 'versions', message: `claimed versions were left out: ${versions.join(', ')}` });
  }
  const syntaxes = syntaxesLeftOut(results);
  if (syntaxes.length > 0) {
    found.push({ kind: 'syntaxes', message: `claimed syntaxes were left out: ${syntaxes.join(', ')}` });
  }
  for (const role of untestedRoles(claim)) {
    found.push({ kind: 'role', message: `nothing of the claimed role ${role} was decided` });
  }
  return found;
}

function ofExceptions({ run, expectation, waivers = [] }: RunResults): readonly Obstacle[] {
  const found: Obstacle[] = [];
  if (run.kind !== 'certification') {
    found.push({ kind: 'development', message: 'it was no certification run: "impsc certify" makes one' });
  }
  if (expectation !== undefined) {
    const met = expectation.met.length;
    found.push({
      kind: 'baseline',
      message: `a baseline was in force (${expectation.file}): ${met} failures were expected`,
    });
  }
  for (const { requirement, owner, date } of waivers) {
    found.push({ kind: 'waiver', message: `a waiver was in force: ${requirement}, by ${owner} on ${date}` });
  }
  if (run.mergedFrom !== undefined) {
    found.push({
      kind: 'merged',
      message: `it is merged from ${run.mergedFrom.length} runs, in which what had failed was run again`,
    });
  }
  for (const { message } of run.findingsAboutTheFile ?? []) {
    found.push({ kind: 'claims', message: `the claims are not those of the implementation: ${message}` });
  }
  const { command = [] } = run;
  if (command.includes('--defect')) {
    found.push({
      kind: 'defect',
      message: `a defect was switched on: ${command[command.indexOf('--defect') + 1] ?? ''}`,
    });
  }
  return found;
}

/** Statements a certificate needs, by the key of the ICS/IXIT file that holds each. */
const STATEMENTS = {
  version: 'ics.implementation.version',
  build: 'ics.implementation.build',
  laboratory: 'laboratory.name',
  tester: 'laboratory.tester',
  environment: 'laboratory.environment',
} as const;

function ofStatements({ subject, tool }: RunResults): readonly Obstacle[] {
  const found: Obstacle[] = [];
  const missing = Object.entries(STATEMENTS).filter(([key]) => {
    const said = Object.entries(subject ?? {}).find(([name]) => name === key)?.[1];
    return said === undefined || said === '';
  });
  if (missing.length > 0) {
    const keys = missing.map(([, where]) => where).join(', ');
    found.push({ kind: 'not-stated', message: `not stated in the ICS/IXIT file: ${keys}` });
  }
  if (tool.commit.endsWith('+')) {
    found.push({ kind: 'altered-tool', message: `the program has changes that no commit holds (${tool.commit})` });
  }
  return found;
}
