/** The shapes of the marks, on a square of 16 units in the current colour, and their classes in the styles of the page. */
import type { Mark } from './marks.ts';

export interface Shape {
  readonly tag: 'circle' | 'path';
  readonly attributes: Readonly<Record<string, string>>;
}

/** Class `v-…` and symbol `g-…` of each mark. */
export const MARK_CLASSES: Readonly<Record<Mark, string>> = {
  pass: 'pass',
  fail: 'fail',
  inconclusive: 'inc',
  note: 'note',
  observed: 'obs',
  error: 'err',
  'not-applicable': 'na',
  'not-run': 'wait',
};

const disc = (r: string): Shape => ({ tag: 'circle', attributes: { cx: '8', cy: '8', r, fill: 'currentColor' } });
const ring = (r: string, width: string): Shape => ({
  tag: 'circle',
  attributes: { cx: '8', cy: '8', r, fill: 'none', stroke: 'currentColor', 'stroke-width': width },
});
const area = (d: string): Shape => ({ tag: 'path', attributes: { fill: 'currentColor', 'fill-rule': 'evenodd', d } });
const line = (d: string, width: string): Shape => ({
  tag: 'path',
  attributes: { fill: 'none', stroke: 'currentColor', 'stroke-width': width, d },
});

export const SHAPES: Readonly<Record<Mark, readonly Shape[]>> = {
  pass: [disc('4.5')],
  fail: [
    area('M0 0h16v16H0zM3.2 4.6 6.6 8l-3.4 3.4 1.4 1.4L8 9.4l3.4 3.4 1.4-1.4L9.4 8l3.4-3.4-1.4-1.4L8 6.6 4.6 3.2z'),
  ],
  inconclusive: [line('M8 1.3 14.7 8 8 14.7 1.3 8z', '1.8'), area('M8 1.3 14.7 8 8 14.7z')],
  error: [area('M8 .5 16 15H0zM7.1 5.5v5h1.8v-5zm0 6.2v1.8h1.8v-1.8z')],
  note: [ring('5.2', '1.8'), line('M4 8h8', '2.2')],
  observed: [ring('4.4', '1.6')],
  'not-run': [disc('1.7')],
  'not-applicable': [line('M4.5 8h7', '1.8')],
};
