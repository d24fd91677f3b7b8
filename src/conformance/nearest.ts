/** Suggestions for a misspelt name: the names closest to one that does not exist. */

/** Edits (insert, delete, replace, swap of neighbours) that make `b` of `a`, letter case ignored. */
export function distance(a: string, b: string): number {
  const left = a.toLowerCase();
  const right = b.toLowerCase();
  let before: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, j) => j);
  for (let i = 1; i <= left.length; i++) {
    const current = [i];
    for (let j = 1; j <= right.length; j++) {
      const same = left[i - 1] === right[j - 1];
      let cost = Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      }
      current.push(cost);
    }
    before = previous;
    previous = current;
  }
  return previous[right.length] ?? 0;
}

/**
 * The names nearest to `wanted`, nearest first: those within a third of its length, or that contain it or begin with
 * the same letters. Empty when nothing is near.
 */
export function nearest(wanted: string, names: Iterable<string>, limit = 3): string[] {
  const bound = Math.max(2, Math.ceil(wanted.length / 3));
  const low = wanted.toLowerCase();
  const scored: { name: string; score: number }[] = [];
  for (const name of new Set(names)) {
    const edits = distance(wanted, name);
    const contains = low.length >= 3 && name.toLowerCase().includes(low);
    if (edits <= bound) scored.push({ name, score: edits });
    else if (contains) scored.push({ name, score: bound + name.length - low.length });
  }
  scored.sort((a, b) => a.score - b.score || a.name.localeCompare(b.name));
  return scored.slice(0, limit).map((s) => s.name);
}

/** ` (did you mean a, b or c?)`, or nothing. */
export function didYouMean(wanted: string, names: Iterable<string>): string {
  const near = nearest(wanted, names);
  if (near.length === 0) return '';
  const last = near.at(-1) ?? '';
  const list = near.length === 1 ? last : `${near.slice(0, -1).join(', ')} or ${last}`;
  return ` (did you mean ${list}?)`;
}
