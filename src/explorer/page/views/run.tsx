/** The overview of a run: the answer, why, every item at one glance, what fails and what stays open. */

import { exitMeaning } from '../../../report/view/answer.ts';
import { causeInWords } from '../../../report/view/findings.ts';
import { requirementMark } from '../../../report/view/marks.ts';
import { judgedCount } from '../../../report/view/sections.ts';
import { count, dateTime, duration, list } from '../../../report/view/words.ts';
import type { RequirementResult } from '../../../results/results.ts';
import { useReport } from '../parts/context.ts';
import { Facts, Headline, Section } from '../parts/frame.tsx';
import { Verdict } from '../parts/mark.tsx';
import { Unbroken, WithIds } from '../parts/unbroken.tsx';
import { to } from '../router.ts';
import { AreaTable } from './area-table.tsx';
import { Derivation } from './derivation.tsx';
import { ItemMap } from './item-map.tsx';
import { LaboratoryWords, SubjectOfRun } from './laboratory.tsx';
import { NotDecided } from './not-decided.tsx';
import { SeededOutcome } from './seeded-outcome.tsx';
import { WhereToBegin } from './where-to-begin.tsx';

export function RunView() {
  const report = useReport();
  const { run, answer } = report;
  const applying = run.items.filter((item) => item.verdict !== 'not-applicable').length;
  const of = (mark: string) => run.requirements.filter((r) => requirementMark(r) === mark);
  return (
    <>
      <Section
        first
        side={
          <Facts
            facts={[
              ['Target', `${run.target.name} (${run.target.kind})`],
              [
                'Ran in',
                <a key="ran" href={to.configurations}>
                  {list(run.configurations.map((c) => `${c.version} ${c.syntax.toUpperCase()}`))}
                </a>,
              ],
              [
                'Judged',
                `${count(judgedCount(run.requirements), 'requirement')} in ${count(run.configurations.length, 'configuration')}`,
              ],
              ['Scenarios', `${count(run.totals.scenarios.run, 'scenario')}, ${count(run.totals.messages, 'message')}`],
              ...(run.run.selection === undefined ? [] : [['Selection', run.run.selection] as const]),
              ['Time', `${duration(run.run.durationMs)}, seed ${run.run.seed}`],
              ['Exit code', `${run.run.exitCode}, ${exitMeaning(run)}`],
              ['Kind', run.run.kind === 'certification' ? 'certification' : 'development run'],
            ]}
          />
        }
      >
        <p class="kick">
          <span>{run.target.name}</span>
          <span>{dateTime(run.run.startedAt)}</span>
          <span>
            {applying} of {run.items.length} items apply
          </span>
        </p>
        <Headline mark={answer.mark}>
          {answer.question}: <b>{answer.value}</b>, {answer.because}.
        </Headline>
        <p class="lede">
          <WithIds text={lede(of('fail'), answer.more)} />
        </p>
      </Section>
      <SeededOutcome />
      <LaboratoryWords />
      <WhereToBegin />
      {answer.value === 'yes' ? <NotDecided /> : <Derivation />}
      <ItemMap />
      <OpenList title="Fail" requirements={of('fail')} />
      <OpenList title="Error of the harness" requirements={of('error')} />
      <OpenList title="Inconclusive" requirements={of('inconclusive')} />
      <Section title="Requirements by area" id="areas" wide>
        <AreaTable />
      </Section>
      <Baseline />
      <SubjectOfRun />
    </>
  );
}

/** The users concerned, in one sentence each; then further remarks. */
function lede(failing: readonly RequirementResult[], more: readonly string[]): string {
  const first = failing.find((r) => r.weight === 'mandatory') ?? failing[0];
  const hit = first === undefined ? [] : [`Not met: ${first.statement}`];
  const others =
    failing.length > 1
      ? [`${count(failing.length - 1, 'more requirement')} ${failing.length === 2 ? 'fails' : 'fail'}.`]
      : [];
  return [...hit, ...others, ...more].join(' ');
}

/** Requirements that need a look, one row each, with what was observed or why it stays open. */
function OpenList({ title, requirements }: { title: string; requirements: readonly RequirementResult[] }) {
  const order = useReport().run.configurations.map((c) => c.id);
  if (requirements.length === 0) return null;
  const id = `open-${title.toLowerCase().replaceAll(' ', '-')}`;
  return (
    <Section title={`${title}: ${count(requirements.length, 'requirement')}`} id={id} wide>
      <table class="t stack early">
        <thead>
          <tr>
            <th scope="col">Requirement</th>
            <th scope="col">Statement</th>
            <th scope="col">Item</th>
            <th scope="col">In</th>
            <th scope="col">Verdict</th>
          </tr>
        </thead>
        <tbody>
          {requirements.map((r) => {
            const mark = requirementMark(r);
            const checks = r.checks.filter((check) => check.verdict === r.verdict);
            const causes = [...new Set(checks.flatMap((c) => (c.cause === undefined ? [] : [causeInWords(c.cause)])))];
            const configurations = [...new Set(checks.map((check) => check.configuration))].sort(
              (a, b) => order.indexOf(a) - order.indexOf(b),
            );
            return (
              <tr key={r.id}>
                <td>
                  <a class="id" href={to.requirement(r.id)}>
                    {r.id}
                  </a>
                </td>
                <td class="st">
                  {r.statement}
                  {causes.map((cause) => (
                    <span key={cause} class="cause">
                      <WithIds text={cause} />
                    </span>
                  ))}
                </td>
                <td>
                  <a class="id" href={to.item(r.item)}>
                    {r.item}
                  </a>
                </td>
                <td class="small muted">
                  <Unbroken words={configurations} />
                </td>
                <td>
                  <Verdict mark={mark} />
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </Section>
  );
}

function Baseline() {
  const { expectation } = useReport().run;
  if (expectation === undefined) return null;
  const rows = [
    ['met', 'fails as expected', expectation.met],
    ['unexpected', 'fails and is not expected', expectation.unexpected],
    ['flaky', 'is known to waver', expectation.flaky ?? []],
    ['expired', 'was expected until a day that is over', expectation.expired ?? []],
    ['stale', 'is expected to fail and passes', expectation.stale],
  ] as const;
  return (
    <Section
      title={`Against the baseline ${expectation.file}`}
      id="baseline"
      side={<p>A baseline changes the exit code, never a verdict.</p>}
    >
      <table class="t">
        <tbody>
          {rows.map(([key, words, ids]) => (
            <tr key={key}>
              <th scope="row">{words}</th>
              <td>{ids.length === 0 ? 'none' : ids.map((id) => <RequirementLink key={id} id={id} />)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function RequirementLink({ id }: { id: string }) {
  return (
    <>
      <a class="id" href={to.requirement(id)}>
        {id}
      </a>{' '}
    </>
  );
}
