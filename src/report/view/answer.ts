/** The answer of a run: one sentence that repeats the question, and what it rests on. Runs in a browser as well. */

import type { ExpressionResult, ItemResult, RequirementResult, RunResults } from '../../results/results.ts';
import { isPart, syntaxesLeftOut, untestedRoles } from '../../results/standing.ts';
import { byId, isJudged, isMandatory, type Mark, onlyUntestable, requirementsOf } from './marks.ts';
import { judgedCount } from './sections.ts';
import { count, countInWords, dateTime, list, stop } from './words.ts';

/** An answer needs all of a run but what went over the wire. */
export type AnsweredRun = Omit<RunResults, 'transcripts'>;

export type AnswerValue = 'yes' | 'no' | 'not decided';

export interface Answer {
  readonly mark: Mark;
  /** `Conformant to IMPS 1.3 as server`. */
  readonly question: string;
  readonly value: AnswerValue;
  /** `because one mandatory item is not met`: without a full stop. */
  readonly because: string;
  /** All of it as one sentence. */
  readonly sentence: string;
  /** Further remarks: open requirements, uncovered ones, and the effect of the baseline. */
  readonly more: readonly string[];
}

export function answer(results: AnsweredRun): Answer {
  const question = questionOf(results);
  const { value, because, mark } = decide(results);
  return {
    mark,
    question,
    value,
    because,
    sentence: `${question}: ${value}, ${because}.`,
    more: remarks(results),
  };
}

/** A longer selection does not fit a headline; it is said below it. */
const LONGEST_SELECTION = 40;

/** The question of a run: does the implementation conform, or, in a run of a part, does that part conform? */
function questionOf(results: AnsweredRun): string {
  const versions = [...new Set(results.configurations.map((c) => c.version))].sort();
  const what = versions.length === 0 ? 'IMPS' : `IMPS ${list(versions)}`;
  const as = `${what} as ${list(rolesOf(results))}`;
  if (!isPart(results)) return `Conformant to ${as}`;
  const parts = partsSelected(results);
  return parts.length <= LONGEST_SELECTION ? `${as}, as far as selected (${parts})` : `${as}, as far as selected`;
}

/** The chosen part in words: the selection, and the syntaxes if claimed ones were left out. */
function partsSelected(results: AnsweredRun): string {
  const { selection, shard } = results.run;
  const syntaxes = [...new Set(results.configurations.map((c) => c.syntax))];
  const only = syntaxesLeftOut(results).length === 0 ? [] : [`${list(syntaxes)} only`];
  const share = shard === undefined ? [] : [`shard ${shard.index} of ${shard.of}`];
  return [...(selection === undefined ? [] : [selection]), ...only, ...share].join('; ');
}

const ROLE_WORDS: Readonly<Record<string, string>> = {
  'csp-server': 'CSP server',
  'ssp-server': 'SSP server',
  'csp-client': 'client',
};

/** Roles in question; in a run of a part, only those that were tested. */
function rolesOf(results: AnsweredRun): readonly string[] {
  const { claim } = results;
  if (claim === undefined) {
    const roles = [...new Set(results.items.filter((item) => item.claimed).map((item) => item.role))].sort().reverse();
    return roles.length === 0 ? ['server'] : roles;
  }
  const untested = isPart(results) ? untestedRoles(claim) : [];
  const asked = claim.roles.map(({ role }) => role).filter((role) => !untested.includes(role));
  const named = asked.length === 0 ? claim.roles.map(({ role }) => role) : asked;
  return named.map((role) =>
    role === 'csp-server' && !named.includes('ssp-server') ? 'server' : (ROLE_WORDS[role] ?? role),
  );
}

function decide(results: AnsweredRun): Pick<Answer, 'value' | 'because' | 'mark'> {
  const no = (because: string) => ({ value: 'no', because: `because ${because}`, mark: 'fail' }) as const;
  const open = (because: string, mark: Mark = 'inconclusive') =>
    ({ value: 'not decided', because: `because ${because}`, mark }) as const;

  const failed = split(results, 'fail');
  if (failed.mandatory.length + failed.optional.length > 0) return no(`${itemsInWords(failed)} not met`);
  const judged = results.requirements.filter(isJudged);
  const failing = judged.filter((r) => r.verdict === 'fail');
  if (failing.length > 0) {
    return no(`${countInWords(failing.length, 'requirement')} ${failing.length === 1 ? 'fails' : 'fail'}`);
  }
  const wrong = results.requirements.filter((r) => r.verdict === 'error');
  if (wrong.length > 0) {
    return open(`${countInWords(wrong.length, 'requirement')} met an error of the harness itself`, 'error');
  }
  const [fault] = results.run.faults ?? [];
  if (results.run.exitCode === 4) {
    return open(`the harness itself failed${fault === undefined ? '' : `: ${fault.split('\n')[0]}`}`, 'error');
  }
  if (results.run.aborted !== undefined) return open(`the run ended early: ${results.run.aborted}`);
  const undecided = undecidedItems(results);
  const stay = undecided.mandatory.length + undecided.optional.length > 0;
  if (!stay && judgedCount(results.requirements) === 0) return open('no requirement was judged', 'not-run');
  const rows = isPart(results) ? [] : mandatoryRows(results);
  const fallen = rows.find((row) => row.value === 'false');
  const [lacking] = results.run.findingsAboutTheFile ?? [];
  if (fallen !== undefined && lacking !== undefined) {
    return open(`the file claims less than is implemented (${lacking.item}): correct the file`);
  }
  if (fallen !== undefined) return no(`${rowInWords(fallen)} is not met`);
  if (stay) return open(`${itemsInWords(undecided)} inconclusive`);
  const [untested] = isPart(results) ? [] : untestedRoles(results.claim);
  if (untested !== undefined) return open(`nothing of the role ${untested} was tested`, 'not-run');
  const unknown = rows.find((row) => row.value === 'unknown' && !standsForDevelopment(row, results));
  if (unknown !== undefined) return open(`the value of ${rowInWords(unknown)} is not known`);
  const uncovered = judged.filter((r) => r.verdict === 'not-covered');
  if (results.run.kind === 'certification' && uncovered.length > 0) {
    return open(`${countInWords(uncovered.length, 'requirement')} ${are(uncovered.length)} not covered`, 'not-run');
  }
  const n = judgedCount(results.requirements);
  const all = n === 1 ? 'the one requirement that was judged passes' : `all ${n} requirements that were judged pass`;
  return { value: 'yes', because: uncovered.length > 0 ? `as far as scenarios cover it: ${all}` : all, mark: 'pass' };
}

function rowInWords(row: ExpressionResult): string {
  return `${row.id} of ${row.release} (${row.feature})`;
}

/** True in a development run for a row that is open only for want of means or of an occasion. */
function standsForDevelopment(row: ExpressionResult, { run }: AnsweredRun): boolean {
  return row.open === 'excused' && run.kind === 'development';
}

function are(n: number): string {
  return n === 1 ? 'is' : 'are';
}

interface Split {
  readonly mandatory: readonly ItemResult[];
  readonly optional: readonly ItemResult[];
}

/** Items of one verdict, those the claim obliges to apart from claimed options. */
export function split(results: AnsweredRun, verdict: ItemResult['verdict']): Split {
  const requirements = byId(results.requirements);
  const items = results.items.filter((item) => item.verdict === verdict);
  const mandatory = items.filter((item) => isMandatory(item, requirementsOf(item, requirements), results));
  return { mandatory, optional: items.filter((item) => !mandatory.includes(item)) };
}

/** Items that stay open; in a development run what only the tester lacks does not count. */
function undecidedItems(results: AnsweredRun): Split {
  const { mandatory, optional } = split(results, 'inconclusive');
  if (results.run.kind === 'certification') return { mandatory, optional };
  const requirements = byId(results.requirements);
  const stands = (item: ItemResult) =>
    requirementsOf(item, requirements).some((r) => isJudged(r) && r.verdict === 'inconclusive' && !onlyUntestable(r));
  return { mandatory: mandatory.filter(stands), optional: optional.filter(stands) };
}

function itemsInWords(items: Split): string {
  const parts = [
    ...(items.mandatory.length > 0 ? [countInWords(items.mandatory.length, 'mandatory item')] : []),
    ...(items.optional.length > 0 ? [countInWords(items.optional.length, 'claimed option')] : []),
  ];
  return `${list(parts)} ${are(items.mandatory.length + items.optional.length)}`;
}

/** The rows of the release definition that must hold: status M, of the roles that are claimed. */
export function mandatoryRows(results: Pick<RunResults, 'expressions' | 'items'>): readonly ExpressionResult[] {
  const roles = new Set(results.items.filter((item) => item.claimed).map((item) => item.role));
  return results.expressions.filter((e) => {
    if (e.status !== 'M') return false;
    const role = /-([SC])-\d+$/.exec(e.id)?.[1];
    return role === undefined || roles.size === 0 || roles.has(role === 'C' ? 'client' : 'server');
  });
}

function remarks(results: AnsweredRun): readonly string[] {
  const more: string[] = [];
  if (isPart(results) && partsSelected(results).length > LONGEST_SELECTION) {
    more.push(`Selected: ${partsSelected(results)}.`);
  }
  const failed = split(results, 'fail');
  const undecided = undecidedItems(results);
  const open = undecided.mandatory.length + undecided.optional.length;
  if (open > 0 && failed.mandatory.length + failed.optional.length > 0) {
    more.push(`${count(open, 'item')} could not be decided.`);
  }
  more.push(...merged(results));
  if (results.run.aborted !== undefined) more.push(stop(`The run ended early: ${results.run.aborted}`));
  for (const role of untestedRoles(results.claim)) more.push(`Nothing of the role ${role} was tested.`);
  more.push(...untestedMandatory(results));
  const unclaimed = results.run.findingsAboutTheFile ?? [];
  if (unclaimed.length > 0) {
    more.push(
      `${count(unclaimed.length, 'item')} ${are(unclaimed.length)} implemented but not claimed: correct the file.`,
    );
  }
  const untestable = results.requirements.filter((r) => isJudged(r) && onlyUntestable(r)).length;
  if (untestable > 0) {
    more.push(`${count(untestable, 'requirement')} could not be tested with the means at hand.`);
  }
  const uncovered = results.requirements.filter((r) => r.verdict === 'not-covered').length;
  if (uncovered > 0) {
    const open =
      results.run.aborted === undefined
        ? `${are(uncovered)} not covered by a scenario`
        : `${uncovered === 1 ? 'was' : 'were'} not checked`;
    more.push(`${count(uncovered, 'requirement')} that ${uncovered === 1 ? 'applies' : 'apply'} ${open}.`);
  }
  const { expectation } = results;
  if (expectation !== undefined) {
    if (expectation.met.length > 0) {
      more.push(
        `${count(expectation.met.length, 'failure')} ${are(expectation.met.length)} expected by ${expectation.file}.`,
      );
    }
    const { flaky = [], expired = [] } = expectation;
    if (flaky.length > 0) more.push(`Known to waver by ${expectation.file}: ${list(flaky)}.`);
    if (expired.length > 0) more.push(`Expired in ${expectation.file}: ${list(expired)}.`);
    if (expectation.unexpected.length > 0) more.push(`Not expected: ${list(expectation.unexpected)}.`);
    if (expectation.stale.length > 0) {
      more.push(`Stale in ${expectation.file}, take out: ${list(expectation.stale)}.`);
    }
  }
  return more;
}

/** A merged result names its runs, and what passed only when it was run again. */
function merged({ run: { mergedFrom = [] } }: AnsweredRun): readonly string[] {
  if (mergedFrom.length === 0) return [];
  const runs = mergedFrom.map(
    ({ startedAt, seed, scenarios }) => `${dateTime(startedAt)} (seed ${seed}, ${count(scenarios, 'scenario')})`,
  );
  const mended = [...new Set(mergedFrom.flatMap((one) => one.mended))];
  return [
    `Merged from ${count(runs.length, 'run')}, in which what had failed was run again: ${list(runs)}.`,
    ...(mended.length === 0 ? [] : [`Passed only when run again: ${list(mended)}.`]),
  ];
}

/** Requirement ids named in a remark; of more the number. */
const MOST_NAMED = 20;

/** Mandatory requirements that apply and were not tested, by the missing means. */
function untestedMandatory(results: AnsweredRun): readonly string[] {
  const by = new Map<string, string[]>();
  for (const r of results.requirements) {
    if (r.weight !== 'mandatory') continue;
    const why = whyUntested(r);
    if (why !== undefined) by.set(why, [...(by.get(why) ?? []), r.id]);
  }
  return [...by].map(([why, ids]) => {
    const rest = ids.length > MOST_NAMED ? [`${ids.length - MOST_NAMED} more`] : [];
    return `Mandatory and not tested (${why}): ${list([...ids.slice(0, MOST_NAMED), ...rest])}.`;
  });
}

function whyUntested(requirement: RequirementResult): string | undefined {
  if (requirement.verdict === 'not-covered') return requirement.because ?? 'not covered';
  if (!onlyUntestable(requirement)) return undefined;
  const cause = requirement.checks.find((check) => check.verdict !== 'pass')?.cause;
  return cause?.kind === 'untestable' ? cause.missing : 'no occasion';
}

/** The meaning of an exit code, after the number and a comma. */
export function exitMeaning(results: Pick<RunResults, 'run' | 'expectation'>): string {
  const { expectation } = results;
  switch (results.run.exitCode) {
    case 0:
      return expectation !== undefined && expectation.met.length + (expectation.flaky?.length ?? 0) > 0
        ? `as expected: every failure stands in ${expectation.file}`
        : 'conformant as far as it was run';
    case 1:
      if (expectation === undefined) return 'not conformant';
      return expectation.unexpected.length === 0 && expectation.stale.length > 0
        ? 'an expected failure passes: the baseline is stale'
        : expectation.unexpected.length === 0 && (expectation.expired ?? []).length > 0
          ? 'an entry of the baseline has expired'
          : 'not conformant, with failures the baseline does not expect';
    case 2:
      return 'wrong use or configuration';
    case 3:
      return 'incomplete: something could not be decided';
    case 4:
      return 'error of the harness';
    default:
      return 'not a code of this program';
  }
}
