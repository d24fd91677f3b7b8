/** The change of one requirement from a run to the next. The less the second run looked at, the less it may claim. */
import type { CheckResult, RequirementResult } from '../results.ts';
import { isJudged } from '../standing.ts';
import { type Pair, pairs, type Sides, statusOfCheck } from './checks.ts';
import type { Change, ChangeKind, Standing, Status } from './types.ts';

/** Undefined for a requirement that neither run tested, or that counts in neither. */
export function changeOf(sides: Sides): Change | undefined {
  const { before: first, after: second } = sides;
  const known = second ?? first;
  if (known === undefined || ![first, second].some((r) => r !== undefined && isJudged(r))) return undefined;
  const before = standingOf(first);
  const seen = standingOf(second);
  if (before.status === 'untested' && seen.status === 'untested') return undefined;
  const both = pairs(sides);
  const lost = both.filter((pair) => isLost(pair, seen.status));
  const kind = kindOf(before.status, seen.status, lost);
  const after = kind === 'no-longer-tested' && seen.status === 'pass' ? partly(seen, lost) : seen;
  const { id: requirement, item, area, statement } = known;
  return {
    requirement,
    item,
    area,
    statement,
    kind,
    before,
    after,
    worse: ['new-failure', 'first-tested-failing', 'no-longer-tested'].includes(kind) || opened(before.status, kind),
    redefined: first !== undefined && second !== undefined && isRedefined(first, second),
    notRunAgain: lost.map(({ name }) => name),
  };
}

/** A check that says less than in the first run: it was not run again, or it saw nothing where it had seen something. */
function isLost({ name, before, after }: Pair, seen: Status): boolean {
  if (before === 'untested' || name.startsWith(NOT_RUN)) return false;
  return after === 'untested' || (seen === 'pass' && before !== 'open' && after === 'open');
}

/** Stands in place of a scenario where the tester lacked the means for any. */
const NOT_RUN = 'not run [';

function opened(before: Status, kind: ChangeKind): boolean {
  return kind === 'newly-open' && before === 'pass';
}

function kindOf(before: Status, after: Status, lost: readonly Pair[]): ChangeKind {
  if (after === 'fail') {
    if (before === 'untested') return 'first-tested-failing';
    return before === 'fail' ? 'still-failing' : 'new-failure';
  }
  if (after === 'untested') return 'no-longer-tested';
  if (after === 'open') return before === 'open' || before === 'untested' ? 'still-open' : 'newly-open';
  if (lost.length > 0) return 'no-longer-tested';
  const passing: Readonly<Record<Status, ChangeKind>> = {
    fail: 'mended',
    open: 'decided',
    untested: 'first-tested',
    pass: 'unchanged',
  };
  return passing[before];
}

function partly(after: Standing, lost: readonly Pair[]): Standing {
  const n = lost.length;
  return { ...after, because: `${n} ${n === 1 ? 'check was' : 'checks were'} not run again` };
}

/** A requirement that counts, by its verdict; one that is only observed is not tested, whatever was seen. */
function standingOf(requirement: RequirementResult | undefined): Standing {
  if (requirement === undefined) return nothing('not in the catalogue', 'the catalogue of this run does not have it');
  const { verdict, because } = requirement;
  if (!isJudged(requirement)) return nothing(verdict, `it is ${requirement.weight} in this run and not judged`);
  if (verdict === 'pass' || verdict === 'fail' || verdict === 'inconclusive' || verdict === 'error') {
    return ofCheck(verdict, deciding(requirement));
  }
  return nothing(verdict, because);
}

function nothing(verdict: Standing['verdict'], because: string | undefined): Standing {
  const none = { scenario: undefined, configuration: undefined, expected: undefined, observed: undefined };
  return { status: 'untested', verdict, ...none, because };
}

function ofCheck(verdict: CheckResult['verdict'], check: CheckResult | undefined): Standing {
  return {
    status: statusOfCheck({ verdict }),
    verdict,
    scenario: check?.scenario,
    configuration: check?.configuration,
    expected: check?.expected,
    observed: check?.observed,
    because: check?.cause?.message,
  };
}

function deciding({ verdict, checks }: RequirementResult): CheckResult | undefined {
  return checks.find((check) => check.verdict === verdict) ?? checks[0];
}

/** True if the requirement does not say the same in both runs. */
export function isRedefined(first: RequirementResult, second: RequirementResult): boolean {
  const said = (r: RequirementResult) => JSON.stringify([r.statement, r.level, r.confidence, r.versions]);
  return said(first) !== said(second);
}
