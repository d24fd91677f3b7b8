/** The configurations of a run, and scenarios that do not come to the same verdict in all of them, two runs side by side. */
import { arithmetic, differenceInWords, elementInWords } from '../../../report/view/configurations.ts';
import type { Mark } from '../../../report/view/marks.ts';
import { count, scenarioParts } from '../../../report/view/words.ts';
import type { Difference } from '../../../results/results.ts';
import { useLoaded, useReport } from '../parts/context.ts';
import { Headline, Missing, Section, Where } from '../parts/frame.tsx';
import { Timetable } from '../parts/timetable.tsx';
import { WithIds } from '../parts/unbroken.tsx';
import { to } from '../router.ts';
import { timetable } from '../wire/timetable-data.ts';

const TITLE = 'Configurations';

export function ConfigurationsView() {
  const { run } = useReport();
  const { matrix } = run.run;
  const differences = run.differences ?? [];
  return (
    <>
      <Section first side={<p>The scenarios, a column for each configuration, are on their own page.</p>}>
        <h1 tabIndex={-1}>{TITLE}</h1>
        <p class="lede">
          {count(run.configurations.length, 'configuration')}: {run.configurations.map(({ id }) => id).join(', ')}.{' '}
          <a href={to.scenarios()}>Scenarios against configurations</a>
        </p>
        {matrix !== undefined && (
          <ul>
            {arithmetic(matrix).map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
      </Section>
      <Section title="Scenarios that differ" id="differences" wide>
        {differences.length === 0 ? (
          <p class="muted">None: no scenario passes in one configuration and not in another of its kind.</p>
        ) : (
          <table class="t stack">
            <tbody>
              {differences.map((one, i) => (
                <tr key={`${one.scenario} ${one.one.configuration}`}>
                  <th scope="row">
                    <a href={to.difference(i + 1)}>{scenarioParts(one.scenario).name}</a>
                  </th>
                  <td>{differenceInWords(one)}</td>
                  <td>{elementInWords(one)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </Section>
      <NotAssessable />
    </>
  );
}

/** Things that requirements need and plain text has no known form for. */
function NotAssessable() {
  const { run } = useReport();
  const reasons = new Map<string, Set<string>>();
  for (const { id, notAssessable = [] } of run.requirements) {
    for (const { why } of notAssessable) reasons.set(why, (reasons.get(why) ?? new Set()).add(id));
  }
  if (reasons.size === 0) return null;
  return (
    <Section title="Not assessable in plain text" id="not-assessable" wide>
      <table class="t stack">
        <tbody>
          {[...reasons].map(([why, ids]) => (
            <tr key={why}>
              <th scope="row">{why}</th>
              <td>
                <WithIds text={[...ids].join(', ')} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

export function DifferenceView({ number }: { number: number }) {
  const { run, addressOf } = useReport();
  const difference = run.differences?.[number - 1];
  if (difference === undefined)
    return <Missing title="No such difference">This run has no difference {number}.</Missing>;
  const { name, place } = scenarioParts(difference.scenario);
  return (
    <>
      <Where steps={[[TITLE, to.configurations]]} here={name} />
      <Section first side={<p>{place}</p>}>
        <Headline mark={difference.one.verdict as Mark}>{name}</Headline>
        <p class="lede">{differenceInWords(difference)}</p>
        <p>{elementInWords(difference)}</p>
      </Section>
      <section class="row wide">
        <div class="beside">
          {([difference.one, difference.other] as const).map((side) => (
            <Side key={side.configuration} side={side} address={addressOf(side.transcript)} />
          ))}
        </div>
      </section>
    </>
  );
}

function Side({ side, address }: { side: Difference['one']; address: string }) {
  const report = useReport();
  const loaded = useLoaded(`timetable ${side.transcript}`, () => timetable(report, side.transcript));
  return (
    <div>
      <h2>
        <a href={to.scenario(address)}>
          {side.configuration}: {side.verdict}
        </a>
      </h2>
      {loaded.state === 'loaded' ? (
        <Timetable data={loaded.value} checks={report.checksOf(side.transcript)} />
      ) : (
        <p class="muted">{loaded.state === 'failed' ? loaded.message : 'Reading the transcript.'}</p>
      )}
    </div>
  );
}
