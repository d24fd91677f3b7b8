/** A robustness profile for the console. */
import type { RobustnessResults } from '../../results/robustness.ts';
import { visible } from '../view/octets.ts';
import { facts, inOrder, problemInWords, shownInput, verdict } from './words.ts';

export function robustnessLines(results: RobustnessResults, out: string): string {
  const lines = [`Robustness of ${results.target}: ${verdict(results)}.`, ...facts(results).map((fact) => `  ${fact}`)];
  for (const { channel, category, sent, survived, longest } of results.counts) {
    const row = [
      channel.padEnd(6),
      category.padEnd(10),
      String(sent).padStart(6),
      'sent,',
      String(survived).padStart(6),
    ];
    lines.push(`  ${row.join(' ')} survived, ${longest.toFixed(1)} ms at most`);
  }
  for (const finding of inOrder(results)) {
    const { problem, channel, version, flaw, times, answer, octets, smallest, because, replay } = finding;
    lines.push(
      '',
      `${problem.toUpperCase()}  ${channel} ${version}: ${flaw}`,
      `  ${problemInWords(finding)}; ${times === 1 ? 'once' : `${times} times`}; ${answer}`,
      `  smallest input, ${Buffer.from(smallest, 'base64').length} of ${octets} octets: ${shownInput(smallest)}`,
      ...(because === undefined ? [] : [`  (${because})`]),
      `  ${replay}`,
    );
  }
  lines.push('', `Written: robustness.json, robustness.md, robustness.html in ${out}`, '');
  return visible(lines.join('\n'));
}
