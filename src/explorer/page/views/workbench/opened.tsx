/** An opened exchange: both messages with their octets, what the rules and the reader say. */
import { fromBase64 } from '../../../../report/view/octets.ts';
import { ask } from '../../data/live-source.ts';
import type { LoggedExchange } from '../../data/workbench.ts';
import { useLoaded } from '../../parts/context.ts';
import { Section } from '../../parts/frame.tsx';
import { Mark } from '../../parts/mark.tsx';
import { MessageTree } from '../../parts/message-tree.tsx';
import { HexGrid, SourceText } from '../../parts/octets.tsx';
import { to } from '../../router.ts';
import { rowAtPath } from '../../wire/layout.ts';
import type { Remark } from '../../wire/remarks.ts';
import { type MessageView, viewOf } from '../../wire/view.ts';

export function OpenedExchange({ token, n }: { token: string; n: number }) {
  const loaded = useLoaded(`exchange ${n}`, async () => (await ask(`/api/exchange?n=${n}`, token)) as LoggedExchange);
  if (loaded.state !== 'loaded') {
    return (
      <Section title={`Line ${n}`} id="opened" wide>
        <p class="muted">{loaded.state === 'failed' ? loaded.message : 'Reading the exchange.'}</p>
      </Section>
    );
  }
  const { request, response, findings, deviations } = loaded.value;
  const asked = viewOf([['content-type', request.type]], fromBase64(request.body));
  const answered = viewOf([['content-type', response.type]], fromBase64(response.body));
  return (
    <Section
      title={`Line ${n}, request`}
      id="opened"
      side={
        <>
          <h3>What the rules and the reader say</h3>
          <ul class="find-list">
            {deviations.map(({ requirement, observed, expected }) => (
              <li key={requirement}>
                <Mark mark="fail" />
                <span>
                  Observed {observed}, expected {expected}.{' '}
                  <a class="id" href={to.requirement(requirement)}>
                    {requirement}
                  </a>
                </span>
              </li>
            ))}
            {findings.map((finding) => (
              <li key={finding}>
                <Mark mark="note" />
                <span>{finding}.</span>
              </li>
            ))}
            {deviations.length + findings.length === 0 && (
              <li>
                <Mark mark="pass" />
                <span>Nothing is wrong with the request.</span>
              </li>
            )}
          </ul>
        </>
      }
    >
      <Shown view={asked} />
      <h2 class="apart">Answer, HTTP {response.status}</h2>
      <Shown view={answered} />
    </Section>
  );
}

export function Shown({ view }: { view: MessageView }) {
  if (view.form === 'empty') return <p class="muted">No octets.</p>;
  if (view.form === 'other') return <pre class="src">{new TextDecoder().decode(view.body.subarray(0, 4096))}</pre>;
  return (
    <>
      <MessageTree view={view} remarks={remarksOf(view)} />
      <details>
        <summary class="lead-in">{view.form === 'xml' ? 'As received' : 'Octets'}</summary>
        {view.form === 'xml' ? <SourceText view={view} remarks={[]} /> : <HexGrid view={view} remarks={[]} />}
      </details>
    </>
  );
}

/** The findings of the reader, each at its element. */
export function remarksOf(view: MessageView): readonly Remark[] {
  return (view.result?.findings ?? []).map(({ path, message, severity, span }): Remark => {
    const row = path === '' ? -1 : rowAtPath(view.layout, path);
    return {
      mark: severity === 'error' ? 'fail' : 'note',
      about: path.split('/').at(-1) ?? 'The message',
      words: message,
      requirement: undefined,
      row,
      lastRow: row,
      span,
      whole: true,
    };
  });
}
