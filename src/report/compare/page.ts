/** A comparison of two runs as one HTML file: no script, no network, in the styles of the report page. */
import { KINDS } from '../../results/compare/groups.ts';
import type { Change, ChangeKind, Comparison, Slower, Standing } from '../../results/compare/types.ts';
import { shape, stillPage, text } from '../html/still-page.ts';
import { type Mark, markWord } from '../view/marks.ts';
import { MARK_CLASSES } from '../view/shapes.ts';
import { count, dateTime } from '../view/words.ts';
import { xmlAttribute } from '../xml-text.ts';
import { COMPARE_STYLE } from './style.ts';
import { headline, notRunAgainInWords, placeOf, standingInWords, TITLES } from './words.ts';

/** Kinds that are told requirement by requirement; of the others only the ids are listed. */
const TOLD: readonly ChangeKind[] = ['new-failure', 'first-tested-failing', 'newly-open', 'still-failing', 'mended'];

/** The whole file. */
export function comparisonPage(comparison: Comparison): Promise<string> {
  return stillPage({
    title: `${comparison.after.target.name}: two runs compared`,
    style: COMPARE_STYLE,
    main: [head(comparison), caveats(comparison), changed(comparison), areas(comparison), slower(comparison)]
      .filter((part) => part !== '')
      .join('\n'),
  });
}

function head(comparison: Comparison): string {
  const { before, after, worse, judgedInBoth } = comparison;
  const facts: readonly (readonly [string, string, string])[] = [
    ['Target', before.target.name, after.target.name],
    ['Run', dateTime(before.startedAt), dateTime(after.startedAt)],
    ['Ran in', before.configurations.join(', '), after.configurations.join(', ')],
    ['Selected', before.selection ?? 'everything', after.selection ?? 'everything'],
    ['Judged', String(before.judged), String(after.judged)],
    ['Suite', before.tool.version, after.tool.version],
    ['Seed', String(before.seed), String(after.seed)],
    ['Exit code', String(before.exitCode), String(after.exitCode)],
  ];
  const rows = facts.map(([name, a, b]) => `<dt>${name}</dt><dd>${text(a)}</dd><dd>${text(b)}</dd>`);
  const mark: Mark = worse ? 'fail' : 'pass';
  return `<section class="row first">
<div>
<div class="headline">${shape(mark)}<h1>${text(headline(comparison))}</h1></div>
<p class="lede">${text(totalsInWords(comparison))}</p>
</div>
<div class="side">
<dl class="both"><dt></dt><dd class="h">First</dd><dd class="h">Then</dd>${rows.join('')}</dl>
<p>${count(judgedInBoth, 'requirement was', 'requirements were')} judged in both runs.</p>
</div>
</section>`;
}

function totalsInWords({ totals }: Comparison): string {
  const all = KINDS.filter((kind) => totals[kind] > 0)
    .map((kind) => `${TITLES[kind].toLowerCase()}: ${totals[kind]}`)
    .join('; ');
  return all === '' ? 'Nothing was tested.' : `${all.charAt(0).toUpperCase()}${all.slice(1)}.`;
}

function caveats({ caveats: all }: Comparison): string {
  if (all.length === 0) return '';
  const list = all.map(({ message }) => `<li>${text(message)}</li>`);
  return `<section class="row wide said"><h2>Not the same question in both runs</h2><ul>${list.join('')}</ul></section>`;
}

function changed(comparison: Comparison): string {
  const kinds = KINDS.filter((kind) => comparison.totals[kind] > 0);
  if (kinds.length === 0) return '';
  const body = kinds.map((kind) => ofKind(kind, comparison)).join('\n');
  return `<section class="row wide" aria-labelledby="changed">
<h2 id="changed">Requirements</h2>
<table class="t cmp"><thead><tr><th scope="col">Requirement</th><th scope="col">Statement</th><th scope="col">First</th><th scope="col">Then</th></tr></thead>
${body}
</table>
</section>`;
}

function ofKind(kind: ChangeKind, { changes, totals }: Comparison): string {
  const own = changes.filter((change) => change.kind === kind);
  const title = `<tr><th scope="rowgroup" colspan="4">${TITLES[kind]}<span>${totals[kind]}</span></th></tr>`;
  const rows = TOLD.includes(kind)
    ? own.map(row)
    : [`<tr><td colspan="4" class="ids">${own.map(({ requirement }) => text(requirement)).join(', ')}</td></tr>`];
  return `<tbody>${title}${rows.join('')}</tbody>`;
}

function row(change: Change): string {
  const notes = [
    placeOf(change),
    change.redefined ? 'its text changed between the runs' : undefined,
    notRunAgainInWords(change),
  ].flatMap((note) => (note === undefined ? [] : [`<span class="sub">${text(note)}</span>`]));
  return `<tr><th scope="row" class="id">${text(change.requirement)}</th><td class="st">${text(change.statement)}${notes.join('')}</td>${standing('First', change.before)}${standing('Then', change.after)}</tr>`;
}

const MARK_OF: Readonly<Record<Standing['status'], Mark>> = {
  pass: 'pass',
  fail: 'fail',
  open: 'inconclusive',
  untested: 'not-run',
};

function standing(which: string, one: Standing): string {
  const mark = MARK_OF[one.status];
  const words = standingInWords(one);
  const [verdict = markWord(mark), ...rest] = words.split(': ');
  const why = rest.length === 0 ? '' : `<span class="sub">${text(rest.join(': '))}</span>`;
  return `<td class="w"${xmlAttribute('data-w', which)}><span class="verdict ${MARK_CLASSES[mark]}">${shape(mark)}${text(verdict)}</span>${why}</td>`;
}

/** Changes by area: where it became worse, and where better. */
function areas({ changes }: Comparison): string {
  const named = [...new Set(changes.map(({ area }) => area))];
  const rows = named.flatMap((area) => {
    const own = changes.filter((change) => change.area === area);
    const worse = own.filter((change) => change.worse).length;
    const better = own.filter(({ kind }) => kind === 'mended' || kind === 'decided').length;
    if (worse + better === 0) return [];
    const number = (n: number, bad: boolean) => `<td class="num${n === 0 ? ' zero' : bad ? ' bad' : ''}">${n}</td>`;
    return [
      `<tr><th scope="row" class="id">${text(area)}</th>${number(worse, true)}${number(better, false)}<td class="num">${own.length}</td></tr>`,
    ];
  });
  if (rows.length === 0) return '';
  return `<section class="row wide" aria-labelledby="areas"><h2 id="areas">Areas that changed</h2>
<table class="t"><thead><tr><th scope="col">Area</th><th scope="col" class="num">Worse</th><th scope="col" class="num">Better</th><th scope="col" class="num">Requirements</th></tr></thead>
<tbody>${rows.join('')}</tbody></table></section>`;
}

/** Scenarios in the table; of more the number. */
const MOST_SLOWER = 30;

function slower({ slower: all }: Comparison): string {
  if (all.length === 0) return '';
  const rows = all.slice(0, MOST_SLOWER).map(slowerRow);
  const more = all.length - MOST_SLOWER;
  return `<section class="row" aria-labelledby="slower"><div><h2 id="slower">Slower</h2>
<table class="t"><thead><tr><th scope="col">Scenario</th><th scope="col" class="num">Exchanges</th><th scope="col" class="num">First, ms</th><th scope="col" class="num">Then, ms</th></tr></thead>
<tbody>${rows.join('')}</tbody></table></div>
<div class="side"><p>Scenarios with as many exchanges in both runs, whose answers took at least twice as long and 100 ms more, all together.${more > 0 ? ` ${count(more, 'further one is', 'further ones are')} left out.` : ''} Only runs from the same place can be timed against each other; it changes no verdict.</p></div></section>`;
}

function slowerRow({ scenario, configuration, exchanges, beforeMs, afterMs }: Slower): string {
  return `<tr><th scope="row">${text(scenario)} <span class="sub">${text(configuration)}</span></th><td class="num">${exchanges}</td><td class="num">${beforeMs}</td><td class="num">${afterMs}</td></tr>`;
}
