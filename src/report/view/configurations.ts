/** The configurations of a run in words, and the scenarios whose verdicts differ between them. Runs in a browser too. */
import type { ConfigurationMatrix, Difference } from '../../results/results.ts';
import { visible } from './octets.ts';
import { count, list } from './words.ts';

/** `3 versions x 3 syntaxes x 1 bearer x 1 CIR method = 9 configurations; 1 left out: ...; 8 run`, a sentence each. */
export function arithmetic(matrix: ConfigurationMatrix): readonly string[] {
  const { versions, syntaxes, bearers, cir, all, pruned, run, scenarios, selection, unclaimed } = matrix;
  const factors = [
    count(versions.length, 'version'),
    count(syntaxes.length, 'syntax', 'syntaxes'),
    count(bearers.length, 'bearer'),
    count(cir.length, 'way of communication initiation', 'ways of communication initiation'),
  ];
  const not = [...unclaimed.syntaxes, ...unclaimed.bearers];
  return [
    `${factors.join(' x ')} (${cir.join(', ')}) = ${count(all, 'configuration')}; ${run} are run.`,
    ...pruned.map(({ count: n, what, why }) => `${n} left out: ${what}; ${why}.`),
    ...(not.length === 0 ? [] : [`Not claimed: ${list(not)}.`]),
    `${count(scenarios.there, 'scenario')} x ${run} = ${scenarios.times}; ${scenarios.scheduled} are run. ${
      selection === 'full'
        ? 'The others do not apply where they are left out.'
        : `${scenarios.leftToOne} are left to another syntax, since one is enough (--matrix full runs them); the others do not apply.`
    }`,
  ];
}

/** `an encoding defect: fails in 1.3-wbxml and passes in 1.3-xml` */
export function differenceInWords({ kind, one, other }: Difference): string {
  const what = kind === 'encoding' ? 'an encoding defect' : 'a difference between versions';
  const verdict = one.verdict === 'fail' ? 'fails' : `is ${one.verdict}`;
  return `${what}: ${verdict} in ${one.configuration} and passes in ${other.configuration}`;
}

/** `Status/Result/Code: 500 beside 200` */
export function elementInWords({ element }: Difference): string {
  if (element === undefined) return 'all answers are alike as far as they can be compared';
  return `first element that differs: ${element.path}: ${shortened(element.one)} beside ${shortened(element.other)}`;
}

function shortened(text: string): string {
  const shown = visible(text);
  return JSON.stringify(shown.length > 80 ? `${shown.slice(0, 80)}...` : shown);
}
