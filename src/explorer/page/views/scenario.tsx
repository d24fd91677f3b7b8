/** A scenario in one configuration: its steps and its timetable; and the list of all scenarios. */
import { again } from '../../../report/view/again.ts';
import { checkMark } from '../../../report/view/marks.ts';
import { count, scenarioParts } from '../../../report/view/words.ts';
import { useLoaded, useReport } from '../parts/context.ts';
import { Command } from '../parts/copy.tsx';
import { Facts, Headline, Missing, Section, Where } from '../parts/frame.tsx';
import { Gherkin } from '../parts/gherkin.tsx';
import { Linked } from '../parts/linked.tsx';
import { Verdict } from '../parts/mark.tsx';
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
              ...(place === ''
                ? []
                : [['Again', <Command key="again" text={again(report.run, place, [head.configuration])} />] as const]),
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
                    <Linked text={requirement.statement} />
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
