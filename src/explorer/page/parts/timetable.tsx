/** Sequence diagram and message list in one: a row a message, a column a party, time downwards. */
import { useState } from 'preact/hooks';
import { messageName } from '../../../report/view/messages.ts';
import type { CheckOf } from '../data/report.ts';
import { to } from '../router.ts';
import type { Timetable as Data, TimetableGroup, TimetableRow } from '../wire/timetable-data.ts';
import { useReport } from './context.ts';
import { StepText, stepMark } from './gherkin.tsx';
import { Mark, Verdict } from './mark.tsx';

/** Height in a row at which its arrow runs, in px: the middle of the first line. */
const MIDDLE = 17;

export function Timetable({ data, checks }: { data: Data; checks: readonly CheckOf[] }) {
  const { parties, transcript } = data;
  const address = useReport().addressOf(transcript.key);
  const lanes = { width: `${Math.min(40, parties.length * 8.3333)}rem` };
  const decides = (row: TimetableRow) =>
    checks.some(({ check }) => {
      const { place } = check;
      return check.verdict === 'fail' && place?.exchange === row.message.exchange && place.side === row.message.side;
    });
  const move = (event: KeyboardEvent) => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    const links = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('td.pr a, td.pr button')];
    const at = links.indexOf(event.target as HTMLElement);
    const next = at < 0 || by === 0 ? undefined : links[at + by];
    if (next === undefined) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <>
      <table class="tt" onKeyDown={move}>
        <colgroup>
          <col class="no" />
          <col class="at" />
          <col class="ln" style={lanes} />
          <col class="pr" />
          <col class="su" />
          <col class="oc" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col" class="no">
              No.
            </th>
            <th scope="col" class="at num">
              ms
            </th>
            <th scope="col" class="lanes">
              <div class="parties" style={{ gridTemplateColumns: `repeat(${parties.length}, 1fr)` }}>
                {parties.map((party) => (
                  <div key={party}>
                    <b>{party}</b>
                  </div>
                ))}
              </div>
            </th>
            <th scope="col" class="pr">
              Primitive
            </th>
            <th scope="col" class="su">
              Carries
            </th>
            <th scope="col" class="oc num">
              Octets
            </th>
          </tr>
        </thead>
        {data.groups.map((group, i) => (
          <Group key={i} group={group} parties={parties} address={address} decides={decides} />
        ))}
      </table>
      <p class="small muted legend-line">
        Full line and solid tip: the message opens a transaction. Broken line and open tip: it answers one. The dot is
        the sender. Times count from the start of the scenario.
      </p>
    </>
  );
}

function Group(props: {
  group: TimetableGroup;
  parties: readonly string[];
  address: string;
  decides: (row: TimetableRow) => boolean;
}) {
  const { group, parties } = props;
  const [open, setOpen] = useState(!group.folds);
  const first = group.rows[0]?.message.number;
  const last = group.rows.at(-1)?.message.number;
  return (
    <tbody>
      <tr class="step">
        <td class="no" />
        <td class="at" />
        <td class="lane">
          <Lifelines parties={parties} />
        </td>
        <th colSpan={3} scope="rowgroup">
          {group.step !== undefined && <Mark mark={stepMark(group.step.verdict)} />}{' '}
          {group.step !== undefined && <span class="kw">{group.step.keyword.trim()}</span>}{' '}
          <StepText text={group.words} />
          {group.step?.verdict === 'not-run' && <span class="muted">, not reached</span>}
        </th>
      </tr>
      {open ? (
        group.rows.map((row) => (
          <Row
            key={row.message.number}
            row={row}
            parties={parties}
            href={to.message(props.address, row.message.number)}
            decides={props.decides(row)}
          />
        ))
      ) : (
        <tr class="fold">
          <td class="no">
            {first}–{last}
          </td>
          <td class="at" />
          <td class="lane">
            <Lifelines parties={parties} />
          </td>
          <td class="pr">
            <button type="button" class="add" onClick={() => setOpen(true)}>
              {group.rows.length} messages
            </button>
          </td>
          <td class="su sum" />
          <td class="oc" />
        </tr>
      )}
    </tbody>
  );
}

function Row({
  row,
  parties,
  href,
  decides,
}: {
  row: TimetableRow;
  parties: readonly string[];
  href: string;
  decides: boolean;
}) {
  const { message } = row;
  const name = messageName(message);
  return (
    <>
      <tr class={decides ? 'key' : undefined}>
        <td class="no">{message.number}</td>
        <td class="at num">{Math.round(message.at)}</td>
        <td class="lane">
          <svg class="seq" aria-hidden="true">
            <Lines parties={parties} />
            <Arrow row={row} parties={parties} />
          </svg>
          <span class="vh">
            {message.from} to {message.to}
          </span>
        </td>
        <td class="pr">
          <a href={href}>{name}</a>
          {decides && (
            <>
              {' '}
              <Verdict mark="fail" word="decides" />
            </>
          )}
          <span class="sub">{row.summary}</span>
        </td>
        <td class="su sum">{row.summary}</td>
        <td class="oc num muted">{row.octets}</td>
      </tr>
      {row.lost !== undefined && (
        <tr class="lost">
          <td class="no" />
          <td class="at" />
          <td class="lane">
            <Lifelines parties={parties} />
          </td>
          <td class="pr" colSpan={3}>
            <Mark mark="inconclusive" /> {row.lost}
          </td>
        </tr>
      )}
    </>
  );
}

function at(parties: readonly string[], party: string): number {
  return ((parties.indexOf(party) + 0.5) * 100) / parties.length;
}

function Lifelines({ parties }: { parties: readonly string[] }) {
  return (
    <svg class="seq" aria-hidden="true">
      <Lines parties={parties} />
    </svg>
  );
}

function Lines({ parties }: { parties: readonly string[] }) {
  return (
    <>
      {parties.map((party) => {
        const x = `${at(parties, party)}%`;
        return <line key={party} class="life" x1={x} x2={x} y1="0" y2="100%" />;
      })}
    </>
  );
}

function Arrow({ row, parties }: { row: TimetableRow; parties: readonly string[] }) {
  const { from, to: target } = row.message;
  const start = at(parties, from);
  const lost = row.lost !== undefined;
  // A message nobody answered still left; a lost one is drawn as sent and crossed off before it arrives.
  const end = lost ? start + (at(parties, target) - start) * 0.6 : at(parties, target);
  const right = end > start;
  return (
    <>
      <line class={row.answers ? 'msg ans' : 'msg'} x1={`${start}%`} x2={`${end}%`} y1={MIDDLE} y2={MIDDLE} />
      <circle class="from" cx={`${start}%`} cy={MIDDLE} r={row.answers ? 2.2 : 3} />
      <svg x={`${end}%`} y={MIDDLE} overflow="visible" aria-hidden="true">
        {lost ? (
          <path class="cross" d="M-5 -5 5 5 M-5 5 5 -5" />
        ) : row.answers ? (
          <path class="open" d={right ? 'M-8 -4.5 -1 0 -8 4.5' : 'M8 -4.5 1 0 8 4.5'} />
        ) : (
          <path class="tip" d={right ? 'M-8 -4.5 -1 0 -8 4.5z' : 'M8 -4.5 1 0 8 4.5z'} />
        )}
      </svg>
    </>
  );
}
