/** Expected against observed, side by side in the same notation, what differs marked. */

import { visible } from '../../../report/view/octets.ts';
import type { CheckResult } from '../../../results/results.ts';

export function Versus({ check, place }: { check: CheckResult; place: string | undefined }) {
  const expected = visible(check.expected ?? 'not said');
  const observed = visible(check.observed ?? 'nothing');
  const path = check.place?.path?.split('/').slice(-3).join('/');
  return (
    <div class="versus">
      <div>
        <h3>Expected{path === undefined ? '' : ` in ${path}`}</h3>
        <pre>
          <Lines text={expected} other={observed} good />
        </pre>
      </div>
      <div>
        <h3>Observed{place === undefined ? '' : `, ${place}`}</h3>
        <pre>
          <Lines text={observed} other={expected} good={false} />
        </pre>
      </div>
    </div>
  );
}

/** Lines that stand on the other side too are plain; in the others the words that are not there are marked. */
function Lines({ text, other, good }: { text: string; other: string; good: boolean }) {
  const otherLines = new Set(other.split('\n').map((line) => line.trim()));
  const otherWords = new Set(other.split(/\s+/));
  return (
    <>
      {text.split('\n').map((line, i) => (
        <span key={i}>
          {i > 0 && '\n'}
          {otherLines.has(line.trim())
            ? line
            : line.split(/(\s+)/).map((word, j) =>
                word.trim() === '' || otherWords.has(word) ? (
                  word
                ) : (
                  <mark key={j} class={good ? 'ok' : undefined}>
                    {word}
                  </mark>
                ),
              )}
        </span>
      ))}
    </>
  );
}
