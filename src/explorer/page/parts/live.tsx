/** The head of a live page: begin a run, see how it goes, stop it, run again what failed. */
import { useState } from 'preact/hooks';
import { requirementMark } from '../../../report/view/marks.ts';
import type { Seeded } from '../../../report/view/reference.ts';
import { count, duration, scenarioParts } from '../../../report/view/words.ts';
import { type LiveChoices, type LiveRequest, type LiveState, timeLeft } from '../data/live.ts';
import { to } from '../router.ts';
import { Chooser } from './chooser.tsx';
import { useReport } from './context.ts';
import { Section } from './frame.tsx';
import type { LivePage } from './live-state.ts';
import { Mark } from './mark.tsx';

export function Live({ live }: { live: LivePage }) {
  const { choices, state, problem } = live;
  if (choices === undefined || state === undefined) {
    return <p class="muted lead-in">{problem ?? 'Asking the server.'}</p>;
  }
  return (
    <Section title={`Run against ${choices.target}`} id="live" wide>
      {state.running ? <Running state={state} stop={live.stop} /> : <Begin choices={choices} begin={live.begin} />}
      {(problem ?? state.message) !== undefined && (
        <p class="say" role="alert">
          {problem ?? state.message}
        </p>
      )}
    </Section>
  );
}

function Begin({ choices, begin }: { choices: LiveChoices; begin: (request: LiveRequest) => void }) {
  const { run } = useReport();
  const [select, setSelect] = useState('');
  const [version, setVersion] = useState('');
  const [syntax, setSyntax] = useState('');
  const [seeded, setSeeded] = useState<Seeded>();
  const failed = run.requirements.filter((r) => ['fail', 'error', 'inconclusive'].includes(requirementMark(r)));
  const suggested = seeded === undefined ? '' : seeded.requirements.join(' or ');
  const chosen = {
    ...(version !== '' && { versions: [version] }),
    ...(syntax !== '' && { syntaxes: [syntax] }),
    ...(seeded?.kind === 'defect' && { defect: seeded.id }),
    ...(seeded?.kind === 'variant' && { variant: seeded.id }),
  };
  const submit = (event: Event) => {
    event.preventDefault();
    begin({ select: select === '' ? suggested : select, ...chosen });
  };
  return (
    <form onSubmit={submit}>
      <div class="narrow">
        <label>
          <span class="label">Selection</span>{' '}
          <input
            class="field wide-field"
            value={select}
            placeholder={suggested === '' ? 'everything' : suggested}
            onInput={(event) => setSelect(event.currentTarget.value)}
          />
        </label>
        <Choice words="Version" values={choices.versions} chosen={version} choose={setVersion} />
        <Choice words="Syntax" values={choices.syntaxes} chosen={syntax} choose={setSyntax} />
        <button type="submit" class="tool go">
          Run
        </button>
        {failed.length > 0 && (
          <button
            type="button"
            class="tool"
            onClick={() => begin({ select: failed.map(({ id }) => id).join(' or '), ...chosen })}
          >
            Run again what failed or is open: {failed.length}
          </button>
        )}
      </div>
      {choices.seeded && <Chooser chosen={seeded?.id ?? ''} choose={setSeeded} />}
    </form>
  );
}

function Choice(props: { words: string; values: readonly string[]; chosen: string; choose: (value: string) => void }) {
  return (
    <label>
      <span class="label">{props.words}</span>{' '}
      <select value={props.chosen} onChange={(event) => props.choose(event.currentTarget.value)}>
        <option value="">all</option>
        {props.values.map((value) => (
          <option key={value} value={value}>
            {value}
          </option>
        ))}
      </select>
    </label>
  );
}

function Running({ state, stop }: { state: LiveState; stop: () => void }) {
  const { planned, done, failed } = state;
  const left = timeLeft(state);
  return (
    <div class="running">
      <progress value={done} max={Math.max(1, planned)} aria-label="Scenarios done" />
      <p role="status">
        {planned === 0 ? 'Getting ready.' : `${done} of ${count(planned, 'scenario')}, ${failed} failed`}
        {left !== undefined && `; about ${duration(left)} left`}
      </p>
      <button type="button" class="tool" onClick={stop}>
        Stop
      </button>
    </div>
  );
}

/** The scenarios that did not pass so far: new ones come at the end, so that nothing above them moves. */
export function Troubles({ state }: { state: LiveState }) {
  const { troubles } = state;
  return (
    <Section title="Not passed so far" id="troubles" wide>
      {troubles.length === 0 && <p class="muted">Nothing yet.</p>}
      <ul class="find-list">
        {troubles.map(({ scenario, configuration, verdict, requirements }, i) => (
          <li key={i}>
            <Mark mark={verdict} />
            <span>
              {scenarioParts(scenario).name}, {configuration}
              {requirements.map((id) => (
                <span key={id}>
                  {' '}
                  <a class="id" href={to.requirement(id)}>
                    {id}
                  </a>
                </span>
              ))}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
