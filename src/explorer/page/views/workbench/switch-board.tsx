/** Switches of the workbench: reading, defects and variants, the wire, the server. */
import { useState } from 'preact/hooks';
import type { Switches, WorkbenchState } from '../../data/workbench.ts';
import { Chooser } from '../../parts/chooser.tsx';

export function SwitchBoard({ state, act }: { state: WorkbenchState; act: (action: string, given?: object) => void }) {
  const { switches } = state;
  const set = (change: Partial<Switches>) => act('switches', change);
  return (
    <div class="board">
      <h2>Switches</h2>
      <fieldset>
        <legend>Reading</legend>
        {(['strict', 'tolerant'] as const).map((reading) => (
          <label key={reading} class="choice">
            <input
              type="radio"
              name="reading"
              checked={switches.reading === reading}
              onChange={() => set({ reading })}
            />
            <span>
              {reading},{' '}
              <span class="sub">
                {reading === 'strict' ? 'refuses what it does not know' : 'carries on and notes every deviation'}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      <fieldset>
        <legend>On now: {switches.on.length}</legend>
        {switches.on.map((id) => (
          <label key={id} class="choice">
            <input type="checkbox" checked onChange={() => set({ on: switches.on.filter((one) => one !== id) })} />
            <code>{id}</code>
          </label>
        ))}
      </fieldset>
      <Chooser
        chosen=""
        choose={(seeded) => seeded !== undefined && set({ on: [...new Set([...switches.on, seeded.id])] })}
      />
      <fieldset>
        <legend>Wire</legend>
        <NumberField words="Delay, ms" value={switches.delay} set={(delay) => set({ delay })} />
        <NumberField
          words="Leave out every n-th answer"
          value={switches.leaveOut}
          set={(leaveOut) => set({ leaveOut })}
        />
        <NumberField
          words="HTTP error every n-th answer"
          value={switches.errorEvery}
          set={(errorEvery) => set({ errorEvery })}
        />
        <NumberField words="Its status" value={switches.errorStatus} set={(errorStatus) => set({ errorStatus })} />
        <label class="pair">
          <span>For</span>
          <select value={switches.user} onChange={(event) => set({ user: event.currentTarget.value })}>
            <option value="">everybody</option>
            {state.users.map((user) => (
              <option key={user} value={user}>
                {user}
              </option>
            ))}
          </select>
        </label>
      </fieldset>
      <ServerTools state={state} act={act} />
    </div>
  );
}

function NumberField({ words, value, set }: { words: string; value: number; set: (value: number) => void }) {
  return (
    <label class="pair">
      <span>{words}</span>
      <input
        type="number"
        min={0}
        class="field"
        value={value}
        onChange={(event) => set(Number(event.currentTarget.value))}
      />
    </label>
  );
}

function ServerTools({ state, act }: { state: WorkbenchState; act: (action: string, given?: object) => void }) {
  const [user, setUser] = useState(state.users[0] ?? '');
  const [text, setText] = useState('');
  const [seconds, setSeconds] = useState(1800);
  const [account, setAccount] = useState({ user: '', password: '' });
  return (
    <>
      <fieldset>
        <legend>System message</legend>
        <label class="pair">
          <span>To</span>
          <select value={user} onChange={(event) => setUser(event.currentTarget.value)}>
            {state.users.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </label>
        <label class="pair">
          <span>Text</span>
          <input class="field" value={text} onInput={(event) => setText(event.currentTarget.value)} />
        </label>
        <button type="button" class="tool" onClick={() => act('system-message', { user, text })}>
          Send
        </button>
      </fieldset>
      <fieldset>
        <legend>Server</legend>
        <label class="pair">
          <span>Advance the clock, s</span>
          <input
            type="number"
            min={1}
            class="field"
            value={seconds}
            onInput={(event) => setSeconds(Number(event.currentTarget.value))}
          />
        </label>
        <div class="narrow">
          <button type="button" class="tool" onClick={() => act('clock', { seconds })}>
            Advance
          </button>
          <button type="button" class="tool" onClick={() => act('snapshot')}>
            Take snapshot
          </button>
          <button type="button" class="tool" onClick={() => act('restore')}>
            Restore
          </button>
          <button type="button" class="tool" onClick={() => act('reset')}>
            Reset
          </button>
        </div>
        <p class="small">A snapshot holds accounts and switches. Reset takes one first.</p>
      </fieldset>
      <fieldset>
        <legend>Account</legend>
        <label class="pair">
          <span>Address</span>
          <input
            class="field"
            placeholder="wv:erin@example.com"
            value={account.user}
            onInput={(event) => setAccount({ ...account, user: event.currentTarget.value })}
          />
        </label>
        <label class="pair">
          <span>Password</span>
          <input
            class="field"
            value={account.password}
            onInput={(event) => setAccount({ ...account, password: event.currentTarget.value })}
          />
        </label>
        <button type="button" class="tool" onClick={() => act('add-account', account)}>
          Add account
        </button>
      </fieldset>
    </>
  );
}
