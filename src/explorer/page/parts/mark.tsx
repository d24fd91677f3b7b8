/** The marks of verdicts: shape, word, then colour. */
import { type Mark as MarkName, markWord } from '../../../report/view/marks.ts';

const CLASSES: Readonly<Record<MarkName, string>> = {
  pass: 'pass',
  fail: 'fail',
  inconclusive: 'inc',
  note: 'note',
  observed: 'obs',
  error: 'err',
  'not-applicable': 'na',
  'not-run': 'wait',
};

/** The shape alone; whoever uses it says the word beside it or in a label. */
export function Mark({ mark }: { mark: MarkName }) {
  const name = CLASSES[mark];
  return (
    <svg class={`v v-${name}`} viewBox="0 0 16 16" aria-hidden="true">
      <use href={`#g-${name}`} />
    </svg>
  );
}

/** Shape and word together. */
export function Verdict({ mark, word }: { mark: MarkName; word?: string | undefined }) {
  return (
    <span class={`verdict ${CLASSES[mark]}`}>
      <Mark mark={mark} />
      {word ?? markWord(mark)}
    </span>
  );
}

/** The shapes, once in the page, on a square of 16 units in the current colour. */
export function Symbols() {
  return (
    <svg class="symbols" width="0" height="0" aria-hidden="true">
      <symbol id="g-pass" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="4.5" fill="currentColor" />
      </symbol>
      <symbol id="g-fail" viewBox="0 0 16 16">
        <path
          fill="currentColor"
          fill-rule="evenodd"
          d="M0 0h16v16H0zM3.2 4.6 6.6 8l-3.4 3.4 1.4 1.4L8 9.4l3.4 3.4 1.4-1.4L9.4 8l3.4-3.4-1.4-1.4L8 6.6 4.6 3.2z"
        />
      </symbol>
      <symbol id="g-inc" viewBox="0 0 16 16">
        <path fill="none" stroke="currentColor" stroke-width="1.8" d="M8 1.3 14.7 8 8 14.7 1.3 8z" />
        <path fill="currentColor" d="M8 1.3 14.7 8 8 14.7z" />
      </symbol>
      <symbol id="g-err" viewBox="0 0 16 16">
        <path fill="currentColor" fill-rule="evenodd" d="M8 .5 16 15H0zM7.1 5.5v5h1.8v-5zm0 6.2v1.8h1.8v-1.8z" />
      </symbol>
      <symbol id="g-note" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="5.2" fill="none" stroke="currentColor" stroke-width="1.8" />
        <path d="M4 8h8" stroke="currentColor" stroke-width="2.2" />
      </symbol>
      <symbol id="g-obs" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="4.4" fill="none" stroke="currentColor" stroke-width="1.6" />
      </symbol>
      <symbol id="g-wait" viewBox="0 0 16 16">
        <circle cx="8" cy="8" r="1.7" fill="currentColor" />
      </symbol>
      <symbol id="g-na" viewBox="0 0 16 16">
        <path d="M4.5 8h7" stroke="currentColor" stroke-width="1.8" />
      </symbol>
    </svg>
  );
}
