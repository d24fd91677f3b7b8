/** One message: its elements and octets linked both ways, what is said about it, how it was carried. */
import { useRef, useState } from 'preact/hooks';
import type { BakedEntry } from '../../../report/html/baked.ts';
import { header, messageName } from '../../../report/view/messages.ts';
import { visible } from '../../../report/view/octets.ts';
import { count, groupDigits, scenarioParts } from '../../../report/view/words.ts';
import type { CheckOf } from '../data/report.ts';
import { attributesOf, Legend } from '../parts/attributes.tsx';
import { useLoaded, useReport } from '../parts/context.ts';
import { Facts, Headline, Missing, Section, Where } from '../parts/frame.tsx';
import { PrimitiveLink } from '../parts/linked.tsx';
import { Mark } from '../parts/mark.tsx';
import { MessageTree } from '../parts/message-tree.tsx';
import { HexGrid, SourceText } from '../parts/octets.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { XmlText } from '../parts/xml-text.tsx';
import { to } from '../router.ts';
import { useLinking } from '../wire/linking.ts';
import { type Remark, remarksOn } from '../wire/remarks.ts';
import { sideOf, type Timetable, timetable, type WireMessage } from '../wire/timetable-data.ts';
import { sessionId, transactions } from '../wire/tree.ts';
import { type MessageView as Laid, viewOf } from '../wire/view.ts';

export function MessageView({ address, number }: { address: string; number: number }) {
  const report = useReport();
  const id = report.keyAt(address) ?? address;
  const loaded = useLoaded(`message ${id} ${number}`, async () => {
    const table = await timetable(report, id);
    const message = table.messages.find((m) => m.number === number);
    if (message === undefined) return { table, message, view: undefined };
    const side = sideOf(message);
    return { table, message, view: viewOf(side.headers, await report.body(side.body)) };
  });
  if (loaded.state === 'loading') return <p class="muted lead-in">Reading the transcript.</p>;
  if (loaded.state === 'failed') return <Missing title={`Message ${number}`}>{loaded.message}.</Missing>;
  const { table, message, view } = loaded.value;
  if (message === undefined || view === undefined) {
    return (
      <Missing title={`No message ${number}`}>The scenario has {count(table.messages.length, 'message')}.</Missing>
    );
  }
  return <Message key={`${id} ${number}`} table={table} message={message} view={view} checks={report.checksOf(id)} />;
}

interface Shown {
  readonly table: Timetable;
  readonly message: WireMessage;
  readonly view: Laid;
  readonly checks: readonly CheckOf[];
}

function Message({ table, message, view, checks }: Shown) {
  const { transcript, messages } = table;
  const address = useReport().addressOf(transcript.key);
  const remarks = remarksOn(message, transcript, checks, view);
  const wrong = remarks.filter((r) => r.mark === 'fail').length;
  const noted = remarks.length - wrong;
  const verdict =
    wrong > 0
      ? count(wrong, 'finding')
      : noted > 0
        ? count(noted, 'note')
        : view.form === 'empty'
          ? 'empty'
          : 'no finding';
  const at = messages.indexOf(message);
  const { entry } = message;
  const primitives = [...new Set(message.side === 'request' ? entry.sent : entry.received)];
  const { name } = scenarioParts(transcript.scenario);
  const only = checks.length === 1 ? checks[0]?.requirement : undefined;
  return (
    <>
      <Where
        steps={[
          ...(only === undefined
            ? []
            : [[only.item, to.item(only.item)] as const, [only.id, to.requirement(only.id)] as const]),
          [name, to.scenario(address)],
        ]}
        here={`Message ${message.number}`}
      />
      <Section first side={<MessageFacts message={message} view={view} />}>
        <p class="kick">
          <span>
            Message {message.number} of {messages.length}
          </span>
          <span>
            {message.from} to {message.to}
          </span>
          <span>{Math.round(message.at)} ms</span>
          {primitives.map((name) => (
            <PrimitiveLink key={name} name={name} />
          ))}
          <Neighbour words="Previous" message={messages[at - 1]} address={address} />
          <Neighbour words="Next" message={messages[at + 1]} address={address} />
        </p>
        <Headline mark={wrong > 0 ? 'fail' : noted > 0 ? 'note' : view.form === 'empty' ? 'not-run' : 'pass'}>
          {messageName(message)}: <b>{verdict}</b>
        </Headline>
      </Section>
      <Inspector message={message} view={view} remarks={remarks} />
    </>
  );
}

function Neighbour({ words, message, address }: { words: string; message: WireMessage | undefined; address: string }) {
  if (message === undefined) return null;
  return (
    <a href={to.message(address, message.number)}>
      {words}, {messageName(message)}
    </a>
  );
}

function MessageFacts({ message, view }: { message: WireMessage; view: Laid }) {
  const { entry, side } = message;
  const tree = view.result?.tree;
  const ids = transactions(tree).flatMap((t) => (t.id === undefined ? [] : [t.id]));
  const session = sessionId(tree);
  const carrier =
    side === 'request'
      ? visible(entry.request.line)
      : `HTTP ${entry.response?.status ?? ''}, answer to ${message.to}’s ${entry.sent.join(', ') || 'request'}`;
  return (
    <Facts
      facts={[
        ['Carried by', carrier],
        ['Media type', visible(header(sideOf(message).headers, 'content-type') ?? 'not said')],
        ['Size', `${groupDigits(view.body.length)} octets`],
        ...(session === undefined ? [] : [['Session', session] as const]),
        ...(ids.length === 0 ? [] : [['Transaction', ids.join(', ')] as const]),
      ]}
    />
  );
}

function Inspector({ message, view, remarks }: { message: WireMessage; view: Laid; remarks: readonly Remark[] }) {
  const binary = view.form === 'wbxml';
  const text = view.form === 'xml' || view.form === 'pts';
  const known = binary || text;
  const tabs = [
    ...(known ? [{ id: 'tree', words: binary ? 'Tree and octets' : 'Tree' }] : []),
    ...(binary || view.form === 'pts' ? [{ id: 'xml', words: 'XML' }] : []),
    ...(binary ? [] : [{ id: 'hex', words: 'Octets' }]),
    { id: 'http', words: 'HTTP' },
  ];
  const [tab, setTab] = useState(tabs[0]?.id ?? 'http');
  const attributes = attributesOf(view.layout.rows);
  const container = useRef<HTMLElement>(null);
  const reading = useRef<HTMLParagraphElement>(null);
  useLinking(container, reading, view.layout, tab);
  return (
    <section class="row wide" ref={container}>
      <div class="insp">
        <div>
          <Tabs label="Form of the message" tabs={tabs} chosen={tab} choose={setTab}>
            {tab === 'tree' && <MessageTree view={view} remarks={remarks} />}
            {tab === 'xml' && <WrittenOut view={view} />}
            {tab === 'hex' && <HexGrid view={view} remarks={remarks} />}
            {tab === 'http' && <Http entry={message.entry} side={message.side} />}
          </Tabs>
        </div>
        <div>
          <h2>{binary ? 'Octets' : text ? 'As received' : 'Content'}</h2>
          {binary && <HexGrid view={view} remarks={remarks} />}
          {text && <SourceText view={view} remarks={remarks} />}
          {view.form === 'empty' && <p class="muted">No octets.</p>}
          {view.form === 'other' && <p class="muted">Neither XML nor WBXML nor plain text.</p>}
          {known && (
            <p class="read" ref={reading} aria-live="polite">
              Point at an element or an octet, or move with the arrow keys.
            </p>
          )}
          <h2 class="apart">What is said of it</h2>
          <Remarks view={view} remarks={remarks} />
          {attributes.length > 0 && (
            <>
              <h2 class="apart">Presence attributes in it</h2>
              <Legend attributes={attributes} />
            </>
          )}
        </div>
      </div>
    </section>
  );
}

function WrittenOut({ view }: { view: Laid }) {
  const tree = view.result?.tree;
  if (tree === undefined) return <p class="muted lead-in">The octets could not be read as WBXML.</p>;
  return (
    <>
      <p class="small muted lead-in">Written out from the WBXML. The wire carried no XML.</p>
      <XmlText tree={tree} />
    </>
  );
}

function Http({ entry, side }: { entry: BakedEntry; side: 'request' | 'response' }) {
  const part = side === 'request' ? entry.request : entry.response;
  const first =
    side === 'request'
      ? entry.request.line
      : `HTTP/1.1 ${entry.response?.status ?? ''} ${entry.response?.reason ?? ''}`;
  const lines = [first, ...(part?.headers ?? []).map(([name, value]) => `${name}: ${value}`)];
  return (
    <>
      <pre class="src">{visible(lines.join('\n'))}</pre>
      <p class="small muted">Headers in the order and letter case of the wire; secrets are taken out.</p>
    </>
  );
}

function Remarks({ view, remarks }: { view: Laid; remarks: readonly Remark[] }) {
  const { result } = view;
  return (
    <ul class="find-list">
      {remarks.map((remark) => (
        <li key={`${remark.about} ${remark.words}`}>
          <Mark mark={remark.mark} />
          <span>
            <strong>{remark.about}</strong>: {visible(remark.words)}.{' '}
            {remark.requirement !== undefined && (
              <a class="id" href={to.requirement(remark.requirement.id)}>
                {remark.requirement.id}
              </a>
            )}
          </span>
        </li>
      ))}
      {result?.valid === true && (
        <li>
          <Mark mark="pass" />
          <span>
            Well-formed {view.form === 'xml' ? 'XML' : 'WBXML'}
            {result.version !== undefined && `, valid against the content model of ${result.version}`}
          </span>
        </li>
      )}
      {result === undefined && (
        <li>
          <Mark mark="not-applicable" />
          <span>
            Nothing to read: {view.form === 'empty' ? 'the body is empty' : 'the body is neither XML nor WBXML'}.
          </span>
        </li>
      )}
    </ul>
  );
}
