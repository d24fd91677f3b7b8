/** Difference of two texts by words: in order, so that a word which stands elsewhere too is still seen to be missing here. */

export interface Piece {
  readonly text: string;
  /** True if the other text has it at this place. */
  readonly same: boolean;
}

/** Words that are compared; for longer texts the table of all pairs would be too large. */
const MOST_WORDS = 600;
/** Least part of the words of the shorter text that both must share for the others to be marked. */
const ALIKE = 1 / 3;

/** Words, numbers, and every other character by itself. */
function wordsOf(text: string): readonly string[] {
  return text.match(/[\p{L}\p{N}_-]+|\s+|[^\p{L}\p{N}_\s-]/gu) ?? [];
}

/** Both texts in pieces. Texts that have too little in common are left whole: then everything differs, and no mark says more. */
export function wordDifference(
  left: string,
  right: string,
): readonly [left: readonly Piece[], right: readonly Piece[]] {
  const [a, b] = [wordsOf(left), wordsOf(right)];
  const whole = (text: string): readonly Piece[] => [{ text, same: true }];
  if (a.length > MOST_WORDS || b.length > MOST_WORDS) return [whole(left), whole(right)];
  const common = commonWords(a, b);
  const counted = (words: readonly string[]) => words.filter((word) => word.trim() !== '').length;
  const shared = [...common.keys()].filter((i) => a[i]?.trim() !== '').length;
  const least = Math.min(counted(a), counted(b));
  // A single word against a single word is a value against a value.
  if (least > 1 && shared < least * ALIKE) return [whole(left), whole(right)];
  const kept = new Set(common.values());
  return [
    joined(a.map((text, i) => ({ text, same: common.has(i) }))),
    joined(b.map((text, i) => ({ text, same: kept.has(i) }))),
  ];
}

/** The longest common subsequence: place in the first by place in the second. */
function commonWords(a: readonly string[], b: readonly string[]): ReadonlyMap<number, number> {
  const lengths = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  const at = (i: number, j: number) => lengths[i]?.[j] ?? 0;
  for (let i = a.length - 1; i >= 0; i--) {
    const row = lengths[i];
    if (row === undefined) continue;
    for (let j = b.length - 1; j >= 0; j--) {
      row[j] = a[i] === b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const common = new Map<number, number>();
  for (let i = 0, j = 0; i < a.length && j < b.length; ) {
    if (a[i] === b[j]) common.set(i++, j++);
    else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  return common;
}

/** Neighbours of one kind as one piece; blanks between differing words differ with them. */
function joined(pieces: readonly Piece[]): readonly Piece[] {
  const joined: Piece[] = [];
  pieces.forEach((piece, i) => {
    const blank = piece.text.trim() === '';
    const inside = blank && pieces[i - 1]?.same === false && pieces[i + 1]?.same === false;
    const same = blank ? !inside : piece.same;
    const last = joined.at(-1);
    if (last !== undefined && last.same === same) joined[joined.length - 1] = { text: last.text + piece.text, same };
    else joined.push({ text: piece.text, same });
  });
  return joined;
}
