/** An open point: what the sources leave open, how it can be read, and how this run read it. */
import type { Reference } from '../../../../report/view/reference.ts';
import { useReport } from '../../parts/context.ts';
import { Facts, Section } from '../../parts/frame.tsx';
import { Linked } from '../../parts/linked.tsx';
import { RequirementTable } from '../../parts/requirement-table.tsx';

export function OpenPointEntry({ point }: { point: Reference['openPoints'][number] }) {
  const { run } = useReport();
  const used = run.run.readings?.find(({ id }) => id === point.id);
  const affected = run.requirements.filter(({ id }) => point.affects.includes(id));
  return (
    <>
      <Section
        first
        side={
          <Facts
            facts={[
              ['Area', point.area],
              ...(point.switch === undefined ? [] : [['Switch', point.switch] as const]),
              ...(point.choices === undefined
                ? []
                : [['In the ICS', `readings: { ${point.id}: ${point.choices.join(' or ')} }`] as const]),
              ...(used === undefined
                ? []
                : [['In this run', `${used.reading}, ${used.chosen ? 'as the ICS asks' : 'by default'}`] as const]),
            ]}
          />
        }
      >
        <p class="kick">
          <span>Open point</span>
          <span class="id">{point.id}</span>
        </p>
        <h1 tabIndex={-1}>
          <Linked text={point.point} />
        </h1>
        <p class="lede">
          Read by default as: <Linked text={point.default} />.
        </p>
      </Section>
      <Section title="Readings" id="readings">
        <table class="t stack">
          <thead>
            <tr>
              <th scope="col">Reading</th>
              <th scope="col">Says so</th>
            </tr>
          </thead>
          <tbody>
            {point.readings.map(({ reading, sources }) => (
              <tr key={reading}>
                <th scope="row" class="st">
                  <Linked text={reading} />
                </th>
                <td>{sources.join('; ') || 'no source'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Section>
      <Section title="Requirements it affects" id="affects" wide>
        {affected.length > 0 ? (
          <RequirementTable requirements={affected} />
        ) : (
          <p class="muted">{point.affects.length === 0 ? 'None that is checked.' : point.affects.join(', ')}</p>
        )}
      </Section>
    </>
  );
}
