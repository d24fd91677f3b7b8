/** An example of an element: the first message of this run that holds it, with its octets. */
import { messageName } from '../../../../report/view/messages.ts';
import { groupDigits } from '../../../../report/view/words.ts';
import { useLoaded, useReport } from '../../parts/context.ts';
import { Section } from '../../parts/frame.tsx';
import { MessageTree } from '../../parts/message-tree.tsx';
import { to } from '../../router.ts';
import { sideOf, timetable } from '../../wire/timetable-data.ts';
import { viewOf } from '../../wire/view.ts';

/** Transcripts that are looked through for an element that has no primitive of its own. */
const MOST_LOOKED_AT = 12;

export function Example({ name, primitives }: { name: string; primitives: readonly string[] }) {
  const report = useReport();
  const loaded = useLoaded(`example ${name}`, async () => {
    const heads = report.heads.filter((head) => head.primitives.some((one) => primitives.includes(one)));
    // WBXML shows octets and elements at once.
    const ordered = [...heads].sort(
      (a, b) =>
        Number(b.configuration.endsWith('wbxml')) - Number(a.configuration.endsWith('wbxml')) ||
        a.messages - b.messages,
    );
    for (const { key } of ordered.slice(0, MOST_LOOKED_AT)) {
      const table = await timetable(report, key);
      for (const message of table.messages) {
        const side = sideOf(message);
        const view = viewOf(side.headers, await report.body(side.body));
        if (view.layout.rows.some((row) => row.name === name)) return { key, message, view };
      }
    }
    return undefined;
  });
  if (loaded.state !== 'loaded') return null;
  if (loaded.value === undefined) {
    return (
      <Section title="Example" id="example">
        <p class="muted">No message of this run holds it.</p>
      </Section>
    );
  }
  const { key, message, view } = loaded.value;
  const { configuration = '' } = report.head(key) ?? {};
  return (
    <Section
      title={`Example: ${messageName(message)}, ${groupDigits(view.body.length)} octets`}
      id="example"
      side={
        <>
          <p>
            <a href={to.message(report.addressOf(key), message.number)}>Message {message.number} of a scenario</a> of
            this run, {configuration}.
          </p>
          {view.form === 'wbxml' && (
            <>
              <h3>Reading the octets</h3>
              <p>
                Bold: the token of an element, 40 added when it has content. Grey: page switch, string end, element end.
              </p>
            </>
          )}
        </>
      }
    >
      <MessageTree view={view} remarks={[]} />
    </Section>
  );
}
