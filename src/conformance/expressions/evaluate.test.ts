import { describe, expect, it } from 'vitest';
import { evaluate } from './evaluate.ts';
import { fixedPoint } from './fixed-point.ts';
import { expressionOf } from './parse.ts';
import type { Truth } from './truth.ts';

const values: Record<string, Truth> = { T: 'true', F: 'false', U: 'unknown' };
function value(text: string): Truth {
  return evaluate(expressionOf(text, { allowNot: true }), (name) => ({
    value: values[name] ?? 'false',
    because: 'given',
  })).value;
}

describe('evaluate', () => {
  it.each([
    ['T AND U', 'unknown'],
    ['F AND U', 'false'],
    ['T OR U', 'true'],
    ['F OR U', 'unknown'],
    ['NOT U', 'unknown'],
    ['NOT F AND T', 'true'],
    ['T AND (F OR (T AND NOT F))', 'true'],
  ])('%s is %s', (text, expected) => {
    expect(value(text)).toBe(expected);
  });

  it('explains every node and names what decided', () => {
    const explanation = evaluate(expressionOf('A AND (B OR C)'), (name) => ({
      value: name === 'A' ? 'true' : 'false',
      because: name === 'A' ? 'claimed' : 'not claimed',
    }));
    expect(explanation).toEqual({
      text: 'A AND (B OR C)',
      value: 'false',
      because: 'does not hold: B OR C',
      parts: [
        { text: 'A', value: 'true', because: 'claimed', parts: [] },
        {
          text: 'B OR C',
          value: 'false',
          because: 'no alternative holds',
          parts: [
            { text: 'B', value: 'false', because: 'not claimed', parts: [] },
            { text: 'C', value: 'false', because: 'not claimed', parts: [] },
          ],
        },
      ],
    });
  });
});

describe('fixedPoint', () => {
  const rows = new Map([
    ['A', expressionOf('x AND B')],
    ['B', expressionOf('y AND A')],
    ['C', expressionOf('A OR z')],
  ]);
  const given =
    (outside: Record<string, Truth>) =>
    (name: string): Truth =>
      outside[name] ?? 'false';

  it('keeps a circle whose parts all hold, which the least fixed point would lose', () => {
    const outside = given({ x: 'true', y: 'true' });
    expect([...fixedPoint(rows, outside).values.values()]).toEqual(['true', 'true', 'true']);
    expect([...fixedPoint(rows, outside, 'false').values.values()]).toEqual(['false', 'false', 'false']);
  });

  it('tells in which round a row fell', () => {
    const { values: result, rounds } = fixedPoint(rows, given({ y: 'true' }));
    expect(Object.fromEntries(result)).toEqual({ A: 'false', B: 'false', C: 'false' });
    expect(Object.fromEntries(rounds)).toEqual({ A: 1, B: 2, C: 2 });
  });

  it('carries what is not known around the circle', () => {
    expect(Object.fromEntries(fixedPoint(rows, given({ x: 'unknown', y: 'true', z: 'true' })).values)).toEqual({
      A: 'unknown',
      B: 'unknown',
      C: 'true',
    });
    expect(fixedPoint(rows, given({ x: 'unknown' })).values.get('A')).toBe('false');
  });

  it('refuses NOT, which could swing for ever', () => {
    const swinging = new Map([['A', expressionOf('NOT A', { allowNot: true })]]);
    expect(() => fixedPoint(swinging, () => 'true')).toThrow('row A: with NOT there may be no fixed point');
  });
});
