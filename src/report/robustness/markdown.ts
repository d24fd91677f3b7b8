/** A robustness profile as Markdown. */
import type { RobustnessResults } from '../../results/robustness.ts';
import { code, fenced, inline } from '../markdown-text.ts';
import { answersInWords, facts, inOrder, problemInWords, shownInput, verdict } from './words.ts';

export function robustnessMarkdown(results: RobustnessResults): string {
  const lines = [
    `# Robustness of ${inline(results.target)}`,
    '',
    `${inline(verdict(results))}.`,
    '',
    ...facts(results).map((fact) => `- ${inline(fact)}`),
    '',
    '| channel | rules broken | sent | survived | median ms | longest ms | answers |',
    '|---|---|---|---|---|---|---|',
    ...results.counts.map(({ channel, category, sent, survived, median, longest, answers }) => {
      const times = `${median.toFixed(2)} | ${longest.toFixed(1)}`;
      return `| ${channel} | ${category} | ${sent} | ${survived} | ${times} | ${inline(answersInWords(answers))} |`;
    }),
    '',
  ];
  for (const finding of inOrder(results)) {
    const { problem, channel, version, flaw, times, answer, ms, octets, smallest, because, replay } = finding;
    lines.push(
      `## ${problem}: ${inline(flaw)}`,
      '',
      `Over ${channel} in ${version}: ${inline(problemInWords(finding))} (${inline(answer)}, ${ms} ms; ${times} times).`,
      '',
      `Smallest input, ${Buffer.from(smallest, 'base64').length} of ${octets} octets${because === undefined ? '' : ` (${inline(because)})`}:`,
      '',
      ...fenced(shownInput(smallest)),
      '',
      code(replay),
      '',
    );
  }
  return lines.join('\n');
}
