/** Text of a bounded length, cut between entries and never inside one. */

/** Most characters of a comment on GitHub. */
export const COMMENT_LIMIT = 65_536;

/**
 * A head and as many entries as there is room for, in their order; if some are left out, `rest` says how many.
 * A head that is too long by itself is cut.
 */
export function within(
  head: string,
  entries: readonly string[],
  rest: (left: number) => string,
  limit = COMMENT_LIMIT,
): string {
  const whole = head + entries.join('');
  if (whole.length <= limit) return whole;
  const reserved = rest(entries.length).length;
  let text = head.slice(0, Math.max(0, limit - reserved));
  for (const [i, entry] of entries.entries()) {
    if (text.length + entry.length > limit - reserved) return text + rest(entries.length - i);
    text += entry;
  }
  return text;
}
