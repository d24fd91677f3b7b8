/** A scenario in one configuration: its steps and its timetable; and the list of all scenarios. */
import { checkMark } from '../../../report/view/marks.ts';
import { count, scenarioParts } from '../../../report/view/words.ts';
import { WithAttributes } from '../parts/attributes.tsx';
import { useLoaded, useReport } from '../parts/context.ts';
import { Facts, Headline, Missing, Section, Where } from '../parts/frame.tsx';
import { Gherkin } from '../parts/gherkin.tsx';
import { Mark, Verdict } from '../parts/mark.tsx';
import { Timetable } from '../parts/timetable.tsx';
import { to } from '../router.ts';
import { timetable } from '../wire/timetable-data.ts';

export function ScenarioView({ address }: { address: string }) {
  const report = useReport();
  const id = report.keyAt(address) ?? address;
  const head = report.head(id);
  const loaded = useLoaded(`timetable ${id}`, () => timetable(report, id));
  if (head === undefined) {
    return <Missing title="No such scenario">This run has no transcript {address}.</Missing>;
  }
  const { place, name } = scenarioParts(head.scenario);
  const checks = report.checksOf(id);
  return (
    <>
      <Where steps={[['Scenarios', to.scenarios()]]} here={name} />
      <Section
        first
        side={
          <Facts
            facts={[
              ['Where', place === '' ? 'a monitor' : place],
              ['Ran in', head.configuration],
              ['Wire', count(head.messages, 'message')],
              ...(head.findings > 0 ? [['Monitors', count(head.findings, 'finding')] as const] : []),
            ]}
          />
        }
      >
        <p class="kick">
          <span>Scenario</span>
          <span>{head.configuration}</span>
        </p>
        <Headline mark={head.verdict}>
          {name}: <b>{head.verdict}</b>
        </Headline>
      </Section>
      {checks.length > 0 && (
        <Section title="What it checks" id="checks" wide>
          <table class="t stack">
            <tbody>
              {checks.map(({ requirement, check }) => (
                <tr key={requirement.id}>
                  <th scope="row">
                    <a class="id" href={to.requirement(requirement.id)}>
                      {requirement.id}
                    </a>
                  </th>
                  <td class="st">
                    <WithAttributes text={requirement.statement} />
                  </td>
                  <td>
                    <Verdict mark={checkMark(check, requirement)} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Section>
      )}
      {loaded.state === 'loaded' ? (
        <>
          <Section title="Steps" id="steps">
            <Gherkin steps={loaded.value.transcript.steps} />
          </Section>
          <Section title="On the wire" id="wire" wide>
            <Timetable data={loaded.value} checks={checks} />
          </Section>
        </>
      ) : (
        <p class="muted">{loaded.state === 'failed' ? loaded.message : 'Reading the transcript.'}</p>
      )}
    </>
  );
}

/** All scenarios, or those in which a primitive occurs: a row a scenario, a column a configuration. */
export function ScenariosView({ primitive }: { primitive: string | undefined }) {
  const { heads, run, addressOf } = useReport();
  const kept = primitive === undefined ? heads : heads.filter((head) => head.primitives.includes(primitive));
  const rows = new Map<string, (typeof heads)[number][]>();
  const inOrder = [...kept].sort((a, b) => (a.feature < b.feature ? -1 : a.feature > b.feature ? 1 : a.line - b.line));
  for (const head of inOrder) rows.set(head.scenario, [...(rows.get(head.scenario) ?? []), head]);
  const features = new Map<string, string[]>();
  for (const scenario of rows.keys()) {
    const feature = scenarioParts(scenario).place.replace(/:\d+$/, '') || 'monitors';
    features.set(feature, [...(features.get(feature) ?? []), scenario]);
  }
  return (
    <>
      <Section first side={<p>A mark leads to the scenario as it ran in that configuration, with every message.</p>}>
        <h1 tabIndex={-1}>{primitive === undefined ? 'Scenarios' : `Scenarios with ${primitive}`}</h1>
        <p class="lede">
          {count(rows.size, 'scenario')}, run {kept.length} times.{' '}
          {primitive !== undefined && <a href={to.scenarios()}>Show all</a>}
        </p>
      </Section>
      {[...features].map(([feature, scenarios]) => (
        <section key={feature} class="row wide">
          <h2>
            <code>{feature}</code>
          </h2>
          <table class="t scenarios">
            <thead>
              <tr>
                <th scope="col">Scenario</th>
                {run.configurations.map((c) => (
                  <th key={c.id} scope="col" class="mk">
                    {c.id}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {scenarios.map((scenario) => (
                <tr key={scenario}>
                  <th scope="row">{scenarioParts(scenario).name}</th>
                  {run.configurations.map((c) => {
                    const head = rows.get(scenario)?.find((one) => one.configuration === c.id);
                    return (
                      <td key={c.id} class="mk" data-w={c.id}>
                        {head === undefined ? (
                          <Mark mark="not-applicable" />
                        ) : (
                          <a href={to.scenario(addressOf(head.key))} aria-label={`${head.verdict}, in ${c.id}`}>
                            <Mark mark={head.verdict} />
                          </a>
                        )}
                      </td>
                    );
                  })}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
    </>
  );
}
