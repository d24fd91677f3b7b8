/** Text from a run inside Markdown: none of it is markup. */
import { oneLine, visible, withLines } from './view/octets.ts';

/** Text inside a paragraph or a cell: nothing in it is markup. */
export function inline(text: string): string {
  return visible(text)
    .replace(/\s+/g, ' ')
    .replace(/[\\`*_[\]<>|#~]/g, (c) => `\\${c}`);
}

/** Text as code, with a fence longer than any run of back-ticks in it. */
export function code(text: string): string {
  const flat = oneLine(text).replace(/\|/g, '¦');
  const longest = Math.max(0, ...(flat.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return longest === 0 ? `\`${flat}\`` : `${fence} ${flat} ${fence}`;
}

/** A block of code inside a list item. */
export function fenced(text: string): string[] {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [
    `  ${fence}text`,
    ...withLines(text)
      .split('\n')
      .map((line) => `  ${line}`),
    `  ${fence}`,
  ];
}
