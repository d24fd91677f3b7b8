import { describe, expect, it } from 'vitest';
import { atoms, evaluate, parse, shortId, type Truth, tokens } from './expression.ts';

const value = (text: string, values: Record<string, Truth>) => {
  const node = parse(text);
  return node === undefined ? 'does not parse' : evaluate(node, (atom) => values[atom] ?? 'unknown');
};

describe('expressions of the release definition', () => {
  it('binds AND closer than OR', () => {
    expect(value('A OR B AND C', { A: 'true', B: 'false', C: 'false' })).toBe('true');
    expect(value('(A OR B) AND C', { A: 'true', B: 'false', C: 'false' })).toBe('false');
  });

  it('is unknown only where the unknown decides', () => {
    expect(value('A AND B', { A: 'false' })).toBe('false');
    expect(value('A OR B', { A: 'true' })).toBe('true');
    expect(value('A AND B', { A: 'true' })).toBe('unknown');
  });

  it('does not parse what is not an expression', () => {
    for (const text of ['', 'A)', '(A', 'A AND', 'AND A', 'A B']) expect(parse(text), text).toBeUndefined();
  });

  it('keeps every name and word in order', () => {
    expect(tokens('CSP-1.3:MSF AND (S-003 OR S-004)').map((t) => t.text)).toEqual([
      'CSP-1.3:MSF',
      'AND',
      '(',
      'S-003',
      'OR',
      'S-004',
      ')',
    ]);
    const node = parse('A AND (B OR C)');
    expect(node === undefined ? [] : atoms(node)).toEqual(['A', 'B', 'C']);
    expect(shortId('OMA-ERDEF-IMPS-S-017')).toBe('S-017');
  });
});
