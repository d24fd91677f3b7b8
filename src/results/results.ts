/**
 * The result of a run, as data: what `results.json` holds and every report is made of. This shape is a contract with
 * programs outside the project; fields are added, never renamed.
 */
import type { Bearer, Syntax } from '../protocol/configuration.ts';
import type { Confidence, Version } from '../protocol/version.ts';

export const RESULTS_SCHEMA = 'imps-conformance/results/1';

/** Scenarios that ran, and those that did not. Of those that ran the verdict only ever worsens: pass, inconclusive, fail, error. */
export type VerdictWord =
  | 'pass'
  | 'fail'
  | 'inconclusive'
  | 'error'
  | 'not-applicable'
  | 'not-selected'
  | 'not-covered';

export type Level = 'MUST' | 'SHOULD' | 'MAY';
/** The consequence of a failed requirement for conformance: see DESIGN, weight. */
export type Weight = 'mandatory' | 'optional' | 'recommended' | 'informative';
export type Applicability = 'applicable' | 'not-applicable' | 'not-selected';

/** Why a check is inconclusive or in error. */
export type Cause =
  | { readonly kind: 'timeout'; readonly wait: string; readonly boundMs: number; readonly message: string }
  | { readonly kind: 'transport-lost'; readonly message: string }
  | { readonly kind: 'prerequisite-failed'; readonly root: string; readonly message: string }
  | {
      readonly kind: 'untestable';
      readonly missing: string;
      readonly message: string;
      /** Items that work although the ICS does not claim them: what is missing is their claim. */
      readonly unclaimed?: readonly string[] | undefined;
    }
  /** The implementation gave no occasion to look at what the check is about, or nothing it sent was looked at. */
  | { readonly kind: 'nothing-observed'; readonly message: string }
  /** Something that the check needs has no known form in the syntax: `missing` names it. Nothing was judged. */
  | { readonly kind: 'not-assessable'; readonly missing: string; readonly message: string }
  /** State that an earlier scenario or run left and that could not be undone; `by` is who left it. */
  | { readonly kind: 'leftover'; readonly left: string; readonly by: string; readonly message: string }
  | { readonly kind: 'harness'; readonly message: string };

/** The place in a transcript at which something was decided. */
export interface Place {
  /** Number of the exchange in the transcript, from 1. */
  readonly exchange: number;
  readonly side: 'request' | 'response';
  /** Path of the element, and the octets it stands in, counted in the body. */
  readonly path?: string | undefined;
  readonly span?: { readonly start: number; readonly end: number } | undefined;
}

export interface StepResult {
  readonly keyword: string;
  readonly text: string;
  readonly verdict: 'pass' | 'fail' | 'inconclusive' | 'error' | 'not-run';
  readonly durationMs: number;
  /** Numbers of the exchanges this step caused. */
  readonly exchanges: readonly number[];
}

/** One scenario (or monitor) in one configuration, judged for one requirement. */
export interface CheckResult {
  /** `features/csp/access/login.feature:12 name of the scenario`, or `monitor: name`. */
  readonly scenario: string;
  /** Id of the configuration, for instance `1.2-xml`. */
  readonly configuration: string;
  readonly verdict: 'pass' | 'fail' | 'inconclusive' | 'error';
  readonly cause: Cause | undefined;
  /** In the same notation, so that they can be compared at a glance. */
  readonly expected: string | undefined;
  readonly observed: string | undefined;
  readonly place: Place | undefined;
  readonly durationMs: number;
  /** Key into `transcripts`. */
  readonly transcript: string | undefined;
  /** Remarks that do not change the verdict: a SHOULD not followed, a tolerated variant. */
  readonly notes: readonly string[];
}

export interface RequirementResult {
  readonly id: string;
  readonly item: string;
  readonly level: Level;
  readonly weight: Weight;
  readonly confidence: Confidence;
  readonly applicability: Applicability;
  /** The claim or option that made it not applicable or not selected, or the reason why it is not covered. */
  readonly because: string | undefined;
  readonly verdict: VerdictWord;
  /** Pass with a SHOULD not followed, or an informative observation that deviates. */
  readonly note: boolean;
  readonly checks: readonly CheckResult[];
  /** Scenarios that need what has no known form in the syntax of a configuration, with the reason. */
  readonly notAssessable?:
    | readonly { readonly scenario: string; readonly configuration: string; readonly why: string }[]
    | undefined;
  /** The statement itself, its area, versions and sources, so that a report needs no other file. */
  readonly statement: string;
  readonly area: string;
  readonly versions: readonly Version[];
  readonly sources: readonly string[];
}

export interface ItemResult {
  readonly id: string;
  readonly table: string;
  readonly role: 'server' | 'client';
  /** Status per version: M, O, C, NA. */
  readonly status: Readonly<Partial<Record<Version, string>>>;
  readonly claimed: boolean;
  readonly verdict: VerdictWord;
  readonly because: string | undefined;
  readonly feature: string;
  readonly requirements: readonly string[];
}

/** A node of the explanation of an expression: what it says, its value, and its parts. */
export interface Explanation {
  readonly text: string;
  readonly value: 'true' | 'false' | 'unknown';
  readonly because: string;
  readonly parts: readonly Explanation[];
}

export interface ExpressionResult {
  /** As printed. Both releases number their rows from S-001: a row is named by `release` and `id` together. */
  readonly id: string;
  /** The release definition the row stands in. */
  readonly release: '1.2' | '1.3';
  readonly feature: string;
  readonly status: string;
  readonly asPrinted: string;
  readonly normalised: string;
  readonly value: 'true' | 'false' | 'unknown';
  readonly because: string;
  /** For a row that is unknown after a run: its items that were not tested or stay open, each with the reason. */
  readonly untested?: readonly string[] | undefined;
  /** `excused`: unknown only for want of means of the tester or of an occasion. `not-tested`: for something else, too. */
  readonly open?: 'excused' | 'not-tested' | undefined;
  readonly explanation: Explanation;
  readonly errata: readonly string[];
}

export interface Configuration {
  readonly id: string;
  readonly version: Version;
  readonly syntax: Syntax;
  readonly bearer: Bearer;
}

/** An exchange as it is kept: bodies in base64, secrets redacted before anything is written. */
export interface TranscriptEntry {
  readonly number: number;
  readonly party: string;
  readonly step: number | undefined;
  readonly sentAt: number;
  readonly answeredAt: number | undefined;
  readonly request: {
    readonly line: string;
    readonly headers: readonly (readonly [string, string])[];
    readonly body: string;
    /** Octets of the body, where only the beginning of it is kept. */
    readonly cutFrom?: number | undefined;
  };
  readonly response:
    | {
        readonly status: number;
        readonly reason: string;
        readonly headers: readonly (readonly [string, string])[];
        readonly body: string;
        /** Octets of the body, where only the beginning of it is kept: see `Room` in transcripts/transcript.ts. */
        readonly cutFrom?: number | undefined;
        /** Deviations from HTTP that could be read nevertheless. */
        readonly untidy?: readonly string[] | undefined;
      }
    | undefined;
  readonly failure:
    | {
        readonly cause: string;
        readonly message: string;
        /** The wait that expired, and its bound in milliseconds. */
        readonly wait?: string | undefined;
        readonly bound?: number | undefined;
      }
    | undefined;
  /** Name of the connection, to tell connections apart. */
  readonly connection?: string | undefined;
  /** Statuses 1xx that came before the answer. */
  readonly informational?: readonly number[] | undefined;
  /** True if a whole request was sent over a kept connection that was then closed without an octet of an answer. */
  readonly lost?: boolean | undefined;
  /** True if the server put the request off (429, 503 with Retry-After) and it was sent again later. */
  readonly putOff?: boolean | undefined;
  /** True where the harness sent something wrong on purpose: rules that presume a right request do not apply. */
  readonly deliberate?: boolean | undefined;
  /** Of the server-server protocol; `received`: the request came from the implementation, the answer is the tester's. */
  readonly ssp?: 'sent' | 'received' | undefined;
  /** Names of the primitives in each direction, for lists. */
  readonly sent: readonly string[];
  readonly received: readonly string[];
}

/** State of the implementation that had to be undone and was not. */
export interface Leftover {
  /** For instance `contact-list`, `session`, `access-lists`. */
  readonly kind: string;
  /** Address of its owner. */
  readonly user: string;
  /** An address, the name of an attribute; empty where a user has one of the kind. */
  readonly key: string;
  /** In words: `the contact list wv:alice/friends@example.com of wv:alice@example.com`. */
  readonly what: string;
  /** Outcome of the attempt to undo it. */
  readonly why: string;
  /** The scenario that left it, or `an earlier run`. */
  readonly scenario: string;
  /** Empty for leftovers of an earlier run. */
  readonly configuration: string;
}

/** Inputs of a scenario beside the answers of the implementation: whoever judges it again needs them. */
export interface Inputs {
  /** Letters by which the process that ran it kept its names apart. */
  readonly names: string;
  /** The lane it ran in, from 1, where there were several. */
  readonly lane?: number | undefined;
  /** The address, where each process has an implementation of its own. */
  readonly address?: string | undefined;
  /** Users of alice, bob, carol and dave, and the octets of their passwords. */
  readonly accounts: readonly (readonly [user: string, password: number])[];
  /** Readings of the clock by each party, microseconds: the first, then differences. */
  readonly readings: Readonly<Record<string, readonly number[]>>;
  /** Calls of the harness to whoever operates the implementation, and to the system, in their order. */
  readonly calls: readonly OutsideCall[];
  /** The implementation went away during the scenario. */
  readonly away?: { readonly message: string; readonly exchange: number } | undefined;
}

export interface OutsideCall {
  /** For instance `advanceClock`, `date`. */
  readonly what: string;
  readonly value?: string | undefined;
  /** Why it failed. */
  readonly failed?: string | undefined;
}

export interface Transcript {
  readonly key: string;
  readonly scenario: string;
  readonly feature: string;
  readonly line: number;
  readonly configuration: string;
  readonly requirements: readonly string[];
  readonly verdict: 'pass' | 'fail' | 'inconclusive' | 'error';
  readonly steps: readonly StepResult[];
  readonly entries: readonly TranscriptEntry[];
  readonly inputs?: Inputs | undefined;
  /** The findings of the monitors on messages of the implementation under test. */
  readonly findings: readonly {
    readonly exchange: number;
    readonly side: 'request' | 'response';
    readonly kind: string;
    readonly severity: string;
    readonly path: string;
    readonly message: string;
    readonly span?: { readonly start: number; readonly end: number } | undefined;
  }[];
}

/** The reading of an open point that a run went by. */
export interface ReadingUsed {
  /** Of the ambiguity register: `AMB-065`. */
  readonly id: string;
  readonly point: string;
  readonly reading: string;
  /** The ICS asks for it; otherwise it is the first choice of the register. */
  readonly chosen: boolean;
}

/** Something in the ICS/IXIT file that the implementation shows to be otherwise. */
export interface FileFinding {
  /** The item that works although it is not claimed. */
  readonly item: string;
  readonly configurations: readonly string[];
  /** Requirements that could not be judged because of it. */
  readonly requirements: readonly string[];
  /** The error, and the text to write. */
  readonly message: string;
}

/** Failures with one observation, and the requirements that could not be checked because of them. */
export interface FailureGroup {
  /** The requirement to begin with: its failure is the most specific and the earliest. */
  readonly requirement: string;
  /** All requirements that fail so, that one first. */
  readonly requirements: readonly string[];
  /** Checks that fail so. */
  readonly checks: number;
  /** Of the check to begin with, which the next three fields name. */
  readonly expected: string | undefined;
  readonly observed: string | undefined;
  readonly scenario: string;
  readonly configuration: string;
  readonly transcript: string | undefined;
  /** Requirements that are inconclusive because of these. */
  readonly follows: readonly string[];
  /** The first requirement of a larger group in which all of these fail as well. */
  readonly followsFrom: string | undefined;
}

/** The first element of the implementation's messages that two runs of a scenario do not have alike. */
export interface DifferentElement {
  readonly path: string;
  readonly one: string;
  readonly other: string;
  /** Numbers of the exchanges it stands in. */
  readonly exchanges: readonly [one: number, other: number];
}

/** A scenario that does not pass in one configuration and passes in a sibling. */
export interface Difference {
  /** `encoding`: the siblings differ in the syntax alone; `version`: in the version alone. */
  readonly kind: 'encoding' | 'version';
  readonly scenario: string;
  readonly requirements: readonly string[];
  readonly one: { readonly configuration: string; readonly verdict: string; readonly transcript: string };
  readonly other: { readonly configuration: string; readonly verdict: string; readonly transcript: string };
  /** Undefined where all messages are alike as far as they can be compared. */
  readonly element: DifferentElement | undefined;
}

/** The configurations there are, those of a run, and the reasons for the rest. */
export interface ConfigurationMatrix {
  /** `full`: what one syntax is enough for runs in every one. */
  readonly selection: 'covering' | 'full';
  readonly versions: readonly Version[];
  readonly syntaxes: readonly Syntax[];
  readonly bearers: readonly Bearer[];
  /** Methods of communication initiation that are claimed; `none`: polling alone. */
  readonly cir: readonly string[];
  /** Known to the suite and not claimed. */
  readonly unclaimed: { readonly syntaxes: readonly string[]; readonly bearers: readonly string[] };
  /** Their product. */
  readonly all: number;
  readonly pruned: readonly { readonly count: number; readonly what: string; readonly why: string }[];
  /** Configurations of the run. */
  readonly run: number;
  readonly scenarios: {
    readonly there: number;
    /** Scenarios by configurations. */
    readonly times: number;
    readonly scheduled: number;
    /** Times that one syntax was enough. */
    readonly leftToOne: number;
  };
}

/** A run that is part of a merged result. */
export interface MergedRun {
  readonly startedAt: string;
  readonly seed: number;
  readonly exitCode: number;
  readonly scenarios: number;
  /** Requirements that had not passed in the runs before it and passed in this one. */
  readonly mended: readonly string[];
}

/** The implementation under test, the laboratory and the machine of a run, as far as they are stated. */
export interface Subject {
  /** ICS and IXIT as a file, with every default that was taken; secrets are overwritten. */
  readonly iut: string;
  readonly vendor?: string | undefined;
  readonly version?: string | undefined;
  readonly build?: string | undefined;
  readonly laboratory?: string | undefined;
  readonly tester?: string | undefined;
  /** Machines and network, in the words of the laboratory. */
  readonly environment?: string | undefined;
  /** Abilities of the adapter beyond starting and stopping. */
  readonly capabilities: readonly string[];
  /** The machine that ran the suite. */
  readonly host: {
    readonly node: string;
    readonly system: string;
    readonly processors: number;
    readonly timeZone: string;
  };
}

/** A failure or an open requirement that somebody decided to live with. It changes no verdict and certifies nothing. */
export interface Waiver {
  readonly requirement: string;
  readonly reason: string;
  readonly owner: string;
  /** Day it was granted, `2026-11-24`. */
  readonly date: string;
  readonly link?: string | undefined;
}

/** Words of the laboratory on a requirement. */
export interface Remark {
  readonly requirement: string;
  readonly text: string;
  readonly by?: string | undefined;
  readonly attachments: readonly Attachment[];
}

/** A file that belongs to a remark. */
export interface Attachment {
  /** Its name in a bundle. */
  readonly name: string;
  readonly size: number;
  readonly sha256: string;
}

/** A shard that is part of a merged result. */
export interface MergedShard {
  readonly index: number;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly scenarios: number;
}

export interface RunResults {
  readonly schema: typeof RESULTS_SCHEMA;
  readonly tool: { readonly name: string; readonly version: string; readonly commit: string };
  readonly run: {
    readonly startedAt: string;
    readonly durationMs: number;
    readonly seed: number;
    readonly selection: string | undefined;
    /** Options that repeat the run, as words, without selection, versions, syntaxes, seed: `--iut server.yaml`. */
    readonly command?: readonly string[] | undefined;
    readonly exitCode: number;
    /** One line that says why the exit code is what it is. */
    readonly because?: string | undefined;
    /** Faults of the harness outside scenarios: a monitor, a reader. Any of them makes the exit code 4. */
    readonly faults?: readonly string[] | undefined;
    /** State left by scenarios or earlier runs that could not be undone: see docs/results.md. */
    readonly leftovers?: readonly Leftover[] | undefined;
    /** State of earlier runs that was removed, and state of the accounts that was set aside, one line each. */
    readonly found?: readonly string[] | undefined;
    readonly kind: 'development' | 'certification';
    /** Why the run ended early, where it did. */
    readonly aborted: string | undefined;
    /** The arithmetic of the configurations. */
    readonly matrix?: ConfigurationMatrix | undefined;
    /** Readings of those open points of the standard that leave a choice. */
    readonly readings?: readonly ReadingUsed[] | undefined;
    /** Errors that the run found in the ICS/IXIT file, not in the implementation. */
    readonly findingsAboutTheFile?: readonly FileFinding[] | undefined;
    /** The part of a run that this is: its scenarios alone were run, and a merged result says what they mean. */
    readonly shard?: { readonly index: number; readonly of: number } | undefined;
    /** The shards this result is merged from. */
    readonly shards?: readonly MergedShard[] | undefined;
    /** The runs this result is merged from, where what had failed was run again: see docs/results.md. */
    readonly mergedFrom?: readonly MergedRun[] | undefined;
    /** Events beside the checks: lost answers, a server that was away, shortened waits. */
    readonly remarks?: readonly string[] | undefined;
  };
  readonly target: { readonly name: string; readonly kind: 'embedded' | 'remote' | 'program' };
  readonly subject?: Subject | undefined;
  /** Waivers in force: see docs/certify.md. */
  readonly waivers?: readonly Waiver[] | undefined;
  /** Remarks of the laboratory on requirements. */
  readonly laboratoryRemarks?: readonly Remark[] | undefined;
  readonly configurations: readonly Configuration[];
  /** Claims of the ICS, whatever part of them was run; for each role, the number of counting requirements decided. */
  readonly claim?:
    | {
        readonly versions: readonly Version[];
        readonly syntaxes: readonly string[];
        readonly roles: readonly { readonly role: string; readonly judged: number }[];
      }
    | undefined;
  readonly totals: {
    readonly requirements: Readonly<Record<VerdictWord, number>>;
    readonly items: Readonly<Record<VerdictWord, number>>;
    readonly scenarios: {
      readonly run: number;
      readonly pass: number;
      readonly fail: number;
      readonly inconclusive: number;
      readonly error: number;
      /** Those that need what has no known form in the syntax: they are in none of the other counts. */
      readonly notAssessable?: number | undefined;
    };
    readonly checks: number;
    readonly messages: number;
    /** Requests whose answer was lost because the connection was closed; they stand in the transcripts. */
    readonly lostAnswers?: number | undefined;
  };
  readonly items: readonly ItemResult[];
  readonly requirements: readonly RequirementResult[];
  readonly expressions: readonly ExpressionResult[];
  readonly transcripts: readonly Transcript[];
  /** Scenarios whose verdicts differ between configurations. */
  readonly differences?: readonly Difference[] | undefined;
  /** Failures by observation; a report begins with the first. */
  readonly groups?: readonly FailureGroup[] | undefined;
  /** Baseline: expected failures met, unexpected ones, stale entries. */
  readonly expectation:
    | {
        readonly file: string;
        readonly met: readonly string[];
        readonly unexpected: readonly string[];
        readonly stale: readonly string[];
        /** Requirements that fail or stay open and are known to waver. */
        readonly flaky?: readonly string[] | undefined;
        /** Entries whose last day is over. */
        readonly expired?: readonly string[] | undefined;
        /** Why a failure is expected, by requirement. */
        readonly reasons?: Readonly<Record<string, string>> | undefined;
      }
    | undefined;
}
