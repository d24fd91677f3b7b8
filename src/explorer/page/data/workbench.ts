/** The workbench page: what it and the control interface of `impsc serve` tell each other. */

/** Name of the element of the head that makes a page a workbench; it holds the token that requests have to bear. */
export const WORKBENCH_META = 'impsc-workbench';

/** One line of the log: an exchange, the same exchange again and again, a refused request, or something the operator did. */
export interface LogLine {
  readonly n: number;
  readonly kind: 'exchange' | 'refused' | 'you';
  /** Milliseconds since the epoch, of the first and of the last time. */
  readonly at: number;
  readonly until: number;
  readonly times: number;
  readonly user: string;
  readonly client: string;
  readonly version: string;
  readonly syntax: string;
  /** `UpdatePresence-Request → Status`; for the operator, what was done. */
  readonly exchange: string;
  /** `751 Invalid presence value` */
  readonly answer: string;
  /** Requirements on clients that it does not meet. */
  readonly deviations: readonly string[];
  /** Sentences on deviations seen for the first time. */
  readonly first: readonly string[];
  /** Findings of the reader. */
  readonly findings: readonly string[];
}

/** An exchange as it was, for one line. */
export interface LoggedExchange {
  readonly n: number;
  readonly request: { readonly type: string; readonly body: string };
  readonly response: { readonly type: string; readonly status: number; readonly body: string };
  readonly findings: readonly string[];
  readonly deviations: readonly Deviation[];
}

/** The answer to a message that was sent from the bench. */
export interface SentMessage {
  readonly status: number;
  readonly type: string;
  /** In BASE64. */
  readonly body: string;
  /** Its line in the log. */
  readonly line: number;
}

export interface Deviation {
  readonly requirement: string;
  readonly statement: string;
  readonly level: string;
  readonly expected: string;
  readonly observed: string;
  readonly client: string;
  readonly times: number;
  /** Line at which it was first seen. */
  readonly line: number;
}

export interface WorkbenchSession {
  readonly id: string;
  readonly user: string;
  readonly client: string;
  readonly version: string;
  readonly waiting: number;
  readonly lastHeardAt: number | undefined;
  readonly deviations: number;
}

export type Reading = 'strict' | 'tolerant';

/** Switches of the workbench; every n-th: 0 for never. */
export interface Switches {
  readonly reading: Reading;
  /** Defects and legal variants that are on. */
  readonly on: readonly string[];
  /** Milliseconds before each answer. */
  readonly delay: number;
  /** Each so many-th answer is an empty HTTP 200. */
  readonly leaveOut: number;
  /** Each so many-th answer is this HTTP status. */
  readonly errorEvery: number;
  readonly errorStatus: number;
  /** Delay, left out answers and errors only for this user; empty: for all. */
  readonly user: string;
}

export const NO_SWITCHES: Switches = {
  reading: 'tolerant',
  on: [],
  delay: 0,
  leaveOut: 0,
  errorEvery: 0,
  errorStatus: 503,
  user: '',
};

export interface WorkbenchState {
  readonly since: number;
  /** The clock of the server, which may have been advanced. */
  readonly now: number;
  readonly advanced: number;
  readonly addresses: readonly string[];
  readonly users: readonly string[];
  readonly sessions: readonly WorkbenchSession[];
  readonly deviations: readonly Deviation[];
  /** Requirements on clients that some message gave occasion to look at, of how many that can be seen at all. */
  readonly seen: number;
  readonly exchanges: number;
  readonly switches: Switches;
}

/** A change told to the page: the state, and lines that are new or have changed. */
export interface WorkbenchNews {
  readonly state: WorkbenchState;
  readonly lines: readonly LogLine[];
}
