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
  readonly span: { readonly start: number; readonly end: number } | undefined;
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
    return { row, lastRow: lastRowIn(view, row, covered), span: covered };
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

function lastRowIn(view: MessageView, row: number, span: Remark['span']): number {
  if (row < 0 || span === undefined) return row;
  let last = row;
  view.layout.rows.forEach((one, i) => {
    if (i > row && one.start >= span.start && one.end <= span.end) last = i;
  });
  return last;
}
