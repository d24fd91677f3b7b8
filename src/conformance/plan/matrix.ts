/**
 * The configurations there are: version by syntax by bearer by method of communication initiation. Told with what was left out
 * and why, so that nobody takes a selection for the whole.
 */
import { BEARERS, SYNTAXES, syntaxesOf } from '../../protocol/configuration.ts';
import type { Configuration, ConfigurationMatrix } from '../../results/results.ts';
import type { Claims } from '../claims/claims.ts';
import type { Ics } from '../ics/types.ts';

/** Methods of communication initiation by the items that claim them; polling alone is there as well. */
const CIR_ITEMS: Readonly<Record<string, string>> = {
  STCP: 'IMPS-CSPT-S-STCP',
  SUDP: 'IMPS-CSPT-S-SUDP',
  SHTTP: 'IMPS-CSPT-S-SHTTP',
  SSMS: 'IMPS-CSPT-S-SSMS',
  WAP: 'IMPS-CSPT-S-WAPPUSH',
};

/** `full`: what one syntax is enough for runs in every one. */
export type MatrixSelection = 'covering' | 'full';

interface Given {
  readonly ics: Pick<Ics, 'versions' | 'syntaxes' | 'bearers'>;
  readonly claims: Claims;
  /** Configurations of the run. */
  readonly run: readonly Configuration[];
  readonly selection: MatrixSelection;
  /** Scenarios, and how many times they are run. */
  readonly scenarios: number;
  readonly scheduled: number;
  /** Times that a scenario is left to one of several syntaxes. */
  readonly leftToOne: number;
}

/** The arithmetic of the plan. */
export function matrixOf(given: Given): ConfigurationMatrix {
  const { ics, claims, run, selection, scenarios, scheduled, leftToOne } = given;
  const cir = Object.entries(CIR_ITEMS).flatMap(([method, item]) => (claims.claimedAtAll(item) ? [method] : []));
  const { versions, syntaxes, bearers } = ics;
  const methods = 1 + cir.length;
  const all = versions.length * syntaxes.length * bearers.length * methods;
  const real = versions.reduce((n, version) => n + syntaxesOf(version).filter((s) => syntaxes.includes(s)).length, 0);
  const pruned: { count: number; what: string; why: string }[] = [];
  const prune = (count: number, what: string, why: string) => {
    if (count > 0) pruned.push({ count, what, why });
  };
  const without = versions.length * syntaxes.length - real;
  prune(without * bearers.length * methods, 'plain text in 1.1', 'that syntax came with 1.2');
  const channels = `a channel of ${cir.join(', ')}`;
  prune(
    real * bearers.length * cir.length,
    channels,
    'a channel only tells a client to poll: the scenarios of communication initiation choose each of them, all others poll',
  );
  const claimed = real * bearers.length;
  prune(claimed - run.length, 'other versions or syntaxes', 'the options of the run leave them out');
  return {
    selection,
    versions,
    syntaxes,
    bearers,
    cir: ['none', ...cir],
    unclaimed: {
      syntaxes: SYNTAXES.filter((syntax) => !syntaxes.includes(syntax)),
      bearers: BEARERS.filter((bearer) => !bearers.includes(bearer)),
    },
    all,
    pruned,
    run: run.length,
    scenarios: { there: scenarios, times: scenarios * run.length, scheduled, leftToOne },
  };
}
