/** Scenarios that let time pass, where that has to be waited for: last of all, and side by side where nothing is shared. */
import { PARTIES } from '../ics/types.ts';
import type { Scheduled } from './scenario.ts';

/** Steps that name anybody but A, or A's second client. */
const OTHERS = /(?:^|[^\w])(?:A[2-9]|[B-D][2-9]?|barred|restricted|phone|unfunded)(?=$|[^\w-])/;

/** Most scenarios at once: one for each account that can be A. */
export const PLACES = PARTIES.length;

export interface Waiting {
  /** Numbers of scenarios that do not let time pass, in the order of the run. */
  readonly others: readonly number[];
  /** Those that do and need one user, and those that need several. */
  readonly alone: readonly number[];
  readonly together: readonly number[];
}

/** Sorts a schedule; `slow` says of a requirement that its scenarios let time pass. */
export function sortWaiting(schedule: readonly Scheduled[], slow: (requirement: string) => boolean): Waiting {
  const sorted = { others: [] as number[], alone: [] as number[], together: [] as number[] };
  for (const [index, { source, requirements }] of schedule.entries()) {
    const waits = requirements.some(slow) || source.needs.includes('clock');
    const place = !waits ? sorted.others : ofOneUser(source.pickle.steps) ? sorted.alone : sorted.together;
    place.push(index + 1);
  }
  return sorted;
}

function ofOneUser(steps: readonly { readonly text: string }[]): boolean {
  return !steps.some(({ text }) => OTHERS.test(text));
}
