/** Scenarios that let time pass, on real time: they run last, and side by side if they share no account. */
import { PARTIES } from '../ics/types.ts';
import type { Scheduled } from '../plan/scheduled.ts';

/** Steps that name anybody but A, or A's second client. */
const OTHERS = /(?:^|[^\w])(?:A[2-9]|[B-D][2-9]?|barred|restricted|phone|unfunded|elsewhere)(?=$|[^\w-])/;

/** Most scenarios at once: one for each account that can be A. */
export const PLACES = PARTIES.length;

export interface Waiting {
  /** Numbers of scenarios that do not let time pass, in the order of the run. */
  readonly others: readonly number[];
  /** Numbers of those that do: with one user, and with several. */
  readonly alone: readonly number[];
  readonly together: readonly number[];
}

/** Sorts a schedule; `slow` is true for a requirement whose scenarios let time pass. */
export function sortWaiting(schedule: readonly Scheduled[], slow: (requirement: string) => boolean): Waiting {
  const sorted = { others: [] as number[], alone: [], together: [] };
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
