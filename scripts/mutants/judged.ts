/** Mutants that no scenario has to find, each with its reason: `judged.json`. */
import { readFileSync } from 'node:fs';
import type { Mutant } from './instrument.ts';

/**
 * E: equivalent, or the change is allowed. P: in a profile or an item that is not claimed. U: outside the protocol. L: no
 * requirement judges it, for want of one or of confidence; it counts as observable all the same.
 */
export const CLASSES = { E: 'equivalent', P: 'other profile', U: 'outside the protocol', L: 'not judged' } as const;
export type Class = keyof typeof CLASSES;

export interface Judgement {
  /** The key of a mutant; a star in it stands for any text, so that one judgement may be about several. */
  readonly key: string;
  readonly class: Class;
  readonly because: string;
}

export interface Judgements {
  of(mutant: Mutant): Judgement | undefined;
  /** Entries that fit no mutant any more. */
  stale(mutants: readonly Mutant[]): readonly Judgement[];
}

function patternOf(key: string): RegExp {
  const parts = key.split('*').map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's');
}

export function judgements(entries: readonly Judgement[]): Judgements {
  const patterns = entries.map((entry) => [entry, patternOf(entry.key)] as const);
  return {
    of: (mutant) => patterns.find(([, pattern]) => pattern.test(mutant.key))?.[0],
    stale: (mutants) =>
      patterns.flatMap(([entry, pattern]) => (mutants.some(({ key }) => pattern.test(key)) ? [] : [entry])),
  };
}

/** @throws Error for an incomplete entry */
export function readJudgements(file: string): Judgements {
  const entries = JSON.parse(readFileSync(file, 'utf8')) as Judgement[];
  for (const { key, class: which, because } of entries) {
    if (!(which in CLASSES) || because.trim() === '') {
      throw new Error(`${file}: "${key}" needs a class (${Object.keys(CLASSES).join(', ')}) and a reason`);
    }
  }
  return judgements(entries);
}
