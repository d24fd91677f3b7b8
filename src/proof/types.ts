/**
 * Seeded defects and legal variants of the reference server. Both attach from outside, through the options the server
 * is made with: a defect breaks one thing a requirement is about, a variant does one thing differently that the
 * standard allows. The server itself knows neither.
 */
import type { HandsetOptions } from '../handset/handset.ts';
import type { Syntax } from '../protocol/syntax/types.ts';
import type { Version } from '../protocol/version.ts';
import type { ServerOptions } from '../server/server.ts';

/** Makes another server of the options of a conforming one. */
export type Change = (options: ServerOptions) => ServerOptions;

/** Makes another client of the options of a conforming one. */
export type ClientChange = (options: HandsetOptions) => HandsetOptions;

export interface Defect {
  /** Frozen, in words: `keep-alive-unanswered`. */
  readonly id: string;
  /** The behaviour of the broken server, as a sentence without a full stop. */
  readonly title: string;
  /** The requirements that fail because of it, and no others. */
  readonly requirements: readonly string[];
  /** Further requirements that cannot but fail, or lose their precondition, with this defect. */
  readonly unavoidable?: readonly string[];
  /** Versions in which the defect shows; default: every version and syntax. */
  readonly versions?: readonly Version[];
  readonly syntaxes?: readonly Syntax[];
  /** For requirements that monitors watch: feature files that cause the messages in question. */
  readonly through?: readonly string[];
  readonly change: Change;
  /** A defect of the simulated client, which then stands where the reference server stood. */
  readonly handset?: ClientChange | undefined;
}

export interface Variant {
  readonly id: string;
  /** The difference of this server, and what allows it. */
  readonly title: string;
  readonly change: Change;
  /** Values that the tester must be told of this server (keys of the IXIT and their values). */
  readonly ixit?: Readonly<Record<string, unknown>>;
  /** Versions in which the variant could make a difference; default: every version, and XML. */
  readonly versions?: readonly Version[];
  readonly syntaxes?: readonly Syntax[];
  /** Items a server of this kind does not claim, and optional ones it claims though the conforming one does not. */
  readonly unclaimed?: readonly string[];
  readonly claimed?: readonly string[];
  /**
   * Requirements that may fail because of this variant, for servers that are nearly legal. Every other one must be judged
   * as if the form were the usual one.
   */
  readonly mayFail?: readonly string[];
}
