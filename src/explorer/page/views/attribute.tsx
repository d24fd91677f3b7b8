/** A presence attribute: meaning, values, qualifier, versions, confidence, the requirements that name it; and all of them. */
import { PRESENCE_ATTRIBUTES } from '../../../protocol/facts/presence.ts';
import { VERSIONS } from '../../../protocol/version.ts';
import { attributeFacts, attributeNamed, attributesIn } from '../../../report/view/presence-attributes.ts';
import { count, sentence } from '../../../report/view/words.ts';
import { AttributeLink } from '../parts/attributes.tsx';
import { useReport } from '../parts/context.ts';
import { Facts, Missing, Section, Where } from '../parts/frame.tsx';
import { RequirementTable } from '../parts/requirement-table.tsx';
import { to } from '../router.ts';

export function AttributeView({ name }: { name: string }) {
  const report = useReport();
  const attribute = attributeNamed(name);
  if (attribute === undefined) {
    return <Missing title={`No presence attribute ${name}`}>The standard defines no attribute of that name.</Missing>;
  }
  const facts = attributeFacts(attribute);
  const margin = new Set(['describes', 'set by', 'versions', 'confidence']);
  const values = facts.filter(([label]) => label === 'value').map(([, text]) => text);
  const qualifier = facts.find(([label]) => label === 'Qualifier')?.[1];
  const naming = report.run.requirements.filter((r) => attributesIn(r.statement).includes(attribute));
  return (
    <>
      <Where steps={[['Presence attributes', to.attributes]]} here={attribute.name} />
      <Section
        first
        side={
          <Facts
            facts={facts
              .filter(([label]) => margin.has(label))
              .map(([label, text]) => [sentence(label), text] as const)}
          />
        }
      >
        <p class="kick">
          <span>Presence attribute</span>
          <span>{VERSIONS.filter((version) => version >= attribute.since).join(', ')}</span>
        </p>
        <h1 tabIndex={-1}>{attribute.name}</h1>
        <p class="lede">{attribute.meaning}</p>
      </Section>
      <Section title="Values" id="values">
        <table class="t stack">
          <thead>
            <tr>
              <th scope="col">Element</th>
              <th scope="col">Takes</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <td class="id">Qualifier</td>
              <td>{qualifier}</td>
            </tr>
            {values.map((value) => {
              const colon = value.indexOf(':');
              return (
                <tr key={value}>
                  <td class="id">{value.slice(0, colon)}</td>
                  <td>{sentence(value.slice(colon + 1).trim())}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Section>
      <Section title={`Named in ${count(naming.length, 'requirement')}`} id="named" wide>
        {naming.length > 0 && <RequirementTable requirements={naming} />}
      </Section>
    </>
  );
}

export function AttributesView() {
  return (
    <Section first side={<p>Attributes beyond these may be carried without being understood.</p>}>
      <h1 tabIndex={-1}>Presence attributes</h1>
      <p class="lede">{count(PRESENCE_ATTRIBUTES.length, 'attribute')} of the client and of the user.</p>
      <table class="t stack">
        <thead>
          <tr>
            <th scope="col">Attribute</th>
            <th scope="col">Meaning</th>
            <th scope="col">Describes</th>
            <th scope="col">From</th>
          </tr>
        </thead>
        <tbody>
          {PRESENCE_ATTRIBUTES.map((attribute) => (
            <tr key={attribute.name}>
              <th scope="row">
                <AttributeLink attribute={attribute} kind="id" />
              </th>
              <td class="st">{attribute.meaning}</td>
              <td>the {attribute.class}</td>
              <td>{attribute.since}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}
