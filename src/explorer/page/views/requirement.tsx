/** A requirement: statement, level, sources, the checks in every configuration, the scenario and its wire. */
import type { ComponentChildren } from 'preact';
import { again } from '../../../report/view/again.ts';
import { causeInWords } from '../../../report/view/findings.ts';
import { checkMark, isJudged, requirementMark, requirementWord } from '../../../report/view/marks.ts';
import { messageAt } from '../../../report/view/messages.ts';
import { attributesIn } from '../../../report/view/presence-attributes.ts';
import { offset, scenarioParts, stop } from '../../../report/view/words.ts';
import type { CheckResult, RequirementResult } from '../../../results/results.ts';
import { checkAddress, checkAt, type Report } from '../data/report.ts';
import { Legend } from '../parts/attributes.tsx';
import { useLoaded, useReport } from '../parts/context.ts';
import { Command } from '../parts/copy.tsx';
import { Facts, Headline, Missing, Section, Where } from '../parts/frame.tsx';
import { Gherkin } from '../parts/gherkin.tsx';
import { Linked, SourceList } from '../parts/linked.tsx';
import { Verdict } from '../parts/mark.tsx';
import { Timetable } from '../parts/timetable.tsx';
import { Versus } from '../parts/versus.tsx';
import { to } from '../router.ts';
import { type Timetable as TimetableData, timetable } from '../wire/timetable-data.ts';
import { LaboratoryWords } from './laboratory.tsx';

export function RequirementView({ id, check: address }: { id: string; check: string | undefined }) {
  const report = useReport();
  const requirement = report.requirement(id);
  if (requirement === undefined) {
    return <Missing title={`No requirement ${id}`}>This run knows no requirement of that name.</Missing>;
  }
  const item = report.item(requirement.item);
  const checks = inOrder(requirement.checks, report);
  const first = checks.findIndex((check) => check.verdict === requirement.verdict);
  const chosen = Math.max(0, address === undefined ? first : checkAt(address, checks));
  const check = checks[chosen];
  const list = <Checks requirement={requirement} checks={checks} chosen={chosen} />;
  const said = requirement.statement.replace(/\.$/, '');
  return (
    <>
      <Where
        steps={[
          ...(item === undefined ? [] : [[report.sectionOf(item), to.items] as const]),
          [requirement.item, to.item(requirement.item)],
        ]}
        here={requirement.id}
      />
      <Section first side={<Side requirement={requirement} />}>
        <p class="kick">
          <span class="id">{requirement.id}</span>
          <span>{requirement.level}</span>
          <span>{requirement.versions.join(', ')}</span>
          <a class="id" href={to.item(requirement.item)}>
            {requirement.item}
          </a>
        </p>
        <Headline mark={requirementMark(requirement)}>
          <Linked text={said} />: <b>{requirementWord(requirement)}</b>
        </Headline>
        <p class="lede">{lede(requirement)}</p>
      </Section>
      <LaboratoryWords requirement={requirement.id} />
      {check !== undefined && <Check requirement={requirement} check={check} list={list} />}
    </>
  );
}

/** The checks in the order of the configurations, whatever the order they ran in. */
function inOrder(checks: readonly CheckResult[], report: Report): readonly CheckResult[] {
  const place = new Map(report.run.configurations.map((c, i) => [c.id, i]));
  const at = (check: CheckResult) => place.get(check.configuration) ?? place.size;
  return [...checks].sort((a, b) => at(a) - at(b) || (a.scenario < b.scenario ? -1 : a.scenario > b.scenario ? 1 : 0));
}

function Side({ requirement }: { requirement: RequirementResult }) {
  const judged = isJudged(requirement) ? 'so it is judged' : 'it is observed, never judged';
  const confidence = requirement.weight === 'informative' || isJudged(requirement) ? `, ${judged}` : '';
  const attributes = attributesIn(requirement.statement);
  return (
    <>
      <Facts
        facts={[
          ['Source', <SourceList key="sources" sources={requirement.sources} />],
          ['Confidence', `${requirement.confidence}${confidence}`],
          ['Weight', requirement.weight],
          ['Area', requirement.area],
          ...(requirement.because === undefined ? [] : [['Because', requirement.because] as const]),
        ]}
      />
      {attributes.length > 0 && (
        <>
          <h3>Presence attributes</h3>
          <Legend attributes={attributes} />
        </>
      )}
    </>
  );
}

function lede(requirement: RequirementResult): string {
  const { verdict, because } = requirement;
  if (verdict === 'not-covered')
    return stop(`It applies, but no scenario checks it: ${because ?? 'no reason is given'}`);
  if (verdict === 'not-applicable') return stop(`It does not apply: ${because ?? 'the claim leaves it out'}`);
  if (verdict === 'not-selected') return stop(`It was not selected: ${because ?? 'the selection leaves it out'}`);
  const wrong = requirement.checks.filter((one) => one.verdict === verdict);
  const all = requirement.checks.length;
  if (verdict === 'pass') return all === 1 ? 'Its one check passes.' : `All ${all} checks pass.`;
  const which =
    wrong.length < all ? `${wrong.length} of ${all} checks` : all === 1 ? 'Its one check' : `All ${all} checks`;
  const one = wrong.length === 1;
  const are =
    verdict === 'fail'
      ? one
        ? 'fails'
        : 'fail'
      : `${one ? 'is' : 'are'} ${verdict === 'error' ? 'an error of the harness' : verdict}`;
  return `${which} ${are}.`;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Parties whose lanes fit beside a margin. */
const MOST_BESIDE = 3;

function Check(props: { requirement: RequirementResult; check: CheckResult; list: ComponentChildren }) {
  const { requirement, check, list } = props;
  const report = useReport();
  const key = check.transcript;
  const loaded = useLoaded(`timetable ${key ?? ''}`, async () =>
    key === undefined ? undefined : timetable(report, key),
  );
  const data = loaded.state === 'loaded' ? loaded.value : undefined;
  // A monitor watches every scenario; what is shown is the one in which it first saw something.
  const monitor = check.scenario.startsWith('monitor: ');
  const seenIn = monitor ? data?.transcript.scenario : check.scenario;
  const { place, name } = scenarioParts(seenIn ?? check.scenario);
  const compared = check.expected !== undefined || check.observed !== undefined;
  const open = !compared && check.cause !== undefined;
  const plain = !compared && !open;
  // Where the margin is longer than the scenario, the wire begins beside it instead of below a gap.
  const beside = plain && data !== undefined && data.parties.length <= MOST_BESIDE;
  const wire =
    data === undefined ? null : <Timetable key={data.transcript.key} data={data} checks={[{ requirement, check }]} />;
  return (
    <>
      {compared && (
        <Section title="Expected and observed" id="versus" side={list}>
          <Versus check={check} place={placeOf(check, data)} />
          <Notes check={check} />
        </Section>
      )}
      {open && (
        <Section title="Why it stays open" id="versus" side={list}>
          <p class="say">{capital(stop(causeInWords(check.cause)))}</p>
          <Notes check={check} />
        </Section>
      )}
      <Section
        title={monitor ? `Seen in: ${name}` : `Scenario: ${name}`}
        id="scenario"
        side={
          <>
            {plain && list}
            {place !== '' && (
              <>
                <h3>Where it stands</h3>
                <p>
                  <code>{place}</code>
                </p>
              </>
            )}
            <h3>Run it again</h3>
            <Command
              text={again(
                report.run,
                requirement.id,
                requirement.checks.filter((c) => c.verdict !== 'pass').map((c) => c.configuration),
              )}
            />
            {place !== '' && (
              <>
                <h3>This scenario alone</h3>
                <Command text={again(report.run, place, [check.configuration])} />
              </>
            )}
          </>
        }
      >
        {data !== undefined ? (
          <Gherkin steps={data.transcript.steps} />
        ) : (
          <p class="muted">{waiting(loaded.state === 'failed' ? loaded.message : undefined, key)}</p>
        )}
        {plain && <Notes check={check} />}
        {beside && (
          <div class="below">
            <h2>On the wire</h2>
            {wire}
          </div>
        )}
      </Section>
      {data !== undefined && !beside && (
        <Section title="On the wire" id="wire" wide>
          {wire}
        </Section>
      )}
    </>
  );
}

function waiting(failure: string | undefined, key: string | undefined): string {
  if (failure !== undefined) return failure;
  return key === undefined ? 'It did not run, so nothing went over the wire.' : 'Reading the transcript.';
}

function placeOf(check: CheckResult, data: TimetableData | undefined): string | undefined {
  if (check.place === undefined || data === undefined) return undefined;
  const message = messageAt(data.messages, check.place);
  if (message === undefined) return undefined;
  return `message ${message.number}${check.place.span === undefined ? '' : ` at octet ${offset(check.place.span.start)}`}`;
}

function Notes({ check }: { check: CheckResult }) {
  if (check.notes.length === 0) return null;
  return (
    <ul class="find-list">
      {check.notes.map((note) => (
        <li key={note}>
          <Verdict mark="note" word="" />
          <span>{note}</span>
        </li>
      ))}
    </ul>
  );
}

/** The checks of the requirement in every configuration; choosing one shows its scenario and wire. */
function Checks(props: { requirement: RequirementResult; checks: readonly CheckResult[]; chosen: number }) {
  const { requirement, checks, chosen } = props;
  const verdicts = new Set(checks.map((check) => check.verdict));
  const several = new Set(checks.map((check) => check.scenario)).size > 1;
  const title =
    checks.length === 1
      ? 'In its configuration'
      : verdicts.size === 1
        ? 'The same in every configuration'
        : 'By configuration';
  return (
    <>
      <h3>{title}</h3>
      <table class="t small checks">
        <tbody>
          {checks.map((check, i) => (
            <tr key={`${check.configuration} ${check.scenario}`} class={i === chosen ? 'on' : undefined}>
              <th scope="row">
                <a
                  href={to.requirement(requirement.id, checkAddress(check, checks))}
                  aria-current={i === chosen ? 'true' : undefined}
                >
                  {check.configuration}
                </a>
                {several && <span class="sub">{scenarioParts(check.scenario).name}</span>}
              </th>
              <td>
                <Verdict mark={checkMark(check, requirement)} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
