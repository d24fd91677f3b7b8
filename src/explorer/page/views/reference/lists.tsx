/** The lists of the reference: a tab a kind, a filter over the names. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Reference } from '../../../../report/view/reference.ts';
import { count } from '../../../../report/view/words.ts';
import { useLoaded, useReport } from '../../parts/context.ts';
import { Section } from '../../parts/frame.tsx';
import { ElementLink } from '../../parts/linked.tsx';
import { Tabs } from '../../parts/tabs.tsx';
import { to } from '../../router.ts';
import { SeededList } from './defect.tsx';

export function ReferenceView({ kind }: { kind: string }) {
  const report = useReport();
  const loaded = useLoaded('reference', () => report.reference());
  const reference = loaded.state === 'loaded' ? loaded.value : undefined;
  return (
    <>
      <Section first side={<p>From the element models and tables of this project, each with its confidence.</p>}>
        <h1 tabIndex={-1}>Reference</h1>
        <p class="lede">The protocol as messages are read and written here, and what the statements rest on.</p>
      </Section>
      <section class="row wide">
        {reference === undefined ? (
          <p class="muted">
            {loaded.state === 'loading' ? 'Reading the reference.' : 'This report holds no reference.'}
          </p>
        ) : (
          <Lists reference={reference} kind={kind} />
        )}
      </section>
    </>
  );
}

function Lists({ reference, kind }: { reference: Reference; kind: string }) {
  const { primitives, elements, codes, sources, openPoints, seeded, glossary } = reference;
  const [filter, setFilter] = useState('');
  const asked = filter.toLowerCase();
  const fits = (...texts: readonly string[]) => texts.some((text) => text.toLowerCase().includes(asked));
  const lists: readonly (readonly [id: string, words: string, n: number, draw: () => ComponentChildren])[] = [
    ['primitives', 'Primitives', primitives.length, () => <Primitives {...{ primitives, fits }} />],
    ['elements', 'Elements', elements.length, () => <Elements {...{ elements, fits }} />],
    ['codes', 'Status codes', codes.length, () => <Codes {...{ codes, fits }} />],
    ['sources', 'Sources', sources.length, () => <Sources {...{ sources, fits }} />],
    ['open-points', 'Open points', openPoints.length, () => <OpenPoints {...{ openPoints, fits }} />],
    [
      'defects',
      'Defects and variants',
      seeded.length,
      () => <SeededList seeded={seeded} areas={reference.areas} fits={fits} />,
    ],
    ['glossary', 'Glossary', glossary.length, () => <Glossary {...{ glossary, fits }} />],
  ];
  const used = lists.filter(([id, , n]) => n > 0 || id === kind);
  const chosen = used.find(([id]) => id === kind) ?? used[0];
  return (
    <>
      <form class="narrow" onSubmit={(event) => event.preventDefault()}>
        <label>
          <span class="label">Only with</span>{' '}
          <input type="search" class="field" value={filter} onInput={(event) => setFilter(event.currentTarget.value)} />
        </label>
        <a href={to.attributes}>Presence attributes</a>
      </form>
      <Tabs
        label="Kinds of the reference"
        tabs={used.map(([id, words, n]) => ({ id, words: `${words} ${n}` }))}
        chosen={chosen?.[0] ?? ''}
        choose={(id) => location.replace(to.reference(id))}
      >
        {chosen?.[3]()}
      </Tabs>
    </>
  );
}

type Fits = (...texts: readonly string[]) => boolean;

function Table({ heads, children }: { heads: readonly string[]; children: ComponentChildren }) {
  return (
    <table class="t stack">
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

function Primitives({ primitives, fits }: { primitives: Reference['primitives']; fits: Fits }) {
  return (
    <Table heads={['Primitive', 'Direction', 'Transaction', 'Versions', 'Requirements']}>
      {primitives
        .filter((one) => fits(one.name, one.transaction, one.area))
        .map(({ name, direction, transaction, versions, requirements }) => (
          <tr key={name}>
            <th scope="row">
              <a class="id" href={to.entry('primitive', name)}>
                {name}
              </a>
            </th>
            <td>{direction}</td>
            <td>{transaction}</td>
            <td class="nowrap">{versions.join(', ')}</td>
            <td class="n" data-w="requirements">
              {requirements.length}
            </td>
          </tr>
        ))}
    </Table>
  );
}

function Elements({ elements, fits }: { elements: Reference['elements']; fits: Fits }) {
  return (
    <ol class="index apart">
      {elements
        .filter(({ key, note }) => fits(key, note ?? ''))
        .sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1))
        .map(({ key }) => (
          <li key={key}>
            <ElementLink name={key} />
          </li>
        ))}
    </ol>
  );
}

function Codes({ codes, fits }: { codes: Reference['codes']; fits: Fits }) {
  return (
    <Table heads={['Code', 'Name and meaning', 'Versions', 'Confidence', 'Requirements']}>
      {codes
        .filter(({ code, name, meaning }) => fits(String(code), name, meaning))
        .map(({ code, name, meaning, versions, confidence, requirements }) => (
          <tr key={code}>
            <th scope="row">
              <a class="id" href={to.entry('code', String(code))}>
                {code}
              </a>
            </th>
            <td class="st">
              {name}
              <span class="cause">{meaning}</span>
            </td>
            <td class="nowrap">{versions.join(', ')}</td>
            <td>{confidence}</td>
            <td class="n" data-w="requirements">
              {requirements.length}
            </td>
          </tr>
        ))}
    </Table>
  );
}

function Sources({ sources, fits }: { sources: Reference['sources']; fits: Fits }) {
  const { run } = useReport();
  const cited = new Map<string, number>();
  for (const { sources: tags } of run.requirements) {
    for (const tag of new Set(tags.map((one) => one.split(':')[0] ?? ''))) cited.set(tag, (cited.get(tag) ?? 0) + 1);
  }
  return (
    <Table heads={['Tag', 'Title, and what it can prove', 'Kind', 'Requirements']}>
      {sources
        .filter(({ tag, title, says }) => fits(tag, title, says))
        .map(({ tag, title, says, kind }) => (
          <tr key={tag}>
            <th scope="row">
              <a class="id" href={to.entry('source', tag)}>
                {tag}
              </a>
            </th>
            <td class="st">
              {title}
              <span class="cause">{says}</span>
            </td>
            <td>{kind}</td>
            <td class="n" data-w="requirements">
              {cited.get(tag) ?? 0}
            </td>
          </tr>
        ))}
    </Table>
  );
}

function OpenPoints({ openPoints, fits }: { openPoints: Reference['openPoints']; fits: Fits }) {
  return (
    <Table heads={['Point', 'In question', 'Read as']}>
      {openPoints
        .filter((one) => fits(one.id, one.point, one.default))
        .map(({ id, point, default: reading }) => (
          <tr key={id}>
            <th scope="row">
              <a class="id" href={to.entry('open-point', id)}>
                {id}
              </a>
            </th>
            <td class="st">{point}</td>
            <td>{reading}</td>
          </tr>
        ))}
    </Table>
  );
}

function Glossary({ glossary, fits }: { glossary: Reference['glossary']; fits: Fits }) {
  const found = glossary.filter(({ term, meaning }) => fits(term, meaning));
  return (
    <>
      <p class="label lead-in">{count(found.length, 'term')}</p>
      <dl class="glossary">
        {found.map(({ term, meaning }) => (
          <div key={term}>
            <dt id={`term-${term}`}>
              <a href={to.entry('term', term)}>{term}</a>
            </dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
