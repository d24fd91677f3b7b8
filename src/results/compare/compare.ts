/** Two runs held against each other: what became worse, what became better, and what can no longer be said. */
import type { RunResults } from '../results.ts';
import { wasJudged } from '../standing.ts';
import { caveats } from './caveats.ts';
import { changeOf } from './change.ts';
import { ranIn } from './checks.ts';
import { groupChanges } from './groups.ts';
import { slowerIn } from './slower.ts';
import { type Change, type ChangeKind, COMPARISON_SCHEMA, type Comparison, type RunFacts } from './types.ts';

export interface CompareOptions {
  /** A requirement that the second run did not test is nothing worse: for a run of a part against one of all. */
  readonly onlyCommon?: boolean | undefined;
}

/** Compares a run with an earlier one. Follows from its input alone. */
export function compareRuns(before: RunResults, after: RunResults, options: CompareOptions = {}): Comparison {
  const onlyCommon = options.onlyCommon === true;
  const changes = changesOf(before, after);
  const totals = totalsOf(changes);
  const judgedInBoth = changes.filter((c) => isDecided(c.before.status) && isDecided(c.after.status)).length;
  const counted = onlyCommon ? changes.filter(({ kind }) => kind !== 'no-longer-tested') : changes;
  const worse = judgedInBoth === 0 || counted.some((change) => change.worse);
  return {
    schema: COMPARISON_SCHEMA,
    before: factsOf(before),
    after: factsOf(after),
    caveats: caveats(before, after),
    judgedInBoth,
    totals,
    changes,
    groups: groupChanges(changes, { before: before.groups ?? [], after: after.groups ?? [] }),
    slower: slowerIn(before, after),
    onlyCommon,
    worse,
    because: becauseOf(counted, judgedInBoth),
    exitCode: worse ? 1 : 0,
  };
}

function isDecided(status: Change['before']['status']): boolean {
  return status === 'pass' || status === 'fail';
}

function changesOf(before: RunResults, after: RunResults): readonly Change[] {
  const first = new Map(before.requirements.map((r) => [r.id, r]));
  const second = new Map(after.requirements.map((r) => [r.id, r]));
  const ranBefore = ranIn(before);
  const ranAfter = ranIn(after);
  const ids = [...new Set([...second.keys(), ...first.keys()])];
  return ids.flatMap((id) => changeOf({ before: first.get(id), after: second.get(id), ranBefore, ranAfter }) ?? []);
}

function totalsOf(changes: readonly Change[]): Comparison['totals'] {
  const totals: Record<ChangeKind, number> = {
    'new-failure': 0,
    'first-tested-failing': 0,
    'newly-open': 0,
    'no-longer-tested': 0,
    'still-failing': 0,
    'still-open': 0,
    mended: 0,
    decided: 0,
    'first-tested': 0,
    unchanged: 0,
  };
  for (const { kind } of changes) totals[kind]++;
  return totals;
}

function factsOf(results: RunResults): RunFacts {
  const { target, run, tool, configurations, requirements } = results;
  return {
    target,
    startedAt: run.startedAt,
    seed: run.seed,
    tool,
    configurations: configurations.map(({ id }) => id),
    selection: run.selection,
    exitCode: run.exitCode,
    judged: requirements.filter(wasJudged).length,
  };
}

const WORDS: readonly (readonly [kind: ChangeKind, one: string, many: string])[] = [
  ['new-failure', 'requirement fails anew', 'requirements fail anew'],
  ['first-tested-failing', 'fails and was not tested before', 'fail and were not tested before'],
  ['newly-open', 'passed and is open now', 'passed and are open now'],
  ['no-longer-tested', 'is no longer tested', 'are no longer tested'],
];

function becauseOf(counted: readonly Change[], judgedInBoth: number): string {
  if (judgedInBoth === 0) return 'no requirement was judged in both runs';
  const parts = WORDS.flatMap(([kind, one, many]) => {
    const n = counted.filter((change) => change.kind === kind && change.worse).length;
    return n === 0 ? [] : [`${n} ${n === 1 ? one : many}`];
  });
  if (parts.length > 0) return parts.join(', ');
  return `of ${judgedInBoth} ${judgedInBoth === 1 ? 'requirement that was' : 'requirements that were'} judged in both runs none became worse`;
}
