/** The target of text: its width, and whether it can be rewritten and coloured. */
import { visible } from '../view/octets.ts';

export interface Terminal {
  write(text: string): void;
  readonly columns: number;
  /** The last line can be rewritten. */
  readonly live: boolean;
  readonly color: boolean;
}

export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Narrowest and widest text; wider terminals get margins, not longer lines. */
const NARROWEST = 40;
const WIDEST = 120;

/**
 * The terminal behind an output. Colour follows NO_COLOR and FORCE_COLOR, then whether it is a terminal; in CI and with
 * TERM=dumb nothing is rewritten.
 */
export function terminalOf(output: Output, env: Environment = process.env): Terminal {
  const tty = output.isTTY === true && env.TERM !== 'dumb';
  const ci = env.CI !== undefined && env.CI !== '' && env.CI !== 'false';
  const forced = env.FORCE_COLOR !== undefined && env.FORCE_COLOR !== '0';
  const refused = env.NO_COLOR !== undefined && env.NO_COLOR !== '';
  const width = output.columns ?? Number(env.COLUMNS ?? 100);
  return {
    write: (text) => void output.write(text),
    columns: Math.max(NARROWEST, Math.min(WIDEST, Number.isFinite(width) && width > 0 ? width : 100)),
    live: tty && !ci,
    color: !refused && (forced || (tty && !ci)),
  };
}

export type TextMark = 'pass' | 'fail' | 'inconclusive' | 'note' | 'observed' | 'error' | 'not-applicable' | 'not-run';

const SHAPES: Readonly<Record<TextMark, readonly [shape: string, sgr: string]>> = {
  pass: ['•', '32'],
  fail: ['■', '1;31'],
  inconclusive: ['◆', '1;33'],
  note: ['⊖', '34'],
  observed: ['○', '90'],
  error: ['▲', '1'],
  'not-applicable': ['–', '90'],
  'not-run': ['·', '90'],
};

export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  bad(text: string): string;
  good(text: string): string;
  /** Shape and word, in colour where there is colour. */
  mark(mark: TextMark): string;
  /** A text in the colour of a mark. */
  as(mark: TextMark, text: string): string;
}

export function style(terminal: Pick<Terminal, 'color'>): Style {
  const paint = (sgr: string) => (text: string) => (terminal.color ? `\u001b[${sgr}m${text}\u001b[0m` : text);
  return {
    bold: paint('1'),
    dim: paint('2'),
    bad: paint('1;31'),
    good: paint('32'),
    mark: (mark) => paint(SHAPES[mark][1])(`${SHAPES[mark][0]} ${mark.replace('-', ' ')}`),
    as: (mark, text) => paint(SHAPES[mark][1])(text),
  };
}

/** At most `width` characters, the end cut off; control characters made visible. */
export function truncate(text: string, width: number): string {
  const safe = [...visible(text)];
  return safe.length <= width ? safe.join('') : `${safe.slice(0, Math.max(0, width - 1)).join('')}…`;
}

/** Lines of at most `width` characters, broken at spaces; words longer than a line are cut. Line breaks are kept. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  for (const paragraph of visible(text).split('\n')) {
    const lead = /^ */.exec(paragraph)?.[0] ?? '';
    let line = lead;
    for (const word of paragraph.trim().split(/ (?! )/)) {
      let rest = word;
      if (line.trim() !== '' && line.length + 1 + rest.length > width) {
        lines.push(line);
        line = lead;
      }
      while (rest.length > width - lead.length) {
        const room = Math.max(1, width - lead.length);
        lines.push(lead + rest.slice(0, room));
        rest = rest.slice(room);
      }
      line = line.trim() === '' ? lead + rest : `${line} ${rest}`;
    }
    lines.push(line);
  }
  return lines;
}

/** Cells in columns; the columns in `right` are set flush right. */
export function columns(rows: readonly (readonly string[])[], right: ReadonlySet<number>): string[] {
  const most = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: most }, (_, i) => Math.max(...rows.map((row) => plainLength(row[i] ?? ''))));
  return rows.map((row) =>
    row
      .map((cell, i) => {
        const fill = ' '.repeat(Math.max(0, (widths[i] ?? 0) - plainLength(cell)));
        return right.has(i) ? fill + cell : cell + fill;
      })
      .join('  ')
      .trimEnd(),
  );
}

function plainLength(text: string): number {
  return [...text.replace(/\u001b\[[0-9;]*m/g, '')].length;
}
