/** A baseline written from the result of a run: what fails and is not expected is added, everything else stays as it is. */
import { type Document, isSeq, parseDocument } from 'yaml';
import type { CheckResult, RequirementResult } from '../../results/results.ts';
import { isExcuse, isJudged } from '../../results/standing.ts';
import { type Baseline, type BaselineEntry, UNWRITTEN } from './baseline.ts';
import { compare, type ExpectationFacts } from './expectation.ts';
import { inScope, scopeInWords } from './scope.ts';

export interface UpdateOptions extends ExpectationFacts {
  /** Requirements that stay open are added as well. */
  readonly open: boolean;
  /** Entries that pass again are taken out. */
  readonly prune: boolean;
}

export interface Update {
  /** Text of the file. */
  readonly text: string;
  /** Entries that were added, each with a reason that is still to be written. */
  readonly added: readonly string[];
  /** Entries that pass again; taken out if asked to. */
  readonly stale: readonly string[];
  readonly expired: readonly string[];
}

const NEW_FILE = `# Known failures, and why they are accepted: docs/baseline.md. A run refuses entries whose reason is not written.
expected: []
`;

/** `text` is the file as it was, undefined if there is none; `baseline` what was read from it. */
export function updateBaseline(
  text: string | undefined,
  baseline: Baseline,
  requirements: readonly RequirementResult[],
  options: UpdateOptions,
): Update {
  const document = parseDocument(text ?? NEW_FILE);
  const { stale, expired = [] } = compare(baseline, requirements, options);
  const added = requirements.flatMap((requirement) => missing(requirement, baseline, options));
  if (options.prune) takeOut(document, baseline, stale);
  const list = document.get('expected');
  if (isSeq(list) && added.length > 0) {
    list.flow = false;
    for (const entry of added) list.add(document.createNode(entry));
  }
  return {
    text: document.toString({ lineWidth: 120 }),
    added: added.map((entry) => `${entry.requirement}${scopeInWords(entry)}`),
    stale,
    expired,
  };
}

function takeOut(document: Document, baseline: Baseline, stale: readonly string[]): void {
  const list = document.get('expected');
  if (!isSeq(list)) return;
  const gone = baseline.entries.map((entry) => stale.includes(`${entry.requirement}${scopeInWords(entry)}`));
  list.items = list.items.filter((_, i) => gone[i] !== true);
}

/** An entry as it is written: the verdict `fail` goes without saying. */
type NewEntry = Omit<BaselineEntry, 'verdict'> & Partial<Pick<BaselineEntry, 'verdict'>>;

/** Entries for failing checks that no entry is about, expired ones included: those are to be renewed by a person. */
function missing(requirement: RequirementResult, baseline: Baseline, { open }: UpdateOptions): NewEntry[] {
  if (!isJudged(requirement)) return [];
  const known = [...baseline.entries, ...baseline.flaky].filter((entry) => entry.requirement === requirement.id);
  const isKnown = (check: CheckResult) =>
    known.some((entry) => (!('verdict' in entry) || entry.verdict === check.verdict) && inScope(entry, check));
  const wrong = (verdict: 'fail' | 'inconclusive') =>
    requirement.checks.filter((c) => c.verdict === verdict && !isExcuse(c.cause) && !isKnown(c));
  return [
    ...entryFor(requirement, 'fail', wrong('fail')),
    ...(open ? entryFor(requirement, 'inconclusive', wrong('inconclusive')) : []),
  ];
}

/** As narrow as what failed: configurations unless all failed, the scenario if there is one and others passed. */
function entryFor(
  { id, checks }: RequirementResult,
  verdict: BaselineEntry['verdict'],
  wrong: readonly CheckResult[],
): NewEntry[] {
  const [first] = wrong;
  if (first === undefined) return [];
  const within = (all: readonly CheckResult[]) => [...new Set(all.flatMap((c) => c.configuration.split(', ')))];
  const configurations = within(wrong);
  const names = new Set(wrong.map(({ scenario }) => withoutLine(scenario)));
  const others = checks.some(({ scenario }) => !names.has(withoutLine(scenario)));
  return [
    {
      requirement: id,
      ...(verdict === 'inconclusive' ? { verdict } : {}),
      ...(configurations.length < within(checks).length ? { configurations } : {}),
      ...(names.size === 1 && others ? { scenario: withoutLine(first.scenario) } : {}),
      reason: UNWRITTEN,
    },
  ];
}

/** Lines move; files and names stay. */
function withoutLine(scenario: string): string {
  return scenario.replace(/^(\S+\.feature):\d+\s+/, '$1 ');
}
