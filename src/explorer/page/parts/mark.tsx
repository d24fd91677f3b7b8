/** The marks of verdicts: shape, word, then colour. */
import { h } from 'preact';
import { type Mark as MarkName, markWord } from '../../../report/view/marks.ts';
import { MARK_CLASSES, SHAPES } from '../../../report/view/shapes.ts';

/** The shape alone; whoever uses it says the word beside it or in a label. */
export function Mark({ mark }: { mark: MarkName }) {
  const name = MARK_CLASSES[mark];
  return (
    <svg class={`v v-${name}`} viewBox="0 0 16 16" aria-hidden="true">
      <use href={`#g-${name}`} />
    </svg>
  );
}

/** Shape and word together. */
export function Verdict({ mark, word }: { mark: MarkName; word?: string | undefined }) {
  return (
    <span class={`verdict ${MARK_CLASSES[mark]}`}>
      <Mark mark={mark} />
      {word ?? markWord(mark)}
    </span>
  );
}

const MARKS = Object.keys(SHAPES) as MarkName[];

/** The shapes, once in the page, on a square of 16 units in the current colour. */
export function Symbols() {
  return (
    <svg class="symbols" width="0" height="0" aria-hidden="true">
      {MARKS.map((mark) => (
        <symbol key={mark} id={`g-${MARK_CLASSES[mark]}`} viewBox="0 0 16 16">
          {SHAPES[mark].map(({ tag, attributes }) => h(tag, attributes))}
        </symbol>
      ))}
    </svg>
  );
}
