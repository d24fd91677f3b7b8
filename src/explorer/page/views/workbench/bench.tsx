/** Bench: compose a message from the element model, or paste one; change it, break it, see it judged, send it, read the answer. */
import { useState } from 'preact/hooks';
import { compile, elementKeys } from '../../../../protocol/messages/compile.ts';
import { contentTypeFor, readTree, syntaxOfOctets, writeTree } from '../../../../protocol/syntax/index.ts';
import { VERSIONS, type Version } from '../../../../protocol/version.ts';
import { fromBase64 } from '../../../../report/view/octets.ts';
import { ask } from '../../data/live-source.ts';
import type { SentMessage, WorkbenchState } from '../../data/workbench.ts';
import { messageOf } from '../../parts/context.ts';
import { Copy } from '../../parts/copy.tsx';
import { Section } from '../../parts/frame.tsx';
import { BREAKS, composed, pasted } from '../../wire/compose.ts';
import { viewOf } from '../../wire/view.ts';
import { Shown } from './opened.tsx';

interface Past {
  readonly words: string;
  readonly text: string;
}

/** Messages of the history. */
const MOST_PAST = 20;

export function Bench({ token, state }: { token: string; state: WorkbenchState }) {
  const [version, setVersion] = useState<Version>('1.2');
  const [syntax, setSyntax] = useState<'xml' | 'wbxml'>('xml');
  const [primitive, setPrimitive] = useState('Login-Request');
  const [session, setSession] = useState('');
  const [text, setText] = useState('');
  const [element, setElement] = useState('');
  const [answer, setAnswer] = useState<SentMessage>();
  const [problem, setProblem] = useState<string>();
  const [past, setPast] = useState<readonly Past[]>([]);
  const known = state.sessions.find(({ id }) => id === session);
  const user = known?.user ?? state.users[0] ?? 'wv:alice@example.com';
  const names = elementKeys(version).filter((key) => /-(Request|Response)$|^(Status|NewMessage|Disconnect)$/.test(key));
  const typed = pasted(text);
  const form = typed.length === 0 ? undefined : syntaxOfOctets(typed);
  const inside = [...new Set(text.match(/<([A-Z][\w-]*)/g) ?? [])].map((tag) => tag.slice(1));

  const make = () => {
    setText(composed({ version, primitive, session: known?.id, user, transaction: `bench-${past.length + 1}` }));
    setAnswer(undefined);
  };
  const octets = (): Uint8Array => {
    if (form !== 'xml' || syntax === 'xml') return typed;
    const { tree } = readTree(typed, 'xml');
    if (tree === undefined) throw new Error('This is no XML, so it cannot be written in WBXML');
    return writeTree(tree, version, { syntax: 'wbxml' });
  };
  const send = async () => {
    try {
      const body = octets();
      const type = contentTypeFor(version, form === 'wbxml' ? 'wbxml' : syntax);
      const sent = await ask('/api/send', token, { type, body: btoa(String.fromCharCode(...body)) });
      setAnswer(sent as SentMessage);
      setProblem(undefined);
      const [name = 'message'] = inside.filter(
        (one) => compile(version, one) !== undefined && names.includes(one as never),
      );
      setPast([{ words: `${name}, ${version} ${syntax}`, text }, ...past].slice(0, MOST_PAST));
    } catch (error) {
      setProblem(messageOf(error));
    }
  };
  const curl = () =>
    `curl -s -H 'Content-Type: ${contentTypeFor(version, 'xml')}' --data-binary '${text.replaceAll("'", `'\\''`)}' ${state.addresses[0] ?? ''}`;

  return (
    <Section title="Bench" id="bench" wide>
      <p class="lede">Compose a message or paste one, send it, read the answer.</p>
      <div class="narrow lead-in">
        <Pick words="Primitive" value={primitive} values={names} pick={setPrimitive} />
        <Pick words="Version" value={version} values={VERSIONS} pick={(one) => setVersion(one as Version)} />
        <Pick
          words="Syntax"
          value={syntax}
          values={['xml', 'wbxml']}
          pick={(one) => setSyntax(one as 'xml' | 'wbxml')}
        />
        <Pick
          words="Session"
          value={session}
          values={['', ...state.sessions.map(({ id }) => id)]}
          names={['outside', ...state.sessions.map((one) => `${one.user}, ${one.version}`)]}
          pick={setSession}
        />
        <button type="button" class="tool" onClick={make}>
          Compose
        </button>
      </div>
      <div class="insp">
        <div>
          <label>
            <span class="label">The message: XML, or octets in hexadecimal</span>
            <textarea
              class="message"
              rows={18}
              spellcheck={false}
              value={text}
              onInput={(event) => setText(event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && event.ctrlKey) void send();
              }}
            />
          </label>
          <div class="narrow">
            <button type="button" class="tool go" onClick={() => void send()} disabled={typed.length === 0}>
              Send
            </button>
            <Copy text={curl} words="Copy as curl" kind="tool" />
            <Pick words="Break" value={element} values={['', ...inside]} pick={setElement} />
            {BREAKS.map(([words, change]) => (
              <button
                key={words}
                type="button"
                class="add"
                disabled={element === ''}
                onClick={() => setText(change(text, element))}
              >
                {words}
              </button>
            ))}
          </div>
          {problem !== undefined && (
            <p class="say" role="alert">
              {problem}
            </p>
          )}
          {past.length > 0 && (
            <>
              <h3 class="apart">Sent</h3>
              <ol class="find-list">
                {past.map((one, i) => (
                  <li key={past.length - i}>
                    <span>{past.length - i}</span>
                    <button type="button" class="add" onClick={() => setText(one.text)}>
                      {one.words}
                    </button>
                  </li>
                ))}
              </ol>
            </>
          )}
        </div>
        <div>
          {answer !== undefined && (
            <>
              <h2>
                Answer, HTTP {answer.status}, line {answer.line}
              </h2>
              <Shown view={viewOf([['content-type', answer.type]], fromBase64(answer.body))} />
            </>
          )}
          {typed.length > 0 && (
            <>
              <h2 class="apart">The message as it reads</h2>
              {form === undefined ? (
                <p class="muted">Neither XML nor WBXML.</p>
              ) : (
                <Shown
                  view={viewOf([['content-type', contentTypeFor(version, form === 'wbxml' ? 'wbxml' : 'xml')]], typed)}
                />
              )}
            </>
          )}
        </div>
      </div>
    </Section>
  );
}

function Pick(props: {
  words: string;
  value: string;
  values: readonly string[];
  names?: readonly string[];
  pick: (value: string) => void;
}) {
  const { values, names = values } = props;
  return (
    <label>
      <span class="label">{props.words}</span>{' '}
      <select value={props.value} onChange={(event) => props.pick(event.currentTarget.value)}>
        {values.map((value, i) => (
          <option key={value} value={value}>
            {names[i]}
          </option>
        ))}
      </select>
    </label>
  );
}
