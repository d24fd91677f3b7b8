/** Expressions of the release definition: as a line with a mark before every name, and as a tree with values. */
import { useState } from 'preact/hooks';
import type { Mark as MarkName } from '../../../report/view/marks.ts';
import type { Explanation } from '../../../results/results.ts';
import type { AtomState } from '../data/derivation.ts';
import { shortId, tokens } from '../data/expression.ts';
import { to } from '../router.ts';
import { useReport } from './context.ts';
import { Mark, Verdict } from './mark.tsx';

const STATE_MARKS: Readonly<Record<AtomState, MarkName | undefined>> = {
  decides: 'fail',
  fell: undefined,
  'not-claimed': 'not-applicable',
  holds: 'pass',
  unknown: 'inconclusive',
};

const STATE_WORDS: Readonly<Record<AtomState, string>> = {
  decides: 'decides',
  fell: 'falls with it',
  'not-claimed': 'not claimed',
  holds: 'holds',
  unknown: 'unknown',
};

export function ExpressionLine(props: { text: string; release: string; states: ReadonlyMap<string, AtomState> }) {
  const { text, release, states } = props;
  return (
    <p class="expr">
      {tokens(text).map((token, i) => {
        const space = i > 0 ? ' ' : '';
        if (token.kind === 'word') {
          return (
            <span key={i} class="op">
              {space}
              {token.text}
            </span>
          );
        }
        const state = states.get(token.text) ?? 'unknown';
        const mark = STATE_MARKS[state];
        return (
          <span key={i}>
            {space}
            <a class={state === 'decides' ? 'no' : undefined} href={to.definition(release, token.text)}>
              {mark !== undefined && <Mark mark={mark} />}
              {state === 'fell' ? <s>{shortId(token.text)}</s> : <span class="nowrap">{shortId(token.text)}</span>}
              <span class="vh"> ({STATE_WORDS[state]})</span>
            </a>
          </span>
        );
      })}
    </p>
  );
}

export const VALUES: Readonly<Record<Explanation['value'], readonly [mark: MarkName, word: string]>> = {
  true: ['pass', 'holds'],
  // What does not hold is a failure only where the answer hangs on it.
  false: ['not-applicable', 'does not hold'],
  unknown: ['inconclusive', 'unknown'],
};

/** The explanation of a value as a tree: what each part says, its value, and why. */
export function ExplanationTree({
  explanation,
  decisive,
}: {
  explanation: Explanation;
  decisive: ReadonlySet<string>;
}) {
  return (
    <ul class="tree">
      <Branch part={explanation} decisive={decisive} />
    </ul>
  );
}

function Branch({ part, decisive }: { part: Explanation; decisive: ReadonlySet<string> }) {
  const [mark, word] = VALUES[part.value];
  const decides = part.value === 'false' && decisive.has(part.text);
  const operator = operatorOf(part);
  return (
    <li>
      <div class="n">
        {operator === undefined ? <Name text={part.text} /> : <span class="op">{operator}</span>}
        {operator === undefined && <span class="muted">{part.because}</span>}
        <span class="val">
          <Verdict mark={decides ? 'fail' : mark} word={decides ? 'decides' : word} />
        </span>
      </div>
      <Parts parts={part.parts} decisive={decisive} />
    </li>
  );
}

/** More parts of one kind than this fold: a group has dozens of items, and what is neither is what one looks for. */
const FOLD_FROM = 6;

const FOLDS: readonly (readonly [words: string, is: (part: Explanation) => boolean])[] = [
  ['that hold', (part) => part.value === 'true'],
  ['not claimed', (part) => part.value === 'false' && part.because === 'not claimed'],
];

function Parts({ parts, decisive }: { parts: readonly Explanation[]; decisive: ReadonlySet<string> }) {
  const [open, setOpen] = useState<readonly string[]>([]);
  if (parts.length === 0) return null;
  const folded = FOLDS.map(([words, is]) => ({ words, parts: parts.filter(is) })).filter(
    (fold) => fold.parts.length >= FOLD_FROM && !open.includes(fold.words),
  );
  const hidden = new Set(folded.flatMap((fold) => fold.parts));
  const shown = parts.filter((part) => !hidden.has(part));
  return (
    <ul>
      {shown.map((inner, i) => (
        <Branch key={i} part={inner} decisive={decisive} />
      ))}
      {folded.map((fold) => (
        <li key={fold.words}>
          <div class="n">
            <button type="button" class="add" onClick={() => setOpen([...open, fold.words])}>
              {fold.parts.length} {fold.words}
            </button>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** The name of an item leads to it, the name of a row stands short. */
function Name({ text }: { text: string }) {
  const { item } = useReport();
  return item(text) === undefined ? (
    <span class="id">{shortId(text)}</span>
  ) : (
    <a class="id" href={to.item(text)}>
      {text}
    </a>
  );
}

/** AND or OR: the word between the parts, outside all parentheses. */
export function operatorOf(part: Explanation): string | undefined {
  if (part.parts.length < 2) return undefined;
  let depth = 0;
  for (const token of tokens(part.text)) {
    if (token.text === '(') depth++;
    else if (token.text === ')') depth--;
    else if (token.kind === 'word' && depth === 0) return token.text;
  }
  return undefined;
}
