/** A status code: name, meaning, users, and the requirements that ask for it. */
import type { ReferenceCode } from '../../../../report/view/reference.ts';
import { count } from '../../../../report/view/words.ts';
import { useReport } from '../../parts/context.ts';
import { Facts, Section } from '../../parts/frame.tsx';
import { PrimitiveLink } from '../../parts/linked.tsx';
import { RequirementTable } from '../../parts/requirement-table.tsx';

export function CodeEntry({ code }: { code: ReferenceCode }) {
  const { run } = useReport();
  const asking = new Set(code.requirements);
  const requirements = run.requirements.filter(({ id }) => asking.has(id));
  const seen = run.requirements.filter(
    ({ id, checks }) =>
      !asking.has(id) && checks.some(({ observed }) => observed?.includes(String(code.code)) === true),
  );
  return (
    <>
      <Section
        first
        side={
          <Facts
            facts={[
              ['Class', code.class],
              ['Versions', code.versions.join(', ')],
              ['Confidence', code.confidence],
              [
                'Met in',
                code.usedBy.includes('*')
                  ? 'any answer'
                  : code.usedBy.map((name) => (
                      <span key={name}>
                        <PrimitiveLink name={name} />{' '}
                      </span>
                    )),
              ],
            ]}
          />
        }
      >
        <p class="kick">
          <span>Status code</span>
        </p>
        <h1 tabIndex={-1}>
          {code.code} {code.name}
        </h1>
        <p class="lede">{code.meaning}</p>
        {code.note !== undefined && <p class="say lead-in">{code.note}</p>}
      </Section>
      <Section title={`Asked for by ${count(requirements.length, 'requirement')}`} id="asked" wide>
        {requirements.length > 0 && <RequirementTable requirements={requirements} />}
      </Section>
      {seen.length > 0 && (
        <Section title="Observed in this run for" id="seen" wide>
          <RequirementTable requirements={seen} />
        </Section>
      )}
    </>
  );
}
