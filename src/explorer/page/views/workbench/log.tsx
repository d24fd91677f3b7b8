/** The live log: one line an exchange, newest last. H holds, F shows findings only, Enter opens a line, Esc goes back to it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import { count } from '../../../../report/view/words.ts';
import type { LogLine } from '../../data/workbench.ts';
import { Verdict } from '../../parts/mark.tsx';
import { to } from '../../router.ts';
import { clock } from './words.ts';

/** Lines that are drawn; earlier ones when asked for. */
const DRAWN = 40;

export function LiveLog(props: { lines: readonly LogLine[]; opened: number | undefined; open: (n: number) => void }) {
  const { lines, opened, open } = props;
  const [filter, setFilter] = useState('');
  const [findings, setFindings] = useState(false);
  const [held, setHeld] = useState<readonly LogLine[]>();
  const [drawn, setDrawn] = useState(DRAWN);
  const table = useRef<HTMLTableElement>(null);
  const asked = filter.toLowerCase();
  const shown = (held ?? lines).filter(
    (line) =>
      (!findings || line.deviations.length > 0 || line.findings.length > 0) &&
      `${line.user} ${line.client} ${line.exchange} ${line.answer} ${line.deviations.join(' ')}`
        .toLowerCase()
        .includes(asked),
  );
  const hold = () => setHeld(held === undefined ? lines : undefined);
  const latest = useRef(opened);
  useEffect(() => {
    latest.current = opened ?? latest.current;
  }, [opened]);
  const key = (event: KeyboardEvent) => {
    if (event.key === 'h' || event.key === 'H') hold();
    else if (event.key === 'f' || event.key === 'F') setFindings(!findings);
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const buttons = [...(table.current?.querySelectorAll<HTMLElement>('button') ?? [])];
      const at = buttons.indexOf(event.target as HTMLElement);
      buttons[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
    } else return;
    event.preventDefault();
  };
  const newer = held === undefined ? 0 : lines.length - held.length;
  return (
    <>
      <div class="narrow log-head">
        <h2>Live log</h2>
        <label>
          <span class="vh">Only lines with</span>
          <input
            type="search"
            class="field"
            placeholder="User, primitive, client"
            value={filter}
            onInput={(event) => setFilter(event.currentTarget.value)}
          />
        </label>
        <button type="button" class="tool" aria-pressed={findings} onClick={() => setFindings(!findings)}>
          Findings only
        </button>
        <button type="button" class="tool" aria-pressed={held !== undefined} onClick={hold}>
          {held === undefined ? 'Hold' : 'Follow'}
        </button>
      </div>
      {shown.length > drawn && (
        <button type="button" class="add" onClick={() => setDrawn(drawn + DRAWN)}>
          {count(shown.length - drawn, 'earlier line')}
        </button>
      )}
      <table class="t stack log" ref={table} onKeyDown={key}>
        <thead>
          <tr>
            <th scope="col">Time</th>
            <th scope="col">User, client</th>
            <th scope="col">Exchange</th>
            <th scope="col">Answer</th>
            <th scope="col">Finding</th>
          </tr>
        </thead>
        <tbody>
          {shown.slice(-drawn).map((line) => (
            <Line key={line.n} line={line} on={line.n === opened} open={open} />
          ))}
        </tbody>
      </table>
      {shown.length === 0 && <p class="muted lead-in">No line yet.</p>}
      <p class="small muted lead-in" role="status">
        {newer > 0 ? (
          <button type="button" class="add" onClick={() => setHeld(undefined)}>
            {count(newer, 'newer line')}: go on following
          </button>
        ) : held === undefined ? (
          'Following.'
        ) : (
          'Held.'
        )}{' '}
        Arrows move, Enter opens, H holds, F shows findings only.
      </p>
    </>
  );
}

function Line({ line, on, open }: { line: LogLine; on: boolean; open: (n: number) => void }) {
  const { n, at, until, times, user, client, version, exchange, answer, deviations, first, findings, kind } = line;
  return (
    <tr class={on ? 'on' : kind === 'you' ? 'you' : undefined}>
      <td class="mm">{clock(at)}</td>
      <td>
        {kind === 'you' ? 'you' : user.replace(/^wv:/, '').replace(/@.*$/, '') || '-'}
        <span class="sub">{kind === 'you' ? '' : client.includes(version) ? client : `${client} ${version}`}</span>
      </td>
      <td>
        {kind === 'you' ? (
          exchange
        ) : (
          <button type="button" class="add" onClick={() => open(n)}>
            {exchange}
          </button>
        )}
        {times > 1 && (
          <span class="sub">
            {times} times until {clock(until)}
          </span>
        )}
        {first.map((sentence) => (
          <span key={sentence} class="sub">
            {sentence}
          </span>
        ))}
      </td>
      <td>{answer}</td>
      <td>
        {deviations.map((id) => (
          <a key={id} class="id" href={to.requirement(id)}>
            <Verdict mark="fail" word={id} />
          </a>
        ))}
        {findings.length > 0 && <Verdict mark="note" word={`${findings.length} of the reader`} />}
      </td>
    </tr>
  );
}
