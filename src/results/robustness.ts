/** The result of a robustness profile, as data: what `robustness.json` holds, and its report is made of. */
import type { Version } from '../protocol/version.ts';

export const ROBUSTNESS_SCHEMA = 'imps-conformance/robustness/1';

/** The way a malformed message goes: over HTTP in a syntax, as a whole HTTP request by hand, over a CIR connection. */
export const CHANNELS = ['xml', 'wbxml', 'pts', 'http', 'cir'] as const;
export type Channel = (typeof CHANNELS)[number];

/** The rules that a message breaks. */
export const CATEGORIES = ['syntax', 'structure', 'order', 'size', 'token', 'charset', 'state'] as const;
export type Category = (typeof CATEGORIES)[number];

/**
 * Problems that a message can show. `death`: nobody listens any longer. `hang`: no answer to a whole message. `fault`: HTTP 500, 502 or 504,
 * or a programming error. `twin`: the well-formed message after it is not answered as it has to be. `leak`: memory grows
 * with every such message. `amplification`: an answer many times as large. `session`: the session is over.
 */
export const PROBLEMS = ['death', 'hang', 'fault', 'twin', 'leak', 'amplification', 'session'] as const;
export type Problem = (typeof PROBLEMS)[number];

/** Problems that make a run fail. That a session ends is told; the standard does not forbid it. */
export function counts(problem: Problem): boolean {
  return problem !== 'session';
}

export interface RobustnessFinding {
  readonly problem: Problem;
  readonly channel: Channel;
  readonly version: Version;
  readonly category: Category;
  /** The flaw, in words. */
  readonly flaw: string;
  /** Number of the message that showed it first; with the seed it can be made again. */
  readonly message: number;
  /** Messages that showed it. */
  readonly times: number;
  /** The answer of the server, in words. */
  readonly answer: string;
  /** Milliseconds until then. */
  readonly ms: number;
  /** Octets of the message as it was made. */
  readonly octets: number;
  /** The smallest input that does it, as far as it was looked for; base64. */
  readonly smallest: string;
  /** True if no smaller one was found although it was looked for until none was left to try. */
  readonly shrunk: boolean;
  /** Why it was not looked for to the end. */
  readonly because?: string | undefined;
  /** The command that sends this message alone. */
  readonly replay: string;
}

/** Messages of one channel and category. */
export interface RobustnessCount {
  readonly channel: Channel;
  readonly category: Category;
  readonly sent: number;
  /** Numbers of answers, by words: `HTTP 400`, `Status 402`, `connection closed`. */
  readonly answers: Readonly<Record<string, number>>;
  /** Sessions, or connections, that went on. */
  readonly survived: number;
  /** Milliseconds until the answer: the median, and the longest. */
  readonly median: number;
  readonly longest: number;
}

export interface RobustnessResults {
  readonly schema: typeof ROBUSTNESS_SCHEMA;
  readonly target: string;
  readonly seed: number;
  /** Messages to send, and those that were sent; each was followed by its well-formed twin. */
  readonly planned: number;
  readonly sent: number;
  /** Messages left out because their kind had shown its problem often enough. */
  readonly leftOut: number;
  /** Channels that were left out, with the reason. */
  readonly missing: readonly { readonly channel: Channel; readonly why: string }[];
  /** Why the profile ended early. */
  readonly ended: string | undefined;
  readonly lived: boolean;
  readonly restarts: number;
  /** Sessions opened, first ones and new ones. */
  readonly sessions: number;
  /** Octets in use at regular places; empty where nobody can say. */
  readonly memory: readonly number[];
  readonly durationMs: number;
  readonly counts: readonly RobustnessCount[];
  readonly findings: readonly RobustnessFinding[];
}
