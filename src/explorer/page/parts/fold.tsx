/** An area of a long list, folded to a line: its rows are drawn when somebody unfolds it, and for printing. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Mark as MarkName } from '../../../report/view/marks.ts';
import { Verdict } from './mark.tsx';

/** Rows that may stand unfolded at first: more would be a long way to scroll and slow to draw. */
export const ROWS_AT_FIRST = 80;

export function Fold(props: {
  title: ComponentChildren;
  /** Said on the line beside the title. */
  words: string;
  /** Verdicts in it that need a look, with their numbers. */
  marks: readonly (readonly [mark: MarkName, n: number])[];
  open: boolean;
  children: () => ComponentChildren;
}) {
  const [open, setOpen] = useState(props.open);
  useEffect(() => setOpen(props.open), [props.open]);
  useEffect(() => {
    const unfold = () => setOpen(true);
    addEventListener('beforeprint', unfold);
    return () => removeEventListener('beforeprint', unfold);
  }, []);
  return (
    <details class="fold-area" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <h2>{props.title}</h2>
        <span class="label">{props.words}</span>
        {props.marks.map(([mark, n]) => (
          <Verdict key={mark} mark={mark} word={`${n} ${mark}`} />
        ))}
      </summary>
      {open && props.children()}
    </details>
  );
}

const WORTH_A_LOOK = ['fail', 'error', 'inconclusive', 'note'] as const;

/** The verdicts among marks that need a look. */
export function worthALook(marks: readonly MarkName[]): readonly (readonly [MarkName, number])[] {
  return WORTH_A_LOOK.flatMap((mark) => {
    const n = marks.filter((one) => one === mark).length;
    return n === 0 ? [] : [[mark, n] as const];
  });
}
