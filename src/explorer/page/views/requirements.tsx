/** All requirements, by section, or those of one verdict. */

import { requirementMark } from '../../../report/view/marks.ts';
import { count } from '../../../report/view/words.ts';
import type { RequirementResult } from '../../../results/results.ts';
import { useReport } from '../parts/context.ts';
import { Fold, ROWS_AT_FIRST, worthALook } from '../parts/fold.tsx';
import { Section } from '../parts/frame.tsx';
import { fits, Narrow } from '../parts/narrow.tsx';
import { RequirementTable } from '../parts/requirement-table.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { type Only, to } from '../router.ts';

const FILTERS: readonly (readonly [id: string, words: string, keep: (r: RequirementResult) => boolean])[] = [
  ['', 'All', () => true],
  ['pass', 'pass', (r) => requirementMark(r) === 'pass'],
  ['fail', 'fail', (r) => requirementMark(r) === 'fail'],
  ['open', 'inconclusive or error', (r) => ['inconclusive', 'error'].includes(requirementMark(r))],
  ['note', 'note', (r) => requirementMark(r) === 'note'],
  ['observed', 'observed', (r) => requirementMark(r) === 'observed'],
  ['not-covered', 'not covered', (r) => r.verdict === 'not-covered'],
  ['not-applicable', 'not applicable', (r) => r.verdict === 'not-applicable'],
];

export function RequirementsView({ show, only }: { show: string; only: Only }) {
  const { run, sections, requirementsOf } = useReport();
  const narrowed = run.requirements.filter((one) => fits(one, only));
  const filters = FILTERS.map(([id, words, keep]) => ({ id, words, keep, n: narrowed.filter(keep).length }));
  const used = filters.filter((filter) => filter.n > 0 || filter.id === show);
  const chosen = used.find((filter) => filter.id === show) ?? used[0];
  const keep = chosen?.keep ?? (() => true);
  const groups = sections
    .map((section) => ({
      name: section.name,
      rows: section.items.flatMap(requirementsOf).filter((one) => keep(one) && fits(one, only)),
    }))
    .filter((group) => group.rows.length > 0);
  const few = groups.reduce((n, group) => n + group.rows.length, 0) <= ROWS_AT_FIRST || groups.length === 1;
  return (
    <>
      <Section
        first
        side={<p>Statements are in this project’s own words; level, confidence and source say what they rest on.</p>}
      >
        <h1 tabIndex={-1}>Requirements</h1>
      </Section>
      <section class="row wide">
        <Narrow
          requirements={run.requirements}
          only={only}
          choose={(next) => location.replace(to.requirements(chosen?.id, next))}
        />
        <Tabs
          label="Requirements by verdict"
          tabs={used.map((filter) => ({ id: filter.id, words: `${filter.words} ${filter.n}` }))}
          chosen={chosen?.id ?? ''}
          choose={(id) => location.replace(to.requirements(id, only))}
        >
          {groups.length === 0 && <p class="muted lead-in">No requirement is like that.</p>}
          {groups.map((group) => (
            <Fold
              key={`${group.name} ${chosen?.id}`}
              title={group.name}
              words={count(group.rows.length, 'requirement')}
              marks={worthALook(group.rows.map(requirementMark))}
              open={few}
            >
              {() => <RequirementTable requirements={group.rows} />}
            </Fold>
          ))}
        </Tabs>
      </section>
    </>
  );
}
