/** A source: title, kind, what it can prove, and the requirements that rest on it. */
import type { Reference } from '../../../../report/view/reference.ts';
import { sourceParts } from '../../../../report/view/sources.ts';
import { count } from '../../../../report/view/words.ts';
import { useReport } from '../../parts/context.ts';
import { Facts, Section } from '../../parts/frame.tsx';
import { RequirementTable } from '../../parts/requirement-table.tsx';

export function SourceEntry({ source }: { source: Reference['sources'][number] }) {
  const { run } = useReport();
  const resting = run.requirements.filter((r) => r.sources.some((one) => sourceParts(one).tag === source.tag));
  const alone = resting.filter((r) => r.sources.every((one) => sourceParts(one).tag === source.tag)).length;
  return (
    <>
      <Section
        first
        side={
          <Facts
            facts={[
              ['Tag', source.tag],
              ['Kind', source.kind],
              ['Alone for', count(alone, 'requirement')],
            ]}
          />
        }
      >
        <p class="kick">
          <span>Source</span>
          <span class="id">{source.tag}</span>
        </p>
        <h1 tabIndex={-1}>{source.title}</h1>
        <p class="lede">{source.says}</p>
      </Section>
      <Section title={`${count(resting.length, 'requirement')} rest on it`} id="resting" wide>
        {resting.length > 0 && <RequirementTable requirements={resting} />}
      </Section>
    </>
  );
}
