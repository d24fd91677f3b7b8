/** Scenarios whose answers took longer in the second run than in the first. */
import type { RunResults, Transcript } from '../results.ts';
import { nameOfCheck } from './checks.ts';
import type { Slower } from './types.ts';

/** Twice as long, and by a time that somebody notices: less is chance. */
const RATIO = 2;
const LEAST_MS = 100;

/**
 * Scenarios that ran in both, in the same configuration, with as many exchanges, and whose answers took at least twice as
 * long and 100 ms more, all exchanges together. The slowest first. Examples of one name are told apart by their order.
 */
export function slowerIn(before: RunResults, after: RunResults): readonly Slower[] {
  const first = inOrder(before.transcripts);
  const found = [...inOrder(after.transcripts)].flatMap(([name, transcript]): Slower[] => {
    const earlier = first.get(name);
    if (earlier === undefined || earlier.entries.length !== transcript.entries.length) return [];
    const beforeMs = waited(earlier);
    const afterMs = waited(transcript);
    if (afterMs < RATIO * beforeMs || afterMs - beforeMs < LEAST_MS) return [];
    const { scenario, configuration, entries } = transcript;
    return [{ scenario, configuration, exchanges: entries.length, beforeMs, afterMs }];
  });
  return found.sort((a, b) => b.afterMs - b.beforeMs - (a.afterMs - a.beforeMs));
}

/** By names that are the same in another run, with the number of the example. */
function inOrder(transcripts: readonly Transcript[]): ReadonlyMap<string, Transcript> {
  const sorted = [...transcripts].sort((a, b) => a.line - b.line);
  const seen = new Map<string, number>();
  return new Map(
    sorted.map((transcript) => {
      const name = nameOfCheck(transcript);
      const number = (seen.get(name) ?? 0) + 1;
      seen.set(name, number);
      return [`${name} ${number}`, transcript];
    }),
  );
}

/** Time between requests and their answers, milliseconds. */
function waited({ entries }: Transcript): number {
  const sum = entries.reduce((all, { sentAt, answeredAt }) => all + ((answeredAt ?? sentAt) - sentAt), 0);
  return Math.round(sum);
}
