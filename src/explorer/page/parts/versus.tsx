/** Expected against observed, side by side in the same notation, what differs marked. */

import { visible } from '../../../report/view/octets.ts';
import type { CheckResult } from '../../../results/results.ts';
import { type Piece, wordDifference } from './word-difference.ts';

export function Versus({ check, place }: { check: CheckResult; place: string | undefined }) {
  const expected = visible(check.expected ?? 'not said');
  const observed = visible(check.observed ?? 'nothing');
  const path = check.place?.path?.split('/').slice(-3).join('/');
  const [left, right] = wordDifference(expected, observed);
  return (
    <div class="versus">
      <div>
        <h3>Expected{path === undefined ? '' : ` in ${path}`}</h3>
        <Pieces pieces={left} kind="ok" />
      </div>
      <div>
        <h3>Observed{place === undefined ? '' : `, ${place}`}</h3>
        <Pieces pieces={right} kind={undefined} />
      </div>
    </div>
  );
}

function Pieces({ pieces, kind }: { pieces: readonly Piece[]; kind: string | undefined }) {
  return (
    <pre>
      {pieces.map(({ text, same }, i) =>
        same ? (
          text
        ) : (
          <mark key={i} class={kind}>
            {text}
          </mark>
        ),
      )}
    </pre>
  );
}
