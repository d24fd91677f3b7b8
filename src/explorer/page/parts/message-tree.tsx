/** The elements of a message with their values and octets; findings stand under the element they are about. */
import { Fragment } from 'preact';
import { definitionOf } from '../../../protocol/messages/compile.ts';
import { hex, visible } from '../../../report/view/octets.ts';
import { attributeAt } from '../../../report/view/presence-attributes.ts';
import { offset } from '../../../report/view/words.ts';
import { to } from '../router.ts';
import type { Row } from '../wire/layout.ts';
import type { Remark } from '../wire/remarks.ts';
import type { MessageView } from '../wire/view.ts';
import { AttributeLink } from './attributes.tsx';
import { Mark } from './mark.tsx';
import { RowOctets } from './octets.tsx';

export function MessageTree({ view, remarks }: { view: MessageView; remarks: readonly Remark[] }) {
  const withOctets = view.form === 'wbxml';
  const failed = remarks.filter((r) => r.mark === 'fail' && r.row >= 0);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the rows are walked with the arrow keys
    <section class="walk" tabIndex={0} aria-label="Elements, arrow keys move from one to the next">
      <table class={withOctets ? 'dis' : 'dis two'}>
        <colgroup>
          <col class="o" />
          <col class={withOctets ? 'e' : undefined} />
          {withOctets && <col />}
        </colgroup>
        <thead>
          <tr>
            <th scope="col">At</th>
            <th scope="col">Element and value</th>
            {withOctets && <th scope="col">Octets</th>}
          </tr>
        </thead>
        <tbody>
          <tr data-n={-1}>
            <td class="o">0000</td>
            <td>
              <span class="str">{view.layout.head}</span>
            </td>
            {withOctets && (
              <td>
                <RowOctets view={view} row={-1} />
              </td>
            )}
          </tr>
          {view.layout.rows.map((row, n) => (
            <Fragment key={row.start}>
              <tr data-n={n} class={failed.some((r) => n >= r.row && n <= r.lastRow) ? 'bad' : undefined}>
                <td class="o">{offset(row.from)}</td>
                <td>
                  <div class="x" style={{ '--d': row.depth }}>
                    <ElementName row={row} />
                    {row.attributes !== '' && <span class="str"> {visible(row.attributes)}</span>}
                    {row.value !== '' && <span class="str"> {visible(row.value)}</span>}
                  </div>
                </td>
                {withOctets && (
                  <td>
                    <RowOctets view={view} row={n} />
                  </td>
                )}
              </tr>
              {remarks
                .filter((r) => r.lastRow === n && r.row >= 0)
                .map((remark) => (
                  <SayIt
                    key={remark.words}
                    remark={remark}
                    span={withOctets ? 2 : 1}
                    written={writtenAs(view, remark)}
                  />
                ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Key of an element in the reference: inside presence attributes a child may be another than elsewhere. */
function keyOf({ name, path }: Row): string {
  const inside = path.includes('/PresenceSubList') && definitionOf(`PA:${name}`) !== undefined;
  return inside ? `PA:${name}` : name;
}

/** A presence attribute leads to its page, every other element to its own. */
function ElementName({ row }: { row: Row }) {
  const attribute = attributeAt(row.path);
  return attribute === undefined ? (
    <a class="quiet el" tabIndex={-1} href={to.entry('element', keyOf(row))}>
      {row.name}
    </a>
  ) : (
    <AttributeLink attribute={attribute} kind="el" />
  );
}

/** Octets that are still read one by one. */
const READ_SINGLY = 24;

/** The octets of an element of WBXML as they were written, for values that look otherwise there. */
function writtenAs({ form, body }: MessageView, { span, whole, row }: Remark): string {
  if (form !== 'wbxml' || span === undefined || row < 0 || !whole || span.end - span.start > READ_SINGLY) return '';
  return [...body.subarray(span.start, span.end)].map(hex).join(' ');
}

function SayIt({ remark, span, written }: { remark: Remark; span: number; written: string }) {
  return (
    <tr class={remark.mark === 'fail' ? 'say-it' : 'say-it quiet'}>
      <td>
        <Mark mark={remark.mark} />
      </td>
      <td colSpan={span}>
        <strong>{remark.about}:</strong> {visible(remark.words)}
        {written !== '' && (
          <>
            , written <code>{written}</code>
          </>
        )}
        .{' '}
        {remark.requirement !== undefined && (
          <>
            Decides{' '}
            <a class="id" href={to.requirement(remark.requirement.id)}>
              {remark.requirement.id}
            </a>
            .
          </>
        )}
      </td>
    </tr>
  );
}
