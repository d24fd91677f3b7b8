/** An entry of `impsc show`: a heading, labelled texts in order, listings; and how it is printed. */
import { style, terminalOf, wrap } from '../../report/console/terminal.ts';

export type Field = readonly [label: string, text: string];

export interface Shown {
  /** The kind of thing: `requirement`, `defect`, `status code`. */
  readonly kind: string;
  readonly id: string;
  readonly title: string;
  readonly fields: readonly Field[];
  /** Text that is shown as it is: scenarios, content models. */
  readonly listings?: readonly { readonly heading: string; readonly text: string }[];
}

/** A field, unless there is nothing to say. */
export function given(label: string, text: string | number | undefined): readonly Field[] {
  return text === undefined || text === '' ? [] : [[label, String(text)]];
}

/** A field for each of several texts; the first alone bears the label when they are printed. */
export function each(label: string, texts: readonly string[]): readonly Field[] {
  return texts.map((text): Field => [label, text]);
}

/** The text for a terminal, or for a pipe. */
export function printed({ title, fields, listings = [] }: Shown, stream: NodeJS.WriteStream = process.stdout): string {
  const terminal = terminalOf(stream);
  const s = style(terminal);
  const lines = [s.bold(title), ''];
  const width = Math.max(...fields.map(([label]) => label.length));
  let last = '';
  for (const [label, text] of fields) {
    const [first = '', ...rest] = wrap(text, Math.max(40, terminal.columns - width - 2));
    lines.push(`${s.dim((label === last ? '' : label).padEnd(width))}  ${first}`);
    lines.push(...rest.map((line) => `${' '.repeat(width + 2)}${line}`));
    last = label;
  }
  for (const { heading, text } of listings) lines.push('', s.dim(heading), text);
  return `${lines.join('\n')}\n`;
}

/** The same for programs: the texts of each label in a list. */
export function asJson({ kind, id, title, fields, listings = [] }: Shown): string {
  const byLabel: Record<string, string[]> = {};
  for (const [label, text] of fields) byLabel[label] = [...(byLabel[label] ?? []), text];
  return `${JSON.stringify({ kind, id, title, fields: byLabel, listings }, undefined, 2)}\n`;
}
