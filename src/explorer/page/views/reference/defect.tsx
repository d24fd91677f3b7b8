/** A seeded defect or a legal variant: what the server then does, what must turn red, how to see it; and all of them by area. */
import type { Reference, Seeded } from '../../../../report/view/reference.ts';
import { count } from '../../../../report/view/words.ts';
import { areaTitle } from '../../parts/area-title.ts';
import { useReport } from '../../parts/context.ts';
import { Command } from '../../parts/copy.tsx';
import { Fold } from '../../parts/fold.tsx';
import { Facts, Section } from '../../parts/frame.tsx';
import { RequirementTable } from '../../parts/requirement-table.tsx';
import { to } from '../../router.ts';

export function DefectEntry({ seeded, areas }: { seeded: Seeded; areas: Reference['areas'] }) {
  const { run } = useReport();
  const requirements = run.requirements.filter(({ id }) => seeded.requirements.includes(id));
  const variant = seeded.kind === 'variant';
  return (
    <>
      <Section
        first
        side={
          <Facts
            facts={[
              ['Area', areaTitle(areas, seeded.area)],
              ['Versions', seeded.versions?.join(', ') ?? 'all'],
              ['Syntaxes', seeded.syntaxes?.join(', ') ?? 'all'],
              ['See it', <Command key="see" text={`impsc run --${seeded.kind} ${seeded.id}`} />],
              ['Serve it', <Command key="serve" text={`impsc serve --${seeded.kind} ${seeded.id}`} />],
              ['Prove it', <Command key="prove" text={`impsc defects --select ${seeded.id}`} />],
            ]}
          />
        }
      >
        <p class="kick">
          <span>{variant ? 'Legal variant' : 'Seeded defect'}</span>
          <span class="id">{seeded.id}</span>
        </p>
        <h1 tabIndex={-1}>The server {seeded.title}</h1>
        <p class="lede">
          {variant
            ? 'The standard allows it: no requirement may fail because of it, unless one is named below.'
            : 'A fault put into the reference server on purpose. The requirements below must fail because of it.'}
        </p>
      </Section>
      {requirements.length > 0 && (
        <Section title={variant ? 'May fail' : 'Must fail'} id="must" wide>
          <RequirementTable requirements={requirements} />
        </Section>
      )}
    </>
  );
}

export function SeededList(props: {
  seeded: readonly Seeded[];
  areas: Reference['areas'];
  fits: (...texts: readonly string[]) => boolean;
}) {
  const kept = props.seeded.filter((one) => props.fits(one.id, one.title, ...one.requirements));
  const groups = new Map<string, Seeded[]>();
  for (const one of kept) groups.set(one.area, [...(groups.get(one.area) ?? []), one]);
  return (
    <>
      {[...groups].map(([area, all]) => (
        <Fold
          key={area}
          title={areaTitle(props.areas, area)}
          words={count(all.length, area === '' ? 'variant' : 'defect')}
          marks={[]}
          open={kept.length <= MOST_UNFOLDED}
        >
          {() => (
            <table class="t stack">
              <thead>
                <tr>
                  <th scope="col">Name</th>
                  <th scope="col">The server</th>
                  <th scope="col">Turns red</th>
                </tr>
              </thead>
              <tbody>
                {all.map(({ id, title, requirements }) => (
                  <tr key={id}>
                    <th scope="row">
                      <a class="id" href={to.entry('defect', id)}>
                        {id}
                      </a>
                    </th>
                    <td>{title}</td>
                    <td>
                      {requirements.map((one) => (
                        <a key={one} class="id apart-right" href={to.requirement(one)}>
                          {one}
                        </a>
                      ))}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
        </Fold>
      ))}
    </>
  );
}

/** Rows that are shown at once without folding. */
const MOST_UNFOLDED = 60;
