/** Lines about a result that was judged again. */
import type { Difference } from '../conformance/replay/differences.ts';
import { style, type Terminal, wrap } from '../report/console/terminal.ts';
import type { RunResults } from '../results/results.ts';

/** Differences shown; `--json` has them all. */
const SHOWN = 40;

export function bullet(text: string, width: number): string[] {
  return wrap(text, width - 4).map((line, i) => `${i === 0 ? '  - ' : '    '}${line}`);
}

export function differenceLines(
  { transcripts, totals }: RunResults,
  { differences, asRecorded }: { readonly differences: readonly Difference[]; readonly asRecorded: readonly string[] },
  terminal: Pick<Terminal, 'color' | 'columns'>,
): string[] {
  const s = style(terminal);
  const extent = `${transcripts.length} scenarios, ${totals.messages} messages`;
  const beside = besideLines(asRecorded, terminal.columns);
  if (differences.length === 0) {
    return [`  judged again from the transcripts (${extent}): the same verdicts`, ...beside];
  }
  const lines = [s.bad(`  judged again from the transcripts (${extent}): ${differences.length} differences`)];
  for (const { where, message } of differences.slice(0, SHOWN)) {
    lines.push(...bullet(`${where}: ${message}`, terminal.columns));
  }
  if (differences.length > SHOWN) lines.push(`  and ${differences.length - SHOWN} more`);
  return [...lines, ...beside];
}

/** Scenarios that are not judged again, by feature file; `--json` names each. */
function besideLines(asRecorded: readonly string[], width: number): string[] {
  if (asRecorded.length === 0) return [];
  const counts = new Map<string, number>();
  for (const scenario of asRecorded) {
    const file = scenario.split(':')[0] ?? scenario;
    counts.set(file, (counts.get(file) ?? 0) + 1);
  }
  const files = [...counts].map(([file, times]) => `${file} (${times})`).join(', ');
  const why = 'what comes over TCP, UDP or short messages, or to servers of the tester, cannot be served again';
  return bullet(`steps of ${asRecorded.length} scenarios not judged again, since ${why}: ${files}`, width);
}
