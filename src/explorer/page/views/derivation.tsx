/** Why the answer is what it is: from the release definition down to the octet, one station a step. */

import { requirementMark } from '../../../report/view/marks.ts';
import { messageAt, messageName, messagesOf } from '../../../report/view/messages.ts';
import { list, offset } from '../../../report/view/words.ts';
import type { RequirementResult } from '../../../results/results.ts';
import { type Definition, definitionsOf, derive, type Station } from '../data/derivation.ts';
import { shortId } from '../data/expression.ts';
import { useLoaded, useReport } from '../parts/context.ts';
import { ExpressionLine } from '../parts/expression.tsx';
import { Section } from '../parts/frame.tsx';
import { Verdict } from '../parts/mark.tsx';
import { WithIds } from '../parts/unbroken.tsx';
import { to } from '../router.ts';

const TITLES = { yes: 'Why', no: 'Why not', 'not decided': 'Why not decided' } as const;

export function Derivation() {
  const report = useReport();
  const stations = derive(report);
  if (stations.length === 0) return null;
  const { value } = report.answer;
  const tone = value === 'yes' ? 'good' : value === 'no' ? 'bad' : 'open';
  const top = stations[0]?.kind === 'row' ? 'from the release definition' : 'from the item';
  const end = stations.at(-1)?.kind === 'requirement' ? 'to the octet' : 'to the items';
  return (
    <Section title={`${TITLES[value]}: ${top} ${end}`} id="why" side={<Remarks />}>
      <ol class={`line ${tone}`}>
        {stations.map((station, i) => (
          <li key={i} class={i === stations.length - 1 ? 'end' : undefined}>
            <span class="stop" />
            <StationText station={station} />
          </li>
        ))}
      </ol>
    </Section>
  );
}

const STATUS: Readonly<Record<string, string>> = { M: 'mandatory', O: 'optional', C: 'conditional' };

function StationText({ station }: { station: Station }) {
  switch (station.kind) {
    case 'row': {
      const { row } = station;
      const met = row.value === 'true' ? 'met' : row.value === 'false' ? 'not met' : 'unknown';
      const status = row.status === 'M' ? `${STATUS.M}, ${met}` : met;
      return (
        <>
          <div>
            <p class="name">
              <a class="id" href={to.definition(station.release, row.id)}>
                {row.id}
              </a>
              <strong>{row.feature}</strong>
              <span class="muted">{status}</span>
            </p>
            <ExpressionLine text={row.normalised} release={station.release} states={station.states} />
          </div>
          <p class="why">
            <WithIds text={station.why} />
          </p>
        </>
      );
    }
    case 'group':
      return (
        <>
          <div>
            <p class="name">
              <span class="id">{station.id}</span>
              <strong>{station.name}</strong>
            </p>
          </div>
          <p class="why">{station.why}</p>
        </>
      );
    case 'item':
      return (
        <>
          <div>
            <p class="name">
              <a class="id" href={to.item(station.item.id)}>
                {station.item.id}
              </a>
              <strong>{station.item.feature}</strong>
            </p>
            {station.item.because !== undefined && <p class="expr">{station.item.because}</p>}
          </div>
          <p class="why">{station.why}</p>
        </>
      );
    case 'requirement':
      return <RequirementStation requirement={station.requirement} />;
  }
}

function RequirementStation({ requirement }: { requirement: RequirementResult }) {
  return (
    <>
      <div>
        <p class="name">
          <a class="id" href={to.requirement(requirement.id)}>
            {requirement.id}
          </a>
          <Verdict mark={requirementMark(requirement)} />
        </p>
        <p class="lede">{requirement.statement}</p>
      </div>
      <Deciding requirement={requirement} />
    </>
  );
}

/** The message and the octet that decided, once the transcript is there. */
function Deciding({ requirement }: { requirement: RequirementResult }) {
  const report = useReport();
  const check = requirement.checks.find((c) => c.verdict === requirement.verdict && c.place !== undefined);
  const key = check?.transcript ?? '';
  const loaded = useLoaded(`deciding ${key}`, async () => (key === '' ? undefined : report.transcript(key)));
  if (check?.place === undefined || loaded.state !== 'loaded' || loaded.value === undefined) return <p class="why" />;
  const message = messageAt(messagesOf(loaded.value.entries), check.place);
  if (message === undefined) return <p class="why" />;
  const { span } = check.place;
  const where = message.side === 'request' ? `from ${message.from}` : `to ${message.to}`;
  return (
    <p class="why">
      Decided by{' '}
      <a href={to.message(report.addressOf(key), message.number)}>
        message {message.number}, {messageName(message)} {where}
        {span === undefined ? '' : `, octet ${offset(span.start)}`}
      </a>
      , in <span class="nowrap">{check.configuration}</span>.
    </p>
  );
}

/** The order in which rows fell. */
function Remarks() {
  const { run } = useReport();
  const rounds = definitionsOf(run.expressions)
    .map(roundsInWords)
    .find((words) => words !== undefined);
  return (
    <>
      {rounds !== undefined && (
        <>
          <h3>Rows that cite each other</h3>
          <p>
            <WithIds text={rounds} />
          </p>
        </>
      )}
      {run.expressions.length > 0 && (
        <p>
          <a href={to.definition()}>All {run.expressions.length} rows with their values</a>
        </p>
      )}
    </>
  );
}

export function roundsInWords(definition: Definition): string | undefined {
  const rounds = new Map<number, string[]>();
  for (const [id, round] of definition.struck) rounds.set(round, [...(rounds.get(round) ?? []), shortId(id)]);
  if (rounds.size === 0 || definition.rows.size < 2) return undefined;
  const parts = [...rounds].map(([round, ids]) => `round ${round} strikes ${list(ids)}`);
  return `${parts.join('; ').replace(/^r/, 'R')}.`;
}
