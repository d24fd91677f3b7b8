/** Requirements counted by section. */
import { countRequirements, sectionCounts } from '../../../report/view/sections.ts';
import { useReport } from '../parts/context.ts';
import { Scroll } from '../parts/frame.tsx';

const COLUMNS = [
  ['apply', 'apply'],
  ['pass', 'pass'],
  ['fail', 'fail'],
  ['open', 'open'],
  ['note', 'note'],
  ['observed', 'observed'],
  ['notCovered', 'not covered'],
  ['notSelected', 'not selected'],
] as const;

export function AreaTable() {
  const { run } = useReport();
  const rows = [
    ...sectionCounts(run).filter((row) => row.apply + row.notSelected > 0),
    { name: 'All', ...countRequirements(run.requirements) },
  ];
  return (
    <Scroll label="Table of areas">
      <table class="t areas">
        <thead>
          <tr>
            <th scope="col">Area</th>
            {COLUMNS.map(([key, words]) => (
              <th key={key} scope="col" class="num">
                {words}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.name} class={row.name === 'All' ? 'all' : undefined}>
              <th scope="row">{row.name}</th>
              {COLUMNS.map(([key]) => (
                <td key={key} class={`num${row[key] === 0 ? ' zero' : key === 'fail' ? ' bad' : ''}`}>
                  {row[key] === 0 ? '·' : row[key]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
