/** The live page: what a page served by `impsc explore` and its server tell each other. */

import type { BakedIndex, BakedTranscript } from '../../../report/html/baked.ts';

/** Name of the element of the head that makes a page live; it holds the token that requests have to bear, and the number of results so far. */
export const LIVE_META = 'impsc-live';
/** Header that bears the token of the page: another page of the same browser does not know it. */
export const TOKEN_HEADER = 'x-impsc-token';

/** Choices for a run. */
export interface LiveChoices {
  /** `the reference server`, or the name in the ICS/IXIT file. */
  readonly target: string;
  readonly versions: readonly string[];
  readonly syntaxes: readonly string[];
  /** True for the reference server: its defects and legal variants can be switched on. */
  readonly seeded: boolean;
}

/** The selection of a run; nothing given means everything. */
export interface LiveRequest {
  readonly select?: string | undefined;
  readonly versions?: readonly string[] | undefined;
  readonly syntaxes?: readonly string[] | undefined;
  readonly defect?: string | undefined;
  readonly variant?: string | undefined;
}

/** The results as they are now: of a run that is on, those so far. */
export interface LiveIndex {
  /** Names these results where their transcripts are asked for. */
  readonly of: string;
  readonly index: BakedIndex;
}

/** A transcript with all of its bodies, which its references point into. */
export interface LiveTranscript {
  readonly transcript: BakedTranscript;
  /** In BASE64. */
  readonly bodies: string;
}

/** A scenario that did not pass. */
export interface LiveTrouble {
  readonly scenario: string;
  readonly configuration: string;
  readonly verdict: 'fail' | 'inconclusive' | 'error';
  readonly requirements: readonly string[];
}

export interface LiveState {
  readonly running: boolean;
  /** Counts the runs that were begun. */
  readonly run: number;
  /** Changes whenever there is something new to be shown. */
  readonly version: number;
  /** Counts the results there were; a page made of an earlier one is out of date. */
  readonly results: number;
  /** Scenarios of the run, planned and done. */
  readonly planned: number;
  readonly done: number;
  readonly failed: number;
  /** Since the first scenario, milliseconds. */
  readonly elapsedMs: number;
  /** The first scenarios that did not pass, in the order in which they ran: a list that grows at its end moves nothing. */
  readonly troubles: readonly LiveTrouble[];
  /** Why a run could not begin or ended early. */
  readonly message: string | undefined;
}

/** Milliseconds still to go, going by what is done; undefined before anything is. */
export function timeLeft({ running, planned, done, elapsedMs }: LiveState): number | undefined {
  return running && done > 0 ? Math.max(0, (elapsedMs / done) * (planned - done)) : undefined;
}
