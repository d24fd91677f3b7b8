/** Expressions of the release definition: as a line with a mark before every name, and as a tree with values. */
import type { Explanation } from '../../../conformance/results.ts';
import type { Mark as MarkName } from '../../../report/marks.ts';
import type { AtomState } from '../data/derivation.ts';
import { shortId, tokens } from '../data/expression.ts';
import { to } from '../router.ts';
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

export function ExpressionLine({ text, states }: { text: string; states: ReadonlyMap<string, AtomState> }) {
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
            <a class={state === 'decides' ? 'no' : undefined} href={to.definition(token.text)}>
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
        {operator === undefined ? <span class="id">{shortId(part.text)}</span> : <span class="op">{operator}</span>}
        {operator === undefined && <span class="muted">{part.because}</span>}
        <span class="val">
          <Verdict mark={decides ? 'fail' : mark} word={decides ? 'decides' : word} />
        </span>
      </div>
      {part.parts.length > 0 && (
        <ul>
          {part.parts.map((inner, i) => (
            <Branch key={i} part={inner} decisive={decisive} />
          ))}
        </ul>
      )}
    </li>
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
