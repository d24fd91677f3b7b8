/** Two runs held against each other, as data. A contract with programs outside the project: fields are added, never renamed. */
import type { RunResults, VerdictWord } from '../results.ts';

export const COMPARISON_SCHEMA = 'imps-conformance/comparison/1';

/** A verdict as far as a comparison tells them apart. `untested`: not run, not selected, not applicable, or only observed. */
export type Status = 'pass' | 'fail' | 'open' | 'untested';

export type ChangeKind =
  /** Passed or was open, fails now. */
  | 'new-failure'
  /** Fails, and was not tested before: nothing shows that it failed then. */
  | 'first-tested-failing'
  /** Passed or failed, cannot be decided now. */
  | 'newly-open'
  /** Was judged, is not tested now, in all or in part of its checks. */
  | 'no-longer-tested'
  | 'still-failing'
  | 'still-open'
  /** Failed, and each of its failing checks was run again and passes. */
  | 'mended'
  /** Was open, passes now. */
  | 'decided'
  /** Passes, and was not tested before. */
  | 'first-tested'
  /** Passes in both. */
  | 'unchanged';

/** A requirement in one of the runs. */
export interface Standing {
  readonly status: Status;
  readonly verdict: VerdictWord | 'not in the catalogue';
  /** Of the check that decides: `features/csp/access/login.feature:12 name`. */
  readonly scenario: string | undefined;
  readonly configuration: string | undefined;
  readonly expected: string | undefined;
  readonly observed: string | undefined;
  /** Why it is open or was not tested. */
  readonly because: string | undefined;
}

export interface Change {
  readonly requirement: string;
  readonly item: string;
  readonly area: string;
  readonly statement: string;
  readonly kind: ChangeKind;
  readonly before: Standing;
  readonly after: Standing;
  /** True where it makes the second run worse than the first. */
  readonly worse: boolean;
  /** Its text, level or confidence is not the same in both: the catalogue may have changed it, not the implementation. */
  readonly redefined: boolean;
  /** Checks of the first run that were not run again: scenario and configuration. */
  readonly notRunAgain: readonly string[];
}

/** Changes of one kind with one observation. */
export interface ChangeGroup {
  readonly kind: ChangeKind;
  /** Of the requirement it begins with: observation of the second run, of the first where it was mended. */
  readonly observed: string | undefined;
  readonly requirements: readonly string[];
}

/** A scenario whose answers took longer: milliseconds between requests and their answers, all exchanges together. */
export interface Slower {
  readonly scenario: string;
  readonly configuration: string;
  readonly exchanges: number;
  readonly beforeMs: number;
  readonly afterMs: number;
}

/** Why the runs do not answer the same question. */
export interface Caveat {
  readonly kind: 'selection' | 'configurations' | 'claims' | 'catalogue' | 'tool' | 'kind' | 'ended-early' | 'merged';
  readonly message: string;
}

export interface RunFacts {
  readonly target: RunResults['target'];
  readonly startedAt: string;
  readonly seed: number;
  readonly tool: RunResults['tool'];
  readonly configurations: readonly string[];
  readonly selection: string | undefined;
  readonly exitCode: number;
  /** Requirements that count and were decided one way or the other. */
  readonly judged: number;
}

export interface Comparison {
  readonly schema: typeof COMPARISON_SCHEMA;
  readonly before: RunFacts;
  readonly after: RunFacts;
  readonly caveats: readonly Caveat[];
  /** Requirements that were judged in both runs. */
  readonly judgedInBoth: number;
  readonly totals: Readonly<Record<ChangeKind, number>>;
  /** Every requirement that counts and was tested in one of the runs, in the order of the catalogue. */
  readonly changes: readonly Change[];
  readonly groups: readonly ChangeGroup[];
  /** At least twice as slow; changes no exit code. */
  readonly slower: readonly Slower[];
  /** True if the exit code leaves out what is no longer tested. */
  readonly onlyCommon: boolean;
  readonly worse: boolean;
  /** One line that says why it is worse, or how much shows that it is not. */
  readonly because: string;
  readonly exitCode: 0 | 1;
}
