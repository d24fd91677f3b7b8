/** The bar of a live page: begin a run, see how it goes, stop it. A page that is a file has none. */
import { useEffect, useState } from 'preact/hooks';
import { count, duration, scenarioParts } from '../../../report/view/words.ts';
import { LIVE_META, type LiveChoices, type LiveState, TOKEN_HEADER, timeLeft } from '../data/live.ts';
import { to } from '../router.ts';
import { Section } from './frame.tsx';
import { Mark } from './mark.tsx';

/** Token of a live page, and which results of its server it was made of; undefined for a file. */
export function livePage(): { readonly token: string; readonly of: number } | undefined {
  const [token, of] = document.querySelector<HTMLMetaElement>(`meta[name="${LIVE_META}"]`)?.content.split(' ') ?? [];
  return token === undefined ? undefined : { token, of: Number(of) };
}

async function ask(path: string, token: string, body?: object): Promise<unknown> {
  const response = await fetch(path, {
    headers: { [TOKEN_HEADER]: token },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as { readonly message?: string };
  if (!response.ok) throw new Error(answer.message ?? `the server answered ${response.status}`);
  return answer;
}

export function Live({ token, of }: { token: string; of: number }) {
  const [choices, setChoices] = useState<LiveChoices>();
  const [state, setState] = useState<LiveState>();
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    ask('/api/choices', token).then((value) => setChoices(value as LiveChoices), told);
    const events = new EventSource(`/api/events?token=${token}`);
    events.onmessage = ({ data }) => {
      const next = JSON.parse(String(data)) as LiveState;
      // Results newer than this page: it is made of them when it is loaded again, at the same place.
      if (next.results > of) location.reload();
      setState(next);
      setProblem(undefined);
    };
    events.onerror = () => setProblem('The server does not answer. Is impsc explore still running?');
    return () => events.close();
  }, [token, of]);

  function told(error: unknown): void {
    setProblem(error instanceof Error ? error.message : String(error));
  }

  if (choices === undefined || state === undefined) {
    return <p class="muted lead-in">{problem ?? 'Asking the server.'}</p>;
  }
  return (
    <Section title={`Run against ${choices.target}`} id="live" wide>
      {state.running ? (
        <Running state={state} stop={() => void ask('/api/stop', token, {}).catch(told)} />
      ) : (
        <Begin choices={choices} begin={(request) => void ask('/api/run', token, request).catch(told)} />
      )}
      {(problem ?? state.message) !== undefined && (
        <p class="say" role="alert">
          {problem ?? state.message}
        </p>
      )}
    </Section>
  );
}

function Begin({ choices, begin }: { choices: LiveChoices; begin: (request: object) => void }) {
  const { versions, syntaxes, defects } = choices;
  const [select, setSelect] = useState('');
  const [version, setVersion] = useState('');
  const [syntax, setSyntax] = useState('');
  const [defect, setDefect] = useState('');
  const known = defects.find((one) => one.id === defect);
  const submit = (event: Event) => {
    event.preventDefault();
    begin({
      select: select === '' && known !== undefined ? known.requirements.join(' or ') : select,
      ...(version !== '' && { versions: [version] }),
      ...(syntax !== '' && { syntaxes: [syntax] }),
      defect,
    });
  };
  return (
    <form class="narrow" onSubmit={submit}>
      <label>
        <span class="label">Selection</span>{' '}
        <input
          value={select}
          placeholder={known === undefined ? 'everything' : known.requirements.join(' or ')}
          onInput={(event) => setSelect(event.currentTarget.value)}
        />
      </label>
      <Choice words="Version" values={versions} chosen={version} choose={setVersion} />
      <Choice words="Syntax" values={syntaxes} chosen={syntax} choose={setSyntax} />
      {defects.length > 0 && (
        <label>
          <span class="label">Defect</span>{' '}
          <input
            list="defects"
            value={defect}
            placeholder="none"
            onInput={(event) => setDefect(event.currentTarget.value)}
          />
          <datalist id="defects">
            {defects.map(({ id, title }) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </datalist>
        </label>
      )}
      <button type="submit" class="tool">
        Run
      </button>
      {known !== undefined && <p class="small muted">The server {known.title}.</p>}
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
  const { planned, done, failed, troubles } = state;
  const left = timeLeft(state);
  return (
    <>
      <p role="status">
        <progress value={done} max={Math.max(1, planned)} aria-label="Scenarios done" />{' '}
        {planned === 0 ? 'Getting ready.' : `${done} of ${count(planned, 'scenario')}, ${failed} failed`}
        {left !== undefined && `; about ${duration(left)} left`}{' '}
        <button type="button" class="tool" onClick={stop}>
          Stop
        </button>
      </p>
      <ul class="find-list">
        {troubles.map(({ scenario, configuration, verdict, requirements }) => (
          <li key={`${scenario} ${configuration}`}>
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
    </>
  );
}
