/** Every item at one glance: a row a section, a mark an item; one tab stop a row, arrows move. */
import { useRef, useState } from 'preact/hooks';
import { isMandatory, itemMark, type Mark as MarkName, markWord } from '../../../report/view/marks.ts';
import { count } from '../../../report/view/words.ts';
import type { ItemResult } from '../../../results/results.ts';
import { useReport } from '../parts/context.ts';
import { Section } from '../parts/frame.tsx';
import { Mark } from '../parts/mark.tsx';
import { to } from '../router.ts';

interface Cell {
  readonly item: ItemResult;
  readonly mark: MarkName;
  readonly mandatory: boolean;
  readonly label: string;
}

export function ItemMap() {
  const report = useReport();
  const [reading, setReading] = useState<string>();
  const table = useRef<HTMLTableSectionElement>(null);
  const rows = report.sections.map((section) => ({
    name: section.name,
    cells: section.items.map((item): Cell => {
      const requirements = report.requirementsOf(item);
      const mark = itemMark(item, requirements);
      const mandatory = isMandatory(item, requirements, report.run);
      const word = mark === 'not-run' ? item.verdict.replace('-', ' ') : markWord(mark);
      const why = item.because === undefined ? '' : `: ${item.because}`;
      const kind = mark === 'not-applicable' ? [] : [mandatory ? 'mandatory' : 'optional'];
      return { item, mark, mandatory, label: [item.id, item.feature, ...kind, `${word}${why}`].join(' · ') };
    }),
  }));
  const all = rows.flatMap((row) => row.cells);
  const pass = all.filter((cell) => cell.mark === 'pass' || cell.mark === 'note' || cell.mark === 'observed').length;
  const noted = all.filter((cell) => cell.mark === 'note').length;

  const move = (event: KeyboardEvent) => {
    const cell = (event.target as HTMLElement).closest<HTMLElement>('.c');
    const lines = [...(table.current?.querySelectorAll('.cells') ?? [])];
    const line = lines.findIndex((one) => one.contains(cell));
    const cells = [...(lines[line]?.querySelectorAll<HTMLElement>('.c') ?? [])];
    const at = cell === null ? -1 : cells.indexOf(cell);
    if (cell === null || at < 0) return;
    const near = (other: Element | undefined) => {
      const there = other?.querySelectorAll<HTMLElement>('.c');
      return there?.[Math.min(at, there.length - 1)];
    };
    const goals: Record<string, HTMLElement | undefined> = {
      ArrowRight: cells[at + 1],
      ArrowLeft: cells[at - 1],
      ArrowDown: near(lines[line + 1]),
      ArrowUp: near(lines[line - 1]),
      Home: cells[0],
      End: cells.at(-1),
    };
    const goal = goals[event.key];
    if (goal === undefined) return;
    event.preventDefault();
    cell.tabIndex = -1;
    goal.tabIndex = 0;
    goal.focus();
  };
  const read = (event: Event) => {
    const label = (event.target as HTMLElement).closest('.c')?.getAttribute('aria-label');
    if (label !== null && label !== undefined) setReading(label);
  };
  return (
    <Section title={count(report.run.items.length, 'item')} id="map" wide>
      <table class="map">
        <thead>
          <tr>
            <th scope="col">Area</th>
            <th scope="col">Items, in the order of the tables</th>
            <th scope="col" class="n">
              fail
            </th>
            <th scope="col" class="n">
              open
            </th>
            <th scope="col" class="n">
              apply
            </th>
          </tr>
        </thead>
        {/* biome-ignore lint/a11y/useKeyWithMouseEvents: the focus is followed by onFocusIn, which bubbles */}
        <tbody ref={table} onKeyDown={move} onMouseOver={read} onFocusIn={read}>
          {rows.map((row) => (
            <tr key={row.name}>
              <th scope="row">{row.name}</th>
              <td class="cc">
                <Cells name={row.name} cells={row.cells} />
              </td>
              <Numbers cells={row.cells} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">All</th>
            <td class="cc">
              {pass} pass{noted > 0 ? `, ${noted} of them with a note` : ''}
            </td>
            <Numbers cells={all} />
          </tr>
        </tfoot>
      </table>
      <p class="read" aria-hidden="true">
        {reading ?? <span class="muted">Point at an item, or move with the arrow keys.</span>}
      </p>
      <Legend />
    </Section>
  );
}

/** The marks of a section; one whose items are all left out by the claim is a line. */
function Cells({ name, cells }: { name: string; cells: readonly Cell[] }) {
  if (cells.every((cell) => cell.mark === 'not-applicable')) {
    return (
      <a class="unclaimed" href={to.items}>
        {count(cells.length, 'item')}, not claimed
      </a>
    );
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of links, not a form
    <div class="cells" role="group" aria-label={`${name}, ${count(cells.length, 'item')}`}>
      {cells.map((cell, i) => (
        <a
          key={cell.item.id}
          class={cell.mandatory ? 'c m' : 'c'}
          href={to.item(cell.item.id)}
          aria-label={cell.label}
          tabIndex={i === 0 ? 0 : -1}
        >
          <Mark mark={cell.mark} />
        </a>
      ))}
    </div>
  );
}

function Numbers({ cells }: { cells: readonly Cell[] }) {
  const fail = cells.filter((cell) => cell.mark === 'fail').length;
  const open = cells.filter((cell) => cell.mark === 'inconclusive' || cell.mark === 'error').length;
  const apply = cells.filter((cell) => cell.mark !== 'not-applicable').length;
  return (
    <>
      <NumberCell n={fail} word="fail" bad />
      <NumberCell n={open} word="open" />
      <NumberCell n={apply} word={`of ${cells.length} apply`} />
    </>
  );
}

function NumberCell({ n, word, bad }: { n: number; word: string; bad?: boolean }) {
  return (
    <td class={`n${n === 0 ? ' zero' : bad === true ? ' bad' : ''}`} data-w={word}>
      {n === 0 ? '·' : n}
    </td>
  );
}

const LEGEND: readonly (readonly [mark: MarkName, words: string])[] = [
  ['pass', 'pass'],
  ['fail', 'fail'],
  ['inconclusive', 'inconclusive'],
  ['note', 'note: a SHOULD not followed'],
  ['observed', 'observed, not judged'],
  ['error', 'error of the harness'],
  ['not-applicable', 'not applicable'],
  ['not-run', 'not run: not selected or not covered'],
];

function Legend() {
  return (
    <ul class="legend" aria-label="Legend">
      {LEGEND.map(([mark, words]) => (
        <li key={mark}>
          <Mark mark={mark} />
          {words}
        </li>
      ))}
      <li>
        <span class="c m">
          <Mark mark="pass" />
        </span>
        mandatory for this claim
      </li>
    </ul>
  );
}
