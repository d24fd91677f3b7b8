import { describe, expect, it } from 'vitest';
import { primitive } from '../../protocol/messages/envelope.ts';
import type { Value } from '../../protocol/messages/infer.ts';
import { createSegments, cut } from './segments.ts';

describe('the segments a session keeps', () => {
  it('are handed out by number from 1 and dropped together', () => {
    const segments = createSegments(100);
    expect(segments.put('a', ['one', 'two'])).toBe(true);
    expect([0, 1, 2, 3].map((number) => segments.get('a', number))).toEqual([undefined, 'one', 'two', undefined]);
    expect([segments.drop('a'), segments.drop('a'), segments.get('a', 1)]).toEqual([true, false, undefined]);
  });

  it('make room for new ones, the oldest first', () => {
    const segments = createSegments(10);
    for (const id of ['a', 'b', 'c']) segments.put(id, ['12', '34']);
    expect(['a', 'b', 'c'].map((id) => segments.get(id, 1))).toEqual([undefined, '12', '12']);
    expect(segments.put('b', ['5'])).toBe(true);
    expect([segments.get('b', 1), segments.get('b', 2), segments.get('c', 2)]).toEqual(['5', undefined, '34']);
  });

  it('are not kept where they are too large themselves, and leave the others alone', () => {
    const segments = createSegments(10);
    segments.put('a', ['12']);
    expect(segments.put('b', ['123456', '789012'])).toBe(false);
    expect([segments.get('a', 1), segments.get('b', 1)]).toEqual(['12', undefined]);
  });
});

describe('a primitive that is cut', () => {
  const text = '<&>"ü€😀'.repeat(30);
  const value = { MessageInfo: { MessageID: 'm' }, ContentData: text } as Value<'GetMessage-Response'>;
  const pieces = cut(primitive('GetMessage-Response', value), 64);

  it('is its XML in order, in pieces no longer than there is room, however they are written', () => {
    const whole = pieces.join('');
    expect(whole).toMatch(/^<GetMessage-Response>.*<\/GetMessage-Response>$/s);
    const escaped = (piece: string) => piece.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
    for (const piece of pieces) {
      const octets = new TextEncoder().encode(escaped(piece).replaceAll('"', '&quot;')).length;
      expect(octets).toBeLessThanOrEqual(64);
      expect(octets).toBeGreaterThan(0);
    }
  });

  it('is not cut inside a character', () => {
    expect(pieces.filter((piece) => /[\uD800-\uDBFF]$|^[\uDC00-\uDFFF]/.test(piece))).toEqual([]);
    expect(pieces.join('').match(/😀/gu)).toHaveLength(30);
  });
});
