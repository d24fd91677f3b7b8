/** The words of a comparison, the same in every form. */
import type { Change, ChangeKind, Comparison, Standing } from '../../results/compare/types.ts';
import { oneLine } from '../view/octets.ts';
import { dateTime, verdictWord } from '../view/words.ts';

export const TITLES: Readonly<Record<ChangeKind, string>> = {
  'new-failure': 'New failures',
  'first-tested-failing': 'Fail, and were not tested before',
  'newly-open': 'Newly open',
  'no-longer-tested': 'No longer tested',
  'still-failing': 'Still failing',
  'still-open': 'Still open',
  mended: 'Mended',
  decided: 'Decided now',
  'first-tested': 'Pass, and were not tested before',
  unchanged: 'Pass in both',
};

/** The answer: one sentence. */
export function headline({ worse, because, onlyCommon }: Comparison): string {
  const part = onlyCommon ? ', as far as both runs tested it' : '';
  return `${worse ? 'Worse' : 'Nothing worse'}${part}: ${because}.`;
}

/** `Meridian 4.2.0, 14 November 2026, 09:40 UTC, seed 7`. */
export function runInWords({ target, startedAt, seed, judged }: Comparison['before']): string {
  return `${target.name}, ${dateTime(startedAt)}, seed ${seed}, ${judged} judged`;
}

/** `fail: observed KeepAlive-Response 202`; `pass`; `not selected: the selection "CSP-LOG" leaves it out`. */
export function standingInWords({ verdict, observed, because }: Standing): string {
  const word = verdict === 'not in the catalogue' ? verdict : verdictWord(verdict);
  if (verdict === 'fail') return `${word}: observed ${oneLine(observed ?? 'otherwise')}`;
  return because === undefined ? word : `${word}: ${oneLine(because)}`;
}

/** The configuration in which the second run decided it, or else the first. */
export function placeOf({ before, after }: Change): string | undefined {
  const { scenario, configuration } = after.scenario === undefined ? before : after;
  return scenario === undefined ? undefined : `${scenario} [${configuration ?? ''}]`;
}

/** Checks of a change that are named; of more the number. */
const MOST_CHECKS = 3;

export function notRunAgainInWords({ notRunAgain }: Change): string | undefined {
  if (notRunAgain.length === 0) return undefined;
  const more = notRunAgain.length - MOST_CHECKS;
  return `not run again: ${notRunAgain.slice(0, MOST_CHECKS).join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}
