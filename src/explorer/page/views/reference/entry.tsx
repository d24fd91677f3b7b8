/** An entry of the reference: found by its kind and name, drawn by the view of its kind. */
import type { ComponentChildren } from 'preact';
import type { Reference } from '../../../../report/view/reference.ts';
import { useLoaded, useReport } from '../../parts/context.ts';
import { Missing, Section, Where } from '../../parts/frame.tsx';
import { type EntryKind, to } from '../../router.ts';
import { CodeEntry } from './code.tsx';
import { DefectEntry } from './defect.tsx';
import { ElementEntry } from './element.tsx';
import { OpenPointEntry } from './open-point.tsx';
import { PrimitiveEntry } from './primitive.tsx';
import { SourceEntry } from './source.tsx';

interface Kind {
  /** Its list, and the name of one in a sentence. */
  readonly list: string;
  readonly listed: string;
  readonly one: string;
  draw(reference: Reference, name: string): ComponentChildren | undefined;
}

function drawn<T>(found: T | undefined, draw: (found: T) => ComponentChildren): ComponentChildren | undefined {
  return found === undefined ? undefined : draw(found);
}

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

const KINDS: Readonly<Record<EntryKind, Kind>> = {
  primitive: {
    list: 'primitives',
    listed: 'Primitives',
    one: 'primitive',
    draw: (reference, name) =>
      drawn(
        reference.primitives.find((one) => same(one.name, name)),
        (primitive) => <PrimitiveEntry primitive={primitive} reference={reference} />,
      ),
  },
  element: {
    list: 'elements',
    listed: 'Elements',
    one: 'element',
    draw: (reference, name) =>
      drawn(
        reference.elements.find((one) => same(one.key, name)),
        (element) => <ElementEntry element={element} reference={reference} />,
      ),
  },
  code: {
    list: 'codes',
    listed: 'Status codes',
    one: 'status code',
    draw: (reference, name) =>
      drawn(
        reference.codes.find((one) => String(one.code) === name),
        (code) => <CodeEntry code={code} />,
      ),
  },
  source: {
    list: 'sources',
    listed: 'Sources',
    one: 'source',
    draw: (reference, name) =>
      drawn(
        reference.sources.find((one) => same(one.tag, name)),
        (source) => <SourceEntry source={source} />,
      ),
  },
  'open-point': {
    list: 'open-points',
    listed: 'Open points',
    one: 'open point',
    draw: (reference, name) =>
      drawn(
        reference.openPoints.find((one) => same(one.id, name)),
        (point) => <OpenPointEntry point={point} />,
      ),
  },
  defect: {
    list: 'defects',
    listed: 'Defects and variants',
    one: 'defect or variant',
    draw: (reference, name) =>
      drawn(
        reference.seeded.find((one) => same(one.id, name)),
        (seeded) => <DefectEntry seeded={seeded} areas={reference.areas} />,
      ),
  },
  term: {
    list: 'glossary',
    listed: 'Glossary',
    one: 'term',
    draw: (reference, name) =>
      drawn(
        reference.glossary.find((one) => same(one.term, name)),
        ({ term, meaning }) => (
          <Section first>
            <p class="kick">
              <span>Term</span>
            </p>
            <h1 tabIndex={-1}>{term}</h1>
            <p class="lede">{meaning}</p>
          </Section>
        ),
      ),
  },
};

export function EntryView({ kind, name }: { kind: EntryKind; name: string }) {
  const report = useReport();
  const loaded = useLoaded('reference', () => report.reference());
  const { list, listed, one, draw } = KINDS[kind];
  if (loaded.state === 'loading') return <p class="muted lead-in">Reading the reference.</p>;
  if (loaded.state === 'failed' || loaded.value === undefined) {
    return (
      <Missing title={name}>
        {loaded.state === 'failed' ? `${loaded.message}.` : 'This report holds no reference.'}
      </Missing>
    );
  }
  const entry = draw(loaded.value, name);
  if (entry === undefined) return <Missing title={`No ${one} ${name}`}>The reference has none of that name.</Missing>;
  return (
    <>
      <Where
        steps={[
          ['Reference', to.reference()],
          [listed, to.reference(list)],
        ]}
        here={name}
      />
      {entry}
    </>
  );
}
