/** A robustness profile as one HTML file. */
import type { RobustnessFinding, RobustnessResults } from '../../results/robustness.ts';
import { counts } from '../../results/robustness.ts';
import { xmlText } from '../xml-text.ts';
import { answersInWords, facts, inOrder, problemInWords, shownInput, verdict } from './words.ts';

const STYLE = `body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a;background:#fff}
table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.25rem .75rem;border-bottom:1px solid #bbb;vertical-align:top}
td.n,th.n{text-align:right}pre{background:#f3f3f3;padding:.5rem;white-space:pre-wrap;overflow-wrap:anywhere}.counts{color:#a00000}`;

export function robustnessHtml(results: RobustnessResults): string {
  const title = `Robustness of ${xmlText(results.target)}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>${STYLE}</style></head><body><main><h1>${title}</h1>
<p><strong>${xmlText(verdict(results))}.</strong></p>
<ul>${facts(results)
    .map((fact) => `<li>${xmlText(fact)}</li>`)
    .join('')}</ul>
${table(results)}
${inOrder(results).map(section).join('\n')}
</main></body></html>
`;
}

function table({ counts: rows }: RobustnessResults): string {
  const head =
    '<th>channel</th><th>rules broken</th><th class="n">sent</th><th class="n">survived</th><th class="n">median ms</th><th class="n">longest ms</th><th>answers</th>';
  const body = rows.map(({ channel, category, sent, survived, median, longest, answers }) => {
    const numbers = [String(sent), String(survived), median.toFixed(2), longest.toFixed(1)];
    const cells = numbers.map((number) => `<td class="n">${number}</td>`).join('');
    return `<tr><td>${channel}</td><td>${category}</td>${cells}<td>${xmlText(answersInWords(answers))}</td></tr>`;
  });
  return `<table><thead><tr>${head}</tr></thead><tbody>${body.join('\n')}</tbody></table>`;
}

function section(finding: RobustnessFinding): string {
  const { problem, channel, version, flaw, times, answer, ms, octets, smallest, because, replay } = finding;
  const size = `${Buffer.from(smallest, 'base64').length} of ${octets} octets`;
  return `<section><h2${counts(problem) ? ' class="counts"' : ''}>${problem}: ${xmlText(flaw)}</h2>
<p>Over ${channel} in ${version}: ${xmlText(problemInWords(finding))} (${xmlText(answer)}, ${ms} ms; ${times} times).</p>
<p>Smallest input, ${size}${because === undefined ? '' : ` (${xmlText(because)})`}:</p>
<pre>${xmlText(shownInput(smallest))}</pre><p><code>${xmlText(replay)}</code></p></section>`;
}
