/** The matrix of several results as one HTML file: no script, no network, in the styles of the report page. */
import type { RunResults } from '../../results/results.ts';
import { shape, stillPage, text } from '../html/still-page.ts';
import { type Mark, markWord } from '../view/marks.ts';
import { MARK_CLASSES, SHAPES } from '../view/shapes.ts';
import { countInWords, dateTime, list, sentence } from '../view/words.ts';
import { type Area, type Matrix, matrixOf, type ResultColumn, type Row } from './rows.ts';
import { MATRIX_STYLE } from './style.ts';

/** The whole file. */
export function matrixPage(all: readonly RunResults[]): Promise<string> {
  const matrix = matrixOf(all);
  const title = `${sentence(countInWords(all.length, 'result'))} side by side`;
  return stillPage({
    title,
    style: MATRIX_STYLE,
    main: `${head(title, matrix)}
<section class="row wide">
${legend()}
<div class="mxw" tabindex="0" role="region" aria-label="Matrix of results">
${table(matrix)}
</div>
</section>`,
  });
}

function head(title: string, { columns, caveats }: Matrix): string {
  const versions = [...new Set(columns.flatMap((c) => c.results.configurations.map(({ version }) => version)))].sort();
  const said = caveats.map((one) => `<li>${text(one)}</li>`).join('');
  const apart =
    said === '' ? '' : `<div class="said"><h2>Not the same question in all of them</h2><ul>${said}</ul></div>`;
  return `<section class="row first wide">
<h1>${title}</h1>
<p class="lede">IMPS ${list(versions)}. Shaded rows are those where one of them fails or stays undecided. What was not run never counts as passed; what none of the runs selected is left out.</p>
${apart}
<p class="pick"><label><input type="checkbox" id="differ"> only where they differ</label> <label><input type="checkbox" id="bad"> only where one fails or stays undecided</label></p>
</section>`;
}

const MARKS = Object.keys(SHAPES) as Mark[];

const LEGEND: Readonly<Partial<Record<Mark, string>>> = {
  note: 'note: a SHOULD not followed',
  observed: 'observed, not judged',
  error: 'error of the harness',
  'not-run': 'not run: not selected, not covered, not in its catalogue',
};

function legend(): string {
  const entries = MARKS.map((mark) => `<li>${shape(mark)}${LEGEND[mark] ?? markWord(mark)}</li>`);
  return `<ul class="legend" aria-label="Legend">${entries.join('')}</ul>`;
}

function table({ columns, areas }: Matrix): string {
  return `<table class="mx"><thead><tr><th scope="col">Requirement</th><th scope="col" class="ft">Statement</th><th scope="col" class="s">Level</th>${columns.map(columnHead).join('')}</tr></thead>
<tbody>
${totals(columns)}
${areas.map((area) => areaRows(area, columns)).join('\n')}
</tbody></table>`;
}

function columnHead({ name, results, reservations }: ResultColumn): string {
  const facts = [
    dateTime(results.run.startedAt),
    results.configurations.map(({ id }) => id).join(', '),
    `suite ${results.tool.version}`,
    ...reservations,
  ];
  return `<th scope="col" class="i"><b>${text(name)}</b>${facts.map(text).join('<br>')}</th>`;
}

function totals(columns: readonly ResultColumn[]): string {
  const row = (title: string, cell: (column: ResultColumn) => string) =>
    `<tr class="sum"><th scope="row"><strong>${title}</strong></th><td class="ft"></td><td class="s"></td>${columns.map((c) => `<td>${cell(c)}</td>`).join('')}</tr>`;
  return [
    row('Conformant', ({ answer, reservations }) => {
      const part = reservations.includes('a part only') && answer.value === 'yes';
      const mark = part ? 'not-run' : answer.mark;
      const word = part ? 'as far as selected' : answer.value;
      return `<span class="verdict ${MARK_CLASSES[mark]}">${shape(mark)}${word}</span>`;
    }),
    row('Apply', ({ counts }) => String(counts.apply)),
    row('Pass', ({ counts }) => String(counts.pass)),
    row('Fail', ({ counts }) => String(counts.fail)),
    row('Open', ({ counts }) => String(counts.open)),
    row('Note, observed', ({ counts }) => String(counts.note + counts.observed)),
    row('Not covered, not selected', ({ counts }) => `${counts.notCovered}, ${counts.notSelected}`),
  ].join('\n');
}

function areaRows({ name, rows, passed }: Area, columns: readonly ResultColumn[]): string {
  const counts = passed.map(({ pass, of }) => `<td>${of === 0 ? '' : `${pass} of ${of}`}</td>`);
  const head = `<tr class="area"><th scope="rowgroup">${text(name)}</th><td class="ft"></td><td class="s"></td>${counts.join('')}</tr>`;
  return [head, ...rows.map((row) => requirementRow(row, columns))].join('\n');
}

function requirementRow({ requirement, cells, bad, differs }: Row, columns: readonly ResultColumn[]): string {
  const { id, statement, level, weight } = requirement;
  const marks = cells.map(({ mark, word }, i) => {
    const label = `${columns[i]?.name ?? ''}, ${id}: ${word}`;
    return `<td>${shape(mark, label)}</td>`;
  });
  const classes = ['req', ...(bad ? ['bad'] : []), ...(differs ? [] : ['same'])].join(' ');
  return `<tr class="${classes}"><th scope="row" class="id">${text(id)}</th><td class="ft">${text(statement)}</td><td class="s">${level}, ${weight}</td>${marks.join('')}</tr>`;
}
