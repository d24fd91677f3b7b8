/** A table of the measurements, for people. */

/** One line: what was measured, and what it should come to. */
export interface Figure {
  readonly what: string;
  /** The figure itself, with its unit. */
  readonly value: string;
  /** The figure in relation to what it is compared with; undefined where it stands for itself. */
  readonly ratio?: number | undefined;
  /** Compared with what. */
  readonly to?: string | undefined;
  readonly target?: Target | undefined;
}

/** The ratio is to be at least, or at most, this. */
export type Target = { readonly atLeast: number } | { readonly atMost: number };

export interface Section {
  readonly title: string;
  /** The subject of the figures, in a line or two. */
  readonly remark: string;
  readonly figures: readonly Figure[];
}

export function isMet({ ratio, target }: Figure): boolean | undefined {
  if (ratio === undefined || target === undefined) return undefined;
  return 'atLeast' in target ? ratio >= target.atLeast : ratio <= target.atMost;
}

/** A number a person can compare: three digits that count, thousands apart. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const digits = value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value.toLocaleString('en-US', { maximumFractionDigits: Math.min(digits, 4), minimumFractionDigits: 0 });
}

export function perSecond(rate: number, things: string): string {
  return `${number(rate)} ${things}/s`;
}

function targetText(target: Target): string {
  return 'atLeast' in target ? `>= ${target.atLeast}` : `<= ${target.atMost}`;
}

function cells(figure: Figure): readonly string[] {
  const { what, value, ratio, to, target } = figure;
  const met = isMet(figure);
  return [
    what,
    value,
    ratio === undefined ? '' : ratio.toFixed(2),
    to ?? '',
    target === undefined ? '' : targetText(target),
    met === undefined ? '' : met ? 'met' : 'NOT MET',
  ];
}

const HEADINGS = ['', 'figure', 'ratio', 'to', 'target', ''] as const;

export function tableText(section: Section): string {
  const rows = [HEADINGS, ...section.figures.map(cells)];
  const widths = HEADINGS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const numeric = (column: number) => column === 1 || column === 2;
  const line = (row: readonly string[]) =>
    `  ${widths
      .map((width, column) =>
        numeric(column) ? (row[column] ?? '').padStart(width) : (row[column] ?? '').padEnd(width),
      )
      .join('  ')
      .trimEnd()}`;
  return [section.title, `  ${section.remark}`, ...rows.map(line), ''].join('\n');
}
