/** A primitive: who sends it, what answers it, its content model, an example, the requirements about it. */
import type { Reference, ReferencePrimitive } from '../../../../report/view/reference.ts';
import { count } from '../../../../report/view/words.ts';
import { useReport } from '../../parts/context.ts';
import { Facts, Section } from '../../parts/frame.tsx';
import { PrimitiveLink } from '../../parts/linked.tsx';
import { RequirementTable } from '../../parts/requirement-table.tsx';
import { to } from '../../router.ts';
import { ContentModel } from './content-model.tsx';
import { Example } from './example.tsx';

export function PrimitiveEntry({ primitive, reference }: { primitive: ReferencePrimitive; reference: Reference }) {
  const { run } = useReport();
  const { name, transaction, direction, session, versions, functions, answers, note, items } = primitive;
  const element = reference.elements.find((one) => one.key === name);
  const requirements = run.requirements.filter(({ id }) => primitive.requirements.includes(id));
  return (
    <>
      <Section
        first
        side={
          <Facts
            facts={[
              ['Direction', direction],
              ['Session', session],
              ['Transaction', transaction],
              ...answers.map(
                (answer) =>
                  [
                    answer.versions.length === versions.length ? 'Answer' : `Answer in ${answer.versions.join(', ')}`,
                    <Answers key={answer.when} {...answer} />,
                  ] as const,
              ),
              ...inShort(functions).map(([of, code]) => [of === '' ? 'Function' : `Function in ${of}`, code] as const),
              ...(element?.forms ?? []).map(
                (form) => [`Confidence in ${form.versions.join(', ')}`, form.confidence] as const,
              ),
              ...items.map(
                (item) =>
                  [
                    'Item',
                    <a key={item} class="id" href={to.item(item)}>
                      {item}
                    </a>,
                  ] as const,
              ),
            ]}
          />
        }
      >
        <p class="kick">
          <span>Primitive</span>
          <span>{primitive.area}</span>
          <span>{versions.join(', ')}</span>
        </p>
        <h1 tabIndex={-1}>{name}</h1>
        <p class="lede">
          {transaction}, {direction}, {session}.{note === undefined ? '' : ` ${note}`}
        </p>
        <p class="lead-in">
          <a href={to.scenarios(name)}>Scenarios of this run with it</a>
        </p>
      </Section>
      {element !== undefined && (
        <Section title="Content model" id="model" wide>
          <ContentModel element={element} reference={reference} />
        </Section>
      )}
      <Example name={name} primitives={[name]} />
      <Section title={`${count(requirements.length, 'requirement')} about it`} id="requirements" wide>
        {requirements.length > 0 && <RequirementTable requirements={requirements} />}
      </Section>
    </>
  );
}

function Answers({ primitives, when }: { primitives: readonly string[]; when: string }) {
  return (
    <>
      {primitives.map((one, i) => (
        <span key={one}>
          {i > 0 && ' or '}
          <PrimitiveLink name={one} />
        </span>
      ))}
      {when !== '' && `: ${when}`}
    </>
  );
}

/** Versions with one function in one row; no versions where all agree. */
function inShort(functions: ReferencePrimitive['functions']): readonly (readonly [versions: string, code: string])[] {
  const by = new Map<string, string[]>();
  for (const [version, code] of functions) by.set(code, [...(by.get(code) ?? []), version]);
  return [...by].map(([code, versions]) => [by.size === 1 ? '' : versions.join(', '), code]);
}
