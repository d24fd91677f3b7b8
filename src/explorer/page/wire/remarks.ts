/** Remarks on one message: by checks it decided, by the monitors, by the reader of this page. */

import type { BakedTranscript } from '../../../report/html/baked.ts';
import type { Mark } from '../../../report/view/marks.ts';
import type { CheckResult, RequirementResult } from '../../../results/results.ts';
import type { CheckOf } from '../data/report.ts';
import { rowAt, rowAtPath } from './layout.ts';
import type { WireMessage } from './timetable-data.ts';
import type { MessageView } from './view.ts';

export interface Remark {
  readonly mark: Mark;
  /** The element it is about, or the message. */
  readonly about: string;
  readonly words: string;
  readonly requirement: RequirementResult | undefined;
  /** Row it stands under, -1 for the message as a whole; the last of the rows it covers. */
  readonly row: number;
  readonly lastRow: number;
  /** Octets to mark: the smallest that are known to be wrong. */
  readonly span: { readonly start: number; readonly end: number } | undefined;
  /** True if they are those of a whole element; false for the head of one whose children may be right. */
  readonly whole: boolean;
}

export function remarksOn(
  message: WireMessage,
  transcript: BakedTranscript,
  checks: readonly CheckOf[],
  view: MessageView,
): readonly Remark[] {
  const here = (place: { readonly exchange: number; readonly side: string }) =>
    place.exchange === message.exchange && place.side === message.side;
  const place = (path: string | undefined, span: Remark['span']) => {
    const found = span !== undefined ? rowAt(view.layout, span) : -1;
    const row = found >= 0 ? found : path === undefined || path === '' ? -1 : rowAtPath(view.layout, path);
    const around = view.layout.rows[row];
    const covered = span ?? (around === undefined ? undefined : { start: around.start, end: around.end });
    return { row, ...smallest(view, row, covered) };
  };
  const decided = checks
    .filter(({ check }) => check.verdict === 'fail' && check.place !== undefined && here(check.place))
    .map(
      ({ requirement, check }): Remark => ({
        mark: 'fail',
        about: lastName(check.place?.path) ?? 'The message',
        words: expectedWords(check),
        requirement,
        ...place(check.place?.path, check.place?.span),
      }),
    );
  const monitored = transcript.findings.filter(here);
  const seen = new Set(monitored.map((f) => `${f.path} ${f.message}`));
  const read = (view.result?.findings ?? []).filter((f) => !seen.has(`${f.path} ${f.message}`));
  const found = [...monitored, ...read].map(
    (f): Remark => ({
      mark: f.severity !== 'error' ? 'note' : 'confidence' in f && f.confidence === 'low' ? 'observed' : 'fail',
      about: lastName(f.path) ?? 'The message',
      words: f.message,
      requirement: undefined,
      ...place(f.path, f.span),
    }),
  );
  return [...decided, ...found];
}

function expectedWords({ expected, observed }: CheckResult): string {
  const flat = (text: string | undefined) => (text ?? 'not said').replace(/\s+/g, ' ').trim();
  return `observed ${flat(observed)}, expected ${flat(expected)}`;
}

function lastName(path: string | undefined): string | undefined {
  const name = path?.split('/').at(-1);
  return name === undefined || name === '' ? undefined : name;
}

/** An element with one value in it is marked whole; of one with several children only the head, since they may be right. */
function smallest(
  { layout: { rows } }: MessageView,
  row: number,
  span: Remark['span'],
): Pick<Remark, 'lastRow' | 'span' | 'whole'> {
  if (row < 0 || span === undefined) return { lastRow: row, span, whole: true };
  const inside = rows.flatMap((one, i) => (i > row && one.start >= span.start && one.end <= span.end ? [i] : []));
  const depths = new Set(inside.map((i) => rows[i]?.depth));
  const last = inside.at(-1) ?? row;
  if (depths.size === inside.length) return { lastRow: last, span, whole: true };
  return { lastRow: row, span: { start: span.start, end: rows[row + 1]?.from ?? span.end }, whole: false };
}
