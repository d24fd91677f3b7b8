/** The workbench: who is logged in, the live log, an opened exchange, all deviations, and the switches. */
import { useState } from 'preact/hooks';
import { count, list } from '../../../../report/view/words.ts';
import type { WorkbenchState } from '../../data/workbench.ts';
import { Facts, Headline, Section } from '../../parts/frame.tsx';
import { Verdict } from '../../parts/mark.tsx';
import { useWorkbench } from '../../parts/workbench-state.ts';
import { to } from '../../router.ts';
import { Bench } from './bench.tsx';
import { LiveLog } from './log.tsx';
import { OpenedExchange } from './opened.tsx';
import { SwitchBoard } from './switch-board.tsx';
import { clock } from './words.ts';

export function WorkbenchView({ token }: { token: string }) {
  const { state, lines, problem, act } = useWorkbench(token);
  const [opened, setOpened] = useState<number>();
  if (state === undefined) return <p class="muted lead-in">{problem ?? 'Asking the server.'}</p>;
  return (
    <>
      <Section first side={<Here state={state} />}>
        <p class="kick">
          <span>Reference server{state.switches.on.length > 0 && ` with ${list(state.switches.on)} switched on`}</span>
          <span>since {clock(state.since)}</span>
          <span>{count(state.exchanges, 'exchange')}</span>
        </p>
        <Answer state={state} />
        {problem !== undefined && (
          <p class="say" role="alert">
            {problem}
          </p>
        )}
      </Section>
      <Section title="Who is logged in" id="sessions" side={<SwitchBoard state={state} act={act} />}>
        <Sessions state={state} act={act} />
        <div class="below">
          <LiveLog lines={lines} opened={opened} open={setOpened} />
        </div>
      </Section>
      {opened !== undefined && <OpenedExchange key={opened} token={token} n={opened} />}
      <Bench token={token} state={state} />
      <Section title={`All deviations since ${clock(state.since)}`} id="deviations" wide>
        <Deviations state={state} open={setOpened} />
      </Section>
    </>
  );
}

function Here({ state }: { state: WorkbenchState }) {
  return (
    <Facts
      facts={[
        ...state.addresses.map((address) => ['Here', <code key={address}>{address}</code>] as const),
        ['Users', state.users.join(', ')],
        [
          'Clock',
          `${clock(state.now)}${state.advanced > 0 ? `, ${Math.round(state.advanced / 1000)} s ahead` : ', not shifted'}`,
        ],
      ]}
    />
  );
}

function Answer({ state }: { state: WorkbenchState }) {
  const { sessions, deviations, exchanges } = state;
  if (exchanges === 0) {
    return (
      <>
        <Headline mark="not-run">No client has spoken to this server yet</Headline>
        <p class="lede">
          The first request appears here, readable or not. Enter the address in the margin in the client.
        </p>
      </>
    );
  }
  const must = deviations.filter(({ level }) => level === 'MUST');
  const who = [...new Set(must.map(({ client }) => client))];
  const latest = deviations.at(-1);
  return (
    <>
      <Headline mark={must.length > 0 ? 'fail' : deviations.length > 0 ? 'note' : 'pass'}>
        {count(sessions.length, 'session')} open;{' '}
        {must.length === 0 ? (
          'no client misses a requirement so far'
        ) : (
          <b>
            {list(who)} {who.length === 1 ? 'does' : 'do'} not meet {count(must.length, 'requirement')}
          </b>
        )}
        .
      </Headline>
      <p class="lede">
        {latest === undefined
          ? `${count(state.seen, 'requirement')} on clients seen at work; unused is not passed.`
          : `The last new deviation: ${latest.observed}.`}
      </p>
    </>
  );
}

function Sessions({ state, act }: { state: WorkbenchState; act: (action: string, given?: object) => void }) {
  if (state.sessions.length === 0) return <p class="muted">Nobody.</p>;
  return (
    <table class="t stack">
      <thead>
        <tr>
          <th scope="col">User</th>
          <th scope="col">Client</th>
          <th scope="col">Session</th>
          <th scope="col">Waits for it</th>
          <th scope="col">Judged</th>
          <th scope="col">
            <span class="vh">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {state.sessions.map(({ id, user, client, waiting, deviations }) => (
          <tr key={id}>
            <th scope="row">{user}</th>
            <td>{client}</td>
            <td>
              <code class="small">{id.slice(0, 10)}</code>
            </td>
            <td>{waiting === 0 ? 'nothing' : waiting}</td>
            <td>
              {deviations === 0 ? <Verdict mark="pass" /> : <Verdict mark="fail" word={`${deviations} not met`} />}
            </td>
            <td>
              <button type="button" class="add" onClick={() => act('disconnect', { session: id })}>
                Disconnect<span class="vh"> {user}</span>
              </button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Deviations({ state, open }: { state: WorkbenchState; open: (n: number) => void }) {
  const { deviations, seen } = state;
  return (
    <>
      {deviations.length > 0 && (
        <table class="t stack early">
          <thead>
            <tr>
              <th scope="col">Requirement</th>
              <th scope="col">Statement</th>
              <th scope="col">Observed</th>
              <th scope="col">Client</th>
              <th scope="col">How often</th>
              <th scope="col">First seen</th>
              <th scope="col">Verdict</th>
            </tr>
          </thead>
          <tbody>
            {deviations.map(({ requirement, statement, observed, client, times, line, level }) => (
              <tr key={`${requirement} ${client}`}>
                <td>
                  <a class="id" href={to.requirement(requirement)}>
                    {requirement}
                  </a>
                </td>
                <td class="st">{statement}</td>
                <td>{observed}</td>
                <td>{client}</td>
                <td>{times === 1 ? 'once' : `${times} times`}</td>
                <td>
                  <button type="button" class="add" onClick={() => open(line)}>
                    line {line}
                  </button>
                </td>
                <td>
                  <Verdict mark={level === 'MUST' ? 'fail' : 'note'} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p class="small muted lead-in">
        {deviations.length === 0 && 'None. '}
        {count(seen, 'requirement')} on clients were seen at work. What was never used was never judged.
      </p>
    </>
  );
}
