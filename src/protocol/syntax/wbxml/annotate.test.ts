import { describe, expect, it } from 'vitest';
import { annotate } from './annotate.ts';

/** A message of 1.3 with a session and nothing in it. */
const OCTETS = Uint8Array.from([0x03, 0x12, 0x6a, 0x00, 0xc9, 0x0b, 0x03, 0x31, 0x2e, 0x33, 0x00, 0x01, 0x2d, 0x01]);

describe('annotations of WBXML', () => {
  it('cover every octet once and name the elements', () => {
    const notes = annotate(OCTETS, '1.3');
    expect(notes.map((note) => note.start)).toEqual([0, ...notes.slice(0, -1).map((note) => note.end)]);
    expect(notes.at(-1)?.end).toBe(OCTETS.length);
    expect(notes.filter((note) => note.kind === 'tag').map((note) => [note.start, note.element?.name])).toEqual([
      [4, 'WV-CSP-Message'],
      [12, 'Session'],
    ]);
  });

  it('go as far as a broken document can be read', () => {
    const cut = annotate(OCTETS.subarray(0, 9), '1.3');
    expect(cut.length).toBeGreaterThan(3);
    expect(cut.at(-1)?.end).toBeLessThanOrEqual(9);
    expect(annotate(new Uint8Array(0), '1.3')).toEqual([]);
  });
});
