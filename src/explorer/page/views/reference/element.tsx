/** An element: content model by version, values with their tokens, where it stands, an example. */
import type { Reference, ReferenceElement } from '../../../../report/view/reference.ts';
import { Facts, Section } from '../../parts/frame.tsx';
import { ElementLink } from '../../parts/linked.tsx';
import { to } from '../../router.ts';
import { ContentModel } from './content-model.tsx';
import { Example } from './example.tsx';

export function ElementEntry({ element, reference }: { element: ReferenceElement; reference: Reference }) {
  const { name, key, namespace, note, tokens, forms, parents } = element;
  const primitive = reference.primitives.some((one) => one.name === key);
  const last = forms.at(-1);
  return (
    <>
      <Section
        first
        side={
          <Facts
            facts={[
              ['Namespace', namespace],
              ...forms.map((form) => [form.versions.join(', '), `confidence ${form.confidence}`] as const),
              ...tokensInShort(tokens).map(([versions, token]) => [`Token in ${versions}`, token] as const),
            ]}
          />
        }
      >
        <p class="kick">
          <span>Element</span>
          <span>{forms.flatMap((form) => form.versions).join(', ')}</span>
          {primitive && <a href={to.entry('primitive', key)}>Its page as a primitive</a>}
        </p>
        <h1 tabIndex={-1}>{name}</h1>
        {note !== undefined && <p class="lede">{note}</p>}
      </Section>
      <Section title="Content model" id="model" wide>
        <ContentModel element={element} reference={reference} />
      </Section>
      {last !== undefined && last.values.length > 0 && (
        <Section title={last.open ? 'Values; others occur' : 'Values'} id="values">
          <table class="t">
            <thead>
              <tr>
                <th scope="col">Value</th>
                <th scope="col">Token in WBXML</th>
              </tr>
            </thead>
            <tbody>
              {last.values.map(([value, token]) => (
                <tr key={value}>
                  <th scope="row">
                    <code>{value}</code>
                  </th>
                  <td>
                    {token === '' ? (
                      <span class="muted">none, written as text</span>
                    ) : (
                      <code>
                        {token}, written 80 {token}
                      </code>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
      <Section title="Where it stands" id="parents" wide>
        {parents.length === 0 ? (
          <p class="muted">In no other element.</p>
        ) : (
          <ol class="index">
            {parents.map((parent) => (
              <li key={parent}>
                <ElementLink name={parent} />
              </li>
            ))}
          </ol>
        )}
      </Section>
      <Example name={name} primitives={primitivesWith(key, reference)} />
    </>
  );
}

/** `1.1, 1.2` and `6 / 15`: versions that agree in one row. */
export function tokensInShort(
  tokens: ReferenceElement['tokens'],
): readonly (readonly [versions: string, token: string])[] {
  const by = new Map<string, string[]>();
  for (const [version, token] of tokens) by.set(token, [...(by.get(token) ?? []), version]);
  return [...by].map(([token, versions]) => [versions.join(', '), token]);
}

/** The primitives an element can stand in, however deep. */
function primitivesWith(key: string, reference: Reference): readonly string[] {
  const parents = new Map(reference.elements.map((one) => [one.key, one.parents]));
  const above = new Set([key]);
  for (const one of above) for (const parent of parents.get(one) ?? []) above.add(parent);
  const names = new Set(reference.primitives.map(({ name }) => name));
  return [...above].filter((one) => names.has(one));
}
