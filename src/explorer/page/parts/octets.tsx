/** The octets of a message: as a grid of hexadecimal, or as the text of an XML document; linked to the elements. */
import { useState } from 'preact/hooks';
import { hex, visible } from '../../../report/view/octets.ts';
import { offset } from '../../../report/view/words.ts';
import type { OctetKind } from '../wire/layout.ts';
import type { Remark } from '../wire/remarks.ts';
import type { MessageView } from '../wire/view.ts';

/** Octets drawn at once; more are drawn when asked for. */
const AT_FIRST = 4096;

export function HexGrid({ view, remarks }: { view: MessageView; remarks: readonly Remark[] }) {
  const [all, setAll] = useState(false);
  const { body } = view;
  const shown = all ? body.length : Math.min(body.length, AT_FIRST);
  const kinds: OctetKind[] = new Array(shown).fill('o');
  const rows: number[] = new Array(shown).fill(-1);
  for (const segment of view.layout.segments) {
    for (let i = segment.start; i < Math.min(segment.end, shown); i++) {
      kinds[i] = segment.kind;
      rows[i] = segment.row;
    }
  }
  const bad = spansOf(remarks);
  const lines = Array.from({ length: Math.ceil(shown / 16) }, (_, i) => i * 16);
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the grid is walked with the arrow keys */}
      <section class="hexes" tabIndex={0} aria-label="Octets, arrow keys move from one to the next">
        {lines.map((line) => (
          <div key={line} class="hx">
            <span class="o">{offset(line)}</span>
            <span class="bs">
              {[...body.subarray(line, Math.min(line + 16, shown))].map((octet, i) => {
                const at = line + i;
                return (
                  <b
                    key={at}
                    class={`k-${kinds[at]}${bad.some((s) => at >= s.start && at < s.end) ? ' bad' : ''}`}
                    data-n={rows[at]}
                    data-at={at}
                  >
                    {hex(octet)}
                  </b>
                );
              })}
            </span>
          </div>
        ))}
      </section>
      {shown < body.length && (
        <button type="button" class="add" onClick={() => setAll(true)}>
          Show all {body.length} octets
        </button>
      )}
    </>
  );
}

/** The text of an XML document as it was received, every piece linked to its element. */
export function SourceText({ view, remarks }: { view: MessageView; remarks: readonly Remark[] }) {
  const decoder = new TextDecoder();
  const bad = spansOf(remarks);
  return (
    <pre class="src linked">
      {view.layout.segments.map((segment) => {
        const text = visible(decoder.decode(view.body.subarray(segment.start, segment.end)));
        const marked = bad.some((s) => segment.start >= s.start && segment.end <= s.end);
        return (
          <span
            key={segment.start}
            class={`k-${segment.kind}${marked ? ' bad' : ''}`}
            data-n={segment.row}
            data-at={segment.start}
          >
            {text}
          </span>
        );
      })}
    </pre>
  );
}

function spansOf(remarks: readonly Remark[]): readonly { readonly start: number; readonly end: number }[] {
  return remarks.flatMap((r) => (r.mark === 'fail' && r.span !== undefined && r.row >= 0 ? [r.span] : []));
}

/** Octets of a row in the tree of a WBXML message: all in order, up to the next row. */
export function RowOctets({ view, row }: { view: MessageView; row: number }) {
  const { layout, body } = view;
  const from = row < 0 ? 0 : (layout.rows[row]?.from ?? 0);
  const to = layout.rows[row + 1]?.from ?? body.length;
  const segments = layout.segments.filter((s) => s.start >= from && s.end <= to);
  return (
    <>
      {segments.map((segment) => (
        <span key={segment.start} class={`k-${segment.kind}`}>
          {[...body.subarray(segment.start, segment.end)].map(hex).join(' ')}{' '}
        </span>
      ))}
    </>
  );
}
