/** Counts what rules saw and found, and keeps the first findings of each with the messages that caused them. */
import type { Violation } from '../conformance/monitors/monitor.ts';
import type { Configuration } from '../results/results.ts';

/** Findings of one rule in one configuration that are kept with their messages. */
const MOST_KEPT = 5;

export interface Kept extends Violation {
  /** Key of the transcript that holds the message. */
  readonly transcript: string;
  /** Of the exchange in the whole traffic, and milliseconds from its beginning. */
  readonly number: number;
  readonly at: number;
  readonly party: string;
}

export interface Tally {
  readonly requirement: string;
  readonly name: string;
  readonly configuration: Configuration;
  seen: number;
  violations: number;
  readonly kept: Kept[];
}

export class Tallies {
  readonly #all = new Map<string, Tally>();

  of(requirement: string, name: string, configuration: Configuration): Tally {
    const key = `${requirement} ${name} ${configuration.id}`;
    let tally = this.#all.get(key);
    if (tally === undefined) {
      tally = { requirement, name, configuration, seen: 0, violations: 0, kept: [] };
      this.#all.set(key, tally);
    }
    return tally;
  }

  get all(): readonly Tally[] {
    return [...this.#all.values()];
  }
}

/** True if a finding says something that none of the kept ones says, and there is room for it. */
export function isNews({ kept }: Tally, { expected, observed }: Violation): boolean {
  return kept.length < MOST_KEPT && !kept.some((one) => one.expected === expected && one.observed === observed);
}
